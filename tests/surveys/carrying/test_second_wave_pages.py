"""The second wave on its pages: what was said last time is there, and a word about each row."""

import pytest
from sqlalchemy import select

from ikparticipation import clock, db
from ikparticipation.surveys import services
from ikparticipation.surveys.models import Response, ResponseRevision
from ikparticipation.surveys.queries.carrying import confirmed_share
from tests import make, make_surveys
from tests.surveys.pages import words


def second_wave(session, document=None, **given):
    """Return the seat of an organisation in a wave that continues one it has answered."""
    now = clock.now()
    questionnaire = make_surveys.questionnaire(session)
    first = make_surveys.open_wave(
        session,
        questionnaire=questionnaire,
        opens_at=now - 400 * make.DAY,
        closes_at=now + make.DAY,
    )
    seat = make_surveys.seat(session, first)
    document = document or make_surveys.document(offers=3)
    revision = make_surveys.submitted(session, *seat, document=document, **given)
    second = make_surveys.open_wave(session, questionnaire=questionnaire, continues_id=first.id)
    make_surveys.invited(session, second, seat[1])
    return (second, seat[1], seat[2]), revision


@pytest.fixture
def again(session):
    return second_wave(session)[0]


@pytest.fixture
def there(again):
    return f"/erhebung/{again[0].id}"


@pytest.fixture
def saved(app, again):
    """`saved()`: what is saved in the second wave, as the database has it now, or None."""

    def read():
        with db.sessions_of(app)() as own:
            return own.scalars(
                select(Response).where(Response.wave_id == again[0].id)
            ).one_or_none()

    return read


def ids(page):
    return [each["value"] for each in page.soup.select('input[name="rows/angebot"]')]


class TestTheSection:
    def test_shows_last_time_and_stores_nothing(self, visit, again, there, saved):
        page = visit(again[2]).get(f"{there}/angebote")

        page.expect("Angebot 1: Angebot 1 noch nicht bestätigt", "Aus Ihrer Antwort vom")
        page.expect("Alle unveränderten bestätigen (3)")
        assert saved() is None

    def test_takes_a_word_about_each_row(self, visit, again, there, saved):
        person = visit(again[2])
        page = person.get(f"{there}/angebote")
        first, second, _third = ids(page)

        page = page.form("Gilt weiterhin Angebot 1, Angebot 1").press(
            "Gilt weiterhin Angebot 1, Angebot 1"
        )
        page.expect("Angebot 1: Angebot 1 gilt weiterhin")
        page = page.form("Beendet Angebot 2, Angebot 2").press("Beendet Angebot 2, Angebot 2")
        page.expect("Doch nicht beendet Angebot, Angebot 2")
        document = saved().document
        assert [row["id"] for row in document["ended"]["angebot"]] == [second]
        assert document["rows"]["angebot"][0]["id"] == first
        page = page.form("Doch nicht beendet Angebot, Angebot 2").press(
            "Doch nicht beendet Angebot, Angebot 2"
        )
        assert "ended" not in saved().document

    def test_takes_one_word_for_all(self, visit, again, there, saved):
        button = "Alle unveränderten bestätigen (3)"
        page = visit(again[2]).get(f"{there}/angebote").form(button).press(button)

        page.expect("Zu allen Einträgen vom letzten Mal ist gesagt, ob sie weiterhin gelten.")
        assert all(row["confirmed"] for row in saved().document["rows"]["angebot"])


class TestSubmitting:
    def test_waits_for_all_sections_and_rows(self, client_of, again, there):
        client = client_of(again[2])
        client.post(f"{there}/angebote", data={"version": "0"})

        page = client.get(f"{there}/pruefen")

        assert "6 Angaben fehlen noch" in words(page) or "5 Angaben fehlen noch" in words(page)
        assert client.post(f"{there}/pruefen", data={"version": "2"}).status_code == 422

    def test_freezes_and_counts_what_was_said(self, session, client_of, again, there, saved):
        client = client_of(again[2])
        page = client.get(f"{there}/angebote")
        assert page.status_code == 200
        client.post(f"{there}/wir", data=_fields("wir") | {"version": "0"})
        rows = [row["id"] for row in saved().document["rows"]["angebot"]]
        (partner,) = (row["id"] for row in saved().document["rows"]["partner"])
        angebot = f"{there}/angebote"
        client.post(angebot, data={"rows/angebot": rows, "end/angebot": rows[2], "version": "0"})
        changed = {"rows/angebot": rows[:2], f"rows/angebot/{rows[1]}/titel": "Anders"}
        client.post(angebot, data=changed | {"confirm-all": "1", "version": "1"})
        client.post(f"{there}/partner", data={"confirm/partner": partner, "version": "0"})

        answer = client.post(f"{there}/pruefen", data={"version": str(saved().version)})

        assert answer.status_code == 303
        revision = session.scalars(
            select(ResponseRevision).where(ResponseRevision.response_id == saved().id)
        ).one()
        assert revision.said == {"same": 2, "changed": 1, "ended": 1, "new": 0}
        assert "beendet" in words(client.get(f"{there}/pruefen"))
        share = confirmed_share(session, again[0].id)
        assert (share.share, share.responses) == (0.5, 1)
        staff = client_of(make.steering(session))
        page = words(staff.get(f"/verwaltung/erhebungen/wellen/{again[0].id}/ruecklauf"))
        assert "50 Prozent (2 von 4 Einträgen) gelten weiterhin" in page


class TestTwoPeople:
    def test_who_confirm_different_rows_do_not_contradict_each_other(self, session, again):
        first, second = begun(session, again)[:2]
        press(session, again, confirm=first, opened=1)

        saved = press(session, again, confirm=second, opened=1)

        rows = saved.response.document["rows"]["angebot"]
        assert [row.get("confirmed") for row in rows] == [True, True, None]

    @pytest.mark.parametrize(("one", "other"), [("confirm", "end"), ("end", "confirm")])
    def test_who_say_different_things_of_one_row_are_asked(self, session, again, one, other):
        rows = begun(session, again)
        press(session, again, **{one: rows[0]}, opened=1, rows=rows)

        with pytest.raises(services.SaveConflictError):
            press(session, again, **{other: rows[0]}, opened=1, rows=rows)

    def test_who_wants_to_end_what_was_confirmed_chooses_and_it_ends(
        self, session, client_of, again, there, saved
    ):
        rows = begun(session, again)
        press(session, again, confirm=rows[0], opened=1)
        session.commit()
        client, form = client_of(again[2]), {"rows/angebot": rows, "version": "1"}

        page = client.post(f"{there}/angebote", data=form | {"end/angebot": rows[0]})

        assert page.status_code == 409
        assert f'name="ended/angebot" value="{rows[0]}"' in page.text
        chosen = {
            "rows/angebot": rows[1:],
            f"wahl/rows/angebot/{rows[0]}": "eigen",
            "ended/angebot": rows[0],
            "version": "2",
            "aktion": "speichern",
        }
        client.post(f"{there}/angebote", data=chosen)
        assert [row["id"] for row in saved().document["ended"]["angebot"]] == [rows[0]]


@pytest.mark.parametrize("page", ["", "/wir", "/angebote", "/pruefen"])
def test_pages_send_as_many_statements_for_ten_rows_as_for_a_hundred(
    session, client_of, statements, page
):
    seen = []
    for offers in (10, 100):
        seat, _ = second_wave(session, make_surveys.document(offers=offers))
        client, path = client_of(seat[2]), f"/erhebung/{seat[0].id}{page}"
        client.get(path)
        with statements() as sent:
            assert client.get(path).status_code == 200
        seen.append(len(sent))

    assert seen[0] == seen[1] <= 6


def test_the_first_save_of_carried_rows_stays_within_the_bound(session, client_of, statements):
    seat, _ = second_wave(session, make_surveys.document(offers=100))
    client, path = client_of(seat[2]), f"/erhebung/{seat[0].id}/angebote"
    client.get(path)

    with statements() as sent:
        client.post(path, data={"confirm-all": "1", "version": "0"})

    assert len(sent) <= 8


def test_a_wave_that_continues_none_says_so(session, client_of):
    wave = make_surveys.seat(session)[0]

    page = client_of(make.steering(session)).get(
        f"/verwaltung/erhebungen/wellen/{wave.id}/ruecklauf"
    )

    assert "nicht gefragt, denn diese Welle setzt keine andere fort." in words(page)


@pytest.fixture
def client_of(as_user):
    return as_user


def begun(session, seat):
    """Save the section once, and return the ids of its rows."""
    saved = make_surveys.save(session, seat, {}, "angebote", opened=0)
    return [row["id"] for row in saved.response.document["rows"]["angebot"]]


def press(session, seat, *, opened, rows=(), **buttons):
    form = {f"{button}/angebot": [row] for button, row in buttons.items()}
    form |= {"rows/angebot": list(rows)} if rows else {}
    return make_surveys.save(session, seat, form, "angebote", opened=opened)


def _fields(section):
    document = {"answers": make_surveys.ANSWERS, "rows": {}}
    return make_surveys.fields(document, section)
