"""„Stimmt nicht mehr?“: a reader doubts an offer, the organisation or staff say what is so."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikparticipation.accounts.models import User
from ikparticipation.audit import Action, record
from ikparticipation.errors import ConflictError, InvalidError, NotAllowedError
from ikparticipation.inventory.models import (
    DoubtOutcome,
    Offer,
    OfferDoubt,
    OfferReply,
    Source,
    SourceKind,
)
from ikparticipation.inventory.policies import (
    may_answer_doubts,
    may_settle_doubts,
    may_take_back_end,
)
from ikparticipation.inventory.services.deriving import derive_responses
from ikparticipation.inventory.services.editions import renew_directory
from ikparticipation.inventory.services.replies import put_replies
from ikparticipation.organisations.queries import membership_of
from ikparticipation.text import N_

REASONS = {
    DoubtOutcome.STILL_TRUE: N_("Auf einen Hinweis hin bestätigt"),
    DoubtOutcome.ENDED: N_("Auf einen Hinweis hin als beendet gemeldet"),
}
"""The reason of the source: somebody asked, and this was the answer."""


def doubt_offer(
    session: Session, offer: Offer, *, words: str, reply_to: str, language: str, at: datetime
) -> OfferDoubt:
    """Ask the organisation whether an offer is still as it stands. Anybody may, unnamed."""
    if not offer.current:
        raise ConflictError(
            N_("Das Angebot steht nicht mehr im Verzeichnis. Danke, es ist nichts weiter zu tun.")
        )
    doubt = OfferDoubt(
        lasting_id=offer.lasting_id,
        organisation_id=offer.organisation_id,
        offer_name=offer.name,
        words=words,
        reply_to=reply_to,
        language=language,
        said_at=at,
    )
    session.add(doubt)
    session.flush()
    record(session, Action.OFFER_DOUBTED, doubt, actor_id=None)
    return doubt


def settle_doubt(
    session: Session,
    doubt_id: UUID,
    *,
    outcome: DoubtOutcome,
    answer: str,
    actor: User,
    at: datetime,
) -> OfferDoubt:
    """Say what is so: still true, changed, or ended.

    "Still true" of the organisation itself confirms the offer as of today, "ended" takes it out
    of the directory; both name the person as their source. What staff say confirms nothing. What
    has changed, the organisation answers in its questionnaire or staff correct. ConflictError if
    somebody settled it before, or if it is said of an offer that has ended.
    """
    doubt = _open(session, doubt_id)
    own = may_answer_doubts(membership_of(session, actor, doubt.organisation_id))
    if not own and not may_settle_doubts(actor):
        raise NotAllowedError(N_("Das beantworten nur Mitglieder der Organisation."))
    if outcome is DoubtOutcome.CHANGED and not answer:
        raise InvalidError(N_("Bitte schreiben Sie, was sich geändert hat."))
    doubt.outcome, doubt.answer = outcome, answer
    doubt.settled_at, doubt.settled_by_id, doubt.settled_by_staff = at, actor.id, not own
    _reply(session, doubt, actor, at)
    record(session, Action.OFFER_DOUBT_SETTLED, doubt, actor_id=actor.id, outcome=outcome)
    return doubt


def take_back_end(session: Session, doubt_id: UUID, *, actor: User) -> bool:
    """Undo that an offer was ended by mistake: the doubt is open again, what was said is gone.

    Members take back what was said for their organisation, whoever said it; staff what staff said.
    Returns whether the offer stands in the directory again: it does not where a newer answer no
    longer names it, or another doubt ended it too. ConflictError where nothing was ended, or it
    is taken back already.
    """
    doubt = session.get_one(OfferDoubt, doubt_id, with_for_update={"key_share": True})
    membership = membership_of(session, actor, doubt.organisation_id)
    if not may_take_back_end(actor, membership, by_staff=doubt.settled_by_staff):
        raise NotAllowedError(
            N_("Das hat die Organisation gesagt. Zurücknehmen können es nur ihre Mitglieder.")
        )
    if doubt.outcome is not DoubtOutcome.ENDED:
        raise ConflictError(N_("Das ist schon zurückgenommen. Bitte laden Sie die Seite neu."))
    record(session, Action.OFFER_END_TAKEN_BACK, doubt, actor_id=actor.id, answer=doubt.answer)
    doubt.outcome, doubt.answer = None, ""
    doubt.settled_at, doubt.settled_by_id, doubt.settled_by_staff = None, None, False
    return _put_back(session, doubt)


def note_correction(session: Session, doubt_id: UUID, *, actor: User, at: datetime) -> None:
    """Note that what an organisation said has changed stands in the directory now."""
    if not may_settle_doubts(actor):
        raise NotAllowedError(N_("Das darf nur die Integrationskoordination."))
    doubt = session.get_one(OfferDoubt, doubt_id, with_for_update={"key_share": True})
    if doubt.corrected_at is None:
        doubt.corrected_at = at
        record(session, Action.OFFER_CORRECTION_NOTED, doubt, actor_id=actor.id)


def _open(session: Session, doubt_id: UUID) -> OfferDoubt:
    """Return the doubt, locked: of two that settle it at once the second sees the first."""
    doubt = session.get_one(OfferDoubt, doubt_id, with_for_update={"key_share": True})
    if doubt.settled_at is not None:
        raise ConflictError(N_("Der Hinweis ist inzwischen schon beantwortet."))
    return doubt


def _put_back(session: Session, doubt: OfferDoubt) -> bool:
    """Forget the reply to a doubt, and let the offer stand as without it."""
    reply = session.scalars(select(OfferReply).where(OfferReply.doubt_id == doubt.id)).first()
    if reply is None:  # the offer was in no answer any more when that was said
        return False
    offer_id, source = reply.offer_id, session.get_one(Source, reply.source_id)
    session.delete(reply)
    session.flush()
    session.delete(source)
    offer = session.get(Offer, offer_id)
    if offer is not None and offer.response_id is not None:
        derive_responses(session, [offer.response_id])
    elif offer is not None:
        offer.current = True
        session.flush()
        put_replies(session, doubt.organisation_id)
        renew_directory(session)
    session.flush()
    session.expire_all()
    return bool(session.scalar(select(Offer.current).where(Offer.id == offer_id)))


def _reply(session: Session, doubt: OfferDoubt, actor: User, at: datetime) -> None:
    """Keep what is said about the offer, beside the answer that named it.

    That it has ended is kept also where it has ended already: each can be taken back.
    """
    if doubt.outcome is DoubtOutcome.CHANGED:
        return
    offer = session.execute(
        select(Offer.id, Offer.current)
        .where(
            Offer.lasting_id == doubt.lasting_id,
            Offer.organisation_id == doubt.organisation_id,
        )
        .order_by(Offer.current.desc(), Offer.confirmed_at.desc())
        .limit(1)
    ).first()
    if doubt.outcome is DoubtOutcome.STILL_TRUE and not (offer and offer.current):
        raise ConflictError(
            N_("Das Angebot steht nicht mehr im Verzeichnis, es kann nicht bestätigt werden.")
        )
    says_nothing = doubt.outcome is DoubtOutcome.STILL_TRUE and doubt.settled_by_staff
    if offer is None or says_nothing or doubt.outcome is None:
        return
    source = Source(kind=SourceKind.PERSON, person_id=actor.id, reason=REASONS[doubt.outcome])
    session.add(source)
    session.flush()
    reply = OfferReply(
        offer_id=offer.id,
        organisation_id=doubt.organisation_id,
        source_id=source.id,
        doubt_id=doubt.id,
        outcome=doubt.outcome,
        by_staff=doubt.settled_by_staff,
        said_at=at,
    )
    session.add(reply)
    session.flush()
    put_replies(session, doubt.organisation_id)
    renew_directory(session)
