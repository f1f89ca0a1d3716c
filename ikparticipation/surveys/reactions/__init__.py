"""What follows from an event of surveys, in the worker."""
