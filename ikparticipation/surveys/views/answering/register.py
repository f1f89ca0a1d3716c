"""Looking a partner up in the register, on a page of its own for who has no scripts."""

from collections.abc import Sequence
from typing import NamedTuple

from flask import abort, redirect, render_template, request
from flask.typing import ResponseReturnValue

from ikparticipation import db
from ikparticipation.organisations.names import normalise
from ikparticipation.surveys import queries
from ikparticipation.surveys.section_page import html_id
from ikparticipation.surveys.section_page.wording import is_partner
from ikparticipation.surveys.views.answering.section import SAME_PAGE, both_values
from ikparticipation.surveys.views.answering.steps import section_of
from ikparticipation.surveys.views.blueprint import bp
from ikparticipation.surveys.views.place import Place, for_writing, not_open
from ikparticipation.surveys.xlsform.answers import fill_in
from ikparticipation.surveys.xlsform.document import Document, field_name, spots
from ikparticipation.surveys.xlsform.questionnaire import Question, Section

MOST_FOUND = 20


class Asked(NamedTuple):
    """The field that is to be filled."""

    question: Question
    name: str
    row: str | None
    typed: str


@bp.get(f"{SAME_PAGE}/verzeichnis")
@for_writing
def register(place: Place, section_name: str) -> ResponseReturnValue:
    """Show the organisations of the register that have the searched words in their names."""
    section = section_of(place, section_name)
    if not place.is_open:
        return not_open(place)
    asked = _asked(section, place.document, request.args.get("feld", "")) or abort(404)
    wanted = request.args.get("q", asked.typed)[:200]
    names = queries.public_names(db.session(), but=place.seat.organisation_id)
    found = matching(names, wanted)
    response = place.response
    return render_template(
        "surveys/register.html",
        place=place,
        section=section,
        label=place.state.words(asked.question, "label", place.speech.language, asked.row),
        asked=asked,
        stand=request.args.get("stand", asked.typed),
        wanted=wanted,
        found=found[:MOST_FOUND],
        more=max(len(found) - MOST_FOUND, 0),
        version=response.section_versions.get(section.name, 0) if response else 0,
        back=_back(place, section, asked),
    )


@bp.post(f"{SAME_PAGE}/verzeichnis")
@for_writing
def take_name(place: Place, section_name: str) -> ResponseReturnValue:
    """Take the chosen name for an answer, and go back to its row.

    `stand` is what stood there when the page was opened. Has somebody written something else
    since, both are shown.
    """
    section = section_of(place, section_name)
    if not place.is_open:
        return not_open(place)
    asked = _asked(section, place.document, request.args.get("feld", "")) or abort(404)
    name = request.form.get("name", "").strip()
    form = {asked.name: [name]}
    if name and request.form.get("stand", asked.typed) not in {asked.typed, name}:
        typed = fill_in(place.state_of(place.document), section, form).state
        return both_values(place, section, place.response, typed), 409
    if name:
        place.save(section, form)
    return redirect(_back(place, section, asked), 303)


def matching(names: Sequence[str], wanted: str) -> list[str]:
    """Return the names in which each word of the search begins one; all for a blank search."""
    words = normalise(wanted).split()
    return [name for name in names if _has_all(normalise(name).split(), words)]


def _has_all(name: Sequence[str], words: Sequence[str]) -> bool:
    return all(any(part.startswith(word) for part in name) for word in words)


def _asked(section: Section, document: Document, wanted: str) -> Asked | None:
    """Return the field of this name, if a partner is asked for in it."""
    for spot in spots(section, document):
        repeat = spot.chain[-1] if spot.chain else None
        for question in (repeat or section).questions:
            name = field_name(question.name, repeat.name if repeat else None, spot.row_id)
            if name == wanted and is_partner(question):
                typed = str(spot.record["answers"].get(question.name, ""))
                return Asked(question, name, spot.row_id, typed)
    return None


def _back(place: Place, section: Section, asked: Asked) -> str:
    opened = {"offen": asked.row} if asked.row else {}
    return f"{place.path(section.name, **opened)}#{html_id(asked.name)}"
