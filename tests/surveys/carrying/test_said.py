import pytest

from ikparticipation import clock
from ikparticipation.surveys.xlsform.answers import fill_in
from ikparticipation.surveys.xlsform.carrying import Said, carry, counts, fingerprint, said
from ikparticipation.surveys.xlsform.check import check, same_answers, submission
from ikparticipation.surveys.xlsform.engine import State
from tests.surveys.carrying import forms

NOW = clock.now()
ONE, TWO = "0c1f0b6e-0000-4000-8000-000000000001", "0c1f0b6e-0000-4000-8000-000000000002"
LAST = fingerprint({"titel": "Café"})


def carried(*ids):
    rows = [{"id": each, "answers": {"titel": f"Angebot {each[-1]}"}} for each in ids]
    before = {"answers": {}, "rows": {"angebot": rows}}
    return carry(forms.now(), before, forms.now(), day="2026-03-01")


def post(document, **fields):
    """What a page with all rows and one pressed button makes of the answers."""
    form = {"rows/angebot": [row["id"] for row in document["rows"].get("angebot", ())]}
    form |= {name.replace("__", "/").replace("_all", "-all"): each for name, each in fields.items()}
    return after(document, form)


def after(document, form):
    state = State.of(forms.now(), document, now=NOW)
    return fill_in(state, forms.now().section("angebote"), form).document


def words(document):
    return [str(said(row)) for row in document["rows"].get("angebot", ())]


@pytest.mark.parametrize(
    ("what", "more", "expected"),
    [
        ("nothing of last time", {}, Said.NEW),
        ("as it was, and nobody has said so", {"last": LAST}, Said.OPEN),
        ("as it was, and somebody has said so", {"last": LAST, "confirmed": True}, Said.SAME),
        ("another answer", {"last": "0" * 16}, Said.CHANGED),
        (
            "another answer after a confirmation",
            {"last": "0" * 16, "confirmed": True},
            Said.CHANGED,
        ),
        ("something typed that is no answer", {"last": LAST, "invalid": {"x": "?"}}, Said.CHANGED),
        ("submitted", {"said": "same"}, Said.SAME),
        ("submitted as ended", {"said": "ended"}, Said.ENDED),
    ],
)
def test_what_was_said_of_a_row(what, more, expected):
    assert said({"id": ONE, "answers": {"titel": "Café"}, **more}) is expected, what


class TestButtons:
    def test_confirm_one_row(self):
        document = post(carried(ONE, TWO), confirm__angebot=[ONE])

        assert words(document) == ["same", "open"]

    def test_confirm_all_that_say_the_same_and_leave_the_changed_ones(self):
        changed = after(carried(ONE, TWO), {f"rows/angebot/{ONE}/titel": ["Anders"]})

        document = post(changed, confirm_all=["1"])

        assert words(document) == ["changed", "same"]

    def test_confirm_only_what_was_on_the_page(self):
        document = after(carried(ONE, TWO), {"rows/angebot": [ONE], "confirm-all": ["1"]})

        assert words(document) == ["same", "open"]

    def test_end_a_row_and_take_it_back(self):
        ended = post(carried(ONE, TWO), end__angebot=[ONE])
        back = post(ended, resume__angebot=[ONE])

        assert words(ended) == ["open"]
        assert [row["id"] for row in ended["ended"]["angebot"]] == [ONE]
        assert "ended" not in back
        assert sorted(row["id"] for row in back["rows"]["angebot"]) == [ONE, TWO]

    @pytest.mark.parametrize("button", ["confirm", "end", "resume"])
    def test_pressed_twice_do_nothing_twice(self, button):
        begun = carried(ONE, TWO)
        begun = post(begun, end__angebot=[ONE]) if button == "resume" else begun
        listed = {"rows/angebot": [row["id"] for row in begun["rows"]["angebot"]]}
        form = listed | {f"{button}/angebot": [ONE], f"rows/angebot/{TWO}/titel": ["Angebot 2"]}

        once = after(begun, form)

        assert once != begun
        assert after(once, form) == once

    def test_do_not_end_what_is_new_and_do_not_lose_what_is_removed(self):
        new = post(carried(ONE), add__angebot=[TWO])

        assert len(post(new, end__angebot=[TWO])["rows"]["angebot"]) == 2
        gone = post(new, remove__angebot=[ONE])
        assert [row["id"] for row in gone["ended"]["angebot"]] == [ONE]


class TestSubmitting:
    def test_waits_until_something_is_said_of_each_row(self):
        (problem,) = check(State.of(forms.now(), carried(ONE), now=NOW))

        assert (problem.row_id, problem.facts) == (ONE, {"name": "Angebot 1"})
        done = post(carried(ONE), confirm__angebot=[ONE])
        assert check(State.of(forms.now(), done, now=NOW)) == ()

    def test_waits_until_plain_answers_were_saved_once(self):
        before = {"answers": {"zweck": "Beraten"}, "rows": {}}
        document = carry(forms.now(), before, forms.now())
        state = State.of(forms.now(), document, now=NOW)

        (problem,) = check(state)
        fill_in(state, forms.now().section("wir"), {"answers/zweck": ["Beraten"]})

        assert problem.field_name == "answers/zweck"
        assert check(state) == ()

    def test_freezes_what_was_said_and_counts_it(self):
        document = post(carried(ONE, TWO), confirm__angebot=[ONE], end__angebot=[TWO])

        frozen = submission(State.of(forms.now(), document, now=NOW))

        assert words(frozen) == ["same"]
        assert "last" not in frozen["rows"]["angebot"][0]
        assert counts(frozen) == {"same": 1, "changed": 0, "ended": 1, "new": 0}
        assert submission(State.of(forms.now(), frozen, now=NOW)) == frozen

    def test_of_another_word_is_another_submission(self):
        same = post(carried(ONE, TWO), confirm__angebot=[ONE, TWO])
        ended = post(same, end__angebot=[TWO])
        one, other = (submission(State.of(forms.now(), d, now=NOW)) for d in (same, ended))

        assert not same_answers(forms.now(), one, other)

    def test_counts_nothing_where_nothing_was_carried(self):
        assert counts({"answers": {}, "rows": {"angebot": [{"id": ONE, "answers": {}}]}}) == {}
