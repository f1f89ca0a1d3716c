"""Abwägung: writing answers and releasing them, as staff do it with real forms."""

from datetime import timedelta
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup

from ikparticipation import clock
from ikparticipation.consultation import services
from ikparticipation.consultation.models import (
    CommentKind,
    CommentStatus,
    Disposition,
    Moderation,
    Outcome,
)
from ikparticipation.consultation.period import day_begins, day_of
from ikparticipation.consultation.queries.answering.queue import MOST_ROWS
from tests import make, make_answers, make_drafts
from tests.make_drafts import reread

NOBODY = "0b6f6f0e-5d0c-4c53-9d0e-0d9f3f3f7a11"
ANSWERS = "/verwaltung/abwaegung"
RELEASE = f"{ANSWERS}/freigeben"
LONGEST_ADDRESS = 4_000
"""In characters: gunicorn reads lines of 4,094, with the method and the protocol."""
SUBMITTED, DECLINED = CommentStatus.SUBMITTED, CommentStatus.DECLINED
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


def answer_data(**given):
    data = {"outcome": "adopted", "reason": "Wir nehmen das auf.", "deferred_until": "", "seen": 0}
    return data | {"comment_seen": 1} | given


def correct(session, comment, text):
    """Let the author put other words into a comment, as in another window."""
    said = {"kind": comment.kind, "text": text, "replacement": None}
    services.correct_comment(session, comment, actor=comment.author, at=clock.now(), **said)
    session.commit()


def chosen(page):
    """Return the answers that a page asks to release, as it sends them."""
    fields = BeautifulSoup(page.text, "html.parser").select("input[name=antwort]")
    return [field["value"] for field in fields]


def many_drafts(session, number):
    """Return drafted answers to comments on one text."""
    in_round, writer = make_drafts.closed_round(session), make.steering(session)
    author = make.user(session)
    comments = [
        make_drafts.comment(session, in_round=in_round, author=author, decided_by_id=writer.id)
        for _ in range(number)
    ]
    return [make_drafts.answer(session, c, released=False, actor=writer) for c in comments]


class TestAnswers:
    def test_they_stand_in_the_order_of_the_text_with_their_state(self, session, moderator):
        in_round = make_drafts.open_round(session)
        passages = make_drafts.passages(session, in_round.version)
        late = make_drafts.comment(session, in_round=in_round, passage=passages[3], text="Unten")
        early = make_drafts.comment(session, in_round=in_round, passage=passages[1], text="Oben")
        make_drafts.answer(session, early, released=False, reason="Entwurf dazu")
        done = make_drafts.comment(session, in_round=in_round, text="Fertig")
        make_drafts.answer(session, done)
        make_drafts.comment(session, status=SUBMITTED, text="Ungeprüft", in_round=in_round)

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
            ({"reason": "x" * 10_001}, "Höchstens 10.000 Zeichen, Ihr Text hat 10.001."),
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

    @pytest.mark.parametrize("is_drafted", [True, False])
    def test_words_that_were_corrected_meanwhile_are_read_first(
        self, session, moderator, is_drafted
    ):
        in_round = make_drafts.open_round(session, moderation=Moderation.POST)
        comment = make_drafts.comment(session, in_round=in_round, text="Ich bin dafür.")
        if is_drafted:
            make_drafts.answer(session, comment, released=False, reason="Wie schön.")
        address = f"{ANSWERS}/{comment.id}"
        form = BeautifulSoup(moderator.get(address).text, "html.parser")
        seen = {name: form.select_one(f"#{name}")["value"] for name in ("seen", "comment_seen")}
        correct(session, comment, "Ich bin dagegen.")
        data = answer_data(reason="Danke für die Zustimmung.", **seen)

        refused = moderator.post(address, data=data)

        assert refused.status_code == 409
        assert "Der Kommentar wurde inzwischen geändert." in refused.text
        assert "Ich bin dagegen." in refused.text
        assert "Danke für die Zustimmung." in refused.text
        assert "Gespeicherte Antwort von" not in refused.text
        assert [d.reason for d in session.query(Disposition)] == ["Wie schön."] * is_drafted
        session.commit()
        again = moderator.post(address, data=data | {"comment_seen": comment.version})
        assert again.status_code == 303

    def test_an_office_reads_corrected_words_first_too(self, session, as_user):
        in_round, office = (
            make_drafts.open_round(session, moderation=Moderation.POST),
            make_answers.office(session),
        )
        comment = make_drafts.comment(session, in_round=in_round)
        make_answers.assignment(session, comment, to=office)
        client, data = as_user(make.member(session, of=office)), answer_data(reason="Mein Text")
        correct(session, comment, "Ich bin dagegen.")

        refused = client.post(f"/mein/abwaegung/{comment.id}", data=data)

        assert refused.status_code == 409
        assert "Ich bin dagegen." in refused.text
        assert "Mein Text" in refused.text

    def test_nobody_reads_the_last_words_of_a_withdrawn_comment(self, session, moderator):
        comment = make_drafts.comment(
            session,
            status=CommentStatus.WITHDRAWN,
            kind=CommentKind.CHANGE_PROPOSAL,
            text="Mein Letztes",
            replacement="Neue Worte",
        )

        for address in (f"{ANSWERS}/{comment.id}", f"{ANSWERS}/{comment.id}/zuweisen"):
            page = moderator.get(address)
            assert "Zurückgezogen" in page.text
            assert "Mein Letztes" not in page.text
            assert "Neue Worte" not in page.text

    @pytest.mark.parametrize("status", [SUBMITTED, DECLINED])
    def test_only_published_comments_are_answered(self, session, moderator, status):
        comment = make_drafts.comment(session, status=status)

        answer = moderator.post(f"{ANSWERS}/{comment.id}", data=answer_data(reason="Mein Text"))

        assert answer.status_code == 409
        assert "Beantwortet werden nur veröffentlichte Kommentare." in answer.text
        assert "Mein Text" in answer.text
        half = moderator.post(f"{ANSWERS}/{comment.id}", data={"reason": "Mein Text"})
        assert half.status_code == 422
        assert "Mein Text" in half.text

    def test_an_unknown_comment_is_not_found(self, moderator):
        assert moderator.get(f"{ANSWERS}/{uuid4()}").status_code == 404
        assert moderator.post(f"{ANSWERS}/{uuid4()}", data=answer_data()).status_code == 404

    @pytest.mark.parametrize("query", ["", "?stand=drafted"])
    def test_the_list_says_how_many_it_leaves_out_and_fits_into_an_address(
        self, session, steering, query
    ):
        answers = many_drafts(session, MOST_ROWS + 2)

        page = steering.get(ANSWERS + query)

        assert f"Gezeigt werden die ersten {MOST_ROWS} von {len(answers)}." in page.text
        boxes = [("antwort", value) for value in chosen(page)]
        assert len(boxes) == MOST_ROWS
        assert len(f"{RELEASE}?{urlencode(boxes)}") < LONGEST_ADDRESS

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
        done = steering.post(RELEASE, data={"antwort": chosen(page)}, follow_redirects=True)

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
        seen = chosen(steering.get(f"{RELEASE}?antwort={answer.id.hex}"))
        moderator.post(
            f"{ANSWERS}/{answer.comment_id}", data=answer_data(reason="Neuer Text", seen=1)
        )

        refused = steering.post(RELEASE, data={"antwort": seen})

        assert refused.status_code == 409
        assert "Neuer Text" in refused.text
        assert "Nichts ist freigegeben." in refused.text
        assert reread(session, answer).released_at is None

    def test_a_comment_that_was_corrected_is_read_again_first(self, session, steering):
        in_round = make_drafts.open_round(session, moderation=Moderation.POST)
        comments = [make_drafts.comment(session, in_round=in_round) for _ in range(2)]
        answers = [make_drafts.answer(session, c, released=False) for c in comments]
        page = steering.get(RELEASE, query_string={"antwort": [a.id.hex for a in answers]})
        correct(session, comments[0], "Ich bin dagegen.")

        refused = steering.post(RELEASE, data={"antwort": chosen(page)})

        assert refused.status_code == 409
        assert "Ich bin dagegen." in refused.text
        assert "Nichts ist freigegeben." in refused.text
        assert refused.text.count("inzwischen geändert</span>") == 1
        assert [reread(session, a).released_at for a in answers] == [None, None]
        done = steering.post(RELEASE, data={"antwort": chosen(refused)})
        assert done.status_code == 303
        assert None not in [reread(session, a).released_at for a in answers]

    def test_the_whole_comment_is_read_before_its_answer_is_released(self, session, steering):
        comment = make_drafts.comment(
            session,
            kind=CommentKind.CHANGE_PROPOSAL,
            text="Wort. " * 100 + "Und ein Letztes.",
            replacement="Neue Worte",
        )
        answer = make_drafts.answer(session, comment, released=False)

        page = steering.get(f"{RELEASE}?antwort={answer.id.hex}")

        assert "Und ein Letztes." in page.text
        assert "Neue Worte" in page.text

    def test_an_answer_for_a_big_group_is_released_for_all_of_it(self, session, steering):
        comments = [d.comment for d in many_drafts(session, MOST_ROWS + 2)]
        session.query(Disposition).delete()
        make_drafts.group(session, *comments)
        own = make_drafts.answer(session, comments[-1], released=False, reason="Nur hier.")
        data = answer_data(whole_group="y", freigeben="ja", comment_seen=comments[0].version)

        sent_on = steering.post(f"{ANSWERS}/{comments[0].id}", data=data)
        page = steering.get(sent_on.location)
        done = steering.post(RELEASE, data={"antwort": chosen(page)}, follow_redirects=True)

        assert len(sent_on.location) < LONGEST_ADDRESS
        assert f"{MOST_ROWS + 1} Antworten sind freigegeben." in done.text
        assert reread(session, own).released_at is None

    @pytest.mark.parametrize("names", [[], ["x"], [NOBODY], ["\0"], [f"{NOBODY}.x"]])
    @pytest.mark.parametrize("method", ["get", "post"])
    def test_nothing_chosen_leads_back(self, steering, names, method):
        where = {"query_string" if method == "get" else "data": {"antwort": names}}

        page = getattr(steering, method)(RELEASE, follow_redirects=True, **where)

        assert page.request.path == ANSWERS
        assert "Bitte wählen Sie eine Antwort aus" in page.text

    def test_a_double_click_releases_once(self, session, steering):
        answer = make_drafts.answer(session, released=False)
        data = {"antwort": chosen(steering.get(f"{RELEASE}?antwort={answer.id.hex}"))}

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
    comment, client = make_drafts.comment(session), as_user(who(session))

    for address in (ANSWERS, f"{ANSWERS}/{comment.id}", RELEASE):
        assert client.get(address).status_code == 403
        assert address == ANSWERS or client.post(address, data=answer_data()).status_code == 403
    assert session.query(Disposition).all() == []
