"""The figures the README quotes. `./ik bench` runs all of them, `./ik bench pages` one."""
