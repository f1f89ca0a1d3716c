"""Files that come with a workbook: lists of answers, and tables that expressions look into."""

import json

import pytest

from tests.surveys.xlsform.workbooks import compiled, errors_in, form_of, line, warnings_in

ASKED = line("select_one_from_file orte.csv", "a", "A")
CSV = b"name,label,land\nb,Berlin,de\nw,Wien,at\n"


def choices_of(files, asked=ASKED):
    return compiled(form_of(asked), files=files).question("a").question.choices


@pytest.mark.parametrize(
    "data",
    [
        CSV,
        b"\xef\xbb\xbf" + CSV,  # with a byte order mark
        CSV.replace(b",", b";"),  # as a German Excel writes it
        CSV.replace(b",", b"\t"),
        CSV.replace(b"\n", b"\r\n"),
        b'name,label,land\n"b","Berlin","de"\n\nw,Wien,at',  # quoted, with a blank line
    ],
)
def test_choices_from_a_table_in_any_of_its_spellings(data):
    first, second = choices_of({"orte.csv": data})

    assert (first.name, first.labels, dict(first.columns)) == (
        "b",
        {"de": "Berlin"},
        {"land": "de"},
    )
    assert second.name == "w"


def test_the_columns_of_name_and_label_can_be_called_otherwise():
    asked = ASKED | {"parameters": "value=Kennzahl label=Ort"}

    (choice,) = choices_of({"ORTE.csv": "Kennzahl;Ort\n1;Börde\n".encode()}, asked)

    assert (choice.name, choice.labels) == ("1", {"de": "Börde"})


def test_several_answers_from_a_map():
    features = [
        {"type": "Feature", "id": "x", "properties": {"title": "Burg", "land": 3},
         "geometry": {"type": "Point", "coordinates": [11.5, 52.1]}},
        {"type": "Feature", "properties": {"id": "y", "title": "Turm", "leer": None}},
    ]  # fmt: skip
    data = json.dumps({"type": "FeatureCollection", "features": features}).encode()
    asked = line("select_multiple_from_file orte.geojson", "a", "A")

    burg, turm = choices_of({"orte.geojson": data}, asked)

    assert (burg.name, burg.labels) == ("x", {"de": "Burg"})
    assert dict(burg.columns) == {"land": "3", "geometry": "52.1 11.5 0 0"}
    assert (turm.name, turm.columns) == ("y", {})


def test_a_file_that_a_calculation_names_is_a_table():
    data = form_of(
        line("text", "a", "A"),
        line("calculate", "b", calculation="pulldata('orte', 'label', 'name', ${a})"),
        line("csv-external", "orte"),
    )

    questionnaire = compiled(data, files={"orte.csv": CSV})

    assert questionnaire.tables["orte"][0] == {"name": "b", "label": "Berlin", "land": "de"}
    assert [placed.question.name for placed in questionnaire.placed] == ["a", "b"]


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (
            ASKED,
            "Die Datei „orte.csv“ fehlt. Bitte laden Sie sie zusammen mit dem Fragebogen hoch.",
        ),
        (line("select_one_from_file orte.xml", "a", "A"), "XML-Dateien werden nicht gelesen."),
        (line("select_one_from_file orte", "a", "A"), "„orte“ ist kein Name einer Datei."),
        (line("select_one_from_file orte.csv or_other", "a", "A"), "„or_other“ ist nur"),
    ],
)
def test_a_question_whose_file_is_not_there(asked, words):
    found = errors_in(form_of(asked))

    assert [place for place, text in found if text.startswith(words)] == [
        "Blatt „survey“, Zeile 2, Spalte A"
    ]


def test_a_declared_table_whose_file_is_not_there():
    ((place, text),) = errors_in(form_of(line("text", "a", "A"), line("csv-external", "orte")))

    assert place == "Blatt „survey“, Zeile 3, Spalte B"
    assert text.startswith("Die Datei „orte.csv“ fehlt.")


@pytest.mark.parametrize(
    ("data", "place", "words"),
    [
        (b"name,label\nb,Berlin\nb,Bonn\n", ", Zeile 3", "Den Eintrag „b“ gibt es in dieser Datei"),
        (b"name,label\n,Berlin\n", ", Zeile 2", "In der Spalte „name“ steht „“."),
        (b"name,label\na b,Berlin\n", ", Zeile 2", "In der Spalte „name“ steht „a b“."),
        (b"name,titel\nb,Berlin\n", ", Zeile 1", "Die Spalte „label“ fehlt in dieser Datei."),
        (b"name,name\nb,Berlin\n", ", Zeile 1", "Jede Spalte braucht eine eigene Überschrift"),
        (b"name,label\nb,M\xfcnchen\n", "", "Die Datei ist nicht in UTF-8 geschrieben."),
        (b"name,label\nb," + b"x" * 2_000, ", Zeile 2", "eine Zelle 1000 Zeichen"),
        (b"name,label\n" + b"b,Berlin\n" * 5_001, ", Zeile 5002", "höchstens 5000 Zeilen"),
        (b"x" * 2_000_001, "", "Die Datei ist größer als 2 MB."),
        (b'name,label\n"b,' + b"x" * 200_000, ", Zeile 2", "Diese Zeile lässt sich nicht lesen."),
        (b"", ", Zeile 1", "Die Spalte „name“ fehlt in dieser Datei."),
    ],
)
def test_a_mistake_in_a_table_is_named_with_its_line(data, place, words):
    found = errors_in(form_of(ASKED), files={"orte.csv": data})

    assert [p for p, text in found if p == f"Datei „orte.csv“{place}" and words in text], found


@pytest.mark.parametrize(
    "data",
    [b"{", b"[]", b'{"features": 3}', b'{"features": [3]}', b"[" * 100_000],
)
def test_what_is_no_map_is_refused(data):
    asked = line("select_one_from_file orte.geojson", "a", "A")

    found = errors_in(form_of(asked), files={"orte.geojson": data})

    assert found[0][0] == "Datei „orte.geojson“"
    assert found[0][1].startswith("Das ist kein GeoJSON mit einer Liste „features“.")


def test_a_map_with_too_much_on_it_is_refused():
    features = [{"properties": {"id": str(n), "title": "x"}} for n in range(5_001)]
    data = json.dumps({"features": features}).encode()
    asked = line("select_one_from_file orte.geojson", "a", "A")

    ((place, text),) = errors_in(form_of(asked), files={"orte.geojson": data})

    assert (place, text) == (
        "Datei „orte.geojson“",
        "Die Datei hat zu viele Einträge. Bitte kürzen Sie sie.",
    )


def test_a_table_that_is_too_wide_is_refused():
    wide = ";".join(f"spalte{n}" for n in range(101)).encode()

    ((place, text), *_) = errors_in(form_of(ASKED), files={"orte.csv": wide})

    assert place == "Datei „orte.csv“, Zeile 1"
    assert "höchstens 100 Spalten" in text


def test_a_map_with_too_many_properties_is_refused():
    properties = {f"p{n}": "x" for n in range(101)}
    data = json.dumps({"features": [{"properties": properties}]}).encode()
    asked = line("select_one_from_file orte.geojson", "a", "A")

    ((place, text),) = errors_in(form_of(asked), files={"orte.geojson": data})

    assert (place, text) == (
        "Datei „orte.geojson“",
        "Die Datei hat mehr als 100 Spalten. Bitte entfernen Sie die übrigen.",
    )


def test_files_that_nothing_names_are_told():
    data = form_of(line("text", "a", "A"))

    assert warnings_in(data, files={"orte.csv": CSV, "brief.docx": b"PK"}) == [
        ("Datei „brief.docx“", "Diese Datei wird von keiner Frage und keiner Formel verwendet."),
        ("Datei „orte.csv“", "Diese Datei wird von keiner Frage und keiner Formel verwendet."),
    ]


def test_a_file_of_another_kind_that_is_asked_for_is_refused():
    data = form_of(
        line("text", "a", "A"),
        line("calculate", "b", calculation="pulldata('orte', 'a', 'b', 'c')"),
    )

    found = errors_in(data, files={"orte.docx": b"PK"})

    assert (
        "Datei „orte.docx“",
        "Diese Datei wird nicht gelesen. Möglich sind .csv und .geojson.",
    ) in found
