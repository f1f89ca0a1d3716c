"""One line of the form on a page of its own, and new lines."""

from collections.abc import Callable, Collection, Iterator

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ikparticipation.surveys.section_page import direction
from ikparticipation.surveys.services import Edit
from ikparticipation.surveys.views.authoring.desk import Desk, at_desk, is_sent, typed_anew, visible
from ikparticipation.surveys.views.authoring.draft import HERE, checked
from ikparticipation.surveys.views.authoring.fields import (
    CELL_WORDS,
    TEXT_WORDS,
    cell_fields,
    text_fields,
)
from ikparticipation.surveys.views.authoring.findings import with_lines
from ikparticipation.surveys.views.authoring.languages import language_name
from ikparticipation.surveys.views.authoring.outline import line_or_404, of
from ikparticipation.surveys.views.blueprint import bp
from ikparticipation.surveys.xlsform import editing
from ikparticipation.surveys.xlsform.editing import EditError, Line, LineKind, Sheets
from ikparticipation.surveys.xlsform.questionnaire import NEVER_SHOWN
from ikparticipation.text import N_
from ikparticipation.web import gettext

Change = Callable[[Sheets], Sheets]
PAGE = "surveys/authoring/line.html"


@bp.get(HERE + "/zeile/<line_id>")
@at_desk
def line(desk: Desk, line_id: str) -> ResponseReturnValue:
    return _page(desk, line_or_404(desk, line_id), {}, {})


@bp.post(HERE + "/zeile/<line_id>")
@at_desk
def edit_line(desk: Desk, line_id: str) -> ResponseReturnValue:
    """Change everything about a line as one step, or nothing."""
    line, typed = line_or_404(desk, line_id), typed_anew()
    changes = list(_changes(line, typed, desk.outline.languages))
    errors = _errors(desk, changes)
    if errors:
        return _page(desk, line, typed, errors), 422
    if changes:
        desk.do(Edit(lambda sheets: _all(sheets, changes), CHANGED, of(line) | _what(changes)))
    address = url_for(".outline", survey_id=desk.survey.id)
    return redirect(f"{address}#{line.id}", 303)


def _changes(
    line: Line, typed: dict[str, str], languages: Collection[str]
) -> Iterator[tuple[str, Change]]:
    """Return field and operation of everything that is typed anew. The name comes last.

    Fields that the page does not have are passed over.
    """
    key = line.id
    for name, value in typed.items():
        part, _, rest = name.partition("/")
        meaning, _, language = rest.partition("/")
        if part == "text" and meaning in TEXT_WORDS and language in languages:
            yield name, _set_text(key, meaning, language, value)
        elif part == "cell" and (rest in editing.CELLS or rest in line.cells):
            yield name, _set_cell(key, rest, value)
    if {"type", "list"} & typed.keys():
        kind = typed.get("type", line.type)
        list_name = typed.get("list", line.list_name)
        yield (
            "type",
            lambda sheets: editing.set_type(sheets, key, kind, list_name, or_other=line.or_other),
        )
    if "name" in typed:
        yield "name", lambda sheets: editing.set_name(sheets, key, typed["name"])


def _set_text(key: str, meaning: str, language: str, text: str) -> Change:
    return lambda sheets: editing.set_texts(sheets, key, meaning, {language: text})


def _set_cell(key: str, meaning: str, value: str) -> Change:
    return lambda sheets: editing.set_cells(sheets, key, {meaning: value})


def _all(sheets: Sheets, changes: list[tuple[str, Change]]) -> Sheets:
    for _, change in changes:
        sheets = change(sheets)
    return sheets


def _errors(desk: Desk, changes: list[tuple[str, Change]]) -> dict[str, str]:
    """Return by field what is wrong; each is tried with those before it that are right."""
    errors, sheets = {}, desk.sheets
    for name, change in changes:
        try:
            sheets = change(sheets)
        except EditError as error:
            errors[name] = gettext(error.message, **error.facts)
    return errors


def _what(changes: list[tuple[str, Change]]) -> dict[str, list[str]]:
    """Return the words of what was changed, as msgids."""
    words = {
        TEXT_WORDS.get(_meaning(name)) or CELL_WORDS.get(_meaning(name)) or _OTHER.get(name, name)
        for name, _ in changes
    }
    return {"what": sorted(words)}


def _meaning(name: str) -> str:
    return name.split("/")[1] if "/" in name else ""


def _page(desk: Desk, line: Line, typed: dict[str, str], errors: dict[str, str]) -> str:
    here = url_for(".line", survey_id=desk.survey.id, line_id=line.id)
    found = [f for f, way in with_lines(checked(desk).findings, desk) if way == here]
    return render_template(
        PAGE,
        desk=desk,
        line=line,
        outline=desk.outline,
        texts=text_fields(line, desk.outline),
        cells=list(cell_fields(line)),
        types=_types(line),
        lists=_lists(desk, line),
        findings=found,
        typed=typed,
        errors=errors,
    )


def _types(line: Line) -> list[tuple[str, str]]:
    known = {key: gettext(words) for key, words in editing.TYPES.items()}
    return list(({line.type: line.type} | known if line.type not in known else known).items())


def _lists(desk: Desk, line: Line) -> list[tuple[str, str]]:
    names = dict.fromkeys([*desk.outline.lists, *([line.list_name] if line.list_name else [])])
    return [("", gettext("eigene neue Liste")), *((name, name) for name in names)]


@bp.route(HERE + "/neu", methods=["GET", "POST"])
@at_desk
def new_line(desk: Desk) -> ResponseReturnValue:
    """Add a question, a group or rows: before a line, at the end of a group or of the form."""
    outline, place, error = desk.outline, _place(desk), None
    labels = {code: visible(request.form.get(f"label/{code}", "")) for code in outline.languages}
    kind, type_ = request.form.get("kind", "question"), request.form.get("type", "text")
    if is_sent():
        before = desk.sheets
        try:
            adding = _adding(kind, type_, labels, place)
            desk.do(Edit(adding, ADDED, {"label": _first(labels)}))
        except EditError as refused:
            error = gettext(refused.message, **refused.facts)
        else:
            after = Sheets.from_json(desk.draft.sheets)
            new = editing.added(before, after)
            flash(gettext("Hinzugefügt. Hier ergänzen Sie, was noch fehlt."), "success")
            return redirect(url_for(".line", survey_id=desk.survey.id, line_id=new), 303)
    page = {
        "desk": desk,
        "outline": outline,
        "place": place,
        "labels": labels,
        "kind": kind,
        "type": type_,
        "types": editing.TYPES,
        "direction": direction,
        "language_name": language_name,
        "error": error,
    }
    return render_template("surveys/authoring/new.html", **page), 422 if error else 200


def _adding(kind: str, type_: str, labels: dict[str, str], place: dict[str, Line]) -> Change:
    where = {name: line.id for name, line in place.items()}
    if not any(labels.values()) and (kind != "question" or type_ not in NEVER_SHOWN):
        raise EditError(NO_LABEL)
    if kind == "group":
        return lambda sheets: editing.add_group(sheets, labels, **where)
    if kind == "repeat":
        return lambda sheets: editing.add_repeat(sheets, labels, **where)
    return lambda sheets: editing.add_question(sheets, type_, labels, **where)


def _place(desk: Desk) -> dict[str, Line]:
    """Return where it goes: `before` a line, or `inside` of a group at its end."""
    if before := request.values.get("vor"):
        return {"before": line_or_404(desk, before)}
    if inside := request.values.get("in"):
        found = line_or_404(desk, inside)
        if found.kind not in {LineKind.GROUP, LineKind.REPEAT}:
            abort(404)
        return {"inside": found}
    return {}


def _first(labels: dict[str, str]) -> str:
    return next((text for text in labels.values() if text), "")


NO_LABEL = N_("Bitte schreiben Sie, wie die neue Zeile heißen soll.")
CHANGED = N_("„%(label)s“ geändert (%(what)s)")
ADDED = N_("„%(label)s“ hinzugefügt")
_OTHER = {"type": N_("Art"), "name": N_("Name")}
