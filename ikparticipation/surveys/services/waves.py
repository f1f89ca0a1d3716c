"""Opening a wave, asking organisations, reminding them, moving the end."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from ikparticipation.accounts.models import User
from ikparticipation.audit import Action, record
from ikparticipation.errors import ConflictError, InvalidError
from ikparticipation.organisations.models import Organisation
from ikparticipation.surveys import policies
from ikparticipation.surveys.models import Questionnaire, Response, Wave, WaveInvitation
from ikparticipation.surveys.queries.inviting import IN_FORCE
from ikparticipation.surveys.queries.waves import SAME_PLACE, represented
from ikparticipation.surveys.services.reminding import send_again
from ikparticipation.surveys.services.rules import check_may_run_surveys, titles_in_all_languages
from ikparticipation.text import N_

DOUBLE_CLICK = timedelta(minutes=1)


class PeriodError(InvalidError):
    """The last day does not fit; forms show it there."""


def open_wave(
    session: Session,
    questionnaire: Questionnaire,
    *,
    titles: Mapping[str, str],
    opens_at: datetime,
    closes_at: datetime,
    actor: User,
    at: datetime,
    intros: Mapping[str, str] | None = None,
) -> Wave:
    """Plan a round of data collection. It opens and closes by itself at its times."""
    check_may_run_surveys(actor)
    titles = titles_in_all_languages(titles)
    _check_period(opens_at, closes_at, at)
    same_title = session.scalars(
        select(Wave.titles)
        .join(Wave.questionnaire)
        .where(Questionnaire.survey_id == questionnaire.survey_id)
    )
    if any(known["de"] == titles["de"] for known in same_title):
        raise ConflictError(
            N_("In dieser Erhebung gibt es schon eine Welle „%(title)s“."), title=titles["de"]
        )
    wave = Wave(
        questionnaire=questionnaire,
        titles=titles,
        opens_at=opens_at,
        closes_at=closes_at,
        created_at=at,
        intros={k: words.strip() for k, words in (intros or {}).items() if words.strip()},
    )
    session.add(wave)
    session.flush()
    record(session, Action.WAVE_OPENED, wave, actor_id=actor.id)
    return wave


def change_wave(
    session: Session, wave: Wave, *, closes_at: datetime, actor: User, at: datetime
) -> None:
    """Move the end of a wave; a later end opens a closed wave again."""
    check_may_run_surveys(actor)
    _check_period(wave.opens_at, closes_at, at)
    if closes_at == wave.closes_at:
        return
    before, wave.closes_at = wave.closes_at, closes_at
    record(
        session,
        Action.WAVE_CHANGED,
        wave,
        actor_id=actor.id,
        before=before.isoformat(),
        after=closes_at.isoformat(),
    )


def invite(
    session: Session, wave: Wave, organisation: Organisation, *, actor: User, at: datetime
) -> WaveInvitation:
    """Ask one organisation; whoever was asked already keeps their invitation."""
    invite_all(session, wave, [organisation.id], actor=actor, at=at)
    return session.scalars(
        select(WaveInvitation).where(
            WaveInvitation.wave_id == wave.id, WaveInvitation.organisation_id == organisation.id
        )
    ).one()


def invite_all(
    session: Session, wave: Wave, organisation_ids: Iterable[UUID], *, actor: User, at: datetime
) -> Sequence[WaveInvitation]:
    """Ask organisations and return the new invitations; the mails follow.

    Who was asked already is left out. Everybody asked must have somebody who can submit.
    """
    check_may_run_surveys(actor)
    if at >= wave.closes_at:
        raise ConflictError(
            N_("Die Erhebung ist beendet. Verlängern Sie sie, bevor Sie weitere einladen.")
        )
    session.refresh(wave, with_for_update={"of": Wave})
    asked = select(WaveInvitation.organisation_id).where(WaveInvitation.wave_id == wave.id)
    found = session.execute(
        select(Organisation, represented(), exists().where(IN_FORCE)).where(
            Organisation.id.in_(list(organisation_ids)), Organisation.id.not_in(asked)
        )
    ).all()
    for organisation, has_representative, has_opted_out in found:
        if has_opted_out:
            raise ConflictError(
                N_(
                    "„%(name)s“ möchte nicht mehr zu Erhebungen eingeladen werden. "
                    "Heben Sie das zuerst mit einer Begründung auf."
                ),
                name=organisation.name,
            )
        if not has_representative:
            raise ConflictError(
                N_(
                    "„%(name)s“ hat noch keine Person, die absenden darf. "
                    "Laden Sie zuerst eine Vertretung ein."
                ),
                name=organisation.name,
            )
    new = [
        WaveInvitation(wave=wave, organisation=organisation, invited_at=at, invited_by_id=actor.id)
        for organisation, *_ in found
    ]
    session.add_all(new)
    session.flush()
    for invitation in new:
        record(session, Action.ORGANISATION_INVITED, invitation, actor_id=actor.id)
    return new


def repeat_invitation(
    session: Session, wave: Wave, organisation_id: UUID, *, actor: User, at: datetime
) -> WaveInvitation:
    """Send the invitation again, with a new link. A double click sends it once.

    Somebody asked for it by hand, so it may be the second mail of a day.
    """
    check_may_run_surveys(actor)
    row = session.execute(
        select(WaveInvitation, Response.status)
        .outerjoin(Response, SAME_PLACE)
        .where(WaveInvitation.wave_id == wave.id, WaveInvitation.organisation_id == organisation_id)
        .with_for_update(of=WaveInvitation)
    ).one_or_none()
    if row is None:
        raise ConflictError(N_("Diese Organisation ist nicht eingeladen."))
    invitation, status = row
    if at >= wave.closes_at:
        raise ConflictError(N_("Die Erhebung ist beendet. Verlängern Sie sie zuerst."))
    if not policies.may_be_reminded(status):
        raise ConflictError(N_("Diese Organisation hat schon geantwortet."))
    if invitation.declined_at is not None:
        raise ConflictError(N_("Diese Organisation nimmt nicht teil und wird nicht erinnert."))
    if invitation.repeated_at is None or at - invitation.repeated_at >= DOUBLE_CLICK:
        send_again(session, invitation, actor=actor, at=at)
    return invitation


def _check_period(opens_at: datetime, closes_at: datetime, at: datetime) -> None:
    if closes_at <= opens_at:
        raise PeriodError(N_("Das Ende muss nach dem Beginn liegen."))
    if closes_at <= at:
        raise PeriodError(N_("Das Ende muss in der Zukunft liegen."))
