"""The list of the comments on an earlier version, and what it and the text beside it cost."""

import pytest

from ikparticipation import clock
from ikparticipation.consultation import services
from tests import make, make_answers, make_drafts
from tests.consultation.carried import (
    GONE,
    KEPT,
    LIST,
    SECOND,
    TOGETHER,
    first_round,
    go_on,
    leave_open,
    page_of,
    say,
    shown,
    words_of,
)


@pytest.fixture
def first(session):
    return first_round(session)


class TestTheList:
    def test_old_words_answer_and_the_new_place_stand_together(self, session, as_user, first):
        comment = say(session, first, TOGETHER, text="Länger schon")
        make_drafts.answer(session, comment, reason="Wir nennen eine Zahl.")
        drafted = say(session, first, text="Ohne Antwort")
        make_drafts.answer(session, drafted, reason="Nur ein Entwurf.", released=False)
        go_on(session, first, ("seit vielen Jahren", "seit zwanzig Jahren"))

        page = page_of(as_user(), f"{LIST}?abschnitt={comment.passage.key}")

        assert shown(page) == ["Länger schon"]
        assert words_of(page.select_one(".comment .quote")) == TOGETHER
        assert "Wir nennen eine Zahl." in words_of(page.select_one(".answer"))
        now = page.select_one(".comment__now")
        assert "Die Worte haben sich geändert." in words_of(now)
        assert words_of(now.select_one("ins")) == "eingefügt: zwanzig"
        assert now.a["href"] == f"{SECOND}#{comment.passage.key}"
        assert "Nur ein Entwurf." not in page_of(as_user(), LIST).text

    def test_words_gone_can_still_be_read(self, session, as_user, first):
        say(session, first, GONE, text="Bitte länger öffnen")
        go_on(session, first, ("Im Winter bleibt das Rathaus bis zum späten Abend geöffnet.", ""))

        page = page_of(as_user(), f"{LIST}?wo=gestrichen")

        assert shown(page) == ["Bitte länger öffnen"]
        assert words_of(page.select_one(".comment .quote")) == GONE
        assert "Die Worte stehen nicht mehr im Text." in words_of(page.main)
        assert shown(page_of(as_user(), f"{LIST}?wo=hier")) == []

    def test_in_the_order_of_the_new_text_then_what_has_no_place(self, session, as_user, first):
        say(session, first, None, text="zum Ganzen")
        open_one = say(session, first, TOGETHER, text="offen")
        say(session, first, TOGETHER, text="hinten")
        say(session, first, text="vorn")
        go_on(session, first)
        leave_open(session, open_one)

        page = page_of(as_user(), LIST)

        assert shown(page) == ["vorn", "hinten", "offen", "zum Ganzen"]
        heads = [words_of(each) for each in page.main.select("h2")]
        assert heads == ["Abschnitt 2", "Abschnitt 4", "Werden noch zugeordnet", "Zum ganzen Text"]
        chosen = [words_of(each) for each in page.select("main nav:not(.breadcrumb) a")]
        assert chosen == [
            "Alle (4)",
            "Stehen hier wieder (2)",
            "Werden noch zugeordnet (1)",
            "Zum ganzen Text (1)",
        ]

    def test_it_compares_with_the_words_that_were_commented(self, session, as_user, first):
        say(session, first, TOGETHER)
        go_on(session, first, ("seit vielen Jahren", "seit zwanzig Jahren"))
        go_on(session, first, ("Sprache öffnet Türen.", "Sprache verbindet."))

        page = page_of(as_user(), "/entwuerfe/leitlinien/3/aus-fassung/1")

        assert "Die Worte haben sich geändert." in words_of(page.main)
        assert "Die Worte stehen unverändert im Text." not in words_of(page.main)

    def test_there_are_twenty_on_a_page(self, session, as_user, first):
        author, staff = make.user(session), make.moderator(session)
        for n in range(22):
            say(session, first, text=f"Nummer {n}", author=author, decided_by_id=staff.id)
        go_on(session, first)

        one, two = page_of(as_user(), LIST), page_of(as_user(), f"{LIST}?seite=2")

        assert (len(shown(one)), len(shown(two))) == (20, 2)
        assert not set(shown(one)) & set(shown(two))

    @pytest.mark.parametrize(
        "path",
        [
            "leitlinien/2/aus-fassung/2",
            "leitlinien/1/aus-fassung/2",
            "leitlinien/2/aus-fassung/3",
            "leitlinien/3/aus-fassung/1",
            "nie/2/aus-fassung/1",
            "leitlinien/2/aus-fassung/1?abschnitt=p99",
            "leitlinien/2/aus-fassung/1?abschnitt=%00",
        ],
    )
    def test_what_is_not_there(self, session, as_user, first, path):
        go_on(session, first)

        assert as_user().get(f"/entwuerfe/{path}").status_code == 404


class TestCost:
    """Many comments take no more statements than few."""

    @pytest.mark.parametrize("reader", [None, make.member, make.moderator])
    @pytest.mark.parametrize("address", [SECOND, f"{SECOND}?antwort=ja", LIST, f"{LIST}?wo=hier"])
    def test_many_take_the_same_statements_as_few(
        self, session, as_user, statements, first, reader, address
    ):
        author, staff = make.user(session), make.moderator(session)
        client = as_user(reader and reader(session))

        def fill(comments):
            for quote in (KEPT, TOGETHER) * comments:
                say(session, first, quote, author=author, decided_by_id=staff.id)

        def count():
            with statements() as seen:
                assert client.get(address).status_code == 200
            return len(seen)

        fill(2)
        second = go_on(session, first)
        make_drafts.open_round(session, of=second)
        count()
        few = count()
        fill(20)
        services.map_places(session, second, at=clock.now())
        session.commit()
        count()

        assert count() == few <= 8

    def test_it_takes_one_statement_and_only_after_a_round(
        self, session, as_user, statements, first
    ):
        def count(address):
            as_user().get(address)
            with statements() as seen:
                as_user().get(address)
            return len(seen), sum("comment_place" in each for each in seen)

        say(session, first)
        go_on(session, first)
        alone = make_drafts.document(session, slug="allein")
        make_drafts.version(session, of=alone)
        make_answers.rewrite(session, alone, "Sprache", "Die Sprache")
        make_drafts.version(session, of=alone)

        without, none = count("/entwuerfe/allein/2")

        assert none == 0
        assert count("/entwuerfe/leitlinien/1")[1] == 0
        assert count(SECOND) == (without + 1, 1)
