"""What staff type about answers on paper or by telephone. Shape and length; rules in `services`."""

from datetime import date
from typing import cast

from wtforms import (  # type: ignore[attr-defined]  # the stubs are of an older WTForms
    RadioField,
    SelectChoice,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length

from ikparticipation.surveys.forms.surveys import day_field
from ikparticipation.surveys.models import CHANNEL_NAMES, Channel, Entry
from ikparticipation.surveys.services.entering import MOST_SOURCE
from ikparticipation.surveys.services.reviewing import MOST_WORDS
from ikparticipation.text import N_, cleaned, one_line
from ikparticipation.web import Form


def _paragraphs(text: str | None) -> str:
    return cleaned(text or "").strip()


def _tidy(text: str | None) -> str:
    return one_line(text or "")


class EntryForm(Form):
    channel = RadioField(
        N_("Wie kam die Antwort?"),
        choices=[
            SelectChoice(each.value, CHANNEL_NAMES[each])
            for each in (Channel.PAPER, Channel.TELEPHONE)
        ],
        validators=[InputRequired(N_("Bitte wählen Sie, wie die Antwort kam."))],
    )
    received_on = day_field(N_("Wann ging sie ein?"))
    source = StringField(
        N_("Von wem, und wo liegt das Papier?"),
        filters=[_tidy],
        validators=[
            InputRequired(N_("Bitte geben Sie an, von wem das kommt und wo es liegt.")),
            Length(
                max=MOST_SOURCE,
                message=N_("Bitte kürzen Sie die Angabe auf höchstens 300 Zeichen."),
            ),
        ],
    )

    @property
    def day(self) -> date:
        return cast("date", self.received_on.data)

    @classmethod
    def of(cls, entry: Entry | None, *, called_on: date | None = None) -> "EntryForm":
        """Return the form with what the open entry says about itself.

        `called_on`: there is none yet, and somebody is on the telephone.
        """
        if entry is None and called_on is not None:
            return cls(channel=Channel.TELEPHONE.value, received_on=called_on)
        if entry is None:
            return cls()
        return cls(channel=entry.channel.value, received_on=entry.received_on, source=entry.source)


def _words(label: str, missing: str) -> TextAreaField:
    too_long = N_("Bitte kürzen Sie den Text auf höchstens 4000 Zeichen.")
    return TextAreaField(
        label,
        filters=[_paragraphs],
        validators=[InputRequired(missing), Length(max=MOST_WORDS, message=too_long)],
    )


class ObjectionForm(Form):
    words = _words(N_("Was stimmt nicht?"), N_("Bitte schreiben Sie, was nicht stimmt."))


class SettleForm(Form):
    words = _words(
        N_("Ihre Antwort an die Organisation"),
        N_("Bitte schreiben Sie, was daraus geworden ist."),
    )
