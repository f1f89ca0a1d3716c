"""What is missing before the next version, and where comments stand in it."""
