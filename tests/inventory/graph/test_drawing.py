"""The picture as geometry: what stands where, and whose name has room."""

from dataclasses import replace
from itertools import combinations
from random import Random

import pytest

from ikparticipation.inventory.graph.drawing import WIDTH, Look, is_told_whole, picture
from ikparticipation.inventory.graph.lettering import (
    SIZE,
    VIEWS,
    Spot,
    _box,
    lettered,
    shortened,
)
from ikparticipation.inventory.graph.taking import take
from tests.inventory.graph.networks import FLORENCE, network, said


@pytest.fixture(scope="module")
def florence():
    return take(network(said(*FLORENCE)))


def looks(taken, numbers=None):
    chosen = range(len(taken.nodes)) if numbers is None else numbers
    return {n: Look(name=taken.nodes[n]["id"], kind="verein") for n in chosen}


def test_everybody_is_inside_the_picture(florence):
    drawn = picture(florence.nodes, florence.edges, looks(florence))

    assert len(drawn.marks) == 15
    assert drawn.ties == 20
    assert all(0 < mark.x < WIDTH and 0 < mark.y < drawn.height for mark in drawn.marks)


def test_whoever_is_left_out_takes_the_ties_along_and_nobody_moves(florence):
    all_ = {
        m.number: (m.x, m.y) for m in picture(florence.nodes, florence.edges, looks(florence)).marks
    }

    fewer = picture(florence.nodes, florence.edges, looks(florence, range(5)))

    assert {m.number: (m.x, m.y) for m in fewer.marks} == {n: all_[n] for n in range(5)}
    assert {n for mark in fewer.marks for n in mark.near} <= set(range(5))


def test_the_one_with_most_partners_is_the_largest(florence):
    drawn = picture(florence.nodes, florence.edges, looks(florence))

    widths = {m.look.name: float(m.d.split(" 1 0 ")[1].split()[0]) for m in drawn.marks}
    assert max(widths, key=widths.get) == "Medici"


def test_an_empty_network_is_an_empty_picture():
    assert picture([], [], {}).marks == ()


@pytest.mark.parametrize("seed", range(3))
def test_no_name_stands_on_another_in_any_view(seed):
    random = Random(seed)  # noqa: S311 - a test
    spots = [
        Spot(random.uniform(0, WIDTH), random.uniform(0, 600), 6, f"Organisation Nummer {n}")
        for n in range(150)
    ]

    found = lettered(spots, width=WIDTH)

    assert found
    for view, scale in enumerate(VIEWS):
        shown = [n for n, letters in found.items() if letters.view <= view]
        boxes = [_box(spots[n], found[n], SIZE / scale) for n in shown]
        for (l1, t1, r1, b1), (l2, t2, r2, b2) in combinations(boxes, 2):
            assert l1 >= r2 or l2 >= r1 or t1 >= b2 or t2 >= b1


@pytest.mark.parametrize("seed", range(3))
def test_among_few_no_name_covers_the_mark_of_another(seed):
    random = Random(seed)  # noqa: S311 - a test
    spots = [
        Spot(random.uniform(0, WIDTH), random.uniform(0, 600), 18, f"Organisation Nummer {n}")
        for n in range(60)
    ]

    found = lettered(spots, width=WIDTH)

    assert found
    for number, letters in found.items():
        left, top, right, bottom = _box(spots[number], letters, SIZE / VIEWS[letters.view])
        for other in spots[:number] + spots[number + 1 :]:
            beside = left >= other.x + 18 or right <= other.x - 18
            assert beside or top >= other.y + 18 or bottom <= other.y - 18


def test_on_paper_a_name_that_is_cut_or_missing_is_not_told_whole(florence):
    names = {
        m.number: f"Name {m.number}"
        for m in picture(florence.nodes, florence.edges, looks(florence)).marks
    }
    names[0] = "Verein zur Förderung des Zusammenlebens"
    shown = {n: replace(look, name=names[n]) for n, look in looks(florence).items()}

    drawn = picture(florence.nodes, florence.edges, shown)

    for mark in drawn.marks:
        is_whole = mark.letters is not None and mark.letters.words == mark.look.name
        assert is_told_whole(mark) is (is_whole and mark.letters.view <= 1)
    assert not is_told_whole(next(mark for mark in drawn.marks if mark.number == 0))


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Radwerkstatt Speichenlicht e. V. (Beispiel)", "Radwerkstatt Speichenlicht"),
        ("Bildungswerk gGmbH", "Bildungswerk"),
        ("e. V.", "e. V."),
        ("Verein zur Förderung des Zusammenlebens", "Verein zur Förderung des Zusamm…"),
    ],
    ids=["brackets and legal form", "legal form", "nothing else", "too long"],
)
def test_a_name_in_the_picture_is_short(name, short):
    assert shortened(name) == short
