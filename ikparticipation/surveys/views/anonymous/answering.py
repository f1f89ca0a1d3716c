"""The pages of a section for who has a code: the same as those of an organisation."""

from collections.abc import Callable
from inspect import unwrap
from uuid import UUID

from flask import redirect
from flask.typing import ResponseReturnValue

from ikparticipation.surveys.views.anonymous.place import AnonymousPlace, with_code
from ikparticipation.surveys.views.answering import register, rows, section
from ikparticipation.surveys.views.blueprint import bp

PAGE = "/anonym/<uuid:wave_id>/<section_name>"

View = Callable[..., ResponseReturnValue]
_show: View = unwrap(section.section)
_save: View = unwrap(section.save_section)
_remove: View = unwrap(rows.remove_row)
_look_up: View = unwrap(register.register)
_take: View = unwrap(register.take_name)
"""What they do once the place is known."""


@bp.get(PAGE)
@with_code
def anonymous_section(place: AnonymousPlace, section_name: str) -> ResponseReturnValue:
    return _final(place) or _show(place, section_name)


@bp.post(PAGE)
@with_code
def save_anonymous_section(place: AnonymousPlace, section_name: str) -> ResponseReturnValue:
    return _save(place, section_name)


@bp.route(f"{PAGE}/entfernen/<uuid:row_id>", methods=["GET", "POST"])
@with_code
def remove_anonymous_row(
    place: AnonymousPlace, section_name: str, row_id: UUID
) -> ResponseReturnValue:
    return _final(place) or _remove(place, section_name, row_id)


@bp.get(f"{PAGE}/verzeichnis")
@with_code
def anonymous_register(place: AnonymousPlace, section_name: str) -> ResponseReturnValue:
    return _final(place) or _look_up(place, section_name)


@bp.post(f"{PAGE}/verzeichnis")
@with_code
def take_name_anonymously(place: AnonymousPlace, section_name: str) -> ResponseReturnValue:
    return _final(place) or _take(place, section_name)


def _final(place: AnonymousPlace) -> ResponseReturnValue | None:
    """Return the way to what was sent, where nothing can be changed any more."""
    return redirect(place.path("pruefen"), 303) if place.is_final else None
