"""Taking in a list of organisations: upload, look through, confirm, report."""

import csv
from io import BytesIO, StringIO
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from flask import abort, flash, render_template, request, send_file
from flask.typing import ResponseReturnValue

from ikparticipation import clock, db
from ikparticipation.accounts.access import current_user, needs
from ikparticipation.errors import DomainError, InvalidError
from ikparticipation.organisations import queries, services
from ikparticipation.organisations.forms import ListForm
from ikparticipation.organisations.lists import PROBLEMS, Problem, Verdict
from ikparticipation.organisations.models import KIND_NAMES, Decision, Kind, ListImport, ListLine
from ikparticipation.organisations.policies import may_keep_register
from ikparticipation.organisations.services import Choice
from ikparticipation.organisations.services.lists import NOT_OFFERED
from ikparticipation.organisations.views.blueprint import bp
from ikparticipation.text import N_
from ikparticipation.web import (
    get_or_404,
    gettext,
    local_path,
    page_within,
    refuse,
    see_other,
)

LIST = "/verwaltung/akteure/liste/<uuid:import_id>"
UPLOAD_PAGE, PREVIEW_PAGE, REPORT_PAGE = (
    "organisations/list_upload.html",
    "organisations/list_preview.html",
    "organisations/list_report.html",
)
VIEWS = {
    "zweifel": (Verdict.DOUBT, N_("Zweifel")),
    "neu": (Verdict.NEW, N_("Neu")),
    "bekannt": (Verdict.KNOWN, N_("Schon bekannt")),
    "berichtigen": (Verdict.STOPPED, N_("Zu berichtigen")),
}
"""Word in the address → which lines it shows."""
_DECISIONS = {"neu": Decision.NEW, "weg": Decision.LEAVE}
_FIELD = "zeile-"
_RISKY = ("=", "+", "-", "@")
"""Beginnings of a cell that a spreadsheet would calculate."""


@bp.route("/verwaltung/akteure/liste", methods=["GET", "POST"])
@needs(may_keep_register)
def upload_list() -> ResponseReturnValue:
    """Take a file; `?weiter=` is the page of this site to which its report will lead."""
    form, leads_to = ListForm(), local_path(request.args.get("weiter"), "")
    if not form.is_submitted():
        return render_template(UPLOAD_PAGE, form=form)
    if not form.validate():
        return refuse(UPLOAD_PAGE, form=form)
    file = form.file.data
    try:
        listed = services.begin_list(
            db.session(),
            file.read(),
            file_name=(file.filename or "").replace("\\", "/").rpartition("/")[2],
            leads_to=leads_to,
            actor=current_user(),
            at=clock.now(),
        )
    except DomainError as error:
        form.form_errors.append(gettext(error.message, **error.facts))
        return refuse(UPLOAD_PAGE, form=form)
    return see_other(".list_preview", import_id=listed.id)


@bp.get(LIST)
@needs(may_keep_register)
def list_preview(import_id: UUID) -> ResponseReturnValue:
    """Show what a list would do, hundred lines at a time; afterwards what it did."""
    listed = get_or_404(ListImport, import_id)
    if listed.done_at is not None:
        return render_template(REPORT_PAGE, listed=listed, next_page=_next_page(listed))
    return render_template(PREVIEW_PAGE, **_page(listed))


@bp.post(LIST)
@needs(may_keep_register)
def choose_in_list(import_id: UUID) -> ResponseReturnValue:
    """Keep what was chosen on this page of doubts, and go on to the next."""
    listed = _locked(import_id)
    services.choose(db.session(), listed, _choices())
    flash(gettext("Ihre Auswahl ist gespeichert."), "success")
    page = request.form.get("seite", 1, type=int)
    return see_other(".list_preview", import_id=listed.id, ansicht="zweifel", seite=max(1, page))


@bp.post(f"{LIST}/einlesen")
@needs(may_keep_register)
def take_list_in(import_id: UUID) -> ResponseReturnValue:
    """Keep what was chosen on this page, then bring the list into the register. Only once."""
    listed, session = _locked(import_id), db.session()
    if listed.done_at is None:
        services.choose(session, listed, _choices())
        services.take_in(session, listed, actor=current_user(), at=clock.now())
    return see_other(".list_preview", import_id=listed.id)


@bp.get(f"{LIST}/berichtigen.csv")
@needs(may_keep_register)
def list_faults(import_id: UUID) -> ResponseReturnValue:
    """Hand out the lines that must be corrected, in a form that can be read in again."""
    listed = get_or_404(ListImport, import_id)
    out = StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    heads = ("Zeile", "Was zu tun ist", "Organisation", "E-Mail", "Ansprechperson", "Ort")
    writer.writerow([*heads, "Art", "Telefon", "Sprache"])
    writer.writerows(_cells(line) for line in queries.with_faults(db.session(), listed.id))
    data = BytesIO(out.getvalue().encode("utf-8-sig"))
    name = "berichtigen.csv"
    return send_file(data, "text/csv", as_attachment=True, download_name=name, max_age=0)


@bp.post(f"{LIST}/verwerfen")
@needs(may_keep_register)
def discard_list(import_id: UUID) -> ResponseReturnValue:
    services.discard_list(db.session(), _locked(import_id))
    flash(gettext("Die Liste ist verworfen. Am Verzeichnis hat sich nichts geändert."), "success")
    return see_other(".upload_list")


def _locked(import_id: UUID) -> ListImport:
    """Return the list, locked: of two clicks the second sees what the first did."""
    return db.session().get(ListImport, import_id, with_for_update=True) or abort(404)


def _page(listed: ListImport) -> dict[str, Any]:
    session = db.session()
    counts = queries.counts_of(session, listed.id)
    shown = request.args.get("ansicht", "")
    if shown not in VIEWS:
        shown = next((view for view, (v, _) in VIEWS.items() if counts.verdicts[v]), "neu")
    verdict, title = VIEWS[shown]
    page, pages = page_within(counts.verdicts[verdict], queries.LINES_PAGE)
    found = queries.list_lines(session, listed.id, verdict, page=page)
    return {
        "listed": listed,
        "counts": counts,
        "views": [(view, name, counts.verdicts[v]) for view, (v, name) in VIEWS.items()],
        "shown": shown,
        "title": title,
        "lines": found.lines,
        "meant": found.meant,
        "page": page,
        "pages": pages,
        "further": f"{request.path}?ansicht={shown}&seite=",
        "kind_names": KIND_NAMES,
        "faults": {line.row: _faults(line) for line in found.lines},
    }


def _faults(line: ListLine) -> list[str]:
    return [
        gettext(PROBLEMS[Problem(problem)], about=about)
        for problem, about in line.told.get("faults", ())
    ]


def _choices() -> dict[int, Choice]:
    """Return the doubts about which something was chosen on this page, row → choice."""
    found: dict[int, Choice] = {}
    for name, value in request.form.items():
        row = name.removeprefix(_FIELD)
        if name != row and row.isdecimal() and len(row) < 9:  # noqa: PLR2004 - no row is longer
            found[int(row)] = _choice(value)
    return found


def _choice(value: str) -> Choice:
    if value in _DECISIONS:
        return Choice(_DECISIONS[value])
    try:
        return Choice(Decision.THIS, UUID(value))
    except ValueError as error:
        raise InvalidError(NOT_OFFERED) from error


def _next_page(listed: ListImport) -> str:
    """Return the page that waits for the organisations of the list, with its id; or nothing."""
    if not listed.leads_to:
        return ""
    sign = "&" if "?" in listed.leads_to else "?"
    return f"{listed.leads_to}{sign}{urlencode({'liste': listed.id})}"


def _cells(line: ListLine) -> list[str]:
    told = line.told
    kind = gettext(KIND_NAMES[Kind(told["kind"])]) if told["kind"] else ""
    cells = [str(line.row), " ".join(_faults(line)), told["name"], told["email"], told["person"]]
    cells += [told["town"], kind, told["phone"], told["language"]]
    return [f"'{cell}" if cell.startswith(_RISKY) else cell for cell in cells]
