"""Groups, as staff form and change them."""

from uuid import uuid4

import pytest
from bs4 import BeautifulSoup

from tests import make, make_drafts
from tests.consultation.test_decision_pages import said
from tests.make_drafts import reread

GROUPS = "/verwaltung/moderation/gruppen"
EVENING = "Bitte bieten Sie auch abends Kurse an, damit Berufstätige teilnehmen können."


@pytest.fixture
def moderator(session, as_user):
    return as_user(make.moderator(session))


@pytest.fixture
def comments(session):
    in_round = make_drafts.open_round(session)
    return [make_drafts.comment(session, in_round=in_round, text=EVENING) for _ in range(3)]


def ids(comments):
    return {"kommentar": [str(c.id) for c in comments]}


def test_a_proposal_with_its_reasons_becomes_a_group(session, moderator, comments):
    address = f"{GROUPS}?runde={comments[0].round_id}"
    page = moderator.get(address)
    assert "gleicher Wortlaut · dieselben Wörter des Entwurfs" in said(page)
    boxes = BeautifulSoup(page.text, "html.parser").select('input[name="kommentar"]')
    assert {box["value"] for box in boxes if box.has_attr("checked")} == {
        str(c.id) for c in comments
    }

    answer = moderator.post(address, data=ids(comments[:2]))

    assert (answer.status_code, answer.location) == (303, address)
    group_id = reread(session, comments[0]).group_id
    assert group_id is not None
    assert reread(session, comments[1]).group_id == group_id
    assert reread(session, comments[2]).group_id is None
    page = moderator.get(address)
    assert f"{GROUPS}/{group_id}" in page.text
    assert "2 Kommentare sind zusammengefasst." in said(page)


def test_a_proposal_can_be_turned_down(session, moderator, comments):
    address = f"{GROUPS}?runde={comments[0].round_id}"

    answer = moderator.post(address, data=ids(comments) | {"getrennt": "ja"})

    assert answer.status_code == 303
    assert "Keine Vorschläge." in said(moderator.get(address))


@pytest.mark.parametrize(
    ("chosen", "status", "words"),
    [
        (slice(0, 1), 422, "Bitte wählen Sie mindestens zwei Kommentare."),
        (slice(1, 3), 409, "Einer der Kommentare ist schon in einer anderen Gruppe."),
    ],
)
def test_what_cannot_be_a_group_is_said(session, moderator, comments, chosen, status, words):
    make_drafts.group(session, *comments[:2])

    answer = moderator.post(
        f"{GROUPS}?runde={comments[0].round_id}", data=ids(comments[chosen] or comments[2:])
    )

    assert answer.status_code == status
    assert words in said(answer)


class TestGroup:
    def test_members_are_added_and_taken_out(self, session, moderator, comments):
        group, _ = make_drafts.group(session, *comments[:2])
        address = f"{GROUPS}/{group.id}"
        page = BeautifulSoup(moderator.get(address).text, "html.parser")
        offered = page.select('input[type=checkbox][name="kommentar"]')
        assert [box["value"] for box in offered] == [str(comments[2].id)]

        moderator.post(f"{address}/aufnehmen", data=ids(comments[2:]))
        assert reread(session, comments[2]).group_id == group.id
        answer = moderator.post(f"{address}/herausnehmen", data=ids(comments[:1]))

        assert answer.location == address
        assert reread(session, comments[0]).group_id is None

    def test_many_are_taken_out_for_the_price_of_one(
        self, session, moderator, comments, statements
    ):
        others = [
            make_drafts.comment(session, in_round=comments[0].round, text=EVENING) for _ in range(9)
        ]
        group, _ = make_drafts.group(session, *comments, *others)

        def taken_out(chosen):
            with statements() as seen:
                moderator.post(f"{GROUPS}/{group.id}/herausnehmen", data=ids(chosen))
            return len([s for s in seen if s.startswith("SELECT")])

        one = taken_out(others[:1])

        assert taken_out(others[1:]) == one

    def test_it_is_dissolved(self, session, moderator, comments):
        group, _ = make_drafts.group(session, *comments)

        answer = moderator.post(f"{GROUPS}/{group.id}/aufloesen")

        assert answer.location == f"{GROUPS}?runde={comments[0].round_id}"
        assert {reread(session, c).group_id for c in comments} == {None}

    def test_nothing_chosen_is_said(self, session, moderator, comments):
        group, _ = make_drafts.group(session, *comments)

        answer = moderator.post(f"{GROUPS}/{group.id}/aufnehmen", data={"kommentar": "x"})

        assert answer.status_code == 422
        assert "Bitte wählen Sie mindestens einen Kommentar." in said(answer)

    def test_an_unknown_one_is_not_found(self, moderator):
        assert moderator.get(f"{GROUPS}/{uuid4()}").status_code == 404
        assert moderator.get(f"{GROUPS}?runde={uuid4()}").status_code == 404


def test_without_comments_there_is_nothing_to_group(moderator):
    assert "Keine Vorschläge." in said(moderator.get(GROUPS))


def test_the_page_takes_the_same_statements_for_many(session, moderator, comments, statements):
    def count():
        with statements() as seen:
            moderator.get(f"{GROUPS}?runde={comments[0].round_id}")
        return len(seen)

    few = count()
    for _ in range(9):
        make_drafts.comment(session, in_round=comments[0].round, text=EVENING)

    assert count() == few <= 8
