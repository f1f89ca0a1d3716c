import sys
from itertools import pairwise

from hypothesis import assume, given
from hypothesis import strategies as st

from ikparticipation.consultation.anchors import Span, sentences, trimmed
from ikparticipation.consultation.mapping import (
    AUTOMATIC,
    Method,
    Place,
)
from ikparticipation.text import canonical
from tests.consultation.mapped import (
    BLOCKS,
    CHANGED,
    GUIDELINES,
    MARKS,
    MOVED,
    NOUNS,
    SENTENCES,
    SUGGESTED,
    UNCHANGED,
    at,
    drawn_span,
    every_span,
    mapped,
)


def test_every_selection_of_a_text_is_where_it_was():
    spans = every_span(GUIDELINES)

    results = mapped(GUIDELINES, GUIDELINES, *spans)

    assert [result.place for result in results] == [Place(*span) for span in spans]
    assert {(result.status, result.method) for result in results} == {(UNCHANGED, Method.PASSAGE)}
    assert {result.score for result in results} == {1.0}


@given(st.lists(st.one_of(st.text(MARKS), st.text()).map(canonical), min_size=1), st.data())
def test_an_unchanged_text_keeps_every_selection(blocks, data):
    assume(any(blocks))
    block, span = drawn_span(data, blocks)
    assume(blocks[block][span.start : span.end] != " ")

    (result,) = mapped(blocks, blocks, (block, span))

    assert (result.status, result.place) == (UNCHANGED, Place(block, span))


@given(BLOCKS, BLOCKS, st.data())
def test_whatever_comes_the_result_is_consistent(old, new, data):
    spans = [drawn_span(data, old) for _ in range(4)]

    for result, (block, span) in zip(mapped(old, new, *spans), spans, strict=True):
        words = old[block][span.start : span.end]
        if result.status in {UNCHANGED, MOVED}:
            assert at(new, result.place).strip() == words.strip()
        if result.place:
            assert 0 <= result.place.span.start < result.place.span.end
            assert result.place.span.end <= len(new[result.place.block])
        assert (result.place is not None) == (result.status in AUTOMATIC)
        assert bool(result.suggestions) == (result.status is SUGGESTED)
        assert 0 <= result.score <= 1


def test_words_that_stand_repeated_now_never_make_a_place_that_ends_before_it_begins():
    old = ["Kurs kurs kurs.", "Trägt dorf der dorf."]
    new = ["Kurs kurs kurs.", "Kurs kurs kurs. Trägt der der kurs dorf."]

    places = [result.place for result in mapped(old, new, *every_span(old)) if result.place]

    assert all(place.span.start < place.span.end for place in places)


@given(BLOCKS, BLOCKS, st.data())
def test_a_selection_is_mapped_alone_as_among_others(old, new, data):
    spans = [drawn_span(data, old) for _ in range(4)]

    together = mapped(old, new, *spans)

    assert together == [mapped(old, new, span)[0] for span in spans]


@given(BLOCKS, st.data())
def test_what_is_inserted_elsewhere_moves_no_anchor_to_other_words(blocks, data):
    block, span = drawn_span(data, blocks)
    assume(blocks[block][span.start : span.end].strip())
    place = data.draw(st.integers(0, len(blocks)))
    new = [*blocks[:place], data.draw(SENTENCES), *blocks[place:]]

    (result,) = mapped(blocks, new, (block, span))

    if result.status in AUTOMATIC:
        assert at(new, result.place).strip() == blocks[block][span.start : span.end].strip()
        once = blocks.count(blocks[block]) == new.count(blocks[block]) == 1
        assert result.place.block == block + (place <= block) or not once


@given(BLOCKS, st.data())
def test_a_deleted_passage_leaves_its_selections_nowhere_else(blocks, data):
    others = [block for block in blocks if block not in blocks[:1]]
    block, span = 0, drawn_span(data, blocks[:1])[1]

    (result,) = mapped(blocks[:1] + others, others, (block, span))

    assert result.status not in {UNCHANGED, CHANGED}


@given(st.data())
def test_a_unique_sentence_that_moves_is_found(data):
    words = data.draw(st.lists(st.sampled_from(NOUNS), min_size=5, max_size=9))
    moving = f"Einzigartig {' '.join(words)} hier."
    blocks = [*GUIDELINES]
    place = data.draw(st.integers(0, len(blocks)))
    other = data.draw(st.integers(0, len(blocks)))
    assume(place != other)
    old = [*blocks[:place], moving, *blocks[place:]]
    new = [*blocks[:other], moving, *blocks[other:]]
    start = data.draw(st.integers(0, len(moving) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(moving))))
    assume(moving[span.start : span.end] != " ")

    (result,) = mapped(old, new, (place, span))

    assert result.place == Place(other, span)


@given(BLOCKS, BLOCKS)
def test_a_long_quote_that_stands_once_in_both_is_found(old, new):
    both = "\n".join(old), "\n".join(new)
    for block, text in enumerate(old):
        for sentence in (trimmed(text, span) for span in sentences(text)):
            quote = text[sentence.start : sentence.end]
            if len(quote.split()) < 6 or [whole.count(quote) for whole in both] != [1, 1]:
                continue
            (result,) = mapped(old, new, (block, sentence))
            if result.status in AUTOMATIC:
                assert at(new, result.place) == quote
            else:
                assert quote in [at(new, one.place) for one in result.suggestions]


@given(st.permutations(range(4)), st.data())
def test_near_identical_sentences_are_never_mixed_up(order, data):
    nouns = data.draw(st.permutations(NOUNS))[:4]
    old = [
        f"Abschnitt über {noun} mit eigenen Worten zu {noun}. "
        f"Wer neu ist, findet {noun} in jeder Gemeinde des Landkreises."
        for noun in nouns
    ]
    gone = data.draw(st.sets(st.sampled_from(order), max_size=3))
    new = [old[n] for n in sorted(set(order) - gone)]
    spans = [(n, Span(text.index("Wer"), len(text))) for n, text in enumerate(old)]

    for result, noun, (n, _) in zip(mapped(old, new, *spans), nouns, spans, strict=True):
        if result.status in AUTOMATIC:
            assert n not in gone
            assert noun in at(new, result.place)
        else:
            assert n in gone


def test_the_work_grows_no_faster_than_the_number_of_selections():
    old = [f"{text} Fassung {n}." for n in range(8) for text in GUIDELINES]
    new = [text.replace("Wochen", "Monaten").replace("der Bus", "die Bahn") for text in old]
    spans = every_span(old, longest=12)[::40]
    steps = [calls(old, new, spans[:number]) for number in (0, 100, 200, 400)]

    alignment, one, two, four = steps
    assert (two - alignment) <= 3 * (one - alignment)
    assert (four - alignment) <= 3 * (two - alignment)
    assert all(fewer < more for fewer, more in pairwise(steps))


def calls(old, new, spans):
    """How many functions are called to map the selections."""
    count = 0

    def counted(_frame, event, _argument):
        nonlocal count
        count += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        mapped(old, new, *spans)
    finally:
        sys.setprofile(before)
    return count
