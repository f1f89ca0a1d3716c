"""Word files for tests: written by python-docx, and bent where a file must be a bad one."""

import zipfile
from io import BytesIO

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

TYPES = "[Content_Types].xml"
BODY = "word/document.xml"


def saved(document) -> bytes:
    data = BytesIO()
    document.save(data)
    return data.getvalue()


def word(*paragraphs, **styles) -> bytes:
    """A document of these paragraphs."""
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    return saved(document)


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {part.filename: archive.read(part) for part in archive.infolist()}


def zipped(parts: dict[str, bytes], *, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    data = BytesIO()
    with zipfile.ZipFile(data, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return data.getvalue()


def changed(data: bytes, parts: dict[str, bytes | None]) -> bytes:
    """The same file with other parts; None takes one out."""
    kept = parts_of(data) | parts
    return zipped({name: content for name, content in kept.items() if content is not None})


def with_body(xml: str) -> bytes:
    """A document whose body is this WordprocessingML."""
    document = docx.Document()
    root = parse_xml(f"<w:body {nsdecls('w', 'r', 'wp', 'a', 'pic')}>{xml}</w:body>")
    body = document.element.body
    for child in list(root):
        body.insert(len(body) - 1, child)
    return saved(document)
