"""Beginning to answer anonymously, once for each organisation, and saying that it is done.

None of this knows a code or an answer, and none writes to the audit trail but what staff do.
"""

import hashlib
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from ikparticipation.accounts.models import User
from ikparticipation.audit import Action, record
from ikparticipation.errors import ConflictError, NotAllowedError
from ikparticipation.organisations.models import MemberRole, Membership, Organisation
from ikparticipation.surveys import policies
from ikparticipation.surveys.models import Participation, Wave, WaveInvitation
from ikparticipation.surveys.services.anonymous.mixing import keep_from_mixing
from ikparticipation.surveys.services.rules import check_may_run_surveys
from ikparticipation.surveys.services.seats import WaveClosedError
from ikparticipation.text import BERLIN, N_


class BegunError(ConflictError):
    """The organisation has its code already, and nobody can look it up."""


def begin(
    session: Session, wave: Wave, organisation_id: UUID, *, browser: str, actor: User, at: datetime
) -> Participation:
    """Note that the organisation begins: whoever gets here may be given a code.

    `browser` is random and known to the browser alone: the same one may come again, for example
    because the answer got lost on the way, and gets the same code from what it holds itself.
    Raises BegunError for everybody else.
    """
    organisation, role = _take_seat(session, wave, organisation_id, actor=actor)
    if not policies.may_submit(role):
        raise NotAllowedError(
            N_("Beginnen kann nur eine vertretungsberechtigte Person. Sie bekommt den Code.")
        )
    if not wave.is_open(at):
        raise WaveClosedError(
            N_("Diese Erhebung hat noch nicht begonnen.")
            if at < wave.opens_at
            else N_("Diese Erhebung ist beendet. Antworten lassen sich nicht mehr ändern.")
        )
    known, mark = _participation(session, wave, organisation_id), _hash(browser)
    if known is None:
        known = Participation(
            wave=wave, organisation=organisation, begun_on=_day(at), start_hash=mark
        )
        session.add(known)
    elif known.start_hash is None:
        known.start_hash, known.starts = mark, known.starts + 1
    elif not began_with(known, browser):
        raise BegunError(
            N_(
                "Ihre Organisation hat schon begonnen. Weiter geht es mit dem Code, "
                "den die Seite dabei gezeigt hat."
            )
        )
    session.flush()
    return known


def began_with(participation: Participation, browser: str) -> bool:
    """Whether this browser has begun it."""
    return participation.start_hash == _hash(browser)


def confirm_took_part(
    session: Session, wave: Wave, organisation_id: UUID, *, actor: User, at: datetime
) -> Participation:
    """Note that the organisation says it has answered. Any member may; twice is once."""
    _take_seat(session, wave, organisation_id, actor=actor)
    known = _participation(session, wave, organisation_id)
    if known is None:
        raise ConflictError(N_("Ihre Organisation hat noch nicht begonnen."))
    known.took_part_on = known.took_part_on or _day(at)
    session.flush()
    return known


def allow_new_start(
    session: Session, wave: Wave, organisation_id: UUID, *, actor: User, at: datetime
) -> Participation:
    """Let an organisation that has lost its code begin once more. It is counted.

    What it may have answered with the lost code stays, and counts if it was sent.
    """
    check_may_run_surveys(actor)
    keep_from_mixing(session, wave)
    known = _participation(session, wave, organisation_id)
    if known is None:
        raise ConflictError(N_("Diese Organisation hat noch nicht begonnen."))
    if at >= wave.closes_at:
        raise ConflictError(N_("Die Erhebung ist beendet. Neu beginnen kann niemand mehr."))
    if known.took_part_on is not None:
        raise ConflictError(N_("Diese Organisation hat ihre Teilnahme schon bestätigt."))
    if known.start_hash is not None:
        known.start_hash = None
        record(session, Action.NEW_START_ALLOWED, known, actor_id=actor.id)
    session.flush()
    return known


def _take_seat(
    session: Session, wave: Wave, organisation_id: UUID, *, actor: User
) -> tuple[Organisation, MemberRole]:
    """Check that this person acts for an invited organisation, and make others wait."""
    if not wave.anonymous:
        raise ConflictError(N_("Diese Erhebung ist nicht anonym."))
    keep_from_mixing(session, wave)
    query = (
        select(Organisation, Membership.role)
        .join(WaveInvitation, WaveInvitation.organisation_id == Organisation.id)
        .outerjoin(
            Membership,
            and_(
                Membership.organisation_id == WaveInvitation.organisation_id,
                Membership.user_id == actor.id,
            ),
        )
        .where(WaveInvitation.wave_id == wave.id, WaveInvitation.organisation_id == organisation_id)
        .with_for_update(of=WaveInvitation)
    )
    row = session.execute(query).one_or_none()
    if row is None:
        raise NotAllowedError(N_("Ihre Organisation ist zu dieser Erhebung nicht eingeladen."))
    if row.role is None:
        raise NotAllowedError(N_("Sie handeln nicht für diese Organisation."))
    return row.Organisation, row.role


def _participation(session: Session, wave: Wave, organisation_id: UUID) -> Participation | None:
    return session.scalar(
        select(Participation)
        .where(Participation.wave_id == wave.id, Participation.organisation_id == organisation_id)
        .with_for_update(of=Participation)
        .execution_options(populate_existing=True)
    )


def _hash(browser: str) -> str:
    return hashlib.sha256(browser.encode()).hexdigest()


def _day(at: datetime) -> date:
    return at.astimezone(BERLIN).date()
