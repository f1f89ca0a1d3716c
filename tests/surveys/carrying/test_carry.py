from uuid import uuid4

from hypothesis import given
from hypothesis import strategies as st

from ikparticipation import clock
from ikparticipation.surveys.xlsform.answers import fill_in, to_form
from ikparticipation.surveys.xlsform.carrying import Said, carry, said
from ikparticipation.surveys.xlsform.document import rows_of
from ikparticipation.surveys.xlsform.engine import State, begin
from tests.surveys.carrying import forms

NOW = clock.now()
TEXTS = st.text("aäb c", min_size=1, max_size=8).map(str.strip).filter(bool)


def row(**answers):
    return {"id": str(uuid4()), "answers": answers}


@st.composite
def documents(draw):
    """What may have been submitted to the first version."""
    rows = []
    for _ in range(draw(st.integers(0, 5))):
        answers = {"titel": draw(TEXTS)} if draw(st.booleans()) else {}
        answers |= {"plaetze": draw(st.integers(0, 99)), "doppelt": "4"}
        made = {"id": str(draw(st.uuids(version=4))), "answers": answers}
        times = draw(st.lists(st.tuples(st.uuids(version=4), TEXTS), max_size=3))
        if times:
            made["rows"] = {"zeit": [{"id": str(i), "answers": {"tag": t}} for i, t in times]}
        rows.append(made)
    answers = draw(
        st.fixed_dictionaries(
            {},
            optional={
                "was": TEXTS,
                "anzahl": st.integers(0, 99),
                "wo": st.lists(st.sampled_from("abc"), min_size=1, unique=True).map(sorted),
            },
        )
    )
    return {"answers": answers, "rows": {"angebot": rows} if rows else {}}


class TestAnswersToTheSameQuestions:
    def carried(self, **answers):
        fresh = begin(forms.now(), now=NOW)
        document = {"answers": answers, "rows": {}}
        return carry(forms.before(), document, forms.now(), fresh)["answers"]

    def test_are_found_by_what_the_question_is_and_not_by_its_name(self):
        assert self.carried(was="Beraten")["zweck"] == "Beraten"

    def test_go_from_whole_numbers_to_decimals(self):
        assert self.carried(anzahl=3)["anzahl"] == 3

    def test_stay_away_where_the_question_takes_something_else_now(self):
        assert "notiz" not in self.carried(notiz="drei")

    def test_lose_the_choices_that_are_gone_and_stand_in_the_order_of_the_list(self):
        assert self.carried(wo=["a", "b", "c"])["wo"] == ["b", "a"]
        assert "wo" not in self.carried(wo=["c"])

    def test_leave_the_defaults_of_new_questions_alone(self):
        assert self.carried()["neu"] == "wie immer"


class TestCarrying:
    @given(documents())
    def test_twice_is_the_same_as_once(self, document):
        once = carry(forms.before(), document, forms.before())
        twice = carry(forms.before(), once, forms.before())

        assert twice == once

    @given(documents())
    def test_keeps_each_row_with_its_id_unless_nothing_in_it_is_asked_any_more(self, document):
        after = carry(forms.before(), document, forms.now())

        kept = [each["id"] for each in rows_of(after, "angebot")]
        wanted = [
            each["id"]
            for each in rows_of(document, "angebot")
            if "titel" in each["answers"] or "rows" in each
        ]
        assert kept == wanted
        times = {inner["id"] for each in rows_of(document, "angebot") for inner in _times(each)}
        assert times == {i["id"] for each in rows_of(after, "angebot") for i in _times(each)}
        assert all(said(each) is Said.OPEN for each in rows_of(after, "angebot"))

    @given(documents())
    def test_gives_answers_that_posting_the_page_again_does_not_change(self, document):
        after = carry(forms.before(), document, forms.now())
        section = forms.now().section("angebote")
        state = State.of(forms.now(), after, now=NOW)

        filled = fill_in(state, section, to_form(section, after))

        assert filled.document["rows"] == after["rows"]

    def test_leaves_out_what_ended_and_asks_of_the_rest_anew(self):
        here = row(titel="Café") | {"said": "same"}
        gone = row(titel="Chor") | {"said": "ended"}
        document = {"answers": {}, "rows": {"angebot": [here]}, "ended": {"angebot": [gone]}}

        after = carry(forms.before(), document, forms.now())

        (only,) = rows_of(after, "angebot")
        assert (only["id"], said(only)) == (here["id"], Said.OPEN)
        assert "ended" not in after

    def test_names_the_sections_whose_plain_answers_are_to_be_seen_through(self):
        document = {"answers": {"was": "Beraten"}, "rows": {"angebot": [row(titel="Café")]}}

        after = carry(forms.before(), document, forms.now(), day="2026-03-01")

        assert after["carried"] == {"day": "2026-03-01", "sections": ["wir"]}


def _times(record):
    return rows_of(record, "zeit")
