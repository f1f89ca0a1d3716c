"""What members post when they share out sections, and what is typed to open answers again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, cast
from uuid import UUID

from wtforms import DateField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length

from ikparticipation.surveys.forms.surveys import last_moment
from ikparticipation.surveys.services.reviewing import MOST_WORDS
from ikparticipation.text import BERLIN, N_, cleaned
from ikparticipation.web import Form

DAYS_OPEN = 14
RELEASE, ASSIGN = "freigeben", "zuteilen"
"""What the buttons are called besides the one by which one takes sections oneself."""
NOBODY = UUID(int=0)


@dataclass(frozen=True)
class Sharing:
    """The posted form that shares out sections, read leniently: the service checks."""

    sections: tuple[str, ...]
    to: UUID | None
    """None: released."""
    seen: Mapping[str, UUID | None]
    """Section → who had it on the page."""

    @classmethod
    def read(cls, form: Mapping[str, Sequence[str]], *, me: UUID) -> "Sharing":
        """Read `abschnitt` (several), `war/<section>`, `wer`, and `tun`: which button it was.

        Whoever is not named rightly is NOBODY, whom the service refuses.
        """
        button = next(iter(form.get("tun", ())), "")
        to = None if button == RELEASE else me
        if button == ASSIGN:
            to = _user(next(iter(form.get("wer", ())), "")) or NOBODY
        return cls(
            sections=tuple(form.get("abschnitt", ())),
            to=to,
            seen={
                name.removeprefix("war/"): _user(given[-1])
                for name, given in form.items()
                if name.startswith("war/")
            },
        )


def _user(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _paragraphs(text: str | None) -> str:
    return cleaned(text or "").strip()


def _words(label: str, missing: str = "") -> TextAreaField:
    checks: list[Any] = [DataRequired(missing)] if missing else []
    too_long = N_("Bitte kürzen Sie den Text auf höchstens 4000 Zeichen.")
    return TextAreaField(
        label, filters=[_paragraphs], validators=[*checks, Length(max=MOST_WORDS, message=too_long)]
    )


class AskToReopenForm(Form):
    reason = _words(
        N_("Was möchten Sie ändern, und warum?"),
        N_("Bitte schreiben Sie, was Sie ändern möchten und warum."),
    )


class GrantForm(Form):
    until = DateField(
        N_("Bis wann?"),
        format=["%Y-%m-%d", "%d.%m.%Y"],
        validators=[InputRequired(N_("Bitte geben Sie einen Tag an, zum Beispiel 31.12.2027."))],
    )
    words = _words(N_("Was möchten Sie dazu sagen?"))

    @property
    def last_moment(self) -> datetime:
        return last_moment(cast("date", self.until.data))

    def propose(self, now: datetime) -> None:
        self.until.data = (now.astimezone(BERLIN) + timedelta(days=DAYS_OPEN)).date()


class DeclineForm(Form):
    answer = _words(N_("Begründung"), N_("Bitte schreiben Sie, warum es dabei bleibt."))
