"""What a question is over all versions: the columns `question_id` and `was`."""

import re

ID = re.compile(r"[A-Za-z0-9_.-]{1,64}", re.ASCII)


def identities(cell: str) -> tuple[str, ...]:
    """Return those that a cell names, with spaces or commas between them, each once."""
    return tuple(dict.fromkeys(cell.replace(",", " ").split()))
