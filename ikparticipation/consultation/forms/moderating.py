"""What moderators type. Shape and length only; rules are in `services`."""

from collections.abc import Sequence
from typing import cast

from wtforms import BooleanField, RadioField, SelectMultipleField, TextAreaField
from wtforms.fields.choices import (  # type: ignore[attr-defined]  # the stubs are of an older WTForms
    SelectChoice,
)
from wtforms.validators import DataRequired, InputRequired, ValidationError

from ikparticipation.consultation.forms.fields import NOT_TOO_LONG
from ikparticipation.consultation.labels import CATEGORIES
from ikparticipation.drafts.forms import as_text, choice_field, seen_field
from ikparticipation.text import N_
from ikparticipation.web import Form

UPHELD, NOT_UPHELD = "ja", "nein"


class BlackenForm(Form):
    """Which words of a comment are to be black: "12-18" and so on, code points of its text."""

    seen = seen_field()
    words = SelectMultipleField(N_("Wörter"), validate_choice=False)
    settles = BooleanField(N_("Damit sind die Meldungen erledigt"))
    spans: Sequence[tuple[int, int]] = ()
    """The chosen words. Only after validating."""

    def validate(self, extra_validators: object = None) -> bool:
        """Check the fields, and read the words; they are many boxes, so the page says it above."""
        fits = super().validate(extra_validators)
        try:
            self.spans = [_span(value) for value in self.words.data or ()]
        except ValueError:
            self.form_errors.append(N_("Bitte wählen Sie die Wörter noch einmal."))
            return False
        return bool(fits)


def _span(value: str) -> tuple[int, int]:
    start, _, end = value.partition("-")
    if not (start.isascii() and start.isdecimal() and end.isascii() and end.isdecimal()):
        raise ValueError(value)
    return int(start[:9]), int(end[:9])


class DeclineForm(Form):
    seen = seen_field()
    category = choice_field(N_("Grund"), CATEGORIES, N_("Bitte wählen Sie einen Grund."))
    reason = TextAreaField(
        N_("Begründung für die Person, die den Kommentar geschrieben hat"),
        filters=[as_text],
        validators=[DataRequired(N_("Bitte begründen Sie die Entscheidung.")), NOT_TOO_LONG],
    )


class KeepForm(Form):
    seen = seen_field()
    answer = TextAreaField(
        N_("Begründung für alle, die den Kommentar gemeldet haben"),
        filters=[as_text],
        validators=[NOT_TOO_LONG],
    )


class AppealDecisionForm(Form):
    seen = seen_field()
    upheld = RadioField(
        N_("Ihre Entscheidung"),
        choices=[
            SelectChoice(UPHELD, N_("Der Kommentar wird veröffentlicht")),
            SelectChoice(NOT_UPHELD, N_("Der Kommentar bleibt abgelehnt")),
        ],
        validators=[InputRequired(N_("Bitte wählen Sie."))],
    )
    grounds = TextAreaField(
        N_("Begründung, wenn er abgelehnt bleibt"), filters=[as_text], validators=[NOT_TOO_LONG]
    )

    def validate_grounds(self, field: TextAreaField) -> None:
        if self.upheld.data == NOT_UPHELD and not field.data:
            raise ValidationError(N_("Bitte begründen Sie die Entscheidung."))

    @property
    def is_upheld(self) -> bool:
        return cast("str", self.upheld.data) == UPHELD


class SeenForm(Form):
    seen = seen_field()
