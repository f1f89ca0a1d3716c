import pytest

from benchmarks.expressions import OWN_CASES, NoNames, checked, context_of_case, read
from ikparticipation.surveys.xlsform.expression import ValueKind, compile_expression, parse
from ikparticipation.surveys.xlsform.expression.functions import FUNCTIONS

CASES = read(OWN_CASES)
OF_THE_FORM = {"jr:choice-name"}
"""Functions that need a whole form; tested in test_references."""
TYPES = {
    ValueKind.TEXT: str,
    ValueKind.NUMBER: float,
    ValueKind.BOOLEAN: bool,
    ValueKind.NODES: list | tuple,
    ValueKind.ANY: str | float | bool | list | tuple,
}


@pytest.mark.parametrize(
    "case", CASES, ids=[f"{number}-{case['test']}" for number, case in enumerate(CASES)]
)
def test_a_case_holds(case):
    assert checked(case) is None


@pytest.mark.parametrize("number", range(len(CASES)))
def test_the_value_is_of_the_type_that_was_known_before(number):
    compiled = compile_expression(parse(CASES[number]["expr"]), NoNames())

    value = compiled.value(context_of_case(CASES[number]))

    assert isinstance(value, TYPES[compiled.kind])
    assert isinstance(compiled.number(context_of_case(CASES[number])), float)


def test_there_is_a_case_for_each_function():
    asked = "\n".join(case["expr"] for case in CASES)

    assert {name for name in FUNCTIONS if f"{name}(" not in asked} == OF_THE_FORM


def test_a_case_that_does_not_hold_is_told():
    wrong = CASES[0] | {"expected": "something else"}

    assert "expected 'something else'" in checked(wrong)
