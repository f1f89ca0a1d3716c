"""The administration answers: assigned, drafted, released, taken over into the text."""
