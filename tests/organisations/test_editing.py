from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import select

from ikparticipation import clock
from ikparticipation.organisations import queries
from ikparticipation.organisations.models import Organisation
from ikparticipation.organisations.names import Level
from tests import make

REGISTER = "/verwaltung/akteure"
SCRIPT = "<script>alert(1)</script>"
TYPED = {
    "name": "Heimatverein Gröningen e. V.",
    "kind": "verein",
    "ags": "15083270",
    "description": "Erzählcafé\r\nund Sprachtandem",
    "email": "info@example.org",
    "phone": "039403 1234",
    "website": "www.example.org",
    "public": "y",
    "reason": "Steht im Vereinsregister",
    "legal_form": "ev",
    "level": "county",
    "umbrella": "",
    "status": "active",
    "fields": ["sport", "bildung"],
    "contact_public": "y",
    "version": "1",
}


@pytest.fixture
def steering(session, as_user):
    """The site as the Integrationskoordination sees it."""
    return as_user(make.steering(session))


def stored(session) -> Organisation:
    session.expire_all()
    organisation = session.scalars(select(Organisation)).one()
    session.commit()
    return organisation


def body(number) -> Organisation:
    return Organisation(
        name=f"Verband {number}",
        sort_key=f"verband {number:04}",
        normal_name=f"verband {number}",
        kind="verband",
        ags=None,
        registered_at=clock.now(),
        origin_file="tests",
    )


class TestTakingIn:
    def test_everything_typed_is_stored(self, session, steering):
        answer = steering.post(f"{REGISTER}/neu", data=TYPED)

        organisation = stored(session)
        assert answer.status_code == 303
        assert answer.location == f"{REGISTER}/{organisation.id}"
        assert organisation.description == "Erzählcafé\nund Sprachtandem"
        assert organisation.website == "https://www.example.org"
        assert organisation.public
        assert (organisation.legal_form, organisation.level) == ("ev", "county")
        assert queries.fields_of(session, organisation.id) == {"sport", "bildung"}
        assert (organisation.origin_file, organisation.origin_reason) == (
            "",
            "Steht im Vereinsregister",
        )
        assert "Haldensleben" in steering.get(answer.location).text

    def test_without_the_tick_it_is_not_public(self, session, steering):
        typed = {name: value for name, value in TYPED.items() if name != "public"}

        steering.post(f"{REGISTER}/neu", data=typed)

        assert not stored(session).public

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("name", ""),
            ("name", "x" * 201),
            ("name", "!?"),
            ("kind", "kaiserreich"),
            ("kind", ""),
            ("ags", "00000000"),
            ("description", "x" * 2001),
            ("email", "keine Adresse"),
            ("email", "x" * 250 + "@example.org"),
            ("phone", "1" * 61),
            ("website", "javascript:alert(1)"),
            ("website", "kein Ort"),
            ("legal_form", "ohG"),
            ("level", "Weltverband"),
            ("status", "merged"),
            ("fields", ["gibt es nicht"]),
            ("umbrella", "Gibt es nicht"),
            ("reason", ""),
            ("reason", "x" * 301),
            ("website", "https://" + "x" * 300 + ".org"),
        ],
    )
    def test_what_does_not_fit_comes_back_with_everything_typed(
        self, session, steering, field, value
    ):
        answer = steering.post(f"{REGISTER}/neu", data=TYPED | {field: value})

        assert answer.status_code == 422
        assert "Bitte prüfen Sie Ihre Angaben" in answer.text
        assert "039403 1234" in answer.text or field == "phone"
        assert session.scalars(select(Organisation)).all() == []

    @pytest.mark.parametrize("field", ["name", "description", "phone"])
    def test_a_script_is_only_text(self, steering, field):
        answer = steering.post(
            f"{REGISTER}/neu", data=TYPED | {field: SCRIPT}, follow_redirects=True
        )
        pages = [answer, steering.get(REGISTER), steering.get(f"{answer.request.path}/bearbeiten")]

        assert [page.status_code for page in pages] == [200, 200, 200]
        assert all(SCRIPT not in page.text for page in pages)

    def test_characters_no_database_takes_are_left_out(self, session, steering):
        steering.post(f"{REGISTER}/neu", data=TYPED | {"name": "A\0B", "description": "C\0D"})

        assert (stored(session).name, stored(session).description) == ("AB", "CD")

    def test_another_spelling_is_shown_and_can_be_confirmed(self, session, steering):
        known = make.organisation(session, name="Heimatverein Gröningen")

        warned = steering.post(f"{REGISTER}/neu", data=TYPED)
        confirmed = steering.post(f"{REGISTER}/neu", data=TYPED | {"twin_is_meant": "y"})

        assert warned.status_code == 422
        assert f"{REGISTER}/{known.id}" in warned.text
        assert "Es ist trotzdem eine andere Organisation" in warned.text
        assert confirmed.status_code == 303
        assert len(session.scalars(select(Organisation)).all()) == 2

    def test_pressing_the_button_twice_stores_one(self, session, steering):
        statuses = [steering.post(f"{REGISTER}/neu", data=TYPED).status_code for _ in range(2)]

        assert statuses == [303, 409]
        assert stored(session).name == TYPED["name"]

    def test_two_people_at_the_same_moment_store_one(self, app, session):
        users, start = [make.steering(session) for _ in range(2)], Barrier(2)

        def save(user):
            client = app.test_client(user=user)
            start.wait()
            return client.post(f"{REGISTER}/neu", data=TYPED).status_code

        with ThreadPoolExecutor(2) as both:
            statuses = sorted(both.map(save, users))

        assert statuses == [303, 409]
        assert stored(session).name == TYPED["name"]


class TestEditing:
    def test_the_form_shows_what_is_stored(self, session, steering):
        organisation = make.organisation(session, name="Bürgerbus", phone="039403 1")

        page = steering.get(f"{REGISTER}/{organisation.id}/bearbeiten").text

        assert 'value="Bürgerbus"' in page
        assert 'value="039403 1"' in page
        assert '<option value="15083270" selected>' in page

    def test_everything_can_be_changed(self, session, steering):
        organisation = make.organisation(session)

        answer = steering.post(f"{REGISTER}/{organisation.id}/bearbeiten", data=TYPED)

        assert answer.status_code == 303
        assert (stored(session).name, stored(session).version) == (TYPED["name"], 2)

    def test_the_umbrella_body_is_typed_by_its_name(self, session, steering):
        above = make.organisation(session, name="Landesverband e. V.", level=Level.STATE)
        organisation = make.organisation(session, name="Kreisverband", kind="verband")
        path = f"{REGISTER}/{organisation.id}/bearbeiten"
        assert '<option value="Landesverband e. V.">' in steering.get(path).text

        answer = steering.post(path, data=TYPED | {"umbrella": "landesverband"})

        session.refresh(organisation)
        assert (answer.status_code, organisation.umbrella_id) == (303, above.id)
        assert 'value="Landesverband e. V."' in steering.get(path).text
        assert f"{REGISTER}/{above.id}" in steering.get(answer.location).text
        assert f"{REGISTER}/{organisation.id}" in steering.get(f"{REGISTER}/{above.id}").text

    @pytest.mark.parametrize(
        ("typed", "words"),
        [
            ("Landesverband", "Mehrere heißen so: Landesverband e. V. · LANDESVERBAND"),
            ("Ortsverband", "„Ortsverband“ steht nicht über dieser Organisation."),
            ("Niemand", "„Niemand“ steht nicht im Verzeichnis."),
        ],
    )
    def test_an_umbrella_body_that_does_not_fit_is_told_at_its_field(
        self, session, steering, typed, words
    ):
        make.organisation(session, name="Landesverband e. V.", sort_key="a")
        make.organisation(session, name="LANDESVERBAND", sort_key="b")
        make.organisation(session, name="Ortsverband", level=Level.TOWN)
        organisation = make.organisation(session)

        answer = steering.post(
            f"{REGISTER}/{organisation.id}/bearbeiten", data=TYPED | {"umbrella": typed}
        )

        assert answer.status_code == 422
        assert words in answer.text
        assert 'href="#umbrella"' in answer.text
        assert f'value="{typed}"' in answer.text

    def test_of_two_who_would_close_a_circle_together_one_is_refused(self, app, session):
        pair = [make.organisation(session, name=name) for name in ("Erster", "Zweiter")]
        users, start = [make.steering(session) for _ in pair], Barrier(2)
        typed = {key: value for key, value in TYPED.items() if key != "level"}

        def save(number):
            own, other = pair[number], pair[1 - number]
            client = app.test_client(user=users[number])
            start.wait()
            return client.post(
                f"{REGISTER}/{own.id}/bearbeiten",
                data=typed | {"name": own.name, "umbrella": other.name},
            ).status_code

        with ThreadPoolExecutor(2) as both:
            statuses = sorted(both.map(save, range(2)))

        session.expire_all()
        assert statuses[0] == 303
        assert statuses[1] in {422, 503}  # PostgreSQL ends one of two that wait for each other
        assert None in {organisation.umbrella_id for organisation in pair}

    def test_other_fields_alone_make_a_new_version(self, session, steering):
        organisation = make.organisation(session, name=TYPED["name"])
        path = f"{REGISTER}/{organisation.id}/bearbeiten"
        steering.post(path, data=TYPED)

        steering.post(path, data=TYPED | {"fields": ["sport"], "version": "2"})

        assert stored(session).version == 3
        assert steering.post(path, data=TYPED | {"version": "2"}).status_code == 409

    def test_the_list_of_1000_bodies_costs_what_a_short_one_does(
        self, session, steering, statements
    ):
        organisation = make.organisation(session, level=Level.COUNTY)
        path, costs = f"{REGISTER}/{organisation.id}/bearbeiten", []

        for start, end in ((0, 10), (10, 1000)):
            session.add_all(body(number) for number in range(start, end))
            session.commit()
            with statements() as seen:
                steering.get(path)
            costs.append(len(seen))

        assert costs[0] == costs[1] <= 8

    def test_a_stale_form_shows_both_states_and_stores_neither(self, session, steering):
        organisation = make.organisation(session, name=TYPED["name"])
        path = f"{REGISTER}/{organisation.id}/bearbeiten"
        steering.post(path, data=TYPED | {"phone": "gespeichert", "kind": "verband", "ags": ""})

        answer = steering.post(path, data=TYPED | {"phone": "getippt"})

        assert answer.status_code == 409
        assert 'value="getippt"' in answer.text
        facts = answer.text.split("Was jetzt gespeichert ist")[1].split("</dl>")[0]
        assert ["gespeichert" in facts, "Verband" in facts, "Kein fester Ort" in facts] == [
            True
        ] * 3
        assert "Sprachtandem" not in facts
        assert stored(session).phone == "gespeichert"

    def test_saving_the_stale_form_once_more_overwrites_knowingly(self, session, steering):
        organisation = make.organisation(session, name=TYPED["name"])
        path = f"{REGISTER}/{organisation.id}/bearbeiten"
        steering.post(path, data=TYPED | {"phone": "gespeichert"})
        page = steering.post(path, data=TYPED | {"phone": "getippt"}).text
        assert 'name="version" type="hidden" value="2"' in page

        answer = steering.post(path, data=TYPED | {"phone": "getippt", "version": "2"})

        assert answer.status_code == 303
        assert stored(session).phone == "getippt"

    @pytest.mark.parametrize("version", ["", "eins", "-1", "9" * 40, "²"])
    def test_a_version_that_is_none_counts_as_stale(self, session, steering, version):
        organisation = make.organisation(session)

        answer = steering.post(
            f"{REGISTER}/{organisation.id}/bearbeiten", data=TYPED | {"version": version}
        )

        assert answer.status_code == 409

    def test_of_two_who_save_at_the_same_moment_one_sees_the_other(self, app, session):
        organisation = make.organisation(session, name=TYPED["name"])
        users, start = [make.steering(session) for _ in range(2)], Barrier(2)

        def save(user):
            client = app.test_client(user=user)
            start.wait()
            return client.post(
                f"{REGISTER}/{organisation.id}/bearbeiten", data=TYPED | {"phone": str(user.id)}
            )

        with ThreadPoolExecutor(2) as both:
            answers = sorted(both.map(save, users), key=lambda answer: answer.status_code)

        assert [answer.status_code for answer in answers] == [303, 409]
        assert stored(session).phone in answers[1].text
