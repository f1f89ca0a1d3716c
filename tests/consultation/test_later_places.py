"""Where comments stand in the next version: mapped once, and placed by a person in doubt."""

import time
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from ikparticipation import clock
from ikparticipation.consultation import queries, services
from ikparticipation.consultation.anchors import Span
from ikparticipation.consultation.models import (
    Comment,
    CommentPlace,
    CommentStatus,
    PlaceStatus,
)
from ikparticipation.errors import ConflictError, InvalidError, NotAllowedError
from tests import make, make_answers, make_drafts

NOW = clock.now()
TEXT = """\
# Leitlinien

Sprache öffnet Türen für alle Menschen im Landkreis. Kurse gibt es in jedem Ort.

Vereine und Gemeinden arbeiten seit vielen Jahren eng zusammen.

Im Winter bleibt das Rathaus bis zum späten Abend geöffnet.
"""


@pytest.fixture
def in_round(session):
    return make_drafts.closed_round(session, of=make_drafts.version(session, text=TEXT))


def comment(session, in_round, quote, *, position=2, **given):
    passage = make_drafts.passages(session, in_round.version)[position - 1]
    return make_drafts.comment(session, in_round=in_round, passage=passage, quote=quote, **given)


def go_on(session, in_round, *changes):
    """Change the text, publish it, and map the comments."""
    document = in_round.version.document
    for old, new in changes:
        make_answers.rewrite(session, document, old, new)
    version = make_answers.next_version(session, document)
    services.map_places(session, version, at=NOW)
    session.commit()
    return version


def place_of(session, comment, version):
    return session.scalars(
        select(CommentPlace).where(
            CommentPlace.comment_id == comment.id, CommentPlace.version_id == version.id
        )
    ).one()


def words_at(place):
    return place.passage.text[place.start : place.end]


def test_each_status_is_stored_with_its_place(session, in_round):
    kept = comment(session, in_round, "Kurse gibt es in jedem Ort.")
    gone = comment(session, in_round, "Im Winter bleibt das Rathaus", position=4)
    changed = comment(session, in_round, "seit vielen Jahren eng zusammen", position=3)

    version = go_on(
        session,
        in_round,
        ("seit vielen Jahren eng", "seit zwanzig Jahren eng"),
        ("Im Winter bleibt das Rathaus bis zum späten Abend geöffnet.", "Neues steht hier."),
    )

    assert place_of(session, kept, version).status is PlaceStatus.UNCHANGED
    assert words_at(place_of(session, kept, version)) == kept.quote
    assert place_of(session, changed, version).status is PlaceStatus.CHANGED
    assert "zwanzig" in words_at(place_of(session, changed, version))
    lost = place_of(session, gone, version)
    assert lost.status is PlaceStatus.DELETED
    assert (lost.passage_id, lost.start, lost.end) == (None, None, None)
    assert (gone.start, gone.quote) == (0, "Im Winter bleibt das Rathaus")


def test_mapping_again_adds_nothing(session, in_round):
    comment(session, in_round, "Kurse gibt es in jedem Ort.")
    version = go_on(session, in_round, ("eng", "sehr eng"))

    assert services.map_places(session, version, at=NOW) == 0
    assert session.scalar(select(func.count(CommentPlace.id))) == 1


def test_the_worker_does_it_when_a_version_appears(session, in_round, work):
    made = comment(session, in_round, "Kurse gibt es in jedem Ort.")
    make_answers.rewrite(session, in_round.version.document, "eng", "sehr eng")
    version = make_answers.next_version(session, in_round.version.document)

    work()

    assert place_of(session, made, version).status is PlaceStatus.UNCHANGED


def test_a_third_version_goes_on_from_the_second(session, in_round):
    made = comment(session, in_round, "Kurse gibt es in jedem Ort.")
    go_on(session, in_round, ("in jedem Ort", "in fast jedem Ort"))

    third = go_on(session, in_round, ("eng zusammen", "zusammen"))

    assert place_of(session, made, third).status is PlaceStatus.UNCHANGED
    assert words_at(place_of(session, made, third)) == "Kurse gibt es in fast jedem Ort."
    stops = queries.journey_of(session, made.id, visible={1, 2, 3}).stops
    assert [(s.number, s.status) for s in stops] == [
        (2, PlaceStatus.CHANGED),
        (3, PlaceStatus.UNCHANGED),
    ]
    assert any("fast" in piece.text for piece in stops[0].pieces)


def test_words_across_passages_keep_both_ends(session, in_round):
    passages = make_drafts.passages(session, in_round.version)
    end = passages[3]
    made = _spanning(session, in_round, end)

    version = go_on(session, in_round, ("seit vielen Jahren", "seit zwanzig Jahren"))

    place = place_of(session, made, version)
    assert place.status is PlaceStatus.CHANGED
    assert place.passage.text[place.start :] == "Kurse gibt es in jedem Ort."
    assert place.end_passage.text[: place.end] == "Im Winter"


def _spanning(session, in_round, end):
    made = comment(session, in_round, "Kurse gibt es in jedem Ort.")
    made.end_passage, made.end = end, len("Im Winter")
    made.quote = f"Kurse gibt es in jedem Ort.\n{made.end_passage.text[:9]}"
    session.commit()
    return made


@pytest.mark.parametrize(
    ("given", "mapped"),
    [
        ({}, True),
        ({"status": CommentStatus.DECLINED}, True),  # it may be published on appeal
        ({"status": CommentStatus.SUBMITTED}, True),
        ({"status": CommentStatus.DRAFT}, False),
        ({"passage": None}, False),  # the whole text
    ],
)
def test_what_is_mapped(session, in_round, given, mapped):
    if "passage" in given:
        make_drafts.comment(session, in_round=in_round, passage=None)
    else:
        comment(session, in_round, "Kurse gibt es in jedem Ort.", **given)

    go_on(session, in_round, ("eng", "sehr eng"))

    assert session.scalar(select(func.count(CommentPlace.id))) == int(mapped)


def test_ten_thousand_comments_take_seconds(session, in_round):
    first = comment(session, in_round, "Kurse gibt es in jedem Ort.")
    columns = [c for c in Comment.__table__.columns if c.name not in {"id", "receipt_code"}]
    stored = session.execute(select(*columns).where(Comment.id == first.id)).one()._asdict()
    session.execute(
        Comment.__table__.insert(),
        [
            stored | {"id": uuid4(), "submission_id": uuid4(), "receipt_code": f"C-{n}"}
            for n in range(9_999)
        ],
    )
    session.commit()
    make_answers.rewrite(session, in_round.version.document, "eng", "sehr eng")
    version = make_answers.next_version(session, in_round.version.document)

    begin = time.process_time()
    assert services.map_places(session, version, at=NOW) == 10_000

    assert time.process_time() - begin < 10


class TestConfirming:
    def confirm(self, session, place, passage, span=None, **given):
        actor = given.pop("actor", None) or make.moderator(session)
        services.confirm_place(session, place, passage=passage, span=span, actor=actor, at=NOW)

    def passage(self, session, place, position=2):
        return make_drafts.passages(session, place.to_version)[position - 1]

    def test_a_person_says_where_and_is_recorded(self, session):
        place = make_answers.place(session)
        person = make.moderator(session)

        self.confirm(session, place, self.passage(session, place), Span(0, 7), actor=person)

        assert (place.status, place.confirmed_by_id) == (PlaceStatus.CHANGED, person.id)
        assert words_at(place) == "Sprache"
        assert place.comment.start == 0

    def test_or_that_the_words_are_gone(self, session):
        place = make_answers.place(session)

        self.confirm(session, place, None)

        assert (place.status, place.passage_id) == (PlaceStatus.DELETED, None)
        assert place.confirmed_at == NOW

    def test_of_two_the_second_is_told(self, session):
        place = make_answers.place(session)
        self.confirm(session, place, None)
        self.confirm(session, place, None)  # the same again is no conflict

        with pytest.raises(ConflictError):
            self.confirm(session, place, self.passage(session, place), Span(0, 7))

    @pytest.mark.parametrize("span", [Span(0, 0), Span(5, 2), Span(0, 10_000), Span(-1, 3), None])
    def test_a_place_that_is_not_there_is_refused(self, session, span):
        place = make_answers.place(session)

        with pytest.raises(InvalidError):
            self.confirm(session, place, self.passage(session, place), span)

    def test_nor_one_of_another_version(self, session):
        place = make_answers.place(session)

        with pytest.raises(InvalidError):
            self.confirm(session, place, place.comment.passage, Span(0, 3))

    def test_it_is_not_for_everybody(self, session):
        with pytest.raises(NotAllowedError):
            self.confirm(session, make_answers.place(session), None, actor=make.member(session))


class TestPages:
    def test_old_words_stand_beside_the_suggestions(self, session, as_user):
        place = make_answers.place(session)
        client = as_user(make.moderator(session))
        address = f"/verwaltung/zuordnen/stelle/{place.id}"
        text, value = place.comment.text, f"{place.suggestions[0]['key']}:0-21"
        session.commit()
        assert text in client.get(f"/verwaltung/zuordnen/{place.version_id}").text
        assert "1 Kommentar einer Stelle zuordnen" in client.get("/verwaltung/abwaegung").text

        page = client.get(address).text
        assert "in jedem Ort" in page
        assert f'value="{value}"' in page
        done = client.post(address, data={"place": value}, follow_redirects=True)

        assert "Alle Kommentare sind zugeordnet." in done.text
        assert make_drafts.reread(session, place).confirmed_at is not None

    def test_another_sentence_can_be_chosen(self, session, as_user):
        place = make_answers.place(session)
        key = make_drafts.passages(session, place.to_version)[1].key
        session.commit()

        page = as_user(make.moderator(session)).get(
            f"/verwaltung/zuordnen/stelle/{place.id}?abschnitt={key}"
        )

        assert "<mark>Kurse gibt es überall.</mark>" in page.text

    @pytest.mark.parametrize("value", ["", "x", "p1:a-b", "p1:0-99999", "p999:0-3", ":", "weg:"])
    def test_nonsense_is_sent_back(self, session, as_user, value):
        place = make_answers.place(session)

        answer = as_user(make.moderator(session)).post(
            f"/verwaltung/zuordnen/stelle/{place.id}", data={"place": value}
        )

        assert answer.status_code == 422
        assert make_drafts.reread(session, place).confirmed_at is None

    def test_two_at_once(self, session, as_user):
        place = make_answers.place(session)
        address = f"/verwaltung/zuordnen/stelle/{place.id}"
        value = f"{place.suggestions[0]['key']}:0-21"
        as_user(make.moderator(session)).post(address, data={"place": value})

        answer = as_user(make.moderator(session)).post(address, data={"place": "weg"})

        assert answer.status_code == 409
        assert "Jemand anders hat diesen Kommentar inzwischen zugeordnet." in answer.text
