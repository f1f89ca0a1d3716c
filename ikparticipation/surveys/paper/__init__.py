"""The questionnaire on paper: the same numbers, words and places for page and PDF. Pure."""
