"""Fields that several forms of a consultation have."""

from wtforms import DateField
from wtforms.validators import Length, ValidationError

from ikparticipation.consultation.services.commenting.comments import LONGEST
from ikparticipation.text import N_
from ikparticipation.web import Form

LAST_YEAR = 2100

NOT_TOO_LONG = Length(max=LONGEST, message=N_("Bitte kürzen Sie auf 5.000 Zeichen."))


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
