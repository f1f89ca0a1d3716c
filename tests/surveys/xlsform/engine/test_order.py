"""What is evaluated before what, and what must not be remembered too long."""

from ikparticipation.surveys.xlsform.check import check
from tests.surveys.xlsform.forms import A, B, document, form, q, repeat, row, state


def test_each_formula_is_evaluated_once_for_a_change_however_it_is_reached():
    count = 30
    links = [
        q(f"c{n}", "calculate", calculation=f"${{a}} + ${{c{n + 1}}} + ${{c{count}}}")
        for n in range(count)
    ]
    last = q(f"c{count}", "calculate", calculation="${a} + 1")
    seen = state(form(q("a", "integer"), *links, last), {"a": 1})
    before = seen.run.evaluations

    seen.put("a", 2)

    assert seen.run.evaluations - before == count + 1


def test_formulas_in_computed_rows_wait_for_the_rows():
    rows = repeat("r", q("x", "calculate", calculation="concat('a', 'b')"), row_count="${n}")
    questionnaire = form(rows, q("a", "integer"), q("n", "calculate", calculation="${a} + 1"))

    seen = state(questionnaire, {"a": 1})

    assert [seen.value("x", each["id"]) for each in seen.rows("r")] == ["ab", "ab"]


def test_a_path_to_everything_comes_last():
    questionnaire = form(
        q("alle", "calculate", calculation="count-non-empty(/data/s/*)"),
        q("a", "integer"),
        q("b", "calculate", calculation="${a} + 1"),
        q("c", "calculate", calculation="if(${b} = 3, ${b}, '')"),
    )
    seen = state(questionnaire, {"a": 1})
    before = seen.value("alle")

    seen.put("a", 2)

    assert (before, seen.value("alle")) == ("2", "3")


def test_a_row_that_counts_others_follows_their_changes():
    questionnaire = form(
        repeat(
            "r",
            q("x", "integer"),
            q("n", "calculate", calculation="count(${r}[${x} > 1])"),
        )
    )
    seen = state(questionnaire, r=[row(A, {"x": 1}), row(B, {"x": 2})])

    seen.put("x", 5, A)

    assert [seen.value("n", A), seen.value("n", B)] == ["2", "2"]


def test_a_calculation_does_not_see_its_own_last_result():
    questionnaire = form(q("a"), q("b", "calculate", calculation="concat(., ${a})"))
    seen = state(questionnaire, {"a": "x"})

    seen.put("a", "y")

    assert seen.value("b") == "y"


def test_a_constraint_follows_its_own_answer():
    seen = state(form(q("a", "integer", constraint=". > 3")), {"a": 1})
    assert len(check(seen)) == 1

    seen.put("a", 5)

    assert check(seen) == ()


def test_an_answer_of_the_wrong_kind_is_no_problem_while_it_is_not_relevant():
    questionnaire = form(q("a"), q("b", "integer", relevant="${a} = 'ja'"))

    assert check(state(questionnaire, {"b": "drei"})) == ()
    assert len(check(state(questionnaire, {"a": "ja", "b": "drei"}))) == 1


def test_missing_computed_rows_never_take_an_id_that_is_there():
    questionnaire = form(q("a", "integer"), repeat("r", q("x"), row_count="${a}"))
    seen = state(questionnaire, {"a": 3})
    rows = seen.document["rows"]["r"]

    seen.change(document({"a": 3}, r=rows[:2]))

    assert seen.document["rows"]["r"] == rows
