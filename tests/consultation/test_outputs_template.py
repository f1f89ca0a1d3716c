"""The synopsis in a Word template that somebody has uploaded."""

from io import BytesIO
from pathlib import Path

import docx
import pytest

from ikparticipation.consultation.outputs.docx_template import (
    COMMENT_FIELDS,
    FIELDS,
    TemplateFileError,
    fields,
    written,
)
from ikparticipation.drafts.word import WordFileError, opened
from tests.consultation.synopses import WORDS, synopsis, with_text
from tests.consultation.test_outputs_files import docx_text

GUIDE = (Path(__file__).parents[2] / "docs" / "synopsis.md").read_text()
ROW = (
    "{{ k.nummer }} {{ k.stelle }}: {{ k.text }} ({{ k.von|upper }}) "
    "{% if k.vorschlag %}statt: {{ k.vorschlag }}{% endif %} "
    "{% for a in k.aenderungen %}{{ a.nachher }}{% endfor %}"
)


def template(*paragraphs, rows=(), header="", title=""):
    document = docx.Document()
    for words in paragraphs:
        document.add_paragraph(words)
    if rows:
        table = document.add_table(rows=0, cols=1)
        for words in rows:
            table.add_row().cells[0].text = words
    document.sections[0].header.paragraphs[0].text = header
    document.core_properties.title = title
    target = BytesIO()
    document.save(target)
    return target.getvalue()


def filled(data, of=None):
    return written(data, of or synopsis(), WORDS, author="Landkreis Börde", opened=opened)


def test_a_template_of_ones_own_is_filled():
    data = template(
        "{{ titel }}, Stand {{ stand }}",
        "{% for z in zahlen %}{{ z.name }}: {{ z.anzahl }}; {% endfor %}",
        rows=[
            "{%tr for k in kommentare %}",
            ROW,
            "{%tr endfor %}",
        ],
        header="{{ pruefsumme }}",
    )

    words = docx_text(filled(data))

    assert "Leitlinien, Stand 1. November 2026" in words
    assert "Eingegangen: 6;" in words
    assert "1 Abschnitt 2: Bemerkung 1 (VEREIN A (BEISPIEL))" in words
    assert "statt: Sprachen" in words
    assert "Sprache öffnet alle Türen." in words
    assert "f" * 64 in docx.Document(BytesIO(filled(data))).sections[0].header.paragraphs[0].text


def test_the_fields_that_are_named_are_those_that_there_are():
    found = fields(synopsis(), WORDS)

    assert set(FIELDS) == set(found)
    assert all(set(COMMENT_FIELDS) == set(each) for each in found["kommentare"])
    assert all(f"`{name}`" in GUIDE for name in (*FIELDS, *COMMENT_FIELDS))


def test_a_filled_template_is_the_same_byte_for_byte():
    data = template("{{ titel }}")

    assert filled(data) == filled(data)


def test_what_people_wrote_is_text_and_never_a_field():
    text = "</w:t><w:p/> {{ 7 * 7 }} & <b>\nZweite Zeile"

    data = filled(template("{% for k in kommentare %}{{ k.text }}{% endfor %}"), with_text(text))

    assert text in docx_text(data)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("{{ titel.__class__.__mro__ }}", "__mro__"),
        ("{{ ''.join(['a']) }}", "Call"),
        ("{{ 'a' * 1000000000 }}", "Mul"),
        ("{{ 9 ** 9 ** 9 }}", "Pow"),
        ("{% for i in range(99999999) %}{{ i }}{% endfor %}", "Call"),
        ("{% include 'base.html' %}", "Include"),
        ("{% set x = 1 %}", "Assign"),
        ("{% macro x() %}{% endmacro %}", "Macro"),
        ("{% autoescape false %}{{ titel }}{% endautoescape %}", "Scope"),
        ("{{ titel|attr('upper') }}", "attr"),
        ("{{ titel|safe }}", "safe"),
        ("{{ config }}", "config"),
        ("{{ k.text }}", "k"),
        ("{% for k in kommentare %}{{ k.gibtsnicht }}{% endfor %}", "gibtsnicht"),
        (
            "{% for a in kommentare %}{% for b in kommentare %}x{% endfor %}{% endfor %}",
            "kommentare",
        ),
        ("{% for a in kommentare %}x", "for"),
        ("{{ titel", "unexpected"),
    ],
)
def test_a_template_that_wants_more_is_refused_with_the_reason(words, message):
    with pytest.raises(TemplateFileError) as refusal:
        filled(template(words))

    assert message in str(refusal.value)


@pytest.mark.parametrize("place", ["header", "title"])
def test_what_stands_outside_the_text_is_looked_at_too(place):
    with pytest.raises(TemplateFileError, match="Call"):
        filled(template("{{ titel }}", **{place: "{{ titel.upper() }}"}))


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04kaputt", b"\xd0\xcf\x11\xe0alt", b"%PDF-1.7"])
def test_what_is_no_word_file_is_refused(data):
    with pytest.raises(WordFileError):
        filled(data)
