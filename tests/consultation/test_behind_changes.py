"""The comparison of two versions names the comments behind each change, or a reason."""

import pytest
from bs4 import BeautifulSoup

from ikparticipation import clock
from ikparticipation.consultation import queries
from ikparticipation.consultation.models import (
    ChangeReason,
    Circle,
    CommentKind,
    CommentStatus,
    ExplainedChange,
    Outcome,
)
from tests import make, make_answers, make_drafts

TEXT = """\
# Leitlinien

Sprache öffnet Türen in jedem Ort des Landkreises.

Vereine und Gemeinden arbeiten seit vielen Jahren eng zusammen.

Im Winter bleibt das Rathaus bis zum späten Abend geöffnet.
"""
PLACE, YEARS, HALL = "jedem Ort", "vielen Jahren", "späten Abend"


@pytest.fixture
def first(session):
    version = make_drafts.version(session, text=TEXT, slug="leitlinien")
    return make_drafts.closed_round(session, of=version)


def ask(session, in_round, quote=PLACE, *, key=None, answer=(), **given):
    """A comment on these words, and an answer that points to their passage, or to another one."""
    passage = next(p for p in make_drafts.passages(session, in_round.version) if quote in p.text)
    comment = make_drafts.comment(session, in_round=in_round, passage=passage, quote=quote, **given)
    released = make_drafts.answer(session, comment, **dict(answer))
    make_answers.link(session, released, key or passage.key)
    return comment


def explain(session, in_round, key, reason=ChangeReason.EDITORIAL, *, number=2):
    made = ExplainedChange(
        document=in_round.version.document,
        number=number,
        key=key,
        reason=reason,
        explained_at=clock.now(),
        explained_by_id=make.steering(session).id,
    )
    make.store(session, made)


def go_on(session, in_round, old=PLACE, new="jedem Dorf"):
    document = in_round.version.document
    make_answers.rewrite(session, document, old, new)
    return make_answers.next_version(session, document)


def page_of(client, new=2, old=1):
    answer = client.get(f"/entwuerfe/leitlinien/{new}/vergleich/{old}")
    assert answer.status_code == 200
    return BeautifulSoup(answer.text, "html.parser")


def words_of(tag):
    return " ".join(tag.get_text(" ").split())


def behind(page):
    """What stands behind each change, in the order of the text."""
    return [
        words_of(each) if (each := row.select_one(".diff__behind")) else ""
        for row in page.select(".diff[id]")
    ]


def test_a_change_names_who_asked_for_it_and_leads_there(session, as_user, first):
    comment = ask(
        session,
        first,
        organisation=make.organisation(session, name="Sprachtreff"),
        kind=CommentKind.CHANGE_PROPOSAL,
        replacement="jedem Dorf",
        answer={"outcome": Outcome.PARTLY},
    )
    go_on(session, first)

    page = page_of(as_user())

    assert behind(page) == [
        (
            "Auf diesen Kommentar hin: Sprachtreff: Änderungsvorschlag zu Fassung 1, Abschnitt 2 "
            "Wird teilweise übernommen"
        )
    ]
    assert page.select_one(".diff__behind a")["href"] == f"/kommentare/{comment.id}"


def test_each_stands_at_its_own_change_also_at_words_that_are_gone(session, as_user, first):
    ask(session, first, YEARS, organisation=make.organisation(session, name="Chor"))
    ask(session, first, HALL, organisation=make.organisation(session, name="Dorfladen"))
    document = first.version.document
    make_answers.rewrite(session, document, YEARS, "zwanzig Jahren")
    go_on(session, first, "Im Winter bleibt das Rathaus bis zum späten Abend geöffnet.", "")

    years, hall = behind(page_of(as_user()))

    assert "Chor" in years
    assert "Dorfladen" not in years
    assert "Dorfladen" in hall


def test_one_answer_can_stand_behind_a_new_passage(session, as_user, first):
    document = first.version.document
    make_answers.rewrite(session, document, "# Leitlinien", "# Leitlinien\n\nGanz neue Worte.")
    version = make_answers.next_version(session, document)
    key = make_drafts.passages(session, version)[1].key
    comment = make_drafts.comment(session, in_round=first, passage=None)
    answer = make_drafts.answer(session, comment, released_at=version.published_at)
    make_answers.link(session, answer, key)

    assert behind(page_of(as_user())) == [
        "Auf diesen Kommentar hin: Privatperson: Hinweis zu Fassung 1 Wird übernommen"
    ]


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        (ChangeReason.EDITORIAL, "Redaktionell: gleicher Inhalt, andere Worte"),
        (ChangeReason.OWN_INITIATIVE, "Eigene Änderung der Verwaltung"),
    ],
)
def test_the_administrations_own_reason_is_told(session, as_user, first, reason, words):
    key = make_drafts.passages(session, first.version)[1].key
    explain(session, first, key, reason)
    go_on(session, first)

    assert behind(page_of(as_user())) == [words]


def test_reasons_for_a_version_to_come_stay_inside(session, as_user, first):
    key = make_drafts.passages(session, first.version)[1].key
    go_on(session, first)
    explain(session, first, key, number=3)
    ask(session, first, organisation=make.organisation(session, name="Später"))

    for reader in (None, make.steering(session)):
        assert behind(page_of(as_user(reader))) == [""]


@pytest.mark.parametrize("reader", [None, make.member, make.steering])
@pytest.mark.parametrize(
    "answer",
    [{"released": False}, {"superseded_at": clock.now()}],
    ids=["drafted", "superseded"],
)
def test_only_answers_that_count(session, as_user, first, reader, answer):
    ask(session, first, organisation=make.organisation(session, name="Sprachtreff"), answer=answer)
    go_on(session, first)

    page = page_of(as_user(reader and reader(session)))

    assert behind(page) == [""]
    assert "Sprachtreff" not in page.text


@pytest.mark.parametrize("status", [CommentStatus.DECLINED, CommentStatus.SUBMITTED])
def test_what_nobody_reads_is_not_named(session, as_user, first, status):
    ask(session, first, status=status, organisation=make.organisation(session, name="Verborgen"))
    go_on(session, first)

    for reader in (None, make.steering(session)):
        assert "Verborgen" not in page_of(as_user(reader)).text


def test_a_tombstone_names_nobody(session, as_user, first):
    ask(
        session,
        first,
        status=CommentStatus.WITHDRAWN,
        organisation=make.organisation(session, name="Zurückgetreten"),
        kind=CommentKind.OBJECTION,
    )
    go_on(session, first)

    for reader in (None, make.steering(session)):
        [words] = behind(page_of(as_user(reader)))
        assert "Zurückgezogener Kommentar zu Fassung 1, Abschnitt 2" in words
        assert "Zurückgetreten" not in words
        assert "Einwand" not in words
        told = queries.behind_changes(
            session, queries.versions_of(session, "leitlinien"), 1, 2, reader=reader
        )
        assert [row.organisation for found in told.comments.values() for row in found] == [None]


def test_a_sealed_comment_is_named_to_its_author_and_the_staff(session, as_user):
    version = make_drafts.version(session, text=TEXT, slug="leitlinien")
    in_round = make_drafts.open_round(session, of=version, sealed=True)
    comment = ask(session, in_round)
    go_on(session, in_round)

    assert behind(page_of(as_user())) == behind(page_of(as_user(make.member(session)))) == [""]
    for inside in (comment.author, make.steering(session)):
        assert "Privatperson" in behind(page_of(as_user(inside)))[0]


class TestMoreThanTwoVersions:
    @pytest.fixture
    def three(self, session, first):
        """Three versions; each change was asked for by another one."""
        ask(session, first, organisation=make.organisation(session, name="Chor"))
        second = go_on(session, first)
        in_round = make_drafts.closed_round(session, of=second)
        ask(session, in_round, YEARS, organisation=make.organisation(session, name="Dorfladen"))
        ask(session, first, "Sprache", organisation=make.organisation(session, name="Fußball"))
        go_on(session, first, YEARS, "zwanzig Jahren")
        go_on(session, first, "jedem Dorf", "jedem Weiler")
        return in_round

    @pytest.mark.usefixtures("three")
    def test_neighbours_have_their_own(self, as_user):
        assert "Chor" in behind(page_of(as_user(), 2, 1))[0]
        assert len(behind(page_of(as_user(), 2, 1))) == 1
        assert "Dorfladen" in behind(page_of(as_user(), 3, 2))[0]
        assert "Chor" not in page_of(as_user(), 3, 2).text
        assert behind(page_of(as_user(), 4, 3)) == [""]

    @pytest.mark.usefixtures("three")
    def test_others_have_those_of_all_between(self, as_user):
        place, years = behind(page_of(as_user(), 4, 1))

        assert "Auf diese 2 Kommentare hin:" in place
        assert "Chor" in place
        assert "Fußball" in place  # answered after version 2
        assert "Dorfladen: Hinweis zu Fassung 2, Abschnitt 3" in years

    def test_what_went_through_a_closed_circle_is_told_inside(self, session, as_user, three):
        three.circle = Circle.CLOSED
        session.commit()

        page = page_of(as_user(), 3, 1)

        assert behind(page) == ["", ""]
        assert "Dorfladen" not in page.text
        assert "Dorfladen" in behind(page_of(as_user(make.moderator(session)), 3, 1))[1]


def test_a_passage_that_only_looks_different_has_no_reason(session, as_user, first):
    ask(session, first)
    go_on(session, first, "jedem Ort", "**jedem Ort**")

    page = page_of(as_user())

    assert "Anders gestaltet" in page.text
    assert behind(page) == [""]


def test_many_are_folded_and_take_the_same_statements_as_few(session, as_user, statements, first):
    author, staff = make.user(session), make.steering(session)

    def fill(comments):
        for _ in range(comments):
            answer = {"actor": staff, "released_at": first.closes_at}
            ask(session, first, author=author, decided_by_id=staff.id, answer=answer)

    def count(reader):
        page_of(as_user(reader))
        with statements() as seen:
            page_of(as_user(reader))
        return len(seen)

    fill(2)
    go_on(session, first)
    few = [count(reader) for reader in (None, author, staff)]
    fill(30)

    assert [count(reader) for reader in (None, author, staff)] == few
    assert max(few) <= 8
    page = page_of(as_user())
    assert len(page.select(".diff__behind > ul li")) == 8
    assert "24 weitere Kommentare" in words_of(page.select_one(".diff__behind summary"))
    assert len(page.select(".diff__behind li")) == 32
