"""What is too much is refused with its place, quickly, and without much memory."""

import gc
import time
import tracemalloc

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ikparticipation.surveys.xlsform.compile import read_workbook
from ikparticipation.surveys.xlsform.stored import from_json, to_json
from tests.surveys.xlsform.workbooks import changed, compiled, form_of, line, xlsx

GOOD = form_of(line("text", "was", "Was?"))
SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SECONDS = 2
MEGABYTES = 200


def sheet(rows):
    """Return a workbook whose sheet survey has these cells, each already as XML."""
    body = "".join(
        f'<row r="{number}">{"".join(cells)}</row>' for number, cells in enumerate(rows, start=1)
    )
    xml = f'<worksheet xmlns="{MAIN}"><sheetData>{body}</sheetData></worksheet>'
    return changed(GOOD, **{SHEET: xml.encode()})


def cell(text):
    return f'<c t="inlineStr"><is><t>{text}</t></is></c>'


HEADINGS = [cell("type"), cell("name"), cell("label"), cell("relevant")]


def nested(depth):
    begin = [line("begin_group", f"g{n}", "G") for n in range(depth)]
    return form_of(*begin, line("text", "t", "T"), *[line("end_group")] * depth)


def crossing():
    return form_of(
        line("begin_group", "g", "G"),
        line("begin_repeat", "r", "R"),
        line("text", "t", "T"),
        line("end_group"),
        line("end_repeat"),
    )


def shared_text(rows=2_000):
    """A text that is there once and stands in 180,000 cells."""
    strings = f'<sst xmlns="{MAIN}"><si><t>{"x" * 32_000}</t></si></sst>'
    one = '<c t="s"><v>0</v></c>' * 90
    rows = "".join(f'<row r="{n}">{one}</row>' for n in range(2, rows))
    xml = f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'
    return changed(GOOD, **{SHEET: xml.encode(), STRINGS: strings.encode()})


def many_wrong_names():
    """Each of 4,000 expressions names a question that is not there, like 4,000 others."""
    return form_of(
        *(line("text", f"frage_{n}", "F", relevant=f"${{fraeg_{n}}} > 1") for n in range(4_000))
    )


TOO_MUCH = {
    "a cell of 9 MB": (
        lambda: sheet([HEADINGS, [cell("text"), cell("x" * 9_000_000)]]),
        "Blatt „survey“, Zeile 2, Spalte B",
        "erlaubt sind 32767",
    ),
    "a cell of 10 MB": (lambda: sheet([[cell("x" * 10_000_001)]]), "Datei", "ausgepackt zu groß"),
    "100,000 rows": (
        lambda: sheet([HEADINGS, *[["<c><v>1</v></c>"]] * 100_000]),
        "Blatt „survey“, Zeile 5002",
        "mehr als 5000 Zeilen",
    ),
    "one text in 180,000 cells": (
        shared_text,
        "Blatt „survey“, Zeile 5",
        "Alle Zellen zusammen haben mehr als 10000000 Zeichen.",
    ),
    "150 groups in each other": (
        lambda: nested(150),
        "Blatt „survey“, Zeile 22, Spalte A",
        "mehr als 20 Gruppen ineinander",
    ),
    "groups that cross": (crossing, "Blatt „survey“, Zeile 5, Spalte A", "zu keinem Anfang"),
    "brackets in brackets": (
        lambda: form_of(line("text", "a", "A", relevant="(" * 4_000 + "1" + ")" * 4_000)),
        "Blatt „survey“, Zeile 2, Spalte D",
        "",
    ),
    "an expression of 30,000 characters": (
        lambda: form_of(line("text", "a", "A", relevant="1 + " * 7_500 + "1")),
        "Blatt „survey“, Zeile 2, Spalte D",
        "",
    ),
    "expressions of more than a million characters": (
        lambda: form_of(
            *(
                line("text", f"q{n}", "Q", relevant=f"{n} = 1" + " or 1 = 1" * 1_000)
                for n in range(150)
            )
        ),
        "Blatt „survey“, Zeile 113, Spalte D",
        "mehr als 1000000 Zeichen",
    ),
    "4,000 unknown names": (many_wrong_names, "Spalte D, Zeichen 1", "„fraeg_0“"),
    "100,000 choices over all questions": (
        lambda: form_of(
            *(line("select_one l", f"q{n}", "Q") for n in range(60)),
            choices=[("list_name", "name", "label"), *[("l", f"c{n}", "C") for n in range(2_000)]],
        ),
        "Blatt „survey“, Zeile 52, Spalte A",
        "mehr als 100000 Antworten",
    ),
}


@pytest.mark.parametrize("case", TOO_MUCH)
def test_what_is_too_much_is_refused_quickly_with_its_place(case):
    make, place, words = TOO_MUCH[case]
    data = make()
    gc.collect()
    gc.freeze()  # what other tests left behind is not what is measured

    begin = time.process_time()
    result = read_workbook(data)
    seconds = time.process_time() - begin

    gc.unfreeze()
    found = [(f.place("de"), f.text("de")) for f in result.findings]
    assert result.questionnaire is None
    assert [p for p, text in found if place in p and words in text], found[:3]
    assert seconds < SECONDS, seconds


@pytest.mark.parametrize("make", [TOO_MUCH["a cell of 9 MB"][0], lambda: shared_text(500)])
def test_what_is_too_much_needs_little_memory(make):
    data = make()
    read_workbook(GOOD)

    tracemalloc.start()
    read_workbook(data)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert peak < MEGABYTES * 1_000_000, peak


def test_a_text_quoted_in_a_finding_is_cut():
    result = read_workbook(form_of(line("text", "größe" * 1_000, "A")))

    assert len(result.findings[0].text("de")) < 400


def test_a_thousand_questions_are_compiled_in_seconds():
    """Once, at publication: about half a second for reading and three for checking a chain."""
    asked = [
        line("text", f"q{n}", f"Frage {n}?", relevant=f"${{q{n - 1}}} != 'x'" if n else "")
        for n in range(1_000)
    ]
    data = form_of(line("begin_group", "g", "G"), *asked, line("end_group"))

    begin = time.process_time()
    questionnaire = compiled(data)

    assert len(questionnaire.placed) == 1_000
    assert time.process_time() - begin < 15


WORDS = st.sampled_from(
    [
        *("text", "integer", "select_one l", "select_multiple l or_other", "rank l", "note"),
        *("begin_group", "end_group", "begin_repeat", "end_repeat", "calculate", "range", "start"),
        *("select_one_from_file a.csv", "csv-external", "geopoint", "hidden", "image"),
        *("${a}", "${b} > 1", "../a", "/data/b", "selected(${a}, 'x')", "instance('l')/root/item"),
        *("yes", "no", "1 div 0", "today()", "(", "'", "x", "start=1 end=5", "pulldata('a')"),
        *("offer", "offer.name", "organisation.phone", "tie", "public", "likert w1", "1", "-1"),
    ]
)
CELLS = st.one_of(WORDS, st.text(max_size=8), st.just(""))
NAMES = st.sampled_from(["a", "b", "c", "a_other", "", "meta", "data", "1"])
COLUMNS = (
    *("relevant", "constraint", "calculation", "choice_filter", "repeat_count", "default"),
    *("required", "readonly", "parameters", "appearance", "inventory", "question_id", "publish"),
    *(
        "partner",
        "municipality",
        "hint",
        "label::en",
        "guidance_hint",
        "bind::relevant",
        "min_rows",
    ),
)


@st.composite
def forms(draw):
    columns = draw(st.lists(st.sampled_from(COLUMNS), max_size=4, unique=True))
    rows = draw(st.lists(st.tuples(WORDS, NAMES, CELLS, *(CELLS for _ in columns)), max_size=8))
    choices = draw(st.lists(st.tuples(st.just("l"), NAMES, CELLS, CELLS), max_size=4))
    return {
        "survey": (("type", "name", "label", *columns), *rows),
        "choices": (("list_name", "name", "label", "land"), *choices),
        "settings": (("form_title", "version"), ("T", draw(CELLS))),
    }


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    forms(), st.dictionaries(st.sampled_from(["a.csv", "a.geojson", "b"]), st.binary(max_size=40))
)
def test_no_form_at_all_ends_in_a_traceback(sheets, files):
    result = read_workbook(xlsx(sheets), files=files, catalogues={})

    assert (result.questionnaire is None) == any(f.is_error for f in result.findings)
    for finding in result.findings:
        assert finding.text("de")
        assert finding.place("en")


ASKED = (
    *("text", "integer", "decimal", "range", "date", "time", "dateTime", "select_one l", "note"),
    *("select_multiple l", "select_one l or_other", "rank l", "acknowledge", "geopoint", "image"),
    *("file", "calculate", "hidden", "select_one_from_file orte.csv", "begin_group", "end"),
    "begin_repeat",
)
SENSIBLE = (
    *("${q1} != ''", ". != ${q1}", "count(${q2}) > 1", "../q1 = 1", "/data/q1 = 1", "today()"),
    *("selected(${q3}, 'x')", "instance('l')/root/item[name = ${q1}]/label", "yes", "once(1)"),
    *("pulldata('orte', 'label', 'name', ${q1})", "sum(${q2}) + position(..)", "", "", ""),
    *("indexed-repeat(${q2}, ${q0}, 1)", "if(${q1} > 2, 'a', 'b')", "name = ${q1}", "3"),
)
WHERE = ("relevant", "constraint", "calculation", "choice_filter", "repeat_count", "default")


@st.composite
def sensible_forms(draw):
    """Forms whose lines nest and whose names are there: most of them can be used."""
    lines, ends = [], []
    for n, type_ in enumerate(draw(st.lists(st.sampled_from(ASKED), min_size=4, max_size=12))):
        cells = {column: draw(st.sampled_from(SENSIBLE)) for column in draw(COLUMNS_OF_SOME)}
        lines.append(line(type_, f"q{n}", f"Text ${{q{draw(st.integers(0, 3))}}}", **cells))
        if type_.startswith("begin"):
            ends.append(line(type_.replace("begin", "end")))
            lines.append(line("text", f"t{n}", "T"))
    return [*lines, *reversed(ends)]


COLUMNS_OF_SOME = st.lists(st.sampled_from(WHERE), max_size=2, unique=True)
LIST = (("list_name", "name", "label", "land"), ("l", "x", "X", "1"), ("l", "y", "Y", "2"))


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(sensible_forms())
def test_what_can_be_used_is_stored_and_read_again(lines):
    data = form_of(*lines, choices=LIST)

    result = read_workbook(data, files={"orte.csv": b"name,label\nb,Berlin\n"})

    read = result.questionnaire
    assert (read is None) == any(f.is_error for f in result.findings)
    assert read is None or from_json(to_json(read)) == read
    assert read is None or {placed.question.name for placed in read.placed} <= {
        name for name, _ in result.places
    }


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(alphabet="|\\\n #-:atypenmlb${}()'", max_size=200))
def test_no_table_of_text_ends_in_a_traceback(text):
    result = read_workbook(("| survey |\n" + text).encode())

    assert (result.questionnaire is None) == any(f.is_error for f in result.findings)
