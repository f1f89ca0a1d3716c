"""What every act of a review begins with: the right to it, the response held, its newest word."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikparticipation.accounts.models import User
from ikparticipation.errors import ConflictError, InvalidError, NotAllowedError
from ikparticipation.organisations.models import MemberRole, Membership
from ikparticipation.surveys import policies
from ikparticipation.surveys.models import Response, ResponseRevision, Wave, WaveInvitation
from ikparticipation.text import N_, cleaned

MOST_WORDS = 4_000
"""Characters of a question, an answer to it, a reason."""


def check_may_review(actor: User) -> None:
    if not policies.may_review(actor):
        raise NotAllowedError(N_("Antworten prüft nur die Steuerung."))


def hold(session: Session, response_id: UUID) -> tuple[Response, ResponseRevision, Wave]:
    """Return a submitted response, its newest revision and its wave; make others wait.

    The row of the invitation is the lock, as for those who answer. Raises ConflictError when
    nothing was submitted.
    """
    invitation = (
        select(WaveInvitation.id)
        .join(
            Response,
            (Response.wave_id == WaveInvitation.wave_id)
            & (Response.organisation_id == WaveInvitation.organisation_id),
        )
        .where(Response.id == response_id)
        .with_for_update(of=WaveInvitation)
    )
    session.execute(invitation)
    row = session.execute(
        select(Response, ResponseRevision, Wave)
        .join(ResponseRevision, ResponseRevision.response_id == Response.id)
        .join(Wave, Wave.id == Response.wave_id)
        .where(Response.id == response_id)
        .order_by(ResponseRevision.number.desc())
        .limit(1)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if row is None:
        raise ConflictError(N_("Diese Organisation hat noch nichts abgesendet."))
    return row[0], row[1], row[2]


def words_of(text: str, missing: str) -> str:
    """Return what somebody wrote; `missing` is the msgid of what to say when it is blank."""
    words = cleaned(text).strip()
    if not words:
        raise InvalidError(missing)
    if len(words) > MOST_WORDS:
        raise InvalidError(
            N_("Bitte kürzen Sie den Text auf höchstens %(most)s Zeichen."), most=MOST_WORDS
        )
    return words


def role_of(session: Session, response: Response, actor: User) -> MemberRole:
    """Return as what this person acts for the organisation; raise NotAllowedError if not."""
    role = session.scalar(
        select(Membership.role).where(
            Membership.organisation_id == response.organisation_id,
            Membership.user_id == actor.id,
        )
    )
    if role is None:
        raise NotAllowedError(N_("Sie handeln nicht für diese Organisation."))
    return role
