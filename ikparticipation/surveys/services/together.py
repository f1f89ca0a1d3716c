"""Sharing the work on one response among the members of an organisation."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from ikparticipation.accounts.models import User
from ikparticipation.audit import Action, record
from ikparticipation.errors import ConflictError, InvalidError, NotAllowedError
from ikparticipation.organisations.models import MemberRole
from ikparticipation.surveys import policies
from ikparticipation.surveys.models import (
    Response,
    ResponseStatus,
    ReviewStatus,
    SectionAssignment,
    SubmissionWish,
    Wave,
    WaveInvitation,
)
from ikparticipation.surveys.queries import compiled_by_id
from ikparticipation.surveys.queries.together import Holder, holders, members
from ikparticipation.surveys.services.seats import take_seat
from ikparticipation.text import N_

PAUSE = timedelta(days=1)
"""Who represents an organisation is asked to submit once in this time, whoever asks."""

Seen = Mapping[str, UUID | None]
"""Section → who had it on the page that was filled in; None: nobody."""


class SectionTakenError(ConflictError):
    """Somebody else has the section, or got it since the page was opened."""

    def __init__(self, holder: Holder | None) -> None:
        if holder is None:
            super().__init__(
                N_("Inzwischen hat jemand die Aufteilung geändert. Bitte sehen Sie noch einmal.")
            )
        else:
            super().__init__(N_("%(name)s hat diesen Abschnitt übernommen."), name=holder.name)


def assign_sections(
    session: Session,
    wave: Wave,
    organisation_id: UUID,
    sections: Collection[str],
    *,
    to: UUID,
    actor: User,
    at: datetime,
    seen: Seen | None = None,
) -> list[str]:
    """Give sections to a member, all or none; return those that changed hands.

    What the person has already stays theirs, so a double click assigns once. Raises
    SectionTakenError when somebody has one whom the actor may not take it from, or when it is not
    as it was `seen`.
    """
    role = _role(session, wave, organisation_id, actor=actor, at=at)
    names = _known(session, wave, sections)
    if not policies.may_assign(role, to_oneself=to == actor.id):
        raise NotAllowedError(N_("Anderen teilt Abschnitte zu, wer die Organisation vertritt."))
    if to not in {member.user_id for member in members(session, organisation_id)}:
        raise InvalidError(N_("Diese Person gehört nicht zu Ihrer Organisation."))
    held = holders(session, wave.id, organisation_id)
    new = [name for name in names if name not in held or held[name].user_id != to]
    _check_free(new, held, role, actor, seen)
    if not new:
        return []
    _forget(session, wave, organisation_id, new)
    session.add_all(
        SectionAssignment(
            wave_id=wave.id,
            organisation_id=organisation_id,
            section=name,
            user_id=to,
            by_id=actor.id,
            at=at,
        )
        for name in new
    )
    session.flush()
    invitation = _invitation(session, wave, organisation_id)
    record(
        session,
        Action.SECTIONS_ASSIGNED,
        invitation,
        actor_id=actor.id,
        user=str(to),
        sections=new,
    )
    return new


def release_sections(
    session: Session,
    wave: Wave,
    organisation_id: UUID,
    sections: Collection[str],
    *,
    actor: User,
    at: datetime,
    seen: Seen | None = None,
) -> list[str]:
    """Let sections be free again; return those that were not. Raises SectionTakenError."""
    role = _role(session, wave, organisation_id, actor=actor, at=at)
    held = holders(session, wave.id, organisation_id)
    freed = [name for name in _known(session, wave, sections) if name in held]
    _check_free(freed, held, role, actor, seen)
    if freed:
        _forget(session, wave, organisation_id, freed)
        invitation = _invitation(session, wave, organisation_id)
        record(session, Action.SECTIONS_RELEASED, invitation, actor_id=actor.id, sections=freed)
    return freed


def ask_to_submit(
    session: Session, wave: Wave, organisation_id: UUID, *, actor: User, at: datetime
) -> bool:
    """Ask those who represent the organisation to submit; False: they were asked today."""
    role = _role(session, wave, organisation_id, actor=actor, at=at)
    response = session.scalar(
        select(Response).where(
            Response.wave_id == wave.id, Response.organisation_id == organisation_id
        )
    )
    if response is None:
        raise ConflictError(N_("Es ist noch nichts gespeichert."))
    if response.status is ResponseStatus.SUBMITTED and response.review is not ReviewStatus.RETURNED:
        raise ConflictError(N_("Es gibt nichts Neues abzusenden."))
    if policies.may_submit(role):
        raise ConflictError(N_("Sie können selbst absenden."))
    wish = session.scalar(select(SubmissionWish).where(SubmissionWish.response_id == response.id))
    if wish is not None and at < wish.at + PAUSE:
        return False
    if wish is None:
        session.add(SubmissionWish(response_id=response.id, by_id=actor.id, at=at))
    else:
        wish.by_id, wish.at = actor.id, at
    session.flush()
    record(session, Action.SUBMISSION_WISHED, response, actor_id=actor.id)
    return True


def _role(
    session: Session, wave: Wave, organisation_id: UUID, *, actor: User, at: datetime
) -> MemberRole:
    """Check that this is a member who may answer now, and make others wait."""
    role = take_seat(session, wave, organisation_id, actor=actor, at=at).role
    if role is None:
        raise NotAllowedError(N_("Sie handeln nicht für diese Organisation."))
    if wave.anonymous:
        raise ConflictError(N_("Eine anonyme Erhebung wird nicht aufgeteilt."))
    return role


def _known(session: Session, wave: Wave, sections: Iterable[str]) -> list[str]:
    """Return the sections in the order of the questionnaire."""
    wanted = set(sections)
    pages = compiled_by_id(session, wave.questionnaire_id).pages
    names = [section.name for section in pages if section.name in wanted]
    if not names or len(names) < len(wanted):
        raise InvalidError(N_("Bitte wählen Sie mindestens einen Abschnitt."))
    return names


def _check_free(
    sections: Iterable[str],
    held: Mapping[str, Holder],
    role: MemberRole,
    actor: User,
    seen: Seen | None,
) -> None:
    for name in sections:
        holder = held.get(name)
        user_id = holder.user_id if holder else None
        if seen is not None and name in seen and seen[name] != user_id:
            raise SectionTakenError(holder)
        if holder and not policies.may_take_from(role, is_own=holder.user_id == actor.id):
            raise SectionTakenError(holder)


def _forget(session: Session, wave: Wave, organisation_id: UUID, sections: Collection[str]) -> None:
    session.execute(
        delete(SectionAssignment).where(
            SectionAssignment.wave_id == wave.id,
            SectionAssignment.organisation_id == organisation_id,
            SectionAssignment.section.in_(sections),
        )
    )


def _invitation(session: Session, wave: Wave, organisation_id: UUID) -> WaveInvitation:
    """Return what the events are about; it is there before the first answer is."""
    return session.scalars(
        select(WaveInvitation).where(
            WaveInvitation.wave_id == wave.id, WaveInvitation.organisation_id == organisation_id
        )
    ).one()
