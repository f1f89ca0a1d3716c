"""What synopses, files and digests are made of."""
