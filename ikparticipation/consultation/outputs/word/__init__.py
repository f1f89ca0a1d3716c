"""A draft to Word and back: our file goes out, and what was written into it comes home."""
