"""A version is adopted once, on a day on which it can have been."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from ikparticipation import clock
from ikparticipation.audit import Action, AuditEvent
from ikparticipation.drafts import queries, services
from ikparticipation.drafts.models import Decision
from ikparticipation.drafts.states import VersionStatus
from ikparticipation.errors import ConflictError, InvalidError, NotAllowedError
from ikparticipation.text import BERLIN
from tests import make, make_drafts

NOW = clock.now()
TODAY = NOW.astimezone(BERLIN).date()
DAY = timedelta(days=1)
LIST = "/verwaltung/entwuerfe"


def adopt(session, version, **given):
    defaults = {"body": "Kreistag", "decided_on": TODAY, "reference": "BV/2027/041"}
    actor = given.pop("actor", None) or make.steering(session)
    return services.adopt(session, version, actor=actor, at=NOW, **defaults | given)


@pytest.fixture
def steering(session, as_user):
    return as_user(make.steering(session))


def address(version):
    return f"{LIST}/fassungen/{version.id}/beschluss"


def typed(**given):
    return {"body": "Kreistag", "decided_on": str(TODAY), "reference": "BV/2027/041"} | given


def test_a_decision_is_recorded_and_leaves_a_trace(session):
    version = make_drafts.version(session)

    adopt(session, version)
    session.commit()

    decision = queries.decision_of(session, version.id)
    assert (decision.body, decision.decided_on) == ("Kreistag", TODAY)
    event = session.scalars(select(AuditEvent).order_by(AuditEvent.at.desc())).first()
    assert event.action is Action.VERSION_ADOPTED
    assert event.facts["decided_on"] == TODAY.isoformat()


@pytest.mark.parametrize(
    ("days", "refused"), [(-3, True), (-2, False), (-1, False), (0, False), (1, True), (400, True)]
)
def test_the_day_is_neither_before_the_publication_nor_in_the_future(session, days, refused):
    version = make_drafts.version(session)  # two days old

    if refused:
        with pytest.raises(InvalidError):
            adopt(session, version, decided_on=TODAY + days * DAY)
    else:
        assert adopt(session, version, decided_on=TODAY + days * DAY)


def test_it_is_recorded_once(session):
    version = make_drafts.version(session)
    adopt(session, version)

    with pytest.raises(ConflictError):
        adopt(session, version, body="Anderer")

    assert queries.decision_of(session, version.id).body == "Kreistag"


@pytest.mark.parametrize("who", [make.user, make.moderator])
def test_only_the_steering_records_it(session, who):
    with pytest.raises(NotAllowedError):
        adopt(session, make_drafts.version(session), actor=who(session))


def test_a_version_is_published_until_it_is_adopted(session):
    first = make_drafts.version(session)
    adopt(session, first)
    services.save_text(session, first.document, text="Neu.", actor=make.steering(session), at=NOW)
    second = make_drafts.version(session, of=first.document)

    rows = queries.versions(session, first.document_id)

    assert [(row.id, row.status, row.body) for row in rows] == [
        (second.id, VersionStatus.PUBLISHED, None),
        (first.id, VersionStatus.ADOPTED, "Kreistag"),
    ]


def test_the_page_records_it_and_shows_it_from_then_on(session, steering):
    version = make_drafts.version(session)
    versions = f"{LIST}/{version.document_id}/fassungen"

    answer = steering.post(address(version), data=typed(), follow_redirects=True)

    assert answer.request.path == versions
    assert "Der Beschluss ist eingetragen." in answer.text
    assert "BV/2027/041" in answer.text
    assert "Beschlossen" in steering.get(LIST).text
    shown = steering.get(address(version)).text
    assert "Kreistag" in shown
    assert "<form class" not in shown


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"body": " "}, "Bitte geben Sie an, wer beschlossen hat."),
        ({"body": "x" * 121}, "höchstens 120 Zeichen"),
        ({"decided_on": ""}, "Bitte geben Sie einen Tag an"),
        ({"decided_on": "morgen"}, "Not a valid date value."),
        ({"decided_on": "0002-01-01"}, "Bitte prüfen Sie das Jahr."),
        ({"decided_on": str(TODAY + DAY)}, "Der Tag liegt in der Zukunft."),
        ({"decided_on": str(TODAY - 9 * DAY)}, "noch nicht veröffentlicht"),
        ({"decided_on": f"{TODAY:%d.%m.%Y}"}, None),
        ({"reference": ""}, "Bitte geben Sie die Nummer an"),
        ({"reference": "x" * 61}, "höchstens 60 Zeichen"),
        ({"body": "<b>Kreistag</b>"}, None),
    ],
)
def test_what_does_not_fit_comes_back_with_the_reason(session, steering, given, said):
    version = make_drafts.version(session)
    steering.set_cookie("sprache", "de")

    answer = steering.post(address(version), data=typed(**given))

    assert answer.status_code == (422 if said else 303)
    assert said is None or said in answer.text or "gültiges Datum" in answer.text
    assert session.scalar(select(func.count(Decision.id))) == (0 if said else 1)


def test_a_second_one_is_told_that_there_is_one(session, steering):
    version = make_drafts.version(session)
    steering.post(address(version), data=typed())

    answer = steering.post(address(version), data=typed(body="Ausschuss für Soziales"))

    assert answer.status_code == 409
    assert "Der Beschluss war schon eingetragen." in answer.text
    assert "Kreistag" in answer.text
    assert session.scalars(select(Decision.body)).all() == ["Kreistag"]


def test_a_document_without_versions_says_how_to_go_on(session, steering):
    document = make_drafts.document(session)

    page = steering.get(f"{LIST}/{document.id}/fassungen").text

    assert "Noch ist keine Fassung veröffentlicht." in page


def test_the_list_of_versions_takes_the_same_statements_for_many_as_for_few(
    session, steering, statements
):
    def count(document_id):
        with statements() as seen:
            assert steering.get(f"{LIST}/{document_id}/fassungen").status_code == 200
        return len(seen)

    version = make_drafts.version(session)
    document, few = version.document, count(version.document_id)
    for n in range(4):
        services.save_text(
            session, document, text=f"Neu {n}.", actor=make.steering(session), at=NOW
        )
        make_drafts.version(session, of=document)

    assert count(document.id) == few <= 8


def test_days_are_those_of_the_county(session):
    version = make_drafts.version(session)

    with pytest.raises(InvalidError):
        services.adopt(
            session,
            version,
            body="Kreistag",
            decided_on=date(2099, 1, 2),
            reference="1",
            actor=make.steering(session),
            at=clock.now().replace(year=2099, month=1, day=1, hour=22, minute=59),
        )
