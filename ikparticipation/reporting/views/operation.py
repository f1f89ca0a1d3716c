"""For administrators: background work, the outbox, and who did what."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar
from uuid import UUID

from flask import current_app, flash, render_template, request
from flask.typing import ResponseReturnValue

from ikparticipation import clock, db
from ikparticipation.accounts.access import needs
from ikparticipation.accounts.policies import may_administer
from ikparticipation.audit import AuditEvent, EventState
from ikparticipation.audit import services as audit
from ikparticipation.errors import ConflictError
from ikparticipation.mail import OutgoingMail
from ikparticipation.mail.services import blackened
from ikparticipation.reporting import labels
from ikparticipation.reporting.policies import shows_secret
from ikparticipation.reporting.queries import operation as queries
from ikparticipation.reporting.views.blueprint import bp
from ikparticipation.text import N_
from ikparticipation.web import get_or_404, gettext, page_within, see_other

S = TypeVar("S", bound=StrEnum)


def _chosen(counts: Mapping[S, int]) -> tuple[str, S | None, int]:
    """Return the state that the address asks for as it stands there and as it is, and its count.

    No state: all. One that does not exist has nothing.
    """
    asked = request.args.get("stand", "")
    state = next((state for state in counts if state == asked), None)
    number = counts[state] if state else 0 if asked else sum(counts.values())
    return asked, state, number


@bp.get("/verwaltung/betrieb/")
@needs(may_administer)
def operation() -> ResponseReturnValue:
    """Show the trail of what happened, and how far the work that follows from it has come."""
    session = db.session()
    counts = queries.event_counts(session)
    asked, state, number = _chosen(counts)
    page, pages = page_within(number, queries.PAGE)
    return render_template(
        "reporting/operation.html",
        events=queries.events(session, state, page=page) if number else [],
        counts=counts,
        asked=asked,
        page=page,
        pages=pages,
        actions=labels.ACTIONS,
        states=labels.EVENT_STATES,
        colours=labels.EVENT_COLOURS,
    )


@bp.post("/verwaltung/betrieb/<uuid:event_id>/wiederholen")
@needs(may_administer)
def try_again(event_id: UUID) -> ResponseReturnValue:
    """Give an event that was given up its tries again."""
    event = get_or_404(AuditEvent, event_id)
    if event.state is not EventState.FAILED:
        raise ConflictError(N_("Dieser Vorgang ist nicht gescheitert oder läuft schon wieder."))
    audit.start_again(db.session(), event, at=clock.now())
    flash(gettext("Der Vorgang wird noch einmal ausgeführt."), "success")
    return see_other(".operation")


@bp.get("/verwaltung/betrieb/postausgang")
@needs(may_administer)
def outbox() -> ResponseReturnValue:
    """Show the mails that were written, and what became of them."""
    session = db.session()
    counts = queries.mail_counts(session)
    asked, state, number = _chosen(counts)
    page, pages = page_within(number, queries.PAGE)
    return render_template(
        "reporting/outbox.html",
        mails=queries.mails(session, state, page=page) if number else [],
        counts=counts,
        asked=asked,
        page=page,
        pages=pages,
        states=labels.MAIL_STATES,
        colours=labels.MAIL_COLOURS,
    )


@bp.get("/verwaltung/betrieb/postausgang/<uuid:mail_id>")
@needs(may_administer)
def letter(mail_id: UUID) -> ResponseReturnValue:
    """Show one mail, with what opens somebody's account blacked out unless it may be read."""
    mail = get_or_404(OutgoingMail, mail_id)
    body = mail.body
    if mail.secret and not shows_secret(mail, current_app.extensions["ikp_settings"]):
        body = blackened(body, mail.secret)
    return render_template(
        "reporting/letter.html",
        mail=mail,
        body=body,
        state=labels.MAIL_STATES[mail.state],
        colour=labels.MAIL_COLOURS[mail.state],
    )
