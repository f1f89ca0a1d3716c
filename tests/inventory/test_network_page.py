"""The network as everybody meets it: picture, figures, tables, files; each from the snapshot."""

import csv
import io
import re
from collections import Counter

import networkx as nx
import pytest
from bs4 import BeautifulSoup
from sqlalchemy import select

from ikparticipation import clock, typesetting
from ikparticipation.inventory import services
from ikparticipation.inventory.models import Source, SourceKind, Stance, TieReply
from ikparticipation.organisations.models import Kind, Organisation, OrganisationField
from tests import make, make_surveys
from tests.make_inventory import BARLEBEN, HALDENSLEBEN, partner, says, wave

MOST_STATEMENTS = 8
HIDDEN = "Organisation, die nicht genannt sein möchte"


@pytest.fixture
def county(session):
    """Eins and Zwei name each other, Eins is denied by Drei, Vier is hidden, Fünf is silent."""
    asked = wave(session)
    one = make.organisation(session, name="Eins e. V.", kind=Kind.VEREIN)
    two = make.organisation(session, name="Zwei gGmbH", kind=Kind.TRAEGER, ags=BARLEBEN)
    three = make.organisation(session, name="Drei", kind=Kind.VERBAND)
    four = make.organisation(session, name="Vier", kind=Kind.VEREIN, public=False)
    five = make.organisation(session, name="Fünf")
    six = make.organisation(session, name="=Sechs")
    make_surveys.invited(session, asked, five)
    for organisation, field in ((one, "sport"), (two, "bildung"), (four, "sport")):
        session.add(OrganisationField(organisation_id=organisation.id, field=field))
    says(session, asked, one, partners=[two, three, six, partner("Eins e. V.")])
    says(session, asked, two, partners=[one, four])
    says(session, asked, three, partners=[])
    says(session, asked, four, partners=[two])
    _deny(session, asked, three, one)
    take(session, asked)
    return asked


def _deny(session, asked, who, whom):
    reason = Source(kind=SourceKind.PERSON, person_id=make.user(session).id, reason="gefragt")
    make.store(session, reason)
    reply = TieReply(
        source_id=reason.id,
        wave_id=asked.id,
        organisation_id=who.id,
        partner_id=whom.id,
        stance=Stance.NO,
        said_at=clock.now(),
    )
    make.store(session, reply)


def take(session, asked):
    services.take_network(session, asked.id, at=clock.now())
    session.commit()


def id_of(session, name):
    return session.scalars(select(Organisation.id).where(Organisation.name == name)).one()


def marks(tree):
    return [mark["aria-label"] for mark in tree.select("svg[data-network-picture] a")]


def picture_words(tree):
    return [each.get_text() for each in tree.select("svg[data-network-picture] .net-names text")]


def figures(tree):
    rows = tree.select("#kennzahlen ~ .scroll tbody tr")
    return {row.th.contents[0]: [cell.get_text(strip=True) for cell in row("td")] for row in rows}


def table(tree):
    return tree.select("#organisationen ~ .scroll tbody tr")


def test_before_it_is_computed_the_page_says_so(session, read):
    asked = wave(session)
    says(session, asked, None, partners=[make.organisation(session)])

    tree = read("/netzwerk/")

    assert "Noch nicht berechnet" in tree.main.text
    assert not tree.select("svg[data-network-picture]")


def test_everybody_is_in_the_picture_and_only_public_ones_by_name(county, read):
    tree = read("/netzwerk/")

    assert marks(tree) == [
        "=Sechs: 1 Verbindung",
        "Drei: 0 Verbindungen",
        "Eins e. V.: 2 Verbindungen",
        "Fünf: 0 Verbindungen",
        "Zwei gGmbH: 2 Verbindungen",
    ]
    assert [g.title.text for g in tree.select("svg[data-network-picture] > g[data-n]")] == [
        f"{HIDDEN}: 1 Verbindung"
    ]
    assert set(picture_words(tree)) == {"Drei", "Eins", "Fünf", "=Sechs", "Zwei"}
    assert "Vier" not in tree.main.text


def test_who_may_know_an_organisation_sees_its_name(session, county, read):
    steering = make.steering(session)

    assert "Vier: 1 Verbindung" in marks(read("/netzwerk/", steering))
    own = make.member(session, of=session.get(Organisation, id_of(session, "Vier")))
    assert "Vier: 1 Verbindung" in marks(read("/netzwerk/", own))


def test_no_id_of_a_hidden_organisation_leaves_the_house(session, county, as_user):
    hidden = str(id_of(session, "Vier"))

    for path in ("", "bild.svg", "daten.graphml", "daten.gexf", "daten-knoten.csv",
                 "daten-kanten.csv"):  # fmt: skip
        answer = as_user().get(f"/netzwerk/{path}")
        assert answer.status_code == 200
        assert hidden not in answer.text
        assert "Vier" not in answer.text


def test_ties_are_drawn_by_what_both_sides_say(county, read):
    lines = {
        name: tree["d"].count("M")
        for tree in read("/netzwerk/").select("svg[data-network-picture] .net-lines path")
        if (name := tree["class"][-1]) in {"net-confirmed", "net-claimed", "net-contradicted"}
    }

    assert lines == {"net-confirmed": 2, "net-claimed": 1, "net-contradicted": 1}


def test_figures_of_both_networks_stand_side_by_side_with_what_they_mean(county, read):
    tree = read("/netzwerk/")
    found = figures(tree)

    assert found["Organisationen"] == ["6", "6"]
    assert found["Nennungen"] == ["5", "4"]
    assert found["Verbundene Paare"] == ["3", "2"]
    assert found["Gegenseitigkeit"] == ["80\u00a0%", "entfällt"]
    assert found["Über Gemeindegrenzen"] == ["2 von 3", "2 von 2"]
    assert found["Über Handlungsfelder"] == ["2 von 2", "2 von 2"]
    assert all(row.select_one(".muted") for row in tree.select("#kennzahlen ~ .scroll tbody tr"))
    assert "von 4 der 5 Gefragten" in " ".join(tree.main.text.split())
    assert "1 Organisation nennt sich selbst" in tree.main.text
    assert "1 Nennung verneint die andere Seite" in tree.main.text


def test_how_it_was_computed_can_be_read(county, read):
    words = read("/netzwerk/").select_one("details dl").get_text(" ")

    assert "Brandes" in words
    assert "Louvain" in words
    assert "networkx 3" in words
    assert re.search(r"\b[0-9a-f]{64}\b", words)


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        pytest.param("feld=sport", ["Eins e. V."], id="a hidden one is not found by its field"),
        pytest.param(f"ort={BARLEBEN}", ["Zwei gGmbH"], id="by place"),
        pytest.param("art=verband", ["Drei"], id="by kind"),
        pytest.param(f"ort={HALDENSLEBEN}&art=traeger", [], id="two that exclude each other"),
    ],
)
def test_a_filter_leaves_out_and_moves_nothing(county, read, query, shown):
    everybody = read("/netzwerk/")
    places = {mark["aria-label"]: mark["data-x"] for mark in everybody.select("svg a[data-x]")}

    tree = read(f"/netzwerk/?{query}")

    found = tree.select("svg a[data-x]")
    assert [each["aria-label"].split(":")[0] for each in found] == shown
    assert [row.th.a.text for row in table(tree)] == shown
    assert all(each["data-x"] == places[each["aria-label"]] for each in found)


def test_the_state_of_ties_can_be_chosen_for_the_picture(county, read):
    tree = read("/netzwerk/?stand=contradicted")

    drawn = {
        p["class"][-1]: p["d"].count("M")
        for p in tree.select("svg[data-network-picture] .net-lines path")
    }
    assert drawn["net-contradicted"] == 1
    assert drawn["net-confirmed"] == drawn["net-claimed"] == 0
    assert len(marks(tree)) == 5


@pytest.mark.parametrize(
    ("order", "first"),
    [("", "=Sechs"), ("partner", "Eins e. V."), ("genannt", "Zwei gGmbH"), ("mitte", "Eins e. V.")],
    ids=["by name", "by partners", "by being named", "between others"],
)
def test_the_table_of_organisations_is_sorted_by_its_heads(county, read, order, first):
    tree = read(f"/netzwerk/?ordnung={order}")

    assert table(tree)[0].th.a.text == first
    [head] = tree.select("th[aria-sort]")
    assert f"ordnung={order}#" in head.a["href"]


def test_zero_not_asked_and_not_answered_are_told_apart(county, read):
    said = {row.th.get_text(" ").split("  ")[0]: row("td")[2].get_text(strip=True)
            for row in table(read("/netzwerk/"))}  # fmt: skip

    assert next(v for k, v in said.items() if k.startswith("Drei")) == "0"
    assert "nicht gefragt" in next(v for k, v in said.items() if k.startswith("=Sechs"))
    assert "keine Angabe" in next(v for k, v in said.items() if k.startswith("Fünf"))


def test_a_click_leads_to_who_said_what(session, county, read):
    href = read("/netzwerk/").select_one('svg a[aria-label^="Eins"]')["href"]

    tree = read(href)

    assert tree.h1.text == "Eins e. V."
    said, named = tree.select("[data-network-details] ul.queue")
    assert sorted(row.select_one(".badge").text for row in said("li")) == [
        "Nicht gefragt",
        "Nicht zugeordnet",
        "Von beiden genannt",
        "Von der anderen Seite verneint",
    ]
    assert [row.a.text for row in named("li")] == ["Zwei gGmbH"]


def test_who_did_not_answer_does_not_name_nobody(session, county, read):
    tree = read(f"/netzwerk/organisation/{id_of(session, 'Fünf')}")

    assert "keine Angabe" in tree.main.text
    assert "Nennt niemanden" not in tree.main.text


def test_a_hidden_organisation_has_no_page(session, county, as_user):
    path = f"/netzwerk/organisation/{id_of(session, 'Vier')}"

    assert as_user().get(path).status_code == 404
    assert as_user(make.steering(session)).get(path).status_code == 200


@pytest.mark.parametrize("who", ["visitor", "member", "staff"])
@pytest.mark.parametrize(
    "path",
    ["", "?feld=sport", "organisation", "bild.svg", "daten.graphml", "daten.gexf",
     "daten-knoten.csv", "daten-kanten.csv"],
)  # fmt: skip
def test_no_page_needs_many_statements(session, county, as_user, statements, who, path):
    user = {"visitor": lambda _: None, "member": make.member, "staff": make.steering}[who](session)
    if path == "organisation":
        path += f"/{id_of(session, 'Eins e. V.')}"
    client = as_user(user)
    client.get("/netzwerk/")

    with statements() as seen:
        assert client.get(f"/netzwerk/{path}").status_code == 200

    assert len(seen) <= MOST_STATEMENTS, seen


def test_what_is_only_a_figure_has_figures_and_no_picture(session, read):
    asked = wave(session, levels={"tie.partner": "aggregated"})
    says(session, asked, None, partners=[make.organisation(session)])
    take(session, asked)

    tree = read("/netzwerk/")

    assert figures(tree)["Nennungen"] == ["1", "0"]
    assert not tree.select("svg[data-network-picture]")
    assert not table(tree)


@pytest.mark.parametrize("file", ["bild.svg", "daten.graphml", "daten-knoten.csv"])
def test_what_may_not_be_told_is_in_no_file(session, as_user, file):
    asked = wave(session, levels={"tie.partner": "aggregated"})
    says(session, asked, None, partners=[make.organisation(session)])
    take(session, asked)

    assert as_user().get(f"/netzwerk/{file}").status_code == 404
    assert as_user(make.steering(session)).get(f"/netzwerk/{file}").status_code == 200


def test_graphml_opens_elsewhere_with_everything_in_it(session, county, as_user):
    answer = as_user().get("/netzwerk/daten.graphml")
    graph = nx.read_graphml(io.BytesIO(answer.data))
    nodes = {data["name"]: data for _, data in graph.nodes(data=True)}

    assert answer.mimetype == "application/graphml+xml"
    assert graph.is_directed()
    assert (graph.number_of_nodes(), graph.number_of_edges()) == (6, 6)
    one, hidden = nodes["Eins e. V."], nodes[HIDDEN]
    assert (one["art"], one["ort"], one["ags"]) == ("Verein", "Haldensleben", HALDENSLEBEN)
    assert (one["nennt"], one["partner"], one["bestaetigt"], one["gefragt"]) == (2, 2, 1, True)
    assert hidden["angaben"] == "gesperrt"
    assert not {"art", "ort", "ags", "handlungsfelder"} & hidden.keys()
    assert nodes["Drei"]["nennt"] == 0
    assert nodes["=Sechs"]["nennt_fehlt"] == "nicht gefragt"
    assert nodes["Fünf"]["nennt_fehlt"] == "keine Angabe"
    assert not {"nennt"} & (nodes["=Sechs"].keys() | nodes["Fünf"].keys())
    states = Counter(data["stand"] for *_, data in graph.edges(data=True))
    assert states == {"confirmed": 4, "not_asked": 1, "contradicted": 1}
    assert "Quelle: Angaben der Organisationen" in graph.graph["quelle"]
    assert "Datenlizenz Deutschland" in graph.graph["lizenz"]


def test_gexf_has_a_spell_for_each_wave(session, county, as_user):
    now = clock.now()
    earlier = wave(session, opens_at=now - 400 * make.DAY, closes_at=now - 370 * make.DAY)
    one, two = (session.get(Organisation, id_of(session, n)) for n in ("Eins e. V.", "Zwei gGmbH"))
    says(session, earlier, one, partners=[two])
    take(session, earlier)

    answer = as_user().get("/netzwerk/daten.gexf")
    graph = nx.read_gexf(io.BytesIO(answer.data), version="1.3")

    assert b'version="1.3"' in answer.data
    assert graph.graph["mode"] == "dynamic"
    both = graph.edges[str(one.id), str(two.id)]
    first, second = both["spells"]
    assert first[0] < second[0]
    assert [state for state, *_ in both["stand_je_welle"]] == ["not_asked", "confirmed"]
    assert len(graph.nodes[str(one.id)]["spells"]) == 2
    assert len(graph.edges[str(two.id), str(one.id)]["spells"]) == 1


def rows_of(answer):
    return list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=";"))


def test_csv_has_organisations_and_ties_and_no_formulas(session, county, as_user):
    nodes = rows_of(as_user().get("/netzwerk/daten-knoten.csv"))
    edges = rows_of(as_user().get("/netzwerk/daten-kanten.csv"))

    names = {row["name"]: row for row in nodes}
    assert "'=Sechs" in names
    assert names["Eins e. V."]["nennt"] == "2"
    assert names["'=Sechs"]["nennt"] == ""
    assert names["'=Sechs"]["nennt_fehlt"] == "nicht gefragt"
    assert names["Fünf"]["nennt_fehlt"] == "keine Angabe"
    assert names["Drei"]["nennt"] == "0"
    assert names[HIDDEN]["angaben"] == "gesperrt"
    assert len(edges) == 6
    assert {row["von"] for row in edges} <= {row["id"] for row in nodes}
    assert all("Quelle: Angaben der Organisationen" in row["quelle"] for row in nodes + edges)


def test_on_paper_each_name_stands_beside_its_mark_or_in_the_list(session, county, as_user):
    long = "Arbeitsgemeinschaft der Initiativen im Börde-Land e. V."
    one = session.get(Organisation, id_of(session, "Eins e. V."))
    one.name = long
    session.commit()

    paper = BeautifulSoup(as_user().get("/netzwerk/bild.svg").data, "xml")

    written = [each.get_text(" ", strip=True) for each in paper.select("text")]
    assert f"1 {long}" in written
    assert {"Zwei", "Drei", "Fünf", "=Sechs"} <= set(written)
    assert not [words for words in written if "Vier" in words]


@pytest.mark.parametrize("table", ["knoten", "kanten"])
def test_each_line_of_a_file_says_where_it_comes_from(session, county, as_user, table):
    hidden = str(id_of(session, "Vier"))
    lines = rows_of(as_user().get(f"/netzwerk/daten-{table}.csv"))

    told = [line["woher"].partition("/bestand/")[2] for line in lines if line["woher"]]

    assert len(told) == len([line for line in lines if "ungenannt" not in str(line)]) > 0
    assert hidden not in str(lines)
    assert {as_user().get(f"/bestand/{address}").status_code for address in told} == {200}


def test_the_printed_picture_says_what_it_is_and_where_from(county, as_user):
    answer = as_user().get("/netzwerk/bild.svg")

    assert answer.mimetype == "image/svg+xml"
    for words in ("Wer mit wem zusammenarbeitet", "Quelle: Angaben", "4 von 5 haben geantwortet",
                  "eine nennt die andere", "möchte nicht genannt sein", "Eins"):  # fmt: skip
        assert words in answer.text
    assert 'role="img"' in answer.text


def test_the_printed_picture_comes_as_points_too(county, as_user):
    answer = as_user().get("/netzwerk/bild.png")

    assert answer.mimetype == "image/png"
    assert answer.data.startswith(b"\x89PNG")


def test_without_the_extra_the_page_says_what_to_take_instead(county, as_user, monkeypatch):
    monkeypatch.setattr(typesetting, "is_possible", lambda: False)

    answer = as_user().get("/netzwerk/bild.png")

    assert answer.status_code == 503
    assert "Nehmen Sie das Bild als SVG" in answer.text


@pytest.mark.parametrize("path", ["bild.gif", "daten.xlsx", "daten-alles.csv"])
def test_files_of_other_kinds_do_not_exist(county, as_user, path):
    assert as_user().get(f"/netzwerk/{path}").status_code == 404
