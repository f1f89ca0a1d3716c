"""All that a person has sent: the pages behind the short lists of their tasks."""

from datetime import date

import pytest
from bs4 import BeautifulSoup

from ikparticipation import clock
from ikparticipation.consultation.models import Channel, Outcome
from ikparticipation.reporting.views.mine import PAGE
from tests import make, make_drafts, make_surveys
from tests.make_inventory import wave

COMMENTS, RESPONSES = "/mein/kommentare", "/mein/erhebungen"


@pytest.fixture
def read(as_user):
    def get(user, path):
        answer = as_user(user).get(path)
        assert answer.status_code == 200
        return BeautifulSoup(answer.text, "html.parser")

    return get


def rows(tree):
    return [" ".join(row.get_text(" ").split()) for row in tree.select(".queue__row")]


def test_every_comment_of_a_person_is_there_with_its_answer_the_newest_first(session, read):
    person, in_round = make.member(session), make_drafts.open_round(session)
    for n in range(PAGE + 2):
        comment = make_drafts.comment(
            session,
            in_round=in_round,
            author=person,
            text=f"Wunsch {n}.",
            submitted_at=clock.now() - (n + 1) * make.DAY,
        )
    make_drafts.answer(session, comment, outcome=Outcome.PARTLY, reason="Das geht zur Hälfte.")

    first, second = (rows(read(person, f"{COMMENTS}?seite={page}")) for page in (1, 2))

    assert first[0].startswith("Wunsch 0.")
    assert [row.split(".")[0] for row in (*first, *second)] == [f"Wunsch {n}" for n in range(27)]
    assert "Veröffentlicht" in second[0]
    assert second[1].endswith("Wird teilweise übernommen Das geht zur Hälfte. Beantwortet")


def test_only_ones_own_words_and_not_those_entered_for_others(session, read):
    person = make.moderator(session)
    make_drafts.comment(session)
    make_drafts.comment(
        session, author=person, channel=Channel.LETTER, received_on=date(2026, 3, 1)
    )

    tree = read(person, COMMENTS)

    assert not rows(tree)
    assert tree.select_one(".empty__title").text == "Noch keine Kommentare"


@pytest.mark.parametrize("path", ["/mein/aufgaben", COMMENTS])
def test_a_withdrawn_comment_has_a_name_and_no_words(session, read, path):
    person = make.member(session)
    withdrawn = make_drafts.withdrawn_comment(session, author=person, text="Ganz geheim")

    tree = read(person, path)

    link = tree.select_one(f'a[href="/kommentare/{withdrawn.id}"]')
    assert link.text == "Zurückgezogener Kommentar"
    assert "Ganz geheim" not in tree.text


def test_every_survey_that_was_sent_is_there(session, read):
    asked, organisation, person = make_surveys.seat(session)
    make_surveys.submitted(session, asked, organisation, person)
    for _ in range(PAGE):
        another = wave(session)
        make_surveys.invited(session, another, organisation)
        make_surveys.submitted(session, another, organisation, person)
    others = make_surveys.seat(session)
    make_surveys.submitted(session, *others)

    first, second = (rows(read(person, f"{RESPONSES}?seite={page}")) for page in (1, 2))

    assert (len(first), len(second)) == (PAGE, 1)
    assert all(organisation.name in row for row in first + second)
    assert not rows(read(make.member(session), RESPONSES))


def test_the_short_lists_lead_to_the_long_ones(session, read):
    asked, organisation, person = make_surveys.seat(session)
    make_surveys.submitted(session, asked, organisation, person)
    make_drafts.comment(session, author=person)

    links = {a["href"] for a in read(person, "/mein/aufgaben").main.select("section > p > a")}

    assert links == {COMMENTS, RESPONSES}


@pytest.mark.parametrize("path", [COMMENTS, RESPONSES])
def test_the_pages_cost_few_statements_however_much_there_is(session, as_user, statements, path):
    def cost(many):
        asked, organisation, person = make_surveys.seat(session)
        make_surveys.submitted(session, asked, organisation, person)
        for _ in range(many):
            make_drafts.answer(session, make_drafts.comment(session, author=person))
        client = as_user(person)
        client.get("/healthz")
        with statements() as seen:
            assert client.get(path).status_code == 200
        return len(seen)

    cost(1)

    assert cost(6) == cost(1) <= 8
