"""What staff type about drafts. Shape and length only; rules are in `services`."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from flask_wtf.file import FileField, FileRequired
from wtforms import DateField, IntegerField, RadioField, StringField, TextAreaField
from wtforms.fields.choices import (  # type: ignore[attr-defined]  # the stubs are of an older WTForms
    enum_choices,
    enum_coerce,
)
from wtforms.validators import (
    DataRequired,
    InputRequired,
    Length,
    NumberRange,
    Optional,
    Regexp,
    ValidationError,
)
from wtforms.widgets import HiddenInput

from ikparticipation.drafts.labels import DOCUMENT_KINDS
from ikparticipation.drafts.models import SLUG, DocumentKind
from ikparticipation.drafts.passages import MOST_CHARACTERS
from ikparticipation.drafts.services import (
    LONGEST_BODY,
    LONGEST_REFERENCE,
    LONGEST_SLUG,
    LONGEST_TITLE,
)
from ikparticipation.text import N_, cleaned, one_line
from ikparticipation.web import Form

LONGEST_FILE_NAME = 120
FIRST_YEAR, LAST_YEAR = 2000, 2200


def as_text(value: str | None) -> str:
    """Return what was typed as it is stored; a filter for fields of many lines."""
    return cleaned(value or "").strip()


def as_line(value: str | None) -> str:
    """Return what was typed as it is stored; a filter for fields of one line."""
    return one_line(value or "")


def seen_field() -> IntegerField:
    """Keep the count of changes that the page was opened at; another at sending: stale."""
    return IntegerField(
        widget=HiddenInput(),
        validators=[
            InputRequired(N_("Bitte laden Sie die Seite neu.")),
            NumberRange(0, 2**31 - 1, N_("Bitte laden Sie die Seite neu.")),
        ],
    )


def choice_field(
    label: str, words: Mapping[Any, str], message: str, *, default: StrEnum | None = None
) -> RadioField:
    """Let people choose one member of an enumeration; `words` has a label for each."""
    kind = type(next(iter(words)))
    return RadioField(
        label,
        choices=enum_choices(kind, label=words.__getitem__),
        coerce=enum_coerce(kind),
        default=default,
        invalid_value_message=message,  # type: ignore[call-arg]  # the stubs are of an older WTForms
        validators=[InputRequired(message)],
    )


def title_field() -> StringField:
    return StringField(
        N_("Titel"),
        filters=[as_line],
        validators=[
            DataRequired(N_("Bitte geben Sie einen Titel ein.")),
            Length(
                max=LONGEST_TITLE,
                message=N_("Bitte kürzen Sie den Titel auf höchstens 200 Zeichen."),
            ),
        ],
    )


def file_field(label: str, *, required: bool) -> FileField:
    missing = FileRequired(N_("Bitte wählen Sie eine Datei aus."))
    return FileField(label, validators=[missing] if required else [])


class DocumentForm(Form):
    title = title_field()
    kind = choice_field(
        N_("Art des Textes"),
        DOCUMENT_KINDS,
        N_("Bitte wählen Sie, was für ein Text das wird."),
        default=DocumentKind.GUIDELINES,
    )
    slug = StringField(
        N_("Kurzname"),
        filters=[as_line],
        validators=[
            Optional(),
            Length(
                max=LONGEST_SLUG,
                message=N_("Bitte kürzen Sie den Kurznamen auf höchstens 60 Zeichen."),
            ),
            Regexp(
                rf"(?:{SLUG.pattern})\Z",
                message=N_(
                    "Bitte verwenden Sie nur kleine Buchstaben von a bis z, Ziffern und "
                    "einzelne Bindestriche, zum Beispiel „leitlinien-2027“."
                ),
            ),
        ],
    )
    file = file_field(N_("Text aus einer Datei"), required=False)


class TextForm(Form):
    seen = seen_field()
    title = title_field()
    text = TextAreaField(
        N_("Text"),
        filters=[as_text],
        validators=[
            Length(
                max=MOST_CHARACTERS,
                message=N_("Der Text ist zu lang. Bitte teilen Sie ihn auf mehrere Texte auf."),
            )
        ],
    )
    file = StringField(
        filters=[as_line], widget=HiddenInput(), validators=[Length(max=LONGEST_FILE_NAME)]
    )
    """The name of the file the text was read from; empty for a text that was typed."""


class FileForm(Form):
    file = file_field(N_("Datei"), required=True)


class PublishForm(Form):
    seen = seen_field()


class AdoptionForm(Form):
    body = StringField(
        N_("Wer hat beschlossen?"),
        filters=[as_line],
        validators=[
            DataRequired(N_("Bitte geben Sie an, wer beschlossen hat.")),
            Length(max=LONGEST_BODY, message=N_("Bitte kürzen Sie auf höchstens 120 Zeichen.")),
        ],
    )
    decided_on = DateField(
        N_("Tag des Beschlusses"),
        format=["%Y-%m-%d", "%d.%m.%Y"],
        validators=[InputRequired(N_("Bitte geben Sie einen Tag an, zum Beispiel 31.12.2027."))],
    )
    reference = StringField(
        N_("Nummer der Vorlage"),
        filters=[as_line],
        validators=[
            DataRequired(N_("Bitte geben Sie die Nummer an, unter der man ihn findet.")),
            Length(max=LONGEST_REFERENCE, message=N_("Bitte kürzen Sie auf höchstens 60 Zeichen.")),
        ],
    )

    def validate_decided_on(self, day: DateField) -> None:
        """Refuse a slip of the finger: date fields begin with year 2 while one types."""
        if day.data and not FIRST_YEAR <= day.data.year <= LAST_YEAR:
            raise ValidationError(N_("Bitte prüfen Sie das Jahr."))
