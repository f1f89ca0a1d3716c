"""The queue of moderators, as they use it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup

from ikparticipation import clock
from ikparticipation.consultation.models import Channel, CommentKind, CommentStatus, Moderation
from tests import make, make_drafts
from tests.make_drafts import reread

QUEUE = "/verwaltung/moderation"
DRAFT, SUBMITTED, PUBLISHED, DECLINED, WITHDRAWN = CommentStatus


@pytest.fixture
def moderator(session, as_user):
    return as_user(make.moderator(session, name="Timo Feldweg"))


def titles(page):
    assert page.status_code == 200
    return [a.text for a in BeautifulSoup(page.text, "html.parser").select(".queue__title")]


def submitted(session, text="Bitte prüfen", **given):
    return make_drafts.comment(session, status=SUBMITTED, text=text, **given)


class TestQueue:
    def test_the_oldest_comes_first_and_says_how_long_it_waits(self, session, moderator):
        in_round, now = make_drafts.open_round(session), clock.now()
        for text, hours in (("Neu", 1), ("Alt", 50), ("Mittel", 5)):
            submitted(session, text, in_round=in_round, submitted_at=now - timedelta(hours=hours))

        page = moderator.get(QUEUE)

        assert titles(page) == ["Alt", "Mittel", "Neu"]
        assert "vor 2 Tagen" in page.text
        assert "3 Kommentare warten" in page.text

    def test_what_is_decided_does_not_stand_there(self, session, moderator):
        make_drafts.comment(session, status=PUBLISHED)
        make_drafts.comment(session, status=DECLINED)

        page = moderator.get(QUEUE)

        assert titles(page) == []
        assert "Nichts zu tun." in page.text

    def test_what_is_visible_but_seen_by_nobody_stands_there_with_a_word(self, session, moderator):
        make_drafts.unseen_comment(session, text="Schon öffentlich")

        page = moderator.get(QUEUE)

        assert titles(page) == ["Schon öffentlich"]
        assert "Schon zu sehen" in page.text

    def test_it_can_be_filtered_by_round(self, session, moderator):
        first = submitted(session, "Zum ersten")
        submitted(session, "Zum zweiten")

        assert titles(moderator.get(f"{QUEUE}?runde={first.round_id}")) == ["Zum ersten"]
        assert len(titles(moderator.get(f"{QUEUE}?runde={uuid4()}"))) == 0
        assert len(titles(moderator.get(f"{QUEUE}?runde=x%00"))) == 2

    def test_it_takes_the_same_statements_for_many(self, session, moderator, statements):
        def count():
            with statements() as seen:
                moderator.get(QUEUE)
            return len(seen)

        in_round = make_drafts.open_round(session)
        submitted(session, in_round=in_round)
        few = count()
        for _ in range(9):
            submitted(session, in_round=in_round)

        assert count() == few <= 8


class TestFilters:
    """Each state, and each filter, on one comment of every kind."""

    @pytest.fixture
    def many(self, session):
        in_round = make_drafts.open_round(session, moderation=Moderation.POST)
        organisation = make.organisation(session, name="Sprachtreff")
        given = {"in_round": in_round}
        submitted(session, "Neu", **given, organisation=organisation)
        submitted(session, "Frage", **given, kind=CommentKind.QUESTION)
        make_drafts.unseen_comment(session, text="Ungesehen", **given)
        published = make_drafts.comment(session, text="Gemeldet", **given)
        make_drafts.report(session, published)
        declined = make_drafts.comment(session, status=DECLINED, text="Widersprochen", **given)
        make_drafts.appeal(session, declined)
        submitted(session, "Erwidert", **given, parent_id=published.id)
        letter = {"channel": Channel.LETTER, "received_on": clock.now().date()}
        old = clock.now() - timedelta(days=4)
        submitted(session, "Brief", **given, submitted_at=old, sender="Frau Beispiel", **letter)
        make_drafts.comment(session, status=DRAFT, text="Entwurf", **given)
        make_drafts.comment(session, status=WITHDRAWN, text="Zurück", **given)
        return {"runde": in_round.id, "organisation": organisation.id}

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("", "Brief Erwidert Frage Gemeldet Neu Ungesehen Widersprochen"),
            ("stand=submitted", "Brief Erwidert Frage Neu"),
            ("stand=unseen", "Ungesehen"),
            ("stand=appealed", "Widersprochen"),
            ("stand=reported", "Gemeldet"),
            ("stand=published", "Gemeldet"),
            ("stand=declined", "Widersprochen"),
            ("stand=draft", "Brief Erwidert Frage Gemeldet Neu Ungesehen Widersprochen"),
            ("art=question", "Frage"),
            ("organisation={organisation}", "Neu"),
            ("organisation=ohne", "Brief Erwidert Frage Gemeldet Ungesehen Widersprochen"),
            ("kanal=letter", "Brief"),
            ("form=erwiderungen", "Erwidert"),
            ("form=kommentare", "Brief Frage Gemeldet Neu Ungesehen Widersprochen"),
            ("alter=3", "Brief"),
            ("alter=4711", "Brief Erwidert Frage Gemeldet Neu Ungesehen Widersprochen"),
            ("runde={runde}&stand=submitted&art=remark", "Brief Erwidert Neu"),
        ],
    )
    def test_it_shows_what_was_asked_for(self, moderator, many, query, found):
        page = moderator.get(f"{QUEUE}?{query.format(**many)}")

        assert sorted(titles(page)) == found.split()

    @pytest.mark.usefixtures("many")
    def test_the_filter_counts_each_state_and_every_row_says_why_it_waits(self, moderator):
        page = moderator.get(QUEUE)

        for words in ("Alles, was wartet (7)", "Neu (4)", "Widerspruch (1)", "Gemeldet (1)"):
            assert words in page.text
        side = {
            row.select_one(".queue__title").text: row.select_one(".queue__side").text
            for row in BeautifulSoup(page.text, "html.parser").select(".queue__row")
        }
        assert "Widerspruch" in side["Widersprochen"]
        assert "Gemeldet" in side["Gemeldet"]
        assert "Schon zu sehen" in side["Ungesehen"]
        assert "Frau Beispiel" in page.text

    def test_the_figures_of_the_round_stand_there(self, moderator, many):
        page = moderator.get(f"{QUEUE}?runde={many['runde']}")

        assert "Eingegangen: 7 = 2 veröffentlicht + 1 abgelehnt + 1 zurückgezogen" in page.text
        assert "+ 3 in Prüfung; dazu 1 Erwiderung" in page.text


def test_fifty_stand_on_a_page_and_the_filters_go_along(session, moderator):
    in_round = make_drafts.open_round(session)
    for _ in range(51):
        submitted(session, in_round=in_round)

    first = moderator.get(f"{QUEUE}?stand=submitted")
    second = moderator.get(f"{QUEUE}?stand=submitted&seite=2")

    assert (len(titles(first)), len(titles(second))) == (50, 1)
    assert f"{QUEUE}?stand=submitted&amp;seite=2" in first.text
    row = BeautifulSoup(second.text, "html.parser").select_one(".queue__title")
    assert row["href"].endswith("?stand=submitted")


@pytest.mark.parametrize("who", [make.user, make.member])
def test_others_have_no_business_here(session, as_user, who):
    comment, client = submitted(session), as_user(who(session))

    for address in (QUEUE, f"{QUEUE}/{comment.id}"):
        assert client.get(address).status_code == 403
    for act in ("veroeffentlichen", "ablehnen", "schwaerzen", "meldungen", "widerspruch"):
        answer = client.post(f"{QUEUE}/{comment.id}/{act}", data={"seen": 1})
        assert answer.status_code == 403
    assert reread(session, comment).status is SUBMITTED
