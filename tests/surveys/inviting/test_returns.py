import pytest

from ikparticipation import clock
from ikparticipation.organisations.services import set_fields
from ikparticipation.surveys import queries
from ikparticipation.surveys.inviting.returns import Stage, Why, groups
from tests import make, make_surveys
from tests.surveys.pages import soup, words

WAVES = "/verwaltung/erhebungen/wellen"


@pytest.fixture
def client(session, as_user):
    return as_user(make.steering(session))


@pytest.fixture
def wave(session):
    """One organisation in each stage but „geöffnet“; the one that waits since long."""
    wave = make_surveys.open_wave(session)
    make_surveys.response(session, *make_surveys.seat(session, wave))
    make_surveys.submitted(session, *make_surveys.seat(session, wave))
    make_surveys.invited(session, wave, declined_at=clock.now())
    lost = make.organisation(session, name="Still e. V.", ags="15083415", phone="03904 1234")
    make_surveys.invited(session, wave, lost, invited_at=clock.now() - 9 * make.DAY)
    return wave


def test_everybody_is_in_one_stage(session, wave):
    rows = queries.invitations(session, wave.id)

    (group,) = groups(rows, lambda _row: ["alle"])

    assert group.counts == {
        Stage.STARTED: 1,
        Stage.SUBMITTED: 1,
        Stage.DECLINED: 1,
        Stage.INVITED: 1,
    }


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"invited_at": clock.now() - 8 * make.DAY}, [Why.QUIET]),
        ({"invited_at": clock.now() - 6 * make.DAY}, []),
        ({"reminders": 2}, [Why.REMINDED]),
        ({"bounced_at": clock.now()}, [Why.BOUNCED]),
        ({"bounced_at": clock.now(), "declined_at": clock.now()}, []),
    ],
    ids=["quiet for long", "not yet long", "reminded twice", "came back", "declined"],
)
def test_who_is_to_be_phoned(session, given, why):
    wave = make_surveys.open_wave(session)
    make_surveys.invited(session, wave, **given)

    (row,) = queries.invitations(session, wave.id)

    assert row.to_phone(clock.now()) == why


def test_the_page_shows_plots_and_tables(client, wave):
    page = soup(client.get(f"{WAVES}/{wave.id}/ruecklauf"))

    assert len(page.select("svg.plot")) == 5
    assert "Oschersleben" in page.select("table")[2].text


def test_the_phone_list_has_the_number(client, wave):
    text = words(client.get(f"{WAVES}/{wave.id}/anrufen"))

    assert "Still e. V." in text
    assert "03904 1234" in text
    assert "nie geöffnet" in text


def test_lists_are_filtered_by_field_of_action(session, client, wave):
    key = next(iter(queries.fields_of_action(session, "de")))
    row = queries.invitations(session, wave.id)[0]
    new = make.organisation(session, name="Neu e. V.")
    for each in (row.organisation_id, new.id):
        set_fields(session, each, [key])
    session.commit()

    invited = soup(client.get(f"{WAVES}/{wave.id}?feld={key}"))
    offered = soup(client.get(f"{WAVES}/{wave.id}/einladen?feld={key}"))

    assert [th.text for th in invited.select("tbody th")] == [row.name]
    assert [th.text for th in offered.select("tbody th")] == ["Neu e. V."]


@pytest.mark.parametrize("page", ["", "/ruecklauf", "/anrufen", "/einladen", "?stand=eingeladen"])
def test_no_page_needs_more_statements_for_more_organisations(
    session, client, wave, statements, page
):
    def counted():
        with statements() as seen:
            assert client.get(f"{WAVES}/{wave.id}{page}").status_code == 200
        return len(seen)

    few = counted()
    for number in range(120):
        organisation = make.organisation(session)
        if number % 2:
            make_surveys.invited(session, wave, organisation)
    session.commit()

    assert counted() == few <= 8
