"""Where it comes from: for each kind of thing, what the public, members, others and staff see."""

from urllib.parse import parse_qsl, urlsplit
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from ikparticipation import clock
from ikparticipation.db import Base
from ikparticipation.inventory import references, services
from ikparticipation.inventory.models import NetworkKind, Offer, Source, Stance, TieStatement
from ikparticipation.inventory.queries.sources import where_from
from ikparticipation.inventory.queries.visible import PUBLIC, Reader
from ikparticipation.inventory.references import (
    OfEntry,
    OfGroup,
    OfNetwork,
    OfOffer,
    OfPair,
    OfStatement,
    address_of,
    thing_of,
)
from ikparticipation.inventory.services.groups import (
    GroupEntry,
    add_group_member,
    enter_group,
)
from ikparticipation.inventory.services.replying import reply_to_tie
from ikparticipation.organisations.models import Outcome
from ikparticipation.organisations.services.deciding import decide_name
from ikparticipation.surveys.models import Correction
from tests import make, make_ties
from tests.make_inventory import offer, partner, says, wave

STAFF = Reader(staff=True, may_open_responses=True)
AT = clock.now()
uuids = st.uuids()
things = st.one_of(
    st.builds(OfOffer, uuids),
    st.builds(OfPair, uuids, uuids).filter(lambda pair: pair.one != pair.other),
    st.builds(OfStatement, uuids),
    st.builds(OfEntry, uuids),
    st.builds(OfGroup, uuids),
    st.builds(OfNetwork, uuids),
)


@given(things)
def test_an_address_leads_back_to_its_thing(thing):
    told = dict(parse_qsl(urlsplit(address_of(thing)).query))

    found = thing_of(told)

    if isinstance(thing, OfPair):
        assert {found.one, found.other} == {thing.one, thing.other}
    else:
        assert found == thing


@pytest.mark.parametrize(
    "told",
    [
        {"angebot": "x"},
        {"paar": str(UUID(int=1))},
        {"eintrag": f"{UUID(int=1)}.{UUID(int=2)}"},
        {"angebot": str(UUID(int=1)), "gremium": str(UUID(int=2))},
    ],
)
def test_an_address_that_means_nothing_is_refused(told):
    with pytest.raises(ValueError, match=r".*"):
        thing_of(told)


@pytest.fixture
def said(session):
    """An organisation that names an offer and a partner, which is known by another name."""
    speaker, named = make.organisation(session), make.organisation(session, name="Roter Faden")
    revision = says(
        session, wave(session), speaker, offer("Sprachcafé"), partners=[partner("Der Faden")]
    )
    actor = make.steering(session)
    decide_name(session, "Der Faden", Outcome.SAME, named, reason="Anruf", actor=actor, at=AT)
    services.derive_from_response(session, revision.id)
    session.commit()
    return revision, speaker, named


def lasting(session):
    return session.scalars(select(Offer.lasting_id)).one()


def test_an_offer_leads_to_its_answers_and_to_the_run_that_made_it(session, said):
    revision, speaker, _ = said

    trace = where_from(session, OfOffer(lasting(session)), PUBLIC)

    assert trace.title == "Sprachcafé"
    assert [(s.organisation_id, s.revision) for s in trace.statements] == [(speaker.id, 1)]
    assert trace.statements[0].said_at == revision.submitted_at
    assert [run.rules for run in trace.runs] == [1]


def correct(session, said, **given):
    revision, speaker, _ = said
    row = revision.document["rows"]["offer"][0]
    facts = {
        "response": revision.response,
        "number": 1,
        "question": "offer_name",
        "row_id": row["id"],
        "original": "Sprachcafé",
        "value": "Sprachcafé",
        "reason": "Tippfehler",
        "corrected_at": AT,
        "corrected_by_id": make.steering(session).id,
    }
    make.store(session, Correction(**facts | given))
    return speaker


def reader_who_is(who, speaker):
    """A reader who is `the public`, `another member`, `a member` of the speaker, or `the staff`."""
    own = {"a member": speaker.id, "another member": uuid4()}.get(who)
    return STAFF if who == "the staff" else Reader(own=frozenset({own} if own else ()))


READERS = {
    "the public": "",
    "another member": "",
    "a member": "Tippfehler",
    "the staff": "Tippfehler",
}


@pytest.mark.parametrize("reader", READERS)
def test_why_something_was_corrected_is_told_to_those_it_concerns(session, said, reader):
    speaker = correct(session, said)

    trace = where_from(session, OfOffer(lasting(session)), reader_who_is(reader, speaker))

    assert [(each.of, each.reason) for each in trace.layers] == [("Angebot: Name", READERS[reader])]


@pytest.mark.parametrize("reader", READERS)
def test_an_offer_of_a_hidden_organisation_leads_nowhere_for_others(session, said, reader):
    _, speaker, _ = said
    speaker.public = False
    session.commit()

    trace = where_from(session, OfOffer(lasting(session)), reader_who_is(reader, speaker))

    assert (trace is not None) is (reader in {"a member", "the staff"})


def test_a_pair_leads_to_both_sides_replies_and_to_who_resolved_the_name(session, said):
    revision, speaker, named = said
    member = make.member(session, of=named)
    reply_to_tie(
        session,
        wave_id=revision.response.wave_id,
        organisation_id=named.id,
        partner_id=speaker.id,
        stance=Stance.YES,
        seen=None,
        actor=member,
        at=AT,
    )

    public = where_from(session, OfPair(speaker.id, named.id), PUBLIC)
    staff = where_from(session, OfPair(named.id, speaker.id), STAFF)

    assert [(s.organisation_id, s.what) for s in public.statements] == [(speaker.id, named.name)]
    assert len(public.decisions) == 1
    assert public.decisions[0].facts == {"who": named.name, "other": speaker.name}
    resolved = [d for d in staff.decisions if d.facts.get("name") == "Der Faden"]
    assert [(d.reason, bool(d.person)) for d in resolved] == [("Anruf", True)]


def test_an_entry_tells_its_origin_and_persons_only_to_the_staff(session):
    actor = make.steering(session)
    organisation = make.organisation(
        session, origin_file="", origin_person_id=actor.id, origin_reason="Vereinsregister"
    )
    listed = make.organisation(session, origin_file="liste.xlsx", origin_row=7)

    public = where_from(session, OfEntry(organisation.id), PUBLIC)
    staff = where_from(session, OfEntry(organisation.id), STAFF)
    from_file = where_from(session, OfEntry(listed.id), PUBLIC)

    assert [(d.person, d.reason) for d in public.decisions] == [("", "")]
    assert [(d.person, d.reason) for d in staff.decisions] == [(actor.name, "Vereinsregister")]
    assert [(f.name, f.row) for f in from_file.files] == [("liste.xlsx", "7")]


def named_nobody(session, **levels):
    """An organisation names somebody who is nobody of the register; returns it and the tie."""
    speaker = make.organisation(session, name="Blaues Band", public=False)
    says(session, wave(session, levels=levels), speaker, partners=[partner("Erika Muster")])
    return speaker, session.scalars(select(TieStatement.id)).one()


@pytest.mark.parametrize(
    ("who", "title", "organisation", "what"),
    [
        ("the public", "", None, ""),
        ("another member", "", None, ""),
        ("a member", "Blaues Band · Erika Muster", "Blaues Band", "Erika Muster"),
        ("the staff", "Blaues Band · Erika Muster", "Blaues Band", "Erika Muster"),
    ],
)
def test_a_name_that_is_nobody_leads_to_the_answer(session, who, title, organisation, what):
    speaker, statement = named_nobody(session)

    trace = where_from(session, OfStatement(statement), reader_who_is(who, speaker))

    assert trace.title == title
    assert [(s.organisation, s.what, s.revision) for s in trace.statements] == [
        (organisation, what, 1)
    ]
    assert [run.rules for run in trace.runs] == [1]


@pytest.mark.parametrize("who", READERS)
def test_what_is_said_for_internal_use_leads_only_its_own_readers_anywhere(session, who):
    speaker, statement = named_nobody(session, **{"tie.partner": "internal"})

    trace = where_from(session, OfStatement(statement), reader_who_is(who, speaker))

    assert (trace is not None) is (who in {"a member", "the staff"})


@pytest.mark.parametrize(("who", "told"), [("the public", 0), ("the staff", 1)])
def test_a_reply_is_told_with_both_names_or_not_at_all(session, said, who, told):
    revision, speaker, named = said
    reply_to_tie(
        session,
        wave_id=revision.response.wave_id,
        organisation_id=named.id,
        partner_id=speaker.id,
        stance=Stance.NO,
        seen=None,
        actor=make.member(session, of=named),
        at=AT,
    )
    named.public = False
    session.commit()
    statement = session.scalars(select(TieStatement.id)).one()

    trace = where_from(session, OfStatement(statement), reader_who_is(who, speaker))

    assert len(trace.decisions) == told


def test_the_page_of_a_name_that_is_not_told_has_a_heading_and_no_name(session, read):
    _, statement = named_nobody(session)

    page = read(address_of(OfStatement(statement)))

    assert page.h1.text.strip() == "Eine Nennung, die nicht öffentlich ist"
    assert "Erika Muster" not in page.text
    assert "Blaues Band" not in page.text


def test_what_is_not_there_has_no_trace(session):
    for thing in (OfStatement, OfOffer, OfEntry, OfGroup, OfNetwork):
        assert where_from(session, thing(uuid4()), STAFF) is None
    assert where_from(session, OfPair(uuid4(), uuid4()), STAFF) is None


@pytest.mark.parametrize("who", [None, "member", "staff"])
def test_every_kind_has_its_page(session, said, read, who):
    _, speaker, named = said
    user = {"member": make.member(session, of=speaker), "staff": make.steering(session)}.get(who)
    paths = [
        address_of(OfOffer(lasting(session))),
        address_of(OfPair(speaker.id, named.id)),
        address_of(OfEntry(speaker.id)),
    ]

    pages = [read(path, user) for path in paths]

    assert all("Woher" in page.main.text for page in pages)
    answers = [a["href"] for page in pages[:2] for a in page.select('td a[href*="fuer="]')]
    assert bool(answers) is (who == "member")
    assert bool(pages[0].select('a[href*="/antworten/"]')) is (who == "staff")


@pytest.mark.parametrize(
    "query", ["angebot=x", "paar=1.2", f"eintrag={UUID(int=7)}", f"netz={UUID(int=8)}", "gremium=."]
)
def test_a_wrong_address_is_no_page(read, query):
    read(f"{references.PAGE}?{query}", status=404)


def test_every_row_of_the_inventory_has_a_source():
    tables = [t for t in Base.metadata.sorted_tables if "source_id" in t.columns]

    assert len(tables) > 8
    assert all(not table.columns["source_id"].nullable for table in tables)
    assert all(
        key.target_fullname == f"{Source.__tablename__}.id"
        for table in tables
        for key in table.columns["source_id"].foreign_keys
    )


class TestAppearances:
    def test_each_row_says_where_it_stands(self, session, said, read):
        _, speaker, named = said

        page = read("/mein/organisation/antworten", make.member(session, of=speaker))

        links = {a["href"] for a in page.main.select("td a")}
        assert f"/angebote/{lasting(session)}" in links
        assert f"/netzwerk/{speaker.id}/{named.id}" in links

    def test_what_is_internal_says_so(self, session, read):
        speaker = make.organisation(session)
        says(
            session,
            wave(session, levels={"offer.name": "internal", "tie.partner": "aggregated"}),
            speaker,
            offer("Geheim"),
            partners=[partner("Jemand")],
        )

        page = read("/mein/organisation/antworten", make.member(session, of=speaker))

        assert "Nirgends öffentlich" in page.main.text
        assert "Nur in den Zahlen" in page.main.text

    def test_an_answer_that_is_not_accepted_says_so(self, session, read):
        speaker = make.organisation(session)
        revision = says(session, wave(session), speaker, offer("Neu"), derive=False)
        revision.response.accepted_number, revision.response.review = None, "waiting"
        session.commit()

        page = read("/mein/organisation/antworten", make.member(session, of=speaker))

        assert "sieht diese Antwort noch durch" in page.main.text
        assert not page.main.select("td")

    def test_nothing_submitted_yet(self, session, read):
        page = read("/mein/organisation/antworten", make.member(session))

        assert "Noch keine Antwort abgesendet" in page.main.text

    @pytest.mark.parametrize(
        ("stance", "words"),
        [(Stance.YES, "Ja, das stimmt"), (Stance.NO, "Nein, das stimmt nicht")],
    )
    def test_what_was_said_with_one_click_stands_there(self, session, read, stance, words):
        asked, other, own = wave(session), *(make.organisation(session) for _ in range(2))
        says(session, asked, other, partners=[own])
        make_ties.reply(session, asked, own, other, stance)
        session.commit()

        page = read("/mein/organisation/antworten", make.member(session, of=own))

        [row] = page.main.select("tbody tr")
        assert other.name in row.text
        assert words in row.text
        assert f"/netzwerk/{own.id}/{other.id}" in [link["href"] for link in row.select("a")]
        assert "Noch keine Antwort" not in page.main.text

    @pytest.mark.usefixtures("said")
    def test_answers_of_others_are_not_there(self, session, read):
        page = read("/mein/organisation/antworten", make.member(session))

        assert "Sprachcafé" not in page.main.text

    def test_a_long_answer_costs_no_more_than_a_short_one(self, session, as_user, statements):
        speaker = make.organisation(session)
        client = as_user(make.member(session, of=speaker))

        def cost(number):
            says(session, wave(session), speaker, *(offer(f"A{n}") for n in range(number)))
            with statements() as seen:
                assert client.get("/mein/organisation/antworten").status_code == 200
            return len(seen)

        assert cost(1) == cost(60) <= 8


def test_a_group_tells_who_says_so_and_what_the_administration_entered(session):
    actor = make.steering(session)
    entry = GroupEntry(name="Runde", kind=NetworkKind.COMMITTEE)
    entered = enter_group(session, entry, reason="Satzung", actor=actor)
    organisation = make.organisation(session)
    add_group_member(
        session, entered, organisation.id, role="member", reason="Protokoll", actor=actor, at=AT
    )
    session.commit()

    public = where_from(session, OfGroup(entered.id), PUBLIC)
    staff = where_from(session, OfGroup(entered.id), STAFF)

    assert [d.reason for d in public.decisions] == ["Satzung", "Protokoll"]
    assert [d.reason for d in staff.decisions] == ["Satzung", "Protokoll"]
