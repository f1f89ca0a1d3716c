"""The working text: written, looked at, read from a file, and saved without losing another's."""

from typing import Any
from uuid import UUID

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage

from ikparticipation import clock, db
from ikparticipation.accounts.access import current_user, needs
from ikparticipation.accounts.models import User
from ikparticipation.accounts.policies import may_steer
from ikparticipation.drafts import files, services
from ikparticipation.drafts.differences import differences
from ikparticipation.drafts.forms import LONGEST_FILE_NAME, FileForm, TextForm, as_line
from ikparticipation.drafts.labels import LOSSES
from ikparticipation.drafts.models import Document
from ikparticipation.drafts.views.blueprint import bp
from ikparticipation.errors import ConflictError, InvalidError
from ikparticipation.web import get_or_404, gettext, refuse, see_other

FRAGMENT = "X-Fragment"
"""The script asks with this header for the preview alone, not the page around it."""


@bp.route("/<uuid:document_id>", methods=["GET", "POST"])
@needs(may_steer)
def edit(document_id: UUID) -> ResponseReturnValue:
    """Show the editor, and save the text unless somebody else has saved since."""
    document = get_or_404(Document, document_id)
    form = TextForm(title=document.title, text=document.working_text, seen=document.version)
    if not form.is_submitted():
        return _editor(document, form)
    if not form.validate():
        return _editor(document, form), 422
    try:
        _save(document, form)
    except ConflictError:
        return _both_texts(document, form), 409
    except InvalidError as error:
        form.text.errors = [gettext(error.message, **error.facts)]
        return _editor(document, form), 422
    flash(gettext("Der Text ist gespeichert."), "success")
    return see_other(".edit", document_id=document.id)


def _save(document: Document, form: TextForm) -> None:
    services.save_text(
        db.session(),
        document,
        title=form.title.data or "",
        text=form.text.data or "",
        seen=form.seen.data,
        from_file=form.file.data or "",
        actor=current_user(),
        at=clock.now(),
    )


@bp.post("/<uuid:document_id>/vorschau")
@needs(may_steer)
def preview(document_id: UUID) -> ResponseReturnValue:
    """Show what the typed text will look like, on its own for a script. Nothing is saved."""
    document = get_or_404(Document, document_id)
    form = TextForm()
    fits = form.validate()
    if FRAGMENT in request.headers:
        return render_template("drafts/_preview.html", **_preview(form))
    return _editor(document, form, looks=True), 200 if fits and not form.errors else 422


@bp.route("/<uuid:document_id>/datei", methods=["GET", "POST"])
@needs(may_steer)
def take_file(document_id: UUID) -> ResponseReturnValue:
    """Read a file and show its text in the editor; it is saved from there, if it is wanted."""
    document, form = get_or_404(Document, document_id), FileForm()
    page = {"document": document, "form": form, "accepted": files.ACCEPTED}
    if not form.is_submitted():
        return render_template("drafts/file.html", **page)
    if not form.validate():
        return refuse("drafts/file.html", **page)
    try:
        found = read_upload(form.file.data)
    except files.FileError as error:
        form.file.errors = [gettext(error.message, **error.facts)]
        return refuse("drafts/file.html", **page)
    return editor_with_file(document, found, form.file.data.filename)


def read_upload(upload: FileStorage) -> files.Read:
    """Return the text of an uploaded file; raise FileError if it has none that we can take."""
    found = files.read(upload.filename or "", upload.read())
    try:
        services.blocks_of(found.text)
    except InvalidError as error:
        raise files.FileError(error.message, **error.facts) from error
    return found


def editor_with_file(document: Document, found: files.Read, file_name: str | None) -> str:
    """Return the editor with the text of a file in it, not saved yet."""
    form = TextForm(
        formdata=None,
        title=document.title,
        text=found.text,
        seen=document.version,
        file=as_line(file_name)[-LONGEST_FILE_NAME:],
    )
    losses = [gettext(LOSSES[loss.kind], count=loss.count) for loss in found.losses]
    return _editor(document, form, losses=losses)


def _editor(document: Document, form: TextForm, *, looks: bool = False, losses: Any = None) -> str:
    """Return the editor. `looks`: for its preview; `losses`: of a file that was just read."""
    shown = _preview(form)
    is_new = losses is not None and bool(document.working_text)
    return render_template(
        "drafts/edit.html",
        document=document,
        form=form,
        looks=looks,
        losses=losses,
        changes=differences(document.working_text, form.text.data or "") if is_new else None,
        **shown,
    )


def _preview(form: TextForm) -> dict[str, Any]:
    """Return the blocks of the typed text, or why there are none."""
    if form.text.errors:
        return {"blocks": (), "problem": gettext(form.text.errors[0])}
    try:
        return {"blocks": services.blocks_of(form.text.data or ""), "problem": ""}
    except InvalidError as error:
        problem = gettext(error.message, **error.facts)
        if form.is_submitted():
            form.text.errors = [problem]
        return {"blocks": (), "problem": problem}


def _both_texts(document: Document, form: TextForm) -> str:
    """Return the page with the typed and the stored text; sending it again replaces the latter."""
    form.seen.data, form.seen.raw_data = document.version, None
    return render_template(
        "drafts/conflict.html",
        document=document,
        form=form,
        is_own=document.saved_by_id == current_user().id,
        saved_by=db.session().get_one(User, document.saved_by_id).name,
        changes=differences(document.working_text, form.text.data or ""),
    )
