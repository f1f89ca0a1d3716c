"""Removing a row in which something stands."""

from uuid import UUID

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from ikparticipation.surveys import services
from ikparticipation.surveys.models import Response
from ikparticipation.surveys.review_page import row_in_words
from ikparticipation.surveys.section_page import row_title
from ikparticipation.surveys.views.answering.section import SAME_PAGE
from ikparticipation.surveys.views.answering.steps import section_of
from ikparticipation.surveys.views.blueprint import bp
from ikparticipation.surveys.views.place import Place, for_writing, not_open
from ikparticipation.surveys.xlsform.document import Document, Row, spots
from ikparticipation.surveys.xlsform.questionnaire import Repeat, Section
from ikparticipation.web import gettext


@bp.route(f"{SAME_PAGE}/entfernen/<uuid:row_id>", methods=["GET", "POST"])
@for_writing
def remove_row(place: Place, section_name: str, row_id: UUID) -> ResponseReturnValue:
    """Ask once more, then remove a row that has answers."""
    section = section_of(place, section_name)
    if not place.is_open:
        return not_open(place)
    response = place.response
    found = _find_row(section, place.document, str(row_id))
    if response is None or found is None:
        return redirect(place.path(section.name), 303)
    repeat, row = found
    if request.method == "GET":
        return _ask_to_remove(place, section, response, repeat, row)
    word = place.state.words(repeat, "label", place.speech.language, row["id"])
    try:
        place.save(
            section,
            {f"remove/{repeat.name}": [str(row_id)]},
            opened=request.form.get("version", 0, type=int),
        )
    except services.SaveConflictError:
        return _ask_to_remove(place, section, response, repeat, row, changed=True), 409
    flash(gettext("%(word)s entfernt.", word=word), "success")
    return redirect(place.path(section.name), 303)


def _find_row(section: Section, document: Document, row_id: str) -> tuple[Repeat, Row] | None:
    """Return a row at any depth. Computed rows are not removed by hand."""
    for spot in spots(section, document):
        if spot.row_id == row_id and spot.chain[-1].row_count is None:
            return spot.chain[-1], spot.record  # type: ignore[return-value]
    return None


def _ask_to_remove(
    place: Place,
    section: Section,
    response: Response,
    repeat: Repeat,
    row: Row,
    *,
    changed: bool = False,
) -> str:
    return render_template(
        "surveys/remove_row.html",
        place=place,
        section=section,
        version=response.section_versions.get(section.name, 0),
        word=place.state.words(repeat, "label", place.speech.language, row["id"]),
        title=row_title(repeat, row, place.speech.language),
        answers=row_in_words(repeat, row, place.state, place.speech),
        changed=changed,
        cancel=f"{place.path(section.name, offen=row['id'])}#zeile-{row['id']}",
    )
