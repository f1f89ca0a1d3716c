"""Opening a wave, asking organisations, reminding them, moving the end."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from ikparticipation.accounts.models import User
from ikparticipation.audit import Action, record
from ikparticipation.errors import ConflictError, InvalidError
from ikparticipation.organisations.models import AT_WORK, Organisation
from ikparticipation.surveys import policies
from ikparticipation.surveys.models import (
    Acceptance,
    Questionnaire,
    Response,
    Wave,
    WaveInvitation,
)
from ikparticipation.surveys.queries import compiled_by_id
from ikparticipation.surveys.queries.inviting import IN_FORCE
from ikparticipation.surveys.queries.waves import SAME_PLACE, represented
from ikparticipation.surveys.services.anonymous.counting import recount
from ikparticipation.surveys.services.anonymous.opening import check_suits
from ikparticipation.surveys.services.reminding import send_again
from ikparticipation.surveys.services.rules import check_may_run_surveys, titles_in_all_languages
from ikparticipation.surveys.services.wave_settings import (
    WaveSettings,
    apply,
    check_title_is_free,
    default_settings,
    tidy_intros,
)
from ikparticipation.text import N_

DOUBLE_CLICK = timedelta(minutes=1)


class PeriodError(InvalidError):
    """The last day does not fit; forms show it there."""


def open_wave(  # noqa: PLR0913 - what a page sends, who sends it, and when
    session: Session,
    questionnaire: Questionnaire,
    *,
    titles: Mapping[str, str],
    opens_at: datetime,
    closes_at: datetime,
    actor: User,
    at: datetime,
    intros: Mapping[str, str] | None = None,
    settings: WaveSettings | None = None,
    anonymous: bool = False,
) -> Wave:
    """Plan a round of data collection. It opens and closes by itself at its times.

    Without `settings` it is run as the last wave of the survey, and continues it. An anonymous one
    continues none, and its questionnaire must suit.
    """
    check_may_run_surveys(actor)
    titles = titles_in_all_languages(titles)
    _check_period(opens_at, closes_at, at)
    check_title_is_free(session, questionnaire.survey_id, titles)
    if settings is None:
        settings = default_settings(session, questionnaire.survey_id, opens_at=opens_at)
    if anonymous:
        check_suits(compiled_by_id(session, questionnaire.id))
        settings = replace(settings, acceptance=Acceptance.AUTOMATIC, continues_id=None)
    wave = Wave(
        questionnaire=questionnaire,
        titles=titles,
        opens_at=opens_at,
        closes_at=closes_at,
        created_at=at,
        intros=tidy_intros(intros or {}),
        anonymous=anonymous,
    )
    apply(session, wave, settings)
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
    if wave.anonymous and at >= wave.closes_at:
        raise PeriodError(
            N_(
                "Diese Welle ist anonym und beendet: Ihre Ergebnisse sind zu sehen, und an jeder "
                "weiteren Antwort ließe sich ablesen, von wem sie ist. Legen Sie eine neue an."
            )
        )
    before, wave.closes_at = wave.closes_at, closes_at
    if wave.anonymous:
        recount(session, wave)  # its end is the clock of what was counted
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
    session: Session,
    wave: Wave,
    organisation_ids: Iterable[UUID],
    *,
    actor: User,
    at: datetime,
    on_paper: bool = False,
) -> Sequence[WaveInvitation]:
    """Ask organisations and return the new invitations; the mails follow.

    Who was asked already is left out. Everybody asked must have somebody who can submit, unless
    they are asked `on_paper`: then staff enter the answer, and nobody gets a mail.
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
            Organisation.id.in_(list(organisation_ids)),
            Organisation.id.not_in(asked),
            AT_WORK,
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
        if not has_representative and not on_paper:
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
