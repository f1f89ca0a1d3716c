"""Who acts for an organisation."""

from typing import Any

from wtforms import (  # type: ignore[attr-defined]  # the stubs are of an older WTForms
    RadioField,
    SelectChoice,
)
from wtforms.validators import InputRequired

from ikparticipation.accounts.forms import email_field, language_field, name_field
from ikparticipation.organisations.models import MEMBER_ROLE_NAMES, MemberRole
from ikparticipation.text import N_
from ikparticipation.web import Form


class InviteForm(Form):
    name = name_field()
    email = email_field()
    role = RadioField(
        N_("Rolle"),
        choices=[SelectChoice(role.value, name) for role, name in MEMBER_ROLE_NAMES.items()],
        default=MemberRole.CONTRIBUTOR.value,
        validators=[InputRequired(N_("Bitte wählen Sie eine Rolle."))],
    )
    language = language_field(N_("Sprache der Einladung"))

    def facts(self) -> dict[str, Any]:
        """Return what `services.invite_member` wants to know about the person."""
        return {
            "name": self.name.data,
            "email": self.email.data,
            "role": MemberRole(self.role.data),
            "language": self.language.data,
        }


class RoleForm(Form):
    role = RadioField(
        N_("Rolle"),
        choices=[SelectChoice(role.value, name) for role, name in MEMBER_ROLE_NAMES.items()],
        validators=[InputRequired(N_("Bitte wählen Sie eine Rolle."))],
    )
