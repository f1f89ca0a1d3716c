"""Pages: staff run surveys, organisations answer them."""

from ikparticipation.surveys.views import (
    answering,
    authoring,
    drawing,
    printing,
    questionnaires,
    reviewing,
    submitting,
    waves,
)
from ikparticipation.surveys.views.blueprint import bp

__all__ = [
    "answering",
    "authoring",
    "bp",
    "drawing",
    "printing",
    "questionnaires",
    "reviewing",
    "submitting",
    "waves",
]
