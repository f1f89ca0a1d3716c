"""The county's standard questionnaire: short, and complete for the inventory."""

from datetime import UTC, datetime

import pytest

from ikparticipation.surveys.questionnaires.catalogues import shipped_catalogues
from ikparticipation.surveys.xlsform.check import check
from ikparticipation.surveys.xlsform.checking import minutes
from ikparticipation.surveys.xlsform.engine import State
from ikparticipation.surveys.xlsform.questionnaire import Publish, QuestionType
from ikparticipation.surveys.xlsform.targets import ROWS, TARGETS, is_county
from ikparticipation.surveys.xlsform.vocabulary import VOCABULARIES
from tests.surveys.questionnaires.shipped import questionnaire, with_rows
from tests.surveys.xlsform.forms import A

NOT_ASKED = {
    *("organisation.municipality", "offer.email"),
    *("offer.capacity_unit", "offer.languages_note"),
}
STANDARD = questionnaire("standard")
NOW = datetime(2027, 3, 12, 12, tzinfo=UTC)
QUESTIONS = {placed.question.name: placed.question for placed in STANDARD.placed}


def state(offer=None, partner=None, **answers):
    rows = {
        "angebot": [{"id": A, "answers": offer}] if offer is not None else [],
        "kooperation": [{"id": A, "answers": partner}] if partner is not None else [],
    }
    return State.of(STANDARD, {"answers": answers, "rows": rows}, now=NOW)


def test_its_sections():
    sections = STANDARD.sections

    assert STANDARD.title == "Beratungs- und Netzwerkstruktur"
    assert STANDARD.languages == ("de", "en")
    assert [section.labels["de"] for section in sections] == [
        "Ihre Organisation",
        "Ihre Beratungs- und Unterstützungsangebote",
        "Ihre Kooperationspartner",
        "Gremien und Netzwerke",
        "Bedarfe und Ausblick",
    ]
    assert [repeat.inventory for section in sections for repeat in section.repeats] == [
        "offer",
        "tie",
        "network",
    ]


def test_it_is_short_and_little_of_it_is_required():
    asked = [question for question in QUESTIONS.values() if question.is_asked]

    assert len(asked) == 45
    assert {question.inventory for question in asked if question.required} == {
        "organisation.municipalities",
        "organisation.public",
        "offer.name",
        "offer.fields",
        "offer.municipalities",
        "tie.partner",
        "network.name",
    }


def test_two_offers_and_three_partners_take_a_quarter_of_an_hour():
    usual, everything = minutes(with_rows(STANDARD, angebot=2, kooperation=3))

    assert usual <= 15
    assert everything <= 20


def test_it_answers_everything_the_inventory_can_take():
    asked = {question.inventory for question in QUESTIONS.values()}

    assert set(TARGETS) - asked == NOT_ASKED
    assert set(ROWS.values()) <= asked


def test_a_partner_is_looked_up_in_the_register():
    assert [name for name, question in QUESTIONS.items() if question.partner] == ["partner_name"]


def test_its_choices_are_the_vocabularies_and_the_catalogue_with_the_whole_county_first():
    catalogues = shipped_catalogues()

    for question in QUESTIONS.values():
        names = [choice.name for choice in question.choices]
        if question.inventory in VOCABULARIES:
            assert names == list(VOCABULARIES[question.inventory])
        elif question.catalogue is not None:
            known = [choice.name for choice in catalogues[question.catalogue]]
            more = names[: -len(known)]
            assert names[-len(known) :] == known
            assert list(map(is_county, more)) == ([True] if len(known) == 34 else [])


def test_every_name_of_the_first_version_goes_on_as_identity():
    assert all(
        question.identity == question.name
        for question in QUESTIONS.values()
        if question.type is not QuestionType.NOTE
    )


def test_views_and_numbers_are_never_shown_with_the_name():
    shown = {name for name, q in QUESTIONS.items() if q.publish is Publish.PUBLIC}

    assert shown.isdisjoint({"hauptamtliche", "ehrenamtliche", "verzeichnis", "ausblick"})
    assert not any(name.startswith("bedarf_") for name in shown)


@pytest.mark.parametrize(
    ("name", "answers", "is_asked"),
    [
        ("telefon", {"verzeichnis": "yes"}, True),
        ("telefon", {"verzeichnis": "no"}, False),
        ("email", {}, False),
    ],
    ids=["in the directory", "not in the directory", "not decided yet"],
)
def test_contact_is_asked_of_those_who_want_to_be_found(name, answers, is_asked):
    assert state(**answers).is_relevant(name) is is_asked


@pytest.mark.parametrize(
    ("name", "offer", "is_asked"),
    [
        ("angebot_orte", {"angebot_form": ["on_site", "online"]}, True),
        ("angebot_orte", {"angebot_form": ["outreach"]}, True),
        ("angebot_orte", {"angebot_form": ["phone", "online"]}, False),
        ("angebot_plaetze", {"angebot_art": "course"}, True),
        ("angebot_plaetze", {"angebot_art": "material_help"}, False),
        ("angebot_plaetze_frei", {"angebot_plaetze": 12}, True),
        ("angebot_plaetze_frei", {}, False),
        ("angebot_gefoerdert_bis", {"angebot_finanzierung": ["own"]}, False),
        ("angebot_gefoerdert_bis", {"angebot_finanzierung": ["own", "state"]}, True),
        ("angebot_gefoerdert_bis", {}, False),
        ("angebot_telefon", {"angebot_zugang": "registration"}, True),
        ("angebot_telefon", {"angebot_zugang": "open"}, False),
        ("angebot_ausgelaufen", {"angebot_finanzierung": ["eu"],
                                 "angebot_gefoerdert_bis": "2027-03-11"}, True),
        ("angebot_ausgelaufen", {"angebot_finanzierung": ["eu"],
                                 "angebot_gefoerdert_bis": "2027-03-12"}, False),
    ],
    ids=[
        "the place of what is also on site",
        "the place of those who come to people",
        "no place on the telephone",
        "the places of a course",
        "no places for donated goods",
        "how many of the places are free",
        "nothing free where no places were told",
        "no end of one's own money",
        "the end of money of others",
        "no end where nothing is said about money",
        "a number where people register",
        "no number where everybody may come",
        "a hint when the money has ended",
        "no hint on the last day",
    ],
)  # fmt: skip
def test_of_an_offer_is_asked_what_concerns_it(name, offer, is_asked):
    assert state(offer, verzeichnis="yes").is_relevant(name, A) is is_asked


@pytest.mark.parametrize(
    ("name", "good", "bad"),
    [
        ("telefon", "+49 3904 7240-0", "Herr Müller"),
        ("email", "kontakt@ihr-verein.de", "kontakt@verein"),
        ("webseite", "https://www.ihr-verein.de/start", "keine"),
        ("hauptamtliche", 0, -1),
        ("ehrenamtliche", 10_000, 100_000),
        ("bedarf_handlungsfelder", ["bildung", "sport"],
         ["bildung", "erwerbsleben", "sport", "gesundheit"]),
    ],
    ids=["telephone", "mail", "website", "staff", "volunteers", "three fields at most"],
)  # fmt: skip
def test_what_cannot_be_meant_is_told_at_its_question(name, good, bad):
    told = [
        {problem.question for problem in check(state(verzeichnis="yes", **{name: value}))}
        for value in (good, bad)
    ]

    assert [name in each for each in told] == [False, True]


@pytest.mark.parametrize(
    ("name", "good", "bad"),
    [
        ("angebot_plaetze", 1, 0),
        ("angebot_gefoerdert_bis", "2026-12-31", "2206-12-31"),
        ("angebot_gefoerdert_bis", "2045-12-31", "0206-12-31"),
        ("angebot_webseite", "www.ihr-verein.de/sprachcafe", "siehe oben"),
    ],
    ids=["places", "money that has ended may be said", "a year too early", "website"],
)
def test_what_cannot_be_meant_is_told_at_its_offer(name, good, bad):
    offer = {"angebot_finanzierung": ["eu"], "angebot_zugang": "registration"}
    told = [
        {p.question for p in check(state(offer | {name: value}, verzeichnis="yes"))}
        for value in (good, bad)
    ]

    assert [name in each for each in told] == [False, True]


@pytest.mark.parametrize(
    ("name", "words"), [("Sprachcafé", "Wann gibt es „Sprachcafé“?"), (None, "Wann gibt es „…“?")]
)
def test_a_row_is_asked_about_by_its_name(name, words):
    offer = {"angebot_name": name} if name else {}

    said = state(offer)

    assert said.words(QUESTIONS["angebot_zeiten"], "label", "de", A) == words


def test_in_the_end_it_says_what_was_entered():
    rows = [{"id": f"{A[:-1]}{n}", "answers": {"angebot_plaetze": n}} for n in (2, 3)]
    document = {"answers": {}, "rows": {"angebot": rows, "kooperation": []}}

    said = State.of(STANDARD, document, now=NOW).words(QUESTIONS["danke"], "label", "de")

    assert "Angebote: 2, Plätze zusammen: 5, Partner: 0." in said
