from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikparticipation.drafts.alignment import Unit, align
from ikparticipation.drafts.chains import heaviest
from ikparticipation.drafts.compare import Change, PieceKind, compare, pieces
from ikparticipation.drafts.tokens import common, common_from_behind, tokens

GUIDELINES = [
    "Leitlinien",
    "Integration gelingt vor Ort, in jedem Dorf und in jeder Stadt des Landkreises.",
    "Sprache",
    "Sprachkurse gibt es in jedem Ort, auch abends und am Wochenende.",
    "Kinder lernen Deutsch vom ersten Tag an, in der Kita und in der Schule.",
    "Wer arbeiten will, findet schnell eine Beratung, die zu ihm passt.",
]
SAME, CHANGED, MOVED = Change.SAME, Change.CHANGED, Change.MOVED
ADDED, REMOVED = Change.ADDED, Change.REMOVED
WORDS = st.lists(st.sampled_from(["Ort", "Kurs", "der", "die", ",", "und", "."]), max_size=14)
BLOCKS = st.lists(WORDS.map(" ".join), max_size=8)


def units(texts, keys=None):
    keys = keys or [None] * len(texts)
    return [Unit(text, key) for text, key in zip(texts, keys, strict=True)]


def changes(new, old=GUIDELINES):
    return [(row.change, row.old, row.new) for row in compare(units(old), units(new))]


def marked(old, new):
    marks = {PieceKind.SAME: "{}", PieceKind.REMOVED: "[-{}-]", PieceKind.ADDED: "[+{}+]"}
    return "".join(marks[piece.kind].format(piece.text) for piece in pieces(old, new))


def test_a_text_is_the_same_as_itself():
    assert changes(GUIDELINES) == [(SAME, (n,), (n,)) for n in range(6)]


@pytest.mark.parametrize(
    ("new", "others"),
    [
        # a word is changed
        (
            [*GUIDELINES[:3], GUIDELINES[3].replace("Ort", "Dorf"), *GUIDELINES[4:]],
            [(CHANGED, (3,), (3,))],
        ),
        # a passage comes, goes
        ([*GUIDELINES[:3], "Sport verbindet.", *GUIDELINES[3:]], [(ADDED, (), (3,))]),
        ([*GUIDELINES[:3], *GUIDELINES[4:]], [(REMOVED, (3,), ())]),
        # the longest passage moves to the end, unchanged
        ([GUIDELINES[0], *GUIDELINES[2:], GUIDELINES[1]], [(MOVED, (1,), (5,))]),
        # one is split, two are merged
        (
            [*GUIDELINES[:4], *GUIDELINES[4].split(", "), GUIDELINES[5]],
            [(CHANGED, (4,), (4, 5))],
        ),
        (
            [*GUIDELINES[:3], f"{GUIDELINES[3]} {GUIDELINES[4]}", GUIDELINES[5]],
            [(CHANGED, (3, 4), (3,))],
        ),
    ],
)
def test_what_became_of_the_passages(new, others):
    rows = changes(new)

    assert [row for row in rows if row[0] != SAME] == others


def test_a_key_tells_what_the_words_do_not():
    old = units(["Sprache", "Wir lernen."], ["p1", "p2"])
    new = units(["Alle lernen Deutsch.", "Bildung"], ["p2", "p1"])

    rows = compare(old, new)

    assert [(row.old, row.new) for row in rows] == [((1,), (0,)), ((0,), (1,))]
    assert {row.change for row in rows} == {Change.CHANGED, Change.MOVED_AND_CHANGED}


def test_few_words_elsewhere_are_never_surely_the_same_ones():
    (moved,) = [
        g for g in align(units(["Sport", "Sprache"]), units(["Sprache", "Sport"])) if g.moved
    ]

    assert not moved.sure


def test_of_two_passages_as_good_neither_is_sure():
    old = units(["Anfang hier", "doppelt", "doppelt", "Ende hier"])
    new = units(["Anfang hier", "doppelt", "Ende hier"])

    assert [group.sure for group in align(old, new)] == [True, False, True]


def test_a_removed_passage_stands_behind_the_one_it_followed():
    rows = changes([*GUIDELINES[:2], "Ganz neu ist dieser Satz hier.", GUIDELINES[4]])

    assert [row[0] for row in rows] == [SAME, SAME, REMOVED, REMOVED, ADDED, SAME, REMOVED]


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("", "", ""),
        ("", "Neu", "[+Neu+]"),
        ("Der Kurs.", "Der Kurs.", "Der Kurs."),
        ("Der Kurs ist da.", "Der neue Kurs ist da.", "Der [+neue +]Kurs ist da."),
        ("Der neue Kurs ist da.", "Der Kurs ist da.", "Der [-neue -]Kurs ist da."),
        ("Der Kurs kommt.", "Der Treff kommt.", "Der [-Kurs-][+Treff+] kommt."),
        ("In 3.000 Orten", "In 4.000 Orten", "In [-3-][+4+].000 Orten"),
        ("Kurse, Treffs", "Kurse und Treffs", "Kurse[-,-][+ und+] Treffs"),
        ("Ende", "Ende!", "Ende[+!+]"),
        # of two equal words, the one beside the others
        ("der Ort", "der Kurs, der Ort", "[+der Kurs, +]der Ort"),
    ],
)
def test_the_words_that_are_different_are_marked(old, new, shown):
    assert marked(old, new) == shown


def test_a_split_passage_shows_where_it_was_split():
    old = ["Kinder lernen Deutsch in der Kita und der Schule. Eltern lernen im Kurs am Abend."]
    new = ["Kinder lernen Deutsch in der Kita und der Schule.", "Eltern lernen im Kurs am Abend."]

    (row,) = compare(units(old), units(new))

    assert [piece.text for piece in row.pieces if piece.kind != PieceKind.SAME] == [" ", "\n"]


@given(st.text(), st.text())
def test_the_pieces_give_both_texts_back(old, new):
    found = pieces(old, new)

    assert "".join(piece.text for piece in found if piece.kind != PieceKind.ADDED) == old
    assert "".join(piece.text for piece in found if piece.kind != PieceKind.REMOVED) == new


@given(WORDS, WORDS)
def test_the_pieces_of_likely_texts_give_them_back_too(old, new):
    found = pieces(" ".join(old), " ".join(new))

    assert "".join(p.text for p in found if p.kind != PieceKind.ADDED) == " ".join(old)
    assert "".join(p.text for p in found if p.kind != PieceKind.REMOVED) == " ".join(new)


@given(BLOCKS, BLOCKS)
def test_every_passage_has_its_row_and_only_one(old, new):
    rows = compare(units(old), units(new))

    assert sorted(i for row in rows for i in row.old) == list(range(len(old)))
    assert [row.new[0] for row in rows if row.new] == sorted(row.new[0] for row in rows if row.new)
    assert sorted(j for row in rows for j in row.new) == list(range(len(new)))


@given(BLOCKS, BLOCKS)
def test_passages_that_are_said_to_be_the_same_are(old, new):
    for group in align(units(old), units(new)):
        if group.exact:
            assert [old[i] for i in group.old] == [new[j] for j in group.new]


@given(WORDS, WORDS)
def test_no_common_subsequence_is_longer(old, new):
    lengths = [[0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i, one in enumerate(old):
        for j, other in enumerate(new):
            longer = max(lengths[i][j + 1], lengths[i + 1][j])
            lengths[i + 1][j + 1] = lengths[i][j] + 1 if one == other else longer

    for found in (common(old, new), common_from_behind(old, new)):
        assert len(found) == lengths[-1][-1]
        assert all(old[i] == new[j] for i, j in found)
        assert all(a < c and b < d for (a, b), (c, d) in pairwise(found))


@given(st.dictionaries(st.tuples(st.integers(0, 6), st.integers(0, 6)), st.integers(1, 9)))
def test_no_row_of_pairs_is_heavier(links):
    best = {}
    for i, j in sorted(links):
        before = (weight for (a, b), weight in best.items() if a < i and b < j)
        best[i, j] = links[i, j] + max(before, default=0)

    found = heaviest(links)

    assert sum(links[pair] for pair in found) == max(best.values(), default=0)
    assert all(a < c and b < d for (a, b), (c, d) in pairwise(found))


@given(st.text())
def test_between_tokens_is_nothing_but_space(text):
    found = tokens(text)

    assert all(text[token.start : token.end] == token.text for token in found)
    assert "".join(token.text for token in found) == "".join(text.split())
