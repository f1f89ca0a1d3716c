"""The form as an outline: its lines, in their order and nesting."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ikparticipation.surveys.services import Edit
from ikparticipation.surveys.views.authoring.desk import Desk, at_desk, is_sent
from ikparticipation.surveys.views.authoring.draft import HERE, checked
from ikparticipation.surveys.views.authoring.findings import with_lines
from ikparticipation.surveys.views.blueprint import bp
from ikparticipation.surveys.xlsform import editing
from ikparticipation.surveys.xlsform.editing import EditError, Line, LineKind
from ikparticipation.surveys.xlsform.targets import CATALOGUES
from ikparticipation.text import N_
from ikparticipation.web import gettext

MOVES = {
    "hoch": (editing.move_up, N_("„%(label)s“ nach oben verschoben")),
    "runter": (editing.move_down, N_("„%(label)s“ nach unten verschoben")),
    "heraus": (editing.move_out, N_("„%(label)s“ aus der Gruppe genommen")),
}


@bp.get(HERE + "/aufbau")
@at_desk
def outline(desk: Desk) -> ResponseReturnValue:
    """Show the lines with what can be done to each."""
    found = with_lines(checked(desk).findings, desk)
    return render_template(
        "surveys/authoring/outline.html",
        desk=desk,
        outline=desk.outline,
        wrong={way for finding, way in found if finding.is_error},
        types=editing.TYPES,
        catalogued=catalogued(desk),
    )


def catalogued(desk: Desk) -> set[str]:
    """Return the lists that questions fill from the catalogue: blank ones are not missing."""
    return {
        line.list_name
        for line in desk.outline.walk()
        if line.list_name and any(line.cells.get(each) for each in CATALOGUES)
    }


@bp.post(HERE + "/aufbau")
@at_desk
def move(desk: Desk) -> ResponseReturnValue:
    """Move a line one place, as the pressed button says."""
    pressed = next((name for name in MOVES if name in request.form), None)
    if pressed is None:
        abort(400)
    line = line_or_404(desk, request.form[pressed])
    operation, message = MOVES[pressed]
    return to_line(desk, line, Edit(lambda sheets: operation(sheets, line.id), message, of(line)))


def to_line(desk: Desk, line: Line, edit: Edit) -> ResponseReturnValue:
    """Do a step and go back to the line in the outline; say why if it makes no sense."""
    try:
        desk.do(edit)
    except EditError as error:
        flash(gettext(error.message, **error.facts), "warning")
    address = url_for(".outline", survey_id=desk.survey.id)
    return redirect(f"{address}#{line.id}", 303)


@bp.route(HERE + "/zeile/<line_id>/verschieben", methods=["GET", "POST"])
@at_desk
def move_line(desk: Desk, line_id: str) -> ResponseReturnValue:
    """Choose a place anywhere in the form."""
    line = line_or_404(desk, line_id)
    if not is_sent():
        inside = {each.id for each in _with_all_inside(line)}
        others = [each for each in desk.outline.walk() if each.id not in inside]
        return render_template("surveys/authoring/move.html", desk=desk, line=line, others=others)
    where, _, other = request.form.get("wohin", "").partition(":")

    def change(sheets: editing.Sheets) -> editing.Sheets:
        if where == "vor":
            return editing.move_before(sheets, line.id, other)
        return editing.move_into(sheets, line.id, other or None)

    return to_line(desk, line, Edit(change, N_("„%(label)s“ verschoben"), of(line)))


@bp.route(HERE + "/zeile/<line_id>/entfernen", methods=["GET", "POST"])
@at_desk
def remove_line(desk: Desk, line_id: str) -> ResponseReturnValue:
    """Remove a question or a group, after saying who refers to it."""
    line = line_or_404(desk, line_id)
    keep, forced = request.form.get("inhalt") == "behalten", "trotzdem" in request.form
    error = None
    if is_sent():
        edit = Edit(
            lambda sheets: editing.remove(sheets, line.id, keep_inside=keep, forced=forced),
            REMOVED[line.kind],
            of(line),
        )
        try:
            desk.do(edit)
        except EditError as refused:
            error = gettext(refused.message, **refused.facts)
        else:
            return redirect(url_for(".outline", survey_id=desk.survey.id), 303)
    referring = editing.referring(desk.sheets, line.id)
    page = {"desk": desk, "line": line, "referring": referring, "error": error}
    return render_template("surveys/authoring/remove.html", **page), 422 if error else 200


def _with_all_inside(line: Line) -> list[Line]:
    return [line, *(each for child in line.inside for each in _with_all_inside(child))]


def line_or_404(desk: Desk, line_id: str) -> Line:
    try:
        return desk.outline.line(line_id)
    except KeyError:
        abort(404)


def of(line: Line) -> dict[str, str]:
    """Return what the words of a step say about a line."""
    return {"label": line.label("de") or line.name}


REMOVED = {
    LineKind.QUESTION: N_("Frage „%(label)s“ gelöscht"),
    LineKind.GROUP: N_("Gruppe „%(label)s“ gelöscht"),
    LineKind.REPEAT: N_("Wiederholung „%(label)s“ gelöscht"),
    LineKind.OTHER: N_("Zeile „%(label)s“ gelöscht"),
}
