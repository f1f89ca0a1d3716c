"""Answering: the overview, and one page for each section."""

from collections.abc import Sequence
from uuid import UUID

from flask import abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from ikparticipation import db
from ikparticipation.accounts.access import current_user
from ikparticipation.surveys import queries, services
from ikparticipation.surveys.models import Response
from ikparticipation.surveys.review_page import differences, row_in_words
from ikparticipation.surveys.section_page import (
    asks_for_partners,
    changed_rows,
    parts,
    row_title,
    summary,
)
from ikparticipation.surveys.states import (
    DONE,
    States,
    holds_invalid,
    kept_states,
    section_states,
)
from ikparticipation.surveys.views.blueprint import bp
from ikparticipation.surveys.views.buttons import Step, pressed
from ikparticipation.surveys.views.place import (
    Place,
    closed_sentence,
    for_organisation,
    not_open,
)
from ikparticipation.surveys.xlsform.answers import PostedForm, merge, read_section
from ikparticipation.surveys.xlsform.check import check_section
from ikparticipation.surveys.xlsform.document import Document, Problem, Row, empty_document
from ikparticipation.surveys.xlsform.questionnaire import Repeat, Section
from ikparticipation.text import pick
from ikparticipation.web import SAFE_METHODS, current_language, gettext

SAME_PAGE = "/erhebung/<uuid:wave_id>/<section_name>"


@bp.get("/erhebung/<uuid:wave_id>")
@for_organisation
def overview(place: Place) -> ResponseReturnValue:
    """Show what it is about, until when, and how far the organisation is."""
    steps = section_steps(place, place.response)
    left = [href for _, href, state in steps if state != DONE]
    return render_template(
        "surveys/overview.html",
        place=place,
        response=place.response,
        steps=steps,
        next_step=left[0] if left else place.path("pruefen"),
        done=len(steps) - len(left),
        closed=None if place.is_open else closed_sentence(place),
    )


@bp.get(SAME_PAGE)
@for_organisation
def section(place: Place, section_name: str) -> ResponseReturnValue:
    """Show one section with what is saved; `?pruefen` also marks what is missing."""
    section = section_of(place, section_name)
    if not place.is_open:
        return not_open(place)
    complete = "pruefen" in request.args
    problems: tuple[Problem, ...] = ()
    if complete or holds_invalid(section, place.document):
        problems = check_section(section, place.document, complete=complete)
    return section_page(place, section, place.response, place.document, problems)


@bp.post(SAME_PAGE)
@for_organisation
def save_section(place: Place, section_name: str) -> ResponseReturnValue:
    """Keep what was typed, then go where the pressed button leads.

    The answer to something that is no answer is 422, and yet it is kept as it was typed: the
    tab may be closed now.
    """
    section = section_of(place, section_name)
    form = request.form.to_dict(flat=False)
    step, before = pressed(form, section), place.document
    try:
        saved = services.save_section(
            db.session(),
            place.wave,
            place.seat.organisation_id,
            section.name,
            form,
            opened=request.form.get("version", 0, type=int),
            actor=current_user(),
            at=place.now,
        )
    except services.SaveConflictError as conflict:
        return _show_conflict(place, section, conflict)
    except services.WaveClosedError:
        return _show_closed(place, section, form)
    document = services.document_of(saved.response)
    problems = (*saved.refused, *(saved.invalid if step.goes_on else ()))
    if problems:
        page = section_page(place, section, saved.response, document, problems, tells=True)
        db.session().commit()
        return page, 422
    if step.name in {"speichern", "zurueck"}:
        flash(gettext("Zwischengespeichert."), "success")
    return redirect(_goal(place, section, step, changed_rows(section, before, document)), 303)


def _goal(place: Place, section: Section, step: Step, changed: list[str]) -> str:
    """Return where the pressed button leads. On the same page, what was changed stays open."""
    here = place.path(section.name, **({"offen": changed[-1]} if changed else {}))
    if step.removes is not None:
        return place.path(f"{section.name}/entfernen/{step.removes}")
    if step.row is not None:
        return f"{here}#zeile-{step.row}"
    if step.name == "weiter":
        following = place.questionnaire.after(section)
        return place.path(following.name if following else "pruefen")
    if step.name == "zurueck":
        before = place.questionnaire.before(section)
        return place.path(before.name if before else "")
    return here


def _show_conflict(
    place: Place, section: Section, conflict: services.SaveConflictError
) -> ResponseReturnValue:
    """Show what was typed, and beside it what somebody else has saved in between."""
    stored = services.document_of(conflict.response)
    page = section_page(
        place,
        section,
        conflict.response,
        conflict.merged,
        check_section(section, conflict.merged, complete=False),
        open_rows=changed_rows(section, stored, conflict.merged),
        differences=differences(section, stored, conflict.merged, current_language()),
        saved_by=queries.name_of(db.session(), conflict.response.saved_by_id),
    )
    return page, 409


def _show_closed(place: Place, section: Section, form: PostedForm) -> ResponseReturnValue:
    """Show what was typed too late, so that it can be copied and is not lost."""
    typed = merge(place.document, read_section(section, form, place.document))
    page = section_page(place, section, place.response, typed, (), closed=closed_sentence(place))
    return page, 409


@bp.route(f"{SAME_PAGE}/entfernen/<uuid:row_id>", methods=["GET", "POST"])
@for_organisation
def remove_row(place: Place, section_name: str, row_id: UUID) -> ResponseReturnValue:
    """Ask once more, then remove a row that has answers."""
    section = section_of(place, section_name)
    if not place.is_open:
        return not_open(place)
    response = place.response
    found = _find_row(section, place.document, str(row_id))
    if response is None or found is None:
        return redirect(place.path(section.name), 303)
    if request.method == "GET":
        return _ask_to_remove(place, section, response, *found)
    try:
        services.save_section(
            db.session(),
            place.wave,
            place.seat.organisation_id,
            section.name,
            {f"remove/{found[0].name}": [str(row_id)]},
            opened=request.form.get("version", 0, type=int),
            actor=current_user(),
            at=place.now,
        )
    except services.SaveConflictError:
        return _ask_to_remove(place, section, response, *found, changed=True), 409
    word = pick(found[0].labels, current_language())
    flash(gettext("%(word)s entfernt.", word=word), "success")
    return redirect(place.path(section.name), 303)


def _find_row(section: Section, document: Document, row_id: str) -> tuple[Repeat, Row] | None:
    for repeat in section.repeats:
        for row in document["rows"].get(repeat.name, []):
            if row["id"] == row_id:
                return repeat, row
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
    language = current_language()
    return render_template(
        "surveys/remove_row.html",
        place=place,
        section=section,
        version=response.section_versions.get(section.name, 0),
        word=pick(repeat.labels, language),
        title=row_title(repeat, row, language),
        answers=row_in_words(repeat, row, language),
        changed=changed,
        cancel=f"{place.path(section.name)}#zeile-{row['id']}",
    )


def section_of(place: Place, name: str) -> Section:
    return place.questionnaire.section(name) or abort(404)


def section_steps(
    place: Place, response: Response | None, now: Section | None = None
) -> list[tuple[str, str, str]]:
    """Return title, address and state of each section."""
    language, states = current_language(), _states(place, response)
    return [
        (
            pick(section.labels, language),
            place.path(section.name),
            "now" if section is now else state,
        )
        for section, state in zip(place.questionnaire.sections, states, strict=True)
    ]


def _states(place: Place, response: Response | None) -> States:
    if response is None:
        return section_states(place.questionnaire, empty_document(), {})
    what = place.questionnaire, services.document_of(response), response.section_versions
    if request.method in SAFE_METHODS:
        return kept_states(response.id, response.version, *what)
    return section_states(*what)


def section_page(
    place: Place,
    section: Section,
    response: Response | None,
    document: Document,
    problems: tuple[Problem, ...],
    *,
    tells: bool = False,
    open_rows: Sequence[str] = (),
    **more: object,
) -> str:
    """Draw one section. `tells`: what is wrong is also listed at the top and takes the focus."""
    language, sections = current_language(), place.questionnaire.sections
    names: Sequence[str] = ()
    if asks_for_partners(section):
        names = queries.public_names(db.session(), but=place.seat.organisation_id)
    defaults = {"differences": None, "closed": None, "saved_by": place.seat.saved_by}
    return render_template(
        "surveys/section.html",
        **defaults | more,
        place=place,
        section=section,
        title=pick(section.labels, language),
        lead=pick(section.hints, language),
        number=sections.index(section) + 1,
        parts=parts(
            section,
            document,
            language,
            problems,
            open_rows=[*open_rows, *request.args.getlist("offen")],
        ),
        errors=summary(section, problems, language) if tells or "pruefen" in request.args else [],
        steps=section_steps(place, response, section),
        version=response.section_versions.get(section.name, 0) if response else 0,
        response=response,
        partner_names=names,
        before=place.questionnaire.before(section),
        after=place.questionnaire.after(section),
    )
