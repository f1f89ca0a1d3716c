"""What a state begins with, what it costs, and what nobody can type."""

from datetime import timedelta

import pytest

from ikparticipation.surveys.xlsform.answers import fill_in
from ikparticipation.surveys.xlsform.engine import State, begin, program_of
from ikparticipation.surveys.xlsform.questionnaire import Section
from tests.surveys.xlsform.forms import (
    NOW,
    A,
    B,
    C,
    choices,
    document,
    every,
    form,
    group,
    q,
    repeat,
    row,
    section,
    small,
    state,
)


class TestDefaults:
    FORM = form(
        q("land", default="Deutschland"),
        q("tag", "date", default_formula="today()"),
        q("farben", "select_multiple", default="gelb rot"),
        q("weit", "integer", default_formula="string-length(${land})"),
        repeat(
            "kind",
            q("name", default="neu"),
            q("nummer", "integer", default_formula="position(..)"),
            q("land_auch", default_formula="${land}"),
        ),
    )

    def test_are_there_when_somebody_begins(self):
        assert begin(self.FORM, now=NOW)["answers"] == {
            "land": "Deutschland",
            "tag": "2027-03-12",
            "farben": ["rot", "gelb"],
            "weit": 11,
        }

    def test_without_any_there_is_nothing(self):
        assert begin(small(), now=NOW) == document()

    def test_do_not_come_back_and_do_not_follow(self):
        seen = state(self.FORM, begin(self.FORM, now=NOW))

        seen.put("land", None)

        assert "land" not in seen.document["answers"]
        assert seen.value("weit") == 11
        later = State.of(self.FORM, seen.document, now=NOW + timedelta(days=3))
        assert later.document == seen.document

    def test_come_with_a_new_row_but_not_over_what_is_posted_with_it(self):
        seen = state(self.FORM, begin(self.FORM, now=NOW))
        (page,) = self.FORM.sections

        once = fill_in(seen, page, {"add/kind": [A]}).document
        form_ = {"rows/kind": [A], "add/kind": [B], f"rows/kind/{B}/name": [""]}
        twice = fill_in(seen, page, form_).document

        assert once["rows"]["kind"] == [
            row(A, {"name": "neu", "nummer": 1, "land_auch": "Deutschland"})
        ]
        assert twice["rows"]["kind"][1] == row(B, {"nummer": 2, "land_auch": "Deutschland"})
        assert fill_in(seen, page, form_).document == twice

    def test_of_a_cleared_answer_in_a_row_stay_away(self):
        seen = state(self.FORM)
        (page,) = self.FORM.sections
        fill_in(seen, page, {"add/kind": [A]})

        cleared = fill_in(seen, page, {"rows/kind": [A], f"rows/kind/{A}/name": [""]})

        assert "name" not in cleared.document["rows"]["kind"][0]["answers"]


class TestWhatIsPaidFor:
    def test_without_formulas_there_is_no_tree(self):
        seen = state(every(), {"text": "x"})

        assert seen.run is None
        assert seen.is_relevant("text")
        assert seen.value("text") == "x"

    def test_a_questionnaire_is_compiled_once(self):
        questionnaire = form(q("a"), q("b", relevant="${a} = 1"))

        assert program_of(questionnaire) is program_of(questionnaire)

    def test_only_what_formulas_touch_has_nodes(self):
        questionnaire = form(
            group("g", *(q(f"x{n}") for n in range(50))), q("a"), q("b", relevant="${a} = 1")
        )

        seen = state(questionnaire)

        assert seen.run is not None
        assert set(seen.run.root.named["s"].record.named) == {"s", "a", "b"}

    @pytest.mark.parametrize(
        ("name", "row_id", "value", "evaluations"),
        [
            pytest.param("frei", None, "x", 0, id="nothing hangs on it"),
            pytest.param("a", None, 7, 1, id="one question hangs on it"),
            pytest.param("preis", A, 9, 3, id="its row, the sum, and what hangs on the sum"),
            pytest.param("name", A, "neu", 1, id="only its own row"),
            pytest.param("preis", A, 1, 0, id="the same answer again"),
        ],
    )
    def test_only_what_depends_on_a_change_is_evaluated(self, name, row_id, value, evaluations):
        questionnaire = form(
            q("frei"),
            q("a", "integer"),
            q("b", relevant="${a} > 3"),
            repeat(
                "ding",
                q("name"),
                q("gross", "calculate", calculation="translate(${name}, 'a', 'A')"),
                q("preis", "integer"),
                q("teuer", relevant="${preis} > 5"),
            ),
            q("summe", "calculate", calculation="sum(${preis})"),
            q("viel", relevant="${summe} > 10"),
        )
        rows = [row(i, {"name": "a", "preis": 1}) for i in (A, B, C)]
        seen = state(questionnaire, {"a": 1}, ding=rows)
        before = seen.run.evaluations

        seen.put(name, value, row_id)

        assert seen.run.evaluations - before == evaluations

    def test_a_formula_asked_for_twice_is_evaluated_once(self):
        questionnaire = form(q("a", "integer"), q("b", constraint=". > ${a}"))
        seen = state(questionnaire, {"a": 1, "b": "2"})

        seen.constraint_error("b")
        before = seen.run.evaluations
        seen.constraint_error("b")

        assert seen.run.evaluations == before
        seen.put("a", 5)
        assert seen.constraint_error("b") is not None

    def test_a_new_row_costs_its_own_formulas_and_what_sees_all_rows(self):
        questionnaire = form(
            repeat(
                "ding",
                q("preis", "integer"),
                q("doppelt", "calculate", calculation="${preis} * 2"),
            ),
            q("summe", "calculate", calculation="sum(${preis})"),
        )
        seen = state(questionnaire, ding=[row(i, {"preis": 1}) for i in (A, B)])
        before = seen.run.evaluations

        seen.change(document(ding=[*seen.document["rows"]["ding"], row(C, {"preis": 5})]))

        assert seen.run.evaluations - before == 2
        assert seen.value("summe") == "7"


class TestWhatCannotBeTypedInto:
    FORM = form(
        q("fertig"),
        q("name", readonly="${fertig} = 'ja'"),
        q("immer", readonly="true()"),
        q("summe", "integer", calculation="1 + 1"),
        q("fest", "hidden", default="7"),
        repeat("kind", q("alter", "integer", readonly="${fertig} = 'ja'")),
    )

    def test_is_passed_over_when_it_is_posted_all_the_same(self):
        before = {"fertig": "ja", "name": "Eva"}
        seen = state(self.FORM, before, kind=[row(A, {"alter": 3})])
        (page,) = self.FORM.sections
        forged = {
            "answers/name": ["Adam"],
            "answers/immer": ["x"],
            "answers/summe": ["9"],
            "answers/fest": ["8"],
            f"rows/kind/{A}/alter": ["99"],
            f"rows/kind/{B}/alter": ["99"],
        }

        after = fill_in(seen, page, forged)

        assert after.document["answers"] == before
        assert after.document["rows"]["kind"] == [row(A, {"alter": 3}), row(B)]

    def test_is_what_it_was_when_the_page_was_shown(self):
        (page,) = self.FORM.sections

        after = fill_in(state(self.FORM), page, {"answers/fertig": ["ja"], "answers/name": ["Eva"]})

        assert after.document["answers"] == {"fertig": "ja", "name": "Eva"}
        assert after.state.is_readonly("name")


def test_a_repeat_that_is_a_section_is_hidden_by_either_formula():
    condition = {"relevant": "${a} = 1"}
    of_section = form(q("a", "integer"), section("kind", repeat("kind", q("b")), **condition))
    of_repeat = form(q("a", "integer"), section("kind", repeat("kind", q("b"), **condition)))

    for questionnaire in (of_section, of_repeat):
        hidden = state(questionnaire, {"a": 2}, kind=[row(A)])
        shown = state(questionnaire, {"a": 1}, kind=[row(A)])
        assert not hidden.is_relevant("kind")
        assert not hidden.is_relevant("b", A)
        assert hidden.rows("kind") == []
        assert shown.is_relevant("kind")
        assert shown.is_relevant("b", A)


def test_what_stands_in_no_group_has_its_own_path():
    loose = Section(name="allgemein", labels={}, elements=(q("a", "integer"),), is_loose=True)
    questionnaire = form(loose, section("s2", q("b", "calculate", calculation="/data/a + 1")))

    seen = state(questionnaire, {"a": 2})

    assert seen.value("b") == "3"
    assert seen.is_relevant("allgemein")
    assert seen.words(loose, "label", "de") == ""


def test_a_repeat_that_is_a_section_stands_in_no_group():
    questionnaire = form(
        section("kind", repeat("kind", q("a", "integer")), relevant="true()"),
        q("b", "calculate", calculation="sum(/data/kind/a)"),
    )

    assert state(questionnaire, kind=[row(A, {"a": 2}), row(B, {"a": 3})]).value("b") == "5"


def test_choices_are_all_of_them_without_a_filter():
    questionnaire = form(q("a", "select_one", choices=choices("x", "y")), q("b", relevant="true()"))

    assert len(state(questionnaire).choices("a")) == 2
