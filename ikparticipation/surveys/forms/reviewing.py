"""What staff type in a review. Each sends along which submission was looked at."""

from datetime import date, datetime, timedelta
from typing import Any, cast

from wtforms import DateField, HiddenField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length

from ikparticipation.surveys.forms.surveys import last_moment
from ikparticipation.surveys.services.reviewing import MOST_WORDS
from ikparticipation.text import BERLIN, N_, cleaned
from ikparticipation.web import Form

DAYS_TO_ANSWER = 14


def _paragraphs(text: str | None) -> str:
    return cleaned(text or "").strip()


def _words(label: str, missing: str | None = None) -> TextAreaField:
    checks: list[Any] = [DataRequired(missing)] if missing else []
    too_long = N_("Bitte kürzen Sie den Text auf höchstens 4000 Zeichen.")
    return TextAreaField(
        label, filters=[_paragraphs], validators=[*checks, Length(max=MOST_WORDS, message=too_long)]
    )


class SeenForm(Form):
    nummer = HiddenField()

    @property
    def seen(self) -> int:
        number = self.nummer.data or ""
        return int(number) if number.isascii() and number.isdecimal() else 0

    def saw(self, number: int) -> None:
        """Note which submission the page shows; a posted form keeps its own."""
        if not self.is_submitted():
            self.nummer.data = str(number)


class AskForm(Form):
    words = _words(N_("Ihre Frage"), N_("Bitte schreiben Sie Ihre Frage."))


class ReturnForm(SeenForm):
    words = _words(N_("Was möchten Sie dazu sagen?"))
    until = DateField(
        N_("Bis wann?"),
        format=["%Y-%m-%d", "%d.%m.%Y"],
        validators=[InputRequired(N_("Bitte geben Sie einen Tag an, zum Beispiel 31.12.2027."))],
    )

    @property
    def last_moment(self) -> datetime:
        """Return until when the day lasts here."""
        return last_moment(cast("date", self.until.data))

    def propose(self, now: datetime, number: int) -> None:
        self.saw(number)
        if not self.is_submitted():
            self.until.data = (now.astimezone(BERLIN) + timedelta(days=DAYS_TO_ANSWER)).date()


class ReasonForm(SeenForm):
    reason = _words(N_("Begründung"), N_("Bitte schreiben Sie die Begründung."))
