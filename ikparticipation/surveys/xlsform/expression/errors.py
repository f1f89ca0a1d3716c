"""What is wrong with an expression, for the person who wrote it."""

from typing import Any

from ikparticipation.errors import InvalidError


class ExpressionError(InvalidError):
    """An expression cannot be read or has no value. `position` counts characters from 0."""

    def __init__(self, message: str, position: int | None = None, **facts: Any) -> None:
        super().__init__(message, **facts)
        self.position = position
