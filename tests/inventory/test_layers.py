"""Staff put places and hours right; what the organisation said stays, and it hears of it."""

import pytest
from sqlalchemy import select

from ikparticipation import clock
from ikparticipation.errors import InvalidError, NotAllowedError
from ikparticipation.inventory import services
from ikparticipation.inventory.layering import OfferCorrection, layered
from ikparticipation.inventory.models import Derivation, Offer, OfferHours, OfferLayer, OfferPlace
from ikparticipation.inventory.services import layers
from ikparticipation.inventory.timetable import read
from ikparticipation.inventory.whereabouts import Place
from ikparticipation.mail import OutgoingMail
from tests import make
from tests.inventory.test_rebuilding import everything, forget_everything
from tests.make_inventory import BARLEBEN, HALDENSLEBEN, offer, says, wave

NAMES = {HALDENSLEBEN: "Haldensleben", BARLEBEN: "Barleben"}
RIGHT = Place(address="Lange Straße 5", ags=BARLEBEN, latitude=52.2, longitude=11.6)


@pytest.fixture
def said(session):
    """An offer in two places, with its organisation, its row and its wave."""
    asked, organisation = wave(session), make.organisation(session)
    row = offer("Beratung", places="Am Markt 1, Haldensleben", hours="nach Vereinbarung")
    says(session, asked, organisation, row)
    return asked, organisation, row


def correct(session, **given):
    stored = session.scalars(select(Offer).where(Offer.current)).one()
    default = {
        "places": [RIGHT],
        "rules": read("Mo 9–12 Uhr").rules,
        "names": NAMES,
        "reason": "Anruf am 3. März",
        "actor": make.steering(session),
        "at": clock.now(),
    }
    made = layers.correct_offer(session, stored, **default | given)
    session.commit()
    return made


def shown(session):
    """What the directory says: texts of places and hours, municipalities, and opening times."""
    session.rollback()
    session.expire_all()
    stored = session.scalars(select(Offer).where(Offer.current)).one()
    where = session.scalars(select(OfferPlace.ags).where(OfferPlace.offer_id == stored.id)).all()
    when = session.scalars(select(OfferHours.opens).where(OfferHours.offer_id == stored.id)).all()
    return stored.places, stored.hours, where, when


BEFORE = ("Am Markt 1, Haldensleben", "nach Vereinbarung", [HALDENSLEBEN], [])
AFTER = ("Lange Straße 5", "Mo 9–12 Uhr", [BARLEBEN], [540])


def test_a_correction_stands_in_the_directory_and_the_answer_stays(session, said, work):
    made = correct(session)
    work()

    assert shown(session) == AFTER
    assert [layer.original for layer in made] == [BEFORE[0], BEFORE[1]]
    assert "lange strasse" in session.scalars(select(Offer.search_text)).one()
    run = session.scalars(select(Derivation)).one()
    assert set(run.corrections) == {str(layer.id) for layer in made}


def test_it_holds_when_the_same_is_answered_again_and_in_the_next_rebuild(session, said, work):
    asked, organisation, row = said
    correct(session)
    work()

    says(session, asked, organisation, row)
    grown = everything(session)
    forget_everything(session)
    services.rebuild(session)
    session.commit()

    assert shown(session) == AFTER
    assert everything(session) == grown


def test_what_the_organisation_answers_anew_counts_again(session, said, work):
    asked, organisation, row = said
    correct(session)
    work()

    row["answers"]["offer_places"] = "Dorfstraße 2, Barleben"
    says(session, asked, organisation, row)

    assert shown(session) == ("Dorfstraße 2, Barleben", AFTER[1], [BARLEBEN], AFTER[3])


def test_a_withdrawn_correction_leaves_no_trace(session, said, work):
    before = everything(session)
    made = correct(session)
    work()

    for layer in made:
        layers.withdraw_layer(session, layer.id, actor=make.steering(session), at=clock.now())
    work()

    assert shown(session) == BEFORE
    assert everything(session)["offer"] == before["offer"]


def test_a_second_correction_takes_the_place_of_the_first(session, said, work):
    correct(session)
    work()
    correct(session, places=[RIGHT, Place(address="", ags=HALDENSLEBEN)])
    work()

    assert shown(session)[0] == "Lange Straße 5\nHaldensleben"
    held = session.scalars(select(OfferLayer).where(OfferLayer.withdrawn_at.is_(None))).all()
    assert {layer.column: layer.original for layer in held} == {
        "places": BEFORE[0],
        "hours": BEFORE[1],
    }


def test_representatives_hear_what_was_put_right_and_why(session, said, work):
    person = make.member(session, of=said[1])

    correct(session)
    work()

    mails = session.scalars(select(OutgoingMail).where(OutgoingMail.to == person.email)).all()
    assert len(mails) == 2
    assert all("Anruf am 3. März" in mail.body for mail in mails)
    assert any("Lange Straße 5" in mail.body and BEFORE[0] in mail.body for mail in mails)


def test_without_a_reason_or_a_change_or_the_right_nothing_is_corrected(session, said):
    with pytest.raises(InvalidError):
        correct(session, reason=" ")
    with pytest.raises(InvalidError):
        correct(session, places=[Place(address=BEFORE[0], ags=HALDENSLEBEN)], rules=())
    with pytest.raises(NotAllowedError):
        correct(session, actor=make.user(session))

    assert session.scalars(select(OfferLayer)).all() == []


def test_what_is_internal_stays_internal_when_it_is_corrected(session, work):
    in_wave = wave(session, levels={"offer.places": "internal"})
    says(session, in_wave, None, offer(places="Frauenhaus", hours="nach Vereinbarung"))

    correct(session)
    work()

    stored = session.scalars(select(Offer)).one()
    assert (stored.places, stored.withheld["places"]) == ("", "Lange Straße 5")
    assert session.scalars(select(OfferPlace.publish)).one() == "internal"
    assert "lange" not in stored.search_text


def page_of(session):
    lasting_id = session.scalars(select(Offer.lasting_id).where(Offer.current)).one()
    session.commit()
    return f"/verwaltung/bestand/angebote/{lasting_id}/berichtigen"


def test_staff_correct_it_on_a_page_and_everybody_reads_the_reason(session, said, as_user, work):
    staff, path = make.steering(session), page_of(session)
    page = as_user(staff).get(path)
    fields = {
        "places-0-address": "Lange Straße 5",
        "places-0-ags": BARLEBEN,
        "places-0-languages": "Arabisch, russisch",
        "places-0-hours": "Di 14–18 Uhr",
        "places-0-point": "52.2, 11.6",
        "places-0-note": "Hinterhaus",
        "hours": "Mo 9–12 Uhr",
        "reason": "Anruf am 3. März",
    }

    answer = as_user(staff).post(path, data=fields)
    work()

    assert page.status_code == 200
    assert 'value="Am Markt 1, Haldensleben"' in page.text
    assert answer.status_code == 303
    place = session.scalars(select(OfferPlace)).one()
    assert (place.address, place.languages, place.note) == (
        "Lange Straße 5", ["ar", "ru"], "Hinterhaus",
    )  # fmt: skip
    hours = session.execute(select(OfferHours.number, OfferHours.opens)).all()
    assert {tuple(row) for row in hours} == {(None, 540), (1, 840)}
    public = as_user().get(answer.headers["Location"]).text
    assert "Von der Verwaltung" in public
    assert "Anruf am 3. März" in public


WRONG = {
    "hours that cannot be read": ("hours", "ab und zu"),
    "hours of a place that cannot be read": ("places-0-hours", "vormittags"),
    "a language nobody knows": ("places-0-languages", "Elbisch"),
    "no point on the earth": ("places-0-point", "120, 400"),
    "no reason": ("reason", " "),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_told_and_nothing_typed_is_lost(session, said, as_user, case):
    name, value = WRONG[case]
    fields = {"places-0-address": "Lange Straße 5", "hours": "", "reason": "Anruf"}

    answer = as_user(make.steering(session)).post(page_of(session), data=fields | {name: value})

    assert answer.status_code == 422
    assert 'value="Lange Straße 5"' in answer.text
    assert session.scalars(select(OfferLayer)).all() == []


def test_a_correction_is_taken_back_with_one_click(session, said, as_user, work):
    path = f"/verwaltung/bestand/berichtigungen/{correct(session)[0].id}/zurueck"
    work()
    visitor = as_user(make.steering(session))

    page = visitor.get(page_of(session)).text
    answer = visitor.post(path)
    work()

    assert "Bisher berichtigt" in page
    assert answer.status_code == 303
    assert shown(session)[0] == BEFORE[0]


def test_a_layer_counts_only_for_the_words_it_was_made_for():
    from tests.inventory.test_derive import offers_of  # noqa: PLC0415

    (row,) = offers_of(offer(places="Am Markt 1"))
    value = {"text": "Dorfstraße 2", "places": []}

    held, counted = layered(row, [OfferCorrection("a", "places", "Am Markt 1", value)])
    other, none = layered(row, [OfferCorrection("a", "places", "Am Markt 2", value)])

    assert (held.texts["places"], len(counted)) == ("Dorfstraße 2", 1)
    assert (other, list(none)) == (row, [])
