"""Pages: asking, reminding, and what organisations say instead of answering."""

from ikparticipation.surveys.views.inviting import (
    choosing,
    invitation,
    other_person,
    returns,
    sending,
)

__all__ = ["choosing", "invitation", "other_person", "returns", "sending"]
