"""Problems, progress and submission where formulas and rows in rows have a say."""

import pytest

from ikparticipation.surveys.xlsform.check import (
    check,
    check_section,
    is_blank,
    progress,
    same_answers,
    submission,
)
from tests.surveys.xlsform.forms import A, B, C, D, document, form, q, repeat, row, section, state

NESTED = form(
    section(
        "orte",
        repeat(
            "ort",
            q("name", required=True),
            repeat("raum", q("groesse", "integer", required=True), min_rows=1, max_rows=2),
        ),
    )
)


def places(*rooms):
    return {"ort": [row(A, {"name": "Haus"}, rows={"raum": list(rooms)} if rooms else {})]}


class TestRowsInRows:
    @pytest.mark.parametrize(
        ("rooms", "field", "words"),
        [
            ([], f"rows/ort/{A}/raum", "mindestens 1"),
            ([row(B, {"groesse": "x"})], f"rows/raum/{B}/groesse", "passt nicht"),
            ([row(B, {"groesse": 1}), row(C)], f"rows/raum/{C}", "Hier steht noch nichts"),
            ([row(i, {"groesse": 1}) for i in (B, C, D)], f"rows/ort/{A}/raum", "höchstens 2"),
        ],
    )
    def test_have_their_own_problems(self, rooms, field, words):
        problems = check(state(NESTED, **places(*rooms)))

        assert [p.field_name for p in problems] == [field]
        assert words in problems[0].text("de")
        assert problems[0].outer == (("ort", A, 1),)

    def test_count_in_the_progress(self):
        rooms = [row(B, {"groesse": 3}), row(C)]

        (found,) = progress(state(NESTED, **places(*rooms)))

        assert (found.rows, found.asked, found.answered, found.missing) == (2, 2, 2, 1)

    def test_make_the_row_around_them_say_something(self):
        outer = row(A, rows={"raum": [row(B, {"groesse": 3})]})

        assert not is_blank(outer)
        assert is_blank(row(A, rows={"raum": [row(B)]}))

    def test_are_submitted_without_the_blank_ones(self):
        rooms = [row(B, {"groesse": 3, "fremd": 1}), row(C)]

        assert submission(state(NESTED, **places(*rooms))) == document(
            ort=[row(A, {"name": "Haus"}, rows={"raum": [row(B, {"groesse": 3})]})]
        )


class TestWhatIsNotRelevant:
    FORM = form(
        section("s1", q("a"), q("b", required=True, relevant="${a} = 'ja'")),
        section(
            "s2",
            q("c", "integer", required=True),
            repeat("r", q("d", required=True), min_rows=1),
            relevant="${a} = 'ja'",
        ),
    )

    def test_is_no_problem_and_not_submitted(self):
        given = {"a": "nein", "b": "x", "c": "kein Ganzes"}
        seen = state(self.FORM, document(given, r=[row(A, {"d": "y"})]) | {"invalid": {}})

        assert check(seen) == ()
        assert submission(seen) == document({"a": "nein"})

    def test_is_left_out_of_the_progress(self):
        one, other = progress(state(self.FORM, {"a": "nein"}))

        assert (one.is_relevant, one.asked, one.missing) == (True, 1, 0)
        assert (other.is_relevant, other.asked, other.missing, other.rows) == (False, 0, 0, 0)
        assert other.may_be_submitted
        assert not other.is_started

    def test_counts_as_soon_as_it_is(self):
        seen = state(self.FORM, {"a": "ja"})

        assert [p.field_name for p in check(seen)] == ["answers/b", "answers/c", "rows/r"]
        assert check_section(seen, self.FORM.section("s2"), complete=False) == ()


AT_LEAST_ONE = form(
    q("ja", "acknowledge"),
    repeat(
        "r",
        q("a", relevant="${ja} = 'OK'"),
        q("b", "integer"),
        q("c", "select_one", choice_filter="${ja} = 'OK' or name = 'blau'"),
        q("d", calculation="1 + 1"),
        repeat("u", q("e", relevant="${ja} = 'OK'")),
        repeat("t", q("f"), row_count="${b}"),
        min_rows=1,
    ),
)


@pytest.mark.parametrize(
    ("one", "is_enough"),
    [
        (row(A), False),
        (row(A, {"b": 1}), True),
        (row(A, {"a": "x"}), False),
        (row(A, {"c": "rot"}), False),
        (row(A, {"c": "blau"}), True),
        (row(A, {"d": "2"}), False),
        (row(A, {"fremd": "x"}), False),
        (row(A, rows={"u": [row(B, {"e": "x"})]}), False),
        (row(A, rows={"t": [row(B, {"f": "x"})]}), False),
    ],
    ids=[
        "a blank row is none",
        "an answer makes one",
        "an answer to what is not asked does not",
        "nor what is no longer offered",
        "what is still offered does",
        "what is computed does not",
        "nor what the form does not know",
        "nor an inner row that says nothing",
        "nor one beyond the count",
    ],
)
def test_rows_that_must_be_there_are_those_that_are_submitted(one, is_enough):
    now = state(AT_LEAST_ONE, r=[one])

    assert ("rows/r" not in {p.field_name for p in check(now)}) is is_enough
    assert bool(submission(now)["rows"]) is is_enough


def test_what_was_typed_and_is_none_is_told_once_and_not_as_a_row_too_few():
    typed = [row(A) | {"invalid": {"b": "drei"}}]

    assert [p.field_name for p in check(state(AT_LEAST_ONE, r=typed))] == [f"rows/r/{A}/b"]


class TestWhatFormulasSay:
    def test_computed_and_readonly_answers_are_never_missing(self):
        questionnaire = form(
            q("a", "integer", required=True, calculation="1 div 0"),
            q("b", required=True, readonly="true()"),
        )

        assert check(state(questionnaire)) == ()

    def test_a_constraint_waits_for_nothing(self):
        questionnaire = form(q("a", "integer", constraint=". > 3"))
        (page,) = questionnaire.sections

        problems = check_section(state(questionnaire, {"a": 1}), page, complete=False)

        assert "nicht möglich" in problems[0].text("de")

    def test_a_message_for_what_is_missing_is_filled_in(self):
        words = {"de": "Bitte, ${name}.", "en": "Please, ${name}."}
        questionnaire = form(q("name"), q("a", required=True, required_messages=words))

        (problem,) = check(state(questionnaire, {"name": "Eva"}))

        assert problem.text("de") == "Bitte, Eva."
        assert problem.text("en") == "Please, Eva."

    def test_what_was_typed_and_is_none_is_told_before_the_constraint(self):
        questionnaire = form(q("a", "geopoint", constraint="false()"))
        typed = document() | {"invalid": {"a": "52\n"}}

        (problem,) = check(state(questionnaire, typed))

        assert "Breite und Länge" in problem.text("de")


class TestSubmission:
    def test_counts_what_is_submitted(self):
        questionnaire = form(
            repeat("r", q("a"), q("nr", "calculate", calculation="position(..)")),
            q("n", "calculate", calculation="count(${r})"),
        )
        seen = state(questionnaire, r=[row(A), row(B, {"a": "x"}), row(C)])

        frozen = submission(seen)

        assert seen.value("n") == "3"
        assert frozen == document({"n": "1"}, r=[row(B, {"a": "x", "nr": "1"})])

    def test_leaves_out_what_is_no_longer_offered(self):
        questionnaire = form(q("a"), q("b", "select_one", choice_filter="${a} = 'ja'"))

        assert submission(state(questionnaire, {"b": "rot"})) == document()

    def test_the_passing_of_time_is_no_change(self):
        questionnaire = form(
            q("a"),
            q("heute", "calculate", calculation="today()"),
            repeat("r", q("b"), q("jetzt", "calculate", calculation="now()")),
        )
        one = submission(state(questionnaire, {"a": "x"}, r=[row(A, {"b": "y"})]))
        later = {"a": "x", "heute": "2030-01-01"}
        rows = {"r": [row(A, {"b": "y", "jetzt": "2030"})]}

        assert same_answers(questionnaire, one, document(later, **rows))
        assert not same_answers(questionnaire, one, document(later | {"a": "z"}, **rows))
        assert not same_answers(questionnaire, one, document(later))
