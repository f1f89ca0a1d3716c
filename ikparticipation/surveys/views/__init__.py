"""Pages: staff run surveys, organisations answer them."""

from ikparticipation.surveys.views import (
    anonymous,
    answering,
    authoring,
    codebook,
    drawing,
    entering,
    exporting,
    inviting,
    printing,
    questionnaires,
    results,
    reviewing,
    submitting,
    together,
    waves,
)
from ikparticipation.surveys.views.blueprint import bp

__all__ = [
    "anonymous",
    "answering",
    "authoring",
    "bp",
    "codebook",
    "drawing",
    "entering",
    "exporting",
    "inviting",
    "printing",
    "questionnaires",
    "results",
    "reviewing",
    "submitting",
    "together",
    "waves",
]
