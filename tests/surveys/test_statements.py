"""No page sends more than eight statements, however many rows and organisations there are."""

import pytest

from tests import make, make_surveys

MOST = 8


def counted(statements, act):
    with statements() as seen:
        answer = act()
    assert answer.status_code < 400, answer.text
    return len(seen)


@pytest.mark.parametrize(
    "page", ["", "/wir", "/angebote", "/partner", "/pruefen", "/angebote/entfernen/{row}"]
)
def test_pages_of_the_questionnaire(session, as_user, seat, statements, page):
    response = make_surveys.response(session, *seat, document=make_surveys.document(offers=10))
    few_names = [make.organisation(session) for _ in range(3)]
    client, here = as_user(seat[2]), f"/erhebung/{seat[0].id}"
    row = response.document["rows"]["angebot"][0]["id"]
    path = here + page.format(row=row)
    client.get(path)  # the questionnaire is read once in a process

    few = counted(statements, lambda: client.get(path))
    for _ in few_names * 30:
        make.organisation(session)
    document = make_surveys.document(offers=100, partners=100)
    document["rows"]["angebot"][0]["id"] = row
    response.document = document
    session.commit()
    many = counted(statements, lambda: client.get(path))

    assert few == many <= 4


def test_receipt(session, as_user, seat, statements):
    make_surveys.submitted(session, *seat)
    client, path = as_user(seat[2]), f"/erhebung/{seat[0].id}/quittung"

    assert counted(statements, lambda: client.get(path)) <= 4


@pytest.mark.parametrize("rows", [10, 100])
def test_saving(session, as_user, seat, statements, rows):
    client, path = as_user(seat[2]), f"/erhebung/{seat[0].id}/angebote"
    client.get(path)
    form = make_surveys.fields(make_surveys.document(offers=rows), "angebote")

    first = counted(statements, lambda: client.post(path, data=form | {"version": "0"}))
    form = make_surveys.fields(make_surveys.document(offers=rows), "angebote")
    later = counted(statements, lambda: client.post(path, data=form | {"version": "1"}))

    assert first <= MOST
    assert later <= 5


def test_submitting(session, as_user, seat, statements):
    response = make_surveys.response(session, *seat, document=make_surveys.document(offers=100))
    client, path = as_user(seat[2]), f"/erhebung/{seat[0].id}/pruefen"
    client.get(path)
    data = {"version": str(response.version)}

    assert counted(statements, lambda: client.post(path, data=data)) <= MOST


class TestStaff:
    @pytest.fixture
    def client(self, session, as_user):
        return as_user(make.steering(session))

    @pytest.mark.parametrize(
        "path",
        [
            "/verwaltung/erhebungen",
            "/verwaltung/erhebungen/{survey}",
            "/verwaltung/erhebungen/wellen/{wave}",
            "/verwaltung/erhebungen/wellen/{wave}/einladen",
        ],
    )
    def test_lists(self, session, client, statements, path):
        wave = make_surveys.open_wave(session)
        path = path.format(wave=wave.id, survey=wave.questionnaire.survey_id)

        def grow(number):
            for _ in range(number):
                seat = make_surveys.seat(session, wave)
                make_surveys.submitted(session, *seat)
                make.member(session)

        grow(2)
        few = counted(statements, lambda: client.get(path))
        grow(18)
        many = counted(statements, lambda: client.get(path))

        assert few == many <= 6

    def test_one_response(self, session, client, statements):
        seat = make_surveys.seat(session)
        make_surveys.submitted(session, *seat, document=make_surveys.document(offers=50))
        path = f"/verwaltung/erhebungen/wellen/{seat[0].id}/antworten/{seat[1].id}"

        assert counted(statements, lambda: client.get(path)) <= 6

    @pytest.mark.parametrize("number", [2, 40])
    def test_inviting(self, session, client, statements, number):
        wave = make_surveys.open_wave(session)
        organisations = [make.organisation(session) for _ in range(number)]
        for each in organisations:
            make.member(session, of=each)
        data = {"organisation": [str(each.id) for each in organisations]}
        path = f"/verwaltung/erhebungen/wellen/{wave.id}/einladen"

        assert counted(statements, lambda: client.post(path, data=data)) <= MOST
