"""The public inventory as people walk through it: every number leads to its answers."""

import re
from datetime import timedelta
from pathlib import Path
from random import Random
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import select

from ikparticipation import clock
from ikparticipation.catalogue import attribution
from ikparticipation.inventory.models import Offer
from ikparticipation.surveys.queries import questionnaires
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

PAGES = ("/bestand/", "/angebote/", "/netzwerk/", "/akteure/")
MOST_STATEMENTS = 8
DATA = Path(attribution.__file__).parent / "data"


def words(tree):
    return " ".join(tree.main.get_text(" ").split())


def number_in(text):
    return int(re.search(r"\d+", text)[0])


def read_csv(name):
    """The keys of a list of the catalogue, in its order."""
    lines = (DATA / f"{name}.csv").read_text("utf-8").splitlines()[1:]
    return [line.split(",")[0] for line in lines]


@pytest.fixture
def county(session):
    """A wave with answers of every kind: public, hidden, silent, not asked."""
    asked = wave(session)
    loud, quiet = make.organisation(session, name="Laut"), make.organisation(
        session, name="Leise", public=False
    )  # fmt: skip
    outside = make.organisation(session, name="Nicht gefragt")
    make_surveys.invited(session, asked, make.organisation(session, name="Stumm"))
    says(
        session,
        asked,
        loud,
        offer("Sprachcafé", municipalities=[HALDENSLEBEN, BARLEBEN], fields=["bildung"]),
        offer("Beratung im Kreis", municipalities=[COUNTY], fields=["sport", "bildung"]),
        offer("Telefon"),
        partners=[quiet, outside, partner("Frau Muster", kind="exchange", intensity="weekly")],
    )
    says(session, asked, quiet, offer("Verborgen", municipalities=[OSCHERSLEBEN]), partners=[loud])
    return asked


@pytest.mark.parametrize("path", PAGES)
def test_a_page_without_any_wave_says_so_and_leads_on(session, read, path):
    tree = read(path)

    assert tree.select_one(".empty__title")
    assert not tree.select("table, svg.map, .figure")


@pytest.mark.parametrize(
    ("invite", "title"), [(False, "Noch niemand gefragt"), (True, "Noch keine Antworten")]
)
def test_before_anybody_answered_nothing_is_zero(session, read, invite, title):
    asked = wave(session)
    if invite:
        make_surveys.invited(session, asked)

    overview, network = read("/bestand/"), read("/netzwerk/")

    assert overview.select_one(".empty__title").text == title
    assert network.select_one(".empty__title").text == "Noch keine Angabe"
    assert not overview.select("table, svg.map, .figure")
    assert not network.select("table")


def test_a_wave_that_ended_without_an_answer_does_not_wait_for_one(session, read):
    now = clock.now()
    asked = wave(session, opens_at=now - 5 * make.DAY, closes_at=now - make.DAY)
    make_surveys.invited(session, asked)

    assert "Die Erhebung ist beendet" in words(read("/bestand/"))


def test_an_answer_on_its_way_is_told_and_nothing_is_zero_because_of_it(session, read, work):
    asked, organisation, person = make_surveys.seat(session)
    make_surveys.submitted(session, asked, organisation, person, accepted=False)

    before = read("/bestand/")
    work()
    after = read("/bestand/")

    assert "1 Antwort wird gerade verarbeitet" in words(before)
    assert not before.select(".figure, table")
    assert "verarbeitet" not in words(after)
    assert [f.text.split()[0] for f in after.select(".figure__value")] == ["1", "1", "1"]


def test_figures_say_from_how_many_they_come(county, read):
    tree = read("/bestand/")

    assert "2 von 3 haben geantwortet" in words(tree)
    figures = {
        f.select_one(".figure__label").text: f.select_one(".figure__value").text.strip()
        for f in tree.select(".figure")
    }
    assert figures == {
        "Angebote": "4",
        "genannte Kooperationen": "4",
        "davon keiner Organisation zugeordnet": "1",
    }


def test_every_number_in_the_table_leads_to_its_own_answers(county, read):
    """What the links lead to is counted in `test_queries`; here, that each cell has its own."""
    table = read("/bestand/").select_one("table.data")
    fields = ["", *read_csv("fields_of_action"), "none"]
    places = [*read_csv("municipalities"), "none", ""]

    rows = [row.select("td.num") for row in table.select("tbody tr, tfoot tr")]
    asked = [[parse_qs(urlsplit(cell.a["href"]).query) for cell in row] for row in rows]

    assert {query["welle"][0] for row in asked for query in row} == {str(county.id)}
    assert sorted(row[0].get("ort", [""])[0] for row in asked) == sorted(places)
    for row in asked:
        assert len({query.get("ort", [""])[0] for query in row}) == 1
        assert [query.get("feld", [""])[0] for query in row] == fields


@pytest.mark.parametrize("who", ["visitor", "staff"])
def test_the_answers_behind_a_number_are_as_many_as_it_says(session, county, read, who):
    user = make.moderator(session) if who == "staff" else None
    cells = read("/bestand/").select("table.data td.num")
    some = Random(1).sample(cells, 15) + cells[-8:]  # noqa: S311 - a test, no secret

    for cell in some:
        behind = read(cell.a["href"], user)
        number = int(cell.text)
        assert number_in(behind.h1.text) == number, cell.a["href"]
        assert len(behind.select("tbody tr")) == number


def test_every_figure_leads_to_as_many_answers(county, read):
    tree = read("/bestand/")

    for figure in tree.select(".figure"):
        behind = read(figure.a["href"])
        number = number_in(figure.select_one(".figure__value").text)
        assert number_in(behind.h1.text) == len(behind.select("tbody tr")) == number


def test_the_response_rate_leads_to_who_answered(session, county, read):
    link = read("/bestand/").select_one('a[href*="zahl=ruecklauf"]')

    public = read(link["href"])
    staff = read(link["href"], make.moderator(session))

    assert public.h1.text == "2 von 3 haben geantwortet"
    assert [row.td.text for row in public.select("tbody tr")] == [
        "Laut",
        "Organisation, die nicht öffentlich genannt werden möchte",
    ]
    assert "1 weitere Organisation ist eingeladen" in words(public)
    assert [row.td.text for row in staff.select("tbody tr")] == ["Laut", "Leise", "Stumm"]
    assert "weitere Organisation" not in words(staff)


def test_the_map_shows_the_same_numbers_as_the_table(county, read):
    tree = read("/bestand/")

    table = {
        row.th.text: int(row.select("td")[0].text) for row in tree.select("table.data tbody tr")
    }
    shown = dict(
        link["aria-label"].removesuffix(" Angebote").removesuffix(" Angebot").rsplit(": ", 1)
        for link in tree.select("svg.map a")
    )
    assert {place: int(number) for place, number in shown.items()} == {
        place: number for place, number in table.items() if place != "ohne Ort"
    }
    assert table["ohne Ort"] == 1
    for link in tree.select("svg.map a"):
        number = int(link["aria-label"].split(": ")[1].split()[0])
        assert (link.path["class"] == ["m0"]) == (number == 0)
        assert parse_qs(urlsplit(link["href"]).query)["ort"]


def test_the_map_shows_one_field_when_asked(county, read):
    tree = read("/bestand/?feld=sport")

    link = tree.select_one(f'svg.map a[href*="ort={BARLEBEN}"]')
    assert link["aria-label"] == "Barleben: 1 Angebot"
    assert len(read(link["href"]).select("tbody tr")) == 1


def test_zero_is_told_apart_from_an_unknown_place(county, read):
    here = f"/bestand/woher?welle={county.id}"

    zero = read(f"{here}&ort={HALDENSLEBEN}&feld=gesundheit")
    unknown = read(f"{here}&ort=99999999")

    assert zero.select_one(".empty__title").text == "0 – und das ist eine Angabe"
    assert "Keine der 2 Organisationen" in words(zero)
    assert unknown.h1.text == "Diese Zahl gibt es nicht"


def test_what_was_not_asked_is_not_zero(session, read):
    asked = wave(session, without=["tie"])
    says(session, asked, None, offer())

    figures = [f.text.split() for f in read("/bestand/").select(".figure__value")]
    network, behind = read("/netzwerk/"), read("/bestand/woher?zahl=nennungen")

    assert figures == [["1"], ["–", "nicht", "gefragt"], ["–", "nicht", "gefragt"]]
    assert network.select_one(".empty__title").text == "Nicht gefragt"
    assert behind.select_one(".empty__title").text == "Nicht gefragt"


@pytest.mark.parametrize(
    ("who", "offers", "hidden"),
    [
        ("visitor", 3, True),
        ("somebody", 3, True),
        ("member", 4, False),
        ("moderator", 4, False),
        ("steering", 4, False),
    ],
)
def test_a_hidden_organisation_is_counted_and_named_only_to_those_who_may_know(
    session, county, read, who, offers, hidden
):
    quiet = session.scalars(
        select(make.Organisation).where(make.Organisation.name == "Leise")
    ).one()
    own = select(Offer.lasting_id).where(Offer.organisation_id == quiet.id)
    secret = session.scalars(own).one()
    user = {
        "visitor": lambda: None,
        "somebody": lambda: make.member(session),
        "member": lambda: make.member(session, of=quiet),
        "moderator": lambda: make.moderator(session),
        "steering": lambda: make.steering(session),
    }[who]()
    places = [
        "/bestand/woher",
        "/bestand/woher?zahl=nennungen",
        "/bestand/woher?zahl=ruecklauf",
        "/angebote/",
        "/netzwerk/",
        "/akteure/",
        f"/akteure/{county_organisation(session, 'Laut').id}",
    ]

    told = [
        path for path in places if {"Leise", "Verborgen"} & set(read(path, user).stripped_strings)
    ]

    assert number_in(words(read("/angebote/", user)).split("Anzeigen")[1]) == offers
    assert bool(told) is not hidden
    assert "/akteure/" not in told
    for path in (f"/akteure/{quiet.id}", f"/angebote/{secret}"):
        read(path, user, status=404 if hidden else 200)
    assert str(quiet.id) not in "".join(str(read(path)) for path in places)


def county_organisation(session, name):
    return session.scalars(select(make.Organisation).where(make.Organisation.name == name)).one()


@pytest.mark.parametrize(("who", "told"), [("visitor", False), ("staff", True), ("speaker", True)])
def test_a_name_outside_the_register_may_be_a_person_and_is_not_public(
    session, county, read, who, told
):
    user = {
        "visitor": lambda: None,
        "staff": lambda: make.moderator(session),
        "speaker": lambda: make.member(session, of=county_organisation(session, "Laut")),
    }[who]()
    paths = [
        "/netzwerk/",
        "/bestand/woher?zahl=nennungen&stand=unresolved",
        f"/akteure/{county_organisation(session, 'Laut').id}",
    ]

    for path in paths:
        text = words(read(path, user))
        assert ("Frau Muster" in text) is told
        assert ("ein nicht zugeordneter Name" in text) is not told


def test_the_own_answer_and_to_steering_every_answer_is_one_click_away(session, county, read):
    loud = county_organisation(session, "Laut")
    member, steering = make.member(session, of=loud), make.steering(session)
    own = f"/erhebung/{county.id}/pruefen?fuer={loud.id}"
    any_answer = f"/verwaltung/erhebungen/wellen/{county.id}/antworten/{loud.id}"
    paths = ["/bestand/woher", "/bestand/woher?zahl=ruecklauf", "/netzwerk/", f"/akteure/{loud.id}"]
    paths += [a["href"] for a in read("/angebote/").select("main .card a")]

    for path in paths:
        assert read(path, member).select(f'a[href="{own}"]'), path
        assert read(path, steering).select(f'a[href="{any_answer}"]'), path
        for reader in (None, make.moderator(session)):
            assert not read(path, reader).select('a[href*="/antworten/"], a[href^="/erhebung/"]')
    assert "Laut" in words(read(own, member))
    read(any_answer, steering)


def test_the_network_filters_by_what_the_other_side_says(county, read):
    tree = read("/netzwerk/")

    for link in tree.select('nav[aria-label="Nach Stand filtern"] a'):
        number = number_in(link.text)
        filtered = read(link["href"])
        assert len(filtered.select("tbody tr")) == number
        assert bool(filtered.select(".empty")) == (number == 0)


@pytest.mark.parametrize(
    "path",
    [
        "/angebote/?ort=99999999",
        "/angebote/?feld=gibt-es-nicht",
        "/angebote/?sprache=xx&zielgruppe=yy",
        "/angebote/?suche=gibt-es-nicht",
        "/angebote/?suche=" + "ä" * 3000,
        "/angebote/?suche=%25&suche=%5C",
        "/angebote/?ort=%00x&feld=%00",
        "/bestand/?feld=gibt-es-nicht",
        "/bestand/?feld=%00%ED%A0%80",
        "/netzwerk/?stand=gibt-es-nicht",
        "/netzwerk/?stand=%00x",
        "/akteure/?suche=%25%25",
        "/akteure/?suche=" + "x" * 3000,
    ],
)
def test_a_filter_that_fits_nothing_says_so_and_leads_back(county, read, path):
    tree = read(path)

    assert tree.select_one(".empty__title")
    assert read(tree.select_one(".empty a")["href"]).select("tbody tr, .card, .queue__row")


@pytest.mark.parametrize("page", ["0", "-1", "2", "99999999999999999999", "x", "", "²", "1.5"])
@pytest.mark.parametrize("path", ["/angebote/", "/netzwerk/", "/akteure/", "/bestand/woher"])
def test_a_page_number_out_of_range_shows_a_page(county, read, path, page):
    tree = read(f"{path}?seite={page}")

    assert tree.select("main .card, main .queue__row, main tbody tr")
    assert not tree.select(".empty")


@pytest.mark.parametrize("path", ["/bestand/", "/netzwerk/", "/bestand/woher"])
@pytest.mark.parametrize(
    "asked", ["00000000-0000-4000-8000-000000000000", "x", "%00x", "1" * 500, "coming"]
)
def test_a_wave_that_is_not_there_is_not_found(session, county, read, path, asked):
    if asked == "coming":
        asked = wave(session, opens_at=clock.now() + make.DAY).id

    read(f"{path}?welle={asked}", status=404)


@pytest.mark.parametrize("figure", ["zahl=x", "stand=x", "zahl=nennungen&stand=%00x", "zahl=%00x"])
def test_a_figure_that_does_not_exist_is_not_found(county, read, figure):
    read(f"/bestand/woher?{figure}", status=404)


def test_there_are_no_sources_without_a_wave(session, read):
    read("/bestand/woher", status=404)


@pytest.mark.parametrize("path", ["/bestand/", "/netzwerk/"])
def test_an_older_wave_is_a_click_away(session, county, read, path):
    older = wave(session, titles={"de": "Vor einem Jahr"}, opens_at=clock.now() - timedelta(days=9))
    says(session, older, None, offer("Altes Angebot"), partners=[partner("Amt")])

    choice = read(path).select_one('nav[aria-label="Erhebung wählen"]')
    tree = read(choice.find("a", string="Vor einem Jahr")["href"])

    assert tree.h2.text == "Vor einem Jahr"
    assert "1 von 1 haben geantwortet" in words(tree)


def test_an_organisation_shows_its_offers_and_both_sides_of_its_ties(session, county, read):
    loud = county_organisation(session, "Laut")

    tree = read(f"/akteure/{loud.id}")

    assert {h.text for h in tree.select(".card h3")} == {
        "Sprachcafé",
        "Beratung im Kreis",
        "Telefon",
    }
    assert len(tree.select("tbody tr")) == 4


@pytest.mark.parametrize(
    ("name", "title"),
    [("Stumm", "Keine Angabe"), ("Nicht gefragt", "Nicht gefragt")],
)
def test_an_organisation_that_says_nothing_has_a_reason(session, county, read, name, title):
    tree = read(f"/akteure/{county_organisation(session, name).id}")

    assert tree.select_one(".empty__title").text == title


def test_an_organisation_that_answered_without_offers_offers_nothing(session, county, read):
    organisation = make.organisation(session)
    says(session, county, organisation)

    tree = read(f"/akteure/{organisation.id}")

    assert [title.text for title in tree.select(".empty__title")] == [
        "0 Angebote",
        "0 Kooperationen",
    ]


NASTY = "<script>alert(1)</script> & „mehr“ %s {{ 7 * 7 }}"


def test_what_people_typed_stays_text(session, read):
    organisation = make.organisation(session, name=NASTY, description=NASTY, website="javascript:x")
    says(
        session,
        wave(session),
        organisation,
        offer(NASTY, description=NASTY, website="javascript:alert(1)", places=NASTY),
        partners=[partner(NASTY)],
    )
    staff = make.moderator(session)
    paths = ["/angebote/", "/netzwerk/", "/akteure/", f"/akteure/{organisation.id}"]
    paths += ["/bestand/woher", "/bestand/woher?zahl=nennungen", f"/angebote/?suche={NASTY}"]
    paths += [a["href"] for a in read("/angebote/").select("main .card a")]

    for path in paths:
        tree = read(path, staff)
        assert not [s for s in tree.select("script") if not s.get("src")]
        assert not tree.select('a[href^="javascript:"]')
        assert "alert(1)" in words(tree)


def test_no_page_of_the_inventory_stores_anything(session, county, as_user, statements):
    with statements() as seen:
        for path in PAGES:
            as_user().get(path)

    assert not [each for each in seen if not each.startswith("SELECT")]


def filled(session, offers, ties):
    asked = wave(session)
    everybody = [make.organisation(session) for _ in range(ties + 1)]
    says(session, asked, everybody[0], *(offer(municipalities=[COUNTY]) for _ in range(offers)))
    says(session, asked, everybody[1], partners=everybody[2:])
    return asked, everybody[0]


@pytest.mark.parametrize("who", ["visitor", "member", "staff"])
def test_pages_cost_as_many_statements_for_100_rows_as_for_10(session, as_user, statements, who):
    def costs(rows):
        asked, organisation = filled(session, rows, rows)
        user = {
            "visitor": lambda: None,
            "member": lambda: make.member(session, of=organisation),
            "staff": lambda: make.steering(session),
        }[who]()
        offer_id = session.scalars(
            select(Offer.lasting_id).where(Offer.wave_id == asked.id)
        ).first()
        session.commit()
        found = {}
        for path in (
            *PAGES,
            "/bestand/woher",
            "/bestand/woher?zahl=nennungen",
            "/bestand/woher?zahl=ruecklauf",
            f"/angebote/{offer_id}",
            f"/akteure/{organisation.id}",
        ):
            client = as_user(user)
            client.get("/healthz")
            with statements() as seen:
                assert client.get(path).status_code == 200
            found[re.sub(r"[0-9a-f-]{36}", "id", path)] = len(seen)
        return found

    costs(1)
    few, many = costs(10), costs(100)

    assert few == many
    assert max(many.values()) <= MOST_STATEMENTS, many


def test_waves_that_nobody_has_looked_at_cost_one_statement_together(
    session, as_user, statements, monkeypatch
):
    costs = []
    for more in (1, 5):
        for _ in range(more):
            wave(session)
        session.commit()
        monkeypatch.setattr(questionnaires, "_READ", {})
        with statements() as seen:
            assert as_user().get("/bestand/").status_code == 200
        costs.append(len(seen))

    assert costs[0] == costs[1]


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("/bestand/woher", "Woher? 4 Angebote"),
        (f"/bestand/woher?ort={BARLEBEN}&feld=bildung", "Woher? 2 Angebote, Barleben, Bildung"),
        ("/bestand/woher?zahl=ruecklauf", "Woher? 2 von 3 haben geantwortet"),
        ("/bestand/woher?zahl=nennungen", "Woher? 4 Nennungen"),
        (
            "/bestand/woher?zahl=nennungen&stand=confirmed",
            "Woher? 2 Nennungen, Von beiden genannt",
        ),
        ("/bestand/woher?ort=nirgends", "Woher? Diese Zahl gibt es nicht"),
    ],
)
@pytest.mark.usefixtures("county")
def test_the_window_says_which_number_it_is_about(read, path, title):
    assert read(path).title.text.startswith(f"{title} – ")


@pytest.mark.usefixtures("county")
def test_the_total_is_the_first_number_of_a_row(read):
    table = read("/bestand/").select_one("table.data")

    assert [head.text for head in table.select("thead th")[:2]] == ["Gemeinde", "Angebote"]
    assert table.select_one("tfoot td").text == "4"
