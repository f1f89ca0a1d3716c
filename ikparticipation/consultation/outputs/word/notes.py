"""The comments of a Word file: who wrote what, in which thread, and whether it is resolved.

Threads: [MS-DOCX] commentsExtended. Also what a file says of itself.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml

from ikparticipation.consultation.outputs.word.reading import SIGNS, moment_of, name_of

_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"


@dataclass(frozen=True)
class Note:
    """A comment as it stands in the file."""

    id: str
    author: str
    at: datetime | None
    text: str
    parent: str | None
    """Replies: the id of the comment that is replied to."""
    resolved: bool


def notes(document: Document) -> Iterator[Note]:
    """Yield all comments, also those that stand nowhere in the text."""
    root = _comments_root(document)
    if root is None:
        return
    threads = dict(_threads(document))
    ids = {_paragraph_id(node): node.get(qn("w:id"), "") for node in root.findall(qn("w:comment"))}
    for node in root.findall(qn("w:comment")):
        note_id = node.get(qn("w:id"), "")
        parent, resolved = threads.get(_paragraph_id(node), ("", False))
        yield Note(
            note_id,
            node.get(qn("w:author"), ""),
            moment_of(node.get(qn("w:date"))),
            "\n".join(_words(paragraph) for paragraph in node.iter(qn("w:p"))).strip(),
            ids.get(parent) if parent else None,
            resolved,
        )


def _words(paragraph: Any) -> str:
    """Return the words of a paragraph of a comment, as they are to be read now."""
    parts = []
    for node in paragraph.iter():
        if name_of(node) == "t":
            parts.append(node.text or "")
        elif name_of(node) in SIGNS and name_of(node.getparent()) == "r":
            parts.append(SIGNS[name_of(node)])
    return "".join(parts)


def _paragraph_id(comment: Any) -> str:
    """Return the id by which commentsExtended names a comment: that of its last paragraph."""
    paragraphs = comment.findall(qn("w:p"))
    return paragraphs[-1].get(f"{_W14}paraId", "") if paragraphs else ""


def _comments_root(document: Document) -> Any:
    return next(_roots(document, "comments+xml"), None)


def _threads(document: Document) -> Iterator[tuple[str, tuple[str, bool]]]:
    """Yield for each comment, by its paragraph, that of its parent, and whether it is resolved."""
    for root in _roots(document, "commentsExtended+xml"):
        for node in root.iter(f"{_W15}commentEx"):
            done = node.get(f"{_W15}done", "0") in {"1", "true"}
            yield node.get(f"{_W15}paraId", ""), (node.get(f"{_W15}paraIdParent", ""), done)


def named_values(document: Document) -> dict[str, str]:
    """Return the custom properties and the document variables of a file."""
    found: dict[str, str] = {}
    for node in document.settings.element.iter(qn("w:docVar")):
        found[node.get(qn("w:name"), "")] = node.get(qn("w:val"), "")
    for root in _roots(document, "custom-properties+xml"):
        for node in root.iterchildren():
            found[node.get("name", "")] = "".join(node.itertext()).strip()
    return found


def _roots(document: Document, content_type: str) -> Iterator[Any]:
    for part in document.part.package.iter_parts():
        if part.content_type.endswith(f".{content_type}"):
            yield parse_xml(part.blob)
