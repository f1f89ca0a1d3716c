"""Choices and rows that formulas decide about."""

import pytest

from ikparticipation.surveys.xlsform.check import check, submission
from ikparticipation.surveys.xlsform.engine.run import MAX_ROWS_IN_ALL
from tests.surveys.xlsform.forms import (
    choices,
    document,
    form,
    q,
    repeat,
    state,
)


class TestChoicesThatDependOnOthers:
    ORTE = choices(
        "magdeburg",
        "halle",
        "bremen",
        magdeburg={"land": "st"},
        halle={"land": "st"},
        bremen={"land": "hb"},
    )
    FORM = form(
        q("land"),
        q("ort", "select_one", choices=ORTE, choice_filter="land = ${land}"),
        q("orte", "select_multiple", choices=ORTE, choice_filter="land = ${land}"),
        q("folge", "rank", choices=ORTE, choice_filter="land = ${land}"),
        q("gesehen", "calculate", calculation="concat(${ort}, '/', ${orte})"),
    )

    def test_are_offered_as_the_others_say(self):
        seen = state(self.FORM, {"land": "st"})

        assert [choice.name for choice in seen.choices("ort")] == ["magdeburg", "halle"]

    def test_an_answer_no_longer_offered_stays_is_told_and_nobody_sees_it(self):
        given = {"land": "st", "ort": "halle", "orte": ["halle"]}
        seen = state(self.FORM, given)
        assert check(seen) == ()

        seen.put("land", "hb")

        assert seen.document["answers"]["ort"] == "halle"
        assert seen.value("ort") is None
        assert seen.value("gesehen") == "/"
        assert {p.question for p in check(seen)} == {"ort", "orte"}
        assert "Bitte wählen Sie neu" in check(seen)[0].text("de")
        seen.put("land", "st")
        assert seen.value("ort") == "halle"

    def test_of_several_those_still_offered_are_seen(self):
        seen = state(self.FORM, {"land": "hb", "orte": ["halle", "bremen"]})

        assert seen.value("orte") == ["bremen"]

    def test_an_order_must_have_all_that_are_offered(self):
        assert check(state(self.FORM, {"land": "st", "folge": ["halle", "magdeburg"]})) == ()
        (problem,) = check(state(self.FORM, {"land": "st", "folge": ["halle"]}))
        assert "ordnen Sie neu" in problem.text("de")

    def test_the_place_in_the_list_counts_in_a_filter(self):
        questionnaire = form(
            q("ort", "select_one", choices=self.ORTE, choice_filter="position() < 3")
        )

        seen = state(questionnaire, {"ort": "bremen"})

        assert [choice.name for choice in seen.choices("ort")] == ["magdeburg", "halle"]
        assert seen.value("ort") is None


class TestComputedRows:
    FORM = form(
        q("anzahl", "integer"),
        repeat(
            "kind",
            q("name"),
            q("nummer", "calculate", calculation="position(..)"),
            row_count="${anzahl}",
            max_rows=4,
        ),
        q("namen", "calculate", calculation="join(', ', ${name})"),
    )

    @pytest.mark.parametrize(
        ("count", "rows"), [(None, 0), (0, 0), (2, 2), (-1, 0), (9, 4)], ids=str
    )
    def test_are_as_many_as_counted_and_never_more_than_allowed(self, count, rows):
        seen = state(self.FORM, {} if count is None else {"anzahl": count})

        assert len(seen.rows("kind")) == rows == len(seen.document["rows"].get("kind", []))

    def test_have_the_same_ids_each_time_and_others_for_others(self):
        ids = [
            [r["id"] for r in state(self.FORM, {"anzahl": 3}, seed=seed).rows("kind")]
            for seed in ("eins", "eins", "zwei")
        ]

        assert ids[0] == ids[1]
        assert not set(ids[0]) & set(ids[2])

    def test_beyond_the_count_are_kept_and_not_seen_until_it_is_raised(self):
        seen = state(self.FORM, {"anzahl": 3})
        ids = [r["id"] for r in seen.rows("kind")]
        for id_, name in zip(ids, ("Ali", "Bea", "Cem"), strict=True):
            seen.put("name", name, id_)

        seen.put("anzahl", 1)
        fewer = seen.value("namen"), len(seen.rows("kind")), len(seen.document["rows"]["kind"])
        seen.put("anzahl", 3)

        assert fewer == ("Ali", 1, 3)
        assert seen.value("namen") == "Ali, Bea, Cem"
        assert [r["id"] for r in seen.rows("kind")] == ids
        assert [seen.value("nummer", id_) for id_ in ids] == ["1", "2", "3"]

    def test_are_there_again_if_a_document_lacks_some(self):
        seen = state(self.FORM, {"anzahl": 3})
        rows = seen.document["rows"]["kind"]

        seen.change(document({"anzahl": 3}, kind=rows[1:]))

        assert {r["id"] for r in seen.rows("kind")} == {r["id"] for r in rows}
        seen.change(document({"anzahl": 1}, kind=rows))
        assert [r["id"] for r in seen.rows("kind")] == [rows[0]["id"]]

    def test_are_never_without_end(self):
        inner = repeat("z", q("a"), row_count="200")
        questionnaire = form(repeat("w", repeat("v", inner, row_count="200"), row_count="200"))

        seen = state(questionnaire)

        assert len(seen.rows_by_id) == MAX_ROWS_IN_ALL

    def test_inside_of_computed_rows_and_with_defaults(self):
        inner = repeat("zimmer", q("art", default="Küche"), row_count="${wie_viele}")
        questionnaire = form(
            q("anzahl", "integer"),
            repeat(
                "wohnung",
                q("wie_viele", "integer", default_formula="1 + 1"),
                inner,
                row_count="${anzahl}",
            ),
        )

        seen = state(questionnaire, {"anzahl": 2})

        first, second = seen.rows("wohnung")
        assert [r["answers"] for r in seen.rows("zimmer", first["id"])] == [{"art": "Küche"}] * 2
        assert len(seen.rows("zimmer", second["id"])) == 2
        assert len({r["id"] for w in (first, second) for r in w["rows"]["zimmer"]}) == 4

    def test_stay_in_the_submission_even_if_blank(self):
        seen = state(self.FORM, {"anzahl": 2})

        frozen = submission(seen)

        assert [r["answers"] for r in frozen["rows"]["kind"]] == [{"nummer": "1"}, {"nummer": "2"}]
