import re

from ikparticipation.receipts import ALPHABET, new_code


def test_a_code_is_three_groups_that_can_be_read_out():
    assert re.fullmatch(rf"(?:[{ALPHABET}]{{3}}-){{2}}[{ALPHABET}]{{3}}", new_code())


def test_no_letter_is_taken_for_another():
    for alike in ("0O", "1I", "2Z", "5S", "8B"):
        assert not set(alike) & set(ALPHABET)


def test_codes_differ():
    assert len({new_code() for _ in range(10_000)}) == 10_000
