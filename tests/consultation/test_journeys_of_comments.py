"""How a page shows where a comment went, and comments that come when it has gone on already."""

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import select

from ikparticipation import clock
from ikparticipation.audit import Action, record
from ikparticipation.consultation import queries, reactions
from ikparticipation.consultation.labels import PLACES
from ikparticipation.consultation.models import CommentPlace, Outcome, PlaceStatus
from tests import make_answers, make_drafts
from tests.consultation.test_mails import SETTINGS


@pytest.fixture
def shown(app, session):
    """`shown(comment)`: the words of the part of the page."""

    def render(comment):
        journey = queries.journey_of(session, comment.id, visible={1, 2})
        with app.test_request_context():
            part = app.jinja_env.get_template("consultation/_journey.html").module
            html = part.journey(journey, PLACES)
        return BeautifulSoup(str(html), "html.parser")

    return render


def test_there_is_nothing_to_show_without_a_later_version(session, shown):
    assert shown(make_drafts.comment(session)).get_text(strip=True) == ""


def test_the_words_before_and_after_and_the_way_there(session, shown, work):
    comment = make_drafts.comment(session, quote="Kurse gibt es in jedem Ort.")
    answer = make_drafts.answer(session, comment, outcome=Outcome.ADOPTED)
    make_answers.link(session, answer, comment.passage.key)
    assert queries.journey_of(session, comment.id, visible={1}).changes == []
    document = comment.round.version.document
    make_answers.rewrite(session, document, "in jedem Ort", "in allen Orten")
    make_answers.next_version(session, document)
    work()

    part = shown(comment)

    assert "Was sich dadurch geändert hat" in part.text
    assert "Die Worte haben sich geändert." in part.text
    changed, went = part.select("section")
    assert [ins.text for ins in changed.select("ins")] == ["eingefügt: allen Orten"]
    assert [gone.text for gone in changed.select("del")] == ["gestrichen: jedem Ort"]
    assert "jedem Ort" in went.select_one("del").text
    address = f"/entwuerfe/{document.slug}/2#{comment.passage.key}"
    assert {a["href"] for a in part.select("a")} == {address}


@pytest.mark.parametrize(
    ("old", "new", "come", "gone"),
    [
        ("jedem Ort.", "jedem Ortsteil.", "Ortsteil", "Ort"),
        ("Kurse gibt es in", "Angebote gibt es in", "Angebote", "Kurse"),
        ("es in jedem Ort.", "es im Winter in jedem Ort.", "im Winter", None),
    ],
    ids=["at the end", "at the beginning", "inside"],
)
def test_the_first_and_the_last_words_are_among_what_changed(
    session, shown, work, old, new, come, gone
):
    comment = make_drafts.comment(session, quote="Kurse gibt es in jedem Ort.")
    document = comment.round.version.document
    make_answers.rewrite(session, document, old, new)
    make_answers.next_version(session, document)
    work()

    part = shown(comment)

    assert [ins.text.strip() for ins in part.select("ins")] == [f"eingefügt: {come}"]
    assert [each.text for each in part.select("del")] == ([f"gestrichen: {gone}"] if gone else [])


@pytest.mark.parametrize("status", [PlaceStatus.SUGGESTED, PlaceStatus.DELETED])
def test_what_has_no_place_says_so(session, shown, status):
    place = make_answers.place(session, status=status)

    part = shown(place.comment)

    assert PLACES[status] in part.text
    assert part.select("ins") == []


def test_a_draft_of_an_answer_shows_nothing(session, shown):
    comment = make_drafts.comment(session)
    answer = make_drafts.answer(session, comment, released=False)
    make_answers.link(session, answer, comment.passage.key)
    document = comment.round.version.document
    make_answers.rewrite(session, document, "in jedem Ort", "in allen Orten")
    make_answers.next_version(session, document)

    assert shown(comment).get_text(strip=True) == ""


def test_a_comment_that_comes_after_the_next_version_is_placed_too(session):
    in_round = make_drafts.open_round(session)
    document = in_round.version.document
    make_answers.rewrite(session, document, "am Abend", "am Morgen")
    version = make_answers.next_version(session, document)
    late = make_drafts.comment(session, in_round=in_round)

    event = record(session, Action.COMMENT_SUBMITTED, late, actor_id=None)
    for _ in range(2):
        reactions.place_late_comment(session, event, SETTINGS)

    place = session.scalars(select(CommentPlace)).one()
    assert (place.comment_id, place.version_id) == (late.id, version.id)
    assert place.status is PlaceStatus.UNCHANGED
    assert place.mapped_at <= clock.now()
