"""Standing groups: which name means which, who belongs to them, and what the pages show to whom."""

from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from ikparticipation import clock
from ikparticipation.audit import AuditEvent
from ikparticipation.errors import ConflictError, InvalidError, NotAllowedError
from ikparticipation.inventory.models import (
    Network,
    NetworkKind,
    NetworkName,
    NetworkStatement,
    Source,
    SourceKind,
)
from ikparticipation.inventory.queries import groups as queries
from ikparticipation.inventory.queries.visible import PUBLIC, Reader
from ikparticipation.inventory.services import derive_from_response, rebuild
from ikparticipation.inventory.services import groups as services
from ikparticipation.inventory.services.groups import GroupEntry, groups_named
from ikparticipation.organisations.names import normalise
from tests import make, make_ties
from tests.make_inventory import says, wave

STAFF = Reader(staff=True)
STEERING = "/verwaltung/bestand/gremien"


def words(tree):
    return " ".join(tree.main.get_text(" ").split())


def entered(session, name, **given):
    entry = GroupEntry(name=name, kind=NetworkKind.NETWORK, **given)
    group = services.enter_group(session, entry, reason="Test", actor=make.steering(session))
    session.commit()
    return group


def meant(session):
    """Mention → group, as it is stored."""
    query = select(NetworkStatement.mention, Network.name).outerjoin(
        Network, Network.id == NetworkStatement.network_id
    )
    return dict(session.execute(query).all())


def test_a_name_means_the_group_whose_spelling_it_is(session):
    group = make_ties.group(session, "Runder Tisch Migration", "RTM")

    found = groups_named(session, ["Runder Tisch  MIGRATION", "RTM", "R. T. M.", "Beirat", " "])

    assert found == {"Runder Tisch  MIGRATION": group.id, "RTM": group.id, "R. T. M.": group.id}
    assert groups_named(session, []) == {}


def test_entering_a_group_resolves_what_was_named_before(session):
    asked = wave(session)
    for name in ("Runder Tisch Migration", "runder tisch migration", "RTM"):
        make_ties.belongs(session, asked, make.organisation(session), name)

    group = entered(session, "Runder Tisch Migration")

    assert meant(session) == {
        "Runder Tisch Migration": group.name,
        "runder tisch migration": group.name,
        "RTM": None,
    }
    assert {mention.name for mention in queries.open_mentions(session)} == {"RTM"}


def test_another_spelling_is_assigned_and_taken_away_again(session):
    asked, person = wave(session), make.steering(session)
    make_ties.belongs(session, asked, make.organisation(session), "RTM")
    group = entered(session, "Runder Tisch Migration")
    before = meant(session)

    spelling = services.add_spelling(session, group, "RTM", reason="so im Protokoll", actor=person)
    session.commit()
    assert meant(session) == {"RTM": "Runder Tisch Migration"}
    services.remove_spelling(session, spelling, actor=person)
    session.commit()

    assert meant(session) == before == {"RTM": None}
    assert groups_named(session, ["RTM"]) == {}


def answers_with(session, asked, *names):
    """An organisation that names these groups in its answer, taken in."""
    revision = says(session, asked, derive=False)
    rows = [{"id": str(uuid4()), "answers": {"network_name": name}} for name in names]
    revision.document = {"answers": {}, "rows": {"network": rows}}
    derive_from_response(session, revision.id)
    session.commit()


def test_what_was_entered_later_gives_the_same_as_a_rebuild(session, work):
    asked, person = wave(session), make.steering(session)
    answers_with(session, asked, "Runder Tisch", "RT", "Beirat")
    group = entered(session, "Runder Tisch")
    [gone] = [
        services.add_spelling(session, group, name, reason="x", actor=person) for name in ["RT"]
    ]
    services.remove_spelling(session, gone, actor=person)
    answers_with(session, asked, "RUNDER TISCH", "R.T.")
    work()
    step_by_step = meant(session)

    rebuild(session)
    session.commit()

    assert meant(session) == step_by_step
    assert step_by_step == {
        "Runder Tisch": group.name,
        "RUNDER TISCH": group.name,
        "RT": None,
        "R.T.": None,
        "Beirat": None,
    }


def test_an_answer_taken_in_while_a_spelling_was_added_is_settled_by_the_worker(session, work):
    group = make_ties.group(session, "Beirat")
    said = make_ties.belongs(session, wave(session), make.organisation(session), "Rat")
    services.add_spelling(session, group, "Rat", reason="x", actor=make.steering(session))
    session.commit()
    said.network_id = None
    session.commit()

    work()

    assert meant(session) == {"Rat": "Beirat"}


def test_the_administrations_own_entries_stay_when_a_spelling_goes(session):
    group, person = make_ties.group(session, "Runder Tisch", "RT"), make.steering(session)
    organisation = make.organisation(session)
    services.add_group_member(
        session, group, organisation.id, role="", reason="Protokoll", actor=person, at=clock.now()
    )
    [other] = session.scalars(select(NetworkName).where(NetworkName.name == "RT"))

    services.remove_spelling(session, other, actor=person)
    session.commit()

    assert [m.organisation for m in queries.group_members(session, group.id, PUBLIC)] == [
        organisation.name
    ]


@pytest.mark.parametrize("name", ["Runder Tisch", "RUNDER  TISCH", "RT"])
def test_no_name_means_two_groups(session, name):
    make_ties.group(session, "Runder Tisch", "RT")
    other = make_ties.group(session, "Beirat")
    person = make.steering(session)

    with pytest.raises(ConflictError, match="Runder Tisch"):
        entered(session, name)
    with pytest.raises(ConflictError, match="Runder Tisch"):
        services.add_spelling(session, other, name, reason="x", actor=person)


def test_the_own_name_of_a_group_stays_one_of_its_spellings(session):
    group = make_ties.group(session, "Beirat")
    [own] = session.scalars(select(NetworkName))

    with pytest.raises(ConflictError, match="So heißt"):
        services.remove_spelling(session, own, actor=make.steering(session))

    assert groups_named(session, ["Beirat"]) == {"Beirat": group.id}


def test_a_renamed_group_is_still_meant_by_its_former_name(session):
    group, person = make_ties.group(session, "Beirat"), make.steering(session)
    entry = GroupEntry(name="Integrationsbeirat", kind=NetworkKind.COMMITTEE)

    services.change_group(session, group, entry, seen=group.version, actor=person)
    session.commit()

    assert set(groups_named(session, ["Beirat", "Integrationsbeirat"]).values()) == {group.id}
    assert group.kind is NetworkKind.COMMITTEE
    with pytest.raises(ConflictError):
        services.change_group(session, group, entry, seen=group.version - 1, actor=person)


def test_only_steering_keeps_groups_and_always_with_a_reason(session):
    entry = GroupEntry(name="Beirat", kind=NetworkKind.COMMITTEE)

    with pytest.raises(NotAllowedError):
        services.enter_group(session, entry, reason="Test", actor=make.moderator(session))
    with pytest.raises(InvalidError):
        services.enter_group(session, entry, reason=" ", actor=make.steering(session))
    with pytest.raises(InvalidError):
        entered(session, "…")


def test_each_entry_names_its_person_and_reason_and_is_recorded(session):
    person = make.steering(session)
    entry = GroupEntry(name="Beirat", kind=NetworkKind.COMMITTEE)
    group = services.enter_group(session, entry, reason="Beschluss", actor=person)
    organisation = make.organisation(session)
    belongs = services.add_group_member(
        session, group, organisation.id, role="lead", reason="Protokoll", actor=person,
        at=clock.now(),
    )  # fmt: skip
    services.remove_group_member(
        session, belongs, reason="ausgetreten", actor=person, at=clock.now()
    )
    services.end_group(session, group, ended_at=clock.now(), reason="aufgelöst", actor=person)
    session.commit()

    sources = [session.get_one(Source, each.source_id) for each in (group, belongs)]
    assert [(s.kind, s.person_id, s.reason) for s in sources] == [
        (SourceKind.PERSON, person.id, "Beschluss"),
        (SourceKind.PERSON, person.id, "Protokoll"),
    ]
    actions = set(session.scalars(select(AuditEvent.action)))
    assert actions >= {
        "group.entered", "group.member_added", "group.member_removed", "group.ended"
    }  # fmt: skip


def test_an_organisation_is_entered_once_and_its_own_word_cannot_be_removed(session):
    group, person = make_ties.group(session), make.steering(session)
    one, asked = make.organisation(session), wave(session)
    said = make_ties.belongs(session, asked, one, group)
    facts = {"role": "", "reason": "Protokoll", "actor": person, "at": clock.now()}
    services.add_group_member(session, group, one.id, **facts)

    with pytest.raises(ConflictError):
        services.add_group_member(session, group, one.id, **facts)
    with pytest.raises(ConflictError):
        services.remove_group_member(session, said, reason="x", actor=person, at=clock.now())


@pytest.mark.parametrize(
    ("mention", "likely"),
    [
        ("Netzwerk Migration Börde", ["Netzwerk Migration"]),  # one word more
        ("Netzwrk Migration", ["Netzwerk Migration"]),  # a typing error
        ("Migration, Netzwerk", ["Netzwerk Migration"]),  # another order
        ("NW Migration", ["Netzwerk Migration"]),  # for short
        ("Sportbund", []),
        ("Netzwerk Sport", []),  # one word in common is not enough
    ],
)
def test_likely_groups_are_proposed_and_nothing_else(session, mention, likely):
    make_ties.group(session, "Netzwerk Migration")
    make_ties.group(session, "Präventionsrat")
    make_ties.belongs(session, wave(session), make.organisation(session), mention)

    [found] = queries.open_mentions(session)

    assert [name for _, name in found.likely] == likely
    assert meant(session) == {mention: None}


NAMES = st.lists(
    st.sampled_from(["Beirat", "BEIRAT", "Runder Tisch", "RT", "Netzwerk"]), max_size=8
)


@given(written=NAMES, spelled=st.sets(st.sampled_from(["beirat", "rt", "netzwerk"])))
def test_proposals_are_at_most_three_known_groups_each_once(written, spelled):
    known = [(name, name.title(), name) for name in sorted(spelled)]

    for name in written:
        found = [key for key, _ in queries.like(normalise(name), known)]

        assert len(found) == len(set(found)) <= 3
        assert set(found) <= spelled
        assert (normalise(name) in found[:1]) is (normalise(name) in spelled)


@pytest.fixture
def table(session):
    """A group to which one of each kind belongs."""
    asked, group = wave(session), make_ties.group(session, "Runder Tisch")
    loud = make.organisation(session, name="Laut")
    quiet = make.organisation(session, name="Leise", public=False)
    inside, figure = (
        make.organisation(session, name="Innen"),
        make.organisation(session, name="Zahl"),
    )
    make_ties.belongs(session, asked, loud, group, role="lead", topic="Ankommen")
    make_ties.belongs(session, asked, quiet, group)
    make_ties.belongs(session, asked, inside, group, publish="internal")
    make_ties.belongs(session, asked, figure, group, publish="aggregated")
    services.add_group_member(
        session, group, make.organisation(session, name="Amt").id, role="member",
        reason="Protokoll vom 3. März", actor=make.steering(session), at=clock.now(),
    )  # fmt: skip
    session.commit()
    return asked, group


@pytest.mark.parametrize(
    ("person", "named", "hidden"),
    [
        (None, ["Amt", "Laut"], 2),  # a visitor: hidden and figure are counted, internal is not
        ("staff", ["Amt", "Innen", "Laut", "Leise", "Zahl"], 0),
        ("Leise", ["Amt", "Laut", "Leise"], 1),  # its own members
    ],
)
def test_who_is_named_as_a_member(session, read, table, person, named, hidden):
    _, group = table
    quiet = session.scalars(
        select(make.Organisation).where(make.Organisation.name == "Leise")
    ).one()
    reader = {None: lambda: None, "staff": lambda: make.moderator(session)}.get(
        person, lambda: make.member(session, of=quiet)
    )()

    page = read(f"/gremien/{group.id}", reader)

    assert [th.get_text() for th in page.select("tbody th")] == named
    assert (f"{hidden} Organisation" in words(page)) is bool(hidden)


def test_a_member_is_shown_with_role_topic_and_who_says_so(session, read, table):
    asked, group = table

    page = words(read(f"/gremien/{group.id}"))

    assert "leitet oder moderiert Ankommen" in page
    assert f"die Organisation selbst, „{asked.titles['de']}“" in page
    assert "die Verwaltung: Protokoll vom 3. März" in page


def test_the_list_counts_members_and_shows_what_has_ended_last(session, read, table):
    entered(session, "Alter Beirat").ended_at = clock.now()
    session.commit()

    rows = [row.get_text(" ") for row in read("/gremien/").select(".queue__row")]

    assert "Runder Tisch" in rows[0]
    assert "4 Mitglieder" in rows[0]
    assert "Alter Beirat" in rows[1]
    assert "beendet" in rows[1]


def test_a_group_that_is_not_public_is_for_the_administration(session, read):
    group = make_ties.group(session, "Interne Runde", public=False)

    read(f"/gremien/{group.id}", status=404)
    assert "Interne Runde" not in words(read("/gremien/"))
    assert "nicht öffentlich" in words(read(f"/gremien/{group.id}", make.moderator(session)))


def test_an_organisation_shows_its_groups(session, read, table):
    _, group = table
    loud = session.scalars(select(make.Organisation).where(make.Organisation.name == "Laut")).one()

    page = read(f"/akteure/{loud.id}")

    assert page.select_one(f'a[href="/gremien/{group.id}"]').get_text() == "Runder Tisch"
    assert "leitet oder moderiert" in words(page)


def test_a_mention_becomes_a_group_with_one_click(session, read, as_user):
    steering, asked = make.steering(session), wave(session)
    for name in ("Arbeitskreis Asyl", "AK Asyl", "Arbeitskreis  asyl"):
        make_ties.belongs(session, asked, make.organisation(session, name=f"Von {name}"), name)
    page = read(STEERING, steering)
    assert "2 Nennungen: Von Arbeitskreis" in words(page)
    assert "1 Nennung: Von AK Asyl" in words(page)

    answer = as_user(steering).post(f"{STEERING}/aus-nennung", data={"name": "Arbeitskreis Asyl"})

    assert answer.status_code == 303
    shown = read(answer.location, steering)
    assert "Arbeitsgruppe" in words(shown)
    assert len(shown.select("#mitglieder ~ .scroll tbody tr")) == 2
    [form] = [f for f in shown.select("form") if f.select('input[value="AK Asyl"]')]
    answer = as_user(steering).post(form["action"], data={"name": "AK Asyl"})
    assert "Alles zugeordnet" in words(read(STEERING, steering))
    [loosen] = read(answer.location, steering).select('form[action$="/entfernen"]')
    as_user(steering).post(loosen["action"])
    assert "„AK Asyl“" in words(read(STEERING, steering))


def test_a_group_is_entered_changed_ended_and_goes_on(session, read, as_user):
    steering = make.steering(session)
    facts = {
        "name": "Beirat",
        "kind": "committee",
        "lead_id": "",
        "public": "y",
        "reason": "Beschluss",
    }
    client = as_user(steering)

    entered = client.post(f"{STEERING}/neu", data=facts)
    here = entered.location
    changed = client.post(
        f"{here}/bearbeiten", data=facts | {"name": "Integrationsbeirat", "version": "1"}
    )
    ended = client.post(f"{here}/beenden", data={"reason": "aufgelöst"})

    assert [a.status_code for a in (entered, changed, ended)] == [303, 303, 303]
    assert "beendet" in words(read(here, steering))
    client.post(f"{here}/beenden", data={"reason": "doch nicht"})
    assert "beendet" not in words(read(here, steering))
    assert "„Beirat“" in words(read(here, steering))


@pytest.mark.parametrize(
    ("path", "data", "status", "told"),
    [
        ("/neu", {"kind": "network", "lead_id": ""}, 422, "Bitte geben Sie den Namen ein."),
        ("/neu", {"name": "Tisch", "kind": "network", "lead_id": ""}, 422, "woher Sie das wissen"),
        (
            "/neu",
            {"name": "BEIRAT", "kind": "network", "lead_id": "", "reason": "x"},
            409,
            "ist schon „Beirat“",
        ),
        (
            "/{0}/bearbeiten",
            {"name": "Rat", "kind": "network", "lead_id": ""},
            409,
            "jemand anders",
        ),
        ("/{0}/schreibweisen", {"name": ""}, 422, "Bitte geben Sie den Namen ein."),
        ("/{0}/schreibweisen", {"name": "Beirat"}, 409, "ist schon „Beirat“"),
        ("/{0}/mitglieder/neu", {"reason": "x"}, 422, "Bitte wählen Sie eine Organisation."),
        ("/{0}/beenden", {}, 422, "woher Sie das wissen"),
        ("/aus-nennung", {"name": "…"}, 422, "mit Buchstaben oder Ziffern"),
    ],
)
def test_what_does_not_fit_is_answered_with_what_to_do(session, as_user, path, data, status, told):
    group = make_ties.group(session, "Beirat")

    answer = as_user(make.steering(session)).post(STEERING + path.format(group.id), data=data)

    assert answer.status_code == status
    assert told in answer.text


def test_a_member_is_entered_and_removed_by_the_administration(session, read, as_user):
    group, steering = make_ties.group(session, "Beirat"), make.steering(session)
    organisation = make.organisation(session, name="Chor")
    here, client = f"{STEERING}/{group.id}", as_user(steering)

    client.post(
        f"{here}/mitglieder/neu",
        data={"organisation_id": str(organisation.id), "role": "guest", "reason": "Protokoll"},
    )
    page = read(here, steering)
    assert "Chor ist ab und zu dabei die Verwaltung: Protokoll" in words(page)
    [link] = page.select('a[href$="/austragen"]')
    answer = client.post(link["href"], data={"reason": "ausgetreten"})

    assert answer.status_code == 303
    assert "Noch kein Mitglied bekannt" in words(read(here, steering))


@pytest.mark.parametrize("path", ["/gremien/", "/gremien/{}", STEERING, STEERING + "/{}"])
def test_the_pages_cost_few_statements_however_many_members_there_are(
    session, as_user, statements, path
):
    def cost(many):
        asked, group = wave(session), make_ties.group(session)
        for number in range(many):
            organisation = make.organisation(session)
            make_ties.belongs(session, asked, organisation, group)
            make_ties.belongs(session, asked, organisation, f"Nennung {number} von {many}")
        client = as_user(make.steering(session))
        client.get("/healthz")
        with statements() as seen:
            assert client.get(path.format(group.id)).status_code == 200
        return len(seen)

    cost(1)

    assert cost(6) == cost(2) <= 8


@pytest.mark.parametrize(
    ("path", "told"),
    [("/gremien/", "Noch kein Gremium"), (STEERING, "Noch kein Gremium eingetragen")],
)
def test_without_any_group_the_pages_say_what_to_do(session, read, path, told):
    assert told in words(read(path, make.steering(session)))
