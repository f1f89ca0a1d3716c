"""What follows from two one-sided statements about the same pair. Nothing is made symmetric."""

from enum import StrEnum


class TieState(StrEnum):
    """What is known about a statement from what the named side did in the same wave.

    The first that is true holds, in this order; `queries.ties` says the same in SQL.
    """

    UNRESOLVED = "unresolved"
    """The name is not, or not clearly, another organisation of the register."""
    CONFIRMED = "confirmed"
    """The other side named this one, too."""
    CLAIMED = "claimed"
    """The other side answered, and did not name this one."""
    NOT_ANSWERED = "not_answered"
    """The other side was asked and has not answered yet."""
    NOT_ASKED = "not_asked"
    """The other side was not asked in this wave."""
