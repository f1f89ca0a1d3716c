"""Comments come in: written, corrected, withdrawn, released, supported, brought in a Word file."""
