import pytest

from ikparticipation.surveys.xlsform.compile import read_workbook
from ikparticipation.surveys.xlsform.questionnaire import Group, QuestionType, Repeat
from tests.surveys.xlsform.workbooks import (
    CHOICES,
    SETTINGS,
    SURVEY_HEADINGS,
    compiled,
    form,
    small,
    told,
    xlsx,
)

TEXT = ("text", "was", "Was?", "What?")


class TestWhatAWorkbookMeans:
    def test_top_level_groups_are_the_sections(self):
        questionnaire = small()

        assert questionnaire.title == "Probe"
        assert [section.name for section in questionnaire.sections] == ["wir", "angebote"]
        assert questionnaire.sections[0].labels == {"de": "Über uns", "en": "About us"}

    def test_a_group_inside_a_section_stays_a_group(self):
        section = small().section("wir")

        kinds = [element.kind for element in section.elements]
        assert kinds == ["question", "question", "group", "question", "question"]
        group = section.elements[2]
        assert isinstance(group, Group)
        assert [question.name for question in group.elements] == ["anzahl", "seit"]
        names = [question.name for question in section.questions]
        assert names == ["gruss", "was", "anzahl", "seit", "farbe", "farben_auch"]

    def test_a_group_without_a_heading_only_lays_out_and_leaves_no_trace(self):
        questionnaire = compiled(
            form(
                ("begin_group", "g", "Gruppe", "Group"),
                ("begin_group", "innen"),
                TEXT,
                ("end_group",),
                ("end_group",),
            )
        )

        assert [element.name for element in questionnaire.sections[0].elements] == ["was"]

    def test_a_repeat_inside_a_group_stands_in_its_section(self):
        section = small().section("angebote")

        (repeat,) = section.elements
        assert isinstance(repeat, Repeat)
        assert (repeat.name, repeat.inventory, repeat.max_rows) == ("angebot", "offer", 200)
        assert section.questions == ()
        assert [question.name for question in repeat.questions] == ["titel", "plaetze", "toene"]

    def test_a_top_level_repeat_is_a_section_of_its_own(self):
        questionnaire = compiled(
            form(("begin_repeat", "kind", "Kind", "Child"), TEXT, ("end_repeat",))
        )

        (section,) = questionnaire.sections
        assert (section.name, section.labels["de"]) == ("kind", "Kind")
        assert [repeat.name for repeat in section.repeats] == ["kind"]

    def test_a_question_has_everything_its_line_says(self):
        questionnaire = compiled(
            xlsx(
                {
                    "survey": (
                        (*SURVEY_HEADINGS, "appearance", "required_message::Deutsch (de)"),
                        (
                            "text",
                            "was",
                            "Was?",
                            "What?",
                            "Kurz",
                            "Briefly",
                            "yes",
                            "organisation.description",
                            "multiline",
                            "Los!",
                        ),
                    ),
                    "settings": SETTINGS,
                }
            )
        )

        question = questionnaire.question("was").question
        assert question.type is QuestionType.TEXT
        assert question.labels == {"de": "Was?", "en": "What?"}
        assert question.hints == {"de": "Kurz", "en": "Briefly"}
        assert question.required
        assert question.required_messages == {"de": "Los!"}
        assert question.appearance == ("multiline",)
        assert question.inventory == "organisation.description"

    def test_choices_keep_the_order_of_their_list(self):
        question = small().question("farbe").question

        assert [choice.name for choice in question.choices] == ["rot", "blau", "gelb"]
        assert question.choices[1].labels == {"de": "Blau", "en": "Blue"}

    def test_numbers_in_cells_are_read_as_they_are_seen(self):
        choices = (CHOICES[0], ("orte", 15083020, "Altenhausen", "Altenhausen"))
        questionnaire = compiled(form(("select_one orte", "ort", "Wo?", "Where?"), choices=choices))

        assert questionnaire.question("ort").question.choices[0].name == "15083020"

    def test_typographic_marks_in_texts_survive(self):
        questionnaire = compiled(form(("text", "was", "„Wort“ – ‚so‘ …", "“Word” – it’s …")))

        labels = questionnaire.question("was").question.labels
        assert labels == {"de": "„Wort“ – ‚so‘ …", "en": "“Word” – it’s …"}

    def test_rows_may_be_limited(self):
        headings = (*SURVEY_HEADINGS[:4], "min_rows", "max_rows")
        questionnaire = compiled(
            form(
                ("begin_repeat", "kind", "Kind", "Child", 1, 5),
                TEXT,
                ("end_repeat",),
                headings=headings,
            )
        )

        repeat = questionnaire.repeat("kind")
        assert (repeat.min_rows, repeat.max_rows) == (1, 5)

    def test_blank_lines_and_comments_are_passed_over(self):
        questionnaire = compiled(form((), TEXT, (), (), ("text", "zwei", "Zwei?", "Two?")))

        assert [placed.question.name for placed in questionnaire.placed] == ["was", "zwei"]

    def test_a_note_may_do_without_a_name(self):
        questionnaire = compiled(form(TEXT, ("note", "", "Hinweis", "Note")))

        assert [placed.question.name for placed in questionnaire.placed] == ["was", "note_3"]

    def test_old_spellings_of_the_standard_are_understood(self):
        headings = ("Command", "Tag", "Caption : Deutsch (de)")
        questionnaire = compiled(
            form(
                ("begin group", "g", "Gruppe"),
                ("string", "a", "A?"),
                ("int", "b", "B?"),
                ("select one from farben", "c", "C?"),
                ("select all that apply from farben", "d", "D?"),
                ("end group",),
                headings=headings,
                choices=[cells[:3] for cells in CHOICES],
            )
        )

        types = [placed.question.type.value for placed in questionnaire.placed]
        assert types == ["text", "integer", "select_one", "select_multiple"]


class TestLanguages:
    @pytest.mark.parametrize(
        ("headings", "languages"),
        [
            (("label::Deutsch (de)", "label::English (en)"), ("de", "en")),
            (("label::English (en)", "label::Deutsch (de)"), ("de", "en")),  # German first
            (("label", "label::English (en)"), ("de", "en")),  # plain is German
            (("label::en", "label::fr"), ("en", "fr")),  # bare codes
            (("label::German", "label::Türkçe"), ("de", "tr")),  # names without a code
            (("label::en", "hint"), ("en",)),  # a plain hint is in the language of the labels
            (("label::English (EN)", "label::Português (pt-BR)"), ("en", "pt-BR")),
        ],
    )
    def test_headings_name_them(self, headings, languages):
        questionnaire = compiled(
            form(
                ("text", "was", "eins", "zwei"),
                headings=("type", "name", *headings),
                choices=(),
                settings=(),
            )
        )

        assert questionnaire.languages == languages
        assert questionnaire.default_language == languages[0]

    @pytest.mark.parametrize("named", ["English (en)", "en", "english"])
    def test_the_settings_choose_the_default_one(self, named):
        settings = (("default_language",), (named,))

        questionnaire = compiled(form(TEXT, settings=settings))

        assert questionnaire.languages == ("en", "de")

    def test_a_label_without_language_belongs_to_the_default_one(self):
        questionnaire = compiled(
            form(
                ("text", "was", "Quoi ?", "Was?"),
                headings=("type", "name", "label", "label::de"),
                choices=(),
                settings=(("default_language",), ("fr",)),
            )
        )

        assert questionnaire.question("was").question.labels == {"fr": "Quoi ?", "de": "Was?"}

    def test_a_missing_label_is_an_error_and_a_missing_hint_a_warning(self):
        result = read_workbook(form(("text", "was", "Was?", "", "Kurz", ""), choices=()))

        assert result.questionnaire is None
        assert told(result) == [
            (
                "error",
                "Blatt „survey“, Zeile 2, Spalte D",
                "Hier fehlt der Text auf „en“. Bitte ergänzen Sie die Übersetzung.",
            ),
            (
                "warning",
                "Blatt „survey“, Zeile 2, Spalte F",
                "Hier fehlt der Text auf „en“. Gezeigt wird eine andere Sprache.",
            ),
        ]
