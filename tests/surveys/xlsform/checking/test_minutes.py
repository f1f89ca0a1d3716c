"""How long a questionnaire takes."""

import pytest

from ikparticipation.surveys.xlsform.checking import minutes
from tests.surveys.xlsform.checking.forms import line, questionnaire

TEN = [line("text", f"t{number}") for number in range(10)]
"""Two minutes of typing, a word each to read."""


def test_a_single_question_takes_a_minute():
    assert minutes(questionnaire(line("text", "a"))) == (1, 1)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (TEN, (3, 3)),
        # 400 words more to read are two minutes
        ([*TEN, line("note", "n", "Wort " * 400)], (5, 5)),
        # what is not asked of everybody counts only for the longest time
        ([line("text", "a"), *[one | {"relevant": "${a} = 'ja'"} for one in TEN]], (1, 3)),
        # a whole group
        (
            [
                line("text", "a"),
                line("begin_group", "g", relevant="${a} = 'ja'"),
                *TEN,
                line("end_group"),
            ],
            (1, 3),
        ),
        # one row, and five
        ([line("begin_repeat", "r"), *TEN, line("end_repeat")], (3, 11)),
        # what nobody types is only read
        ([line("text", "a"), *[one | {"calculation": "1 + 1"} for one in TEN]], (1, 1)),
    ],
)
def test_reading_typing_rows_and_conditions_count(lines, expected):
    assert minutes(questionnaire(*lines)) == expected


def test_a_form_without_questions_still_takes_a_minute():
    assert minutes(questionnaire(line("note", "n", "Guten Tag"))) == (1, 1)
