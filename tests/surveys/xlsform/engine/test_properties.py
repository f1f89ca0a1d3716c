"""What must hold whatever is answered, in whatever order."""

import time
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from ikparticipation.receipts import canonical_json
from ikparticipation.surveys.xlsform.answers import fill_in, merge, read_section, to_form
from ikparticipation.surveys.xlsform.check import check, check_section, progress, submission
from ikparticipation.surveys.xlsform.document import empty_document, spots
from ikparticipation.surveys.xlsform.engine import State
from ikparticipation.surveys.xlsform.values import value_label
from tests.surveys.xlsform.forms import (
    NOW,
    choices,
    every,
    form,
    group,
    q,
    repeat,
    row,
    section,
    state,
)

PLACES = choices("x", "y", "z", x={"gut": "1"}, y={"gut": "2"}, z={"gut": "1"})
FORM = form(
    section(
        "wir",
        q("a", "integer"),
        q("b", "integer", relevant="${a} > 1", constraint=". < ${a} * 3"),
        group(
            "g",
            q("c", "integer", required_when="${b} = 2"),
            q("d", "select_one", choices=PLACES, choice_filter="gut = ${c}"),
            relevant="${b} != 3",
        ),
        q("e", "calculate", calculation="concat(${d}, '-', ${c}, '-', ${summe})"),
    ),
    section(
        "kinder",
        repeat(
            "kind",
            q("k", "integer"),
            q("l", "integer", relevant="${k} > ${a}", constraint=". > position(..)"),
            q("m", "calculate", calculation="${k} * position(..) + count(${kind})"),
            repeat(
                "ding",
                q("n", "integer"),
                q("o", "calculate", calculation="${n} + ${k} + sum(${n})"),
                row_count="${l}",
                max_rows=3,
            ),
            relevant="${c} != 4",
        ),
    ),
    section(
        "ende",
        q("summe", "calculate", calculation="sum(${k})"),
        q(
            "alles",
            "calculate",
            calculation="concat(sum(${n}), '/', count(${ding}), '/', max(${m}))",
        ),
        q("p", "integer", relevant="${alles} != '0/0/'", constraint=". >= ${summe}"),
        q("pfad", "calculate", calculation="sum(/data/kinder/kind/k) + count(/data/wir/g/c)"),
        relevant="${a} != 5",
    ),
)
TOP = ("a", "b", "c", "p")
IN_ROWS = ("k", "l")
NUMBERS = st.one_of(st.none(), st.integers(0, 5))
CHANGES = st.lists(
    st.one_of(
        st.tuples(st.just("put"), st.sampled_from(TOP), NUMBERS),
        st.tuples(st.just("put"), st.just("d"), st.sampled_from([None, "x", "y", "z"])),
        st.tuples(st.just("row"), st.integers(0, 3), st.sampled_from(IN_ROWS), NUMBERS),
        st.tuples(st.just("inner"), st.integers(0, 3), st.integers(0, 2), NUMBERS),
        st.tuples(st.just("add"), st.integers(1, 6)),
        st.tuples(st.just("remove"), st.integers(0, 3)),
        st.tuples(st.just("turn")),
    ),
    max_size=12,
)


def seen(state_):
    """All that anybody can ask of a state."""
    facts = {}
    for part in FORM.sections:
        facts[part.name] = state_.is_relevant(part.name)
        for spot in spots(part, state_.document):
            asked = spot.chain[-1] if spot.chain else part
            if spot.chain:
                facts[spot.row_id] = state_.is_relevant(spot.chain[-1].name, spot.row_id)
            for question in asked.questions:
                key = question.name, spot.row_id
                facts[key] = (
                    state_.is_relevant(*key),
                    state_.value(*key),
                    state_.is_required(*key),
                    state_.constraint_error(*key),
                    [choice.name for choice in state_.choices(*key)],
                )
    return facts, [(p.field_name, p.message) for p in check(state_)]


def carry_out(state_, change):
    match change:
        case ("put", name, value):
            state_.put(name, value)
        case ("row", number, name, value):
            rows = state_.document["rows"].get("kind", [])
            if number < len(rows):
                state_.put(name, value, rows[number]["id"])
        case ("inner", number, inner, value):
            rows = state_.document["rows"].get("kind", [])
            things = rows[number].get("rows", {}).get("ding", []) if number < len(rows) else []
            if inner < len(things):
                state_.put("n", value, things[inner]["id"])
        case _:
            state_.change(other_rows(state_.document, change))


def other_rows(document, change):
    rows = document["rows"].get("kind", [])
    match change:
        case ("add", number):
            id_ = str(UUID(int=number))
            if all(each["id"] != id_ for each in rows):
                rows = [*rows, row(id_)]
        case ("remove", number):
            rows = [*rows[:number], *rows[number + 1 :]]
        case _:
            rows = rows[::-1]
    return {**document, "rows": {"kind": rows}}


@given(CHANGES)
def test_step_by_step_and_all_at_once_come_to_the_same(changes):
    steps = state(FORM)

    for change in changes:
        carry_out(steps, change)
        seen(steps)  # what was asked before must not be remembered wrongly

    whole = State.of(FORM, steps.document, now=NOW)
    assert seen(steps) == seen(whole)
    assert whole.document == steps.document


@given(st.permutations([("a", 2), ("b", 4), ("c", 1), ("d", "z"), ("p", 3)]))
def test_the_order_of_answering_changes_nothing(answers):
    one, other = state(FORM), state(FORM)

    for name, value in answers:
        one.put(name, value)
    for name, value in sorted(answers):
        other.put(name, value)

    assert seen(one) == seen(other)
    assert canonical_json(submission(one)) == canonical_json(submission(other))


@given(CHANGES, st.integers(0, 5))
def test_relevance_off_and_on_again_restores_all_answers(changes, away):
    answered = state(FORM)
    for change in changes:
        carry_out(answered, change)
    before, value = seen(answered), answered.document["answers"].get("a")

    answered.put("a", away)
    answered.put("a", value)

    assert {**seen(answered)[0], **before[0]} == seen(answered)[0]
    assert seen(answered)[1] == before[1]


@given(CHANGES)
def test_of_a_submission_the_submission_is_the_same(changes):
    answered = state(FORM)
    for change in changes:
        carry_out(answered, change)

    frozen = submission(answered)
    again = State.of(FORM, frozen, now=NOW)

    assert submission(again) == frozen
    assert again.is_relevant("ende") or "p" not in frozen["answers"]


@given(CHANGES)
def test_problems_and_progress_agree_and_nothing_hidden_is_a_problem(changes):
    answered = state(FORM)
    for change in changes:
        carry_out(answered, change)

    problems = check(answered)
    done = progress(answered)

    assert sum(each.missing + each.invalid for each in done) == len(problems)
    assert all(answered.is_relevant(p.question, p.row_id) for p in problems if p.question)
    assert [each.is_relevant for each in done] == [
        answered.is_relevant(part.name) for part in FORM.sections
    ]
    assert all(not check_section(answered, each.section) for each in done if not each.is_relevant)


@given(CHANGES)
def test_a_page_that_is_posted_as_it_was_shown_changes_nothing(changes):
    answered = state(FORM)
    for change in changes:
        carry_out(answered, change)
    before, facts = answered.document, seen(answered)

    for part in FORM.sections:
        filled = fill_in(answered, part, to_form(part, answered.document))
        assert filled.problems == ()

    assert merge(before, read_section(FORM.sections[0], {}, before)) == before
    assert answered.document["answers"] == before["answers"]
    assert seen(answered) == facts


def timed(count):
    questionnaire = form(
        q("a", "integer"),
        repeat(
            "r",
            q("n", "integer"),
            q("z", "integer", relevant="${n} > ${a}", constraint=". < 9"),
            q("nr", "calculate", calculation="position(..) + ${n}"),
            max_rows=10_000,
        ),
        q("summe", "calculate", calculation="sum(${n})"),
    )
    rows = [row(str(UUID(int=n + 1)), {"n": 3, "z": 1}) for n in range(count)]
    document = empty_document() | {"answers": {"a": 1}, "rows": {"r": rows}}
    State.of(questionnaire, document, now=NOW)
    rounds = []
    for _ in range(5):
        started = time.process_time()
        built = State.of(questionnaire, document, now=NOW)
        built.put("a", 2)
        check(built)
        rounds.append(time.process_time() - started)
    return min(rounds)


def test_time_grows_with_the_rows_and_not_with_their_square():
    few, many = timed(100), timed(1_000)

    assert many < 30 * few


def test_a_long_chain_does_not_overflow_the_stack():
    length = 1_000
    first = q("q0", "integer")
    others = [q(f"q{n}", "calculate", calculation=f"${{q{n - 1}}} + 1") for n in range(1, length)]
    seen_ = state(form(first, *others), {"q0": 1})

    seen_.put("q0", 2)

    assert seen_.value(f"q{length - 1}") == str(length + 1)


ANYTHING = st.recursive(
    st.one_of(st.booleans(), st.integers(), st.floats(), st.text(max_size=5)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=2),
        st.dictionaries(st.sampled_from(["lat", "lon", "name", "file", "x"]), inner, max_size=3),
    ),
    max_leaves=4,
)
EVERY_TYPE = form(
    *(element for part in every().sections for element in part.elements),
    *(
        q(f"sieht_{placed.question.name}", relevant=f"${{{placed.question.name}}} != 'x'")
        for placed in every().placed
    ),
)


@given(st.sampled_from(every().placed), ANYTHING)
def test_whatever_is_stored_is_a_problem_and_never_a_crash(placed, value):
    name = placed.question.name
    rows = {"angebot": [row(str(UUID(int=1)), {name: value})]}
    answers = {} if placed.chain else {name: value}

    seen_ = state(EVERY_TYPE, answers, **rows)

    assert check(seen_) is not None
    assert submission(seen_) is not None
    assert seen_.is_relevant(f"sieht_{name}") in {True, False}
    assert isinstance(value_label(placed.question, value, "de"), str)
