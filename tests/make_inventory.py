"""Answers for tests of the inventory: offers and partners, said in a wave and taken in."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from itertools import count
from typing import Any
from uuid import uuid4

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ikparticipation import clock
from ikparticipation.inventory import services
from ikparticipation.inventory.models import Offer, OfferDoubt, OfferHours, OfferLayer, OfferPlace
from ikparticipation.inventory.queries.offers.correcting import rules_of
from ikparticipation.inventory.services.layers import correct_offer
from ikparticipation.inventory.timetable import Rule
from ikparticipation.inventory.whereabouts import Place
from ikparticipation.organisations.models import Organisation
from ikparticipation.receipts import new_code
from ikparticipation.surveys.models import (
    Response,
    ResponseRevision,
    ResponseStatus,
    ReviewStatus,
    Wave,
    WaveInvitation,
)
from ikparticipation.surveys.xlsform.question import Publish
from ikparticipation.surveys.xlsform.questionnaire import (
    Choice,
    Question,
    Questionnaire,
    QuestionType,
    Repeat,
    Section,
)
from ikparticipation.surveys.xlsform.stored import to_json
from ikparticipation.surveys.xlsform.targets import ROWS, TARGETS
from tests import make, make_surveys

_number = count(1)
HALDENSLEBEN, OSCHERSLEBEN, BARLEBEN = "15083270", "15083415", "15083040"
COUNTY = "15083"
EVERYWHERE = (HALDENSLEBEN, OSCHERSLEBEN, BARLEBEN)


def name_of(target: str) -> str:
    """The name of the question for a target: `offer.name` is asked by `offer_name`."""
    return target.replace(".", "_")


def _question(target: str, publish: Publish) -> Question:
    kinds = TARGETS[target].types
    kind = QuestionType.SELECT_MULTIPLE if QuestionType.SELECT_MULTIPLE in kinds else min(kinds)
    choices = tuple(Choice(name, {"de": name}) for name in TARGETS[target].vocabulary or ())
    return Question(
        name=name_of(target),
        type=kind,
        labels={"de": target},
        choices=choices,
        inventory=target,
        publish=publish,
    )


Levels = Mapping[str, str]


def asks(*, without: Iterable[str] = (), levels: Levels | None = None) -> Questionnaire:
    """A questionnaire with one question for each target, but for some or for whole subjects.

    Everything is public but for what `levels` says: target → `aggregated` or `internal`.
    """
    left = {
        target: _question(target, Publish((levels or {}).get(target, "public")))
        for target in TARGETS
        if target not in set(without) and target.partition(".")[0] not in set(without)
    }
    sections = [
        Section(
            name=f"section_{row}",
            labels={"de": row},
            elements=(
                Repeat(name=row, labels={"de": row}, inventory=row, elements=tuple(questions)),
            ),
        )
        for row in ROWS
        if (questions := [left[target] for target in left if TARGETS[target].row == row])
    ]
    alone = tuple(left[target] for target in left if TARGETS[target].row is None)
    return Questionnaire(
        title="Probe",
        languages=("de",),
        default_language="de",
        sections=(Section(name="alone", labels={"de": "Wir"}, elements=alone), *sections),
    )


def offer(name: str = "Beratung", **said: Any) -> dict[str, Any]:
    return _row("offer", name=name, **said)


def partner(name: str, **said: Any) -> dict[str, Any]:
    return _row("tie", partner=name, **said)


def _row(subject: str, /, **said: Any) -> dict[str, Any]:
    row_id = said.pop("id", None) or str(uuid4())
    return {
        "id": row_id,
        "answers": {f"{subject}_{what}": answer for what, answer in said.items() if answer},
    }


def document(
    *offers: dict[str, Any], partners: Iterable[dict[str, Any]] = (), public: str | None = None
) -> dict[str, Any]:
    return {
        "answers": {"organisation_public": public} if public else {},
        "rows": {"offer": list(offers), "tie": list(partners)},
    }


def wave(
    session: Session,
    *,
    without: Iterable[str] = (),
    levels: Levels | None = None,
    **given: Any,
) -> Wave:
    """A wave that opened yesterday, with a questionnaire that asks for everything."""
    form = asks(without=without, levels=levels)
    asked = make_surveys.questionnaire(session, compiled=to_json(form))
    return make_surveys.open_wave(session, **{"questionnaire": asked} | given)


def says(
    session: Session,
    in_wave: Wave,
    organisation: Organisation | None = None,
    *offers: dict[str, Any],
    partners: Iterable[dict[str, Any] | Organisation] = (),
    public: str | None = None,
    derive: bool = True,
) -> ResponseRevision:
    """An organisation was asked, has answered (again), and what it says is taken in."""
    organisation = organisation or make.organisation(session)
    rows = [partner(each.name) if isinstance(each, Organisation) else each for each in partners]
    saved = _response(session, in_wave, organisation)
    number = session.scalar(select(func.count()).where(ResponseRevision.response_id == saved.id))
    revision = make.store(
        session,
        ResponseRevision(
            response=saved,
            number=number + 1,
            document=document(*offers, partners=rows, public=public),
            submitted_at=saved.started_at + timedelta(hours=number + 1),
            submitted_by_id=saved.saved_by_id,
            receipt_code=new_code(),
            receipt_hash="",
        ),
    )
    saved.status, saved.submitted_at = ResponseStatus.SUBMITTED, revision.submitted_at
    saved.review, saved.accepted_number = ReviewStatus.ACCEPTED, revision.number
    saved.reviewed_at = revision.submitted_at
    if derive:
        services.derive_from_response(session, revision.id)
    session.commit()
    return revision


def first_offer(session: Session, organisation: Organisation) -> Offer:
    """The offer of an organisation that stands first in the directory."""
    query = select(Offer).where(Offer.organisation_id == organisation.id, Offer.current.is_(True))
    return session.scalars(query.order_by(Offer.sort_key, Offer.id)).first()


def place(session: Session, offer: Offer, **given: Any) -> OfferPlace:
    """A place of an offer, in Haldensleben unless said otherwise; it is in the directory."""
    defaults: dict[str, Any] = {"number": 1, "address": "", "ags": HALDENSLEBEN}
    made = OfferPlace(offer_id=offer.id, **{"publish": Publish.PUBLIC} | defaults | given)
    services.renew_directory(session)
    return make.store(session, made)


def hours(session: Session, offer: Offer, rule: Rule, **given: Any) -> OfferHours:
    """When an offer is open; it is in the directory."""
    said = {name: getattr(rule, name) for name in ("rrule", "weekdays", "opens", "closes")}
    said |= {name: getattr(rule, name) for name in ("valid_from", "valid_until", "note")}
    made = OfferHours(offer_id=offer.id, **{"publish": Publish.PUBLIC} | said | given)
    services.renew_directory(session)
    return make.store(session, made)


def doubt(
    session: Session, of: Offer, words: str = "Die Nummer stimmt nicht.", **given: Any
) -> OfferDoubt:
    """Somebody doubts an offer."""
    said = {"reply_to": "", "language": "de", "at": clock.now()} | given
    made = services.doubt_offer(session, of, words=words, **said)
    session.commit()
    return made


def layer(session: Session, of: Offer, address: str = "Lange Straße 5") -> OfferLayer:
    """The administration has put right where an offer is."""
    (made,) = correct_offer(
        session,
        of,
        places=[Place(address=address, ags=HALDENSLEBEN)],
        rules=rules_of(session, of.id),
        names={},
        reason="Anruf",
        actor=make.steering(session),
        at=clock.now(),
    )
    session.commit()
    return made


def _response(session: Session, in_wave: Wave, organisation: Organisation) -> Response:
    known = session.scalar(
        select(Response).where(
            Response.wave_id == in_wave.id, Response.organisation_id == organisation.id
        )
    )
    if known is not None:
        return known
    asked = (
        WaveInvitation.wave_id == in_wave.id,
        WaveInvitation.organisation_id == organisation.id,
    )
    if session.scalar(select(WaveInvitation.id).where(*asked)) is None:
        make_surveys.invited(session, in_wave, organisation)
    person = make.user(session)
    return make_surveys.response(
        session,
        in_wave,
        organisation,
        person,
        document={"answers": {}, "rows": {}},
        started_at=clock.now() - timedelta(hours=20),
    )
