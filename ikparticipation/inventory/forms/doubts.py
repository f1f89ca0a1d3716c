"""What readers type about an offer they doubt, and what is answered."""

from wtforms import (  # type: ignore[attr-defined]  # the stubs are of an older WTForms
    EmailField,
    RadioField,
    SelectChoice,
    TextAreaField,
)
from wtforms.validators import Email, InputRequired, Length, Optional

from ikparticipation.accounts.forms import tidy
from ikparticipation.inventory.labels import DOUBT_OUTCOMES
from ikparticipation.inventory.models import DoubtOutcome
from ikparticipation.text import N_, cleaned
from ikparticipation.web import Form

LONGEST = 1000
_SHORTER = N_("Bitte kürzen Sie den Text auf höchstens 1000 Zeichen.")


def _paragraphs(text: str | None) -> str:
    return cleaned(text or "").strip()


class DoubtForm(Form):
    words = TextAreaField(
        N_("Was stimmt nicht mehr?"),
        filters=[_paragraphs],
        validators=[
            InputRequired(N_("Bitte schreiben Sie kurz, was nicht mehr stimmt.")),
            Length(max=LONGEST, message=_SHORTER),
        ],
    )
    reply_to = EmailField(
        N_("Ihre E-Mail-Adresse"),
        filters=[tidy],
        validators=[
            Optional(),
            Length(max=254, message=N_("Die Adresse ist zu lang.")),
            Email(
                N_("Bitte prüfen Sie die Adresse, zum Beispiel name@example.org."),
                allow_smtputf8=False,
            ),
        ],
    )


class SettleForm(Form):
    outcome = RadioField(
        N_("Wie ist es?"),
        choices=[SelectChoice(key.value, words) for key, words in DOUBT_OUTCOMES.items()],
        validators=[InputRequired(N_("Bitte wählen Sie, wie es ist."))],
    )
    answer = TextAreaField(
        N_("Ihre Antwort"),
        filters=[_paragraphs],
        validators=[Length(max=LONGEST, message=_SHORTER)],
    )

    def chosen(self) -> DoubtOutcome:
        return DoubtOutcome(self.outcome.data)
