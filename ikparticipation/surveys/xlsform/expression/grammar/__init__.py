"""The written form of expressions: syntax tree, reading it, writing it."""
