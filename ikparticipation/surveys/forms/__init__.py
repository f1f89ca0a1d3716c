"""The forms of surveys, by what they are for."""
