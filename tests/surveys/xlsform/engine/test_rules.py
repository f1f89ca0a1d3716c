"""The rules of `engine/__init__`, one table each."""

import pytest

from ikparticipation.surveys.xlsform.check import check
from tests.surveys.xlsform.forms import (
    A,
    B,
    C,
    form,
    group,
    q,
    repeat,
    row,
    section,
    state,
)

KINDER = repeat("kind", q("name"), q("alter", "integer", relevant="${name} != 'geheim'"))


def kinder(*given):
    ids = (A, B, C)
    return {
        "kind": [row(i, {"name": n, "alter": a}) for i, (n, a) in zip(ids, given, strict=False)]
    }


@pytest.mark.parametrize(
    ("formula", "result"),
    [
        ("count(${kind})", "3"),  # rows are there even if nothing is asked in them
        ("count(${alter})", "2"),  # what is not relevant is left out
        ("sum(${alter})", "12"),
        ("min(${alter})", "5"),
        ("max(${alter})", "7"),
        ("join(' ', ${alter})", "5 7"),
        ("${versteckt}", ""),  # as if it were blank
        ("count(${im_versteckten})", "0"),  # neither is what stands in something hidden
        ("concat('<', ${im_versteckten}, '>')", "<>"),
        ("count-non-empty(${name})", "3"),
        ("indexed-repeat(${name}, ${kind}, 2)", "geheim"),
        ("if(${versteckt} = '', 'leer', 'da')", "leer"),
        ("sum(/data/s/kind/alter)", "12"),  # paths see the same
        ("count(/data/s/gruppe/im_versteckten)", "0"),
    ],
)
def test_what_is_not_relevant_is_left_out_everywhere(formula, result):
    questionnaire = form(
        q("schalter"),
        q("versteckt", relevant="${schalter} = 'an'"),
        group("gruppe", q("im_versteckten"), relevant="${schalter} = 'an'"),
        KINDER,
        q("ergebnis", "calculate", calculation=formula),
    )
    answers = {"versteckt": "x", "im_versteckten": "y"}

    seen = state(questionnaire, answers, **kinder(("a", 5), ("geheim", 100), ("b", 7)))

    assert (seen.value("ergebnis") or "") == result


@pytest.mark.parametrize(
    ("switch", "shown"),
    [({}, False), ({"schalter": "an"}, True), ({"schalter": "aus"}, False)],
)
@pytest.mark.parametrize("name", ["frage", "gruppe", "in_gruppe", "liste", "seite", "auf_seite"])
def test_relevance_reaches_down(switch, shown, name):
    condition = "${schalter} = 'an'"
    questionnaire = form(
        q("schalter"),
        q("frage", relevant=condition),
        group("gruppe", group("innen", q("in_gruppe")), relevant=condition),
        repeat("liste", q("in_liste"), relevant=condition),
        section("seite", q("auf_seite"), relevant=condition),
    )

    seen = state(questionnaire, switch, liste=[row(A)])

    assert seen.is_relevant(name) is shown
    assert seen.is_relevant("in_liste", A) is shown
    assert seen.is_relevant("liste", A) is shown
    assert bool(seen.rows("liste")) is shown


@pytest.mark.parametrize(
    ("formula", "shown", "hidden"),
    [
        ("count(${a} | ${b})", "2", "0"),
        ("count(${a}[. = ''])", "1", "0"),
        ("count((${a} | ${b})[. = ''])", "2", "0"),
        ("count(${a} | ${b}[. = 'x'])", "1", "0"),
    ],
    ids=["together", "those of which something holds", "both", "one of them only if it holds"],
)
def test_what_is_not_relevant_is_not_counted_however_it_is_named(formula, shown, hidden):
    questionnaire = form(
        q("on"),
        q("a", relevant="${on} = 1"),
        q("b", relevant="${on} = 1"),
        q("n", "calculate", calculation=formula),
    )

    assert state(questionnaire, {"on": "1"}).value("n") == shown
    assert state(questionnaire).value("n") == hidden


@pytest.mark.parametrize(
    ("aspect", "formula", "blank", "answered"),
    [
        ("required_when", ". = ''", True, False),
        ("required_when", "string-length() = 0", True, False),
        ("readonly", ". != ''", False, True),
        ("readonly", "current()/. != ''", False, True),
        ("readonly", "string(current()) != ''", False, True),
    ],
)
def test_a_formula_may_look_at_the_answer_it_stands_at(aspect, formula, blank, answered):
    seen = state(form(q("a", **{aspect: formula})))
    ask = {"required_when": seen.is_required, "readonly": seen.is_readonly}[aspect]

    before = ask("a")
    seen.put("a", "x")

    assert (before, ask("a")) == (blank, answered)


def test_relevance_off_and_on_again_restores_what_was_answered():
    questionnaire = form(q("a"), q("b", relevant="${a} = 'ja'"), q("c", relevant="${b} = 'x'"))
    seen = state(questionnaire, {"a": "ja", "b": "x", "c": "y"})

    seen.put("a", "nein")
    off = [seen.value(name) for name in "abc"]
    seen.put("a", "ja")

    assert off == ["nein", None, None]
    assert [seen.value(name) for name in "abc"] == ["ja", "x", "y"]


@pytest.mark.parametrize(
    ("given", "required"),
    [({}, False), ({"a": 2}, False), ({"a": 3}, True), ({"a": 3, "zeigen": "nein"}, False)],
)
def test_an_answer_may_be_required_by_others(given, required):
    questionnaire = form(
        q("a", "integer"),
        q("zeigen"),
        q("b", required_when="${a} > 2", relevant="${zeigen} != 'nein'"),
    )

    seen = state(questionnaire, given)

    assert seen.is_required("b") is required
    assert [p.question for p in check(seen)] == (["b"] if required else [])


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (None, None),  # blank passes
        (18, None),
        (17, "mindestens 18"),
        (10**20, "zu groß"),  # what is no answer says so first
    ],
)
def test_a_constraint_speaks_in_the_words_of_the_questionnaire(answer, message):
    words = {"de": "Sie sind ${alter}, ${name}: mindestens 18.", "en": "${name} must be 18."}
    questionnaire = form(
        q("name"), q("alter", "integer", constraint=". >= 18", constraint_messages=words)
    )
    given = {"name": "Eva"} | ({} if answer is None else {"alter": answer})

    problems = check(state(questionnaire, given))

    assert [message in problem.text("de") for problem in problems] == ([True] if message else [])
    if message == "mindestens 18":
        assert problems[0].text("de") == "Sie sind 17, Eva: mindestens 18."
        assert problems[0].text("en") == "Eva must be 18."


@pytest.mark.parametrize(
    ("aspect", "kept"),
    [
        ("relevant", "b is shown"),
        ("calculation", "b is blank"),
        ("constraint", "b is refused"),
        ("required_when", "b is not required"),
        ("readonly", "b can be typed into"),
        ("choice_filter", "all choices are offered"),
        ("default_formula", "b is blank"),
    ],
)
def test_a_formula_that_fails_loses_nothing(aspect, kept):
    kind = "select_one" if aspect == "choice_filter" else "text"
    questionnaire = form(q("b", kind, **{aspect: "sum('kein Verweis')"}))

    seen = state(questionnaire, {"b": "rot"})

    assert seen.is_relevant("b")
    assert seen.value("b") == (None if aspect == "calculation" else "rot"), kept
    assert bool(check(seen)) is (aspect == "constraint")
    assert not seen.is_required("b")
    assert seen.is_readonly("b") is (aspect == "calculation")
    assert len(seen.choices("b")) == (3 if kind == "select_one" else 0)


def test_a_count_that_fails_keeps_the_rows_that_are_there():
    questionnaire = form(repeat("liste", q("a"), row_count="sum('kein Verweis')"))

    seen = state(questionnaire, liste=[row(A, {"a": "x"})])

    assert [r["id"] for r in seen.rows("liste")] == [A]
