"""Words that nobody outside reads: which they are, and that they are read nowhere."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from ikparticipation import clock
from ikparticipation.audit import Action, AuditEvent
from ikparticipation.consultation import services
from ikparticipation.consultation.blackening import (
    BLACKENED,
    black_out,
    choices,
    chosen_words,
    lies_in,
    merged,
    parts,
)
from ikparticipation.consultation.models import CommentStatus
from ikparticipation.consultation.queries.moderating import groups
from ikparticipation.errors import ConflictError, InvalidError, NotAllowedError
from tests import make, make_drafts

REST = "hat gesagt: „Nein!“ Das war 2025."
TEXT = f"Frau Erika Beispiel (Tel. 0391/12 34) {REST}"
NAME, PHONE = [5, 19], [26, 36]
texts = st.text(max_size=60)
spans = st.lists(st.tuples(st.integers(-3, 70), st.integers(-3, 70)), max_size=6)


@pytest.mark.parametrize(
    ("chosen", "read"),
    [
        ([], TEXT),
        ([NAME], f"Frau {BLACKENED} (Tel. 0391/12 34) {REST}"),
        ([[5, 10], [11, 19]], f"Frau {BLACKENED} (Tel. 0391/12 34) {REST}"),
        ([PHONE, NAME], f"Frau {BLACKENED} (Tel. {BLACKENED}) {REST}"),
        ([[5, 12], [8, 19]], f"Frau {BLACKENED} (Tel. 0391/12 34) {REST}"),
        ([[0, 999]], BLACKENED),
        ([[19, 5], [900, 999]], TEXT),
    ],
)
def test_black_is_of_one_length_and_neighbours_are_one(chosen, read):
    assert black_out(TEXT, chosen) == read


@given(texts, spans)
def test_what_is_chosen_is_never_read_and_the_rest_always(text, chosen):
    hidden = {n for start, end in chosen for n in range(max(0, start), min(len(text), end))}

    shown = parts(text, chosen)

    assert "".join(p.words for p in shown) == text
    at = 0
    for part in shown:
        where = set(range(at, at + len(part.words)))
        open_words = {n for n in where - hidden if not text[n].isspace()}
        assert not (open_words if part.is_black else where & hidden)
        at += len(part.words)


@given(texts, spans)
def test_spans_are_put_in_order_once_and_for_all(text, chosen):
    once = merged(text, chosen)

    assert merged(text, once) == once
    assert all(start < end for start, end in once)
    assert all(end < later for (_, end), (later, _) in pairwise(once))


@given(texts)
def test_all_choices_together_are_the_text(text):
    found = choices(text)

    said = "".join("".join(p.before + p.words for p in s.pieces) + s.after for s in found)
    assert said == text
    assert all(text[p.start : p.end] == p.words for s in found for p in s.pieces)


def test_words_are_chosen_without_the_marks_around_them():
    words = [piece.words for sentence in choices(TEXT) for piece in sentence.pieces]

    assert words[:6] == ["Frau", "Erika", "Beispiel", "Tel", "0391/12 34", "hat"]
    assert "Nein" in words
    assert chosen_words(choices(TEXT), [NAME]) == {5, 11}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ruf +49 (0)391 12-34 an.", ["Ruf", "+49 (0)391 12-34", "an"]),
        ("DE89 3704 0044 0532 0130 00", ["DE89 3704 0044 0532 0130 00"]),
        ("In 39340 Ort um 18 Uhr", ["In", "39340", "Ort", "um", "18", "Uhr"]),
        ("Das 10-jährige Kind, 12 34", ["Das", "10-jährige", "Kind", "12", "34"]),
        ("0391 123456x 7", ["0391", "123456x", "7"]),
    ],
)
def test_a_telephone_number_or_an_account_is_chosen_at_one_go(text, words):
    assert [piece.words for sentence in choices(text) for piece in sentence.pieces] == words


@pytest.mark.parametrize("wrong", [[0, 0], [5, 4], [-1, 4], [0, len(TEXT) + 1], [4, 5]])
def test_only_words_of_the_text_can_be_chosen(wrong):
    assert lies_in(TEXT, [NAME])
    assert not lies_in(TEXT, [NAME, wrong])


def blacken(session, comment, *spans, **given):
    moderator = given.pop("moderator", None) or make.moderator(session)
    services.blacken_comment(
        session, comment, spans=spans, moderator=moderator, at=clock.now(), **given
    )


def events(session, comment):
    session.flush()
    query = select(AuditEvent).where(AuditEvent.subject_id == comment.id).order_by(AuditEvent.at)
    return [(e.action, e.facts) for e in session.scalars(query)]


class TestActs:
    def test_words_are_blackened_and_shown_again(self, session):
        comment = make_drafts.comment(session, text=TEXT)

        blacken(session, comment, [11, 19], [5, 10])
        assert comment.blackened == [NAME]
        blacken(session, comment)

        assert comment.blackened == []
        assert comment.text == TEXT
        trail = events(session, comment)
        assert [action for action, _ in trail] == [Action.COMMENT_BLACKENED] * 2
        assert trail[0][1] == {"spans": [NAME], "publishes": False}

    def test_the_trail_never_has_the_words(self, session):
        comment = make_drafts.comment(session, text=TEXT)

        blacken(session, comment, NAME)

        assert "Erika" not in str(events(session, comment))

    def test_the_same_words_once_more_are_no_news(self, session):
        comment, seen = make_drafts.comment(session, text=TEXT), None
        for _ in range(2):
            seen = seen or comment.version
            blacken(session, comment, NAME, seen=seen)

        assert len(events(session, comment)) == 1

    def test_the_second_of_two_moderators_overwrites_nothing(self, session):
        comment = make_drafts.comment(session, text=TEXT)
        seen = comment.version
        blacken(session, comment, NAME, seen=seen)

        with pytest.raises(ConflictError):
            blacken(session, comment, PHONE, seen=seen)

        assert comment.blackened == [NAME]

    @pytest.mark.parametrize("status", [CommentStatus.DRAFT, CommentStatus.WITHDRAWN])
    def test_not_where_nothing_is_to_be_decided(self, session, status):
        comment = make_drafts.comment(session, status=status, text=TEXT)

        with pytest.raises(ConflictError):
            blacken(session, comment, NAME)

    def test_words_that_do_not_stand_there_are_refused(self, session):
        comment = make_drafts.comment(session, text=TEXT)

        with pytest.raises(InvalidError):
            blacken(session, comment, [60, 900])

    def test_only_staff_do_it(self, session):
        comment = make_drafts.comment(session, text=TEXT)

        with pytest.raises(NotAllowedError):
            blacken(session, comment, NAME, moderator=comment.author)

    def test_a_comment_is_published_without_them_in_one_step(self, session):
        comment = make_drafts.comment(session, status=CommentStatus.SUBMITTED, text=TEXT)

        services.publish_comment(
            session,
            comment,
            moderator=make.moderator(session),
            blackened=[NAME],
            seen=comment.version,
            at=clock.now(),
        )

        assert (comment.status, comment.blackened) == (CommentStatus.PUBLISHED, [NAME])
        actions = [action for action, _ in events(session, comment)]
        assert actions == [Action.COMMENT_BLACKENED, Action.COMMENT_PUBLISHED]


PAGES = ("/entwuerfe/{slug}/1", "/kommentare/{id}", "/", "/kommentare/{id}/melden")
WITH_ACCOUNT = (*PAGES, "/kommentare/{id}/antworten")


class TestReaders:
    @pytest.fixture
    def comment(self, session):
        comment = make_drafts.comment(session, text=TEXT, blackened=[NAME])
        make_drafts.answer(session, comment)
        return comment

    def pages(self, comment, client, paths):
        slug = comment.round.version.document.slug
        return {p: client.get(p.format(slug=slug, id=comment.id)) for p in paths}

    def test_nobody_outside_reads_them_anywhere(self, session, as_user, comment):
        for person in (None, make.user(session), make.member(session)):
            paths = WITH_ACCOUNT if person else PAGES
            for path, page in self.pages(comment, as_user(person), paths).items():
                assert page.status_code == 200
                assert "Erika" not in page.text, path
                assert "Beispiel (" not in page.text, path

    def test_they_read_black_instead(self, session, as_user, comment):
        for path in (f"/kommentare/{comment.id}", f"/kommentare/{comment.id}/antworten"):
            page = as_user(make.user(session)).get(path)

            assert f"Frau {BLACKENED} (Tel." in page.text

    def test_author_and_staff_read_on(self, session, as_user, comment):
        for person in (comment.author, make.moderator(session)):
            assert "Erika" in as_user(person).get(f"/kommentare/{comment.id}").text

    def test_a_group_shows_them_to_nobody(self, session, comment):
        group, _ = make_drafts.group(session, comment)

        for reader in (None, comment.author, make.moderator(session)):
            shown = groups.group_members(session, group.id, reader=reader)
            assert BLACKENED in str(shown)
            assert "Erika" not in str(shown)
