"""Pages of a consultation: public, for commenting, and for staff."""

from ikparticipation.consultation.views import (
    answering,
    commenting,
    invitations,
    moderating,
    next_version,
    outputs,
    reading,
    rounds,
)
from ikparticipation.consultation.views.blueprint import bp

__all__ = [
    "answering",
    "bp",
    "commenting",
    "invitations",
    "moderating",
    "next_version",
    "outputs",
    "reading",
    "rounds",
]
