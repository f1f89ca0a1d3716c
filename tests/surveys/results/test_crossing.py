import pytest

from ikparticipation.errors import InvalidError
from ikparticipation.surveys.results import cross
from tests.surveys.results import small
from tests.surveys.results.small import saying, submitted


def numbers(cells):
    return [cell.number for cell in cells]


def test_two_questions_are_crossed_with_sums_and_non_response():
    responses = [
        saying(hat="ja", plaetze=5),
        saying(hat="ja", plaetze=5),
        saying(hat="ja"),
        saying(hat="nein"),
    ]

    table = cross(small.form(), responses, "hat", "plaetze")

    assert [line.key for line in table.rows] == ["ja", "nein"]
    assert [line.missing or line.key for line in table.columns] == [
        "5",
        "not_answered",
        "not_asked",
    ]
    assert [numbers(row) for row in table.cells] == [[2, 1, 0], [0, 0, 1]]
    assert numbers(table.row_sums) == [3, 1]
    assert numbers(table.column_sums) == [2, 1, 1]
    assert table.total.number == 4


def test_several_answers_count_each_and_the_sums_count_respondents():
    responses = [saying(hat="ja", farben=["rot", "blau"]), saying(hat="ja", farben=["rot"])]

    table = cross(small.form(), responses, "hat", "farben")

    assert [numbers(row) for row in table.cells] == [[2, 1, 0], [0, 0, 0]]
    assert numbers(table.row_sums) == [2, 0]
    assert table.columns_add_up_to_more
    assert not table.rows_add_up_to_more


def test_of_questions_in_rows_the_rows_are_counted():
    rows = [
        {"id": "1", "answers": {"titel": "a", "kostet": "ja", "preis": 3}},
        {"id": "2", "answers": {"titel": "b", "kostet": "nein"}},
    ]
    response = submitted({"answers": {"hat": "ja", "plaetze": 2}, "rows": {"angebot": rows}})

    table = cross(small.form(), [response], "hat", "kostet")

    assert table.is_over_rows
    assert [numbers(row) for row in table.cells] == [[1, 1], [0, 0]]
    assert table.total.number == 2


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param("hat", "nie", id="a question that is not there"),
        pytest.param("hat", "angebot", id="a repeat is no question"),
    ],
)
def test_what_is_no_question_is_refused(first, second):
    with pytest.raises(InvalidError):
        cross(small.form(), [], first, second)


def test_a_row_and_the_row_around_it_can_be_crossed():
    table = cross(small.form(), [], "farbe", "kostet")

    assert table.is_over_rows
    assert table.total.state == "zero"


def of(number, **answers):
    return [saying(**answers) for _ in range(number)]


RED, BLUE = ["rot"], ["rot", "blau"]
GROUPS = {
    "a cell with a few": ("hat", "plaetze", [*of(5, hat="ja", plaetze=3), *of(4, hat="ja")], True),
    "cells with five or nobody": (
        "hat",
        "plaetze",
        [*of(5, hat="ja", plaetze=3), *of(5, hat="nein")],
        False,
    ),
    "one who did not choose what the others did": (
        "hat",
        "farben",
        [*of(6, hat="ja", farben=BLUE), *of(1, hat="ja", farben=["blau"])],
        True,
    ),
    "the same with the questions the other way round": (
        "farben",
        "hat",
        [*of(6, hat="ja", farben=BLUE), *of(1, hat="ja", farben=["blau"])],
        True,
    ),
    "five who did not": (
        "hat",
        "farben",
        [*of(6, hat="ja", farben=BLUE), *of(5, hat="ja", farben=["blau"])],
        False,
    ),
    "one who chose neither of two answers": (
        "farben",
        "farben",
        [*of(6, farben=BLUE), *of(5, farben=RED), *of(1, farben=["gelb"])],
        True,
    ),
}


@pytest.mark.parametrize("case", GROUPS)
def test_a_table_that_tells_of_fewer_than_five_is_noticed(case):
    first, second, responses, is_small = GROUPS[case]

    table = cross(small.form(), responses, first, second)

    assert table.has_groups_below(5) is is_small
