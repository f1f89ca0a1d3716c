"""What waits for whom."""

import pytest
from bs4 import BeautifulSoup

from ikparticipation import clock
from ikparticipation.consultation.models import CommentStatus
from ikparticipation.consultation.period import deadline_words
from ikparticipation.organisations.models import MemberRole
from ikparticipation.surveys.models import ResponseStatus, ReviewStatus
from ikparticipation.surveys.policies import LATE
from ikparticipation.surveys.services import reviewing
from tests import make, make_drafts, make_lists, make_surveys
from tests.make_inventory import wave


@pytest.fixture
def read(as_user):
    def get(user, path="/mein/aufgaben", status=200):
        answer = as_user(user).get(path)
        assert answer.status_code == status
        return BeautifulSoup(answer.text, "html.parser")

    return get


def rows(tree, section=""):
    where = f'section[aria-labelledby="{section}"] ' if section else ""
    return {
        row.a["href"]: " ".join(row.get_text(" ").split())
        for row in tree.select(f"{where}.queue__row")
    }


@pytest.mark.parametrize(
    "person", [make.member, make.moderator, make.steering, make.administrator, make.user]
)
def test_with_nothing_to_do_everybody_is_told_so(session, read, person):
    tree = read(person(session))

    assert tree.select_one(".empty__title").text == "Alles erledigt"
    assert not tree.select(".queue__row")


def test_a_visitor_is_asked_to_sign_in_and_comes_back(as_user):
    answer = as_user().get("/mein/aufgaben")

    assert answer.status_code == 302
    assert answer.location == "/anmelden?weiter=/mein/aufgaben"


@pytest.mark.parametrize("role", MemberRole)
@pytest.mark.parametrize(
    ("status", "told"),
    [
        (None, "Noch nicht angefangen"),
        (ResponseStatus.DRAFT, "Angefangen"),
        (ResponseStatus.CHANGED, "Geändert und noch nicht abgesendet"),
    ],
)
def test_members_see_which_survey_waits_and_how_far_it_is(session, read, role, status, told):
    asked, organisation, person = make_surveys.seat(session, role=role)
    if status is ResponseStatus.DRAFT:
        make_surveys.response(session, asked, organisation, person)
    if status is ResponseStatus.CHANGED:
        saved = make_surveys.response(session, asked, organisation, person)
        saved.status, saved.submitted_at = status, saved.saved_at
        saved.review = ReviewStatus.PENDING
        session.commit()

    shown = rows(read(person), "erhebungen")

    row = shown[f"/erhebung/{asked.id}?fuer={organisation.id}"]
    assert asked.title("de") in row
    assert organisation.name in row
    assert f" {told} bis " in row
    assert read(person, f"/erhebung/{asked.id}?fuer={organisation.id}").h1


def test_what_is_overdue_says_what_was_expected_and_how_long_it_is_taken(session, read):
    now = clock.now()
    over = make_surveys.open_wave(session, opens_at=now - 9 * make.DAY, closes_at=now - make.DAY)
    asked, organisation, person = make_surveys.seat(session, over)

    row = rows(read(person), "erhebungen")[f"/erhebung/{asked.id}?fuer={organisation.id}"]

    assert "Überfällig, wird noch angenommen" in row
    assert f"erwartet war es bis {deadline_words(asked.closes_at, 'de')}" in row
    assert f" bis {deadline_words(asked.closes_at + LATE, 'de')}" in row


def test_what_was_returned_leads_to_the_questions(session, read):
    seat = asked, organisation, person = make_surveys.seat(session)
    response = make_surveys.submitted(session, *seat, accepted=False).response
    reviewing.return_response(
        session,
        response.id,
        seen=1,
        words="Bitte sehen Sie nach.",
        until=asked.closes_at,
        actor=make.steering(session),
        at=clock.now(),
    )
    session.commit()

    shown = rows(read(person), "erhebungen")

    path = f"/erhebung/{asked.id}/rueckfragen?fuer={organisation.id}"
    assert "Die Verwaltung hat Rückfragen" in shown[path]
    assert "Bitte sehen Sie nach." in read(person, path).main.text


def test_what_was_submitted_is_no_task_and_leads_to_where_it_appears(session, read, work):
    asked, organisation, person = make_surveys.seat(session)
    make_surveys.submitted(session, asked, organisation, person, accepted=False)
    work()

    tree = read(person)

    assert tree.select_one(".empty__title").text == "Alles erledigt"
    assert list(rows(tree, "abgesendet")) == [f"/erhebung/{asked.id}?fuer={organisation.id}"]
    appears = tree.select_one(f'a[href^="/akteure/{organisation.id}"]')
    assert "Wo die Antwort auftaucht" in appears.text
    assert "Angebot 1" in read(person, appears["href"]).main.get_text(" ")


def test_surveys_of_other_organisations_are_nobody_elses_task(session, read):
    asked = wave(session)
    make_surveys.invited(session, asked)

    assert not rows(read(make.member(session)), "erhebungen")


@pytest.mark.parametrize(
    ("person", "told"),
    [
        (make.moderator, ["1 Kommentar prüfen", "1 Kommentar beantworten"]),
        (
            make.steering,
            ["1 Kommentar prüfen", "1 Kommentar beantworten", "1 Antwort freigeben"],
        ),
        (
            make.administrator,
            ["1 Kommentar prüfen", "1 Kommentar beantworten", "1 Antwort freigeben"],
        ),
        (make.member, []),
        (make.user, []),
    ],
)
def test_staff_see_the_queues_their_role_may_empty(session, read, person, told):
    make_drafts.comment(session, status=CommentStatus.SUBMITTED)
    make_drafts.comment(session)
    make_drafts.answer(session, released=False)

    shown = read(person(session)).select('section[aria-labelledby="verwaltung"] .queue__title')

    assert [title.text for title in shown] == told


def test_open_rounds_and_own_comments_are_shown(session, read):
    person, in_round = make.member(session), make_drafts.open_round(session)
    waiting = make_drafts.comment(
        session, in_round=in_round, author=person, status=CommentStatus.SUBMITTED
    )
    answered = make_drafts.comment(session, in_round=in_round, author=person)
    make_drafts.answer(session, answered)
    make_drafts.comment(session, in_round=in_round)

    tree = read(person)

    own = rows(tree, "kommentare")
    assert set(own) == {f"/kommentare/{waiting.id}", f"/kommentare/{answered.id}"}
    assert own[f"/kommentare/{waiting.id}"].endswith("Wird geprüft")
    assert own[f"/kommentare/{answered.id}"].endswith("Beantwortet")
    assert len(rows(tree, "mitreden")) == 1


def test_the_overview_tells_what_waits_and_since_when(session, read):
    make_drafts.comment(session, status=CommentStatus.SUBMITTED)
    make_drafts.answer(session, released=False)

    shown = rows(read(make.moderator(session), "/verwaltung/"), "warteschlangen")

    assert "1 Kommentar wartet auf eine Entscheidung" in shown["/verwaltung/moderation"]
    assert "der älteste: vor 2 Stunden" in shown["/verwaltung/moderation"]
    assert "0 Kommentare ohne Antwort" in shown["/verwaltung/abwaegung"]
    assert "1 Antwort zur Freigabe" in shown["/verwaltung/abwaegung"]
    assert "der älteste: vor 2 Stunden" in shown["/verwaltung/abwaegung"]


def test_steering_sees_what_of_the_surveys_waits(session, read):
    seat = make_surveys.seat(session)
    make_surveys.submitted(session, *seat, accepted=False)
    user = make.steering(session)
    listed = make_lists.uploaded(session, actor=user)
    old = make_lists.uploaded(session, actor=user)
    old.created_at -= 2 * make.DAY
    session.commit()

    shown = rows(read(user, "/verwaltung/"), "warteschlangen")

    assert "1 Antwort wartet auf Prüfung" in shown["/verwaltung/erhebungen/pruefung"]
    assert "die älteste: vor" in shown["/verwaltung/erhebungen/pruefung"]
    assert "„liste.csv“ fertig einlesen" in shown[f"/verwaltung/akteure/liste/{listed.id}"]
    assert f"/verwaltung/akteure/liste/{old.id}" not in shown
    assert len(shown) == 6


def test_empty_queues_are_called_empty(session, read):
    tree = read(make.moderator(session), "/verwaltung/")

    assert [row.split()[-1] for row in rows(tree, "warteschlangen").values()] == ["leer", "leer"]
    assert "Gerade läuft nichts" in tree.main.text


@pytest.mark.parametrize(
    ("person", "works", "operates"),
    [
        (make.moderator, False, False),
        (make.steering, True, False),
        (make.administrator, True, True),
    ],
)
def test_the_overview_leads_only_to_what_the_role_may_open(
    session, read, as_user, person, works, operates
):
    asked, user = wave(session), person(session)
    make_surveys.invited(session, asked)

    tree = read(user, "/verwaltung/")

    links = {a["href"] for a in tree.main.select("a[href]")}
    assert ("/verwaltung/erhebungen" in links) is works
    assert ("/verwaltung/betrieb/" in links) is operates
    for link in links:
        assert as_user(user).get(link).status_code == 200, link


@pytest.mark.parametrize("person", [make.member, make.user])
def test_the_overview_is_for_staff(session, read, person):
    read(person(session), "/verwaltung/", status=403)


@pytest.mark.parametrize("path", ["/mein/aufgaben", "/verwaltung/"])
def test_the_pages_cost_few_statements_however_much_there_is(session, as_user, statements, path):
    def cost(many):
        user = make.administrator(session)
        for _ in range(many):
            asked, organisation, person = make_surveys.seat(session)
            make_surveys.submitted(session, asked, organisation, person)
            make_drafts.comment(session, author=user)
        client = as_user(user)
        client.get("/healthz")
        with statements() as seen:
            assert client.get(path).status_code == 200
        return len(seen)

    cost(1)

    assert cost(6) == cost(1) <= 8
