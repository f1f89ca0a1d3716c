"""One of everything: an organisation and its people, the staff, and a thing for every address."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

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


@dataclass
class World:
    """An organisation with its people, what it said, and the staff."""

    session: object
    people: dict[str, User | None]
    organisation: Organisation
    answered: ResponseRevision

    def values(self, key: str, arguments: set[str]) -> dict[str, object]:
        """Things for the arguments of an address, made anew for each request."""
        made = _MAKERS[key](self) if key in _MAKERS else {}
        for name in arguments - made.keys():
            made |= {
                each: value for each, value in _MAKERS[name](self).items() if each in arguments
            }
        self.session.commit()  # SQLite: an open transaction would keep the pages from writing
        return made


def _comment(world, **given):
    comment = make_drafts.comment(
        world.session, author=world.people["C"], organisation=world.organisation, **given
    )
    return {"comment_id": comment.id}


def _undecided(world):
    return _comment(world, status=CommentStatus.SUBMITTED)


def _place(world):
    in_round = make_drafts.open_round(world.session)
    version = in_round.version
    return {
        "slug": version.document.slug,
        "number": version.number,
        "key": make_drafts.passages(world.session, version)[1].key,
    }


def _unpublished(world):
    return {"slug": make_drafts.document(world.session).slug, "number": 1}


def _member(world):
    person = make.member(world.session, of=world.organisation, role=MemberRole.CONTRIBUTOR)
    membership = world.session.query(Membership).filter_by(user_id=person.id).one()
    return {"membership_id": membership.id}


def _failed_event(world):
    event = record(world.session, Action.USER_CHANGED, make.user(world.session), actor_id=None)
    event.state, event.tries, event.error = EventState.FAILED, MOST_TRIES, "ValueError: so nicht"
    world.session.commit()
    return {"event_id": event.id}


def _mail(world):
    now = clock.now()
    letter = OutgoingMail(
        key=str(uuid4()), to="a@example.org", subject="Hallo", body="", written_at=now, due_at=now
    )
    return {"mail_id": make.store(world.session, letter).id}


def _link(world):
    token = issue_link(
        world.session, make.user(world.session), leads_to="/mein/aufgaben", at=clock.now()
    )
    world.session.commit()
    return {"token": token}


def _hidden(world):
    world.organisation.public = False
    world.session.commit()
    return {"organisation_id": world.organisation.id}


def _offer(world):
    offer = world.session.query(Offer).filter_by(organisation_id=world.organisation.id).first()
    return {"offer_id": offer.id}


def _wave(world):
    wave = world.answered.response.wave
    return {
        "wave_id": wave.id,
        "section_name": "angebote",
        "row_id": world.answered.document["rows"]["angebot"][0]["id"],
        "questionnaire_id": wave.questionnaire_id,
        "survey_id": wave.questionnaire.survey_id,
    }


_MAKERS = {
    **dict.fromkeys(["wave_id", "section_name", "row_id", "questionnaire_id", "survey_id"], _wave),
    **dict.fromkeys(["slug", "number", "key"], _place),
    "organisation_id": lambda world: {"organisation_id": world.organisation.id},
    "membership_id": _member,
    "user_id": lambda world: {"user_id": make.moderator(world.session).id},
    "document_id": lambda world: {"document_id": make_drafts.document(world.session).id},
    "round_id": lambda world: {"round_id": make_drafts.open_round(world.session).id},
    "comment_id": _comment,
    "event_id": _failed_event,
    "mail_id": _mail,
    "token": _link,
    "offer_id": _offer,
    "language": lambda _world: {"language": "en"},
    "filename": lambda _world: {"filename": "ikp.css"},
    "inventory.actor (hidden)": _hidden,
    "inventory.offer (of a hidden organisation)": lambda world: _hidden(world) | _offer(world),
    "consultation.version (not published)": _unpublished,
    "consultation.comment (undecided)": _undecided,
    "consultation.comment (declined)": lambda world: _comment(world, status=CommentStatus.DECLINED),
    "consultation.open_round": lambda world: {"fassung": make_drafts.version(world.session).id},
    "consultation.moderate": _undecided,
    "consultation.publish_comment": _undecided,
    "consultation.decline_comment": _undecided,
}
"""What makes the values of an argument; by the line of the table, or by the argument's name."""


@pytest.fixture
def world(session):
    wave, organisation, representative = make_surveys.seat(session)
    make_surveys.response(session, wave, organisation, representative)
    answered = make_surveys.services.submit_response(
        session, _response(session, wave), actor=representative, at=clock.now()
    )
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


def _response(session, wave):
    return session.query(make_surveys.models.Response).filter_by(wave_id=wave.id).one()


