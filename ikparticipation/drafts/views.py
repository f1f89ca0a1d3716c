"""Pages on which staff write drafts and publish them."""

from uuid import UUID

from flask import Blueprint, flash, render_template
from flask.typing import ResponseReturnValue

from ikparticipation import clock, db
from ikparticipation.accounts.access import current_user, needs
from ikparticipation.accounts.policies import may_steer
from ikparticipation.drafts import queries, services
from ikparticipation.drafts.forms import DocumentForm, PublishForm, TextForm
from ikparticipation.drafts.labels import DOCUMENT_KINDS
from ikparticipation.drafts.models import Document
from ikparticipation.errors import ConflictError, DomainError, InvalidError
from ikparticipation.web import get_or_404, gettext, refuse, see_other

bp = Blueprint("drafts", __name__, url_prefix="/verwaltung/entwuerfe")


@bp.get("")
@needs(may_steer)
def documents() -> ResponseReturnValue:
    """List the documents, last saved first."""
    return render_template(
        "drafts/documents.html", documents=queries.documents(db.session()), kinds=DOCUMENT_KINDS
    )


@bp.route("/neu", methods=["GET", "POST"])
@needs(may_steer)
def new_document() -> ResponseReturnValue:
    """Start a document, then open its editor."""
    form = DocumentForm()
    if not form.is_submitted():
        return render_template("drafts/new.html", form=form)
    if not form.validate():
        return refuse("drafts/new.html", form=form)
    try:
        document = services.create_document(
            db.session(),
            title=form.title.data or "",
            kind=form.kind.data,
            slug=form.slug.data or "",
            actor=current_user(),
            at=clock.now(),
        )
    except InvalidError as error:
        form.slug.errors = [gettext(error.message, **error.facts)]
        return refuse("drafts/new.html", form=form)
    return see_other(".edit", document_id=document.id)


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
        services.save_text(
            db.session(),
            document,
            title=form.title.data or "",
            text=form.text.data or "",
            seen=form.seen.data,
            actor=current_user(),
            at=clock.now(),
        )
    except ConflictError:
        return _both_texts(document, form), 409
    except InvalidError as error:
        form.text.errors = [gettext(error.message, **error.facts)]
        return _editor(document, form), 422
    flash(gettext("Der Text ist gespeichert."), "success")
    return see_other(".edit", document_id=document.id)


@bp.post("/<uuid:document_id>/vorschau")
@needs(may_steer)
def preview(document_id: UUID) -> ResponseReturnValue:
    """Show what the typed text will look like. Nothing is saved."""
    document = get_or_404(Document, document_id)
    form = TextForm()
    if not form.validate():
        return _editor(document, form), 422
    try:
        blocks = services.blocks_of(form.text.data or "")
    except InvalidError as error:
        form.text.errors = [gettext(error.message, **error.facts)]
        return _editor(document, form), 422
    return render_template("drafts/edit.html", document=document, form=form, blocks=blocks)


@bp.route("/<uuid:document_id>/veroeffentlichen", methods=["GET", "POST"])
@needs(may_steer)
def publish(document_id: UUID) -> ResponseReturnValue:
    """Show what will be published for ever and ask once more; then publish."""
    document = get_or_404(Document, document_id)
    form = PublishForm(seen=document.version)
    try:
        if not form.validate_on_submit():
            return _confirm_publishing(document, form)
        version = services.publish(
            db.session(), document, seen=form.seen.data, actor=current_user(), at=clock.now()
        )
    except DomainError as refusal:
        page = render_template("drafts/not_publishable.html", document=document, refusal=refusal)
        return page, refusal.status
    flash(gettext("Fassung %(number)s ist veröffentlicht.", number=version.number), "success")
    return see_other(".documents")


def _editor(document: Document, form: TextForm) -> str:
    return render_template("drafts/edit.html", document=document, form=form, blocks=None)


def _both_texts(document: Document, form: TextForm) -> str:
    """Return the page with the typed and the stored text; sending it again replaces the latter."""
    form.seen.data, form.seen.raw_data = document.version, None
    return render_template("drafts/conflict.html", document=document, form=form)


def _confirm_publishing(document: Document, form: PublishForm) -> str:
    session = db.session()
    previous = queries.latest_version(session, document)
    before = queries.passages_of(session, previous.id) if previous else ()
    blocks = services.blocks_of(document.working_text)
    services.check_publishable(document, blocks, previous, before)
    return render_template(
        "drafts/publish.html", document=document, form=form, blocks=blocks, previous=previous
    )
