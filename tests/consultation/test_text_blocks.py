"""Text blocks: keeping them, and putting one into an answer."""

import pytest
from sqlalchemy import select

from ikparticipation.consultation.models import Disposition, TextBlock
from tests import make, make_answers, make_drafts
from tests.make_drafts import reread

BLOCKS = "/verwaltung/textbausteine"


@pytest.fixture
def moderator(session, as_user):
    return as_user(make.moderator(session))


def test_one_is_written_and_rewritten(session, moderator):
    data = {"title": "Dank", "text": "Wir danken.", "seen": 0}

    assert moderator.post(f"{BLOCKS}/neu", data=data).status_code == 303
    assert moderator.post(f"{BLOCKS}/neu", data=data).status_code == 303  # a double click
    block = session.scalars(select(TextBlock)).one()
    session.commit()
    again = data | {"text": "Wir danken sehr.", "seen": 1}
    assert moderator.post(f"{BLOCKS}/{block.id}", data=again).status_code == 303

    assert reread(session, block).text == "Wir danken sehr."
    assert "Wir danken sehr." in moderator.get(BLOCKS).text


def test_two_of_one_name_are_refused(session, moderator):
    make_answers.text_block(session, title="Dank")

    answer = moderator.post(f"{BLOCKS}/neu", data={"title": "Dank", "text": "Anders", "seen": 0})

    assert answer.status_code == 422
    assert "gibt es schon" in answer.text
    assert "Anders" in answer.text


def test_two_tabs_see_both(session, moderator):
    block = make_answers.text_block(session)
    data = {"title": block.title, "seen": 1}
    moderator.post(f"{BLOCKS}/{block.id}", data=data | {"text": "Eins"})

    answer = moderator.post(f"{BLOCKS}/{block.id}", data=data | {"text": "Zwei"})

    assert answer.status_code == 409
    assert "Eins" in answer.text
    assert "Zwei" in answer.text
    assert reread(session, block).text == "Eins"


def test_one_is_put_behind_what_is_typed_and_nothing_is_saved(session, moderator):
    block = make_answers.text_block(session, text="Wir danken.")
    comment = make_drafts.comment(session)
    data = {
        "outcome": "noted",
        "reason": "Mein Anfang",
        "seen": 0,
        "baustein": str(block.id),
        "einfuegen": "ja",
    }

    page = moderator.post(f"/verwaltung/abwaegung/{comment.id}", data=data)

    assert page.status_code == 200
    assert "Mein Anfang\r\n\r\nWir danken." in page.text.replace("\n", "\r\n").replace("\r\r", "\r")
    assert 'value="noted" checked' in page.text
    assert session.scalars(select(Disposition)).all() == []


@pytest.mark.parametrize("block", ["", "x", "0b6f6f0e-5d0c-4c53-9d0e-0d9f3f3f7a11"])
def test_one_that_is_not_there_leaves_the_form_as_it_is(session, moderator, block):
    comment = make_drafts.comment(session)
    data = {"reason": "Mein Anfang", "seen": 0, "baustein": block, "einfuegen": "ja"}

    page = moderator.post(f"/verwaltung/abwaegung/{comment.id}", data=data)

    assert page.status_code == 200
    assert "Mein Anfang" in page.text
