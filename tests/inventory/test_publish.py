"""What a questionnaire promises to keep back is on no public page, and staff still see it."""

from datetime import date

import pytest
from sqlalchemy import select

from ikparticipation import clock
from ikparticipation.inventory.derive import asked, derive
from ikparticipation.inventory.directory import Place, Search, Sight, find
from ikparticipation.inventory.distance import Point
from ikparticipation.inventory.models import OFFER_COLUMNS, Offer, TieStatement
from ikparticipation.inventory.network import TieState
from ikparticipation.inventory.queries import directory, figures, ties
from ikparticipation.inventory.queries.directory import NONE
from ikparticipation.inventory.queries.offers.kept import directory_index
from ikparticipation.inventory.queries.sources import figures as sources
from ikparticipation.inventory.queries.sources.figures import Counted, Figure
from ikparticipation.inventory.queries.visible import PUBLIC, Reader
from ikparticipation.inventory.services import OFFER_SILENT
from ikparticipation.surveys.xlsform.question import Publish
from tests import make
from tests.make_inventory import (
    BARLEBEN,
    COUNTY,
    EVERYWHERE,
    HALDENSLEBEN,
    asks,
    document,
    offer,
    partner,
    says,
    wave,
)

STAFF = Reader(staff=True)
SECRET = {
    "description": "Verschwiegenes",
    "kind": "counselling",
    "places": "Hinterhof",
    "hours": "nachts",
    "capacity": 7,
    "capacity_available": 2,
    "capacity_unit": "places",
    "languages_note": "auf Zuruf",
    "access": "open",
    "costs": "free",
    "formats": ["online"],
    "funding": ["county"],
    "funding_until": "2027-03-12",
    "phone": "03904 4711",
    "email": "geheim@example.org",
    "website": "https://geheim.example.org",
}
LINKED = {
    "municipalities": ([HALDENSLEBEN], "ort", HALDENSLEBEN, "Haldensleben"),
    "fields": (["sport"], "feld", "sport", "Sport"),
    "languages": (["ar"], "sprache", "ar", "Arabisch"),
    "target_groups": (["kinder"], "zielgruppe", "kinder", "Kinder"),
}
kept_back = pytest.mark.parametrize("level", ["aggregated", "internal"])


def found(session, reader, **wanted):
    """How many offers of the directory a reader finds."""
    sight = Sight(everything=reader.staff, own=reader.own)
    index = directory_index(session, at=clock.now()).index
    return find(index, Search(**wanted), sight, most=9).total


def test_every_column_of_an_offer_is_told_or_withheld():
    assert set(OFFER_COLUMNS) == OFFER_SILENT.keys() == {*SECRET, "county_wide"}


@kept_back
@pytest.mark.parametrize("column", sorted(SECRET))
def test_no_public_column_holds_what_is_kept_back(session, level, column):
    in_wave = wave(session, levels={f"offer.{column}": level})

    says(session, in_wave, None, offer(**SECRET))

    stored = session.scalars(select(Offer)).one()
    assert getattr(stored, column) == OFFER_SILENT[column]
    assert stored.withheld == {column: SECRET[column]}
    assert str(SECRET[column]).casefold() not in stored.search_text


def test_who_may_read_everything_gets_it_as_it_was_said(session):
    in_wave = wave(session, levels={f"offer.{column}": "internal" for column in SECRET})
    says(session, in_wave, None, offer(**SECRET))
    stored = session.scalars(select(Offer)).one()

    told = stored.told(everything=True)

    said = {**SECRET, "funding_until": date(2027, 3, 12), "county_wide": False}
    assert told == said
    assert stored.told(everything=False) == OFFER_SILENT


@kept_back
@pytest.mark.parametrize("name", sorted(LINKED))
def test_an_offer_is_not_found_by_what_is_kept_back(session, level, name):
    keys, *_ = LINKED[name]
    place = Place("Haldensleben", (HALDENSLEBEN,), Point(52.29, 11.41))
    wanted = {"place": place} if name == "municipalities" else {name.rstrip("s"): keys[0]}
    in_wave = wave(session, levels={f"offer.{name}": level})
    says(session, in_wave, None, offer(**{name: keys}))

    assert found(session, PUBLIC, **wanted) == 0
    assert found(session, STAFF, **wanted) == 1


@pytest.mark.parametrize(
    ("level", "public", "staff"),
    [
        pytest.param("public", {"sport": 1}, {"sport": 1}, id="public is counted"),
        pytest.param("aggregated", {"sport": 1}, {"sport": 1}, id="aggregated is counted"),
        pytest.param("internal", {"": 1}, {"sport": 1}, id="internal is counted for staff only"),
    ],
)
def test_figures_by_field_count_what_may_be_counted(session, level, public, staff):
    in_wave = wave(session, levels={"offer.fields": level})
    says(session, in_wave, None, offer(fields=["sport"]))

    def by_field(reader):
        counts = figures.counts(session, in_wave.id, reader)
        return {field: n for (ags, field), n in counts.items() if ags is None and field is not None}

    assert by_field(PUBLIC) == public
    assert by_field(STAFF) == staff


@pytest.mark.parametrize(
    ("level", "counted", "shown"),
    [
        pytest.param("public", 1, 1, id="a public name is counted and shown"),
        pytest.param("aggregated", 1, 0, id="one that is a figure only is counted"),
        pytest.param("internal", 0, 0, id="an internal one is neither"),
    ],
)
def test_the_name_decides_over_the_offer_and_the_partner_over_the_statement(
    session, level, counted, shown
):
    in_wave = wave(session, levels={"offer.name": level, "tie.partner": level})
    one, other = make.organisation(session, public=True), make.organisation(session, public=True)
    says(session, in_wave, one, offer(fields=["sport"]), partners=[other])

    numbers = figures.overview(session, in_wave.id)

    assert (numbers.offers, numbers.ties) == (counted, counted)
    assert figures.counts(session, in_wave.id).get((None, "sport"), 0) == counted
    assert sum(ties.tie_counts(session, in_wave.id).values()) == counted
    assert found(session, PUBLIC) == shown
    assert len(directory.offers_of(session, in_wave.id, one.id, PUBLIC)) == shown
    assert len(ties.ties(session, in_wave.id, PUBLIC)) == shown
    assert len(ties.ties_about(session, in_wave.id, other.id, PUBLIC)) == shown
    own = Reader(own=frozenset([one.id]))
    for reader in (STAFF, own):
        assert found(session, reader) == 1
        assert len(ties.ties(session, in_wave.id, reader)) == 1
    assert ties.ties(session, in_wave.id, Reader(own=frozenset([other.id]))) == [] or shown


@kept_back
@pytest.mark.parametrize("column", ["kind", "direction", "intensity", "topic"])
def test_what_is_said_about_a_partner_is_kept_back_alike(session, level, column):
    in_wave = wave(session, levels={f"tie.{column}": level})
    one, other = make.organisation(session, public=True), make.organisation(session, public=True)
    says(session, in_wave, one, partners=[partner(other.name, **{column: "geheim"})])

    stored = session.scalars(select(TieStatement)).one()

    assert (getattr(stored, column), stored.withheld) == ("", {column: "geheim"})
    if column != "topic":
        (public,) = ties.ties(session, in_wave.id, PUBLIC)
        (staff,) = ties.ties(session, in_wave.id, STAFF)
        assert (getattr(public, column), getattr(staff, column)) == ("", "geheim")


def test_an_internal_statement_confirms_nothing_in_public(session):
    in_wave = wave(session)
    one, other = make.organisation(session, public=True), make.organisation(session, public=True)
    says(session, in_wave, one, partners=[other])
    says(session, in_wave, other, partners=[one])
    back = session.scalars(
        select(TieStatement).where(TieStatement.organisation_id == other.id)
    ).one()
    back.publish = Publish.INTERNAL
    session.commit()

    (seen,) = ties.ties(session, in_wave.id, PUBLIC)

    assert seen.state is TieState.CLAIMED


def test_behind_a_figure_that_is_only_one_there_are_no_rows(session):
    in_wave = wave(session)
    says(session, in_wave, make.organisation(session, public=True), offer())
    figure = Figure(counted=Counted.OFFERS, is_only_a_figure=True)

    behind = sources.figure_sources(session, in_wave.id, figure, PUBLIC)

    assert (behind.number, list(behind.said)) == (1, [])


def test_nothing_about_an_offer_is_more_public_than_its_name():
    levels = asked(asks(levels={"offer.name": "aggregated", "offer.languages": "internal"}))

    assert levels["offer.name"] is levels["offer.fields"] is Publish.AGGREGATED
    assert levels["offer.languages"] is Publish.INTERNAL
    assert levels["tie.partner"] is Publish.PUBLIC


def test_the_whole_county_is_kept_back_with_the_places():
    form = asks(levels={"offer.municipalities": "internal"})

    (row,) = derive(form, document(offer(municipalities=[COUNTY])), EVERYWHERE).offers

    assert row.publish("municipalities") is Publish.INTERNAL


PAGES = [
    "/bestand/",
    "/angebote/",
    "/angebote/?suche=Hinterhof",
    "/angebote/?ort=" + HALDENSLEBEN,
    f"/angebote/?ort={NONE}",
    "/bestand/woher",
    "/bestand/woher?ort=" + HALDENSLEBEN,
    "/bestand/woher?feld=sport",
    "/bestand/woher?zahl=nennungen",
    "/netzwerk/",
    "/akteure/{organisation}",
    "/akteure/{partner}",
    "/angebote/{offer}",
    "/",
]


class TestPages:
    @pytest.fixture
    def told(self, session):
        """A wave in which everything but the names is internal, and what was said in it."""
        levels = {
            target: "internal"
            for target in asked(asks())
            if target not in {"offer.name", "tie.partner"}
        }
        return self._said(session, levels)

    def _said(self, session, levels):
        in_wave = wave(session, levels=levels)
        one = make.organisation(session, public=True)
        other = make.organisation(session, name="Roter Faden e. V.", public=True)
        sets = {name: keys for name, (keys, *_) in LINKED.items()}
        says(
            session,
            in_wave,
            one,
            offer("Sprachcafé", **SECRET, **sets),
            partners=[partner(other.name, kind="joint_offer", topic="Verschwiegenes")],
        )
        offer_id = session.scalars(select(Offer.lasting_id)).one()
        return {"organisation": one.id, "partner": other.id, "offer": offer_id}

    @pytest.mark.parametrize("page", PAGES)
    def test_no_public_page_shows_an_internal_answer(self, told, read, page):
        main = read(page.format(**told)).main
        for chosen in main.select(".chosen"):
            chosen.decompose()  # repeats what was looked for

        text = main.get_text(" ")
        for secret in ("Verschwiegenes", "Hinterhof", "nachts", "4711", "geheim"):
            assert secret not in text
        cards = " ".join(each.get_text(" ") for each in main.select("dl, .card, tbody"))
        for *_, word in LINKED.values():
            assert word not in cards

    def test_staff_read_all_of_an_offer_and_see_what_is_not_public(self, session, told, read):
        main = read("/angebote/{offer}".format(**told), make.steering(session)).main

        text = " ".join(main.get_text(" ").split())
        for said in ("Verschwiegenes", "Hinterhof", "nachts", "03904 4711", "12. März 2027"):
            assert said in text
        for *_, word in LINKED.values():
            assert word in text
        assert "(nicht öffentlich)" in text

    @pytest.mark.parametrize(
        ("level", "page", "says"),
        [
            pytest.param("internal", "/angebote/", "Nicht öffentlich", id="offers, internal"),
            pytest.param("aggregated", "/angebote/", "Nur als Zahl öffentlich", id="offers, sum"),
            pytest.param("internal", "/bestand/", "Nicht öffentlich", id="inventory, internal"),
            pytest.param("aggregated", "/bestand/", "1 Organisation", id="inventory, sum"),
            pytest.param("internal", "/bestand/woher", "Nicht öffentlich", id="source, internal"),
            pytest.param("aggregated", "/bestand/woher", "Nur als Zahl", id="source, sum"),
            pytest.param("internal", "/netzwerk/", "Nicht öffentlich", id="network, internal"),
            pytest.param("aggregated", "/netzwerk/", "Nur als Zahl öffentlich", id="network, sum"),
        ],
    )
    def test_a_page_without_rows_says_why_to_the_public(self, session, read, level, page, says):
        self._said(session, {"offer.name": level, "tie.partner": level})

        text = read(page).main.get_text(" ")

        assert says in text
        assert "Sprachcafé" not in text
        assert "fragt nicht" not in text
        for row in read(page, make.steering(session)).main.select("h1"):
            assert "nicht öffentlich" not in row.text

    def test_behind_a_figure_that_is_only_one_no_offer_is_listed(self, session, read):
        self._said(session, {"offer.fields": "aggregated"})
        figure = "/bestand/woher?feld=sport"

        public, staff = read(figure).main, read(figure, make.steering(session)).main

        assert "1 Angebot" in public.h1.text
        assert "Nur als Zahl öffentlich" in public.text
        assert "Sprachcafé" not in public.text
        assert "Sprachcafé" in staff.text

    @kept_back
    def test_an_offer_whose_name_is_kept_back_has_a_page_for_staff_only(self, session, read, level):
        told = self._said(session, {"offer.name": level})

        read("/angebote/{offer}".format(**told), status=404)
        read("/angebote/{offer}".format(**told), make.steering(session))

    def test_nothing_is_found_by_what_only_a_figure_tells(self, session, read):
        self._said(session, {"offer.languages": "aggregated"})

        page, staff = read("/angebote/?sprache=ar"), make.steering(session)

        assert "0 Angebote gefunden" in page.main.text
        assert "Sprachcafé" in read("/angebote/").main.text
        assert "Sprachcafé" in read("/angebote/?sprache=ar", staff).main.text

    def test_what_the_questionnaire_does_not_ask_is_no_zero_on_the_map(self, session, read):
        in_wave = wave(session, without=["offer.municipalities"])
        says(session, in_wave, None, offer(municipalities=[BARLEBEN]))

        text = read("/bestand/").main.get_text(" ")

        assert "Nicht gefragt" in text
        assert "0 Angebote" not in text
