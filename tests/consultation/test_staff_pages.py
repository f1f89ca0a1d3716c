"""Moderation and Abwägung, as staff use them with real forms."""

from datetime import timedelta
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup

from ikparticipation import clock
from ikparticipation.consultation.models import (
    CommentKind,
    CommentStatus,
    DeclineCategory,
    Disposition,
    Outcome,
)
from ikparticipation.consultation.period import day_begins, day_of
from tests import make, make_drafts
from tests.make_drafts import reread

QUEUE = "/verwaltung/moderation"
ANSWERS = "/verwaltung/abwaegung"
RELEASE = f"{ANSWERS}/freigeben"
SUBMITTED, PUBLISHED, DECLINED = CommentStatus
NEXT_MONTH = day_of(clock.now() + timedelta(days=30))


@pytest.fixture
def moderator(session, as_user):
    return as_user(make.moderator(session, name="Timo Feldweg"))


@pytest.fixture
def steering(session, as_user):
    return as_user(make.steering(session, name="Karla Bergmann"))


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

    def test_it_can_be_filtered_by_document(self, session, moderator):
        first = submitted(session, "Zum ersten")
        submitted(session, "Zum zweiten")
        document = first.round.version.document_id

        assert titles(moderator.get(f"{QUEUE}?dokument={document}")) == ["Zum ersten"]
        assert len(titles(moderator.get(f"{QUEUE}?dokument={uuid4()}"))) == 0
        assert len(titles(moderator.get(f"{QUEUE}?dokument=x%00"))) == 2

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


class TestModerate:
    def decline(self, client, comment, **given):
        data = {"category": "insult", "reason": "Bitte sachlich.", "seen": comment.version} | given
        return client.post(f"{QUEUE}/{comment.id}/ablehnen", data=data)

    def publish(self, client, comment, **given):
        data = {"seen": comment.version} | given
        return client.post(f"{QUEUE}/{comment.id}/veroeffentlichen", data=data)

    def test_a_comment_is_published(self, session, moderator):
        comment = submitted(session, quote="jedem Ort")
        page = moderator.get(f"{QUEUE}/{comment.id}")
        assert "<mark>jedem Ort</mark>" in page.text
        assert comment.author.name in page.text

        answer = self.publish(moderator, comment)

        assert (answer.status_code, answer.location) == (303, QUEUE)
        assert reread(session, comment).status is PUBLISHED

    def test_a_comment_is_declined_with_a_reason(self, session, moderator):
        comment = submitted(session)

        answer = self.decline(moderator, comment)

        assert answer.status_code == 303
        comment = reread(session, comment)
        assert comment.status is DECLINED
        assert comment.decline_category is DeclineCategory.INSULT
        assert comment.decline_reason == "Bitte sachlich."

    def test_what_was_visible_at_once_is_looked_at(self, session, moderator):
        comment = make_drafts.unseen_comment(session)
        assert "Kommentar bleibt veröffentlicht" in moderator.get(f"{QUEUE}/{comment.id}").text

        self.publish(moderator, comment)

        assert reread(session, comment).decided_at is not None
        assert titles(moderator.get(QUEUE)) == []

    @pytest.mark.parametrize(
        ("given", "said"),
        [
            ({"category": None}, "Bitte wählen Sie einen Grund."),
            ({"category": "boring"}, "Bitte wählen Sie einen Grund."),
            ({"reason": "  "}, "Bitte begründen Sie die Entscheidung."),
            ({"reason": "x" * 5001}, "Bitte kürzen Sie auf 5.000 Zeichen."),
            ({"seen": "x"}, "Bitte prüfen Sie Ihre Angaben"),
        ],
    )
    def test_a_decision_that_does_not_fit_comes_back(self, session, moderator, given, said):
        comment = submitted(session)
        data = {"category": "insult", "reason": "Meine Begründung", "seen": 1} | given

        answer = moderator.post(
            f"{QUEUE}/{comment.id}/ablehnen", data={k: v for k, v in data.items() if v is not None}
        )

        assert answer.status_code == 422
        assert said in answer.text
        assert data["reason"].strip() in answer.text
        assert reread(session, comment).status is SUBMITTED

    def test_the_second_of_two_moderators_sees_what_was_decided(self, session, as_user, moderator):
        comment = submitted(session)
        second, seen = as_user(make.moderator(session)), comment.version
        self.decline(moderator, comment)

        for answer in (
            self.publish(second, comment, seen=seen),
            self.decline(second, comment, seen=seen, reason="Meine eigene Begründung"),
        ):
            assert answer.status_code == 409
            assert "Über diesen Kommentar wurde inzwischen entschieden." in answer.text
            assert "Beleidigung" in answer.text
            assert "Bitte sachlich." in answer.text
            assert "Timo Feldweg" in answer.text
        assert "Meine eigene Begründung" in answer.text
        assert reread(session, comment).status is DECLINED

    def test_a_double_click_decides_once(self, session, moderator):
        comment = submitted(session)
        seen = comment.version

        answers = [self.decline(moderator, comment, seen=seen) for _ in range(2)]

        assert [a.status_code for a in answers] == [303, 303]

    def test_an_unknown_comment_is_not_found(self, moderator):
        for address in ("", "/veroeffentlichen", "/ablehnen"):
            client = moderator.post if address else moderator.get
            assert client(f"{QUEUE}/{uuid4()}{address}").status_code == 404


def answer_data(**given):
    data = {"outcome": "adopted", "reason": "Wir nehmen das auf.", "deferred_until": "", "seen": 0}
    return data | given


class TestAnswers:
    def test_they_stand_in_the_order_of_the_text_with_their_state(self, session, moderator):
        in_round = make_drafts.open_round(session)
        passages = make_drafts.passages(session, in_round.version)
        late = make_drafts.comment(session, in_round=in_round, passage=passages[3], text="Unten")
        early = make_drafts.comment(session, in_round=in_round, passage=passages[1], text="Oben")
        make_drafts.answer(session, early, released=False, reason="Entwurf dazu")
        done = make_drafts.comment(session, in_round=in_round, text="Fertig")
        make_drafts.answer(session, done)
        submitted(session, "Ungeprüft", in_round=in_round)

        page = moderator.get(ANSWERS)

        assert titles(page) == ["Oben", "Unten"]
        assert "Entwurf dazu" in page.text
        assert "2 veröffentlichte Kommentare sind noch nicht beantwortet" in page.text
        assert late.organisation_id is None

    @pytest.mark.parametrize(
        ("query", "shown"),
        [
            ("?stand=none", ["Ohne"]),
            ("?stand=drafted", ["Mit"]),
            ("?art=question", ["Mit"]),
            ("?stand=none&art=question", []),
            ("?stand=x&art=%00&dokument=y", ["Mit", "Ohne"]),
        ],
    )
    def test_filters(self, session, moderator, query, shown):
        in_round, now = make_drafts.open_round(session), clock.now()
        drafted = make_drafts.comment(
            session,
            in_round=in_round,
            text="Mit",
            kind=CommentKind.QUESTION,
            submitted_at=now - timedelta(hours=9),
        )
        make_drafts.answer(session, drafted, released=False)
        make_drafts.comment(session, in_round=in_round, text="Ohne")

        assert titles(moderator.get(ANSWERS + query)) == shown

    def test_an_answer_is_drafted_and_nobody_outside_sees_it(self, session, as_user, moderator):
        comment = make_drafts.comment(session)

        answer = moderator.post(f"{ANSWERS}/{comment.id}", data=answer_data())

        assert (answer.status_code, answer.location) == (303, ANSWERS)
        assert "Wir nehmen das auf." in moderator.get(f"{ANSWERS}/{comment.id}").text
        for reader in (None, comment.author):
            page = as_user(reader).get(f"/kommentare/{comment.id}")
            assert "Wir nehmen das auf." not in page.text

    def test_a_deferral_has_its_date(self, session, moderator):
        comment = make_drafts.comment(session)
        data = answer_data(outcome="deferred", deferred_until=NEXT_MONTH)

        moderator.post(f"{ANSWERS}/{comment.id}", data=data)

        stored = session.query(Disposition).one()
        session.commit()
        assert stored.deferred_until == day_begins(NEXT_MONTH)
        assert f'value="{NEXT_MONTH}"' in moderator.get(f"{ANSWERS}/{comment.id}").text

    @pytest.mark.parametrize(
        ("given", "said"),
        [
            ({"outcome": "poem"}, "Bitte wählen Sie ein Ergebnis."),
            ({"outcome": ""}, "Bitte wählen Sie ein Ergebnis."),
            ({"reason": " "}, "Bitte begründen Sie die Antwort."),
            ({"reason": "x" * 10_001}, "Bitte kürzen Sie auf 10.000 Zeichen."),
            ({"outcome": "deferred"}, "Ein Datum gehört zu „Zurückgestellt“"),
            ({"deferred_until": NEXT_MONTH}, "Ein Datum gehört zu „Zurückgestellt“"),
            ({"outcome": "deferred", "deferred_until": "bald"}, "Bitte geben Sie ein Datum an"),
            ({"outcome": "deferred", "deferred_until": "2020-01-01"}, "in der Zukunft"),
            ({"outcome": "deferred", "deferred_until": "9999-12-31"}, "zu weit in der Zukunft"),
        ],
    )
    def test_an_answer_that_does_not_fit_comes_back(self, session, moderator, given, said):
        comment = make_drafts.comment(session)
        data = answer_data(reason="Meine lange Begründung") | given

        answer = moderator.post(f"{ANSWERS}/{comment.id}", data=data)

        assert answer.status_code == 422
        assert said in answer.text
        assert data["reason"].strip() in answer.text
        assert session.query(Disposition).all() == []

    def test_two_tabs_see_both_answers_and_the_second_may_replace_the_first(
        self, session, moderator, steering
    ):
        comment = make_drafts.comment(session)
        page = f"{ANSWERS}/{comment.id}"
        moderator.post(page, data=answer_data(reason="Antwort eins"))

        answer = steering.post(page, data=answer_data(reason="Antwort zwei"))

        assert answer.status_code == 409
        assert "Antwort eins" in answer.text
        assert "Antwort zwei" in answer.text
        assert "Timo Feldweg" in answer.text
        stored = session.query(Disposition).one()
        assert stored.reason == "Antwort eins"
        session.commit()

        again = steering.post(page, data=answer_data(reason="Antwort zwei", seen=stored.version))

        assert again.status_code == 303
        assert reread(session, stored).reason == "Antwort zwei"

    @pytest.mark.parametrize("status", [SUBMITTED, DECLINED])
    def test_only_published_comments_are_answered(self, session, moderator, status):
        comment = make_drafts.comment(session, status=status)

        answer = moderator.post(f"{ANSWERS}/{comment.id}", data=answer_data(reason="Mein Text"))

        assert answer.status_code == 409
        assert "Beantwortet werden nur veröffentlichte Kommentare." in answer.text
        assert "Mein Text" in answer.text

    def test_an_unknown_comment_is_not_found(self, moderator):
        assert moderator.get(f"{ANSWERS}/{uuid4()}").status_code == 404
        assert moderator.post(f"{ANSWERS}/{uuid4()}", data=answer_data()).status_code == 404

    def test_the_list_takes_the_same_statements_for_many(self, session, moderator, statements):
        def count():
            with statements() as seen:
                moderator.get(ANSWERS)
            return len(seen)

        in_round = make_drafts.open_round(session)
        make_drafts.comment(session, in_round=in_round)
        few = count()
        for _ in range(9):
            make_drafts.comment(session, in_round=in_round)

        assert count() == few <= 8


class TestRelease:
    def test_several_are_chosen_read_once_more_and_released(self, session, as_user, steering):
        answers = [make_drafts.answer(session, released=False) for _ in range(2)]
        assert 'name="antwort"' in steering.get(ANSWERS).text

        page = steering.get(RELEASE, query_string={"antwort": [a.id.hex for a in answers]})
        assert "2 Antworten freigeben?" in page.text
        fields = BeautifulSoup(page.text, "html.parser").select("input[name=antwort]")
        done = steering.post(
            RELEASE, data={"antwort": [f["value"] for f in fields]}, follow_redirects=True
        )

        assert "2 Antworten sind freigegeben." in done.text
        for answer in answers:
            assert reread(session, answer).released_at is not None
            assert answer.reason in as_user().get(f"/kommentare/{answer.comment_id}").text

    def test_one_goes_straight_from_writing_to_the_question(self, session, steering):
        comment = make_drafts.comment(session)

        answer = steering.post(
            f"{ANSWERS}/{comment.id}", data=answer_data(freigeben="ja"), follow_redirects=True
        )

        assert answer.request.path == RELEASE
        assert "1 Antwort freigeben?" in answer.text

    def test_an_answer_that_was_rewritten_is_read_again_first(self, session, moderator, steering):
        answer = make_drafts.answer(session, released=False)
        seen = f"{answer.id.hex}.{answer.version}"
        moderator.post(
            f"{ANSWERS}/{answer.comment_id}", data=answer_data(reason="Neuer Text", seen=1)
        )

        refused = steering.post(RELEASE, data={"antwort": [seen]})

        assert refused.status_code == 409
        assert "Neuer Text" in refused.text
        assert "Nichts ist freigegeben." in refused.text
        assert reread(session, answer).released_at is None

    @pytest.mark.parametrize("names", [[], ["x"], [str(uuid4())], ["\0"], [f"{uuid4()}.x"]])
    @pytest.mark.parametrize("method", ["get", "post"])
    def test_nothing_chosen_leads_back(self, steering, names, method):
        where = {"query_string" if method == "get" else "data": {"antwort": names}}

        page = getattr(steering, method)(RELEASE, follow_redirects=True, **where)

        assert page.request.path == ANSWERS
        assert "Bitte wählen Sie eine Antwort aus" in page.text

    def test_a_double_click_releases_once(self, session, steering):
        answer = make_drafts.answer(session, released=False)
        data = {"antwort": [f"{answer.id.hex}.{answer.version}"]}

        answers = [steering.post(RELEASE, data=data) for _ in range(2)]

        assert [a.status_code for a in answers] == [303, 303]

    def test_moderators_draft_and_do_not_release(self, session, moderator):
        answer = make_drafts.answer(session, released=False)

        assert moderator.get(f"{RELEASE}?antwort={answer.id.hex}").status_code == 403
        refused = moderator.post(RELEASE, data={"antwort": [f"{answer.id.hex}.1"]})

        assert refused.status_code == 403
        assert reread(session, answer).released_at is None
        assert 'name="antwort"' not in moderator.get(ANSWERS).text

    def test_a_released_answer_can_be_read_and_not_rewritten(self, session, moderator):
        answer = make_drafts.answer(session, outcome=Outcome.NOTED)
        page = f"{ANSWERS}/{answer.comment_id}"
        assert "ändert sich nicht mehr" in moderator.get(page).text

        refused = moderator.post(page, data=answer_data(reason="Doch anders", seen=1))

        assert refused.status_code == 409
        assert "Doch anders" in refused.text
        assert reread(session, answer).reason != "Doch anders"


@pytest.mark.parametrize("who", [make.user, make.member])
def test_others_have_no_business_here(session, as_user, who):
    comment, client = submitted(session), as_user(who(session))

    for address in (QUEUE, f"{QUEUE}/{comment.id}", ANSWERS, f"{ANSWERS}/{comment.id}", RELEASE):
        assert client.get(address).status_code == 403
    for address in (f"{QUEUE}/{comment.id}/veroeffentlichen", f"{QUEUE}/{comment.id}/ablehnen"):
        assert client.post(address, data={"seen": 1}).status_code == 403
    assert reread(session, comment).status is SUBMITTED
