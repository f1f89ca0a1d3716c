"""Statements, replies and standing groups for tests, without the answers they come from."""

from itertools import count
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikparticipation import clock
from ikparticipation.accounts.models import User
from ikparticipation.inventory.models import (
    Network,
    NetworkKind,
    NetworkName,
    NetworkStatement,
    Source,
    SourceKind,
    Stance,
    TieReply,
    TieStatement,
)
from ikparticipation.inventory.services import replying
from ikparticipation.organisations.models import Organisation
from ikparticipation.organisations.names import normalise
from ikparticipation.surveys.models import Response, ReviewStatus, Wave, WaveInvitation
from ikparticipation.surveys.models.responses import ResponseStatus
from ikparticipation.surveys.xlsform.question import Publish
from ikparticipation.text import sort_key
from tests import make, make_inventory

_number = count(1)


def unstored(n: int) -> Organisation:
    """An organisation for tests that need hundreds: add it to the session yourself."""
    name = f"Organisation {n}"
    return Organisation(
        name=name,
        sort_key=sort_key(name),
        normal_name=normalise(name),
        kind="verein",
        ags=None,
        registered_at=clock.now(),
        origin_file="tests",
    )


def statement(
    by: Organisation, about: Organisation | None, source: Source, response: Response, **given: Any
) -> TieStatement:
    """Who says what about whom; all statements may share one source and response."""
    mention = about.name if about else "Frau Muster"
    defaults = {
        "source_id": source.id,
        "response_id": response.id,
        "organisation_id": by.id,
        "wave_id": response.wave_id,
        "partner_id": about.id if about else None,
        "mention": mention,
        "normal_mention": normalise(mention),
        "publish": Publish.PUBLIC,
    }
    return TieStatement(**defaults | given)


def said(session: Session, wave: Wave) -> tuple[Source, Response]:
    """A source and a response for statements of this wave."""
    revision = make_inventory.says(session, wave, derive=False)
    source = Source(kind=SourceKind.RESPONSE, revision_id=revision.id, place="tie/x")
    return make.store(session, source), revision.response


def asked(wave: Wave, organisation: Organisation, by: User) -> WaveInvitation:
    return WaveInvitation(
        wave=wave, organisation=organisation, invited_at=clock.now(), invited_by_id=by.id
    )


def answered(wave: Wave, organisation: Organisation, by: User) -> Response:
    now = clock.now()
    return Response(
        wave=wave,
        organisation=organisation,
        document={},
        started_at=now,
        saved_at=now,
        saved_by_id=by.id,
        status=ResponseStatus.SUBMITTED,
        submitted_at=now,
        review=ReviewStatus.PENDING,
    )


def reply(
    session: Session,
    wave: Wave,
    organisation: Organisation,
    partner: Organisation,
    stance: Stance = Stance.YES,
    *,
    actor: User | None = None,
    seen: TieReply | None = None,
) -> TieReply:
    """`organisation` is named by `partner`, is asked, and says so."""
    given = replying.reply_to_tie(
        session,
        wave_id=wave.id,
        organisation_id=organisation.id,
        partner_id=partner.id,
        stance=stance,
        seen=seen.id if seen else None,
        actor=actor or make.member(session, of=organisation),
        at=clock.now(),
    )
    session.commit()
    return given


def unstored_reply(
    wave: Wave, organisation: Organisation, partner: Organisation, stance: Stance, source: Source
) -> TieReply:
    return TieReply(
        source_id=source.id,
        wave_id=wave.id,
        organisation_id=organisation.id,
        partner_id=partner.id,
        stance=stance,
        said_at=clock.now(),
    )


def group(session: Session, *names: str, **given: Any) -> Network:
    """A standing group with all spellings that mean it, the first of them its own name."""
    names = names or (f"Runder Tisch {next(_number)}",)
    source = Source(kind=SourceKind.PERSON, person_id=make.steering(session).id, reason="Test")
    make.store(session, source)
    defaults = {
        "source_id": source.id,
        "name": names[0],
        "sort_key": sort_key(names[0]),
        "kind": NetworkKind.NETWORK,
    }
    entered = make.store(session, Network(**defaults | given))
    for name in names:
        spelling = {"name": name, "normal_name": normalise(name), "source_id": source.id}
        make.store(session, NetworkName(network_id=entered.id, **spelling))
    return entered


def belongs(
    session: Session,
    wave: Wave,
    organisation: Organisation,
    mention: str | Network,
    **given: Any,
) -> NetworkStatement:
    """An organisation says in its answer that it belongs to a group, and how it calls it."""
    words = mention.name if isinstance(mention, Network) else mention
    response = session.scalar(
        select(Response).where(
            Response.wave_id == wave.id, Response.organisation_id == organisation.id
        )
    )
    if response is None:
        response = make_inventory.says(session, wave, organisation, derive=False).response
    meant = session.scalar(
        select(NetworkName.network_id).where(NetworkName.normal_name == normalise(words))
    )
    revision = make_inventory.says(session, wave, organisation, derive=False)
    source = Source(kind=SourceKind.RESPONSE, revision_id=revision.id, place=f"network/{words}")
    make.store(session, source)
    defaults = {
        "source_id": source.id,
        "response_id": response.id,
        "organisation_id": organisation.id,
        "wave_id": wave.id,
        "network_id": meant,
        "mention": words,
        "normal_mention": normalise(words),
        "publish": Publish.PUBLIC,
    }
    return make.store(session, NetworkStatement(**defaults | given))
