"""The codebook of a questionnaire with every type of question."""

import pytest

from ikparticipation.surveys.exports import codebook, tables
from ikparticipation.surveys.exports.codebook import NOTES, codebook_rows
from tests.surveys import every_type

FORM = every_type.questionnaire()
ENTRIES = list(codebook(FORM, tables(FORM), version=3))
BY_COLUMN = {(entry.table, entry.column): entry for entry in ENTRIES}


def test_each_column_has_an_entry_in_the_order_of_the_tables():
    columns = [(table.name, column.name) for table in tables(FORM) for column in table.columns]

    assert [(entry.table, entry.column) for entry in ENTRIES] == columns


def test_a_choice_is_told_with_its_values_in_all_languages():
    entry = BY_COLUMN["responses", "farbe"]

    assert entry.labels == {"de": "Welche Farbe?", "en": "Which colour?", "ar": "أي لون؟"}
    assert entry.values["rot"] == {"de": "Rot", "en": "Red", "ar": "أحمر"}
    assert (entry.type, entry.identity, entry.version) == ("select_one", "farbe", 3)
    assert entry.publish == "internal"


def test_the_column_of_a_choice_is_called_like_question_and_choice():
    entry = BY_COLUMN["responses", "mehrere/rot"]

    assert entry.labels["en"] == "Which ones, too? – Red"
    assert (entry.cell.value, entry.question, entry.values) == ("0/1", "mehrere", None)


@pytest.mark.parametrize(
    ("table", "column", "asked_if"),
    [
        ("responses", "name", ""),
        ("responses", "grund", "(${mehr} = 'ja')"),
        ("responses", "noch", "(${mehr} = 'ja')"),
        ("treffen", "wo", ""),
    ],
)
def test_the_condition_says_when_an_empty_cell_was_never_asked(table, column, asked_if):
    assert BY_COLUMN[table, column].asked_if == asked_if


def test_as_a_table_it_begins_with_the_notes_and_gives_each_value_a_row():
    headings, lines = codebook_rows(ENTRIES, FORM.languages, "de")
    rows = [dict(zip(headings, line, strict=True)) for line in lines]

    assert [row["label::de"] for row in rows[: len(NOTES)]] == list(NOTES)
    assert {row["table"] for row in rows[: len(NOTES)]} == {None}
    colours = [row for row in rows if row["column"] == "farbe"]
    assert [row["value"] for row in colours] == [None, "rot", "blau", "gelb"]
    assert [row["label::en"] for row in colours] == ["Which colour?", "Red", "Blue", "Yellow"]


def test_the_name_in_spss_leads_back_to_the_column():
    assert BY_COLUMN["responses", "mehrere/rot"].variable == "mehrere_rot"
    assert BY_COLUMN["responses", "_response"].variable == "response"
