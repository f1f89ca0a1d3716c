"""What an author is told when an edit makes no sense."""

from ikparticipation.errors import InvalidError


class EditError(InvalidError):
    """The sheets stay as they were. `message` is shown beside the field, filled with `facts`."""
