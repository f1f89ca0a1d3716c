"""Lists of organisations: upload and decide (`uploading`), then take them in (`taking`)."""

from ikparticipation.organisations.services.lists.uploading import (
    KEPT,
    NOT_OFFERED,
    Choice,
    begin_list,
    choose,
    discard_list,
    forget_old_lists,
    take_in,
)

__all__ = [
    "KEPT",
    "NOT_OFFERED",
    "Choice",
    "begin_list",
    "choose",
    "discard_list",
    "forget_old_lists",
    "take_in",
]
