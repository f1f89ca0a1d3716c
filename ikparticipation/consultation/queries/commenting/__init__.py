"""What somebody who comments needs to know: the text, the drafts, the statement."""
