"""What happens to the register and to memberships (`register`), and to lists (`lists`)."""

from ikparticipation.organisations.services.fields import set_fields
from ikparticipation.organisations.services.lists import (
    Choice,
    begin_list,
    choose,
    discard_list,
    forget_old_lists,
    take_in,
)
from ikparticipation.organisations.services.register import (
    Entry,
    Origin,
    Profile,
    SameNameError,
    StaleError,
    change_member_role,
    change_organisation,
    invite_member,
    register_organisation,
    remove_member,
    repeat_invitation,
)

__all__ = [
    "Choice",
    "Entry",
    "Origin",
    "Profile",
    "SameNameError",
    "StaleError",
    "begin_list",
    "change_member_role",
    "change_organisation",
    "choose",
    "discard_list",
    "forget_old_lists",
    "invite_member",
    "register_organisation",
    "remove_member",
    "repeat_invitation",
    "set_fields",
    "take_in",
]
