"""What is the same, reworded, changed, split, merged, new, gone."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from ikparticipation.drafts.compare import PieceKind
from ikparticipation.surveys.xlsform.comparing import Change, breaks, compare, in_words
from ikparticipation.surveys.xlsform.questionnaire import (
    Choice,
    Formula,
    Publish,
    QuestionType,
    Section,
)
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
from tests.surveys.xlsform.strategies import questionnaires


def told(changes) -> dict[str, str]:
    """Return the questions that are not the same: name → change."""
    return {
        ", ".join(placed.question.name for placed in each.new or each.old): each.change.value
        for each in changes.questions
        if each.change is not Change.SAME
    }


def only(changes):
    (found,) = [each for each in changes.questions if each.change is not Change.SAME]
    return found


@settings(max_examples=50, deadline=None)
@given(questionnaires())
def test_a_questionnaire_is_the_same_as_itself(questionnaire):
    changes = compare(questionnaire, questionnaire)

    assert changes.is_same
    assert breaks(changes) == []
    assert all(row.is_quiet for row in in_words(changes, "de"))


def test_a_reworded_label_shows_the_words_that_changed():
    found = only(
        compare(form(), changed(WAS, labels={"de": "Was tun Sie für Menschen in der Stadt?"}))
    )

    german, english = found.wordings
    assert found.change is Change.REWORDED
    assert [(p.kind, p.text) for p in german.pieces[1:3]] == [
        (PieceKind.REMOVED, "machen"),
        (PieceKind.ADDED, "tun"),
    ]
    assert (english.language, english.new) == ("en", "")


@pytest.mark.parametrize(
    ("base", "facts", "aspect", "old", "new"),
    [
        (WAS, {"type": QuestionType.INTEGER}, "type", "text", "integer"),
        (WAS, {"required": True}, "required", "", "yes"),
        (WAS, {"required_when": rule("${farbe} = 'rot'")}, "required", "", "${farbe} = 'rot'"),
        (ANZAHL, {"relevant": None}, "relevant", "${farbe} = 'rot'", ""),
        (ANZAHL, {"constraint": rule(". > 0")}, "constraint", "", ". > 0"),
        (WAS, {"readonly": rule("true()")}, "readonly", "", "true()"),
        (WAS, {"default": "nichts"}, "default", "", "nichts"),
        (WAS, {"default_formula": rule("today()")}, "default", "", "today()"),
        (FARBE, {"choice_filter": rule("x = 1")}, "choice_filter", "", "x = 1"),
        (ANZAHL, {"inventory": None}, "inventory", "organisation.employees", ""),
        (WAS, {"publish": Publish.PUBLIC}, "publish", "internal", "public"),
        (WAS, {"partner": True}, "partner", "", "yes"),
        (FARBE, {"catalogue": "language"}, "catalogue", "", "language"),
        (WAS, {"appearance": ("multiline",)}, "appearance", "", "multiline"),
        (WAS, {"parameters": {"start": "2"}}, "parameters", "", "start=2"),
        (FARBE, {"choices": FARBEN[::-1]}, "order", "rot blau gelb", "gelb blau rot"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_every_rule_of_a_question_is_compared(base, facts, aspect, old, new):
    found = only(compare(form(), changed(base, **facts)))

    assert found.change is Change.CHANGED
    assert [(a.name, a.old, a.new) for a in found.aspects] == [(aspect, old, new)]


def test_choices_are_compared_by_name():
    rose = Choice("rose", {"de": "Rosa", "en": "Pink"})
    purple = Choice("purpur", {"de": "rot", "en": "Red"})
    azure = replace(FARBEN[1], labels={"de": "Azur", "en": "Blue"})
    found = only(compare(form(), changed(FARBE, choices=(purple, azure, rose))))

    assert [(c.change.value, c.name, c.renamed_to) for c in found.choices] == [
        ("changed", "rot", "purpur"),
        ("reworded", "blau", ""),
        ("new", "rose", ""),
        ("gone", "gelb", ""),
    ]


def test_other_words_of_choices_alone_are_a_rewording():
    azure = replace(FARBEN[1], labels={"de": "Azur", "en": "Blue"})

    found = only(compare(form(), changed(FARBE, choices=(FARBEN[0], azure, FARBEN[2]))))

    assert found.change is Change.REWORDED


def test_a_question_under_another_name_goes_on_and_so_does_what_refers_to_it():
    new = form(
        (
            WAS,
            replace(FARBE, name="haus", question_id="farbe"),
            replace(ANZAHL, relevant=rule("(${haus}='rot')")),
            question("skala", "Zu ${haus}?"),
        )
    )
    old = form((*BASE[:3], question("skala", "Zu ${farbe}?")))

    changes = compare(old, new)

    assert told(changes) == {}
    assert [each.identity for each in changes.questions if each.renamed] == ["farbe"]
    assert not changes.is_same
    assert breaks(changes) == []


def test_a_path_to_a_renamed_question_says_the_same():
    old = form((*BASE[:2], replace(ANZAHL, relevant=rule("../farbe = 'farbe' and ../was = 1"))))
    farbe = replace(FARBE, name="haus", question_id="farbe")
    new = form((WAS, farbe, replace(ANZAHL, relevant=rule("../haus = 'farbe' and ../was = 1"))))

    assert told(compare(old, new)) == {}


def test_a_formula_in_other_spaces_says_the_same():
    assert compare(form(), changed(ANZAHL, relevant=Formula("${farbe}='rot'"))).is_same


def test_a_question_that_moved_says_from_where_to_where():
    moved = form(BASE[1:], (*ROWS, WAS))

    found = only(compare(form(), moved))

    assert [(a.name, a.old, a.new) for a in found.aspects] == [
        ("section", "wir", "angebote"),
        ("repeat", "", "angebot"),
    ]


def test_a_question_that_moved_under_a_condition_is_asked_of_others():
    cond = grouped("nur_rot", WAS, relevant=rule("${farbe} = 'rot'"))

    found = only(compare(form(), form((*BASE[1:], cond))))

    assert [(a.name, a.new) for a in found.aspects] == [("around", "${farbe} = 'rot'")]


@pytest.mark.parametrize(
    ("was", "old", "new", "told_as"),
    [
        ({"a1": ["a"], "a2": ["a"]}, "a b", "a1 a2 b", {"a1, a2": "split"}),
        ({"a2": ["a"]}, "a b", "a a2 b", {"a, a2": "split"}),
        ({"c": ["a", "b"]}, "a b", "c", {"c": "merged"}),
        ({"b": ["a"]}, "a b", "b", {"b": "merged"}),
        ({"x": ["a"]}, "a b", "x b", {"x": "changed"}),
        ({"b": ["a"]}, "a b", "a b", {}),
        ({"b": ["fort"]}, "a", "a b", {"b": "new"}),
        ({}, "a b c", "c x", {"a": "gone", "b": "gone", "x": "new"}),
    ],
    ids=[
        "one became two",
        "one stayed and gave a part away",
        "two became one",
        "one took another in",
        "one became another",
        "what a column says of earlier versions is told only once",
        "what never was is nothing",
        "without a word of the author there is only gone and new",
    ],
)
def test_the_author_says_what_was_split_or_merged(was, old, new, told_as):
    before = form([question(name, name * 3) for name in old.split()])
    after = form([question(name, name * 3) for name in new.split()])

    changes = compare(before, after, was=was)

    assert told(changes) == told_as


@pytest.mark.parametrize(
    ("old", "new", "goes_on"),
    [
        ({}, {"question_id": "f_other"}, True),
        ({"question_id": "f_other"}, {"question_id": "f_other"}, True),
        ({"question_id": "x"}, {"question_id": "f_other"}, False),
        ({}, {"question_id": "y"}, False),
        ({}, {"question_id": "f_other", "name": "art"}, False),
    ],
    ids=[
        "it had none in older versions, and is the same",
        "it had the same",
        "it had another one of its own",
        "it is given one of its own",
        "another question took the identity",
    ],
)
def test_what_else_goes_on_though_its_identity_came_later(old, new, goes_on):
    farbe = replace(FARBE, question_id="f")
    sides = (replace(question("farbe_other"), **side) for side in (old, new))
    before, after = (form((farbe, other)) for other in sides)

    found = [each.change for each in compare(before, after).questions]

    assert (set(found) == {Change.SAME}) is goes_on
    assert ({Change.GONE, Change.NEW} <= set(found)) is not goes_on


def test_other_words_at_the_ends_of_a_scale_are_a_rewording():
    ends = (Choice("1", {"de": "nie", "en": "never"}), Choice("5", {"de": "oft", "en": "often"}))
    other = (ends[0], replace(ends[1], labels={"de": "immer", "en": "often"}))

    found = only(compare(changed(SCALE, ticks=ends), changed(SCALE, ticks=other)))

    assert found.change is Change.REWORDED
    assert [(w.meaning, w.language, w.old, w.new) for w in found.wordings] == [
        ("scale", "de", "1 = nie, 5 = oft", "1 = nie, 5 = immer")
    ]


def test_what_the_questions_say_themselves_counts_where_nothing_else_is_said():
    new = form((replace(question("a"), was=("was",)), replace(question("b"), was=("was",))))

    said = compare(form(), new)
    nothing = compare(form(), new, was={})

    assert next(each.change for each in said.questions) is Change.SPLIT
    assert Change.SPLIT not in {each.change for each in nothing.questions}


def test_what_is_gone_stands_behind_what_it_followed():
    changes = compare(form(), form((WAS, ANZAHL, BASE[3], question("neu"))))

    assert [each.identity for each in changes.questions] == [
        *("was", "farbe", "anzahl", "skala", "neu", "titel", "plaetze")
    ]
    assert changes.counts == {Change.SAME: 5, Change.NEW: 1, Change.GONE: 1}


def test_nearly_the_same_words_may_be_the_same_question():
    other = question("was_tun", "Was machen Sie für die Menschen in der Stadt?")

    (likely,) = compare(form(), form((other, *BASE[1:]))).likely

    assert (likely.old.question.name, likely.new.question.name) == ("was", "was_tun")


def test_a_note_without_a_name_is_known_by_its_words():
    note = question("note_3", "Danke", "note")

    changes = compare(form((note, *BASE)), form((*BASE, replace(note, name="note_9"))))

    assert changes.is_same


def test_groups_go_on_by_their_name_their_rows_or_their_questions():
    old = form()
    new = form(repeat={"name": "hilfe", "max_rows": 9, "relevant": rule("1 = 1")})
    new = replace(new, sections=(replace(new.sections[0], name="uns"), new.sections[1]))

    changes = compare(old, new)

    assert told(changes) == {}
    assert [(c.container.name, [a.name for a in c.aspects]) for c in changes.containers] == [
        ("uns", ["name"]),
        ("angebote", []),
        ("hilfe", ["name", "relevant", "max_rows"]),
    ]


def test_rows_of_one_kind_go_on_whatever_is_asked_in_them():
    changes = compare(form(), form(rows=(question("neu"),), repeat={"name": "hilfe"}))

    assert [c.old.name for c in changes.containers if c.container.name == "hilfe"] == ["angebot"]


def test_sections_come_and_go():
    neu = Section(name="neu", labels={"de": "Neu"}, elements=(question("x"),))

    forth, back = compare(form(), form(extra=(neu,))), compare(form(extra=(neu,)), form())

    assert [c.container.name for c in forth.containers if c.change is Change.NEW] == ["neu"]
    assert [c.container.name for c in back.containers if c.change is Change.GONE] == ["neu"]


def test_a_new_language_is_no_rewording_of_every_question():
    old = form((replace(WAS, labels={"de": WAS.labels["de"]}), *BASE[1:]), languages=("de",))

    changes = compare(old, form(title="Neue Probe"))

    assert told(changes) == {}
    assert [(a.name, a.old, a.new) for a in changes.form] == [
        ("title", "Probe", "Neue Probe"),
        ("languages", "de", "de en"),
    ]


def test_a_page_has_a_row_for_everything_in_its_language():
    new = with_one(
        replace(FARBE, name="haus", question_id="farbe", choices=FARBEN[:2]), title="Neu"
    )
    changes = compare(form(), new)

    form_row, question_row = (row for row in in_words(changes, "de") if not row.is_quiet)

    assert [detail.text for detail in form_row.details] == ["Titel: „Neu“ statt „Probe“"]
    assert (question_row.word, question_row.sign, question_row.section) == (
        "Geändert",
        "~",
        "Über uns",
    )
    assert (question_row.name, question_row.old_name) == ("haus", "farbe")
    assert [detail.text for detail in question_row.details] == [
        "Heißt jetzt „haus“ statt „farbe“",
        "Antwort „Gelb“ (gelb) entfällt",
    ]


TOLD = {
    "a type": (changed(WAS, type=QuestionType.INTEGER), "Art der Frage: „Ganze Zahl“ statt „Text“"),
    "a target": (
        changed(TITEL, inventory="offer.description"),
        "Ziel in der Bestandsaufnahme: „Angebot: Beschreibung“ statt „Angebot: Name“",
    ),
    "a duty": (changed(WAS, required=True), "Pflicht: neu „ja“"),
    "a duty less": (changed(TITEL, required=False), "Pflicht: „ja“ entfällt"),
    "another place": (
        form((*BASE, PLAETZE), (TITEL,)),
        "Abschnitt des Fragebogens: „Über uns“ statt „Angebote“",
    ),
    "words": (changed(WAS, labels={"de": "Neu?", "en": "Question was?"}), "Wortlaut (de)"),
}


@pytest.mark.parametrize(("new", "text"), TOLD.values(), ids=TOLD)
def test_what_changed_is_said_as_a_person_would(new, text):
    rows = in_words(compare(form(), new), "de")

    assert next(detail.text for row in rows for detail in row.details) == text


def test_a_split_question_says_what_became_of_it():
    changes = compare(
        form((WAS,)),
        form((question("a", "Erstens?"), question("b", "Zweitens?"))),
        was={"a": ["was"], "b": ["was"]},
    )

    (detail,) = next(row.details for row in in_words(changes, "de") if row.details)

    assert detail.text == (
        "Aus „Was machen Sie für Menschen in der Stadt?“ wurde „Erstens?“, „Zweitens?“"
    )
