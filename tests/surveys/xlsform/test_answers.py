from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikparticipation.receipts import canonical_json
from ikparticipation.surveys.xlsform.answers import (
    MAX_KEPT,
    merge,
    read_section,
    shown,
    to_form,
)
from ikparticipation.surveys.xlsform.document import empty_document
from tests.surveys.xlsform.strategies import SMALL, documents

WE, OFFERS = SMALL.sections
A, B, C, D = (str(UUID(int=n)) for n in range(1, 5))


def saved(section, form, document=None):
    """Post a form; return the new document."""
    document = document or empty_document()
    return merge(document, read_section(section, form, document))


def offers(*rows):
    """Return a document with these offers: (id, title)."""
    return empty_document() | {
        "rows": {"angebot": [{"id": row, "answers": {"titel": title}} for row, title in rows]}
    }


def titles(document):
    return [row["answers"].get("titel") for row in document["rows"].get("angebot", [])]


class TestAPostedSection:
    def test_answers_go_into_the_document(self):
        document = saved(
            WE,
            {
                "answers/was": ["Beratung"],
                "answers/anzahl": ["12"],
                "answers/seit": ["1.3.2020"],
                "answers/farbe": ["", "rot"],
                "answers/farben_auch": ["", "gelb", "blau"],
            },
        )

        assert document == {
            "answers": {
                "was": "Beratung",
                "anzahl": 12,
                "seit": "2020-03-01",
                "farbe": "rot",
                "farben_auch": ["blau", "gelb"],
            },
            "rows": {},
        }

    def test_a_blank_field_clears_its_answer(self):
        before = empty_document() | {"answers": {"was": "Beratung", "farben_auch": ["rot"]}}

        document = saved(WE, {"answers/was": [" "], "answers/farben_auch": [""]}, before)

        assert document == empty_document()

    def test_what_is_not_posted_stays(self):
        before = empty_document() | {"answers": {"was": "Beratung", "anzahl": 12}}

        document = saved(WE, {"answers/anzahl": ["13"]}, before)

        assert document["answers"] == {"was": "Beratung", "anzahl": 13}

    @pytest.mark.parametrize(
        "field",
        ["csrf_token", "was", "answers/unbekannt", "answers/titel", "answers/gruss", "answers/"],
    )
    def test_unknown_fields_and_notes_are_passed_over(self, field):
        assert saved(WE, {field: ["x"]}) == empty_document()

    def test_fields_of_another_section_are_passed_over(self):
        assert saved(OFFERS, {"answers/was": ["Beratung"]}) == empty_document()

    def test_nothing_is_changed_in_place(self):
        before = offers((A, "Café"))
        unchanged = canonical_json(before)

        saved(OFFERS, {f"rows/angebot/{A}/titel": ["Neu"], "remove/angebot": [A]}, before)

        assert canonical_json(before) == unchanged


class TestWhatIsNoAnswer:
    def test_is_kept_as_it_was_typed_and_shown_again(self):
        document = saved(WE, {"answers/anzahl": [" drei "], "answers/seit": ["bald"]})

        assert document["answers"] == {}
        assert document["invalid"] == {"anzahl": " drei ", "seit": "bald"}
        assert shown(SMALL.question("anzahl").question, document) == [" drei "]

    def test_takes_the_place_of_the_answer_and_the_other_way_round(self):
        first = saved(WE, {"answers/anzahl": ["3"]})
        second = saved(WE, {"answers/anzahl": ["drei"]}, first)
        third = saved(WE, {"answers/anzahl": ["4"]}, second)

        assert second == empty_document() | {"invalid": {"anzahl": "drei"}}
        assert third == empty_document() | {"answers": {"anzahl": 4}}

    def test_goes_when_the_field_is_cleared(self):
        document = saved(WE, {"answers/anzahl": ["drei"]})

        assert saved(WE, {"answers/anzahl": [""]}, document) == empty_document()

    def test_an_over_long_text_is_kept_whole_so_that_it_can_be_shortened(self):
        document = saved(WE, {"answers/was": ["x" * 12_000]})

        assert document["invalid"] == {"was": "x" * 12_000}

    def test_but_not_without_end(self):
        document = saved(WE, {"answers/was": ["x" * (MAX_KEPT + 1)]})

        assert document["invalid"] == {"was": "x" * MAX_KEPT}

    def test_a_choice_that_is_none_is_a_problem_and_the_answer_stays(self):
        before = empty_document() | {"answers": {"farbe": "rot", "farben_auch": ["rot"]}}
        form = {"answers/farbe": ["grün"], "answers/farben_auch": ["rot", "grün"]}

        given = read_section(WE, form, before)

        assert merge(before, given) == before
        assert [problem.field_name for problem in given.problems] == [
            "answers/farbe",
            "answers/farben_auch",
        ]

    def test_in_a_row_stays_in_its_row(self):
        document = saved(OFFERS, {f"rows/angebot/{A}/plaetze": ["viele"]})

        assert document["rows"]["angebot"] == [
            {"id": A, "answers": {}, "invalid": {"plaetze": "viele"}}
        ]

    def test_a_wrong_choice_in_a_row_names_row_and_number(self):
        form = {"rows/angebot": [A, B], f"rows/angebot/{B}/toene": ["grün"]}

        (problem,) = read_section(OFFERS, form, empty_document()).problems

        assert problem.field_name == f"rows/angebot/{B}/toene"
        assert (problem.row_number, problem.section) == (2, "angebote")


class TestRows:
    def test_come_in_the_order_in_which_they_were_shown(self):
        form = {
            "rows/angebot": ["", B, A],
            f"rows/angebot/{A}/titel": ["Café"],
            f"rows/angebot/{B}/titel": ["Kurs"],
        }

        document = saved(OFFERS, form)

        assert document["rows"]["angebot"] == [
            {"id": B, "answers": {"titel": "Kurs"}},
            {"id": A, "answers": {"titel": "Café"}},
        ]

    def test_are_moved_by_showing_them_in_another_order(self):
        before = offers((A, "a"), (B, "b"), (C, "c"))

        assert titles(saved(OFFERS, {"rows/angebot": [C, A, B]}, before)) == ["c", "a", "b"]

    @pytest.mark.parametrize(
        ("shown_rows", "order"),
        [
            ([], ["a", "b", "c"]),  # the page showed none
            ([B], ["a", "b", "c"]),  # one row alone
            ([C, A], ["c", "a", "b"]),  # b was added by somebody else, after a
            ([C, B], ["a", "c", "b"]),
            ([B, D, A], ["b", "c", "d?", "a"]),
        ],
    )
    def test_that_were_not_shown_stay_where_they_stand(self, shown_rows, order):
        before = offers((A, "a"), (B, "b"), (C, "c"))
        form = {"rows/angebot": shown_rows, f"rows/angebot/{D}/titel": ["d?"]}
        if D not in shown_rows:
            del form[f"rows/angebot/{D}/titel"]

        assert titles(saved(OFFERS, form, before)) == order

    def test_are_added_by_their_id_so_that_a_double_click_adds_one(self):
        form = {"rows/angebot": [A], "add/angebot": [B]}

        once = saved(OFFERS, form, offers((A, "a")))
        twice = saved(OFFERS, form, once)

        assert once == twice
        assert once["rows"]["angebot"][1] == {"id": B, "answers": {}}

    def test_go_only_by_remove(self):
        before = offers((A, "a"), (B, "b"))
        form = {
            "rows/angebot": [A, B],
            f"rows/angebot/{A}/titel": ["a"],
            f"rows/angebot/{B}/titel": ["b"],
            "remove/angebot": [A],
        }

        assert titles(saved(OFFERS, form, before)) == ["b"]

    def test_may_all_go(self):
        form = {"rows/angebot": [""], "remove/angebot": [A]}

        assert titles(saved(OFFERS, form, offers((A, "a")))) == []

    def test_two_with_the_same_id_are_one(self):
        form = {"rows/angebot": [A, A.upper()], f"rows/angebot/{A}/titel": ["a"]}

        assert titles(saved(OFFERS, form)) == ["a"]

    def test_with_an_id_that_is_none_get_one_and_always_the_same(self):
        form = {"rows/angebot": ["1"], "rows/angebot/1/titel": ["a"]}

        once = saved(OFFERS, form)
        twice = saved(OFFERS, form, once)

        assert titles(once) == ["a"]
        assert once == twice

    def test_of_five_hundred_the_first_two_hundred_are_taken_and_the_rest_is_told(self):
        ids = [str(UUID(int=n)) for n in range(500)]
        form = {"rows/angebot": ids} | {f"rows/angebot/{row}/titel": ["x"] for row in ids}

        given = read_section(OFFERS, form, empty_document())
        document = merge(empty_document(), given)

        assert [row["id"] for row in document["rows"]["angebot"]] == ids[:200]
        (problem,) = given.problems
        assert problem.field_name == "rows/angebot"
        assert "höchstens 200 Einträge" in problem.text("de")

    def test_a_full_repeat_takes_no_more_but_changes_what_it_has(self):
        ids = [str(UUID(int=n)) for n in range(200)]
        full = offers(*((row, "x") for row in ids))
        form = {
            "rows/angebot": ids,
            f"rows/angebot/{ids[7]}/titel": ["y"],
            "add/angebot": [str(UUID(int=999))],
        }

        given = read_section(OFFERS, form, full)

        assert len(given.problems) == 1
        assert titles(merge(full, given)) == ["x"] * 7 + ["y"] + ["x"] * 192

    def test_room_is_made_in_the_same_step(self):
        ids = [str(UUID(int=n)) for n in range(200)]
        full = offers(*((row, "x") for row in ids))
        form = {
            "rows/angebot": ids,
            "remove/angebot": [ids[0]],
            "add/angebot": [str(UUID(int=999))],
        }

        given = read_section(OFFERS, form, full)

        assert given.problems == ()
        assert len(merge(full, given)["rows"]["angebot"]) == 200


FIELDS = st.sampled_from(
    ["answers/was", "answers/anzahl", "answers/farbe", "answers/x", "rows/angebot", "add/angebot"]
    + ["remove/angebot", "rows/angebot/", "rows/angebot//titel", "rows/angebot/1/2/titel", "rows"]
    + [f"rows/angebot/{row}/{name}" for row in (A, B, "x") for name in ("titel", "plaetze", "t")]
)
FORMS = st.dictionaries(
    FIELDS, st.lists(st.one_of(st.sampled_from(["", A, B, "rot", "3"]), st.text()), max_size=3)
)


class TestAlways:
    @given(documents())
    def test_what_a_page_shows_is_read_back_the_same(self, document):
        for section in SMALL.sections:
            given_back = read_section(section, to_form(section, document), document)
            assert given_back.problems == ()
            assert merge(document, given_back) == document

    @given(documents())
    def test_all_pages_together_hold_the_whole_document(self, document):
        copy = empty_document()
        for section in SMALL.sections:
            copy = saved(section, to_form(section, document), copy)

        assert copy == document

    @given(documents(), FORMS)
    def test_the_same_form_twice_changes_nothing_more(self, document, form):
        for section in SMALL.sections:
            once = saved(section, form, document)
            assert saved(section, form, once) == once
            given_once = read_section(section, form, document)
            assert merge(once, given_once) == once

    @given(documents(), FORMS, FORMS)
    def test_the_order_of_the_sections_is_irrelevant(self, document, one, other):
        forwards = saved(OFFERS, other, saved(WE, one, document))
        backwards = saved(WE, one, saved(OFFERS, other, document))

        assert canonical_json(forwards) == canonical_json(backwards)

    @given(documents(), FORMS)
    def test_no_question_is_both_answered_and_invalid_and_rows_are_told_apart(self, document, form):
        for section in SMALL.sections:
            document = saved(section, form, document)

        rows = document["rows"].get("angebot", [])
        for record in (document, *rows):
            assert not record["answers"].keys() & record.get("invalid", {}).keys()
        assert len({row["id"] for row in rows}) == len(rows)
        assert [str(UUID(row["id"])) for row in rows] == [row["id"] for row in rows]

    @given(documents(), FORMS)
    def test_a_row_that_is_not_removed_is_never_lost(self, document, form):
        before = {row["id"] for row in document["rows"].get("angebot", [])}

        after = {row["id"] for row in saved(OFFERS, form, document)["rows"].get("angebot", [])}

        given_removed = read_section(OFFERS, form, document).rows["angebot"].removed
        assert before - after <= given_removed
