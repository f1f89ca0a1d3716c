"""Who works with whom as a graph: built from statements, measured, laid out, drawn, written.

Pure: only ids go in and out. Names, and who may know them, are the business of whoever shows it.
"""

RULES = 1
"""Version of what is measured and how; a new one makes every network be computed again."""
SEED = 15083
"""Of communities and layout, so that the same input gives the same figures and the same map."""
