"""The news of all texts as an Atom feed (RFC 4287): new versions and released answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from xml.etree.ElementTree import (
    Element,
    SubElement,
    indent,
    tostring,
)

from ikparticipation.text import cleaned

ATOM = "http://www.w3.org/2005/Atom"
MEDIA_TYPE = "application/atom+xml; charset=utf-8"
MOST_ENTRIES = 50


@dataclass(frozen=True)
class Entry:
    """`address` is where it can be read for ever, and its id."""

    address: str
    title: str
    summary: str
    category: str
    at: datetime


def written(
    entries: Sequence[Entry], *, title: str, author: str, site: str, address: str, language: str
) -> bytes:
    """Return the feed, newest first. A feed without entries was last changed when time began."""
    newest = sorted(entries, key=lambda entry: (entry.at, entry.address), reverse=True)
    feed = Element("feed", {"xmlns": ATOM, "xml:lang": language})
    _put(feed, "id", address)
    _put(feed, "title", title)
    _put(feed, "updated", _moment(changed_at(newest)))
    _put(SubElement(feed, "author"), "name", author)
    SubElement(feed, "link", rel="self", type="application/atom+xml", href=address)
    SubElement(feed, "link", rel="alternate", type="text/html", href=f"{site}/entwuerfe/")
    for entry in newest[:MOST_ENTRIES]:
        _add(feed, entry)
    indent(feed, "")
    body: bytes = tostring(feed, encoding="utf-8")
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + body


def changed_at(entries: Sequence[Entry]) -> datetime | None:
    return max((entry.at for entry in entries), default=None)


def _add(feed: Element, entry: Entry) -> None:
    node = SubElement(feed, "entry")
    _put(node, "id", entry.address)
    _put(node, "title", entry.title)
    _put(node, "updated", _moment(entry.at))
    _put(node, "published", _moment(entry.at))
    SubElement(node, "category", term=entry.category)
    SubElement(node, "link", rel="alternate", type="text/html", href=entry.address)
    _put(node, "summary", entry.summary)


def _put(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = cleaned(text)


def _moment(at: datetime | None) -> str:
    return at.isoformat().replace("+00:00", "Z") if at else "1970-01-01T00:00:00Z"
