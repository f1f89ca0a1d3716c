"""What was not asked, against the engine, record by record; and how each format tells it."""

import csv
import io
import json
import zipfile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikparticipation.surveys.exports import Export, Format, asking, tables, write
from ikparticipation.surveys.exports.asking import NotAsked
from ikparticipation.surveys.results.relevance import Asked, Submitted, conditional, shapes
from ikparticipation.surveys.results.relevance import records as records_of
from tests.surveys import every_type
from tests.surveys.exports import hanging
from tests.surveys.exports.answered import AT, answered

FORM = hanging.questionnaire()


def row(id_, rows=None, **answers):
    return {"id": id_, "answers": answers, "rows": rows or {}}


def given_or_not(**answers):
    return st.fixed_dictionaries({}, optional={k: st.sampled_from(v) for k, v in answers.items()})


ROWS = given_or_not(titel=["x", "y"], zusatz=["z"], vielleicht=["v"])
DOCUMENTS = st.tuples(
    given_or_not(mehr=["ja", "nein"], anzahl=[0, 5], farben=[["rot"], ["blau"], ["rot", "blau"]]),
    st.lists(st.tuples(ROWS, st.lists(given_or_not(wo=["hier"]), max_size=2)), max_size=3),
)


def document_of(said):
    answers, offers = said
    return {
        "answers": answers,
        "rows": {
            "angebot": [
                row(
                    f"a{n}", {"treffen": [row(f"t{n}{m}", **wo) for m, wo in enumerate(inner)]}, **a
                )
                for n, (a, inner) in enumerate(offers)
            ]
        },
    }


def told_by_the_engine(document):
    asked, wanted = Asked(FORM, Submitted(document, AT)), conditional(FORM)
    for shape in shapes(FORM):
        for path in records_of(document, shape.chain):
            record = path[-1]
            names = [
                name
                for name in shape.names
                if name in wanted
                and not asked(name, record)
                and name not in record["answers"]
                and not record["rows"].get(name)
            ]
            if names:
                yield shape.chain[-1].name if shape.chain else "", record.get("id", ""), names


@given(st.lists(DOCUMENTS, min_size=1, max_size=4))
def test_what_is_remembered_says_the_same_as_the_engine_for_each_record(said):
    not_asked = NotAsked(FORM)

    for document in map(document_of, said):
        assert list(not_asked.of(Submitted(document, AT))) == list(told_by_the_engine(document))


def test_what_is_forgotten_is_evaluated_again(monkeypatch):
    monkeypatch.setattr(asking, "MOST_KNOWN", 2)
    not_asked = NotAsked(FORM)
    titles = ["a", "b", "x", "c", "", "x"]

    for title in titles:
        document = {"answers": {}, "rows": {"angebot": [row("1", titel=title)]}}
        assert list(not_asked.of(Submitted(document, AT))) == list(told_by_the_engine(document))
        assert not_asked.remembered <= 2


def test_only_tables_with_conditions_have_the_column():
    every = {table.name: table.not_asked_at for table in tables(every_type.questionnaire())}

    assert every == {"responses": 10, "angebot": None, "treffen": None, "kind": None}
    assert [table.not_asked_at for table in tables(FORM)] == [10, 5, 5]


@pytest.fixture
def responses():
    """Answered 0; not answered; not asked."""
    said = ({"mehr": "ja", "anzahl": 0}, {"mehr": "ja"}, {"mehr": "nein"})
    rows = {"angebot": [row("r1", titel="y")]}
    return [answered({"answers": a, "rows": rows}, n) for n, a in enumerate(said, start=1)]


def written(kind, responses):
    file = io.BytesIO()
    write(Export(FORM, version=1, language="de"), kind, responses, file)
    return file


def state(cell, hidden):
    if cell in (None, ""):
        return "not asked" if "anzahl" in (hidden or "").split() else "not answered"
    return cell


STATES = ["0", "not answered", "not asked"]


@pytest.mark.parametrize(("kind", "delimiter"), [(Format.CSV, ";"), (Format.CSV_PLAIN, ",")])
def test_csv_keeps_zero_not_answered_and_not_asked_apart(responses, kind, delimiter):
    packed = zipfile.ZipFile(written(kind, responses))

    text = packed.read("responses.csv").decode("utf-8-sig")
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    assert [state(each["anzahl"], each["_not_asked"]) for each in rows] == STATES


def test_a_row_has_what_was_not_asked_in_it(responses):
    packed = zipfile.ZipFile(written(Format.CSV, responses))

    text = packed.read("angebot.csv").decode("utf-8-sig")
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=";")
    assert [each["_not_asked"] for each in rows] == [
        "treffen",
        "treffen",
        "vielleicht treffen",
    ]


def test_xlsx_keeps_zero_not_answered_and_not_asked_apart(responses):
    book = openpyxl.load_workbook(written(Format.XLSX, responses))

    head, *rows = book["responses"].iter_rows(values_only=True)
    found = [dict(zip(head, each, strict=True)) for each in rows]
    assert [state(each["anzahl"], each["_not_asked"]) for each in found] == [0, *STATES[1:]]


def test_json_says_what_was_not_asked_of_a_response_and_of_its_rows(responses):
    read = json.load(io.BytesIO(written(Format.JSON, responses).getvalue()))

    hidden = [each["not_asked"] for each in read]
    assert ["anzahl" in each["answers"] for each in hidden] == [False, False, True]
    assert hidden[2]["rows"] == {"angebot": {"r1": ["vielleicht", "treffen"]}}
