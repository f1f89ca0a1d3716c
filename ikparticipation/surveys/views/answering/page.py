"""Drawing the page of one section, or only the part of it that is exchanged while one answers."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any
from uuid import uuid4

from flask import render_template, request
from markupsafe import Markup

from ikparticipation import db
from ikparticipation.surveys import queries
from ikparticipation.surveys.models import Response
from ikparticipation.surveys.section_page import (
    asks_for_partners,
    own_name,
    parts,
    questions_of,
    summary,
)
from ikparticipation.surveys.views.answering.steps import stages, title_of
from ikparticipation.surveys.views.answering.team import taken
from ikparticipation.surveys.views.drawing import PLACES
from ikparticipation.surveys.views.picture import municipalities
from ikparticipation.surveys.views.place import Place
from ikparticipation.surveys.xlsform.carrying import Said, said
from ikparticipation.surveys.xlsform.check.rows import spots_there
from ikparticipation.surveys.xlsform.document import Document, Problem, spots
from ikparticipation.surveys.xlsform.engine import State
from ikparticipation.surveys.xlsform.questionnaire import (
    FILES,
    Question,
    QuestionType,
    Section,
)
from ikparticipation.web import SAFE_METHODS


@dataclass(frozen=True, kw_only=True)
class View:
    """What one section's page shows besides its questions."""

    response: Response | None
    state: State
    problems: tuple[Problem, ...] = ()
    tells: bool = False
    """What is wrong is also listed at the top and takes the focus."""
    complete: bool = False
    """What is missing counts as wrong, also while one goes on answering."""
    open_rows: Sequence[str] = ()
    more: dict[str, Any] = field(default_factory=dict)


def is_live() -> bool:
    """Whether the page itself asks while one answers, and takes a part of a page for answer."""
    return "HX-Request" in request.headers


def section_page(place: Place, section: Section, view: View) -> str:
    """Draw one section, or the part of its page that depends on answers."""
    questions = list(questions_of(section))
    is_pointed = any(q.type is QuestionType.GEOPOINT for q in questions)
    reset = PLACES.set(municipalities() if is_pointed else ())
    try:
        return _drawn(place, section, view, questions)
    finally:
        PLACES.reset(reset)


def _drawn(place: Place, section: Section, view: View, questions: Sequence[Question]) -> str:
    state, speech, response = view.state, place.speech, view.response
    names: Sequence[str] = ()
    if asks_for_partners(section):
        names = queries.public_names(db.session(), but=place.seat.organisation_id)
    before, after = (place.beside(section, state, way) for way in (-1, 1))
    steps = stages(place, response, state, section)
    errors = summary(section, view.problems, speech, state) if view.tells else []
    defaults = {"differences": None, "closed": None, "added": None, "saved_now": ""}
    return render_template(
        "surveys/_sheet.html" if is_live() else "surveys/section.html",
        **defaults | {"saved_by": place.seat.saved_by} | view.more,
        place=place,
        section=section,
        title=title_of(place, state, section),
        lead=state.words(section, "hint", speech.language),
        own=Markup(speech.own),  # noqa: S704 - attributes of our own
        number=next((n for n, step in enumerate(steps, 1) if step.state == "now"), 0),
        parts=parts(
            section,
            state,
            speech,
            view.problems,
            open_rows=list(_with_outer(section, state, view.open_rows)),
            files_at=place.files_at if response is None else f"/erhebung/dateien/{response.id}/",
        ),
        errors=errors,
        complete=view.complete,
        steps=steps,
        version=response.section_versions.get(section.name, 0) if response else 0,
        page_mark=_page_mark(),
        response=response,
        partner_names=names,
        has_files=any(q.type in FILES for q in questions),
        before=before,
        after=after,
        own_name=own_name,
        messages=_messages(speech.around),
        carried=_carried(section, state),
        taken=None if is_live() or place.wave.anonymous else taken(place, section),
    )


@dataclass(frozen=True)
class Carried:
    """What a section holds of last time."""

    day: date | None
    seen: bool
    """Its plain answers were seen through, or there are none."""
    rows: int
    open: int
    """Of how many rows nothing is said yet."""


def _carried(section: Section, state: State) -> Carried | None:
    """Return it; None where nothing of last time stands in this section."""
    known = state.document.get("carried")
    if known is None:
        return None
    rows = [spot.record for spot in spots_there(state, section) if "last" in spot.record]
    seen = section.name not in known["sections"]
    if seen and not rows:
        return None
    waiting = sum(said(row) is Said.OPEN for row in rows)  # type: ignore[arg-type]
    return Carried(carried_day(state.document), seen, len(rows), waiting)


def carried_day(document: Document) -> date | None:
    """Return when it was submitted what stands there of last time."""
    known = document.get("carried")
    return date.fromisoformat(known["day"]) if known and known["day"] else None


def _page_mark() -> str:
    """Return what the page calls itself; one that is opened gets a new name."""
    known = "" if request.method in SAFE_METHODS else request.form.get("seite", "")
    return known or f"{uuid4()}.0"


@cache
def _messages(_language: str) -> Markup:
    """Return what scripts say, drawn once for each language of the pages."""
    return Markup(render_template("surveys/_messages.html"))  # noqa: S704 - our own words


def _with_outer(section: Section, state: State, rows: Iterable[str]) -> Iterator[str]:
    """Return the rows that are to be open, and those around them."""
    wanted = {*rows, *request.args.getlist("offen")}
    if not wanted:
        return
    for spot in spots(section, state.document):
        if spot.row_id in wanted:
            yield from (place.id for place in spot.rows)
