"""The form as a whole: title and languages."""

import pytest

from ikparticipation.surveys.xlsform.editing import (
    EditError,
    add_language,
    languages,
    outline,
    remove_language,
    set_default_language,
    set_texts,
    set_title,
)
from tests.surveys.xlsform.editing.drafts import column, sheets


def test_the_title_stands_in_the_settings_that_may_be_missing():
    assert outline(set_title(sheets(), " Neue  Probe ")).title == "Neue Probe"
    assert outline(set_title(sheets(settings=""), "Neu")).title == "Neu"


@pytest.mark.parametrize(
    ("headings", "setting", "default"),
    [
        ("label::en|label::de", "", "de"),
        ("label::en|hint", "", "de"),
        ("label::en|label::fr", "", "en"),
        ("label::en|label::de", "English (en)", "en"),
        ("name", "", "de"),
    ],
    ids=[
        "German wherever it stands",
        "German for a heading without a language",
        "the first one where there is no German",
        "what the settings say",
        "German where nothing is written",
    ],
)
def test_the_default_language_is_found_as_reading_finds_it(headings, setting, default):
    draft = sheets(f"type|{headings}\ntext|a|b", "", f"default_language|x\n{setting}|y")

    assert languages(draft)[0] == default


def test_a_language_is_added_with_a_column_for_labels():
    draft = add_language(sheets(), "uk")
    draft = set_texts(draft, "survey-3", "hint", {"uk": "Коротко"})

    assert languages(draft) == ("de", "en", "uk")
    assert draft.table("survey").headings[-2:] == (
        "label::Українська (uk)",
        "hint::Українська (uk)",
    )


def test_with_a_second_language_the_first_one_is_named():
    draft = add_language(sheets("type|name|label|hint\ntext|a|A|H", "", ""), "en")

    assert draft.table("survey").headings == (
        *("type", "name", "label::Deutsch (de)", "hint::Deutsch (de)"),
        "label::English (en)",
    )
    assert column(draft, "default_language", "settings") == ["Deutsch (de)"]


def test_a_language_goes_with_all_that_is_written_in_it():
    draft = remove_language(sheets(), "en")

    assert languages(draft) == ("de",)
    assert draft.table("survey").headings == (
        "type",
        "name",
        "label::Deutsch (de)",
        "relevant",
        "intern",
    )
    assert outline(draft).find("was").cells == {"intern": "a"}


def test_another_language_can_be_the_default_one_and_all_texts_stay_in_theirs():
    unnamed = sheets("type|name|label|label::English (en)\ntext|a|Frage|Question", "", "")

    draft = set_default_language(unnamed, "en")

    assert languages(draft) == ("en", "de")
    assert outline(draft).find("a").texts["label"] == {"de": "Frage", "en": "Question"}


@pytest.mark.parametrize(
    ("operation", "value"),
    [
        (set_title, " "),
        (add_language, "de"),
        (add_language, "klingonisch"),
        (add_language, ""),
        (remove_language, "fr"),
        (remove_language, "de"),
        (set_default_language, "fr"),
    ],
    ids=[
        "no title",
        "a language that is there",
        "a language nobody knows",
        "no language",
        "a language that is not there",
        "the default language",
        "a default language that is not there",
    ],
)
def test_nonsense_is_refused(operation, value):
    with pytest.raises(EditError):
        operation(sheets(), value)
