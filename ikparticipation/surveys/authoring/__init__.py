"""Making a questionnaire, as rules. Pure."""
