"""What a line of the sheet survey becomes: all types, all properties of the model."""

from datetime import UTC, datetime, time

import pytest

from ikparticipation.surveys.xlsform.questionnaire import Group, Publish, QuestionType, Repeat
from tests.surveys.xlsform.workbooks import (
    LISTS,
    compiled,
    errors_in,
    form_of,
    line,
    warnings_in,
)


def question(*lines, choices=LISTS, **given):
    questionnaire = compiled(form_of(*lines, choices=choices), **given)
    return questionnaire.question(lines[0]["name"]).question


@pytest.mark.parametrize(
    ("cell", "type_"),
    [
        ("text", QuestionType.TEXT),
        ("integer", QuestionType.INTEGER),
        ("decimal", QuestionType.DECIMAL),
        ("range", QuestionType.RANGE),
        ("date", QuestionType.DATE),
        ("time", QuestionType.TIME),
        ("dateTime", QuestionType.DATETIME),
        ("select_one farben", QuestionType.SELECT_ONE),
        ("select_multiple farben", QuestionType.SELECT_MULTIPLE),
        ("rank farben", QuestionType.RANK),
        ("acknowledge", QuestionType.ACKNOWLEDGE),
        ("geopoint", QuestionType.GEOPOINT),
        ("image", QuestionType.IMAGE),
        ("file", QuestionType.FILE),
        ("note", QuestionType.NOTE),
        ("hidden", QuestionType.HIDDEN),
        # other spellings of the standard
        ("trigger", QuestionType.ACKNOWLEDGE),
        ("photo", QuestionType.IMAGE),
        ("datetime", QuestionType.DATETIME),
        ("date time", QuestionType.DATETIME),
        ("location", QuestionType.GEOPOINT),
        ("gps", QuestionType.GEOPOINT),
        ("q int", QuestionType.INTEGER),
        ("add decimal prompt", QuestionType.DECIMAL),
        ("select1 farben", QuestionType.SELECT_ONE),
        ("add select multiple prompt using farben", QuestionType.SELECT_MULTIPLE),
    ],
)
def test_each_type_of_the_standard_has_its_own(cell, type_):
    assert question(line(cell, "a", "A")).type is type_


def test_a_calculation_needs_no_text_and_keeps_its_expression():
    found = question(line("calculate", "a", calculation="1 + 1"), line("text", "b", "B"))

    assert found.type is QuestionType.CALCULATE
    assert found.calculation.source == "1 + 1"
    assert not found.labels


@pytest.mark.parametrize(
    ("column", "cell", "aspect", "source"),
    [
        ("relevant", "${b} = 'x'", "relevant", "${b} = 'x'"),
        ("relevance", "${b} = 'x'", "relevant", "${b} = 'x'"),
        ("bind::relevant", "${b} = 'x'", "relevant", "${b} = 'x'"),
        ("relevant", "yes", "relevant", None),
        ("constraint", ". != ${b}", "constraint", ". != ${b}"),
        ("calculation", "${b}", "calculation", "${b}"),
        ("calculate", "${b}", "calculation", "${b}"),
        ("required", "${b} != ''", "required_when", "${b} != ''"),
        ("required", "yes", "required_when", None),
        ("readonly", "${b} != ''", "readonly", "${b} != ''"),
        ("read_only", "yes", "readonly", "true()"),
        ("readonly", "no", "readonly", None),
        ("default", "today()", "default_formula", "today()"),
        ("default", "${b}", "default_formula", "${b}"),
        ("default", "1 + 1", "default_formula", "1 + 1"),
        ("default", "heute", "default_formula", None),
    ],
)
def test_a_cell_that_can_hold_an_expression(column, cell, aspect, source):
    found = question(line("text", "a", "A", **{column: cell}), line("text", "b", "B"))

    formula = getattr(found, aspect)
    assert (formula.source if formula else None) == source


def test_a_question_that_is_to_be_left_out_always_is_refused():
    data = form_of(line("text", "a", "A", relevant="no"), line("text", "b", "B"))

    ((place, text),) = errors_in(data)

    assert place == "Blatt „survey“, Zeile 2, Spalte D"
    assert "„false()“ ist immer falsch" in text


@pytest.mark.parametrize("cell", ["yes", "Yes", "TRUE", "true()", "ja"])
def test_required_is_said_in_several_ways(cell):
    assert question(line("text", "a", "A", required=cell)).required


def test_line_breaks_in_texts_and_expressions_stay():
    found = question(
        line("text", "a", "Eins\nZwei", relevant="${b} = 'x'\nor ${b} = 'y'"),
        line("text", "b", "B"),
    )

    assert found.labels == {"de": "Eins\nZwei"}
    assert found.relevant.source == "${b} = 'x'\nor ${b} = 'y'"


@pytest.mark.parametrize(
    ("type_", "default"),
    [
        ("text", "Guten Tag - bis bald"[:9]),
        ("integer", "12"),
        ("decimal", "1.5"),
        ("range", "3"),
        ("date", "2027-03-12"),
        ("time", "14:30"),
        ("dateTime", "2027-03-12T14:30"),
        ("select_one farben", "rot"),
        ("select_multiple farben", "rot blau"),
        ("rank farben", "blau rot"),
        ("acknowledge", "OK"),
        ("geopoint", "52.13 11.62"),
        ("hidden", "irgendetwas"),
    ],
)
def test_a_static_default_is_kept_as_it_would_be_typed(type_, default):
    found = question(line(type_, "a", "A", default=default), line("text", "b", "B"))

    assert (found.default, found.default_formula) == (default, None)


def test_all_texts_of_a_question_in_all_languages():
    headings = (
        *("label::de", "label::en", "hint::de", "hint::en", "guidance_hint::de"),
        *("guidance_hint::en", "required_message::de", "required_message::en"),
        *("constraint_message::de", "constraint_message::en"),
    )
    texts = {heading: heading.title() for heading in headings}
    data = form_of({"type": "text", "name": "a", **texts, "required": "yes", "constraint": ". > 1"})

    found = compiled(data).question("a").question

    assert found.labels == {"de": "Label::De", "en": "Label::En"}
    assert found.hints == {"de": "Hint::De", "en": "Hint::En"}
    assert found.guidance == {"de": "Guidance_Hint::De", "en": "Guidance_Hint::En"}
    assert found.required_messages["en"] == "Required_Message::En"
    assert found.constraint_messages["de"] == "Constraint_Message::De"


@pytest.mark.parametrize(
    ("type_", "cell", "kept"),
    [
        ("range", "", {"start": "1", "end": "10", "step": "1"}),
        ("range", "start=0; end=5, step=0.5", {"start": "0", "end": "5", "step": "0.5"}),
        ("range", "end = 3", {"start": "1", "end": "3", "step": "1"}),
        ("image", "max-pixels=1024 max-size=2", {"max-pixels": "1024", "max-size": "2"}),
        ("file", "max-size=2", {"max-size": "2"}),
        ("text", "", {}),
    ],
)
def test_parameters_are_kept_in_one_spelling(type_, cell, kept):
    assert question(line(type_, "a", "A", parameters=cell)).parameters == kept


ENDS = (
    ("list_name", "name", "label::de", "label::en"),
    ("oft", "1", "nie", "never"),
    ("oft", "5", "immer", "always"),
)


def test_a_range_has_words_at_some_of_its_numbers():
    given = {"parameters": "start=1 end=5 tick_labelset=oft"}
    asked = {"type": "range", "name": "a", "label::de": "A", "label::en": "B"}
    data = form_of(asked | given, choices=ENDS)

    found = compiled(data).question("a").question

    assert [(tick.name, tick.labels) for tick in found.ticks] == [
        ("1", {"de": "nie", "en": "never"}),
        ("5", {"de": "immer", "en": "always"}),
    ]
    assert found.parameters == {"start": "1", "end": "5", "step": "1"}
    assert found.choices == ()
    assert warnings_in(data) == []


def test_appearances_that_a_page_has_are_kept():
    found = question(line("select_one farben", "a", "A", appearance="likert w4 columns-3"))

    assert found.appearance == ("likert", "w4")


def test_groups_and_repeats_have_their_conditions_and_counts():
    questionnaire = compiled(
        form_of(
            line("integer", "n", "N"),
            line("begin_group", "g", "G", relevant="${n} > 0", appearance="field-list"),
            line("begin_group", "innen", "Innen", relevant="${n} > 1", hint="Kurz"),
            line("text", "t", "T"),
            line("end_group"),
            line("begin_repeat", "r", "R", repeat_count="${n}", relevant="${n} < 9"),
            line("text", "u", "U"),
            line("end_repeat"),
            line("end_group"),
        )
    )

    section = questionnaire.section("g")
    group, repeat = section.elements
    assert section.relevant.source == "${n} > 0"
    assert isinstance(group, Group)
    assert (group.relevant.source, group.hints) == ("${n} > 1", {"de": "Kurz"})
    assert isinstance(repeat, Repeat)
    assert (repeat.relevant.source, repeat.row_count.source) == ("${n} < 9", "${n}")


def test_repeats_stand_in_repeats():
    questionnaire = compiled(
        form_of(
            line("begin_repeat", "angebot", "Angebot", inventory="offer"),
            line("text", "titel", "Titel", required="yes", inventory="offer.name"),
            line("begin_repeat", "netz", "Netzwerk", inventory="network"),
            line("text", "gremium", "Gremium", required="yes", inventory="network.name"),
            line("end_repeat"),
            line("end_repeat"),
        )
    )

    placed = questionnaire.question("gremium")
    assert [repeat.name for repeat in placed.chain] == ["angebot", "netz"]
    assert placed.repeat.inventory == "network"


def test_a_group_without_a_heading_stays_if_it_has_a_condition():
    questionnaire = compiled(
        form_of(
            line("begin_group", "g", "G"),
            line("integer", "n", "N"),
            line("begin_group", "innen", relevant="${n} > 1"),
            line("text", "t", "T"),
            line("end_group"),
            line("end_group"),
        )
    )

    assert [element.name for element in questionnaire.sections[0].elements] == ["n", "innen"]


def test_a_group_without_a_heading_stays_if_paths_go_through_it():
    questionnaire = compiled(
        form_of(
            line("begin_group", "g", "G"),
            line("begin_group", "innen"),
            line("integer", "n", "N"),
            line("end_group"),
            line("text", "t", "T", relevant="../innen/n > 1"),
            line("end_group"),
        )
    )

    assert [element.name for element in questionnaire.sections[0].elements] == ["innen", "t"]


def test_a_group_without_a_heading_stays_if_an_expression_names_it():
    questionnaire = compiled(
        form_of(
            line("begin_group", "g", "G"),
            line("begin_group", "innen"),
            line("integer", "n", "N"),
            line("end_group"),
            line("text", "t", "T", relevant="count(${innen}) > 0"),
            line("end_group"),
        )
    )

    assert [element.name for element in questionnaire.sections[0].elements] == ["innen", "t"]


class TestOrOther:
    def test_it_adds_a_choice_and_a_question(self):
        questionnaire = compiled(
            form_of(line("select_one farben or_other", "a", "A"), choices=LISTS)
        )

        asked, added = (placed.question for placed in questionnaire.placed)
        assert [choice.name for choice in asked.choices] == ["rot", "blau", "other"]
        assert asked.choices[-1].labels == {"de": "Anderes"}
        assert (added.name, added.type) == ("a_other", QuestionType.TEXT)
        assert added.labels == {"de": "Bitte geben Sie an, was"}
        assert added.relevant.source == "selected(${a}, 'other')"

    def test_a_choice_of_that_name_is_taken_as_it_is(self):
        choices = (*LISTS, ("farben", "other", "Eine andere Farbe"))

        found = question(line("select_multiple farben or_other", "a", "A"), choices=choices)

        assert [choice.labels["de"] for choice in found.choices][2:] == ["Eine andere Farbe"]

    @pytest.mark.parametrize(
        ("cells", "identity"),
        [
            ({"question_id": "farbe-2"}, "farbe-2_other"),  # goes along with that of its question
            ({}, "a_other"),  # has none of its own, as its question
        ],
    )
    def test_its_question_has_an_identity_if_the_other_one_has(self, cells, identity):
        data = form_of(line("select_one farben or_other", "a", "A", **cells), choices=LISTS)

        assert compiled(data).question("a_other").question.identity == identity

    def test_its_identity_cannot_be_that_of_another(self):
        data = form_of(
            line("select_one farben or_other", "a", "A", question_id="farbe"),
            line("text", "b", "B", question_id="farbe_other"),
            choices=LISTS,
        )

        ((place, text),) = errors_in(data)

        assert place == "Blatt „survey“, Zeile 3, Spalte D"
        assert text.startswith("Die Kennung „farbe_other“ gehört schon zu Zeile 2.")

    def test_another_question_with_the_same_list_has_no_more_choices(self):
        questionnaire = compiled(
            form_of(
                line("select_one farben or_other", "a", "A"),
                line("select_one farben", "b", "B"),
                choices=LISTS,
            )
        )

        assert len(questionnaire.question("b").question.choices) == 2

    def test_a_language_that_we_cannot_say_it_in_needs_its_own_choice(self):
        data = form_of({"type": "select_one l or_other", "name": "a", "label::am": "ሀ"})

        assert (
            "Blatt „survey“, Zeile 2, Spalte A",
            (
                "„or_other“ ist auf „am“ nicht möglich. "
                "Bitte ergänzen Sie selbst eine Antwort „other“ und eine Textfrage."
            ),
        ) in errors_in(data)

    def test_a_filtered_list_cannot_have_it(self):
        asked = line("select_one farben or_other", "a", "A", choice_filter="name != 'rot'")

        assert errors_in(form_of(asked, choices=LISTS)) == [
            (
                "Blatt „survey“, Zeile 2, Spalte D",
                (
                    "„or_other“ und „choice_filter“ gehen nicht zusammen. "
                    "Bitte ergänzen Sie selbst eine Antwort „other“ und eine Textfrage."
                ),
            )
        ]

    def test_its_question_cannot_have_the_name_of_another(self):
        data = form_of(
            line("select_one farben or_other", "a", "A"),
            line("text", "a_other", "B"),
            choices=LISTS,
        )

        ((place, text),) = errors_in(data)

        assert place == "Blatt „survey“, Zeile 3, Spalte B"
        assert text.startswith("Den Namen „a_other“ gibt es schon in Zeile 2.")

    def test_expressions_may_name_the_question_it_adds(self):
        lines = (
            line("select_one farben or_other", "a", "A"),
            line("note", "n", "Sie sagten ${a_other}.", relevant="${a_other} != ''"),
        )

        assert question(*lines).name == "a"


@pytest.mark.parametrize(
    ("type_", "cell", "default"),
    [
        ("date", datetime(2027, 3, 12, tzinfo=UTC), "2027-03-12"),
        ("dateTime", datetime(2027, 3, 12, 14, 30, tzinfo=UTC), "2027-03-12T14:30"),
        ("time", time(14, 30), "14:30"),
        ("integer", 12.0, "12"),
        ("decimal", 1.5, "1.5"),
    ],
)
def test_what_the_spreadsheet_keeps_as_a_number_is_read_as_it_is_seen(type_, cell, default):
    assert question(line(type_, "a", "A", default=cell)).default == default


def test_choices_have_the_further_columns_that_filters_look_at():
    choices = (
        ("list_name", "name", "label", "Land", "notiz mit leerzeichen"),
        ("orte", "b", "Berlin", "de", "x"),
        ("orte", "w", "Wien", "at", ""),
    )
    found = question(
        line("select_one orte", "a", "A", choice_filter="Land = ${b}"),
        line("text", "b", "B"),
        choices=choices,
    )

    assert [dict(choice.columns) for choice in found.choices] == [{"Land": "de"}, {"Land": "at"}]
    assert found.choice_filter.source == "Land = ${b}"


def test_lists_that_expressions_look_into_are_tables():
    questionnaire = compiled(
        form_of(
            line("text", "a", "A"),
            line("calculate", "b", calculation="instance('farben')/root/item[name = ${a}]/label"),
            choices=LISTS,
        )
    )

    assert questionnaire.tables == {
        "farben": ({"name": "rot", "label": "Rot"}, {"name": "blau", "label": "Blau"})
    }


def test_version_and_publication_and_identity_are_kept():
    questionnaire = compiled(
        form_of(
            line("text", "a", "A", question_id="org.was", publish="public"),
            line("text", "b", "B", publish="Aggregated"),
            line("text", "c", "C"),
            settings=(("version",), ("2027-1",)),
        )
    )

    a, b, c = (placed.question for placed in questionnaire.placed)
    assert questionnaire.version == "2027-1"
    assert (a.identity, a.publish) == ("org.was", Publish.PUBLIC)
    assert (b.identity, b.publish) == ("b", Publish.AGGREGATED)
    assert c.publish is Publish.INTERNAL


@pytest.mark.parametrize("type_", ["text", "select_one partner"])
def test_a_partner_is_typed_or_picked_and_kept_as_text(type_):
    found = question(line(type_, "a", "A", partner="yes"))

    assert (found.type, found.partner) == (QuestionType.TEXT, True)


@pytest.mark.parametrize(
    "type_",
    [
        *("start", "end", "today", "deviceid", "phonenumber", "username", "email", "audit"),
        *("simserial", "subscriberid", "start-geopoint", "background-audio", "imei"),
    ],
)
def test_what_only_a_telephone_knows_is_passed_over_with_a_note(type_):
    data = form_of(line("text", "a", "A"), line(type_, "m"))

    assert warnings_in(data) == [
        (
            "Blatt „survey“, Zeile 3, Spalte A",
            f"„{type_}“ erfasst nur die Sammel-App auf dem Telefon. Die Zeile wird übergangen.",
        )
    ]
    assert [placed.question.name for placed in compiled(data).placed] == ["a"]
