"""SPSS files read again by pyreadstat."""

import io
import zipfile
from datetime import date

import pyreadstat
import pytest

from ikparticipation.errors import DomainError
from ikparticipation.surveys.exports import Export, Format, spss, write
from ikparticipation.surveys.exports.rows import Rows
from ikparticipation.surveys.exports.variables import variable_names
from tests.surveys import every_type
from tests.surveys.exports import hanging
from tests.surveys.exports.answered import answered, full
from tests.surveys.questionnaires import shipped

FORMS = {
    "every type": every_type.questionnaire,
    "standard": lambda: shipped.questionnaire("standard"),
}


@pytest.fixture(params=FORMS)
def export(request):
    return Export(FORMS[request.param](), version=3, language="en")


@pytest.fixture
def responses(export):
    empty = answered({"answers": {}, "rows": {}}, 4)
    return [*(answered(full(export.questionnaire, n), n) for n in range(1, 4)), empty]


@pytest.fixture
def read(export, responses, tmp_path):
    """`read(table)`: frame and what the file says about it."""
    file = io.BytesIO()
    write(export, Format.SPSS, iter(responses), file)
    zipfile.ZipFile(file).extractall(tmp_path)
    return lambda table: pyreadstat.read_sav(str(tmp_path / f"{table.name}.sav"))


def expected(export, responses):
    found = {table.name: [] for table in export.tables}
    for each in responses:
        line, inner = Rows(export.questionnaire, export.tables).of(each)
        found["responses"].append(line)
        for table, row in inner:
            found[table].append(row)
    return found


def same(cell):
    """A cell as both sides tell it: an empty text and a missing number are nothing."""
    if cell is None or cell == "" or str(cell) in {"nan", "NaT"}:
        return None
    if isinstance(cell, date):
        return cell.isoformat()[:10]
    return float(cell) if isinstance(cell, int | float) else cell


def test_each_table_is_what_was_answered(export, responses, read):
    for table in export.tables:
        frame, _ = read(table)

        told = [[same(cell) for cell in row] for row in frame.astype(object).to_numpy().tolist()]
        wanted = expected(export, responses)[table.name]
        assert told == [[same(cell) for cell in row] for row in wanted]


def test_variables_and_values_have_the_labels_of_the_language():
    export = Export(every_type.questionnaire(), version=3, language="en")
    file = io.BytesIO()
    write(export, Format.SPSS, [answered(full(export.questionnaire))], file)
    with zipfile.ZipFile(file) as packed:
        data = io.BytesIO(packed.read("responses.sav"))

    _, about = pyreadstat.read_sav(data)

    assert about.column_names_to_labels["farbe"] == "Which colour?"
    assert about.column_names_to_labels["mehrere_rot"] == "Which ones, too? – Red"
    assert about.column_names_to_labels["organisation"] == "Name of the organisation"
    assert about.variable_value_labels["farbe"] == {"rot": "Red", "blau": "Blue", "gelb": "Yellow"}


@pytest.mark.parametrize(
    ("names", "variables"),
    [
        (["farbe", "Farbe"], ["farbe", "Farbe_2"]),
        (["a/b", "a_b"], ["a_b", "a_b_2"]),
        (["_response", "15"], ["response", "v_15"]),
        (["größe"], ["gr__e"]),
        (["to", "with"], ["v_to", "v_with"]),
        (["x" * 70, "x" * 71], ["x" * 64, "x" * 62 + "_2"]),
    ],
    ids=["capitals", "parts", "beginnings", "letters", "reserved", "long"],
)
def test_names_of_variables_are_allowed_and_differ(names, variables):
    assert variable_names(names) == variables


def test_without_the_extra_a_sentence_says_what_to_do(monkeypatch):
    def missing(name):
        raise ModuleNotFoundError(name)

    monkeypatch.setattr(spss, "import_module", missing)
    export = Export(every_type.questionnaire(), version=1, language="de")

    with pytest.raises(DomainError, match="Bitte wählen Sie ein anderes Format"):
        write(export, Format.SPSS, [], io.BytesIO())


def responses_of(form, *documents):
    """Frame as other programs see it, what the codes say, and what the file says about it."""
    export, file = Export(form, version=1, language="en"), io.BytesIO()
    write(export, Format.SPSS, [answered(d, n) for n, d in enumerate(documents, start=1)], file)
    with zipfile.ZipFile(file) as packed:
        data = packed.read("responses.sav")
    frame, about = pyreadstat.read_sav(io.BytesIO(data))
    coded, _ = pyreadstat.read_sav(io.BytesIO(data), user_missing=True)
    return frame, coded, about


def test_a_zero_is_no_missing_value_and_the_two_missing_ones_differ():
    form = hanging.questionnaire()
    said = ({"mehr": "ja", "anzahl": 0}, {"mehr": "ja"}, {"mehr": "nein"})

    frame, coded, about = responses_of(form, *({"answers": a, "rows": {}} for a in said))

    assert [same(cell) for cell in frame["anzahl"]] == [0, None, None]
    assert [same(cell) for cell in coded["anzahl"]] == [0, None, spss.NOT_ASKED]
    assert about.variable_value_labels["anzahl"] == {spss.NOT_ASKED: "not asked"}
    assert ["anzahl" in cell.split() for cell in coded["not_asked"]] == [False, False, True]


def test_variables_say_how_they_are_measured():
    _, _, about = responses_of(every_type.questionnaire(), {"answers": {"tag": "2027-01-02"}})

    names = ("name", "anzahl", "farbe", "tag", "rang_rot", "mehrere_rot")
    assert [about.variable_measure[name] for name in names] == [
        "nominal",
        "scale",
        "nominal",
        "scale",
        "ordinal",
        "nominal",
    ]
    assert about.original_variable_types["anzahl"] == "F16.0"
