"""Whatever bytes come in as a Word file, the answer is a sentence, quickly, and no traceback."""

import os
import resource
import struct
import time
import zipfile
from contextlib import suppress
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ikparticipation.drafts.passages import TextLimitError
from ikparticipation.drafts.word import WordFileError, opened, opening, to_markdown
from ikparticipation.drafts.word.opening import MAX_FILE, MAX_PARTS
from tests.drafts.word_files import BODY, TYPES, changed, parts_of, word, zipped

GOOD = word("Ein Absatz.")
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
LAUGHS = f"""<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "haha"><!ENTITY b "&a;&a;&a;&a;">]>
<w:document {W}><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>"""
OUTSIDE = f"""<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/passwd">]>
<w:document {W}><w:body><w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:body></w:document>"""
DEEP = f"<w:document {W}>" + "<w:p>" * 250 + "</w:p>" * 250 + "</w:document>"


def test_a_good_file_opens():
    assert [p.text for p in opened(GOOD).paragraphs] == ["Ein Absatz."]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "Die Datei ist leer."),
        (b"Nur Text.", "Das ist keine Word-Datei"),
        (b"%PDF-1.7 ...", "Das ist keine Word-Datei"),
        (b"PK\x03\x04 then nothing", "Das ist keine Word-Datei"),
        (GOOD[: len(GOOD) // 2], "Das ist keine Word-Datei"),
        (zipped({"a.txt": b"a"}), "Das ist keine Word-Datei"),
        (changed(GOOD, {TYPES: None}), "Das ist keine Word-Datei"),
        (changed(GOOD, {"_rels/.rels": None}), "Das ist keine Word-Datei"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "alte Format .doc oder ein Kennwort"),
        (bytes(MAX_FILE + 1), "größer als 5 MB"),
        (changed(GOOD, {"word/vbaProject.bin": b"Sub Auto_Open()"}), "enthält Makros"),
        (changed(GOOD, {BODY: LAUGHS.encode()}), "aus Sicherheitsgründen"),
        (changed(GOOD, {BODY: OUTSIDE.encode()}), "aus Sicherheitsgründen"),
        (changed(GOOD, {BODY: LAUGHS.encode("utf-16")}), "aus Sicherheitsgründen"),
        (changed(GOOD, {"word/_rels/document.xml.rels": LAUGHS.encode()}), "Sicherheitsgründen"),
        (changed(GOOD, {"word/fremd.bin": LAUGHS.encode()}), "aus Sicherheitsgründen"),
        (changed(GOOD, {BODY: DEEP.encode()}), "beschädigt"),
        (changed(GOOD, {BODY: b"<w:document>"}), "beschädigt"),
        (changed(GOOD, {BODY: f"<w:document {W}/>".encode()}), "beschädigt"),
        (changed(GOOD, {BODY: None}), "beschädigt"),
        (changed(GOOD, {"word/styles.xml": b"\x00\x01"}), "beschädigt"),
        (changed(GOOD, {f"word/{n}.bin": b"x" for n in range(MAX_PARTS)}), "ausgepackt zu groß"),
    ],
)
def test_a_bad_file_is_refused_with_the_reason(data, words):
    with pytest.raises(WordFileError) as refused:
        opened(data)

    assert words in refused.value.message % refused.value.facts


@pytest.mark.parametrize(
    ("limit", "at", "content"),
    [
        ("MAX_PART", 50_000, os.urandom(50_001)),
        ("MAX_UNPACKED", 150_000, os.urandom(90_000)),
        ("MAX_RATIO", 250, b"<a>" + b" " * 500_000 + b"</a>"),
        ("MAX_PARTS", 10, b"<a/>"),
    ],
)
def test_a_bomb_is_refused_before_anything_is_unpacked(monkeypatch, limit, at, content):
    parts = {f"word/{number}.xml": content for number in range(2)}
    bomb = changed(GOOD, {"docProps/thumbnail.jpeg": None} | parts)
    monkeypatch.setattr(opening, limit, at)
    monkeypatch.setattr(zipfile.ZipFile, "read", None)
    monkeypatch.setattr(zipfile.ZipFile, "open", None)

    with pytest.raises(WordFileError, match="ausgepackt zu groß"):
        opened(bomb)


def test_a_file_that_says_it_is_smaller_than_it_is_unpacks_no_more_than_it_says():
    bomb = bytearray(changed(GOOD, {"word/a.xml": b"<a>" + b" " * 90_000_000 + b"</a>"}))
    place = bomb.rindex(b"word/a.xml") - 46
    assert bomb[place : place + 4] == b"PK\x01\x02"
    bomb[place + 24 : place + 28] = struct.pack("<I", 5_000)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    with pytest.raises(WordFileError):
        opened(bytes(bomb))

    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000  # kB


def test_two_parts_of_one_name_are_no_document():
    data = BytesIO(GOOD)
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(data, "a") as archive:
        archive.writestr(BODY, b"<other/>")

    with pytest.raises(WordFileError, match="beschädigt"):
        opened(data.getvalue())


def test_a_picture_in_the_file_is_not_read_as_text():
    drawn = b'<?xml version="1.0"?><!DOCTYPE svg><svg xmlns="http://www.w3.org/2000/svg"/>'

    assert opened(changed(GOOD, {"word/media/image1.svg": drawn}))


@given(st.data())
@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow])
def test_a_file_with_wrong_bytes_is_read_or_refused(data):
    broken = bytearray(GOOD)
    for _ in range(data.draw(st.integers(1, 5))):
        broken[data.draw(st.integers(0, len(broken) - 1))] = data.draw(st.integers(0, 255))

    with suppress(WordFileError):
        opened(bytes(broken))


@given(st.binary(max_size=300))
@settings(max_examples=40)
def test_wrong_bytes_in_a_part_are_read_or_refused(content):
    for name in (BODY, TYPES, "word/styles.xml", "word/numbering.xml"):
        with suppress(WordFileError):
            opened(zipped(parts_of(GOOD) | {name: content}))


def test_the_greatest_file_is_looked_through_in_a_few_seconds():
    body = "".join(f"<w:p><w:r><w:t>Satz {n}.</w:t></w:r></w:p>" for n in range(60_000))
    whole = f"<w:document {W}><w:body>{body}</w:body></w:document>"
    big = changed(GOOD, {BODY: whole.encode()})
    begun = time.process_time()

    document = opened(big)
    with pytest.raises(TextLimitError):
        to_markdown(document)

    assert len(document.element.body) == 60_000
    assert time.process_time() - begun < 10
