from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from ikparticipation import clock
from ikparticipation.audit import Action, AuditEvent
from ikparticipation.consultation import services
from ikparticipation.consultation.models import Moderation, Round
from ikparticipation.consultation.period import (
    day_begins,
    day_ends,
    day_of,
    deadline_words,
    last_day,
)
from ikparticipation.errors import ConflictError, InvalidError, NotAllowedError
from tests import make, make_drafts
from tests.make_drafts import reread

DAY = timedelta(days=1)
TODAY = day_of(clock.now())
LIST = "/verwaltung/runden"


@pytest.mark.parametrize(
    ("closes_at", "german", "english"),
    [
        (datetime(2027, 3, 12, 23, tzinfo=UTC), "Freitag, 12. März 2027", "Friday, 12 March 2027"),
        (datetime(2027, 3, 12, 22, 59, 59, tzinfo=UTC), "Freitag, 12. März 2027",
         "Friday, 12 March 2027"),
        (datetime(2027, 3, 12, 11, 30, tzinfo=UTC), "Freitag, 12. März 2027, 12:30 Uhr",
         "Friday, 12 March 2027, 12:30"),
    ],
)  # fmt: skip
def test_a_deadline_is_said_as_people_say_it(closes_at, german, english):
    assert deadline_words(closes_at, "de") == german
    assert deadline_words(closes_at, "en") == english


@pytest.mark.parametrize("day", [date(2027, 3, 12), date(2027, 3, 28), date(2027, 10, 31)])
def test_a_day_ends_when_the_next_begins_also_when_the_clocks_change(day):
    assert day_ends(day) == day_begins(day + DAY)
    assert last_day(day_ends(day)) == day
    assert day_of(day_begins(day)) == day
    assert day_of(day_begins(day) - timedelta(seconds=1)) == day - DAY


def open_round(session, version, **given):
    now = clock.now()
    defaults = {"opens_at": now, "closes_at": now + DAY, "actor": None, "at": now} | given
    defaults["actor"] = defaults["actor"] or make.steering(session)
    return services.open_round(session, version, **defaults)


class TestOpenRound:
    def test_it_opens_a_version_and_leaves_a_trace(self, session):
        version = make_drafts.version(session)

        opened = open_round(session, version, moderation=Moderation.POST)

        assert (opened.version, opened.moderation) == (version, Moderation.POST)
        actions = session.scalars(select(AuditEvent.action)).all()
        assert Action.ROUND_OPENED in actions

    @pytest.mark.parametrize(
        ("opens", "closes"),
        [(timedelta(0), timedelta(0)), (2 * DAY, DAY), (-2 * DAY, -DAY), (-2 * DAY, timedelta(0))],
        ids=["no length", "ends first", "is over", "ends now"],
    )
    def test_not_with_an_end_that_makes_no_sense(self, session, opens, closes):
        version, now = make_drafts.version(session), clock.now()

        with pytest.raises(InvalidError):
            open_round(session, version, opens_at=now + opens, closes_at=now + closes, at=now)

    def test_a_version_has_one_round(self, session):
        version = make_drafts.open_round(session).version

        with pytest.raises(ConflictError):
            open_round(session, version)


class TestChangeEnd:
    def test_a_closed_round_can_be_opened_again(self, session):
        closed, now = make_drafts.closed_round(session), clock.now()

        services.change_end(
            session, closed, closes_at=now + DAY, actor=make.steering(session), at=now
        )

        assert closed.is_open(now)
        event = session.scalars(
            select(AuditEvent).where(AuditEvent.action == Action.ROUND_CHANGED)
        ).one()
        assert event.facts["closes_at"] == (now + DAY).isoformat()

    def test_not_to_a_moment_that_has_passed(self, session):
        opened, now = make_drafts.open_round(session), clock.now()

        with pytest.raises(InvalidError):
            services.change_end(
                session, opened, closes_at=now - timedelta(hours=1), actor=make.steering(session),
                at=now,
            )  # fmt: skip

    def test_the_same_end_once_more_is_no_change(self, session):
        opened, steering = make_drafts.open_round(session), make.steering(session)

        services.change_end(
            session, opened, closes_at=opened.closes_at, actor=steering, at=clock.now()
        )

        assert Action.ROUND_CHANGED not in session.scalars(select(AuditEvent.action)).all()


@pytest.mark.parametrize("who", [make.user, make.moderator])
def test_only_the_steering_opens_rounds(session, as_user, who):
    version, actor = make_drafts.version(session), who(session)
    opened = make_drafts.open_round(session)
    with pytest.raises(NotAllowedError):
        open_round(session, version, actor=actor)
    with pytest.raises(NotAllowedError):
        services.change_end(
            session, opened, closes_at=clock.now() + DAY, actor=actor, at=clock.now()
        )
    session.commit()

    client = as_user(actor)

    for address in ("", f"/neu?fassung={version.id}", f"/{opened.id}"):
        assert client.get(LIST + address).status_code == 403


@pytest.fixture
def steering(session, as_user):
    return as_user(make.steering(session))


def days(opens, closes, **given):
    chosen = {"moderation": "pre", "circle": "everyone"}
    return {"opens_on": opens, "closes_on": closes} | chosen | given


def test_the_steering_opens_a_round_for_some_days(session, steering):
    version = make_drafts.version(session)
    assert str(version.id) in steering.get(LIST).text
    address = f"{LIST}/neu?fassung={version.id}"
    assert f'value="{TODAY}"' in steering.get(address).text

    answer = steering.post(
        address, data=days(TODAY, TODAY + 14 * DAY, moderation="post"), follow_redirects=True
    )

    assert "Die Beteiligungsrunde ist angelegt." in answer.text
    opened = session.scalars(select(Round)).one()
    session.commit()
    assert opened.is_open(clock.now())
    assert opened.closes_at == day_ends(TODAY + 14 * DAY)
    assert opened.moderation is Moderation.POST
    assert "Offen für Kommentare" in steering.get("/entwuerfe/").text


@pytest.mark.parametrize(
    ("given", "status", "said"),
    [
        (days(TODAY, TODAY - DAY), 422, "Das Ende muss nach dem Anfang"),
        (days(TODAY, ""), 422, "Bitte geben Sie den letzten Tag an."),
        (days("", TODAY), 422, "Bitte geben Sie den ersten Tag an."),
        (days("bald", TODAY), 422, "Bitte geben Sie ein Datum an"),
        (days(TODAY, "31.02.2027"), 422, "Bitte geben Sie ein Datum an"),
        (days(TODAY, "9999-12-31"), 422, "Dieses Datum liegt zu weit in der Zukunft."),
        (days(TODAY, TODAY, moderation="never"), 422, "Bitte wählen Sie, wann"),
        (days(TODAY.strftime("%d.%m.%Y"), TODAY.strftime("%d.%m.%Y")), 303, ""),  # typed by hand
    ],
)
def test_days_that_make_no_sense_come_back(session, steering, given, status, said):
    version = make_drafts.version(session)

    answer = steering.post(f"{LIST}/neu?fassung={version.id}", data=given)

    assert (answer.status_code, said in answer.text) == (status, True)
    assert len(session.scalars(select(Round)).all()) == (status == 303)


def test_a_second_round_for_a_version_is_a_conflict(session, steering):
    version = make_drafts.open_round(session).version

    answer = steering.post(f"{LIST}/neu?fassung={version.id}", data=days(TODAY, TODAY))

    assert answer.status_code == 409
    assert "Für diese Fassung gibt es schon eine Runde." in answer.text


@pytest.mark.parametrize("address", ["/neu", "/neu?fassung=x", "/neu?fassung={0}", "/{0}"])
def test_a_foreign_id_is_not_found(session, steering, address):
    unknown = make.user(session).id

    assert steering.get(LIST + address.format(unknown)).status_code == 404


def test_the_end_is_moved(session, steering):
    opened = make_drafts.open_round(session, closes_at=day_ends(TODAY + DAY))
    address = f"{LIST}/{opened.id}"
    assert f'value="{TODAY + DAY}"' in steering.get(address).text

    answer = steering.post(address, data={"closes_on": TODAY + 5 * DAY}, follow_redirects=True)
    refused = steering.post(address, data={"closes_on": TODAY - DAY})

    assert "Das Ende der Runde ist geändert." in answer.text
    assert refused.status_code == 422
    assert reread(session, opened).closes_at == day_ends(TODAY + 5 * DAY)
