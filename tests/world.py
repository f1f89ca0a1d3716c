"""One of everything: an organisation and its people, the staff, and a thing for every address."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from ikparticipation import clock
from ikparticipation.accounts.models import User
from ikparticipation.accounts.services import issue_link
from ikparticipation.audit import Action, EventState, record
from ikparticipation.audit.models import MOST_TRIES
from ikparticipation.consultation.models import CommentStatus
from ikparticipation.inventory import services as inventory
from ikparticipation.inventory.models import Offer
from ikparticipation.mail import OutgoingMail
from ikparticipation.organisations.models import MemberRole, Membership, Organisation
from ikparticipation.surveys.models import ResponseRevision
from tests import make, make_drafts, make_surveys

PEOPLE = "VCRFMSA"
"""Visitor · contributor and representative of the organisation the things belong to ·
somebody else, who represents another one · moderator · steering · administrator."""

Values = dict[str, Any]
"""Argument of an address, or a part of its query → value."""


@dataclass
class World:
    """An organisation with its people and what it said, and the staff."""

    session: Session
    people: dict[str, User | None]
    organisation: Organisation
    answered: ResponseRevision

    def values(self, line: str, arguments: set[str]) -> Values:
        """Return things for the arguments of an address, made anew for each request."""
        made = _MAKERS[line](self) if line in _MAKERS else {}
        for name in arguments - made.keys():
            found = _MAKERS[name](self)
            made |= {each: value for each, value in found.items() if each in arguments}
        self.session.commit()  # SQLite: an open transaction would keep the pages from writing
        return made

    def addresses(self, app: Flask, line: str) -> Iterator[tuple[str, str]]:
        """Yield method and address of each way to call an endpoint.

        `line` is its name, or its name and in brackets which thing is meant.
        """
        for rule in app.url_map.iter_rules(line.partition(" (")[0]):
            for method in sorted((rule.methods or set()) & {"GET", "POST"}):
                values = self.values(line, rule.arguments - set(rule.defaults or ()))
                with app.test_request_context():
                    yield method, app.url_for(rule.endpoint, **values)


def build(session: Session) -> World:
    wave, organisation, representative = make_surveys.seat(session)
    answered = make_surveys.submitted(session, wave, organisation, representative)
    inventory.derive_from_response(session, answered.id)
    session.commit()
    people = {
        "V": None,
        "C": make.member(session, of=organisation, role=MemberRole.CONTRIBUTOR),
        "R": representative,
        "F": make.member(session),
        "M": make.moderator(session),
        "S": make.steering(session),
        "A": make.administrator(session),
    }
    return World(session, people, organisation, answered)


def _answer(world: World) -> Values:
    wave = world.answered.response.wave
    return {
        "wave_id": wave.id,
        "section_name": "angebote",
        "row_id": world.answered.document["rows"]["angebot"][0]["id"],
        "questionnaire_id": wave.questionnaire_id,
        "survey_id": wave.questionnaire.survey_id,
    }


def _passage(world: World) -> Values:
    version = make_drafts.open_round(world.session).version
    key = make_drafts.passages(world.session, version)[1].key
    return {"slug": version.document.slug, "number": version.number, "key": key}


def _unpublished(world: World) -> Values:
    return {"slug": make_drafts.document(world.session).slug, "number": 1}


def _comment(world: World, **given: Any) -> Values:
    comment = make_drafts.comment(
        world.session, author=world.people["C"], organisation=world.organisation, **given
    )
    return {"comment_id": comment.id}


def _undecided(world: World) -> Values:
    return _comment(world, status=CommentStatus.SUBMITTED)


def _member(world: World) -> Values:
    person = make.member(world.session, of=world.organisation, role=MemberRole.CONTRIBUTOR)
    query = select(Membership.id).where(Membership.user_id == person.id)
    return {"membership_id": world.session.scalars(query).one()}


def _failed_event(world: World) -> Values:
    event = record(world.session, Action.USER_CHANGED, make.user(world.session), actor_id=None)
    event.state, event.tries, event.error = EventState.FAILED, MOST_TRIES, "ValueError: so nicht"
    return {"event_id": event.id}


def _mail(world: World) -> Values:
    now = clock.now()
    letter = OutgoingMail(
        key=str(uuid4()),
        to="a@example.org",
        subject="Ihre Einladung",
        body="Guten Tag!\n",
        written_at=now,
        due_at=now,
    )
    return {"mail_id": make.store(world.session, letter).id}


def _link(world: World) -> Values:
    person = make.user(world.session)
    return {"token": issue_link(world.session, person, leads_to="/", at=clock.now())}


def _hidden(world: World) -> Values:
    world.organisation.public = False
    return {"organisation_id": world.organisation.id}


def _offer(world: World) -> Values:
    query = select(Offer.id).where(Offer.organisation_id == world.organisation.id)
    return {"offer_id": world.session.scalars(query).first()}


def _hidden_offer(world: World) -> Values:
    _hidden(world)
    return _offer(world)


_MAKERS: dict[str, Callable[[World], Values]] = {
    "wave_id": _answer,
    "section_name": _answer,
    "row_id": _answer,
    "questionnaire_id": _answer,
    "survey_id": _answer,
    "slug": _passage,
    "number": _passage,
    "key": _passage,
    "comment_id": _comment,
    "membership_id": _member,
    "event_id": _failed_event,
    "mail_id": _mail,
    "token": _link,
    "offer_id": _offer,
    "organisation_id": lambda world: {"organisation_id": world.organisation.id},
    "user_id": lambda world: {"user_id": make.moderator(world.session).id},
    "document_id": lambda world: {"document_id": make_drafts.document(world.session).id},
    "round_id": lambda world: {"round_id": make_drafts.open_round(world.session).id},
    "language": lambda _world: {"language": "en"},
    "filename": lambda _world: {"filename": "ikp.css"},
    "inventory.actor (hidden)": _hidden,
    "inventory.offer (of a hidden organisation)": _hidden_offer,
    "consultation.version (not published)": _unpublished,
    "consultation.comment (undecided)": _undecided,
    "consultation.comment (declined)": lambda world: _comment(world, status=CommentStatus.DECLINED),
    "consultation.open_round": lambda world: {"fassung": make_drafts.version(world.session).id},
    "consultation.moderate": _undecided,
    "consultation.publish_comment": _undecided,
    "consultation.decline_comment": _undecided,
}
"""What makes the values of an argument: by the line of the table of rights, or by its name."""
