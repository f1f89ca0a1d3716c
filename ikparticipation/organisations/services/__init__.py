"""What happens to the register (`register`, `names`), to memberships (`members`), and to lists."""

from ikparticipation.organisations.services.abbreviations import (
    forget_abbreviation,
    keep_abbreviation,
    switch_off,
)
from ikparticipation.organisations.services.fields import set_fields
from ikparticipation.organisations.services.lists import (
    Choice,
    begin_list,
    choose,
    discard_list,
    forget_old_lists,
    take_in,
)
from ikparticipation.organisations.services.members import (
    change_member_role,
    invite_member,
    remove_member,
    repeat_invitation,
)
from ikparticipation.organisations.services.names import (
    TakenNameError,
    add_name,
    remove_name,
    shared_with,
)
from ikparticipation.organisations.services.origin import ENTERED, Origin
from ikparticipation.organisations.services.register import (
    Entry,
    Profile,
    SameNameError,
    StaleError,
    change_organisation,
    profile_of,
    register_organisation,
)
from ikparticipation.organisations.services.umbrellas import LevelError, UmbrellaError

__all__ = [
    "ENTERED",
    "Choice",
    "Entry",
    "LevelError",
    "Origin",
    "Profile",
    "SameNameError",
    "StaleError",
    "TakenNameError",
    "UmbrellaError",
    "add_name",
    "begin_list",
    "change_member_role",
    "change_organisation",
    "choose",
    "discard_list",
    "forget_abbreviation",
    "forget_old_lists",
    "invite_member",
    "keep_abbreviation",
    "profile_of",
    "register_organisation",
    "remove_member",
    "remove_name",
    "repeat_invitation",
    "set_fields",
    "shared_with",
    "switch_off",
    "take_in",
]
