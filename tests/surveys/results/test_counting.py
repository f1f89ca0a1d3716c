import json
from collections import Counter

import orjson
import pytest
from hypothesis import given
from hypothesis import settings as effort
from hypothesis import strategies as st

from ikparticipation.surveys.results import (
    Contribution,
    Filter,
    Placement,
    Standing,
    counters,
    counts_in,
    counts_of,
    deltas,
    recount,
    signatures,
    slices_of,
    tallies,
    total,
)
from tests.surveys.results import small
from tests.surveys.results.small import AT, saying, submitted


def stored(each, group=""):
    return group, json.dumps(each.document), each.at, each.seed


def test_one_response_is_counted_question_by_question():
    response = submitted(
        {
            "answers": {
                "hat": "ja",
                "plaetze": 12,
                "anteil": 2.5,
                "farben": ["rot", "gelb"],
                "folge": ["blau", "rot", "gelb"],
                "seit": "2027-03-01",
                "ab": "14:30",
                "was": "Vieles",
            },
            "rows": {"angebot": [{"id": "1", "answers": {"titel": "Kurs", "kostet": "nein"}}]},
        }
    )

    found = counts_of(small.form(), response)

    assert found == {
        ("", "#responses"): 1,
        ("hat", "=ja"): 1,
        ("plaetze", "#asked"): 1,
        ("plaetze", "=12"): 1,
        ("anteil", "=2.5"): 1,
        ("farben", "#answered"): 1,
        ("farben", "=rot"): 1,
        ("farben", "=gelb"): 1,
        ("folge", "#answered"): 1,
        ("folge", "=1 blau"): 1,
        ("folge", "=2 rot"): 1,
        ("folge", "=3 gelb"): 1,
        ("seit", "=2027-03"): 1,
        ("ab", "=14"): 1,
        ("was", "#asked"): 1,
        ("was", "#answered"): 1,
        ("angebot", "#asked"): 1,
        ("angebot", "#rows"): 1,
        ("angebot", "#with_rows"): 1,
        ("titel", "#answered"): 1,
        ("kostet", "=nein"): 1,
    }


def test_zero_not_answered_and_not_asked_are_three_things():
    responses = [saying(hat="ja", plaetze=0), saying(hat="ja"), saying(hat="nein"), saying()]

    found = tallies(small.form(), total(counts_of(small.form(), each) for each in responses))

    tally = found["plaetze"]
    assert (tally.answered, tally.not_answered, tally.not_asked) == (1, 1, 2)
    assert tally.cell("0").number == 1
    assert tally.cell("7").state == "zero"
    assert found["farben"].cell("rot").state == "not_answered"
    assert found["preis"].cell("1").state == "not_asked"


@given(st.lists(small.documents, max_size=6))
@effort(max_examples=60)
def test_many_documents_counted_at_once_are_the_sum_of_each(responses):
    expected = total(counts_of(small.form(), each) for each in responses)

    found = recount(small.form(), [stored(each) for each in responses])

    assert total(found.values()) == expected


@given(st.lists(small.documents, min_size=1, max_size=4))
@effort(max_examples=20)
def test_text_and_octets_are_read_alike(responses):
    texts = [(("", orjson.dumps(each.document), each.at, "")) for each in responses]

    found = recount(small.form(), texts)

    assert found == recount(small.form(), [stored(each) for each in responses])


def test_what_hangs_on_a_few_answers_is_evaluated_once_for_each_combination():
    planned = signatures.plan(small.form())

    assert {(bundle.names, bundle.needs) for bundle in planned.bundles} == {
        (("plaetze", "angebot"), ((0, "hat"),)),
        (("preis",), ((0, "hat"), (0, "plaetze"), (1, "kostet"))),
        (("farbe",), ((0, "hat"), (1, "kostet"))),
    }
    assert planned.rest == {"was"}


# Counters


KINDS = ("association", "school")


class Wave:
    """Responses as they come and go, with their counters kept beside."""

    def __init__(self):
        self.lines = Counter()
        self.kept = {}
        self.revisions = {}

    def act(self, verb, who, kind, response):
        before = self.revisions.get(who, {})
        after = _AFTER[verb](before, (slices_of(kind=kind, fields=["a", "b"]), response))
        self.revisions[who] = after
        new = {standing: self.contribution(standing, after) for standing in after}
        old = {s: Contribution.from_json(each) for s, each in self.kept.get(who, {}).items()}
        self.lines.update(deltas(old, new))
        self.kept[who] = {s: json.loads(json.dumps(each.as_json())) for s, each in new.items()}

    def contribution(self, standing, revisions):
        slices, response = revisions[standing]
        is_preliminary = standing == "newest" and revisions.get("accepted") != (slices, response)
        return Contribution(slices, counts_of(small.form(), response), is_preliminary)

    def recounted(self):
        placed = []
        for revisions in self.revisions.values():
            for standing, (slices, response) in revisions.items():
                preliminary = self.contribution(standing, revisions).is_preliminary
                group = (Placement(Standing(standing), slices, preliminary),)
                placed.append(stored(response, group))
        return counters(recount(small.form(), placed))


_AFTER = {
    "submit": lambda had, new: {**had, "newest": new},
    "correct": lambda had, new: {standing: (had[standing][0], new[1]) for standing in had},
    "accept": lambda had, _new: {**had, "accepted": had["newest"]} if "newest" in had else had,
    "refuse": lambda had, _new: {"accepted": had["accepted"]} if "accepted" in had else {},
    "withdraw": lambda _had, _new: {},
}


@given(
    st.lists(
        st.tuples(
            st.sampled_from(tuple(_AFTER)),
            st.sampled_from("AB"),
            st.sampled_from(KINDS),
            small.documents,
        ),
        max_size=10,
    )
)
@effort(max_examples=60)
def test_counters_kept_through_any_history_equal_a_full_recount(history):
    wave = Wave()

    for step in history:
        wave.act(*step)

    assert {line: n for line, n in wave.lines.items() if n} == wave.recounted()


def test_a_correction_changes_only_the_lines_it_is_about():
    one, two = saying(anteil=1), saying(anteil=2.25)
    contributions = [
        {Standing.NEWEST: Contribution(("all",), counts_of(small.form(), each))}
        for each in (one, two)
    ]

    found = deltas(*contributions)

    assert found == {
        ("newest", "all", "anteil", "=1"): -1,
        ("newest", "all", "anteil", "=2.25"): 1,
    }


@pytest.mark.parametrize(
    ("given_filter", "slice_", "is_taken"),
    [
        pytest.param(Filter(), "all", True, id="no filter"),
        pytest.param(Filter(kind="school"), "kind:school", True, id="its kind"),
        pytest.param(Filter(kind="club"), "kind:club", False, id="another kind"),
        pytest.param(Filter(field="b"), "field:b", True, id="one of its fields"),
        pytest.param(Filter(kind="school", field="b"), None, True, id="two filters: no counters"),
        pytest.param(Filter(kind="school", field="c"), None, False, id="one of two does not fit"),
    ],
)
def test_one_filter_has_counters_of_its_own(given_filter, slice_, is_taken):
    slices = slices_of(kind="school", fields=["b", "a"])

    assert given_filter.slice == slice_
    assert given_filter.takes(slices) is is_taken


def test_lines_of_nothing_are_as_if_they_were_not_there():
    assert counts_in([("hat", "=ja", 0), ("hat", "=nein", 2)]) == {("hat", "=nein"): 2}


def test_a_time_of_submission_is_what_formulas_go_by():
    early = saying(hat="ja", plaetze=20)._replace(at=AT.replace(year=2019))

    assert ("was", "#asked") not in counts_of(small.form(), early)
    assert ("was", "#asked") not in recount(small.form(), [stored(early)])[""]
