"""What the directory finds, by each filter and by several, on both databases."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select, update

from ikparticipation import clock
from ikparticipation.inventory import services
from ikparticipation.inventory.directory import Order, Search, Sight, find, place_named
from ikparticipation.inventory.models import Offer
from ikparticipation.inventory.queries.offers.kept import directory_index
from ikparticipation.inventory.timetable.rules import monthly, weekly
from ikparticipation.surveys.xlsform.question import Publish
from tests import make, make_inventory
from tests.make_inventory import HALDENSLEBEN, offer, says, wave

MONDAY_10 = datetime(2026, 11, 23, 9, tzinfo=UTC)
"""Ten o'clock in Germany."""
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
ALL = ["100", "arztelotse", "schach_klub", "sprachcafe"]


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        pytest.param({}, ALL, id="nothing asked: everything, A to Z"),
        pytest.param({"words": "ärzte"}, ["arztelotse"], id="the beginning of a word"),
        pytest.param({"words": "LOTSE"}, ["arztelotse"], id="inside a word, in capitals"),
        pytest.param({"words": "fussball"}, ["100"], id="ß as ss"),
        pytest.param({"words": "rathaus"}, ["sprachcafe"], id="the place as it was written"),
        pytest.param({"words": "begleitung lotse"}, ["arztelotse"], id="every word must be there"),
        pytest.param({"words": "begleitung schach"}, [], id="one of two words is missing"),
        pytest.param({"words": "roter faden"}, ALL, id="the organisation's name"),
        pytest.param({"words": "%"}, ["100"], id="a sign that means something in SQL"),
        pytest.param({"words": "_"}, ["schach_klub"], id="another one"),
        pytest.param({"words": "'; DROP TABLE offer"}, [], id="an attack"),
        pytest.param({"words": "x" * 5000}, [], id="a very long word"),
        pytest.param({"words": "schach " * 500}, ["schach_klub"], id="very many words"),
        pytest.param({"field": "sport"}, ["100", "schach_klub"], id="a field"),
        pytest.param({"field": "gibt es nicht"}, [], id="a field that does not exist"),
        pytest.param({"language": "uk"}, ["schach_klub", "sprachcafe"], id="a language"),
        pytest.param({"target_group": "kinder"}, ["100"], id="a target group"),
        pytest.param({"kind": "accompaniment"}, ["arztelotse"], id="a kind"),
        pytest.param({"has_room": True}, ["arztelotse"], id="free places: 0 is none"),
        pytest.param({"place": "Haldensleben"}, ["arztelotse", "schach_klub"], id="a place"),
        pytest.param({"place": HALDENSLEBEN}, ["arztelotse", "schach_klub"], id="by its key"),
        pytest.param({"place": "39340"}, ["arztelotse", "schach_klub"], id="by its postcode"),
        pytest.param(
            {"place": "Haldensleben", "within": 5}, ["arztelotse", "schach_klub"], id="close by"
        ),
        pytest.param(
            {"place": "Haldensleben", "within": 20},
            ["arztelotse", "sprachcafe", "schach_klub"],
            id="the nearest first, the whole county last",
        ),
        pytest.param(
            {"place": "Haldensleben", "within": 20, "order": Order.NAME},
            ["arztelotse", "schach_klub", "sprachcafe"],
            id="near, but A to Z",
        ),
        pytest.param(
            {"place": "Haldensleben", "within": 50, "language": "uk", "words": "sprach"},
            ["sprachcafe"],
            id="words, language and distance",
        ),
        pytest.param({"field": "sport", "has_room": True}, [], id="each fits, but not together"),
        pytest.param({"within": 5}, ALL, id="a distance from nowhere"),
    ],
)
@pytest.mark.usefixtures("county")
def test_the_directory_finds(named, wanted, names):
    assert named(**wanted) == names


@pytest.mark.parametrize(
    ("written", "label"),
    [
        ("haldensleben", "Haldensleben"),
        ("Hötens", "Hötensleben"),
        ("hotensleben", "Hötensleben"),
        ("39340", "39340"),
        ("Ha", None),
        ("39999", None),
        ("", None),
        ("Berlin", None),
        ("Westheide", "Westheide"),
        ("Wan", "Wanzleben-Börde"),
    ],
)
def test_a_place_is_known_by_name_postcode_or_the_beginning_of_one_name(session, written, label):
    place = place_named(directory_index(session, at=clock.now()).index, written)

    assert (place.label if place else None) == label


def test_a_postcode_of_several_municipalities_means_them_all(session):
    place = place_named(directory_index(session, at=clock.now()).index, "39397")

    assert len(place.towns) == 2


@pytest.mark.parametrize(
    ("rule", "more", "at", "is_open"),
    [
        pytest.param(weekly(1, 540, 720), {}, MONDAY_10, True, id="Mondays 9 to 12"),
        pytest.param(weekly(2, 540, 720), {}, MONDAY_10, False, id="Tuesdays"),
        pytest.param(weekly(1, 600, 720), {}, MONDAY_10, True, id="it opens this minute"),
        pytest.param(weekly(1, 540, 600), {}, MONDAY_10, False, id="it closes this minute"),
        pytest.param(weekly(127, 0, 1440), {}, MONDAY_10, True, id="always"),
        pytest.param(
            weekly(1, 540, 720), {"valid_until": date(2026, 11, 22)}, MONDAY_10, False, id="it was"
        ),
        pytest.param(
            weekly(1, 540, 720), {"valid_from": date(2026, 11, 24)}, MONDAY_10, False, id="it will"
        ),
        pytest.param(monthly(4, 0, 540, 720), {}, MONDAY_10, True, id="every fourth Monday"),
        pytest.param(monthly(1, 0, 540, 720), {}, MONDAY_10, False, id="every first Monday"),
        pytest.param(
            weekly(1, 540, 720),
            {},
            datetime(2026, 7, 6, 7, 30, tzinfo=UTC),
            True,
            id="half past nine in summer time",
        ),
        pytest.param(
            weekly(1, 540, 720), {"publish": Publish.INTERNAL}, MONDAY_10, False, id="not public"
        ),
    ],
)
@pytest.mark.usefixtures("county")
def test_open_now_goes_by_german_clocks(session, named, rule, more, at, is_open):
    (lotse,) = session.scalars(select(Offer).where(Offer.name == "Ärztelotse"))
    make_inventory.hours(session, lotse, rule, **more)

    assert named(open_at=at) == (["arztelotse"] if is_open else [])


@pytest.mark.usefixtures("county")
def test_an_offer_is_where_its_own_place_is_and_not_all_over_its_municipality(session, named):
    (lotse,) = session.scalars(select(Offer).where(Offer.name == "Ärztelotse"))
    make_inventory.place(session, lotse, address="Dorfplatz 1", latitude=52.4, longitude=11.0)

    assert named(place="Haldensleben", within=10) == ["schach_klub"]
    assert named(place="Oebisfelde-Weferlingen", within=5)[0] == "arztelotse"
    assert named(place="Haldensleben") == ["arztelotse", "schach_klub"]


@pytest.mark.usefixtures("county")
def test_a_place_that_is_not_public_is_near_for_staff_only(session, named):
    (football,) = session.scalars(select(Offer).where(Offer.name == "100 % Fußball"))
    make_inventory.place(session, football, address="Hof", publish=Publish.INTERNAL)
    near = {"place": "Haldensleben", "within": 5}

    assert "100" not in named(**near)
    assert "100" in named(Sight(everything=True), **near)


def test_who_is_hidden_is_counted_and_told_to_those_who_may_know(session, county, named):
    index = directory_index(session, at=clock.now()).index
    hidden = session.scalars(select(Offer).where(Offer.name == "Verborgen")).one()

    found = find(index, Search(field="sport"), Sight(), most=20)

    assert (found.total, found.hidden) == (2, 1)
    for words in ("verborgen", "leise", "e"):
        assert find(index, Search(words=words), Sight(), most=20).hidden == 0
    assert "verborgen" not in named(Sight(own=frozenset([county.id])))
    assert "verborgen" in named(Sight(own=frozenset([hidden.organisation_id])))
    assert "verborgen" in named(Sight(everything=True))


def test_only_the_newest_answer_to_a_survey_is_in_the_directory(session, named):
    organisation, row = make.organisation(session), offer("Treff")
    first = wave(session, opens_at=clock.now() - timedelta(days=400))
    says(session, first, organisation, row, offer("Vorbei"))
    second = wave(session, questionnaire=first.questionnaire)

    says(session, second, organisation, row)

    assert named() == ["treff"]


def test_two_surveys_stand_beside_each_other(session, named):
    organisation = make.organisation(session)
    for name in ("Kurs", "Ball"):
        says(session, wave(session), organisation, offer(name))

    assert named() == ["ball", "kurs"]


@pytest.mark.usefixtures("county")
def test_the_newest_confirmed_may_come_first(session, named):
    session.execute(update(Offer).where(Offer.name != "Sprachcafé").values(confirmed_at=LONG_AGO))
    services.renew_directory(session)
    session.commit()

    assert named(order=Order.CONFIRMED) == ["sprachcafe", "100", "arztelotse", "schach_klub"]


@pytest.mark.usefixtures("county")
def test_pages_have_all_offers_once(named):
    pages = [named(most=3, skip=skip) for skip in (0, 3, 6)]

    assert pages == [ALL[:3], ALL[3:], []]


def test_the_index_is_read_again_when_something_changed_and_not_before(
    session, statements, county, named
):
    named()
    session.commit()
    with statements() as seen:
        named()
    kept = len(seen)
    says(session, wave(session), county, offer("Neu"))

    assert kept == 1
    assert "neu" in named()


def test_what_nobody_told_is_found_out_after_a_while(session, county):
    now = clock.now()
    directory_index(session, at=now)
    session.execute(update(Offer).values(current=False))
    session.commit()

    before = directory_index(session, at=now + timedelta(minutes=4)).index
    after = directory_index(session, at=now + timedelta(minutes=6)).index

    assert (len(before.entries), len(after.entries)) == (5, 0)
