"""After the end, answers change only by asking."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from ikparticipation.accounts.models import User
from ikparticipation.audit import Action, AuditEvent
from ikparticipation.errors import ConflictError, InvalidError, NotAllowedError
from ikparticipation.mail import OutgoingMail
from ikparticipation.surveys import services
from ikparticipation.surveys.models import ReopeningRequest, ReopeningStatus, Response
from ikparticipation.surveys.queries.reopening import open_requests
from ikparticipation.surveys.services import reopening
from tests import make, make_surveys

NOW = make_surveys.NOW
AFTER = NOW + timedelta(days=12)
LONG_AFTER = NOW + timedelta(days=60)


class Over:
    """What an office has submitted, and what it asks when the wave has ended."""

    def __init__(self, office) -> None:
        self.office, self.session = office, office.session
        self.response = make_surveys.submitted(
            office.session, office.wave, office.organisation, office.people.vera
        ).response
        self.staff = make.steering(office.session)

    def ask(self, by="henk", reason="Ein Angebot fehlt.", at=AFTER):
        request = reopening.ask_to_reopen(
            self.session,
            self.office.wave,
            self.office.organisation.id,
            reason=reason,
            actor=self.office.person(by),
            at=at,
        )
        self.session.commit()
        return request

    def grant(self, request, days=14, actor=None, at=AFTER):
        done = reopening.grant_reopening(
            self.session,
            request.id,
            until=AFTER + timedelta(days=days),
            actor=actor or self.staff,
            at=at,
        )
        self.session.commit()
        return done

    def decline(self, request, answer="Die Zahlen sind veröffentlicht.", actor=None):
        done = reopening.decline_reopening(
            self.session, request.id, answer=answer, actor=actor or self.staff, at=AFTER
        )
        self.session.commit()
        return done

    def events(self, action):
        query = select(func.count(AuditEvent.id)).where(AuditEvent.action == action)
        return self.session.scalar(query)


@pytest.fixture
def over(office):
    return Over(office)


ASKING = {
    "every member, once it is over":           ("henk", AFTER, "Weil.", None),
    "who represents them":                     ("vera", AFTER, "Weil.", None),
    "nobody from outside":                     ("fred", AFTER, "Weil.", NotAllowedError),
    "not while the wave is open":              ("henk", NOW, "Weil.", ConflictError),
    "not without a reason":                    ("henk", AFTER, " \n", InvalidError),
    "not with a novel":                        ("henk", AFTER, "w" * 4001, InvalidError),
}  # fmt: skip


@pytest.mark.parametrize("rule", ASKING)
def test_who_may_ask_and_when(over, rule):
    by, at, reason, error = ASKING[rule]
    if error is None:
        over.ask(by, reason, at)
        assert [row.reason for row in open_requests(over.session)] == ["Weil."]
        return

    with pytest.raises(error):
        over.ask(by, reason, at)


def test_who_never_submitted_asks_once_being_late_is_over(office):
    office.answer()
    case = {"reason": "Wir waren krank.", "actor": office.people.henk}
    where = office.session, office.wave, office.organisation.id

    with pytest.raises(ConflictError):
        reopening.ask_to_reopen(*where, **case, at=AFTER)

    assert reopening.ask_to_reopen(*where, **case, at=LONG_AFTER)


def test_who_has_saved_nothing_has_nothing_to_open(office):
    with pytest.raises(ConflictError):
        reopening.ask_to_reopen(
            office.session,
            office.wave,
            office.organisation.id,
            reason="Weil.",
            actor=office.people.henk,
            at=LONG_AFTER,
        )


class TestOneAtATime:
    def test_a_double_click_asks_once(self, over):
        assert over.ask().id == over.ask().id
        assert over.events(Action.REOPENING_ASKED) == 1

    def test_a_colleague_is_told_that_somebody_has_asked(self, over):
        over.ask("henk")

        with pytest.raises(ConflictError):
            over.ask("vera", "Noch ein Grund.")

    def test_after_an_answer_one_may_ask_again(self, over):
        over.decline(over.ask())

        again = over.ask(reason="Es ist wirklich wichtig.")

        assert again.status is ReopeningStatus.ASKED
        assert len(over.session.scalars(select(ReopeningRequest)).all()) == 2


class TestDeciding:
    def test_granted_the_answers_can_change_until_then(self, over):
        request, seat = over.ask(), (over.office.wave, over.office.organisation)
        with pytest.raises(services.WaveClosedError):
            make_surveys.save(
                over.session, (*seat, over.office.people.henk), {"answers/anzahl": ["3"]}, at=AFTER
            )
        over.session.rollback()

        over.grant(request)

        saved = make_surveys.save(
            over.session, (*seat, over.office.people.henk), {"answers/anzahl": ["3"]}, at=AFTER
        )
        revision = services.submit_response(
            over.session, saved.response, actor=over.office.people.vera, at=AFTER
        )
        assert (revision.number, revision.is_late) == (2, False)
        with pytest.raises(services.WaveClosedError):
            make_surveys.save(
                over.session,
                (*seat, over.office.people.henk),
                {"answers/anzahl": ["4"]},
                at=AFTER + timedelta(days=15),
            )

    def test_declined_they_cannot(self, over):
        over.decline(over.ask())

        assert over.session.get_one(Response, over.response.id).reopened_until is None

    @pytest.mark.parametrize("act", ["grant", "decline"])
    def test_the_same_decision_twice_is_one(self, over, act):
        request = over.ask()

        getattr(over, act)(request)
        getattr(over, act)(request)

        done = Action.REOPENING_GRANTED if act == "grant" else Action.REOPENING_DECLINED
        assert over.events(done) == 1

    def test_the_other_decision_afterwards_is_told(self, over):
        request = over.ask()
        over.grant(request)

        with pytest.raises(ConflictError):
            over.decline(request)
        over.session.rollback()
        with pytest.raises(ConflictError):
            over.grant(request, days=20)

    def test_not_until_a_day_that_is_over(self, over):
        with pytest.raises(InvalidError):
            over.grant(over.ask(), days=-1)

    def test_not_without_a_reason(self, over):
        with pytest.raises(InvalidError):
            over.decline(over.ask(), answer=" ")

    def test_only_by_steering(self, over):
        request = over.ask()
        for actor in (over.office.people.vera, make.moderator(over.session)):
            with pytest.raises(NotAllowedError):
                over.grant(request, actor=actor)

    @pytest.mark.parametrize("act", ["grant", "decline"])
    def test_who_asked_and_who_represents_them_get_a_mail(self, over, work, act):
        request = over.ask("henk")
        work()
        before = set(over.session.scalars(select(OutgoingMail.id)))

        getattr(over, act)(request)
        work()

        letters = over.session.scalars(
            select(OutgoingMail).where(OutgoingMail.id.not_in(before))
        ).all()
        people = over.office.people
        assert {letter.to for letter in letters} == {people.henk.email, people.vera.email}
        told = "lassen sich bis" if act == "grant" else "Die Zahlen sind veröffentlicht."
        assert all(told in letter.body for letter in letters)


class TestPages:
    @pytest.fixture
    def ended(self, over):
        """The wave has ended as the pages see it."""
        wave = over.office.wave
        wave.opens_at, wave.closes_at = NOW - timedelta(days=40), NOW - timedelta(days=2)
        over.session.commit()
        return over

    def test_from_asking_to_changing(self, ended, visit):
        henk, staff = visit(ended.office.people.henk), visit(ended.staff)
        page = henk.get(ended.office.here)
        page.expect("Diese Erhebung ist beendet")

        asked = page.form("Bitte noch einmal öffnen").fill("Was möchten Sie ändern", "Ein Fehler.")
        asked.press("Bitte noch einmal öffnen").expect("ist bei der Verwaltung", "Ein Fehler.")
        queue = staff.get("/verwaltung/erhebungen/pruefung").expect("Um Öffnen gebeten")
        request = queue.follow(ended.office.organisation.name)
        request.expect("Ein Fehler.", "Henk Hilfe")
        request.form("Noch einmal öffnen").press("Noch einmal öffnen").expect("Wieder geöffnet.")

        henk.get(ended.office.here).expect("Noch einmal geöffnet bis")
        assert henk.get(f"{ended.office.here}/wir").status == 200

    def test_declining_needs_a_reason_which_the_organisation_reads(self, ended, visit):
        request = ended.ask(at=NOW)
        staff = visit(ended.staff)
        page = staff.get(f"/verwaltung/erhebungen/oeffnungen/{request.id}")

        again = page.form("Mit dieser Begründung").press("Mit dieser Begründung")
        again.expect("Bitte schreiben Sie, warum es dabei bleibt.")
        assert again.status == 422
        form = again.form("Mit dieser Begründung").fill("Begründung", "Zu spät.")
        form.press("Mit dieser Begründung").expect("Abgelehnt.")

        told = visit(ended.office.people.vera).get(ended.office.here)
        told.expect("Die Verwaltung hat nicht noch einmal geöffnet", "Zu spät.")
        assert "Bitte noch einmal öffnen" in told.text

    def test_a_day_that_is_over_is_refused_with_what_was_typed(self, ended, as_user):
        request = ended.ask(at=NOW)

        answer = as_user(ended.staff).post(
            f"/verwaltung/erhebungen/oeffnungen/{request.id}/oeffnen",
            data={"until": "2020-01-01", "words": "Gern doch"},
        )

        assert answer.status_code == 422
        assert "Gern doch" in answer.text
        assert "der noch nicht vorbei ist" in answer.text

    def test_asking_without_a_reason(self, ended, as_user):
        address = f"{ended.office.here}/noch-einmal-oeffnen"
        answer = as_user(ended.office.people.henk).post(address, data={"reason": ""})

        assert answer.status_code == 422
        assert "Bitte schreiben Sie, was Sie ändern möchten" in answer.text

    @pytest.mark.parametrize("requests", [2, 12])
    def test_the_queue_costs_the_same(self, session, as_user, statements, requests):
        client, wave = as_user(make.steering(session)), make_surveys.open_wave(session)
        for _ in range(requests):
            seat = make_surveys.seat(session, wave)
            response = make_surveys.submitted(session, *seat).response
            asked = ReopeningRequest(
                response=response, reason="Weil.", asked_by_id=seat[2].id, asked_at=NOW
            )
            make.store(session, asked)
        client.get("/verwaltung/erhebungen/pruefung")

        with statements() as seen:
            answer = client.get("/verwaltung/erhebungen/pruefung")

        assert answer.text.count("/verwaltung/erhebungen/oeffnungen/") == requests
        assert len(seen) <= 4

    def test_who_is_gone_still_asked(self, ended, as_user, session):
        request = ended.ask("henk", at=NOW)
        session.get_one(User, ended.office.people.henk.id).disabled_at = NOW
        session.commit()

        page = as_user(ended.staff).get(f"/verwaltung/erhebungen/oeffnungen/{request.id}")

        assert "Henk Hilfe" in page.text
