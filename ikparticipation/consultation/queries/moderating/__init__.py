"""What moderators see: the queue, one case, groups of similar comments."""
