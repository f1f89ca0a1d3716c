"""Inviting, as rules: how far the response is, its plots, when to remind. No session."""
