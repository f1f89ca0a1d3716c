"""Other names of an organisation, and abbreviations."""

from wtforms import (  # type: ignore[attr-defined]  # the stubs are of an older WTForms
    RadioField,
    SelectChoice,
    StringField,
)
from wtforms.validators import InputRequired, Length

from ikparticipation.accounts.forms import tidy
from ikparticipation.organisations.labels import NAME_KIND_NAMES
from ikparticipation.organisations.models import NameKind
from ikparticipation.text import N_
from ikparticipation.web import Form

LONGEST_REASON = 300


def reason_field(label: str) -> StringField:
    return StringField(
        label,
        filters=[tidy],
        validators=[
            InputRequired(N_("Bitte schreiben Sie in wenigen Worten, woher Sie das wissen.")),
            Length(
                max=LONGEST_REASON,
                message=N_("Bitte kürzen Sie den Grund auf höchstens 300 Zeichen."),
            ),
        ],
    )


class NameForm(Form):
    name = StringField(
        N_("Name"),
        filters=[tidy],
        validators=[
            InputRequired(N_("Bitte geben Sie den Namen ein.")),
            Length(max=200, message=N_("Bitte kürzen Sie den Namen auf höchstens 200 Zeichen.")),
        ],
    )
    kind = RadioField(
        N_("Was für ein Name ist das?"),
        choices=[SelectChoice(kind.value, name) for kind, name in NAME_KIND_NAMES.items()],
        default=NameKind.ALTERNATIVE.value,
        validators=[InputRequired(N_("Bitte wählen Sie, was für ein Name das ist."))],
    )
    reason = reason_field(N_("Woher wissen Sie das?"))


class ReasonForm(Form):
    reason = reason_field(N_("Warum stimmt das nicht?"))


class AbbreviationForm(Form):
    short = StringField(
        N_("Abkürzung"),
        filters=[tidy],
        validators=[
            InputRequired(N_("Bitte geben Sie die Abkürzung ein.")),
            Length(max=60, message=N_("Bitte kürzen Sie auf höchstens 60 Zeichen.")),
        ],
    )
    meaning = StringField(
        N_("Bedeutung"),
        filters=[tidy],
        validators=[
            InputRequired(N_("Bitte schreiben Sie aus, was die Abkürzung bedeutet.")),
            Length(max=120, message=N_("Bitte kürzen Sie auf höchstens 120 Zeichen.")),
        ],
    )


class WhyForm(Form):
    """Why two entries are one organisation, or two."""

    reason = reason_field(N_("Warum?"))
