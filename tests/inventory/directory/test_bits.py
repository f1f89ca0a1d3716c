"""Sets of positions as numbers, and words found in them."""

from hypothesis import given
from hypothesis import strategies as st

from ikparticipation.inventory.directory import bits
from ikparticipation.inventory.directory.words import Words

sets = st.sets(st.integers(0, 200))
texts = st.lists(st.text("abc dä\n", max_size=30), max_size=20)


@given(sets)
def test_a_set_comes_back_in_rising_order(positions):
    assert list(bits.positions(bits.of(positions, 201))) == sorted(positions)


@given(st.sets(st.integers(0, 3000)), st.integers(0, 400))
def test_what_is_skipped_is_the_beginning(positions, skip):
    found = list(bits.positions(bits.of(positions, 3001), skip))

    assert found == sorted(positions)[skip:]


def test_a_full_set_is_skipped_across_every_leap():
    everything = bits.of(range(2000), 2000)

    assert [next(bits.positions(everything, skip), None) for skip in range(2001)] == [
        *range(2000),
        None,
    ]


@given(sets, st.permutations(range(201)))
def test_what_is_chosen_keeps_its_order(positions, order):
    found = list(bits.chosen(bits.of(positions, 201), order))

    assert found == [each for each in order if each in positions]


@given(texts, st.text("abcdä", min_size=1, max_size=5))
def test_a_word_is_found_where_it_stands_and_nowhere_else(found_in, part):
    words = Words(found_in)

    expected = [number for number, text in enumerate(found_in) if part in text]
    assert list(bits.positions(words.holding(part))) == expected
    assert words.holding(part) == words.holding(part)
