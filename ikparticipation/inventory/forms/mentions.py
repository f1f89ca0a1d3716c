"""What a person says about a name: which button, and why."""

from uuid import UUID

from wtforms import StringField
from wtforms.validators import DataRequired, Length

from ikparticipation.organisations.models import Outcome
from ikparticipation.text import N_
from ikparticipation.web import Form

_LONGEST = 500


class DecisionForm(Form):
    """`was` is the button: `same:<id>`, `left`, or `apart:` with one or more ids."""

    reason = StringField(
        N_("Warum?"),
        validators=[
            DataRequired(N_("Bitte schreiben Sie in wenigen Worten, woher Sie das wissen.")),
            Length(max=_LONGEST, message=N_("Bitte höchstens 500 Zeichen.")),
        ],
    )
    was = StringField()

    def decision(self) -> tuple[Outcome, list[UUID]] | None:
        """Return what is decided about whom; None: no button says so."""
        outcome, _, keys = (self.was.data or "").partition(":")
        try:
            return Outcome(outcome), [UUID(key) for key in keys.split()]
        except ValueError:
            return None
