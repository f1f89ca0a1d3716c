"""What is read of a round: versions with comments, one comment, threads, how each came to be."""
