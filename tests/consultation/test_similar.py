"""Which comments are proposed as a group: small cases, and what it costs for many."""

from dataclasses import replace
from math import ceil, log2
from random import Random
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikparticipation.consultation.similar import Reason, Said, proposals
from ikparticipation.consultation.wording import stem, words_of

EVENING = "Bitte bieten Sie auch abends Kurse an, damit Berufstätige teilnehmen können."
LETTER = (
    "Sehr geehrte Damen und Herren, bitte bieten Sie Kurse auch am Abend an, damit Berufstätige"
    " teilnehmen können. Mit freundlichen Grüßen"
)
LONG = (
    "Die Beratung soll in Wolmirstedt, Haldensleben und Oschersleben einmal in der Woche offen"
    " sein, und zwar ohne Anmeldung und mit Kinderbetreuung."
)


def said(number, text, place=3, **given):
    """A comment on the first twenty characters of a passage; `place` 0: on the whole text."""
    span = {"start": 0, "end": 20} if place else {}
    return Said(**{"id": number, "text": text, "first": place, "last": place, **span} | given)


def ids(*comments):
    return [p.ids for p in proposals(comments).proposals]


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        (EVENING, EVENING, True),
        (EVENING, EVENING.upper() + "!!", True),
        (EVENING, LETTER, True),  # greetings and the order of words say nothing
        (EVENING, EVENING.replace("auch abends Kurse", "auch abends einen Kurs"), True),
        (EVENING, EVENING.replace("auch abends", "abends keine"), False),  # the opposite
        (EVENING, LONG, False),
        ("Mehr Kurse!", "mehr Kurse", True),
        ("Mehr Kurse!", "Mehr Busse!", False),
        ("Es fehlen 10 Plätze im Kurs.", "Es fehlen 20 Plätze im Kurs.", False),
        ("", "", True),
        ("!!!", "???", True),  # nothing is said in both
    ],
)
def test_near_identical_words_at_one_place_are_proposed(one, other, together):
    found = ids(said(1, one), said(2, other))

    assert found == ([(1, 2)] if together else [])


@pytest.mark.parametrize(
    ("text", "place", "together"),
    [
        (EVENING, {"first": 3, "last": 3, "start": 10, "end": 30}, Reason.SAME_PLACE),
        (EVENING, {"first": 3, "last": 3, "start": 40, "end": 60}, Reason.SAME_PASSAGE),
        (EVENING, {"first": 4, "last": 4, "start": 0, "end": 20}, Reason.NEXT_PASSAGE),
        (EVENING, {"first": 2, "last": 5, "start": 0, "end": 20}, Reason.SAME_PLACE),  # across
        (EVENING, {"first": 9, "last": 9, "start": 0, "end": 20}, None),  # short, and far away
        (LONG, {"first": 9, "last": 9, "start": 0, "end": 20}, Reason.ELSEWHERE),  # pasted twice
        (EVENING, {"first": 0, "last": 0, "start": 0, "end": 0}, None),
    ],
)
def test_the_place_counts_and_is_named(text, place, together):
    found = proposals([said(1, text), said(2, text, **place)]).proposals

    assert [p.reasons for p in found] == ([(Reason.SAME_WORDS, together)] if together else [])


def test_who_agrees_never_says_the_same_as_who_does_not():
    assert ids(said(1, "So ist es gut.", approves=True), said(2, "So ist es gut.")) == []


class TestProposedWords:
    def test_the_same_words_for_the_same_place_are_the_same_whatever_is_said_about_them(self):
        one = said(1, "Weil das deutlicher ist.", replacement="an jedem Abend")
        other = said(2, "Unser Verein hat das beschlossen.", replacement="An jedem Abend.")

        found = proposals([one, other]).proposals

        assert [p.ids for p in found] == [(1, 2)]
        assert found[0].reasons == (Reason.SAME_PROPOSAL, Reason.SAME_PLACE)

    def test_different_words_are_different_whatever_is_said_about_them(self):
        one = said(1, EVENING, replacement="an jedem Abend")
        other = said(2, EVENING, replacement="montags und dienstags")

        assert ids(one, other) == []


def test_the_largest_comes_first_and_members_stand_as_they_were_given():
    comments = [
        said(1, LONG), said(2, EVENING), said(3, LONG), said(4, "Danke."), said(5, LETTER),
        said(6, EVENING),
    ]  # fmt: skip

    assert ids(*comments) == [(2, 5, 6), (1, 3)]


def test_small_steps_do_not_lead_to_something_else():
    """Each differs from the last by one word, the first and the last have none in common."""
    words = [f"wort{chr(97 + n)}{chr(110 - n)}" for n in range(12)]
    other = [f"anders{chr(110 - n)}{chr(97 + n)}" for n in range(12)]
    texts = [" ".join(other[:n] + words[n:]) for n in range(13)]

    for members in ids(*(said(n, text) for n, text in enumerate(texts))):
        assert max(members) - min(members) < 6


@given(st.permutations([EVENING, LETTER, LONG, LONG, "Danke.", EVENING + " Danke."]))
def test_the_order_changes_nothing(texts):
    comments = [said(n, text) for n, text in enumerate(texts)]

    found = {frozenset(texts[n] for n in members) for members in ids(*comments)}

    assert found == {frozenset({EVENING, LETTER, EVENING + " Danke."}), frozenset({LONG})}
    assert proposals(comments) == proposals(comments)


@given(st.lists(st.tuples(st.text(max_size=40), st.integers(0, 4)), max_size=12))
def test_no_comment_stands_in_two_groups_and_none_alone(comments):
    found = ids(*(said(n, text, place) for n, (text, place) in enumerate(comments)))

    members = [n for group in found for n in group]
    assert len(members) == len(set(members))
    assert all(len(group) > 1 for group in found)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Kurse", "Kurs"), ("Kursen", "Kurs"), ("Anträge", "Antrages"), ("größer", "grosse")],
)
def test_german_endings_are_cut(one, other):
    assert stem(*words_of(one)) == stem(*words_of(other))


def many(number, *, seed=7):
    """Comments as a campaign leaves them: single ones, small groups, letters sent twenty times."""
    random = Random(seed)  # noqa: S311 - the same comments each time
    syllables = ["be", "ra", "tung", "kurs", "spra", "che", "ver", "ein", "amt", "hil", "fe", "ort"]
    words = ["".join(random.choices(syllables, k=random.randint(2, 4))) for _ in range(4000)]
    comments, origin = [], []
    while len(comments) < number:
        base, place = random.choices(words, k=random.randint(15, 70)), random.randint(1, 120)
        for _ in range(random.choice([1, 1, 1, 1, 1, 2, 3, 5, 20])):
            own = list(base)
            for _ in range(len(own) // 15):
                own[random.randrange(len(own))] = random.choice(words)
            origin.append(base)
            comments.append(said(len(comments), " ".join(own), place))
    return comments[:number], origin


def test_it_costs_little_for_many_comments_and_finds_them():
    comments, origin = many(5000)

    begins = process_time()
    found = proposals(comments)
    seconds = process_time() - begins

    assert seconds < 3
    assert found.comparisons <= len(comments) * ceil(log2(len(comments)))
    pure = [p for p in found.proposals if len({id(origin[n]) for n in p.ids}) == 1]
    assert len(pure) == len(found.proposals)
    sent = [id(base) for base in origin[:5000]]
    related = sum(sent.count(each) > 1 for each in sent)
    assert sum(len(p.ids) for p in found.proposals) > 0.99 * related


def test_a_thousand_times_the_same_letter_is_one_group():
    comments = [replace(said(n, LONG), text=f"{LONG} {'Danke' * (n % 3)}") for n in range(1000)]

    found = proposals(comments)

    assert len(found.proposals[0].ids) > 600
    assert found.comparisons <= 1000 * 10 + 3000
