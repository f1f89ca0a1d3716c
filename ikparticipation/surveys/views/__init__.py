"""Pages: staff run surveys, organisations answer them."""

from ikparticipation.surveys.views import (
    answering,
    authoring,
    drawing,
    exporting,
    inviting,
    printing,
    questionnaires,
    results,
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
    "exporting",
    "inviting",
    "printing",
    "questionnaires",
    "results",
    "reviewing",
    "submitting",
    "waves",
]
