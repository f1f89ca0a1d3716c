"""Publishing a version, and the gate that every version after a round has to pass."""

from typing import Any
from uuid import UUID

from flask import abort, render_template, url_for
from flask.typing import ResponseReturnValue

from ikparticipation import clock, db
from ikparticipation.accounts.access import current_user, needs
from ikparticipation.accounts.policies import may_steer
from ikparticipation.consultation import queries, services
from ikparticipation.consultation.policies import may_draft_answers
from ikparticipation.consultation.services.next_version.publishing import GateError
from ikparticipation.consultation.views.answering.writing import change_words
from ikparticipation.consultation.views.blueprint import bp, comment_words
from ikparticipation.drafts import services as drafts
from ikparticipation.drafts.forms import PublishForm
from ikparticipation.drafts.models import Document, Version
from ikparticipation.drafts.queries import latest_version, passages_of
from ikparticipation.errors import DomainError
from ikparticipation.web import get_or_404, gettext, see_other, tell


@bp.get("/verwaltung/entwuerfe/<uuid:document_id>/naechste-fassung")
@needs(may_draft_answers)
def next_version(document_id: UUID) -> ResponseReturnValue:
    """Say what is still missing before the next version can be published."""
    document = get_or_404(Document, document_id)
    return _gate_page(document, queries.gate_of(db.session(), document, at=clock.now()))


@bp.route("/verwaltung/entwuerfe/<uuid:document_id>/veroeffentlichen", methods=["GET", "POST"])
@needs(may_steer)
def publish(document_id: UUID) -> ResponseReturnValue:
    """Show what will be published for ever and ask once more; then publish.

    Where the gate is closed there is only the page that says what is missing.
    """
    document = get_or_404(Document, document_id)
    form = PublishForm(seen=document.version)
    try:
        if not form.validate_on_submit():
            return _confirm(document, form)
        version = services.publish_next_version(
            db.session(), document, seen=form.seen.data, actor=current_user(), at=clock.now()
        )
    except GateError as refusal:
        report = queries.gate_of(db.session(), document, at=clock.now())
        return _gate_page(document, report, refusal), refusal.status
    except DomainError as refusal:
        page = render_template(
            "consultation/not_publishable.html",
            document=document,
            refusal=refusal,
            has_gate=queries.gate_of(db.session(), document, at=clock.now()) is not None,
        )
        return page, refusal.status
    _tell_published(document, version)
    return see_other("drafts.documents")


def _tell_published(document: Document, version: Version) -> None:
    """Say that it is done, and lead on: to the version, its round, and what has changed."""
    here = f"/entwuerfe/{document.slug}"
    at = f"{here}/{version.number}"
    links = [
        (gettext("Fassung ansehen"), at),
        (gettext("Runde öffnen"), url_for(".open_round", fassung=version.id)),
    ]
    if version.number > 1:
        before = f"{here}/{version.number - 1}"
        links.append((gettext("Was sich geändert hat"), f"{at}/vergleich/{version.number - 1}"))
        links.append((gettext("Synopse"), f"{before}/synopse"))
    tell(gettext("Fassung %(number)s ist veröffentlicht.", number=version.number), *links)


def _confirm(document: Document, form: PublishForm) -> ResponseReturnValue:
    session = db.session()
    previous = latest_version(session, document)
    before = passages_of(session, previous.id) if previous else ()
    blocks = drafts.blocks_of(document.working_text)
    drafts.check_publishable(document, blocks, previous, before)
    report = queries.gate_of(session, document, at=clock.now())
    if report is not None and not report.gate.is_open:
        return see_other(".next_version", document_id=document.id)
    return render_template(
        "consultation/publish.html",
        document=document,
        form=form,
        blocks=blocks,
        previous=previous,
        report=report,
    )


def _gate_page(document: Document, report: Any, refusal: DomainError | None = None) -> str:
    if report is None:
        abort(404)
    return render_template(
        "consultation/next_version.html",
        document=document,
        report=report,
        refusal=refusal,
        **change_words(),
        **comment_words(),
    )
