"""Fields that several forms of a consultation have."""

from wtforms import DateField, TextAreaField
from wtforms.validators import ValidationError

from ikparticipation.consultation.services.commenting.comments import LONGEST
from ikparticipation.text import N_, number_words
from ikparticipation.web import Form, current_language, gettext

LAST_YEAR = 2100


class AtMost:
    """So many characters; whoever has written more reads how many, and nothing is cut."""

    def __init__(self, longest: int) -> None:
        self.longest = longest
        self.field_flags = {"maxlength": longest}

    def __call__(self, _form: Form, typed: TextAreaField) -> None:
        if (length := len(typed.data or "")) > self.longest:
            message = gettext(
                "Höchstens %(most)s Zeichen, Ihr Text hat %(length)s. Bitte kürzen Sie ihn.",
                most=number_words(self.longest, current_language()),
                length=number_words(length, current_language()),
            )
            raise ValidationError(message)


NOT_TOO_LONG = AtMost(LONGEST)


def day_field(label: str, *validators: object) -> DateField:
    return DateField(
        label,
        format=["%Y-%m-%d", "%d.%m.%Y"],
        invalid_value_message=N_("Bitte geben Sie ein Datum an, zum Beispiel 12.03.2027."),  # type: ignore[call-arg]
        validators=[*validators, _check_year],
    )


def _check_year(_form: Form, field: DateField) -> None:
    if field.data and field.data.year > LAST_YEAR:
        raise ValidationError(N_("Dieses Datum liegt zu weit in der Zukunft."))
