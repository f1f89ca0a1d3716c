"""The tree that expressions walk over: nodes, their order, the axes, reading XML."""
