"""Opening a version for comments, and moving the end of the round."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikparticipation.accounts.models import User
from ikparticipation.audit import Action, record
from ikparticipation.consultation import policies
from ikparticipation.consultation.models import Circle, Moderation, Round
from ikparticipation.drafts.models import Version
from ikparticipation.errors import ConflictError, InvalidError, NotAllowedError
from ikparticipation.text import N_


def open_round(  # noqa: PLR0913
    session: Session,
    version: Version,
    *,
    opens_at: datetime,
    closes_at: datetime,
    moderation: Moderation = Moderation.PRE,
    circle: Circle = Circle.EVERYONE,
    sealed: bool = False,
    actor: User,
    at: datetime,
) -> Round:
    """Open a version for comments. There is one round per version; its end can be moved.

    In a `circle` other than everyone those take part whom `invite_organisations` asks.
    """
    _check_actor(actor)
    if closes_at <= max(opens_at, at):
        raise InvalidError(N_("Das Ende muss nach dem Anfang und in der Zukunft liegen."))
    if session.scalar(select(Round.id).where(Round.version_id == version.id)) is not None:
        raise ConflictError(
            N_("Für diese Fassung gibt es schon eine Runde. Sie können deren Ende ändern.")
        )
    opened = Round(
        version=version,
        opens_at=opens_at,
        closes_at=closes_at,
        moderation=moderation,
        circle=circle,
        sealed=sealed,
    )
    session.add(opened)
    session.flush()
    record(session, Action.ROUND_OPENED, opened, actor_id=actor.id, closes_at=closes_at.isoformat())
    return opened


def change_end(
    session: Session, changed: Round, *, closes_at: datetime, actor: User, at: datetime
) -> None:
    """Move the end of a round, also of one that is closed: it opens again. The past stays."""
    _check_actor(actor)
    session.refresh(changed, with_for_update=True)
    if closes_at == changed.closes_at:
        return
    if closes_at <= max(changed.opens_at, at):
        raise InvalidError(N_("Das Ende muss nach dem Anfang und in der Zukunft liegen."))
    before, changed.closes_at = changed.closes_at, closes_at
    session.flush()
    record(
        session,
        Action.ROUND_CHANGED,
        changed,
        actor_id=actor.id,
        closed_at=before.isoformat(),
        closes_at=closes_at.isoformat(),
    )


def _check_actor(actor: User) -> None:
    if not policies.may_open_rounds(actor):
        raise NotAllowedError(N_("Beteiligungsrunden öffnet nur die Integrationskoordination."))
