"""Paper and telephone: staff fill in for an organisation, and the organisation may object.

The answers themselves are saved and submitted as those of the organisation are, with the same
checks; an open entry is what lets staff do it, and it says where the answers come from.
"""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from ikparticipation.accounts.models import User
from ikparticipation.audit import Action, record
from ikparticipation.errors import ConflictError, InvalidError, NotAllowedError
from ikparticipation.surveys import policies
from ikparticipation.surveys.models import (
    AnswerFile,
    Channel,
    Entry,
    Response,
    ResponseRevision,
    SubmissionWish,
    Wave,
    WaveInvitation,
)
from ikparticipation.surveys.queries.entering import is_member, only_entered, open_entry
from ikparticipation.surveys.queries.waves import SAME_PLACE
from ikparticipation.surveys.services.reviewing.holding import (
    check_may_review,
    hold,
    role_of,
    words_of,
)
from ikparticipation.text import BERLIN, N_, one_line

MOST_SOURCE = 300
"""Characters of a source."""


class ReceivedError(InvalidError):
    """The day cannot be the one on which it came in; forms show it there."""


class EntryOpenError(ConflictError):
    """A colleague is entering for this organisation."""

    def __init__(self, entry: Entry, name: str) -> None:
        super().__init__(
            N_(
                "%(name)s trägt für diese Organisation schon eine Antwort ein "
                "(%(source)s). Machen Sie dort weiter, oder verwerfen Sie diese Eintragung zuerst."
            ),
            name=name,
            source=entry.source,
        )
        self.entry_id = entry.id


def begin_entry(
    session: Session,
    wave: Wave,
    organisation_id: UUID,
    *,
    channel: Channel,
    received_on: date,
    source: str,
    actor: User,
    at: datetime,
) -> Entry:
    """Begin to fill in for an organisation that was asked, or correct what was begun.

    Of an organisation one entry is open at most; whoever began it may change what it says about
    itself. Raises EntryOpenError when a colleague began it, ReceivedError, InvalidError without a
    source.
    """
    invitation = _taken(session, wave, organisation_id, received_on, actor=actor, at=at)
    if channel not in {Channel.PAPER, Channel.TELEPHONE}:
        raise InvalidError(N_("Bitte wählen Sie, ob es auf Papier kam oder am Telefon."))
    source = one_line(source)[:MOST_SOURCE]
    if not source:
        raise InvalidError(N_("Bitte geben Sie an, von wem das kommt und wo es liegt."))
    entry = open_entry(session, wave.id, organisation_id)
    if entry is None:
        entry = Entry(
            invitation=invitation,
            channel=channel,
            received_on=received_on,
            source=source,
            opened_at=at,
            opened_by_id=actor.id,
        )
        session.add(entry)
    elif entry.opened_by_id != actor.id:
        raise EntryOpenError(entry, session.get_one(User, entry.opened_by_id).name)
    elif (entry.channel, entry.received_on, entry.source) == (channel, received_on, source):
        return entry
    else:
        entry.channel, entry.received_on, entry.source = channel, received_on, source
    session.flush()
    facts = {"channel": channel, "received_on": received_on.isoformat(), "source": source}
    record(session, Action.ENTRY_BEGUN, entry, actor_id=actor.id, **facts)
    return entry


def _taken(
    session: Session,
    wave: Wave,
    organisation_id: UUID,
    received_on: date,
    *,
    actor: User,
    at: datetime,
) -> WaveInvitation:
    """Return the invitation, held; what is entered now came in on that day."""
    if not policies.may_enter(actor):
        raise NotAllowedError(N_("Antworten trägt nur die Steuerung ein."))
    if is_member(session, actor.id, organisation_id):
        raise ConflictError(
            N_("Sie gehören selbst zu dieser Organisation. Antworten Sie bitte als Mitglied.")
        )
    if wave.anonymous:
        raise ConflictError(
            N_("Diese Erhebung ist anonym: Für eine Organisation lässt sich nichts eintragen.")
        )
    row = session.execute(
        select(WaveInvitation, Response)
        .outerjoin(Response, SAME_PLACE)
        .where(WaveInvitation.wave_id == wave.id, WaveInvitation.organisation_id == organisation_id)
        .with_for_update(of=WaveInvitation)
    ).one_or_none()
    if row is None:
        raise ConflictError(N_("Diese Organisation ist nicht eingeladen."))
    if not policies.may_have_come(wave, received_on, at.astimezone(BERLIN).date()):
        raise ReceivedError(
            N_("Bitte geben Sie den Tag an, an dem es einging: heute oder früher, in dieser Welle.")
        )
    if not policies.may_be_entered(wave, row.Response, received_on, at):
        raise ReceivedError(
            N_("Diese Erhebung hat noch nicht begonnen.")
            if at < wave.opens_at
            else N_("Was an diesem Tag einging, lässt sich nicht mehr eintragen.")
        )
    invitation: WaveInvitation = row.WaveInvitation
    return invitation


def discard_entry(
    session: Session, entry_id: UUID, *, actor: User, at: datetime, take_back: bool = False
) -> Entry:
    """Stop entering: nothing is submitted. Twice is one act.

    What was typed stays saved; `take_back` deletes it, which goes while the organisation itself
    has saved nothing: it was the wrong organisation. Raises ConflictError when it has.
    """
    entry = _held(session, entry_id, actor)
    if entry.revision_id is not None:
        raise ConflictError(N_("Diese Eintragung ist schon abgesendet."))
    if entry.closed_at is None:
        if take_back:
            _take_back(session, entry)
        entry.closed_at = at
        session.flush()
        record(session, Action.ENTRY_DISCARDED, entry, actor_id=actor.id, taken_back=take_back)
    return entry


def _take_back(session: Session, entry: Entry) -> None:
    response = only_entered(session, entry)
    if response is None:
        raise ConflictError(
            N_(
                "Im Fragebogen steht auch, was die Organisation selbst gespeichert hat. Verwerfen "
                "Sie die Eintragung, ohne die Angaben zu löschen."
            )
        )
    for kind in (AnswerFile, SubmissionWish):
        session.execute(delete(kind).where(kind.response_id == response.id))
    session.delete(response)


def came_at(wave: Wave, entry: Entry | None, at: datetime) -> datetime:
    """Return when answers that are submitted now came in."""
    return at if entry is None else min(policies.moment_of(wave, entry.received_on), at)


def close_entry(entry: Entry | None, revision: ResponseRevision | None, *, at: datetime) -> None:
    """End an entry with what was submitted by it; None: it said nothing new."""
    if entry is not None:
        entry.closed_at, entry.revision = at, revision


def object_to_entry(
    session: Session, entry_id: UUID, *, words: str, actor: User, at: datetime
) -> Entry:
    """Say that this is not what the organisation said: who represents it, once, with words."""
    entry = _held(session, entry_id, None)
    revision = entry.revision
    if revision is None:
        raise ConflictError(N_("Diese Eintragung ist nicht abgesendet."))
    response, newest, _ = hold(session, revision.response_id)
    session.refresh(entry)
    if not policies.may_object_to_entry(role_of(session, response, actor)):
        raise NotAllowedError(N_("Widersprechen kann nur, wer die Organisation vertritt."))
    words = words_of(words, N_("Bitte schreiben Sie, was nicht stimmt."))
    if newest.id != revision.id:
        raise ConflictError(N_("Inzwischen gilt eine neuere Einsendung."))
    if entry.objected_at is not None:
        raise ConflictError(N_("Ihre Organisation hat schon widersprochen."))
    entry.objection, entry.objected_at, entry.objected_by_id = words, at, actor.id
    session.flush()
    record(session, Action.ENTRY_OBJECTED, entry, actor_id=actor.id)
    return entry


def settle_objection(
    session: Session, entry_id: UUID, *, words: str, actor: User, at: datetime
) -> Entry:
    """Answer an objection: what was done about it, or why it stays as it is."""
    check_may_review(actor)
    entry = _held(session, entry_id, actor)
    if not entry.is_disputed:
        raise ConflictError(N_("Zu dieser Eintragung ist kein Widerspruch offen."))
    entry.settlement = words_of(words, N_("Bitte schreiben Sie, was daraus geworden ist."))
    entry.settled_at, entry.settled_by_id = at, actor.id
    session.flush()
    record(session, Action.ENTRY_SETTLED, entry, actor_id=actor.id)
    return entry


def _held(session: Session, entry_id: UUID, actor: User | None) -> Entry:
    """Return the entry as it is now, its invitation held; `actor` must be of the staff."""
    if actor is not None and not policies.may_enter(actor):
        raise NotAllowedError(N_("Antworten trägt nur die Steuerung ein."))
    query = (
        select(WaveInvitation.id)
        .join(Entry, Entry.invitation_id == WaveInvitation.id)
        .where(Entry.id == entry_id)
        .with_for_update(of=WaveInvitation)
    )
    if session.scalar(query) is None:
        raise InvalidError(N_("Diese Eintragung gibt es nicht."))
    return session.get_one(Entry, entry_id, populate_existing=True)
