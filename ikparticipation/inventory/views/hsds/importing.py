"""Taking in a file of somebody else: upload, look through, confirm, report."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import abort, flash, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from ikparticipation import clock, db
from ikparticipation.accounts.access import current_user, needs
from ikparticipation.errors import DomainError, InvalidError
from ikparticipation.inventory.forms.hsds import OfferFileForm
from ikparticipation.inventory.models import OfferImport
from ikparticipation.inventory.services import hsds as services
from ikparticipation.inventory.services.hsds import Choice
from ikparticipation.inventory.services.hsds.taking import NOT_OFFERED
from ikparticipation.inventory.views.blueprint import bp
from ikparticipation.inventory.views.hsds.answers import names
from ikparticipation.organisations.models import Decision, Organisation
from ikparticipation.organisations.policies import may_keep_register
from ikparticipation.web import get_or_404, gettext, refuse, see_other

HERE = "/verwaltung/bestand/hsds"
IMPORT = f"{HERE}/<uuid:file_id>"
UPLOAD_PAGE, PREVIEW_PAGE, REPORT_PAGE = (
    "inventory/hsds/upload.html",
    "inventory/hsds/preview.html",
    "inventory/hsds/report.html",
)
_DECISIONS = {"neu": Decision.NEW, "weg": Decision.LEAVE}
_FIELD = "organisation-"


@bp.route(HERE, methods=["GET", "POST"])
@needs(may_keep_register)
def upload_offers() -> ResponseReturnValue:
    """Take a file."""
    form = OfferFileForm()
    if not form.is_submitted():
        return render_template(UPLOAD_PAGE, form=form)
    if not form.validate():
        return refuse(UPLOAD_PAGE, form=form)
    file = form.file.data
    try:
        imported = services.begin_import(
            db.session(),
            file.read(),
            file_name=(file.filename or "").replace("\\", "/").rpartition("/")[2],
            names=names(),
            actor=current_user(),
            at=clock.now(),
        )
    except DomainError as error:
        form.form_errors.append(gettext(error.message, **error.facts))
        return refuse(UPLOAD_PAGE, form=form)
    return see_other(".offers_preview", file_id=imported.id)


@bp.get(IMPORT)
@needs(may_keep_register)
def offers_preview(file_id: UUID) -> ResponseReturnValue:
    """Show what a file would do; afterwards what it did."""
    imported = get_or_404(OfferImport, file_id)
    if imported.done_at is not None:
        return render_template(REPORT_PAGE, imported=imported)
    return render_template(PREVIEW_PAGE, imported=imported, **_page(imported.preview))


@bp.post(f"{IMPORT}/uebernehmen")
@needs(may_keep_register)
def take_offers_in(file_id: UUID) -> ResponseReturnValue:
    """Do what the preview said, with what was decided about doubts. Only once."""
    imported = _locked(file_id)
    services.take_in(
        db.session(),
        imported,
        _choices(),
        names=names(),
        show="zeigen" in request.form,
        end_missing="beenden" in request.form,
        actor=current_user(),
        at=clock.now(),
    )
    return see_other(".offers_preview", file_id=imported.id)


@bp.post(f"{IMPORT}/verwerfen")
@needs(may_keep_register)
def discard_offers(file_id: UUID) -> ResponseReturnValue:
    services.discard_import(db.session(), _locked(file_id))
    flash(gettext("Die Datei ist verworfen. Am Bestand hat sich nichts geändert."), "success")
    return see_other(".upload_offers")


def _locked(file_id: UUID) -> OfferImport:
    """Return the file, locked: of two clicks the second sees what the first did."""
    return db.session().get(OfferImport, file_id, with_for_update=True) or abort(404)


def _page(preview: Mapping[str, Any]) -> dict[str, Any]:
    meant = {UUID(key) for doubt in preview["doubts"] for key in doubt["candidates"]}
    query = select(Organisation.id, Organisation.name).where(Organisation.id.in_(meant))
    rows = db.session().execute(query) if meant else ()
    counts = preview["counts"]
    return {
        **preview,
        "organisations": {str(row.id): row.name for row in rows},
        "faults": [
            (file, row, gettext(words, about=about))
            for file, row, words, about in preview["faults"]
        ],
        "nothing": not (counts["new"] + counts["changed"] + len(preview["missing"])),
    }


def _choices() -> dict[str, Choice]:
    """Return what was chosen for doubts, id of the organisation there → choice."""
    found: dict[str, Choice] = {}
    for name, value in request.form.items():
        key = name.removeprefix(_FIELD)
        if name != key:
            found[key] = _choice(value)
    return found


def _choice(value: str) -> Choice:
    if value in _DECISIONS:
        return Choice(_DECISIONS[value])
    try:
        return Choice(Decision.THIS, UUID(value))
    except ValueError as error:
        raise InvalidError(NOT_OFFERED) from error
