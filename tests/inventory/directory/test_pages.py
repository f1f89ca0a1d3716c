"""The pages of the directory as people see them."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from ikparticipation import clock
from ikparticipation.inventory import services
from ikparticipation.inventory.models import Offer, OfferLayer, Source, SourceKind
from ikparticipation.inventory.timetable import weekly
from ikparticipation.inventory.views.directory.cards import age_words
from ikparticipation.text import BERLIN
from tests import make, make_inventory
from tests.make_inventory import BARLEBEN, HALDENSLEBEN, first_offer, offer, says, wave

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "heute"),
        (1, "vor 1 Tag"),
        (45, "vor 6 Wochen"),
        (70, "vor 2 Monaten"),
        (365, "vor 12 Monaten"),
        (426, "vor 14 Monaten"),
        (800, "vor 2 Jahren"),
    ],
)
def test_ages_are_told_in_months_up_to_two_years(days, words):
    assert age_words(NOW - timedelta(days=days), NOW, "de") == words


def test_what_was_confirmed_the_evening_before_was_not_confirmed_today():
    evening = datetime(2026, 11, 22, 22, tzinfo=BERLIN)

    assert age_words(evening, evening + timedelta(hours=10), "de") == "vor 1 Tag"


def cards(tree):
    return [card.h2.text for card in tree.select("main .card")]


@pytest.mark.usefixtures("county")
def test_the_filters_that_hold_are_told_and_each_can_be_taken_away(read):
    tree = read("/angebote/?suche=e&ort=Barleben&umkreis=20&sprache=uk")

    chosen = {link.text.split(" ×")[0]: link["href"] for link in tree.select(".chosen a")}

    assert list(chosen) == ["„e“", "bis 20 km um Barleben", "Ukrainisch"]
    assert chosen["bis 20 km um Barleben"] == "/angebote/?suche=e&sprache=uk"
    assert len(cards(read(chosen["„e“"]))) >= len(cards(tree))


@pytest.mark.usefixtures("county")
def test_an_unknown_place_is_named_and_the_search_goes_on_without_it(read):
    tree = read("/angebote/?ort=Berlin&suche=schach")

    assert tree.select_one(".empty__title").text == "Den Ort „Berlin“ kennen wir nicht"
    assert cards(read(tree.select_one(".empty a")["href"])) == ["Schach_Klub"]


@pytest.mark.usefixtures("county")
def test_a_card_says_how_far_away_how_old_and_what_is_free(session, read):
    lotse = session.scalars(select(Offer).where(Offer.name == "Ärztelotse")).one()
    make_inventory.hours(session, lotse, weekly(127, 0, 1440))
    session.execute(
        update(Offer)
        .where(Offer.id == lotse.id)
        .values(confirmed_at=clock.now() - timedelta(days=426))
    )
    services.renew_directory(session)
    session.commit()

    card = read("/angebote/?ort=Haldensleben&umkreis=5").select_one("main .card")

    text = " ".join(card.text.split())
    assert "0 km entfernt · Haldensleben" in text
    assert "jetzt geöffnet" in text
    assert "3 frei" in text
    assert card.select_one(".age--old")
    assert "zuletzt bestätigt vor 14 Monaten" in text


def test_a_card_that_was_drawn_before_is_gone_with_the_wish_to_be_public(session, county, read):
    before = cards(read("/angebote/"))
    assert cards(read("/angebote/")) == before != []

    county.public = False  # nobody tells the directory
    session.commit()

    assert cards(read("/angebote/")) == []


@pytest.mark.usefixtures("county")
def test_a_card_is_drawn_for_each_language_and_reader(session, as_user):
    steering = make.steering(session)
    session.commit()

    def drawn(path, user=None, language="de"):
        client = as_user(user)
        client.set_cookie("sprache", language)
        return client.get(path).text

    for _ in range(2):  # the second time from what is kept
        assert "zuletzt bestätigt" in drawn("/angebote/?suche=schach&sprache=uk")
        assert "last confirmed" in drawn("/angebote/?suche=schach", language="en")
        assert "Verborgen" in drawn("/angebote/?suche=verborgen", steering)
        assert "Verborgen" not in drawn("/angebote/")


@pytest.mark.usefixtures("county")
def test_what_is_printed_is_the_whole_list_with_its_filters_and_the_day(session, county, read):
    says(session, wave(session), county, *(offer(f"Kurs {n:02}") for n in range(30)))

    paper = read("/angebote/?suche=kurs&druck=1").main

    assert len(paper.select("li h2")) == 30
    assert "„kurs“" in paper.dl.text
    assert "30 Angebote" in paper.dl.text
    assert not paper.select(".card")


def test_the_address_of_one_wave_leads_to_the_lasting_one_for_ever(session, county, as_user):
    shown = first_offer(session, county)
    session.commit()

    answer = as_user().get(f"/angebote/{shown.id}")

    assert (answer.status_code, answer.location) == (301, f"/angebote/{shown.lasting_id}")
    assert as_user().get(answer.location).status_code == 200


def test_the_address_of_a_hidden_offer_tells_nothing(session, as_user):
    hidden = make.organisation(session, public=False)
    says(session, wave(session), hidden, offer())
    shown = first_offer(session, hidden)
    session.commit()

    for each in (shown.id, shown.lasting_id):
        assert as_user().get(f"/angebote/{each}").status_code == 404


def test_the_page_tells_what_changed_from_answer_to_answer(session, read):
    organisation, row = make.organisation(session), offer("Treff", hours="Mo 9–12")
    first = wave(session, titles={"de": "Erste"}, opens_at=clock.now() - timedelta(days=400))
    says(session, first, organisation, row)
    changed = offer("Treff", hours="Di 9–12", municipalities=[BARLEBEN], id=row["id"])
    second = wave(session, titles={"de": "Zweite"}, questionnaire=first.questionnaire)
    says(session, second, organisation, changed)

    page = read(f"/angebote/{first_offer(session, organisation).lasting_id}")

    items = [" ".join(each.text.split()) for each in page.select('[aria-labelledby="woher"] li')]
    assert items[0].startswith("Zweite, ")
    assert items[0].endswith("geändert: Zeiten, Orte")
    assert items[1].endswith("zum ersten Mal genannt")


def test_an_offer_that_is_not_named_any_more_keeps_its_page(session, read):
    organisation, row = make.organisation(session), offer("Treff")
    first = wave(session, opens_at=clock.now() - timedelta(days=400))
    says(session, first, organisation, row)
    lasting_id = first_offer(session, organisation).lasting_id
    says(session, wave(session, questionnaire=first.questionnaire), organisation, offer("Anderes"))

    page = read(f"/angebote/{lasting_id}")

    assert "Dieses Angebot wird nicht mehr genannt" in page.main.text
    assert cards(read("/angebote/")) == ["Anderes"]


def test_places_and_hours_stand_on_the_page(session, county, read):
    shown = session.scalars(select(Offer).where(Offer.name == "Ärztelotse")).one()
    make_inventory.place(
        session, shown, address="Markt 1", ags=HALDENSLEBEN, latitude=52.29, longitude=11.41,
        languages=["ar"],
    )  # fmt: skip
    make_inventory.hours(session, shown, weekly(5, 540, 750, "nach Anmeldung"))

    main = read(f"/angebote/{shown.lasting_id}").main

    rows = {row.th.text: " ".join(row.td.text.split()) for row in main.select("tbody tr")}
    assert rows["Montag"] == rows["Mittwoch"] == "9:00 bis 12:30 Uhr – nach Anmeldung"
    assert rows["Dienstag"] == "geschlossen"
    place = " ".join(main.select_one('[aria-labelledby="orte"] li').get_text(" ").split())
    assert place.startswith("Markt 1, Haldensleben Sprachen dort: Arabisch")
    assert main.select_one('a[href="geo:52.29,11.41"]')


def test_a_correction_by_staff_is_told_with_its_reason(session, county, read):
    shown = first_offer(session, county)
    staff = make.steering(session)
    source = make.store(
        session, Source(kind=SourceKind.PERSON, person_id=staff.id, reason="Am Telefon")
    )
    layer = OfferLayer(
        lasting_id=shown.lasting_id, column="hours", original="", value={"text": ""},
        reason="Am Telefon",
        source_id=source.id, made_at=clock.now(),
    )  # fmt: skip
    make.store(session, layer)

    text = read(f"/angebote/{shown.lasting_id}").main.text

    assert "Von der Verwaltung am" in text
    assert "(Zeiten): Am Telefon" in text


@pytest.mark.parametrize("who", ["visitor", "member", "staff"])
def test_pages_cost_at_most_8_statements_however_many_offers_there_are(
    session, as_user, statements, who
):
    organisation = make.organisation(session)
    user = {
        "visitor": lambda: None,
        "member": lambda: make.member(session, of=organisation),
        "staff": lambda: make.steering(session),
    }[who]()

    def costs(number):
        says(session, wave(session), organisation, *(offer(f"Kurs {n}") for n in range(number)))
        shown = first_offer(session, organisation)
        session.commit()
        found = {}
        for path in (
            "/angebote/",
            "/angebote/?ort=Barleben&umkreis=20&offen=1",
            "/angebote/?druck=1",
            f"/angebote/{shown.lasting_id}",
        ):
            client = as_user(user)
            client.get("/healthz")
            with statements() as seen:
                assert client.get(path).status_code == 200
            found[path.replace(str(shown.lasting_id), "")] = len(seen)
        return found

    costs(1)
    few, many = costs(10), costs(100)

    assert few == many
    assert max(many.values()) <= 8, many
