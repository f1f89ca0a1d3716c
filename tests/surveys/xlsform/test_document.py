from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikparticipation.receipts import canonical_json
from ikparticipation.surveys.xlsform.document import (
    Problem,
    RowPlace,
    empty_document,
    field_name,
    receipt_hash,
    row_id,
    rows_field,
    spots,
)
from ikparticipation.text import N_
from tests.surveys.xlsform.forms import A, B, C, D, document, q, repeat, row, section
from tests.surveys.xlsform.strategies import documents

ROW = "3f2504e0-4f89-41d3-9a0c-0305e82c3301"


def test_fields_are_named_after_their_place():
    assert field_name("was") == "answers/was"
    assert field_name("titel", "angebot", ROW) == f"rows/angebot/{ROW}/titel"


@pytest.mark.parametrize(
    "spelling", [ROW, ROW.upper(), ROW.replace("-", ""), "{" + ROW + "}", f"urn:uuid:{ROW}"]
)
def test_a_row_id_has_one_spelling(spelling):
    assert row_id("angebot", spelling) == ROW


@given(st.text(max_size=20))
def test_what_is_no_row_id_becomes_one_and_always_the_same(posted):
    made = row_id("angebot", posted)

    assert str(UUID(made)) == made
    assert row_id("angebot", posted) == made


def test_made_row_ids_differ_between_repeats():
    assert row_id("angebot", "1") != row_id("partner", "1") != row_id("partner", "2")


def test_a_problem_leads_to_its_field_and_speaks_the_language_of_the_page():
    row = Problem(section="s", repeat="angebot", row_id=ROW, question="titel", message="x")
    rows = Problem(section="s", repeat="angebot", message=N_("Höchstens %(n)s"), facts={"n": 3})
    own = Problem(section="s", question="was", message="x", words={"de": "Los!"})

    assert row.field_name == f"rows/angebot/{ROW}/titel"
    assert rows.field_name == "rows/angebot"
    assert rows.text("de") == "Höchstens 3"
    assert own.field_name == "answers/was"
    assert own.text("de") == "Los!"
    assert own.text("en") == "x"


def test_a_problem_about_rows_leads_to_their_list_at_any_depth():
    outer = (RowPlace("haus", ROW, 2),)
    about = {"section": "s", "repeat": "raum", "message": "x"}

    assert Problem(**about).field_name == "rows/raum" == rows_field("raum")
    assert Problem(**about, outer=outer).field_name == f"rows/haus/{ROW}/raum"
    assert Problem(**about, outer=outer, row_id="r").field_name == "rows/raum/r"


def test_the_records_of_a_section_come_in_the_order_of_the_page():
    part = section("s", q("a"), repeat("r", q("b"), repeat("i", q("c"))), repeat("z", q("d")))
    rows = [row(A, rows={"i": [row(B), row(C)]}), row(D)]

    found = list(spots(part, document(r=rows, z=[row(B)])))

    assert [[place.number for place in spot.rows] for spot in found] == [
        [],
        [1],
        [1, 1],
        [1, 2],
        [2],
        [1],
    ]
    assert [spot.chain[-1].name for spot in found[1:]] == ["r", "i", "i", "r", "z"]
    assert found[3].rows == (RowPlace("r", A, 1), RowPlace("i", C, 2))
    assert (found[0].row_id, found[3].row_id) == (None, C)


def test_the_canonical_form_has_one_spelling():
    one = {"answers": {"b": "ä", "a": 1}, "rows": {}}
    other = {"rows": {}, "answers": {"a": 1, "b": "ä"}}

    assert canonical_json(one) == canonical_json(other)
    assert canonical_json(one) == '{"answers":{"a":1,"b":"ä"},"rows":{}}'.encode()


def test_a_receipt_belongs_to_its_answers_and_to_what_they_answer():
    document = empty_document() | {"answers": {"was": "Sprachcafé"}}

    receipt = receipt_hash(document, wave="1", organisation="2")

    # printf '{"context":{"organisation":"2","wave":"1"},"document":…}' | sha256sum
    assert receipt == "422c94f725271566a389ad2a24a3ef62043939b9b5a0c8b2cd03975b1f07ab28"
    assert receipt == receipt_hash(document, organisation="2", wave="1")
    assert receipt != receipt_hash(document, wave="1", organisation="3")
    assert receipt != receipt_hash(empty_document(), wave="1", organisation="2")


@given(documents(), documents())
def test_two_documents_share_a_receipt_only_when_they_are_the_same(one, other):
    assert (receipt_hash(one) == receipt_hash(other)) == (one == other)
