"""What is looked for in a questionnaire as a whole; each module yields findings of its own."""
