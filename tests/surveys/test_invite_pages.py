from uuid import uuid4

import pytest
from sqlalchemy import select

from ikparticipation import clock
from ikparticipation.surveys.models import WaveInvitation
from ikparticipation.text import BERLIN
from tests import make, make_surveys
from tests.surveys.pages import soup

LIST = "/verwaltung/erhebungen"
WAVES = f"{LIST}/wellen"
TODAY = clock.now().astimezone(BERLIN).date()


@pytest.fixture
def client(session, as_user):
    return as_user(make.steering(session))


class TestInvite:
    def test_those_with_a_representative_are_chosen_already(self, session, client):
        wave = make_surveys.open_wave(session)
        ready = make.organisation(session, name="Bereit e. V.")
        make.member(session, of=ready)
        alone = make.organisation(session, name="Allein e. V.")
        make_surveys.invited(session, wave, make.organisation(session, name="Schon e. V."))

        page = soup(client.get(f"{WAVES}/{wave.id}/einladen"))

        boxes = page.select('[name="organisation"]')
        assert [box["value"] for box in boxes] == [str(ready.id)]
        assert boxes[0].has_attr("checked")
        assert page.select_one(f'td a[href="/verwaltung/akteure/{alone.id}"]')
        assert "Schon e. V." not in page.text

    def test_they_can_be_filtered_by_kind_and_place(self, session, client):
        wave = make_surveys.open_wave(session)
        make.organisation(session, name="Hier e. V.", ags="15083270")
        make.organisation(session, name="Dort e. V.", ags="15083415")
        make.organisation(session, name="Hier Verband", ags="15083270", kind="verband")
        path = f"{WAVES}/{wave.id}/einladen"

        def names(query):
            return [th.text for th in soup(client.get(path + query)).select("tbody th")]

        assert names("?ort=15083270") == ["Hier e. V.", "Hier Verband"]
        assert names("?art=verein&ort=15083270") == ["Hier e. V."]
        assert names("?art=unsinn&ort=99999999") == []
        assert len(names("?ort=%00")) == 3

    def test_the_chosen_are_asked_once_each(self, session, client):
        wave = make_surveys.open_wave(session)
        organisations = [make.organisation(session) for _ in range(3)]
        for each in organisations:
            make.member(session, of=each)
        data = {"organisation": [str(each.id) for each in organisations[:2]]}
        path = f"{WAVES}/{wave.id}/einladen"

        first = client.post(path, data=data)
        second = client.post(path, data=data)

        assert (first.status_code, second.status_code) == (303, 303)
        asked = session.scalars(select(WaveInvitation.organisation_id)).all()
        assert set(asked) == {each.id for each in organisations[:2]}
        assert len(asked) == 2

    def test_nobody_chosen_and_nonsense(self, session, client):
        wave = make_surveys.open_wave(session)
        path = f"{WAVES}/{wave.id}/einladen"

        nobody = client.post(path, data={})
        nonsense = client.post(path, data={"organisation": "unsinn"})
        unknown = client.post(path, data={"organisation": str(uuid4())})

        assert nobody.status_code == 422
        assert "mindestens eine Organisation" in nobody.text
        assert nonsense.status_code == 400
        assert unknown.status_code == 303
        assert session.scalars(select(WaveInvitation)).all() == []

    def test_a_wave_that_is_over_asks_nobody(self, session, client):
        now = clock.now()
        wave = make_surveys.open_wave(
            session, opens_at=now - 9 * make.DAY, closes_at=now - make.DAY
        )
        organisation = make.organisation(session)
        make.member(session, of=organisation)
        path = f"{WAVES}/{wave.id}/einladen"

        assert "Diese Welle ist beendet" in client.get(path).text
        answer = client.post(path, data={"organisation": str(organisation.id)})
        assert answer.status_code == 409
