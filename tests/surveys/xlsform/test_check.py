from uuid import UUID

import pytest
from hypothesis import given

from ikparticipation.surveys.xlsform.answers import merge, read_section, to_form
from ikparticipation.surveys.xlsform.check import (
    BLANK_ROW,
    MISSING,
    check,
    check_section,
    filled_rows,
    progress,
    submission,
)
from ikparticipation.surveys.xlsform.document import empty_document
from ikparticipation.surveys.xlsform.values import MAX_TEXT
from tests.surveys.xlsform.forms import form, q, repeat, state
from tests.surveys.xlsform.strategies import SMALL, documents

WE, OFFERS = SMALL.sections
A, B, C = (str(UUID(int=n)) for n in range(1, 4))


def answers(**given):
    return empty_document() | {"answers": {"was": "Beratung"} | given}


def rows(*records, **top):
    return answers(**top) | {
        "rows": {"angebot": [{"id": row, "answers": given} for row, given in records]}
    }


def said(document, questionnaire=SMALL):
    return [(p.field_name, p.text("de")) for p in check(state(questionnaire, document))]


class TestWhatStandsInTheWayOfSubmitting:
    def test_nothing_when_all_that_is_required_is_there(self):
        assert said(answers()) == []

    @pytest.mark.parametrize(
        ("document", "field", "words"),
        [
            (empty_document(), "answers/was", "Bitte beantworten Sie diese Frage."),
            (answers(was="x" * (MAX_TEXT + 1)), "answers/was", "höchstens 10000"),
            (answers(was=5), "answers/was", "passt nicht mehr zur Frage"),
            (answers(anzahl="5"), "answers/anzahl", "passt nicht mehr zur Frage"),
            (answers(anzahl=10**13), "answers/anzahl", "zu groß"),
            (answers(seit="2027-02-30"), "answers/seit", "Diesen Tag gibt es nicht"),
            (answers(farbe="grün"), "answers/farbe", "wählen Sie"),
            (answers(farben_auch=["grün"]), "answers/farben_auch", "wählen Sie"),
            (answers() | {"invalid": {"anzahl": "drei"}}, "answers/anzahl", "ganze Zahl"),
            (answers() | {"invalid": {"seit": "bald"}}, "answers/seit", "Datum"),
            (rows((A, {"plaetze": 3})), f"rows/angebot/{A}/titel", "beantworten"),
            (rows((A, {"titel": "a", "plaetze": "viele"})), f"rows/angebot/{A}/plaetze", "passt"),
        ],
    )
    def test_is_named_with_its_field(self, document, field, words):
        ((name, text),) = said(document)

        assert name == field
        assert words in text

    def test_what_could_be_read_after_all_is_to_be_saved_again(self):
        document = answers() | {"invalid": {"anzahl": "12"}}

        ((_, text),) = said(document)

        assert "speichern Sie sie noch einmal" in text

    def test_a_blank_row_that_must_say_something_does(self):
        words = "Hier steht noch nichts. Bitte füllen Sie den Eintrag aus, oder entfernen Sie ihn."

        assert said(rows((A, {}), (B, {"titel": "b"}))) == [(f"rows/angebot/{A}", words)]
        assert check_section(state(SMALL, rows((A, {}))), OFFERS, complete=False) == ()

    def test_a_blank_row_that_need_not_say_anything_does_not(self):
        questionnaire = form(repeat("kind", q("name")))
        one = empty_document() | {"rows": {"kind": [{"id": A, "answers": {}}]}}

        assert said(one, questionnaire) == []

    def test_a_row_says_its_number_as_on_the_page(self):
        document = rows((A, {"titel": "a"}), (B, {"titel": "b"}), (C, {"plaetze": 1}))

        (problem,) = check(state(SMALL, document))

        assert (problem.row_id, problem.row_number, problem.section) == (C, 3, "angebote")

    def test_too_many_rows_do(self):
        many = rows(*((str(UUID(int=n)), {"titel": "x"}) for n in range(201)))

        assert said(many) == [
            (
                "rows/angebot",
                "Hier sind höchstens 200 Einträge möglich. Bitte entfernen Sie einige.",
            )
        ]

    def test_too_few_rows_do_where_some_are_required(self):
        questionnaire = form(repeat("kind", q("name"), min_rows=2))
        one = empty_document() | {"rows": {"kind": [{"id": A, "answers": {"name": "x"}}]}}

        assert said(one, questionnaire) == [
            ("rows/kind", "Bitte tragen Sie mindestens 2 Einträge ein.")
        ]
        (section,) = questionnaire.sections
        assert check_section(state(questionnaire, one), section, complete=False) == ()

    def test_the_questionnaire_may_say_it_in_its_own_words(self):
        words = {"de": "Ohne das geht es nicht."}
        questionnaire = form(q("was", required=True, required_messages=words))

        (problem,) = check(state(questionnaire))

        assert problem.text("de") == "Ohne das geht es nicht."

    def test_everything_comes_at_once_in_the_order_of_the_pages(self):
        document = rows((A, {"plaetze": 1}), was=5, anzahl="x")

        assert [name for name, _ in said(document)] == [
            "answers/was",
            "answers/anzahl",
            f"rows/angebot/{A}/titel",
        ]

    def test_saving_in_between_minds_what_is_wrong_and_not_what_is_missing(self):
        document = empty_document() | {"invalid": {"anzahl": "drei"}}

        assert len(check_section(state(SMALL, document), WE)) == 2
        (problem,) = check_section(state(SMALL, document), WE, complete=False)
        assert problem.question == "anzahl"


class TestProgress:
    def test_of_nothing(self):
        we, offers = progress(state(SMALL))

        assert (we.section, we.asked, we.answered, we.missing, we.rows) == (WE, 5, 0, 1, 0)
        assert not we.is_started
        assert not we.may_be_submitted
        assert (offers.asked, offers.missing, offers.rows) == (0, 0, 0)
        assert offers.may_be_submitted

    def test_counts_rows_with_something_in_them(self):
        document = rows((A, {"titel": "a"}), (B, {"plaetze": 1}), (C, {}))

        we, offers = progress(state(SMALL, document))

        assert (we.answered, we.missing) == (1, 0)
        assert we.is_started
        assert (offers.rows, offers.asked, offers.answered, offers.missing) == (2, 6, 2, 2)

    def test_tells_missing_from_invalid(self):
        we, _ = progress(state(SMALL, empty_document() | {"invalid": {"anzahl": "drei"}}))

        assert (we.answered, we.missing, we.invalid) == (0, 1, 1)
        assert we.is_started

    @given(documents())
    def test_and_problems_agree(self, document):
        problems = check(state(SMALL, document))

        done = progress(state(SMALL, document))

        missing = sum(problem.message in {MISSING, BLANK_ROW} for problem in problems)
        assert sum(section.missing for section in done) == missing
        assert sum(section.invalid for section in done) == len(problems) - missing
        assert all(section.may_be_submitted for section in done) == (not problems)


class TestSubmission:
    def test_has_no_blank_rows_and_nothing_nobody_asked(self):
        document = rows((A, {}), (B, {"titel": "b", "fremd": "x"}), fremd="x", gruss="x")
        document["rows"]["fremd"] = [{"id": C, "answers": {"titel": "c"}}]

        assert submission(state(SMALL, document)) == {
            "answers": {"was": "Beratung"},
            "rows": {"angebot": [{"id": B, "answers": {"titel": "b"}}]},
        }

    @given(documents())
    def test_of_a_submission_is_the_same(self, document):
        frozen = submission(state(SMALL, document))

        assert submission(state(SMALL, frozen)) == frozen

    @given(documents())
    def test_keeps_every_answer(self, document):
        frozen = submission(state(SMALL, document))

        assert frozen["answers"] == document["answers"]
        repeat = SMALL.repeat("angebot")
        kept = {row["id"]: row["answers"] for row in frozen["rows"].get("angebot", [])}
        filled = {row["id"]: row["answers"] for row in filled_rows(document, repeat)}
        assert kept == {row: answers for row, answers in filled.items() if answers}

    @given(documents())
    def test_can_be_opened_again_as_a_draft(self, document):
        frozen = submission(state(SMALL, document))

        draft = frozen
        for section in SMALL.sections:
            draft = merge(draft, read_section(section, to_form(section, draft), draft))

        assert draft == frozen
