"""First half: from an empty installation to an inventory that counts two answers of three."""

import re
from datetime import timedelta

from ikparticipation import clock
from ikparticipation.inventory.labels import TIE_STATES
from ikparticipation.inventory.network import TieState
from tests.tour.guide import Tour, cell, column, figure
from tests.visitor import Page

STEERING = "steuerung@kreis.example.org"
MODERATOR = "moderation@kreis.example.org"
CONTRIBUTOR = "mitarbeit@bruecke.example.org"
REPRESENTATIVE = "vertretung@bruecke.example.org"
SECOND = "vertretung@werkhof.example.org"
THIRD = "vertretung@sport.example.org"

BRIDGE = "Sprachbrücke Haldensleben e. V."
WORKSHOP = "Werkhof Oschersleben gGmbH"
SPORTS = "Sportfreunde Wolmirstedt e. V."
ORGANISATIONS = (
    (
        BRIDGE,
        "Verein",
        "Haldensleben",
        ((REPRESENTATIVE, "Vertretung"), (CONTRIBUTOR, "Mitarbeit")),
    ),
    (WORKSHOP, "Träger", "Oschersleben", ((SECOND, "Vertretung"),)),
    (SPORTS, "Verein", "Wolmirstedt", ((THIRD, "Vertretung"),)),
)
WAVE = "Rundgang"
COUNTY = "Im ganzen Landkreis"

OFFERS = (
    ("Sprachcafé am Markt", ["Sprachförderung"], ["Haldensleben"]),
    ("Erstberatung", ["Bildung", "Gesundheit"], ["Haldensleben", "Oschersleben"]),
    ("Bewerbungshilfe am Telefon", ["Erwerbsleben"], [COUNTY]),
)
PARTNERS = (
    (WORKSHOP, "Gemeinsame Angebote"),
    ("SPORTFREUNDE WOLMIRSTEDT", "Austausch und Absprachen"),
    ("Kita Regenbogen", "Austausch und Absprachen"),
    ("Fahrdienst Bördeblick", "Etwas anderes"),
)


def administrator_invites_staff(tour: Tour) -> None:
    for address, name, role in (
        (STEERING, "Stella Steuer", "Steuerung"),
        (MODERATOR, "Moritz Moder", "Moderation"),
    ):
        form = tour.administrator.get("/verwaltung/konten/einladen").form("Einladung senden")
        form.fill("Vor- und Nachname", name).fill("E-Mail-Adresse", address).fill("Aufgabe", role)
        form.press().expect(f"Die Einladung an {address} ist unterwegs")
    tour.tell("administrator invites steering and moderator", "2 invitations")


def staff_sign_in(tour: Tour) -> None:
    for address, name in ((STEERING, "Stella Steuer"), (MODERATOR, "Moritz Moder")):
        tour.enter(address, tour.mail(address, "Ihr Zugang")).expect(name)
    tour.tell("steering and moderator sign in", "by the links in their mails")


IN_DIRECTORY = "Im öffentlichen Verzeichnis zeigen"


def steering_registers_organisations(tour: Tour) -> None:
    steering = tour.people[STEERING]
    for name, kind, town, people in ORGANISATIONS:
        form = steering.get("/verwaltung/akteure/neu").form("Organisation aufnehmen")
        page = (
            form.fill("Name", name)
            .fill("Art", kind)
            .fill("Ort", town)
            .fill(IN_DIRECTORY, IN_DIRECTORY)
            .press("Organisation aufnehmen")
        )
        page.expect(f"Die Angaben zu „{name}“ sind gespeichert.")
        for address, role in people:
            form = page.follow("Mitglied einladen").form("Einladung senden")
            form.fill("Vor- und Nachname", address.partition("@")[0].capitalize())
            page = form.fill("E-Mail-Adresse", address).fill("Rolle", role).press()
            page.expect(f"Die Einladung an {address} ist unterwegs")
    register = column(steering.get("/verwaltung/akteure"), "Name")
    tour.compare("register", [SPORTS, BRIDGE, WORKSHOP], register)
    tour.tell("steering registers organisations and members", f"{len(register)} in the register")


def steering_opens_wave(tour: Tour) -> None:
    steering = tour.people[STEERING]
    page = steering.get("/verwaltung/erhebungen").form("Fragebogen übernehmen Beratungs").press()
    form = page.follow("Welle anlegen").form("Welle anlegen")
    today = clock.now().date()
    page = (
        form.fill("Titel", WAVE)
        .fill("Erster Tag", str(today - timedelta(days=1)))
        .fill("Letzter Tag", str(today + timedelta(days=30)))
        .press()
    )
    tour.addresses["invite"] = page.url
    tour.tell("steering takes the questionnaire, opens a wave", WAVE)


def steering_invites(tour: Tour) -> None:
    steering = tour.people[STEERING]
    page = steering.get(tour.addresses["invite"]).expect("3 Organisationen")
    page = page.form("Ausgewählte einladen").press()
    states = column(page, "Stand")
    tour.compare("states of the invited", ["Noch nicht begonnen"] * 3, states)
    page.expect("0 von 3 haben geantwortet")
    tour.tell("steering invites the organisations", "0 von 3 haben geantwortet")


def contributor_fills_in(tour: Tour) -> None:
    """The contributor describes the organisation and begins with the first offer."""
    page = tour.enter(CONTRIBUTOR, tour.mail(CONTRIBUTOR, "Ihr Zugang"))
    page = tour.people[CONTRIBUTOR].get("/mein/aufgaben").follow(WAVE)
    page = page.follow("Fragebogen beginnen")
    form = page.form("Speichern und weiter")
    form.fill("Was macht Ihre Organisation?", "Wir bringen Menschen ins Gespräch.")
    form.fill("In welchen Städten und Gemeinden sind Sie tätig?", ["Haldensleben"])
    form.fill("Dürfen wir Ihre Organisation im öffentlichen Verzeichnis zeigen?", "Ja")
    page = form.press("Speichern und weiter").expect("Abschnitt 2 von 5")
    page = add_offers(page, OFFERS[:1]).form("Zwischenspeichern").press("Zwischenspeichern")
    page.expect("Angebot 1: Sprachcafé am Markt")
    review = page.follow("Alle Antworten prüfen")
    review.expect("Nur eine vertretungsberechtigte Person kann absenden")
    tour.tell("contributor fills in two sections", "saved; only a representative may submit")


def representative_completes(tour: Tour) -> None:
    page = tour.enter(REPRESENTATIVE, tour.mail(REPRESENTATIVE, WAVE)).expect(WAVE)
    page = page.follow("Ihre Beratungs- und Unterstützungsangebote")
    page = add_offers(page.expect("Sprachcafé am Markt"), OFFERS[1:], first=2)
    page = page.form("Speichern und weiter").press("Speichern und weiter")
    page = add_partners(page, PARTNERS).form("Speichern und weiter").press("Speichern und weiter")
    while "Speichern und weiter" in page.text:
        page = page.form("Speichern und weiter").press("Speichern und weiter")
    page = page.form("Speichern und prüfen").press("Speichern und prüfen")
    for words in [name for name, *_ in (*OFFERS, *PARTNERS)]:
        page.expect(words)
    tour.addresses["review"] = page.url
    tour.tell("representative completes and reviews", "3 offers, 4 partners")


def representative_submits(tour: Tour) -> None:
    page = tour.people[REPRESENTATIVE].get(tour.addresses["review"])
    page = page.form("Antworten absenden").press().expect("Ihre Antworten sind eingegangen")
    code = receipt_code(page)
    letter = tour.mail(REPRESENTATIVE, f"Quittung {code}")
    letter.expect(BRIDGE, code)
    tour.tell("representative submits", f"receipt {code}, also by mail")


def second_organisation_answers(tour: Tour) -> None:
    page = tour.enter(SECOND, tour.mail(SECOND, WAVE)).follow("Fragebogen beginnen")
    form = page.form("Speichern und weiter")
    form.fill("In welchen Städten und Gemeinden sind Sie tätig?", ["Oschersleben"])
    form.fill("Dürfen wir Ihre Organisation im öffentlichen Verzeichnis zeigen?", "Ja")
    page = form.press("Speichern und weiter")
    page = add_offers(page, (("Werkstattkurs", ["Erwerbsleben"], ["Oschersleben"]),))
    page = page.form("Speichern und weiter").press("Speichern und weiter")
    page = add_partners(page, ((BRIDGE, "Gemeinsame Angebote"),))
    page = page.form("Speichern und weiter").press("Speichern und weiter")
    page = page.follow("Alle Antworten prüfen").form("Antworten absenden").press()
    tour.tell("second organisation answers, naming the first", f"receipt {receipt_code(page)}")


def add_offers(
    page: Page, offers: tuple[tuple[str, list[str], list[str]], ...], first: int = 1
) -> Page:
    for number, (name, fields, towns) in enumerate(offers, start=first):
        page = page.form("Angebot hinzufügen").press("Angebot hinzufügen")
        row = {"within": f"Angebot {number}"}
        form = page.form("Speichern und weiter").fill("Wie heißt das Angebot?", name, **row)
        form.fill("Zu welchen Handlungsfeldern gehört es?", fields, **row)
        form.fill("In welchen Städten und Gemeinden findet es statt?", towns, **row)
        page = form.press("Zwischenspeichern").expect(f"Angebot {number}: {name}")
    return page


def add_partners(page: Page, partners: tuple[tuple[str, str], ...]) -> Page:
    for number, (name, kind) in enumerate(partners, start=1):
        page = page.form("Partner hinzufügen").press("Partner hinzufügen")
        row = {"within": f"Partner {number}"}
        form = page.form("Speichern und weiter").fill("Mit wem arbeiten Sie zusammen?", name, **row)
        form.fill("Worum geht es dabei vor allem?", kind, **row)
        page = form.press("Zwischenspeichern").expect(f"Partner {number}: {name}")
    return page


def receipt_code(page: Page) -> str:
    code = page.soup.select_one(".receipt__code").get_text(strip=True)
    assert re.fullmatch(r"[A-Z0-9]{3}-[A-Z0-9]{3}-[A-Z0-9]{3}", code), code
    return code


def inventory_is_derived(tour: Tour) -> None:
    """Wait for the worker, then read the figures."""

    def look() -> Page | None:
        page = tour.visitor().get("/bestand/")
        done = page.soup.select(".figure") and figure(page, "Angebote") == "4"
        return page if done else None

    page = tour.wait_for("The inventory of both answers", look)
    tour.compare("naming", "5", figure(page, "genannte Kooperationen"))
    tour.compare("unresolved", "2", figure(page, "davon keiner Organisation zugeordnet"))
    page.expect("2 von 3 haben geantwortet (67 %)")
    tour.addresses["inventory"] = page.url
    tour.tell("worker derives the inventory", "4 offers, 5 ties, 2 mentions, 2 von 3 (67 %)")


def visitor_reads_the_matrix(tour: Tour) -> None:
    page = tour.visitor().get("/bestand/")
    expected = {
        ("Haldensleben", "Sprachförderung"): "1",
        ("Haldensleben", "Angebote"): "3",
        ("Oschersleben", "Erwerbsleben"): "2",
        ("Oschersleben", "Angebote"): "3",
        ("Colbitz", "Erwerbsleben"): "1",
        ("Colbitz", "Bildung"): "0",
        ("Angebote im Landkreis", "Erwerbsleben"): "2",
        ("Angebote im Landkreis", "Angebote"): "4",
    }
    for (row, head), number in expected.items():
        tour.compare(f"cell {row} × {head}", number, cell(page, row, head))
    tour.tell("visitor reads the matrix", f"{len(expected)} cells")


def visitor_asks_where_from(tour: Tour) -> None:
    """Follow a number to the answers it stands for."""
    page = tour.visitor().get("/bestand/")
    for line in page.soup.select("table tbody tr"):
        if line.select_one("th").get_text(strip=True) == "Oschersleben":
            heads = [each.get_text(strip=True) for each in page.soup.select("table thead th")]
            link = line.select("th, td")[heads.index("Erwerbsleben")].select_one("a")["href"]
    page = page.visitor.get(str(link)).expect("2 Angebote")
    rows = list(zip(column(page, "Angebot"), column(page, "Angegeben von"), strict=True))
    expected = [("Bewerbungshilfe am Telefon", BRIDGE), ("Werkstattkurs", WORKSHOP)]
    tour.compare("answers behind the cell", expected, sorted(rows))
    tour.tell("visitor asks „Woher?“", " and ".join(name for name, _ in rows))


def visitor_searches_the_directory(tour: Tour) -> None:
    form = tour.visitor().get("/angebote/").form("Anzeigen")
    page = form.fill("Suchwort", "sprachcafe").press().expect("1 Angebot gefunden")
    offer = page.follow("Sprachcafé am Markt").expect(BRIDGE, "Haldensleben", "Sprachförderung")
    tour.tell("visitor finds an offer in the directory", offer.title)


def visitor_reads_the_network(tour: Tour) -> None:
    page = tour.visitor().get("/netzwerk/")
    states = sorted(badge.get_text(strip=True) for badge in page.soup.select("table .badge"))
    expected = [TIE_STATES[TieState.NOT_ANSWERED]]
    expected += [TIE_STATES[TieState.UNRESOLVED]] * 2 + [TIE_STATES[TieState.CONFIRMED]] * 2
    tour.compare("states of the ties", sorted(expected), states)
    named = list(zip(column(page, "Organisation"), column(page, "nennt als Partner"), strict=True))
    for pair in ((BRIDGE, WORKSHOP), (WORKSHOP, BRIDGE), (BRIDGE, SPORTS)):
        tour.compare(f"{pair[0]} names {pair[1]}", expected=True, seen=pair in named)
    tour.tell("visitor reads the network", "2 × von beiden genannt, 1 waits, 2 unresolved")


ACTS = (
    administrator_invites_staff,
    staff_sign_in,
    steering_registers_organisations,
    steering_opens_wave,
    steering_invites,
    contributor_fills_in,
    representative_completes,
    representative_submits,
    second_organisation_answers,
    inventory_is_derived,
    visitor_reads_the_matrix,
    visitor_asks_where_from,
    visitor_searches_the_directory,
    visitor_reads_the_network,
)
