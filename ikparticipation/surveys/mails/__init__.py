"""The mails of surveys, and the words a county may write itself."""
