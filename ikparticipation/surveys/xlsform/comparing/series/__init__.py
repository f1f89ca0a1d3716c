"""Series of figures over the waves: what breaks them (`rules`), why, and what to do instead."""
