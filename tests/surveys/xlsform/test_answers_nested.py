"""Rows in rows, moving rows, files, and fields with several values."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikparticipation.receipts import canonical_json
from ikparticipation.surveys.xlsform.answers import merge, read_section, shown, to_form
from ikparticipation.surveys.xlsform.document import empty_document, spots
from ikparticipation.surveys.xlsform.values import Upload
from tests.surveys.xlsform.forms import A, B, C, D, document, form, q, repeat, row, section
from tests.surveys.xlsform.strategies import EVERY, documents

ALL, ROWS = EVERY.sections
PNG = b"\x89PNG\r\n\x1a\n"


def saved(part, posted, before=None, uploads=None):
    before = before or empty_document()
    return merge(before, read_section(part, posted, before, uploads or {}))


def titles(document_):
    return [each["answers"].get("titel") for each in document_["rows"].get("angebot", [])]


def offers(*names):
    ids = (A, B, C, D)
    return document(angebot=[row(i, {"titel": n}) for i, n in zip(ids, names, strict=False)])


class TestRowsInRows:
    def test_are_read_at_their_place(self):
        posted = {
            "rows/angebot": [A],
            f"rows/angebot/{A}/titel": ["Café"],
            f"rows/angebot/{A}/ort_zeile": ["", B, C],
            f"rows/ort_zeile/{B}/strasse": ["Markt 1"],
            f"rows/ort_zeile/{B}/raum": [D],
            f"rows/raum/{D}/groesse": ["30"],
        }

        assert saved(ROWS, posted)["rows"]["angebot"] == [
            row(
                A,
                {"titel": "Café"},
                rows={
                    "ort_zeile": [
                        row(B, {"strasse": "Markt 1"}, rows={"raum": [row(D, {"groesse": 30})]}),
                        row(C),
                    ]
                },
            )
        ]

    def test_are_added_by_a_button_and_a_double_click_adds_one(self):
        once = saved(ROWS, {"rows/angebot": [A], f"add/ort_zeile/{A}": [B]}, offers("a"))
        twice = saved(ROWS, {"rows/angebot": [A], f"add/ort_zeile/{A}": [B]}, once)

        assert once == twice
        assert once["rows"]["angebot"][0]["rows"] == {"ort_zeile": [row(B)]}

    def test_go_by_their_own_id(self):
        before = saved(ROWS, {f"add/ort_zeile/{A}": [B]}, offers("a"))

        after = saved(ROWS, {"remove/ort_zeile": [B]}, before)

        assert after["rows"]["angebot"] == [row(A, {"titel": "a"}, rows={"ort_zeile": []})]

    def test_stay_when_only_the_row_around_them_is_posted(self):
        before = saved(ROWS, {f"add/ort_zeile/{A}": [B]}, offers("a"))

        after = saved(ROWS, {f"rows/angebot/{A}/titel": ["neu"]}, before)

        assert titles(after) == ["neu"]
        assert after["rows"]["angebot"][0]["rows"] == {"ort_zeile": [row(B)]}

    def test_never_change_the_row_around_them(self):
        before = saved(ROWS, {f"add/ort_zeile/{A}": [C]}, offers("a", "b"))

        after = saved(ROWS, {f"rows/angebot/{B}/ort_zeile": [C]}, before)

        assert [s.rows[0].id for s in spots(ROWS, after) if s.row_id == C] == [A]

    def test_are_in_one_place_only_even_if_two_are_posted(self):
        posted = {f"rows/angebot/{A}/ort_zeile": [C], f"rows/angebot/{B}/ort_zeile": [C]}

        after = saved(ROWS, posted, offers("a", "b"))

        assert [s.rows[0].id for s in spots(ROWS, after) if s.row_id == C] == [A]

    def test_have_a_limit_in_each_row_and_problems_name_the_rows_around(self):
        part = section("s", repeat("aussen", repeat("innen", q("x", "select_one"), max_rows=1)))
        before = document(aussen=[row(A), row(B)])
        posted = {
            f"rows/aussen/{B}/innen": [C, D],
            f"rows/innen/{C}/x": ["grün"],
        }

        given_ = read_section(part, posted, before)

        full, wrong = given_.problems
        assert full.field_name == f"rows/aussen/{B}/innen"
        assert wrong.field_name == f"rows/innen/{C}/x"
        assert wrong.outer == (("aussen", B, 2),)
        assert (wrong.repeat, wrong.row_number) == ("innen", 1)


class TestMovingRows:
    @pytest.mark.parametrize(
        ("button", "order"),
        [
            ({"up/angebot": [C]}, ["a", "c", "b"]),
            ({"up/angebot": [A]}, ["a", "b", "c"]),  # there is nothing above
            ({"down/angebot": [A]}, ["b", "a", "c"]),
            ({"down/angebot": [C]}, ["a", "b", "c"]),
            ({"down/angebot": [D]}, ["a", "b", "c"]),  # no such row
            ({"up/unbekannt": [C]}, ["a", "b", "c"]),
        ],
        ids=str,
    )
    def test_by_a_button_changes_places_with_the_neighbour(self, button, order):
        posted = {"rows/angebot": ["", A, B, C], **button}

        assert titles(saved(ROWS, posted, offers("a", "b", "c"))) == order

    def test_is_decided_by_the_order_that_was_shown_so_a_double_click_moves_once(self):
        posted = {"rows/angebot": [A, B, C], "up/angebot": [C]}

        once = saved(ROWS, posted, offers("a", "b", "c"))

        assert saved(ROWS, posted, once) == once

    def test_without_the_order_that_was_shown_moves_nothing(self):
        assert titles(saved(ROWS, {"up/angebot": [B]}, offers("a", "b"))) == ["a", "b"]

    def test_works_inside_of_rows(self):
        before = saved(ROWS, {f"rows/angebot/{A}/ort_zeile": [B, C]}, offers("a"))

        after = saved(ROWS, {f"rows/angebot/{A}/ort_zeile": [B, C], "up/ort_zeile": [C]}, before)

        assert [each["id"] for each in after["rows"]["angebot"][0]["rows"]["ort_zeile"]] == [C, B]


class TestComputedRows:
    PART = section("s", repeat("kind", q("name"), row_count="2"))

    @pytest.mark.parametrize(
        "posted",
        [
            {"add/kind": [C]},
            {"remove/kind": [A]},
            {"rows/kind": [B, A]},
            {"rows/kind": [A, B], "up/kind": [B]},
            {f"rows/kind/{C}/name": ["x"]},
        ],
        ids=str,
    )
    def test_are_neither_added_nor_moved_nor_removed(self, posted):
        before = document(kind=[row(A, {"name": "a"}), row(B)])

        assert saved(self.PART, posted, before) == before

    def test_are_answered_like_others(self):
        before = document(kind=[row(A), row(B)])

        after = saved(self.PART, {f"rows/kind/{B}/name": ["b"]}, before)

        assert after["rows"]["kind"] == [row(A), row(B, {"name": "b"})]


class TestFiles:
    def test_are_answers_and_their_bytes_are_to_be_stored(self):
        given_ = read_section(ALL, {}, empty_document(), {"answers/bild": Upload("a.png", PNG)})

        value = merge(empty_document(), given_)["answers"]["bild"]
        assert (value["name"], value["type"], value["size"]) == ("a.png", "image/png", len(PNG))
        assert given_.files == {value["file"]: PNG}

    def test_in_rows_too(self):
        part = section("s", repeat("r", q("datei", "file")))

        after = saved(part, {"rows/r": [A]}, None, {f"rows/r/{A}/datei": Upload("a.txt", b"x")})

        assert after["rows"]["r"][0]["answers"]["datei"]["name"] == "a.txt"

    @pytest.mark.parametrize(
        ("posted", "upload", "name"),
        [
            ({}, None, "a.png"),  # not posted stays
            ({"answers/bild": [""]}, None, None),  # a blank field removes it
            ({"answers/bild": ["irgendwas"]}, None, "a.png"),  # text is no file
            ({}, Upload("", b""), "a.png"),  # nothing was chosen
            ({"answers/bild": [""]}, Upload("b.png", PNG), "b.png"),  # a new one comes first
            ({}, Upload("c.exe", b"MZ\0"), "a.png"),  # a refused one changes nothing
        ],
        ids=str,
    )
    def test_stay_until_they_are_removed_or_replaced(self, posted, upload, name):
        before = saved(ALL, {}, None, {"answers/bild": Upload("a.png", PNG)})

        after = saved(ALL, posted, before, {"answers/bild": upload} if upload else {})

        assert after["answers"].get("bild", {}).get("name") == name

    def test_that_are_refused_are_told_at_their_field(self):
        uploads = {"answers/bild": Upload("a.svg", b"<svg/>")}

        (problem,) = read_section(ALL, {}, empty_document(), uploads).problems

        assert problem.field_name == "answers/bild"
        assert "ein Bild als PNG" in problem.text("de")

    def test_are_not_taken_for_other_questions(self):
        before = document({"text": "x"})

        assert saved(ALL, {}, before, {"answers/text": Upload("a.png", PNG)}) == before


class TestFieldsWithSeveralValues:
    @pytest.mark.parametrize(
        ("name", "typed", "fields"),
        [
            ("ort", ["52,1", ""], ["52,1", ""]),
            ("ort", ["", "11"], ["", "11"]),
            ("ort", ["da", "dort"], ["da", "dort"]),
            ("folge", ["1 rot", "1 blau", "2 gelb"], ["1 rot", "1 blau", "2 gelb"]),
            ("moment", ["12.3.2027", ""], ["12.3.2027"]),
            ("zahl", ["viel"], ["viel"]),
        ],
    )
    def test_show_again_what_was_typed_when_it_is_no_answer(self, name, typed, fields):
        after = saved(ALL, {f"answers/{name}": typed})

        assert after["answers"] == {}
        assert shown(EVERY.question(name).question, after) == fields
        assert saved(ALL, {f"answers/{name}": fields}, after) == after


def test_what_is_never_shown_is_neither_posted_nor_read():
    part = section("s", q("a", "calculate", calculation="1"), q("b", "hidden", default="x"))

    assert to_form(part, empty_document()) == {}
    assert saved(part, {"answers/a": ["9"], "answers/b": ["9"]}) == empty_document()


FIELDS = st.sampled_from(
    [
        *(f"rows/angebot/{i}/{n}" for i in (A, B, "x") for n in ("titel", "ort_zeile", "wo")),
        *(f"rows/ort_zeile/{i}/{n}" for i in (C, "y") for n in ("strasse", "raum")),
        *(f"{b}/{r}" for b in ("add", "remove", "up", "down") for r in ("angebot", "ort_zeile")),
        f"add/ort_zeile/{A}",
        f"add/raum/{C}",
        f"rows/raum/{D}/groesse",
        "rows/angebot",
        "rows/ort_zeile",
        "rows/raum/",
        "add/",
    ]
)
FORMS = st.dictionaries(
    FIELDS, st.lists(st.one_of(st.sampled_from(["", A, B, C, D, "3"]), st.text()), max_size=3)
)


class TestAlways:
    @given(documents(EVERY))
    def test_what_a_page_shows_is_read_back_the_same(self, document_):
        for part in EVERY.sections:
            given_back = read_section(part, to_form(part, document_), document_)
            assert given_back.problems == ()
            assert merge(document_, given_back) == document_

    @given(documents(EVERY), FORMS)
    def test_the_same_form_twice_changes_nothing_more(self, document_, posted):
        once = saved(ROWS, posted, document_)

        assert saved(ROWS, posted, once) == once

    @given(documents(EVERY), FORMS)
    def test_rows_have_one_id_each_and_go_only_by_remove(self, document_, posted):
        before = {(s.chain[-1].name, s.row_id) for s in spots(ROWS, document_) if s.rows}
        unchanged = canonical_json(document_)

        after = saved(ROWS, posted, document_)

        found = [(s.chain[-1].name, s.row_id) for s in spots(ROWS, after) if s.rows]
        assert len(set(found)) == len(found)
        assert all(str(UUID(id_)) == id_ for _, id_ in found)
        assert before <= set(found) or any(name.startswith("remove/") for name in posted)
        assert canonical_json(document_) == unchanged


def test_no_form_is_needed_for_a_questionnaire_without_rows():
    questionnaire = form(q("a"))

    assert saved(questionnaire.sections[0], {"answers/a": ["x"]}) == document({"a": "x"})
