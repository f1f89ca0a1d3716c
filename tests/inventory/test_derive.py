"""What is read off an answers document, and what is not."""

from datetime import date
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ikparticipation.inventory.derive import asked, derive, wish_to_be_public
from ikparticipation.surveys.xlsform.vocabulary import VOCABULARIES
from tests.make_inventory import (
    BARLEBEN,
    COUNTY,
    EVERYWHERE,
    HALDENSLEBEN,
    OSCHERSLEBEN,
    asks,
    document,
    offer,
    partner,
)

QUESTIONNAIRE = asks()


def offers_of(*rows):
    return derive(QUESTIONNAIRE, document(*rows), EVERYWHERE).offers


def ties_of(*rows):
    return derive(QUESTIONNAIRE, document(partners=rows), EVERYWHERE).ties


@pytest.mark.parametrize(
    ("said", "column", "derived"),
    [
        ({"municipalities": [HALDENSLEBEN]}, "municipalities", (HALDENSLEBEN,)),
        ({"municipalities": [COUNTY]}, "municipalities", EVERYWHERE),
        ({"municipalities": [COUNTY]}, "county_wide", True),
        ({"municipalities": [BARLEBEN]}, "county_wide", False),
        ({"municipalities": [COUNTY, BARLEBEN]}, "municipalities", EVERYWHERE),
        ({"municipalities": BARLEBEN}, "municipalities", (BARLEBEN,)),
        ({"municipalities": ["15083999"]}, "municipalities", ()),
        ({}, "municipalities", ()),
        ({"fields": ["bildung", "sport"]}, "fields", ("bildung", "sport")),
        ({"fields": "sport"}, "fields", ("sport",)),
        ({}, "fields", ()),
        ({"languages": ["de", "ar"]}, "languages", ("de", "ar")),
        ({"target_groups": ["alle"]}, "target_groups", ("alle",)),
        ({"formats": ["online"]}, "formats", ("online",)),
        ({"funding": ["county", "eu"]}, "funding", ("county", "eu")),
        ({"funding_until": "2027-03-12"}, "funding_until", date(2027, 3, 12)),
        ({}, "funding_until", None),
        ({"capacity": 12}, "capacity", 12),
        ({}, "capacity", None),
    ],
)
def test_an_answer_becomes_a_property_of_the_offer(said, column, derived):
    (row,) = offers_of(offer(**said))

    assert getattr(row, column) == derived


def test_a_capacity_of_zero_is_an_answer():
    row = offer()
    row["answers"]["offer_capacity"] = 0

    (derived,) = offers_of(row)

    assert derived.capacity == 0


@pytest.mark.parametrize(
    "column",
    ["description", "kind", "places", "hours", "access", "costs", "phone", "email", "website"],
)
def test_texts_are_taken_as_they_are_and_empty_where_nothing_was_answered(column):
    with_answer, without = offers_of(offer(**{column: "Mo 9–12"}), offer())

    assert with_answer.texts[column] == "Mo 9–12"
    assert without.texts[column] == ""


@pytest.mark.parametrize("column", ["kind", "direction", "intensity", "topic"])
def test_what_is_said_about_a_partner_is_kept(column):
    with_answer, without = ties_of(partner("Roter Faden", **{column: "x"}), partner("Amt"))

    assert getattr(with_answer, column) == "x"
    assert getattr(without, column) == ""


@pytest.mark.parametrize("name", [None, "", "  ", "\u200b \u00ad"])
def test_a_row_without_a_name_says_nothing(name):
    derived = derive(QUESTIONNAIRE, document(offer(name), partners=[partner(name)]), EVERYWHERE)

    assert derived.offers == ()
    assert derived.ties == ()


def test_names_are_kept_in_their_one_spelling():
    (row,) = offers_of(offer("  Cafe\u0301  der\u00ad Kulturen "))
    (tie,) = ties_of(partner("Roter \n Faden"))

    assert row.name == "Café der Kulturen"
    assert tie.mention == "Roter Faden"


def test_places_name_repeat_and_row():
    row, tie = offer(id="a1"), partner("Amt", id="b2")

    derived = derive(QUESTIONNAIRE, document(row, partners=[tie]), EVERYWHERE)

    assert derived.offers[0].place == "offer/a1"
    assert derived.ties[0].place == "tie/b2"


@pytest.mark.parametrize(
    "nothing",
    [{}, {"answers": {}}, {"rows": {}}, {"rows": {"offer": []}}, {"rows": {"unknown": [offer()]}}],
)
def test_a_document_without_rows_says_nothing(nothing):
    derived = derive(QUESTIONNAIRE, nothing, EVERYWHERE)

    assert (derived.offers, derived.ties) == ((), ())


def test_only_what_the_questionnaire_routes_into_the_inventory_is_taken():
    silent = asks(without=["offer.description", "tie"])

    derived = derive(
        silent, document(offer(description="x"), partners=[partner("Amt")]), EVERYWHERE
    )

    assert derived.offers[0].texts["description"] == ""
    assert derived.ties == ()


@pytest.mark.parametrize(
    ("answer", "wish"),
    [("yes", True), ("no", False), (None, None), ("maybe", None)],
)
def test_whether_an_organisation_wants_to_be_public(answer, wish):
    assert wish_to_be_public(QUESTIONNAIRE, document(public=answer)) is wish


def test_a_questionnaire_that_does_not_ask_knows_no_wish():
    silent = asks(without=["organisation"])

    assert wish_to_be_public(silent, document(public="no")) is None


def test_what_was_asked_is_told_apart_from_what_was_not():
    some = asked(asks(without=["offer.languages", "tie"]))

    assert {"offer.name", "offer.capacity"} <= some.keys()
    assert some.keys().isdisjoint({"offer.languages", "tie.partner", "organisation.public"})


texts = st.text(max_size=20)
keys = st.sampled_from(["bildung", "sport", "gesundheit"])
offer_rows = st.builds(
    offer,
    st.none() | texts,
    id=st.uuids().map(str),
    description=texts,
    kind=st.sampled_from(list(VOCABULARIES["offer.kind"])),
    fields=st.lists(keys, unique=True),
    municipalities=st.lists(st.sampled_from([*EVERYWHERE, COUNTY, "15083999"]), unique=True),
    capacity=st.integers(0, 10_000),
    funding_until=st.dates(date(1990, 1, 1), date(2100, 1, 1)).map(str),
)
partner_rows = st.builds(partner, st.none() | texts, id=st.uuids().map(str), topic=texts)
documents = st.builds(
    lambda offers, partners: document(*offers, partners=partners),
    st.lists(offer_rows, max_size=5, unique_by=lambda row: row["id"]),
    st.lists(partner_rows, max_size=5, unique_by=lambda row: row["id"]),
)


@settings(deadline=None)
@given(documents)
def test_every_named_row_appears_once_in_its_order(said):
    derived = derive(QUESTIONNAIRE, said, EVERYWHERE)

    places = [row.place for row in (*derived.offers, *derived.ties)]
    rows = [f"{kind}/{row['id']}" for kind in ("offer", "tie") for row in said["rows"][kind]]
    assert len(places) == len(set(places))
    assert places == [place for place in rows if place in places]
    assert all(row.name for row in derived.offers)
    assert all(tie.mention for tie in derived.ties)


@settings(deadline=None)
@given(documents)
def test_no_place_outside_the_county_comes_out(said):
    for row in derive(QUESTIONNAIRE, said, EVERYWHERE).offers:
        assert set(row.municipalities) <= set(EVERYWHERE)
        assert not row.county_wide or row.municipalities == EVERYWHERE


@settings(deadline=None)
@given(documents, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_changes_only_the_order(said, random):
    shuffled = {
        "rows": {kind: random.sample(rows, len(rows)) for kind, rows in said["rows"].items()}
    }

    one, other = (
        derive(QUESTIONNAIRE, said, EVERYWHERE),
        derive(QUESTIONNAIRE, shuffled, EVERYWHERE),
    )

    assert sorted(one.offers, key=lambda row: row.place) == sorted(
        other.offers, key=lambda row: row.place
    )
    assert sorted(one.ties, key=lambda tie: tie.place) == sorted(
        other.ties, key=lambda tie: tie.place
    )


def test_the_same_row_id_in_two_repeats_are_two_places():
    same = str(uuid4())

    derived = derive(
        QUESTIONNAIRE, document(offer(id=same), partners=[partner("Amt", id=same)]), EVERYWHERE
    )

    assert derived.offers[0].place != derived.ties[0].place


def test_municipalities_keep_the_order_they_are_given_in():
    (row,) = offers_of(offer(municipalities=[OSCHERSLEBEN, HALDENSLEBEN]))

    assert row.municipalities == (HALDENSLEBEN, OSCHERSLEBEN)
