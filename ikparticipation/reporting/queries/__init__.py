"""What the pages across all packages show."""
