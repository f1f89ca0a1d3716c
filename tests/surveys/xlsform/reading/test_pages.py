"""Which pages a form has: its top-level groups, and the questions that stand between them."""

import pytest

from ikparticipation.surveys.xlsform.reading.pages import heading
from tests.surveys.xlsform.workbooks import compiled, form_of, line, warnings_in


def group(name, *inside, label="G"):
    return (line("begin_group", name, label), *inside, line("end_group"))


def shape(*lines):
    """Return the pages with their questions: g(a b) nach_g(c)."""
    sections = compiled(form_of(*lines)).sections
    return " ".join(f"{s.name}({' '.join(q.name for q in s.questions)})" for s in sections)


def text(name):
    return line("text", name, name.upper())


def calculate(name):
    return line("calculate", name, calculation="1 + 1")


@pytest.mark.parametrize(
    ("lines", "pages"),
    [
        ((text("a"), text("b")), "allgemein(a b)"),
        ((text("a"), *group("g", text("b"))), "allgemein(a) g(b)"),
        ((*group("g", text("a")), text("b")), "g(a) nach_g(b)"),
        (
            (text("a"), *group("g", text("b")), text("c"), text("d"), *group("h", text("e"))),
            "allgemein(a) g(b) nach_g(c d) h(e)",
        ),
        # a repeat is a page as a group is
        (
            (line("begin_repeat", "r", "R"), text("a"), line("end_repeat"), text("b")),
            "r() nach_r(b)",
        ),
        # a name that is taken
        (
            (*group("g", text("a")), text("b"), *group("nach_g", text("c"))),
            "g(a) nach_g_(b) nach_g(c)",
        ),
        # what only calculates makes no page where there is another
        ((text("a"), *group("g", text("b")), calculate("c")), "allgemein(a c) g(b)"),
        ((calculate("c"), *group("g", text("b")), text("a")), "g(b) nach_g(c a)"),
        (
            (*group("g", text("a")), text("b"), *group("h", text("c")), calculate("d")),
            "g(a) nach_g(b d) h(c)",
        ),
        ((*group("g", text("a")), calculate("b")), "g(a) nach_g(b)"),
    ],
    ids=[
        "no groups at all",
        "before the first group",
        "behind the last one",
        "between two",
        "behind a repeat",
        "its name is taken",
        "a calculation goes to the page before it",
        "or to the one behind it",
        "to the last one before it",
        "and alone where there is none",
    ],
)
def test_questions_outside_of_groups_are_asked_where_they_stand(lines, pages):
    assert shape(*lines) == pages


def test_the_name_of_such_a_page_does_not_change_when_others_come():
    before = (*group("g", text("a")), text("b"))
    after = (text("x"), *group("new", text("y")), text("z"), *before)

    assert shape(*before).split(" ")[-1] == shape(*after).split(" ")[-1] == "nach_g(b)"


def test_questions_outside_of_groups_are_told_once():
    lines = (text("x"), *group("g", text("a")), text("b"), *group("h", text("c")), text("d"))

    assert warnings_in(form_of(*lines)) == [
        (
            "Blatt „survey“, Zeile 6, Spalte B",
            (
                "Die Frage „b“ steht in keiner Gruppe. "
                "Fragen ohne Gruppe bilden eigene Abschnitte dort, wo sie stehen."
            ),
        )
    ]


def test_a_page_without_a_heading_has_its_number_and_that_is_told():
    data = form_of(*group("g", text("a")), *group("h", text("b"), label=""), text("c"))

    found = compiled(data).sections

    assert [section.labels["de"] for section in found] == ["G", "Abschnitt 2", "Abschnitt 3"]
    assert warnings_in(data)[0] == (
        "Blatt „survey“, Zeile 5, Spalte C",
        (
            "„h“ hat keine Überschrift. Der Abschnitt heißt deshalb nur nach seiner Nummer. "
            "Bitte füllen Sie die Spalte „label“ aus."
        ),
    )


@pytest.mark.parametrize(
    ("languages", "words"),
    [
        (("de", "en"), {"de": "Abschnitt 2", "en": "Section 2"}),
        (("pt-BR",), {"pt-BR": "Secção 2"}),
        (("am", "ar"), {"ar": "القسم 2"}),
        (("am",), {"am": "Section 2"}),
    ],
    ids=["those of the form", "of a country", "those we know", "English where we know none"],
)
def test_its_number_is_said_in_the_languages_of_the_form(languages, words):
    assert heading(2, languages) == words


def test_paths_lead_to_what_stands_between_groups():
    questionnaire = compiled(
        form_of(
            *group("g", text("a")),
            text("b"),
            line("text", "c", "C", relevant="/data/b = /data/g/a"),
        )
    )

    assert questionnaire.section("nach_g").is_loose
    assert not questionnaire.section("g").is_loose
