"""What people type about organisations. Shape and length only; rules are in `services`."""

from ikparticipation.organisations.forms.lists import ListForm
from ikparticipation.organisations.forms.members import InviteForm, RoleForm
from ikparticipation.organisations.forms.names import AbbreviationForm, NameForm, ReasonForm
from ikparticipation.organisations.forms.profile import (
    NewOrganisationForm,
    OrganisationForm,
    ProfileForm,
)

__all__ = [
    "AbbreviationForm",
    "InviteForm",
    "ListForm",
    "NameForm",
    "NewOrganisationForm",
    "OrganisationForm",
    "ProfileForm",
    "ReasonForm",
    "RoleForm",
]
