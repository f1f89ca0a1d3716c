"""Which texts there are, and starting one. They are published in `consultation`."""

from flask import flash, render_template
from flask.typing import ResponseReturnValue

from ikparticipation import clock, db
from ikparticipation.accounts.access import current_user, needs
from ikparticipation.accounts.policies import may_steer
from ikparticipation.drafts import queries, services
from ikparticipation.drafts.files import ACCEPTED, FileError
from ikparticipation.drafts.forms import DocumentForm
from ikparticipation.drafts.labels import DOCUMENT_KINDS
from ikparticipation.drafts.models import Document
from ikparticipation.drafts.views.blueprint import bp
from ikparticipation.drafts.views.editor import editor_with_file, read_upload
from ikparticipation.errors import InvalidError
from ikparticipation.web import gettext, refuse, see_other


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
    """Start a document, then open its editor: empty, or with the text of a file to look at."""
    form = DocumentForm()
    if not form.is_submitted():
        return render_template("drafts/new.html", form=form, accepted=ACCEPTED)
    if not form.validate():
        return refuse("drafts/new.html", form=form, accepted=ACCEPTED)
    try:
        read = read_upload(form.file.data) if form.file.data else None
        document = _create(form)
    except FileError as error:
        form.file.errors = [gettext(error.message, **error.facts)]
    except InvalidError as error:
        form.slug.errors = [gettext(error.message, **error.facts)]
    if form.errors:
        return refuse("drafts/new.html", form=form, accepted=ACCEPTED)
    flash(gettext("„%(title)s“ ist angelegt.", title=document.title), "success")
    if read:
        return editor_with_file(document, read, form.file.data.filename)
    return see_other(".edit", document_id=document.id)


def _create(form: DocumentForm) -> Document:
    return services.create_document(
        db.session(),
        title=form.title.data or "",
        kind=form.kind.data,
        slug=form.slug.data or "",
        actor=current_user(),
        at=clock.now(),
    )
