"""Members who may comment find where to bring the Word file their board has agreed on."""

import pytest

from ikparticipation.consultation.models import Circle
from ikparticipation.organisations.models import MemberRole
from tests import make, make_drafts
from tests.consultation.carried import (
    first_round,
    page_of,
)

WAY = "Kommentierte Word-Datei einreichen"


@pytest.mark.parametrize(
    ("reader", "circle", "linked"),
    [
        (None, Circle.EVERYONE, False),
        (make.user, Circle.EVERYONE, False),
        (make.moderator, Circle.EVERYONE, False),
        (make.member, Circle.EVERYONE, True),
        (make.member, Circle.INVITED, False),
    ],
    ids=["visitor", "no organisation", "staff", "member", "not invited"],
)
def test_it_is_for_members_who_may_comment(session, as_user, reader, circle, linked):
    version = make_drafts.version(session, slug="leitlinien")
    in_round = make_drafts.open_round(session, of=version, circle=circle)
    client = as_user(reader and reader(session))

    page = page_of(client, "/entwuerfe/leitlinien/1")

    way = page.find("a", string=WAY)
    assert (way is not None) is linked
    if linked:
        assert way["href"] == f"/mein/stellungnahme/{in_round.id}/word"
        assert client.get(way["href"]).status_code == 200


def test_it_ends_with_the_round(session, as_user):
    first_round(session)

    page = page_of(as_user(make.member(session)), "/entwuerfe/leitlinien/1")

    assert WAY not in page.text


@pytest.mark.parametrize("is_open", [True, False])
def test_it_stands_beside_the_drafts_too(session, as_user, is_open):
    made = make_drafts.open_round if is_open else make_drafts.closed_round
    member = make.member(session, role=MemberRole.CONTRIBUTOR)

    page = page_of(as_user(member), f"/mein/stellungnahme/{made(session).id}")

    assert (WAY in page.text) is is_open
