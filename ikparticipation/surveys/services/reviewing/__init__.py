"""What the administration does with what was submitted, and what the organisation says to it."""

from ikparticipation.surveys.corrections import value_at
from ikparticipation.surveys.services.reviewing.correcting import (
    NotAnAnswerError,
    StaleAnswerError,
    correct,
    object_to,
    uphold,
    withdraw_correction,
)
from ikparticipation.surveys.services.reviewing.deciding import (
    StaleRevisionError,
    accept,
    refuse,
    return_response,
)
from ikparticipation.surveys.services.reviewing.holding import MOST_WORDS
from ikparticipation.surveys.services.reviewing.inquiring import ask, reply
from ikparticipation.surveys.services.reviewing.watching import look_through

__all__ = [
    "MOST_WORDS",
    "NotAnAnswerError",
    "StaleAnswerError",
    "StaleRevisionError",
    "accept",
    "ask",
    "correct",
    "look_through",
    "object_to",
    "refuse",
    "reply",
    "return_response",
    "uphold",
    "value_at",
    "withdraw_correction",
]
