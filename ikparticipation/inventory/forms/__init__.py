"""What people type about the inventory. Shape and length only; rules are in `services`."""
