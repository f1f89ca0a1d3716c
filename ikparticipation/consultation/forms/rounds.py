"""What the coordination types about rounds. Shape and length only; rules are in `services`."""

from datetime import date, datetime
from typing import cast

from wtforms import BooleanField
from wtforms.validators import InputRequired

from ikparticipation.consultation.forms.fields import day_field
from ikparticipation.consultation.labels import CIRCLES, MODERATIONS
from ikparticipation.consultation.models import Circle, Moderation
from ikparticipation.consultation.period import day_begins, day_ends
from ikparticipation.drafts.forms import choice_field
from ikparticipation.text import N_
from ikparticipation.web import Form


class EndForm(Form):
    closes_on = day_field(
        N_("Letzter Tag"), InputRequired(N_("Bitte geben Sie den letzten Tag an."))
    )

    @property
    def closes_at(self) -> datetime:
        """The end of the chosen day. Only after validating."""
        return day_ends(cast("date", self.closes_on.data))


class RoundForm(EndForm):
    opens_on = day_field(N_("Erster Tag"), InputRequired(N_("Bitte geben Sie den ersten Tag an.")))
    moderation = choice_field(
        N_("Prüfung der Kommentare"),
        MODERATIONS,
        N_("Bitte wählen Sie, wann Kommentare erscheinen."),
        default=Moderation.PRE,
    )
    circle = choice_field(
        N_("Wer nimmt teil?"),
        CIRCLES,
        N_("Bitte wählen Sie, wer teilnimmt."),
        default=Circle.EVERYONE,
    )
    sealed = BooleanField(N_("Versiegelt: Kommentare anderer sieht man erst nach dem Ende"))

    @property
    def opens_at(self) -> datetime:
        """The beginning of the chosen day. Only after validating."""
        return day_begins(cast("date", self.opens_on.data))
