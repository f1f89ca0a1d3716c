"""Moderators decide: publish, decline, hide, blacken, group, hear an appeal."""
