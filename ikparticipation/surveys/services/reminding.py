"""Reminding those who have not answered: by the clock, and many at once by hand."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Exists, and_, exists, or_, select
from sqlalchemy.orm import Session, aliased, contains_eager

from ikparticipation.accounts.models import User
from ikparticipation.audit import Action, record
from ikparticipation.errors import ConflictError, InvalidError
from ikparticipation.organisations.models import Organisation
from ikparticipation.surveys.inviting import reminders
from ikparticipation.surveys.models import (
    Participation,
    Response,
    SurveyOptOut,
    Wave,
    WaveInvitation,
)
from ikparticipation.surveys.queries.bounces import LAST_MAIL
from ikparticipation.surveys.queries.inviting import IN_FORCE
from ikparticipation.surveys.queries.waves import SAME_PLACE, SAME_SEAT, represented
from ikparticipation.surveys.services.rules import check_may_run_surveys
from ikparticipation.text import N_


class DaysError(InvalidError):
    """The days of the reminders do not fit; the form shows it there."""


def set_reminders(session: Session, wave: Wave, days: Iterable[int], *, actor: User) -> None:
    """Say how many days before the end reminders go out; none: only by hand."""
    check_may_run_surveys(actor)
    wanted = sorted(set(days), reverse=True)
    if len(wanted) > reminders.MOST_REMINDERS:
        raise DaysError(
            N_("Höchstens %(most)s Erinnerungen sind möglich."), most=reminders.MOST_REMINDERS
        )
    if any(not 0 <= day <= reminders.MOST_DAYS for day in wanted):
        raise DaysError(N_("Bitte geben Sie Tage von 0 bis %(most)s an."), most=reminders.MOST_DAYS)
    if wanted == list(wave.remind_days):
        return
    before, wave.remind_days = list(wave.remind_days), wanted
    record(session, Action.WAVE_CHANGED, wave, actor_id=actor.id, remind_days=wanted, before=before)


def remind_many(
    session: Session, wave: Wave, organisation_ids: Iterable[UUID], *, actor: User, at: datetime
) -> Sequence[WaveInvitation]:
    """Remind those of these who still have to answer and had no mail today; return whom."""
    check_may_run_surveys(actor)
    if at >= wave.closes_at:
        raise ConflictError(N_("Die Erhebung ist beendet. Verlängern Sie sie zuerst."))
    wanted = WaveInvitation.organisation_id.in_(list(organisation_ids))
    return _remind(session, wave, wanted, actor=actor, at=at)


def remind_due(session: Session, *, at: datetime) -> int:
    """Send the reminders that are due in all waves; return how many organisations are reminded.

    May run twice or late: due is who had no mail since the day of the newest reminder that has
    come, so what was missed goes out once, and not several at a time.
    """
    waves = session.scalars(
        select(Wave).where(Wave.opens_at <= at, Wave.closes_at > at).order_by(Wave.closes_at)
    ).all()
    reminded = 0
    for wave in waves:
        day = reminders.newest_due(wave.closes_at, wave.opens_at, wave.remind_days, at)
        if day is not None:
            before = reminders.first_moment(day) > LAST_MAIL
            reminded += len(_remind(session, wave, before, actor=None, at=at))
    return reminded


def _remind(
    session: Session, wave: Wave, *conditions: ColumnElement[bool], actor: User | None, at: datetime
) -> Sequence[WaveInvitation]:
    """Remind whom the conditions name. Locks the rows: two clocks at once remind once."""
    query = (
        select(WaveInvitation)
        .join(WaveInvitation.organisation)
        .where(
            WaveInvitation.wave_id == wave.id,
            WaveInvitation.declined_at.is_(None),
            reminders.today(at) > LAST_MAIL,
            ~exists().where(SAME_PLACE, Response.submitted_at.is_not(None)),
            ~exists().where(SAME_SEAT, Participation.took_part_on.is_not(None)),
            ~exists(select(SurveyOptOut.id).where(IN_FORCE)),
            ~_mailed_today_elsewhere(at),
            represented(),
            *conditions,
        )
        .options(contains_eager(WaveInvitation.organisation))
        .order_by(Organisation.sort_key)
        .with_for_update(of=WaveInvitation)
    )
    found = session.scalars(query).all()
    for invitation in found:
        send_again(session, invitation, actor=actor, at=at)
    session.flush()
    return found


def send_again(
    session: Session, invitation: WaveInvitation, *, actor: User | None, at: datetime
) -> None:
    """Count a reminder and let its mails follow; what came back before is past."""
    invitation.repeated_at = at
    invitation.reminders += 1
    invitation.bounced_at, invitation.bounce_note = None, ""
    record(
        session,
        Action.INVITATION_REPEATED,
        invitation,
        actor_id=actor.id if actor else None,
        by_clock=actor is None,
    )


def _mailed_today_elsewhere(at: datetime) -> Exists:
    """Whether another wave has written to the organisation today."""
    other = aliased(WaveInvitation)
    today = reminders.today(at)
    return exists().where(
        and_(
            other.organisation_id == WaveInvitation.organisation_id,
            other.id != WaveInvitation.id,
            or_(other.invited_at >= today, other.repeated_at >= today),
        )
    )
