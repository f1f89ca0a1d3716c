"""What the inventory pages show. What a reader may see is decided here, in SQL."""
