import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ikparticipation.drafts.keys import ALIKE, Words, likeness
from ikparticipation.drafts.passages import assign_keys, parse

GUIDELINES = """\
# Leitlinien

Integration gelingt vor Ort, in jedem Dorf und in jeder Stadt des Landkreises.

## Sprache

- Sprachkurse gibt es in jedem Ort, auch abends und am Wochenende.
- Kinder lernen Deutsch vom ersten Tag an.

## Arbeit

Wer arbeiten will, findet schnell eine Beratung, die zu ihm passt.
"""


def versions(*texts):
    """Give keys to one version after the other, as publishing does; the keys of the last."""
    previous, used = [], []
    for text in texts:
        blocks = parse(text)
        keys = assign_keys(blocks, previous, used)
        previous = [(k, b.text, b.kind) for k, b in zip(keys, blocks, strict=True)]
        used += keys
    return keys


def keys_after(old, new):
    """The keys before and after; each of the texts is a paragraph."""
    before = versions("\n\n".join(old))
    return before, versions("\n\n".join(old), "\n\n".join(new))


def test_the_first_version_counts_its_passages():
    assert versions(GUIDELINES) == ["p1", "p2", "p3", "p4", "p5", "p6", "p7"]


@pytest.mark.parametrize(
    ("old", "new", "keys"),
    [
        # a word, a clause, a heading are changed
        ("in jedem Ort, auch", "in jedem Dorf, auch", "p1 p2 p3 p4 p5 p6 p7"),
        ("vor Ort, in jedem Dorf", "nur vor Ort, also in jedem Dorf", "p1 p2 p3 p4 p5 p6 p7"),
        ("## Arbeit", "## Arbeiten", "p1 p2 p3 p4 p5 p6 p7"),
        # other words altogether
        ("Kinder lernen Deutsch vom ersten Tag an.", "Sport verbindet.", "p1 p2 p3 p4 p8 p6 p7"),
        ("## Sprache", "## Bildung", "p1 p2 p8 p4 p5 p6 p7"),
        ("## Arbeit", "## Arbeit und Ausbildung", "p1 p2 p3 p4 p5 p8 p7"),
        (
            "schnell eine Beratung, die zu ihm passt",
            "beim Jobcenter immer offene Türen und guten Rat",
            "p1 p2 p3 p4 p5 p6 p8",
        ),
        # new passages before, between, after
        ("# Leitlinien\n", "# Leitlinien\n\nNeu.\n", "p1 p8 p2 p3 p4 p5 p6 p7"),
        ("- Kinder", "- Neu hier.\n- Kinder", "p1 p2 p3 p4 p8 p5 p6 p7"),
        ("zu ihm passt.\n", "zu ihm passt.\n\nZum Schluss.\n", "p1 p2 p3 p4 p5 p6 p7 p8"),
        # a passage goes
        ("## Sprache\n", "", "p1 p2 p4 p5 p6 p7"),
        # a new passage is put before a reworded one
        (
            "- Kinder lernen Deutsch vom ersten Tag an.",
            "- Sport verbindet.\n- Alle Kinder lernen Deutsch vom ersten Tag an.",
            "p1 p2 p3 p4 p8 p5 p6 p7",
        ),
        # a paragraph is split: the longer half keeps the key
        ("gibt es in jedem Ort, auch", "gibt es in jedem Ort.\n- Auch", "p1 p2 p3 p4 p8 p5 p6 p7"),
        # the list item becomes a paragraph, the heading's words a sentence
        ("- Kinder", "\nKinder", "p1 p2 p3 p4 p5 p6 p7"),
        ("## Arbeit", "Arbeit!", "p1 p2 p3 p4 p5 p8 p7"),
    ],
)
def test_a_passage_keeps_its_key_while_it_is_surely_the_same(old, new, keys):
    assert GUIDELINES.count(old) == 1

    assert versions(GUIDELINES, GUIDELINES.replace(old, new)) == keys.split()


def test_a_passage_that_moves_takes_its_key_along():
    first, second, third = "Erster Absatz.", "Zweiter, ganz anders.", "Drittens und letztens."

    _, after = keys_after([first, second, third], [third, first, second])

    assert after == ["p3", "p1", "p2"]


def test_of_two_equal_passages_neither_is_said_to_be_the_one_that_moved():
    _, after = keys_after(["doppelt", "doppelt", "Ende"], ["Ende", "doppelt"])

    assert after == ["p3", "p4"]


def test_equal_passages_keep_their_keys_by_their_neighbours():
    table = ["Nord", "keine Angebote", "Süd", "keine Angebote", "West"]

    _, without_the_first = keys_after(table, ["Nord", "Süd", "keine Angebote", "West"])
    _, without_the_second = keys_after(table, ["Nord", "keine Angebote", "Süd", "West"])

    assert without_the_first == ["p1", "p3", "p4", "p5"]
    assert without_the_second == ["p1", "p2", "p3", "p5"]


def test_reworded_neighbours_are_not_exchanged():
    old = [f"Das Angebot in {place} ist montags offen." for place in ("Nordheim", "Südheim")]
    new = [f"Das Angebot in {place} ist dienstags offen." for place in ("Nordheim", "Südheim")]

    _, after = keys_after(["Anfang", *old, "Ende"], ["Anfang", *new, "Ende"])

    assert after == ["p1", "p2", "p3", "p4"]


def test_a_dropped_key_never_comes_again():
    assert versions("a\n\nbb\n\nccc", "a\n\nbb", "a\n\nbb\n\nganz neu") == ["p1", "p2", "p4"]


def test_keys_of_another_form_are_kept_and_not_counted():
    blocks = parse("eins\n\nzwei")

    assert assign_keys(blocks, [("einleitung", "eins", "paragraph")]) == ["einleitung", "p1"]


def test_a_text_without_the_old_passages_starts_afresh():
    assert assign_keys([], [("p1", "eins", "paragraph")]) == []
    assert assign_keys(parse("eins"), []) == ["p1"]
    assert assign_keys(parse("neu"), [("p1", "eins", "paragraph")]) == ["p2"]


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        (("paragraph", "Kinder lernen früh."), ("list_item", "Kinder lernen sehr früh."), True),
        (("paragraph", "Kinder lernen früh."), ("heading", "Kinder lernen früh!"), False),
        (("table_row", "Nord | 3"), ("table_row", "Nord | 4"), True),
        (("table_row", "Nord | 3"), ("paragraph", "Nord | 4"), False),
        (("paragraph", "Sport verbindet."), ("paragraph", "Gesundheit schützt alle."), False),
    ],
)
def test_only_like_is_compared_with_like(old, new, same):
    assert (likeness(Words(*old), Words(*new)) >= ALIKE) is same


distinct = st.lists(
    st.text(alphabet="abcdefgh", min_size=1, max_size=12), min_size=1, max_size=20, unique=True
)
any_words = st.lists(st.text(alphabet="abc", min_size=1, max_size=3), max_size=12)


@given(any_words)
def test_an_unchanged_text_keeps_all_keys(words):
    before, after = keys_after(words, words)

    assert after == before


@given(distinct, st.data())
def test_deleting_passages_changes_no_other_key(words, data):
    gone = data.draw(st.sets(st.sampled_from(words)))
    assume(len(gone) < len(words))

    before, after = keys_after(words, [word for word in words if word not in gone])

    assert after == [key for key, word in zip(before, words, strict=True) if word not in gone]


@given(distinct, st.text(alphabet="abcdefgh", min_size=1, max_size=12), st.data())
def test_inserting_a_passage_changes_no_other_key(words, new, data):
    assume(new not in words)
    place = data.draw(st.integers(0, len(words)))

    before, after = keys_after(words, [*words[:place], new, *words[place:]])

    assert after[:place] + after[place + 1 :] == before
    assert after[place] not in before


@given(distinct, st.randoms(use_true_random=False))
def test_a_new_order_changes_no_key(words, random):
    shuffled = random.sample(words, len(words))

    before, after = keys_after(words, shuffled)

    assert dict(zip(shuffled, after, strict=True)) == dict(zip(words, before, strict=True))


@given(any_words, any_words, any_words)
def test_keys_are_unique_short_and_fit_for_an_address(first, second, third):
    texts = ["\n\n".join(words) for words in (first, second, third)]

    keys = versions(*texts)

    assert len(keys) == len(third) == len(set(keys))
    assert all(key[0] == "p" and key[1:].isdecimal() and len(key) <= 3 for key in keys)


def longest_common(old, new):
    """The textbook recursion, for short texts."""
    if not old or not new:
        return 0
    if old[0] == new[0]:
        return 1 + longest_common(old[1:], new[1:])
    return max(longest_common(old[1:], new), longest_common(old, new[1:]))


@given(any_words.map(lambda words: words[:7]), any_words.map(lambda words: words[:7]))
def test_as_many_unchanged_passages_as_possible_keep_their_key(old, new):
    before, after = keys_after(old, new)

    words = dict(zip(before, old, strict=True))
    kept = [word for key, word in zip(after, new, strict=True) if words.get(key) == word]

    assert len(kept) >= longest_common(old, new)


def test_a_thousand_reworded_passages_all_get_keys():
    old = [f"{n} {'wort ' * 9}{n * 7919 % 1000}" for n in range(1_000)]
    new = [f"{text} und mehr" for text in old]

    _, after = keys_after(old, new)

    assert len(set(after)) == 1_000
