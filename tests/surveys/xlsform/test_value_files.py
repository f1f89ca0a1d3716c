"""Files as answers."""

import zipfile
from hashlib import sha256
from io import BytesIO

import pytest

from ikparticipation.surveys.xlsform.questionnaire import Question, QuestionType
from ikparticipation.surveys.xlsform.values import (
    Refused,
    Upload,
    refusal,
    store,
)
from tests.surveys.xlsform.forms import choices

CHOICES = choices("rot", "blau", "gelb")


def of(type_, **given):
    """A question of a later type."""
    if type_ in {"rank", "select_one", "select_multiple"}:
        given["choices"] = CHOICES
    return Question(name="q", type=QuestionType(type_), labels={"de": "Q"}, **given)


PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20


def archive(*names, mimetype=None):
    data = BytesIO()
    with zipfile.ZipFile(data, "w") as file:
        if mimetype:
            file.writestr("mimetype", mimetype)
        for name in names:
            file.writestr(name, "x")
    return data.getvalue()


@pytest.mark.parametrize(
    ("type_", "name", "content", "stored"),
    [
        ("image", "C:\\bilder\\haus.png", PNG, ("haus.png", "image/png")),
        ("image", "haus.exe", PNG, ("haus.exe.png", "image/png")),  # named after what it is
        ("image", "haus.jpeg", b"\xff\xd8\xff\xe0", ("haus.jpeg", "image/jpeg")),
        ("image", "", b"GIF89a...", ("datei.gif", "image/gif")),
        ("image", "x.webp", b"RIFF\0\0\0\0WEBPVP8 ", ("x.webp", "image/webp")),
        ("file", "satzung.pdf", b"%PDF-1.7", ("satzung.pdf", "application/pdf")),
        ("file", "zahlen.csv", b"a;b\r\n1;2", ("zahlen.csv", "text/csv")),
        ("file", "notiz", "Grüße".encode(), ("notiz.txt", "text/plain")),
        ("file", "a.docx", archive("[Content_Types].xml", "word/document.xml"), ("a.docx", None)),
        ("file", "a.xlsx", archive("[Content_Types].xml", "xl/workbook.xml"), ("a.xlsx", None)),
        (
            "file",
            "a.odt",
            archive(mimetype="application/vnd.oasis.opendocument.text"),
            ("a.odt", "application/vnd.oasis.opendocument.text"),
        ),
    ],
)
def test_a_file_is_what_it_is_whatever_it_is_called(type_, name, content, stored):
    value, kept = store(of(type_), Upload(name, content))

    assert kept == content
    assert value["file"] == sha256(content).hexdigest()
    assert value["name"] == stored[0]
    assert value["type"] == (stored[1] or value["type"])
    assert refusal(of(type_), value) is None


@pytest.mark.parametrize(
    ("type_", "name", "content", "words"),
    [
        ("image", "a.png", b"", "leer"),
        ("image", "a.svg", b"<svg xmlns='x'><script/></svg>", "ein Bild als"),
        ("image", "a.png", b"%PDF-1.7", "ein Bild als"),
        ("file", "a.txt", b"<!doctype html><script>", "eine Datei als"),
        ("file", "a.txt", "\ufeff  <html>".encode(), "eine Datei als"),
        ("file", "a.docx", archive("[Content_Types].xml", "word/vbaProject.bin"), "Datei als"),
        ("file", "a.zip", archive("x.exe"), "eine Datei als"),
        ("file", "a.docx", b"PK\x03\x04kaputt", "eine Datei als"),
        ("file", "a.exe", b"MZ\x90\0", "eine Datei als"),
        ("file", "a.odt", archive(mimetype="application/x-sh"), "eine Datei als"),
        ("file", "a.txt", b"x" * 1_100_000, "größer als 1 MB"),
    ],
)
def test_other_files_are_refused(type_, name, content, words):
    refused = store(of(type_, parameters={"max-size": "1"}), Upload(name, content))

    assert isinstance(refused, Refused)
    assert words in refused.message % refused.facts


def test_without_a_limit_of_its_own_a_file_has_five_megabytes():
    assert isinstance(store(of("file"), Upload("a.txt", b"x" * 5_000_001)), Refused)
    assert not isinstance(store(of("file"), Upload("a.txt", b"x" * 5_000_000)), Refused)
