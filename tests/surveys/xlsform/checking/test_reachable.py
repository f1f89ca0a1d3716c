"""Questions that nobody gets to see."""

import pytest

from tests.surveys.xlsform.checking.forms import cell, found, line

COLOUR = line("select_one farben", "farbe")
COLOURS = line("select_multiple farben", "toene")
NUMBER = line("integer", "zahl")
DAY = line("date", "tag")
TEXT = line("text", "wort")
SUM = line("calculate", "doppelt", "", calculation="${zahl} * 2", publish="public")
OFFERS = (
    line("begin_repeat", "angebot"),
    line("text", "titel"),
    line("integer", "plaetze"),
    line("end_repeat"),
)
ASKED = (COLOUR, COLOURS, NUMBER, DAY, TEXT, SUM, *OFFERS)


def of_relevance(condition, *more):
    """Return what is said of a last question with this condition."""
    return found(*ASKED, *more, line("text", "zuletzt", relevant=condition))


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        # constants
        ("false()", "Die Bedingung „false()“ ist immer falsch."),
        ("1 = 2", "ist immer falsch."),
        ("'a' = 'b' or 2 > 3", "ist immer falsch."),
        # choices that are not in the list
        (
            "${farbe} = 'gruen'",
            "Keine Antwort auf farbe macht die Bedingung „${farbe} = 'gruen'“ wahr",
        ),
        ("selected(${toene}, 'gruen')", "Keine Antwort auf toene"),
        # comparisons that contradict each other
        ("${farbe} = 'rot' and ${farbe} = 'blau'", "Keine Antwort auf farbe"),
        ("${zahl} > 5 and ${zahl} < 5", "Keine Antwort auf zahl"),
        ("${zahl} > 5 and ${zahl} < 6", "Keine Antwort auf zahl"),
        ("${farbe} = 'rot' and ${zahl} >= 3 and ${zahl} < 2", "Keine Antwort auf zahl"),
        ("${tag} > '2030-01-01' and ${tag} < '2029-12-31'", "Keine Antwort auf tag"),
        ("${wort} = 'ja' and ${wort} = 'nein'", "Keine Antwort auf wort"),
        ("string-length(${wort}) > 20000", "Keine Antwort auf wort"),
        ("${farbe} = 'rot' and not(${farbe} = 'rot' or ${farbe} = '')", "Keine Antwort auf farbe"),
        ("count-selected(${toene}) > 2", "Keine Antwort auf toene"),
    ],
)
def test_what_can_never_be_shown_is_an_error(condition, words):
    errors = [finding for finding in of_relevance(condition) if finding[0] == "error"]

    [(_, place, text)] = errors
    assert place == cell(len(ASKED) + 1, "relevant")
    assert "„zuletzt“ wird nie gezeigt" in text
    assert words in text


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        # arithmetic, and functions of which not all values can be tried
        ("${zahl} mod 97 = 96.5", "Fragen: zahl"),
        ("${doppelt} = 7", "Fragen: zahl"),
        ("sum(${plaetze}) < -1000000000000000", "Fragen: plaetze"),
        ("contains(${wort}, 'xyzzy') and starts-with(${wort}, 'plugh')", "Fragen: wort"),
    ],
)
def test_what_was_looked_for_in_vain_is_a_warning_that_says_what_was_tried(condition, words):
    at = cell(len(ASKED) + 1, "relevant")

    [(severity, text)] = [(f[0], f[2]) for f in of_relevance(condition) if f[1] == at]

    assert severity == "warning"
    assert "Wir haben keine Antworten gefunden, bei denen „zuletzt“ gezeigt wird" in text
    assert words in text


@pytest.mark.parametrize(
    "condition",
    [
        "true()",
        "${farbe} = 'rot'",
        "${farbe} != 'rot'",
        "${farbe} = ''",
        "not(selected(${toene}, 'rot'))",
        "selected(${toene}, 'rot') and selected(${toene}, 'blau')",
        "${zahl} > 5 and ${zahl} < 7",
        "${zahl} >= 123456 and ${zahl} <= 123456",
        "${doppelt} = 84",
        "${zahl} + 3 = 45",
        "${tag} > '2030-01-01' and ${tag} < '2030-01-03'",
        "${tag} <= today()",
        "${tag} > today() + 30",
        "regex(${wort}, '^[0-9]{5}$')",
        "string-length(${wort}) = 77",
        "count(${angebot}) > 3",
        "count(${angebot}) = 0",
        "sum(${plaetze}) > 100",
        "${farbe} = 'rot' and ${zahl} > 3 and selected(${toene}, 'blau') and ${wort} = 'ja'",
        "random() < 0.5",
        "if(${farbe} = 'rot', ${zahl} > 3, ${wort} != '')",
        "coalesce(${wort}, 'x') = 'x'",
        "../zahl > 5",
    ],
)
def test_what_some_answers_lead_to_is_not_complained_about(condition):
    assert of_relevance(condition) == []


def test_what_depends_only_on_something_never_shown_is_told_with_it():
    findings = found(
        COLOUR,
        line("text", "eins", relevant="false()"),
        line("text", "zwei", relevant="${eins} = 'ja'"),
        line("text", "drei", relevant="${eins} = ''"),
    )

    assert [(severity, place) for severity, place, _ in findings] == [
        ("error", cell(2, "relevant")),
        ("error", cell(3, "relevant")),
        ("error", cell(4, "relevant")),
    ]
    assert "hängt von eins ab, und das wird selbst nie gezeigt" in findings[1][2]


def test_a_question_against_its_group_is_an_error_though_either_alone_would_do():
    findings = found(
        NUMBER,
        line("begin_group", "gruppe", relevant="${zahl} > 5"),
        line("text", "a"),
        line("text", "b", relevant="${zahl} < 5"),
        line("end_group"),
    )

    [(severity, place, text)] = findings
    assert (severity, place) == ("error", cell(4, "relevant"))
    assert "widerspricht der von gruppe" in text


def test_what_is_inside_of_a_hidden_group_is_not_told_again():
    findings = found(
        NUMBER,
        line("begin_group", "gruppe", relevant="false()"),
        line("text", "a", relevant="${zahl} = 1"),
        line("text", "b", relevant="false()"),
        line("end_group"),
    )

    assert [place for _, place, _ in findings] == [cell(2, "relevant")]


def test_answers_of_questions_that_need_answers_themselves_are_found():
    findings = found(
        COLOUR,
        line("integer", "eins", relevant="${farbe} = 'blau'"),
        line("integer", "zwei", relevant="${eins} > 40"),
        line("text", "drei", relevant="${zwei} = 7 and ${eins} != 41"),
    )

    assert findings == []


def test_a_comparison_with_a_choice_that_is_not_there_names_the_nearest():
    [first, *_] = of_relevance("${farbe} = 'rott' or ${zahl} = 1")

    assert first == (
        "warning",
        cell(len(ASKED) + 1, "relevant"),
        "„rott“ gehört nicht zu den Antworten auf „farbe“. Meinten Sie „rot“?",
    )


def test_the_list_is_shown_when_no_choice_is_near():
    [first, *_] = of_relevance("${farbe} = 'xyzzy' or ${zahl} = 1")

    assert first[2] == "„xyzzy“ gehört nicht zu den Antworten auf „farbe“. Möglich sind: rot, blau."


def test_what_hangs_on_the_day_alone_is_only_said_not_to_have_come_up():
    [(severity, place, text)] = of_relevance("today() < '2020-01-01'")

    assert (severity, place) == ("warning", "Datei")
    assert text.startswith("In 20 Testdurchläufen kam das nicht vor: zuletzt.")
