"""Comments as Web Annotations, and the feed of versions and answers."""

import json

import pytest
from defusedxml import ElementTree

from ikparticipation.consultation.models import Circle, CommentStatus
from tests import make, make_drafts

ATOM = "{http://www.w3.org/2005/Atom}"
HERE = "/entwuerfe/leitlinien/1"


@pytest.fixture
def in_round(session):
    version = make_drafts.version(session, slug="leitlinien", title="Leitlinien")
    return make_drafts.open_round(session, of=version)


@pytest.fixture
def answered(session, in_round):
    organisation = make.organisation(session, name="Verein Beispiel")
    comment = make_drafts.comment(
        session, in_round=in_round, organisation=organisation, quote="Sprache", text="Welche?"
    )
    make_drafts.answer(session, comment, reason="Alle.")
    return comment


def test_annotations_are_web_annotations_with_both_selectors(session, answered, as_user):
    make_drafts.comment(session, in_round=answered.round, status=CommentStatus.DECLINED)
    make_drafts.comment(session, in_round=answered.round, passage=None, text="Zum Ganzen")

    answer = as_user().get(f"{HERE}/kommentare.jsonld")

    found = json.loads(answer.text)
    assert answer.mimetype == "application/ld+json"
    assert found["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert (found["type"], found["total"]) == ("AnnotationCollection", 2)
    whole, words = found["first"]["items"]
    assert whole["target"].endswith(HERE)
    assert words["id"].endswith(f"/kommentare/{answered.id}")
    assert words["target"]["source"].endswith(f"{HERE}#p2")
    assert words["target"]["selector"] == [
        {
            "type": "TextQuoteSelector",
            "exact": "Sprache",
            "suffix": " öffnet Türen. Kurse gibt es in ",
        },
        {"type": "TextPositionSelector", "start": 0, "end": 7},
    ]
    known = {"If-None-Match": answer.headers["ETag"]}
    assert as_user().get(f"{HERE}/kommentare.jsonld", headers=known).status_code == 304


def test_an_annotation_across_passages_begins_in_one_and_ends_in_another(
    session, in_round, as_user
):
    first, last = make_drafts.passages(session, in_round.version)[1:3]
    quote = f"{first.text[22:]}\n{last.text[:17]}"
    comment = make_drafts.comment(session, in_round=in_round)
    comment.end_passage, comment.start, comment.end, comment.quote = last, 22, 17, quote
    session.commit()

    found = json.loads(as_user().get(f"{HERE}/kommentare.jsonld").text)

    selector = found["first"]["items"][0]["target"]["selector"]
    begin, end = selector["startSelector"], selector["endSelector"]
    assert selector["type"] == "RangeSelector"
    assert (begin["value"], end["value"]) == ("p2", "p3")
    assert begin["refinedBy"]["refinedBy"] == {
        "type": "TextPositionSelector",
        "start": 22,
        "end": len(first.text),
    }
    assert end["refinedBy"]["exact"] == "Kinderbetreuung w"


def test_the_feed_tells_of_versions_and_released_answers(session, answered, as_user):
    drafted = make_drafts.comment(session, in_round=answered.round)
    make_drafts.answer(session, drafted, released=False, reason="Noch geheim.")
    session.commit()

    answer = as_user().get("/entwuerfe/feed.atom")

    feed = ElementTree.fromstring(answer.text)
    entries = feed.findall(f"{ATOM}entry")
    assert answer.mimetype == "application/atom+xml"
    assert [e.find(f"{ATOM}category").get("term") for e in entries] == ["answer", "version"]
    assert "Alle." in entries[0].find(f"{ATOM}summary").text
    assert "Noch geheim." not in answer.text
    for element in (feed, *entries):
        assert all(element.find(f"{ATOM}{name}").text for name in ("id", "title", "updated"))
        assert element.find(f"{ATOM}link").get("href").startswith("http")
    assert feed.find(f"{ATOM}author/{ATOM}name").text == "Landkreis Börde"


def test_the_feed_is_sent_again_only_if_there_is_something_new(session, answered, as_user):
    first = as_user().get("/entwuerfe/feed.atom")
    by_tag = {"If-None-Match": first.headers["ETag"]}
    by_day = {"If-Modified-Since": first.headers["Last-Modified"]}

    assert as_user().get("/entwuerfe/feed.atom", headers=by_tag).status_code == 304
    assert as_user().get("/entwuerfe/feed.atom", headers=by_day).status_code == 304
    make_drafts.version(session, slug="neu")
    assert as_user().get("/entwuerfe/feed.atom", headers=by_tag).status_code == 200


def test_an_empty_feed_is_a_feed(session, as_user):
    feed = ElementTree.fromstring(as_user().get("/entwuerfe/feed.atom").text)

    assert feed.find(f"{ATOM}updated").text == "1970-01-01T00:00:00Z"
    assert feed.findall(f"{ATOM}entry") == []


def test_what_is_sealed_or_closed_is_no_news(session, in_round, answered, as_user):
    before = as_user().get("/entwuerfe/feed.atom").text
    assert "Alle." in before
    assert "/entwuerfe/leitlinien/1" in before

    for given in ({"sealed": True}, {"sealed": False, "circle": Circle.CLOSED}):
        for name, value in given.items():
            setattr(in_round, name, value)
        session.commit()
        assert "Alle." not in as_user().get("/entwuerfe/feed.atom").text
    assert "/entwuerfe/leitlinien/1" not in as_user().get("/entwuerfe/feed.atom").text
