"""What can go wrong in the domain. `web.py` turns each kind into one HTTP answer.

The message is a German msgid (marked with `text.N_`) that tells the person what to do next;
`facts` fill its placeholders when it is shown, in the reader's language.
"""

from typing import Any


class DomainError(Exception):
    """A rule of the process said no. The message is shown to the user."""

    status = 400

    def __init__(self, message: str, **facts: Any) -> None:
        super().__init__(message)
        self.message = message
        self.facts = facts

    def __str__(self) -> str:
        return self.message % self.facts if self.facts else self.message


class NotAllowedError(DomainError):
    """The user may not do this."""

    status = 403


class ConflictError(DomainError):
    """The thing is not, or no longer, in a state that allows this."""

    status = 409


class GoneError(DomainError):
    """It was there once: a used link, an expired invitation."""

    status = 410


class InvalidError(DomainError):
    """What was sent does not fit. Forms show it beside the field where they can."""

    status = 422
