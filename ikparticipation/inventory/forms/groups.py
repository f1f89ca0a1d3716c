"""What the administration types about standing groups."""

from collections.abc import Iterable
from uuid import UUID

from wtforms import (  # type: ignore[attr-defined]  # the stubs are of an older WTForms
    BooleanField,
    HiddenField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length

from ikparticipation.accounts.forms import tidy
from ikparticipation.db import AnyRow
from ikparticipation.inventory.models import NETWORK_KIND_NAMES, NetworkKind
from ikparticipation.inventory.services.groups import GroupEntry
from ikparticipation.surveys.xlsform.vocabulary import VOCABULARIES
from ikparticipation.text import N_, cleaned
from ikparticipation.web import Form


def _reason_field(label: str) -> StringField:
    return StringField(
        label,
        filters=[tidy],
        validators=[
            InputRequired(N_("Bitte geben Sie an, woher Sie das wissen.")),
            Length(max=500, message=N_("Bitte kürzen Sie den Text auf höchstens 500 Zeichen.")),
        ],
    )


def _name_field(label: str) -> StringField:
    return StringField(
        label,
        filters=[tidy],
        validators=[
            InputRequired(N_("Bitte geben Sie den Namen ein.")),
            Length(max=200, message=N_("Bitte kürzen Sie den Namen auf höchstens 200 Zeichen.")),
        ],
    )


class ChangeGroupForm(Form):
    version = HiddenField(default="0")
    name = _name_field(N_("Name"))
    kind = SelectField(
        N_("Art"),
        choices=[SelectChoice(kind.value, name) for kind, name in NETWORK_KIND_NAMES.items()],
        default=NetworkKind.NETWORK.value,
    )
    description = TextAreaField(
        N_("Worum geht es dort?"),
        filters=[lambda text: cleaned(text or "").strip()],
        validators=[
            Length(max=2000, message=N_("Bitte kürzen Sie den Text auf höchstens 2000 Zeichen."))
        ],
    )
    lead_id = SelectField(N_("Wer leitet es?"))
    public = BooleanField(N_("Öffentlich zeigen"), default=True)

    def offer(self, organisations: Iterable[AnyRow]) -> None:
        """Let one of these lead it: rows with `id` and `name`."""
        self.lead_id.choices = [
            SelectChoice("", N_("Niemand, oder nicht bekannt")),
            *(SelectChoice(str(row.id), row.name) for row in organisations),
        ]

    def entry(self) -> GroupEntry:
        return GroupEntry(
            name=self.name.data or "",
            kind=NetworkKind(self.kind.data),
            description=self.description.data or "",
            lead_id=UUID(self.lead_id.data) if self.lead_id.data else None,
            public=bool(self.public.data),
        )

    def seen(self) -> int:
        """Return the version the form was filled from; 0 if the request does not say."""
        version = "".join(self.version.raw_data or ())
        return int(version) if version.isdecimal() and len(version) < 10 else 0  # noqa: PLR2004


class NewGroupForm(ChangeGroupForm):
    reason = _reason_field(N_("Woher wissen Sie davon?"))


class SpellingForm(Form):
    name = _name_field(N_("Schreibweise"))
    reason = StringField(
        N_("Woran erkennen Sie das?"),
        filters=[tidy],
        validators=[
            Length(max=500, message=N_("Bitte kürzen Sie den Text auf höchstens 500 Zeichen."))
        ],
    )


class GroupMemberForm(Form):
    organisation_id = SelectField(
        N_("Organisation"), validators=[InputRequired(N_("Bitte wählen Sie eine Organisation."))]
    )
    role = SelectField(
        N_("Rolle"),
        choices=[
            SelectChoice("", N_("nicht bekannt")),
            *(SelectChoice(key, name) for key, name in VOCABULARIES["network.role"].items()),
        ],
    )
    reason = _reason_field(N_("Woher wissen Sie das?"))

    def offer(self, organisations: Iterable[AnyRow]) -> None:
        self.organisation_id.choices = [
            SelectChoice("", N_("Bitte wählen")),
            *(SelectChoice(str(row.id), row.name) for row in organisations),
        ]


class ReasonForm(Form):
    reason = _reason_field(N_("Begründung"))
