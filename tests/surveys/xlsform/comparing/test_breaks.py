"""Which change does what to a series of figures."""

from dataclasses import replace

import pytest

from ikparticipation.surveys.xlsform.comparing import FIGURES, GRADES, Grade, breaks, compare
from ikparticipation.surveys.xlsform.questionnaire import Choice, Publish, QuestionType
from ikparticipation.surveys.xlsform.targets import ROWS as ROW_TARGETS
from ikparticipation.surveys.xlsform.targets import TARGETS
from tests.surveys.xlsform.comparing.versions import (
    ANZAHL,
    BASE,
    FARBE,
    FARBEN,
    PLAETZE,
    ROWS,
    SCALE,
    TITEL,
    WAS,
    changed,
    form,
    grouped,
    question,
    rule,
    with_one,
)

ROSE = Choice("rose", {"de": "Rosa"})
PURPLE = replace(FARBEN[0], name="purpur")
LANGUAGE = replace(FARBE, catalogue="language")
PUBLISHED = replace(WAS, publish=Publish.AGGREGATED)
NOTE = question("gruss", "Willkommen", "note")

B, S = Grade.BREAKS, Grade.MAY_SHIFT
RULES = {
    "another type breaks": (form(), changed(WAS, type=QuestionType.INTEGER), [(B, "was")]),
    "a number of another kind may shift": (
        form(),
        changed(PLAETZE, type=QuestionType.DECIMAL),
        [(S, "plaetze")],
    ),
    "a type without choices is one break, not one for each choice": (
        form(),
        changed(FARBE, type=QuestionType.TEXT, choices=()),
        [(B, "farbe")],
    ),
    "a choice less breaks": (form(), changed(FARBE, choices=FARBEN[:2]), [(B, "farbe")]),
    "a choice under another name breaks": (
        form(),
        changed(FARBE, choices=(PURPLE, *FARBEN[1:])),
        [(B, "farbe")],
    ),
    "a choice more may shift": (form(), changed(FARBE, choices=(*FARBEN, ROSE)), [(S, "farbe")]),
    "a choice in other words does nothing": (
        form(),
        changed(
            FARBE, choices=(replace(FARBEN[0], labels={"de": "Rötlich", "en": "Red"}), *FARBEN[1:])
        ),
        [],
    ),
    "a retired entry of the catalogue may shift": (
        with_one(LANGUAGE),
        with_one(replace(LANGUAGE, choices=FARBEN[:2])),
        [(S, "farbe")],
    ),
    "choices from another catalogue break": (
        with_one(LANGUAGE),
        with_one(replace(LANGUAGE, catalogue="target_group")),
        [(B, "farbe")],
    ),
    "another target breaks": (form(), changed(PLAETZE, inventory="offer.hours"), [(B, "plaetze")]),
    "no target any more breaks": (form(), changed(PLAETZE, inventory=None), [(B, "plaetze")]),
    "a first target begins a series": (
        form(),
        changed(WAS, inventory="organisation.description"),
        [],
    ),
    "another scale breaks": (
        form(),
        changed(SCALE, parameters={"start": "1", "end": "7"}),
        [(B, "skala")],
    ),
    "other settings of a text do nothing": (form(), changed(WAS, parameters={"rows": "5"}), []),
    "other rows break": (form(), form((*BASE, PLAETZE), (TITEL,)), [(B, "plaetze")]),
    "another section does nothing": (
        form(),
        form((*BASE[1:],), extra=(replace(form().sections[0], name="neu", elements=(WAS,)),)),
        [],
    ),
    "another calculation breaks": (
        changed(WAS, calculation=rule("1")),
        changed(WAS, calculation=rule("2")),
        [(B, "was")],
    ),
    "asking others may shift": (form(), changed(ANZAHL, relevant=None), [(S, "anzahl")]),
    "moving under a condition may shift": (
        form(),
        form((*BASE[1:], grouped("g", WAS, relevant=rule("1 = 1")))),
        [(S, "was")],
    ),
    "other allowed answers may shift": (
        form(),
        changed(PLAETZE, constraint=rule(". > 0")),
        [(S, "plaetze")],
    ),
    "another duty may shift": (form(), changed(TITEL, required=False), [(S, "titel")]),
    "another default may shift": (form(), changed(WAS, default="x"), [(S, "was")]),
    "another filter may shift": (
        form(),
        changed(FARBE, choice_filter=rule("1 = 1")),
        [(S, "farbe")],
    ),
    "an organisation from the register may shift": (
        form(),
        changed(WAS, partner=True),
        [(S, "was")],
    ),
    "quite other words may shift": (
        form(),
        changed(WAS, labels={"de": "Wozu gibt es den Verein?", "en": "Question was?"}),
        [(S, "was")],
    ),
    "a few other words do nothing": (
        form(),
        changed(
            WAS, labels={"de": "Was tun Sie für Menschen in der Stadt?", "en": "Question was?"}
        ),
        [],
    ),
    "another look does nothing": (form(), changed(WAS, appearance=("multiline",)), []),
    "a figure that is gone breaks": (form(), form(rows=(TITEL,)), [(B, "plaetze")]),
    "an answer without a figure may go": (form(), form(BASE[1:]), []),
    "a published figure that is gone breaks": (with_one(PUBLISHED), form(BASE[1:]), [(B, "was")]),
    "a new question does nothing": (form(), form((*BASE, question("neu"))), []),
    "a note does nothing": (
        form((NOTE, *BASE)),
        form((replace(NOTE, type=QuestionType.NOTE, relevant=rule("1 = 1")), *BASE)),
        [],
    ),
    "another name with the same identity does nothing": (
        form(),
        with_one(replace(PLAETZE, name="kapazitaet", question_id="plaetze")),
        [],
    ),
    "rows that are gone break with all that was in them": (
        form(),
        form(rows=(), repeat={"inventory": None, "name": "anderes", "elements": (NOTE,)}),
        [(B, "titel"), (B, "plaetze"), (B, "angebot")],
    ),
    "rows that become something else break": (
        form(),
        form(repeat={"inventory": "tie"}),
        [(B, "angebot")],
    ),
    "rows for others may shift": (
        form(),
        form(repeat={"relevant": rule("1 = 1")}),
        [(S, "angebot")],
    ),
    "fewer rows may shift": (form(), form(repeat={"max_rows": 5}), [(S, "angebot")]),
    "what breaks comes before what may shift": (
        form(),
        form((*BASE[:3], replace(SCALE, required=True)), (TITEL,)),
        [(B, "plaetze"), (S, "skala")],
    ),
}


@pytest.mark.parametrize(("old", "new", "found"), RULES.values(), ids=RULES)
def test_a_change_does_this_to_figures(old, new, found):
    assert [(each.grade, each.question) for each in breaks(compare(old, new))] == found


@pytest.mark.parametrize(
    ("was", "new", "said"),
    [
        (
            {"a": ["plaetze"], "b": ["plaetze"]},
            "a b",
            "denn die Frage ist geteilt in: „Teil a“, „Teil b“.",
        ),
        (
            {"c": ["titel", "plaetze"]},
            "c",
            "denn die Frage ist mit anderen zusammengelegt zu: „Teil c“.",
        ),
        ({"c": ["plaetze"]}, "titel c", "denn die Frage hat eine andere Kennung (question_id)."),
    ],
    ids=["split", "merged", "another identity"],
)
def test_figures_that_were_split_or_merged_break(was, new, said):
    known = {"titel": TITEL}
    rows = [
        known.get(name) or replace(PLAETZE, name=name, labels={"de": f"Teil {name}"})
        for name in new.split()
    ]

    found = breaks(compare(form(), form(rows=rows), was=was))

    assert any(each.text("de").endswith(said) for each in found if each.question == "plaetze")


def test_a_break_says_which_figure_why_and_what_to_do_instead():
    (found,) = breaks(compare(form(), changed(PLAETZE, type=QuestionType.TEXT)))

    assert found.text("de") == (
        "„Angebot: Plätze“ (Frage „Wie viele Plätze hat es?“): mit früheren Angaben nicht mehr "
        "vergleichbar, denn die Art der Frage ist jetzt „Text“ statt „Ganze Zahl“."
    )
    assert found.instead("de").startswith("Lassen Sie die alte Frage stehen")


def test_choices_that_are_gone_are_named_in_the_words_people_know():
    (found,) = breaks(compare(form(), changed(FARBE, choices=FARBEN[:1])))

    assert found.text("de").endswith("diese Antworten gibt es nicht mehr: „Blau“, „Gelb“.")


def test_a_shift_of_rows_speaks_of_the_rows():
    (found,) = breaks(compare(form(), form(repeat={"max_rows": 5})))

    assert found.text("de") == (
        "„Angebote“ (Wiederholung „Angebot“): nur mit Vorsicht vergleichbar, "
        "denn es sind mehr oder weniger Einträge möglich als vorher."
    )


@pytest.mark.parametrize(("old", "new"), [each[:2] for each in RULES.values()], ids=RULES)
def test_every_break_can_be_said_in_full(old, new):
    for each in breaks(compare(old, new)):
        assert "%(" not in each.text("de") + each.instead("de") + each.text("en")


def test_every_target_of_the_inventory_has_its_words():
    assert FIGURES.keys() == TARGETS.keys() | ROW_TARGETS.keys()
    assert GRADES.keys() == set(Grade)
    assert {each.name for each in (*BASE, *ROWS)} >= {"was", "plaetze"}
