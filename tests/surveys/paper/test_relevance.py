"""When a question is asked, in words."""

import pytest

from ikparticipation.surveys.paper.numbering import numbering
from ikparticipation.surveys.paper.relevance import dependencies, relevance_in_words
from ikparticipation.surveys.paper.speech import Speech
from ikparticipation.surveys.xlsform.questionnaire import Formula
from tests.surveys.paper.forms import KINDS, YES_NO, form, question, repeat, section

FORM = form(
    section(
        "eins",
        question("name"),
        question("alter", "integer"),
        question("anteil", "decimal"),
        question("seit", "date"),
        question("hat", "select_one", choices=YES_NO),
        question("arten", "select_multiple", choices=KINDS),
        question("einig", "acknowledge"),
        question("stufe", "calculate", calculation="${alter} + ${anteil}"),
        question("doppelt", "calculate", calculation="${stufe} * 2"),
        question("fest", "hidden"),
        repeat("zeile", question("wert", "integer")),
    )
)
NUMBERS = numbering(FORM)
GERMAN = Speech("de", "de")

RULES = [
    ("${hat} = 'ja'", "Nur wenn Sie bei 1.5 „Ja“ angekreuzt haben."),
    ("'ja' = ${hat}", "Nur wenn Sie bei 1.5 „Ja“ angekreuzt haben."),
    ("${hat} != 'ja'", "Nur wenn Sie bei 1.5 nicht „Ja“ angekreuzt haben."),
    ("not(${hat} = 'ja')", "Nur wenn Sie bei 1.5 nicht „Ja“ angekreuzt haben."),
    ("not(not(${hat} = 'ja'))", "Nur wenn Sie bei 1.5 „Ja“ angekreuzt haben."),
    ("selected(${arten}, 'kurs')", "Nur wenn Sie bei 1.6 „Sprachkurs“ angekreuzt haben."),
    (
        "not(selected(${arten}, 'kurs'))",
        "Nur wenn Sie bei 1.6 nicht „Sprachkurs“ angekreuzt haben.",
    ),
    (
        "selected(${arten}, 'kurs') or selected(${arten}, 'treff') or selected(${arten}, 'other')",
        "Nur wenn Sie bei 1.6 „Sprachkurs“, „Treff“ oder „Anderes“ angekreuzt haben.",
    ),
    (
        "${hat} = 'ja' and selected(${arten}, 'kurs')",
        "Nur wenn Sie bei 1.5 „Ja“ angekreuzt haben und Sie bei 1.6 „Sprachkurs“ angekreuzt haben.",
    ),
    (
        "${hat} = 'ja' and (${alter} > 5 or ${einig} = 'OK')",
        (
            "Nur wenn Sie bei 1.5 „Ja“ angekreuzt haben und (Ihre Antwort auf 1.2 mehr als 5 ist "
            "oder Sie Frage 1.7 angekreuzt haben)."
        ),
    ),
    (
        "not(${hat} = 'ja' and ${einig} = 'OK') and ${alter} = 3",
        (
            "Nur wenn (Sie bei 1.5 nicht „Ja“ angekreuzt haben oder Sie Frage 1.7 nicht angekreuzt "
            "haben) und Ihre Antwort auf 1.2 genau 3 ist."
        ),
    ),
    ("${alter} = 5", "Nur wenn Ihre Antwort auf 1.2 genau 5 ist."),
    ("${alter} != 5", "Nur wenn Ihre Antwort auf 1.2 nicht 5 ist."),
    ("${alter} < 5", "Nur wenn Ihre Antwort auf 1.2 weniger als 5 ist."),
    ("5 < ${alter}", "Nur wenn Ihre Antwort auf 1.2 mehr als 5 ist."),
    ("not(${alter} < 5)", "Nur wenn Ihre Antwort auf 1.2 mindestens 5 ist."),
    ("${alter} <= 1200", "Nur wenn Ihre Antwort auf 1.2 höchstens 1.200 ist."),
    ("${anteil} >= '0.5'", "Nur wenn Ihre Antwort auf 1.3 mindestens 0,5 ist."),
    ("${alter} > -1", "Nur wenn Ihre Antwort auf 1.2 mehr als -1 ist."),
    ("${seit} > '2025-03-01'", "Nur wenn Ihre Antwort auf 1.4 nach dem 1. März 2025 liegt."),
    (
        "${seit} <= date('2025-03-01')",
        "Nur wenn Ihre Antwort auf 1.4 nicht nach dem 1. März 2025 liegt.",
    ),
    ("${name} = 'Verein'", "Nur wenn Ihre Antwort auf 1.1 „Verein“ lautet."),
    ("${name} != 'Verein'", "Nur wenn Ihre Antwort auf 1.1 nicht „Verein“ lautet."),
    ("${name} = ''", "Nur wenn Sie Frage 1.1 nicht beantwortet haben."),
    ("${name} != ''", "Nur wenn Sie Frage 1.1 beantwortet haben."),
    ("string-length(${name}) > 0", "Nur wenn Sie Frage 1.1 beantwortet haben."),
    ("string-length(${name}) = 0", "Nur wenn Sie Frage 1.1 nicht beantwortet haben."),
    ("${einig} = 'OK'", "Nur wenn Sie Frage 1.7 angekreuzt haben."),
    (
        "count-selected(${arten}) >= 2",
        "Nur wenn die Zahl Ihrer Kreuze bei 1.6 mindestens 2 ist.",
    ),
    ("count(${zeile}) > 1", "Nur wenn die Zahl Ihrer Einträge bei 1.8 mehr als 1 ist."),
    ("true()", ""),
]
ONE = "Gilt nicht für alle: Es hängt von Ihrer Antwort auf %s ab. Im Zweifel antworten Sie bitte."
SEVERAL = (
    "Gilt nicht für alle: Es hängt von Ihren Antworten auf %s ab. Im Zweifel antworten Sie bitte."
)
NOT_IN_WORDS = [
    ("string-length(${name}) > 3", ONE % "1.1"),
    ("${hat} = 'gibt es nicht'", ONE % "1.5"),
    ("selected(${arten}, ${hat})", SEVERAL % "1.5, 1.6"),
    ("${alter} > ${anteil}", SEVERAL % "1.2, 1.3"),
    ("${hat} = 'ja' and contains(${name}, 'x')", SEVERAL % "1.1, 1.5"),
    ("${alter} = 'viele'", ONE % "1.2"),
    ("${seit} < today()", ONE % "1.4"),
    ("${seit} = 'gestern'", ONE % "1.4"),
    ("${name} > 'a'", ONE % "1.1"),
    ("${doppelt} > 4", SEVERAL % "1.2, 1.3"),
    ("${fest} = 'x'", "Gilt nicht für alle. Im Zweifel antworten Sie bitte."),
    ("false()", "Gilt nicht für alle. Im Zweifel antworten Sie bitte."),
    ("${alter} = 1 = 1", ONE % "1.2"),
]


def said(source, speech=GERMAN):
    return relevance_in_words(Formula(source), FORM, NUMBERS, speech)


@pytest.mark.parametrize(("source", "words"), RULES, ids=[source for source, _ in RULES])
def test_the_usual_shapes_have_words(source, words):
    assert said(source) == words


@pytest.mark.parametrize(("source", "words"), NOT_IN_WORDS, ids=[s for s, _ in NOT_IN_WORDS])
def test_any_other_shape_is_not_guessed_but_names_what_it_hangs_on(source, words):
    assert said(source) == words


def test_what_is_always_asked_needs_no_words():
    assert relevance_in_words(None, FORM, NUMBERS, GERMAN) == ""


def test_a_formula_that_is_none_is_told_as_one_that_has_no_words():
    assert said("${hat} = ") == "Gilt nicht für alle. Im Zweifel antworten Sie bitte."


def test_the_choice_is_named_in_the_language_of_the_questionnaire():
    assert "„نعم“" in said("${hat} = 'ja'", Speech("ar", "de"))


def test_what_is_computed_is_traced_to_what_is_asked():
    assert dependencies(Formula("${doppelt} > 4"), FORM) == ["alter", "anteil", "stufe", "doppelt"]
