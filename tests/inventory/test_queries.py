"""What the inventory counts, finds and shows, and to whom."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from ikparticipation import clock
from ikparticipation.audit import Action, AuditEvent, EventState
from ikparticipation.inventory.models import Offer
from ikparticipation.inventory.network import TieState
from ikparticipation.inventory.queries import directory, figures, organisations, ties
from ikparticipation.inventory.queries.directory import NONE, Wanted
from ikparticipation.inventory.queries.offers.page import said_about
from ikparticipation.inventory.queries.organisations import Standing
from ikparticipation.inventory.queries.sources import figures as sources
from ikparticipation.inventory.queries.sources.figures import Counted, Figure
from ikparticipation.inventory.queries.visible import PUBLIC, Reader, reader_of
from ikparticipation.inventory.queries.waves import chosen, inventory_waves
from ikparticipation.organisations.models import Organisation
from ikparticipation.organisations.queries import Filter
from tests import make, make_surveys
from tests.make_inventory import (
    BARLEBEN,
    COUNTY,
    HALDENSLEBEN,
    OSCHERSLEBEN,
    offer,
    partner,
    says,
    wave,
)

STAFF = Reader(staff=True)


def found(session, in_wave, reader=STAFF, **wanted):
    """The names behind the conditions of a figure, in any order."""
    rows = session.scalars(
        select(Offer.name)
        .join(Organisation, Organisation.id == Offer.organisation_id)
        .where(Offer.wave_id == in_wave.id, reader.named(), reader.shown(Offer))
        .where(*directory.matching(Wanted(**wanted), reader.read))
    )
    return list(rows)


def test_before_anybody_was_asked_there_is_nothing_to_count(session):
    numbers = figures.overview(session, wave(session).id)

    assert (numbers.invited, numbers.answered, numbers.taken_in) == (0, 0, 0)
    assert numbers.newest is None


def test_the_overview_counts_offers_statements_and_who_made_them(session):
    asked, one, other = wave(session), make.organisation(session), make.organisation(session)
    make_surveys.invited(session, asked)
    says(session, asked, one, offer(), offer(), partners=[other, partner("Amt")])
    last = says(session, asked, other, partners=[one])
    says(session, wave(session), one, offer(), partners=[other])

    numbers = figures.overview(session, asked.id)

    assert (numbers.offers, numbers.offering) == (2, 1)
    assert (numbers.ties, numbers.naming, numbers.mentions) == (3, 2, 1)
    assert (numbers.answered, numbers.invited) == (2, 3)
    assert numbers.newest == last.submitted_at


@pytest.mark.parametrize(
    ("state", "pending"),
    [
        (EventState.QUEUED, 1),
        (EventState.RUNNING, 1),
        (EventState.FAILED, 1),
        (EventState.DONE, 0),
    ],
)
def test_an_answer_the_worker_has_not_taken_in_is_told(session, work, state, pending):
    asked, organisation, person = make_surveys.seat(session)
    make_surveys.submitted(session, asked, organisation, person)
    work()
    event = session.scalars(
        select(AuditEvent).where(AuditEvent.action == Action.RESPONSE_SUBMITTED)
    ).one()
    event.state, event.handled_at = state, clock.now() if state is EventState.DONE else None
    session.commit()

    numbers = figures.overview(session, asked.id)

    assert (numbers.answered, numbers.pending, numbers.taken_in) == (1, pending, 1 - pending)


def test_two_waiting_revisions_of_one_answer_are_one_answer(session):
    asked, organisation, person = make_surveys.seat(session)
    revision = make_surveys.submitted(session, asked, organisation, person)
    response = revision.response
    response.document = make_surveys.document(offers=2)
    make_surveys.services.submit_response(session, response, actor=person, at=clock.now())
    session.commit()

    numbers = figures.overview(session, asked.id)

    assert (numbers.answered, numbers.pending, numbers.taken_in) == (1, 1, 0)


def test_offers_are_counted_by_place_and_field_and_by_each_alone(session):
    asked = wave(session)
    says(
        session,
        asked,
        None,
        offer(municipalities=[HALDENSLEBEN, BARLEBEN], fields=["sport", "bildung"]),
        offer(municipalities=[HALDENSLEBEN], fields=["sport"]),
        offer(fields=["bildung"]),
        offer(municipalities=[BARLEBEN]),
        offer(),
    )

    counts = figures.counts(session, asked.id)

    assert counts == {
        (HALDENSLEBEN, "sport"): 2,
        (HALDENSLEBEN, "bildung"): 1,
        (BARLEBEN, "sport"): 1,
        (BARLEBEN, "bildung"): 1,
        (BARLEBEN, ""): 1,
        ("", "bildung"): 1,
        ("", ""): 1,
        (HALDENSLEBEN, None): 2,
        (BARLEBEN, None): 2,
        ("", None): 2,
        (None, "sport"): 2,
        (None, "bildung"): 2,
        (None, ""): 2,
        (None, None): 5,
    }


def test_every_count_is_as_long_as_the_list_it_leads_to(session):
    asked = wave(session)
    says(
        session,
        asked,
        make.organisation(session, public=False),
        offer(municipalities=[COUNTY], fields=["sport"]),
        offer(municipalities=[OSCHERSLEBEN]),
        offer(fields=["bildung", "sport"]),
        offer(),
    )

    for (ags, field), count in figures.counts(session, asked.id).items():
        wanted = Wanted(
            municipality=NONE if ags == "" else ags or "",
            field=NONE if field == "" else field or "",
        )
        figure = Figure(counted=Counted.OFFERS, wanted=wanted)
        behind = sources.figure_sources(session, asked.id, figure, PUBLIC)
        assert behind.number == len(behind.said) == count, (ags, field)


TOWNS = [
    offer("Ärztelotse", description="Begleitung zu Ärzten", municipalities=[HALDENSLEBEN]),
    offer("Sprachcafé", places="Altes Rathaus", languages=["ar"], fields=["sprachfoerderung"]),
    offer("100 % Fußball", target_groups=["kinder"], fields=["sport"]),
    offer("Schach_Klub", fields=["sport"], municipalities=[COUNTY]),
]


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        ({}, ["100 % Fußball", "Schach_Klub", "Sprachcafé", "Ärztelotse"]),
        ({"words": "ärzte"}, ["Ärztelotse"]),
        ({"words": "ARZTE"}, ["Ärztelotse"]),
        ({"words": "fussball"}, ["100 % Fußball"]),
        ({"words": "cafe"}, ["Sprachcafé"]),
        ({"words": "rathaus"}, ["Sprachcafé"]),
        ({"words": "begleitung lotse"}, ["Ärztelotse"]),
        ({"words": "begleitung schach"}, []),
        ({"words": "roter faden"}, ["100 % Fußball", "Schach_Klub", "Sprachcafé", "Ärztelotse"]),
        ({"words": "%"}, ["100 % Fußball"]),
        ({"words": "_"}, ["Schach_Klub"]),
        ({"words": "\\"}, []),
        ({"words": "'; DROP TABLE offer"}, []),
        ({"words": "x" * 5000}, []),
        ({"words": "schach " * 500}, ["Schach_Klub"]),
        ({"field": "sport"}, ["100 % Fußball", "Schach_Klub"]),
        ({"field": "sport", "words": "klub"}, ["Schach_Klub"]),
        ({"field": NONE}, ["Ärztelotse"]),
        ({"field": "gibt es nicht"}, []),
        ({"municipality": HALDENSLEBEN}, ["Schach_Klub", "Ärztelotse"]),
        ({"municipality": BARLEBEN}, ["Schach_Klub"]),
        ({"municipality": NONE}, ["100 % Fußball", "Sprachcafé"]),
        ({"municipality": "99999999"}, []),
        ({"language": "ar"}, ["Sprachcafé"]),
        ({"target_group": "kinder"}, ["100 % Fußball"]),
    ],
)
def test_the_directory_finds_offers(session, wanted, names):
    asked = wave(session)
    says(session, asked, make.organisation(session, name="Roter Faden"), *TOWNS)

    assert sorted(found(session, asked, **wanted)) == names


def test_an_offer_without_a_public_name_is_counted_and_shown_to_staff_and_members_only(session):
    asked, hidden = wave(session), make.organisation(session, public=False)
    member = make.member(session, of=hidden)
    says(session, asked, hidden, offer("verborgen"))
    says(session, asked, None, offer("offen"))
    readers = {
        "public": PUBLIC,
        "somebody": reader_of(session, make.member(session)),
        "member": reader_of(session, member),
        "staff": reader_of(session, make.moderator(session)),
    }

    seen = {name: sorted(found(session, asked, reader)) for name, reader in readers.items()}

    assert seen == {
        "public": ["offen"],
        "somebody": ["offen"],
        "member": ["offen", "verborgen"],
        "staff": ["offen", "verborgen"],
    }


@pytest.mark.parametrize(
    ("asked", "answered", "names_back", "state"),
    [
        (True, True, True, TieState.CONFIRMED),
        (True, True, False, TieState.CLAIMED),
        (True, False, False, TieState.NOT_ANSWERED),
        (False, False, False, TieState.NOT_ASKED),
    ],
)
def test_what_is_known_about_a_statement(session, asked, answered, names_back, state):
    now, before = wave(session), wave(session)
    speaker, named = make.organisation(session), make.organisation(session)
    says(session, before, named, partners=[speaker])
    says(session, now, speaker, partners=[named])
    if asked and not answered:
        make_surveys.invited(session, now, named)
    if answered:
        says(session, now, named, partners=[speaker] if names_back else [])

    (tie,) = [t for t in ties.ties(session, now.id, STAFF) if t.speaker_id == speaker.id]

    assert tie.state is state
    assert ties.tie_counts(session, now.id)[state] == (2 if names_back else 1)


def test_a_saved_answer_that_is_not_submitted_is_no_answer(session):
    asked, organisation, person = make_surveys.seat(session, wave(session))
    make_surveys.response(session, asked, organisation, person)

    says(session, asked, partners=[organisation])

    (tie,) = ties.ties(session, asked.id, STAFF)
    assert tie.state is TieState.NOT_ANSWERED
    assert organisations.standing(session, asked.id, organisation.id) is Standing.NOT_ANSWERED


def test_a_mention_outside_the_register_is_unresolved(session):
    asked = wave(session)
    says(session, asked, partners=[partner("Frau Muster")])

    (tie,) = ties.ties(session, asked.id, STAFF)

    assert (tie.state, tie.partner, tie.partner_id) == (TieState.UNRESOLVED, "Frau Muster", None)


def test_the_states_add_up_to_all_statements(session):
    asked, named = wave(session), make.organisation(session)
    says(session, asked, partners=[named, partner("Amt")])
    says(session, asked, named, partners=[partner("Frau Muster")])

    counts = ties.tie_counts(session, asked.id)

    assert set(counts) == set(TieState)
    assert sum(counts.values()) == figures.overview(session, asked.id).ties == 3
    for state in TieState:
        assert len(ties.ties(session, asked.id, PUBLIC, state=state)) == counts[state]


@pytest.mark.parametrize(
    ("reader", "names"),
    [
        ("public", {("Laut", "Laut 2"), (None, "Laut"), ("Laut", None), ("Laut 2", None)}),
        ("staff", {("Laut", "Laut 2"), ("Leise", "Laut"), ("Laut", "Leise"), ("Laut 2", "Frau M")}),
        ("hidden", {("Laut", "Laut 2"), ("Leise", "Laut"), ("Laut", "Leise"), ("Laut 2", None)}),
        ("speaker", {("Laut", "Laut 2"), (None, "Laut"), ("Laut", None), ("Laut 2", "Frau M")}),
    ],
)
def test_names_in_the_network_are_told_to_those_who_may_know_them(session, reader, names):
    asked = wave(session)
    loud, louder = (
        make.organisation(session, name="Laut"),
        make.organisation(session, name="Laut 2"),
    )
    quiet = make.organisation(session, name="Leise", public=False)
    readers = {
        "public": PUBLIC,
        "staff": STAFF,
        "hidden": reader_of(session, make.member(session, of=quiet)),
        "speaker": reader_of(session, make.member(session, of=louder)),
    }
    says(session, asked, loud, partners=[louder, quiet])
    says(session, asked, louder, partners=[partner("Frau M")])
    says(session, asked, quiet, partners=[loud])

    told = ties.ties(session, asked.id, readers[reader])

    assert {(tie.speaker, tie.partner) for tie in told} == names
    assert all((tie.speaker is None) == (tie.speaker_id is None) for tie in told)
    figure = Figure(counted=Counted.TIES)
    behind = sources.figure_sources(session, asked.id, figure, readers[reader])
    assert {(said.organisation, said.what) for said in behind.said} == names


def test_statements_about_one_organisation_are_those_of_both_sides(session):
    asked, one, other = wave(session), make.organisation(session), make.organisation(session)
    says(session, asked, one, partners=[other, partner("Amt")])
    says(session, asked, other, partners=[one])
    says(session, asked, partners=[partner("Amt")])

    about = ties.ties_about(session, asked.id, one.id, STAFF)

    assert len(about) == 3
    assert {one.id} <= {tie.speaker_id for tie in about} | {tie.partner_id for tie in about}


def test_behind_the_response_rate_stand_the_answers_newest_revision_each(session):
    asked, loud = wave(session), make.organisation(session, name="Laut")
    says(session, asked, loud)
    says(session, asked, loud, offer())
    says(session, asked, make.organisation(session, public=False))
    silent = make_surveys.invited(session, asked, make.organisation(session, name="Stumm"))
    figure = Figure(counted=Counted.ANSWERS)

    told = sources.figure_sources(session, asked.id, figure, PUBLIC)
    staff = sources.figure_sources(session, asked.id, figure, STAFF)
    own = sources.figure_sources(session, asked.id, figure, Reader(own=frozenset({silent.id})))

    assert (told.number, told.answered, told.invited) == (2, 2, 3)
    assert {(said.organisation, said.revision) for said in told.said} == {("Laut", 2), (None, 1)}
    assert len(staff.said) == 3
    assert staff.said[-1].organisation == own.said[-1].organisation == "Stumm"
    assert staff.said[-1].submitted_at is None


def test_a_long_list_of_sources_has_pages_and_ends_with_the_last(session):
    asked = wave(session)
    says(session, asked, None, *(offer(f"Kurs {n}") for n in range(101)))
    figure = Figure(counted=Counted.OFFERS)

    first = sources.figure_sources(session, asked.id, figure, PUBLIC)
    last = sources.figure_sources(session, asked.id, figure, PUBLIC, page=99)

    assert (first.number, first.pages, len(first.said)) == (101, 2, 100)
    assert (last.page, len(last.said)) == (2, 1)


def test_an_answer_leads_forward_to_the_offers_it_made_and_back_again(session):
    asked, organisation = wave(session), make.organisation(session)
    revision = says(session, asked, organisation, offer("Sprachcafé"))

    (row,) = directory.offers_of(session, asked.id, organisation.id, PUBLIC)
    (shown,) = said_about(session, row.lasting_id, PUBLIC)

    assert row.name == "Sprachcafé"
    assert (shown.revision, shown.submitted_at) == (revision.number, revision.submitted_at)


@pytest.mark.parametrize(
    ("invite", "answer", "standing"),
    [
        (False, False, Standing.NOT_ASKED),
        (True, False, Standing.NOT_ANSWERED),
        (True, True, Standing.ANSWERED),
    ],
)
def test_silence_has_three_meanings(session, invite, answer, standing):
    asked, organisation = wave(session), make.organisation(session)
    if invite:
        make_surveys.invited(session, asked, organisation)
    if answer:
        says(session, asked, organisation)

    assert organisations.standing(session, asked.id, organisation.id) is standing


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("", ["Ärzte für alle", "Roter Faden", "VfL 100 % Börde"]),
        ("arzte", ["Ärzte für alle"]),
        ("ROTER", ["Roter Faden"]),
        ("%", ["VfL 100 % Börde"]),
        ("_", []),
        ("geheim", []),
        ("roter vfl", []),
    ],
)
def test_public_organisations_are_found_by_name(session, words, names):
    for name in ("VfL 100 % Börde", "Ärzte für alle", "Roter Faden"):
        make.organisation(session, name=name)
    make.organisation(session, name="Geheim", public=False)

    wanted = Filter(words=words, public=True)
    rows = organisations.public_organisations(session, wanted, page=1)

    assert [row.name for row in rows] == names
    assert organisations.count_public_organisations(session, wanted) == len(names)


def test_an_organisation_is_shown_with_its_town_to_those_who_may_see_it(session):
    hidden = make.organisation(session, public=False, ags=HALDENSLEBEN)
    elsewhere = make.organisation(session, ags=None)

    assert organisations.organisation(session, hidden.id, PUBLIC) is None
    assert organisations.organisation(session, hidden.id, STAFF).municipality == "Haldensleben"
    assert organisations.organisation(session, elsewhere.id, PUBLIC).municipality is None


def test_the_wave_shown_is_the_newest_that_has_begun(session):
    now = clock.now()
    older = wave(session, opens_at=now - 3 * make.DAY, closes_at=now - make.DAY)
    newer = wave(session, opens_at=now - timedelta(hours=1))
    coming = wave(session, opens_at=now + make.DAY)

    waves = inventory_waves(session, at=now)

    assert [each.id for each in waves] == [newer.id, older.id]
    assert chosen(waves, None).id == newer.id
    assert chosen(waves, older.id).id == older.id
    assert chosen(waves, coming.id) is None
    assert chosen([], None) is None


@pytest.mark.parametrize(
    ("without", "offers", "partners"),
    [((), True, True), (("tie",), True, False), (("offer",), False, True)],
)
def test_a_wave_tells_what_it_asks_for(session, without, offers, partners):
    wave(session, without=without)

    (shown,) = inventory_waves(session, at=clock.now())

    assert (shown.asks_for_offers, shown.asks_for_ties) == (offers, partners)


def test_a_wave_that_asks_for_neither_offers_nor_partners_is_no_inventory(session):
    wave(session, without=("offer", "tie"))

    assert inventory_waves(session, at=clock.now()) == []
