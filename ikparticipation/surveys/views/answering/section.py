"""One section: shown, and saved."""

import re

from flask import flash, make_response, redirect, request
from flask.typing import ResponseReturnValue

from ikparticipation import db
from ikparticipation.surveys import collisions, services
from ikparticipation.surveys.changes import changes
from ikparticipation.surveys.collisions import said_on_page
from ikparticipation.surveys.models import Response
from ikparticipation.surveys.section_page import changed_rows, html_id
from ikparticipation.surveys.states import needs_checking
from ikparticipation.surveys.views.answering.files import uploads_of
from ikparticipation.surveys.views.answering.page import View, is_live, section_page
from ikparticipation.surveys.views.answering.steps import section_of
from ikparticipation.surveys.views.blueprint import bp
from ikparticipation.surveys.views.buttons import Form, Step, pressed
from ikparticipation.surveys.views.place import (
    Place,
    choose_language,
    closed_sentence,
    for_writing,
    not_open,
)
from ikparticipation.surveys.xlsform.answers import Uploads, fill_in
from ikparticipation.surveys.xlsform.check import check_section
from ikparticipation.surveys.xlsform.check.rows import spots_there
from ikparticipation.surveys.xlsform.document import Document, Problem, field_name
from ikparticipation.surveys.xlsform.engine import State
from ikparticipation.surveys.xlsform.questionnaire import Section
from ikparticipation.text import BERLIN
from ikparticipation.web import gettext

SAME_PAGE = "/erhebung/<uuid:wave_id>/<section_name>"
SAVED = "Saved-Section"
"""Header of an answer that is a part of the page. What has none is another page (signing in)."""
REASON = "Not-Saved"
"""Header that says why nothing was saved: `conflict` or `closed`."""
_ID = re.compile(r"[\w.-]+")
Asked = frozenset[tuple[str, str | None]]


@bp.get(SAME_PAGE)
@for_writing
def section(place: Place, section_name: str) -> ResponseReturnValue:
    """Show one section with what is saved; `?pruefen` also marks what is missing."""
    section = section_of(place, section_name)
    if not place.is_open:
        return not_open(place)
    if not place.state.is_relevant(section.name):
        flash(gettext("Diesen Abschnitt brauchen Sie nach Ihren Antworten nicht."), "info")
        return redirect(place.path(), 303)
    complete = "pruefen" in request.args
    problems: tuple[Problem, ...] = ()
    if complete or needs_checking(section, place.document):
        problems = check_section(place.state, section, complete=complete)
    added = request.args.get("dazu", "")
    view = View(
        response=place.response,
        state=place.state,
        problems=problems,
        tells=complete,
        complete=complete,
        more={"added": added if _ID.fullmatch(added) else None},
    )
    return section_page(place, section, view)


@bp.post(SAME_PAGE)
@for_writing
def save_section(place: Place, section_name: str) -> ResponseReturnValue:
    """Keep what was typed, then go where the pressed button leads.

    The answer to something that is no answer is 422, and yet it is kept as it was typed: the
    tab may be closed now. A page that saves while one answers gets its part of the page back.
    """
    section = section_of(place, section_name)
    form = request.form.to_dict(flat=False)
    uploads: Uploads = uploads_of(place.questionnaire)
    before = place.document
    step = pressed(form, section, before, uploads)
    asked = _asked(place, section) if step.name == "weiter" else None
    if step.name == "sprache" and step.value in place.questionnaire.languages:
        choose_language(step.value)
    settled = collisions.settle(form, uploads, section, before)
    if settled.undecided:
        return _ask_to_choose(place, section, form, uploads, settled.undecided)
    form, uploads = settled.form, settled.uploads
    try:
        saved = place.save(
            section,
            form,
            uploads,
            opened=request.form.get("version", 0, type=int),
            page=request.form.get("seite", ""),
        )
    except services.SaveConflictError as conflict:
        return _show_conflict(place, section, conflict)
    except services.WaveClosedError:
        return _show_closed(place, section, form, uploads)
    if is_live():
        return _part_of_page(place, section, saved)
    return _go_on(place, section, step, saved, before, asked)


def _go_on(
    place: Place,
    section: Section,
    step: Step,
    saved: services.Saved,
    before: Document,
    asked: Asked | None,
) -> ResponseReturnValue:
    problems = (*saved.refused, *(saved.invalid if step.goes_on else ()))
    if problems:
        view = View(response=saved.response, state=saved.state, problems=problems, tells=True)
        page = section_page(place, section, view)
        db.session().commit()
        return page, 422
    if step.name in {"speichern", "zurueck"}:
        flash(gettext("Zwischengespeichert."), "success")
    changed = changed_rows(section, before, saved.state.document)
    more = _added(section, saved.state, asked) if step.name == "weiter" else None
    if more:
        return redirect(place.path(section.name, dazu=more), 303)
    return redirect(_goal(place, section, step, saved.state, changed), 303)


def _goal(place: Place, section: Section, step: Step, state: State, changed: list[str]) -> str:
    """Return where the pressed button leads. On the same page, what was changed stays open."""
    if step.removes is not None:
        return place.path(f"{section.name}/entfernen/{step.removes}")
    if step.name == "suchen":
        return place.path(f"{section.name}/verzeichnis", feld=step.value)
    if step.name in _WAYS:
        way, end = _WAYS[step.name]
        found = place.beside(section, state, way)
        return place.path(found.name if found else end)
    if step.name in {"sagen", "alle"}:
        # The row stays folded: what was pressed is told beside its name.
        return f"{place.path(section.name)}#{_told_at(step)}"
    opened = step.row or (changed[-1] if changed else "")
    here = place.path(section.name, **({"offen": opened} if opened else {}))
    if step.row is not None:
        return f"{here}#zeile-{step.row}"
    return f"{here}#{html_id(step.value)}" if step.name == "ort" else here


def _told_at(step: Step) -> str:
    if step.row is None:
        return "vom-letzten-mal"
    return f"beendet-{step.row}" if step.value == "end" else f"zeile-{step.row}"


_WAYS = {"weiter": (1, "pruefen"), "zurueck": (-1, "")}
"""Step → which way, and the page where there is no section any more."""


def _asked(place: Place, section: Section) -> Asked | None:
    """Return what was asked when the page was shown; None where it is always the same."""
    return None if place.state.program.is_plain else _asked_now(place.state, section)


def _asked_now(state: State, section: Section) -> Asked:
    return frozenset(
        (question.name, spot.row_id)
        for spot in spots_there(state, section)
        for question in (spot.chain[-1] if spot.chain else section).questions
        if state.asks(question, spot.row_id)
    )


def _added(section: Section, state: State, before: Asked | None) -> str | None:
    """Return the place of the first question that came up, if one of those must be answered."""
    if before is None:
        return None
    must = {(problem.question, problem.row_id) for problem in check_section(state, section)}
    new = _asked_now(state, section) - before
    if not new & must:
        return None
    for spot in spots_there(state, section):
        repeat = spot.chain[-1] if spot.chain else None
        for question in (repeat or section).questions:
            if (question.name, spot.row_id) in new:
                name = field_name(question.name, repeat.name if repeat else None, spot.row_id)
                return html_id(name)
    return None


def _part_of_page(place: Place, section: Section, saved: services.Saved) -> ResponseReturnValue:
    """Return the part of the page that depends on answers, after what was saved meanwhile."""
    complete = "pruefen" in request.form
    problems = saved.invalid
    if complete:
        problems = check_section(saved.state, section)
    view = View(
        response=saved.response,
        state=saved.state,
        problems=(*saved.refused, *problems),
        tells=complete,
        complete=complete,
        more={"saved_now": f"{place.now.astimezone(BERLIN):%H:%M}", "saved_by": None},
    )
    answer = make_response(section_page(place, section, view))
    answer.headers[SAVED] = section.name
    return answer


def _show_conflict(
    place: Place, section: Section, conflict: services.SaveConflictError
) -> ResponseReturnValue:
    """Show what was typed, and beside it what somebody else has saved in between."""
    if is_live():
        return _not_saved("conflict")
    return both_values(place, section, conflict.response, conflict.state), 409


def _ask_to_choose(
    place: Place, section: Section, form: Form, uploads: Uploads, undecided: frozenset[str]
) -> ResponseReturnValue:
    """Show both values again where nothing was chosen; what was chosen and typed stays."""
    typed = fill_in(place.state_of(place.document), section, form, uploads).state
    return both_values(place, section, place.response, typed, undecided=undecided), 422


def both_values(
    place: Place,
    section: Section,
    response: Response | None,
    typed: State,
    *,
    undecided: frozenset[str] = frozenset(),
) -> str:
    """Draw the section as it was typed, and above it each difference, to be chosen."""
    stored = place.state_of(services.document_of(response) if response else place.document)
    picked = collisions.picked(request.form.to_dict(flat=False))
    view = View(
        response=response,
        state=typed,
        problems=check_section(typed, section, complete=False),
        open_rows=changed_rows(section, stored.document, typed.document),
        more={
            "differences": [
                (change, picked.get(change.name) or collisions.proposal(change))
                for change in changes(section, stored, typed, place.speech)
            ],
            "undecided": undecided,
            "pressed": list(said_on_page(section, stored.document, typed.document)),
            "saved_by": place.saver_of(response),
        },
    )
    return section_page(place, section, view)


def _show_closed(
    place: Place, section: Section, form: Form, uploads: Uploads
) -> ResponseReturnValue:
    """Show what was typed too late, so that it can be copied and is not lost."""
    if is_live():
        return _not_saved("closed")
    filled = fill_in(place.state, section, form, uploads)
    view = View(
        response=place.response, state=filled.state, more={"closed": closed_sentence(place)}
    )
    return section_page(place, section, view), 409


def _not_saved(reason: str) -> ResponseReturnValue:
    answer = make_response("", 409)
    answer.headers[REASON] = reason
    return answer
