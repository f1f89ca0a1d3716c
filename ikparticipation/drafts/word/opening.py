"""The bytes of an uploaded Word file as a document, or the reason why not.

Everything is decided from the table of contents of the archive before anything is unpacked. Then
every XML part is read once by a parser that builds nothing and refuses document types: so no
entity can grow or reach outside when python-docx reads the parts again.
"""

import zipfile
import zlib
from io import BytesIO
from typing import Any
from xml.sax import SAXException
from xml.sax.handler import ContentHandler

import docx
from defusedxml import DefusedXmlException
from defusedxml.sax import parseString
from docx.document import Document

from ikparticipation.text import N_

MAX_FILE = 5_000_000
MAX_PARTS = 1_000
MAX_PART = 20_000_000
"""Of one part, unpacked. A text of the greatest length we take has about 4 MB of XML."""
MAX_UNPACKED = 50_000_000
MAX_RATIO = 250
"""Unpacked to packed. A table of equal rows can reach 150, a bomb has 1,000."""
SMALL_PART = 100_000
"""Below this no ratio is suspicious."""
DEEPEST = 200
"""Levels of elements; a table in a table in a table has 30."""

NECESSARY = {"[Content_Types].xml", "_rels/.rels"}
_OLE = b"\xd0\xcf\x11\xe0"
_MEGABYTE = 1_000_000
_DAMAGES = (
    SAXException,
    zipfile.BadZipFile,
    zlib.error,
    OSError,
    EOFError,
    ValueError,
    NotImplementedError,
    RuntimeError,
)


class WordFileError(ValueError):
    """The file is none that we open. `message` is a msgid that says why and what to do."""

    def __init__(self, message: str, **facts: Any) -> None:
        super().__init__(message)
        self.message = message
        self.facts = facts


EMPTY = N_("Die Datei ist leer.")
TOO_BIG = N_("Die Datei ist größer als %(limit)s MB. Oft hilft es, die Bilder herauszunehmen.")
OLD_OR_LOCKED = N_(
    "Die Datei hat das alte Format .doc oder ein Kennwort. Bitte speichern Sie sie in Ihrem "
    "Schreibprogramm als „Word-Dokument (.docx)“ ohne Kennwort."
)
NO_WORD_FILE = N_("Das ist keine Word-Datei (.docx), oder sie ist beschädigt.")
MACROS = N_("Die Datei enthält Makros. Bitte speichern Sie sie als „Word-Dokument (.docx)“.")
UNPACKS_TOO_BIG = N_(
    "Die Datei ist ausgepackt zu groß. Bitte kopieren Sie den Text in ein neues Dokument und "
    "versuchen Sie es damit noch einmal."
)
UNSAFE = N_(
    "Die Datei enthält Anweisungen, die wir aus Sicherheitsgründen nicht ausführen. Bitte kopieren "
    "Sie den Text in ein neues Dokument und versuchen Sie es damit noch einmal."
)
BROKEN = N_(
    "Die Word-Datei ist beschädigt. Bitte öffnen Sie sie in Ihrem Schreibprogramm und speichern "
    "Sie sie noch einmal."
)


def opened(data: bytes) -> Document:
    """Return the document; raise WordFileError if it is broken, dangerous or no Word file."""
    _refuse_by_its_outside(data)
    _refuse_by_its_parts(data)
    try:
        document = docx.Document(BytesIO(data))
        document.element.body  # noqa: B018 - a main part without a body fails here, not later
    except Exception as error:  # a third party's reader on a stranger's file
        raise WordFileError(BROKEN) from error
    if document.element.body is None:
        raise WordFileError(BROKEN)
    return document


def _refuse_by_its_outside(data: bytes) -> None:
    """Look at size and table of contents only; nothing is unpacked yet."""
    if not data:
        raise WordFileError(EMPTY)
    if len(data) > MAX_FILE:
        raise WordFileError(TOO_BIG, limit=MAX_FILE // _MEGABYTE)
    if data.startswith(_OLE):
        raise WordFileError(OLD_OR_LOCKED)
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise WordFileError(NO_WORD_FILE) from error
    _refuse_by_its_contents(parts)


def _refuse_by_its_contents(parts: list[zipfile.ZipInfo]) -> None:
    names = {part.filename for part in parts}
    findings = {
        NO_WORD_FILE: not names >= NECESSARY or not any(n.startswith("word/") for n in names),
        MACROS: any(name.casefold().endswith("vbaproject.bin") for name in names),
        OLD_OR_LOCKED: any(part.flag_bits & 1 for part in parts),
        BROKEN: len(names) < len(parts),  # two parts of one name: who reads which one?
        UNPACKS_TOO_BIG: _unpacks_too_big(parts),
    }
    for message, is_so in findings.items():
        if is_so:
            raise WordFileError(message)


def _unpacks_too_big(parts: list[zipfile.ZipInfo]) -> bool:
    """Go by what the archive says of itself: no more than that is ever unpacked."""
    return (
        len(parts) > MAX_PARTS
        or sum(part.file_size for part in parts) > MAX_UNPACKED
        or any(part.file_size > MAX_PART for part in parts)
        or any(part.file_size > max(SMALL_PART, MAX_RATIO * part.compress_size) for part in parts)
    )


def _refuse_by_its_parts(data: bytes) -> None:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            for part in archive.infolist():
                content = archive.read(part)
                if _is_xml(part.filename.casefold(), content):
                    parseString(content, _Depth(), forbid_dtd=True)
    except DefusedXmlException as error:
        raise WordFileError(UNSAFE) from error
    except _DAMAGES as error:
        raise WordFileError(BROKEN) from error


def _is_xml(name: str, content: bytes) -> bool:
    """Return whether a part is XML, under whatever name; a picture (.svg) is never read."""
    begins = content[:100].lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n")[:1] == b"<"
    return name.endswith((".xml", ".rels")) or (begins and not name.endswith(".svg"))


class _Depth(ContentHandler):
    """Notices elements nested so deep that reading them would exhaust the stack."""

    def __init__(self) -> None:
        super().__init__()
        self.depth = 0

    def startElement(self, name: str, attrs: Any) -> None:  # noqa: N802, ARG002
        self.depth += 1
        if self.depth > DEEPEST:
            raise SAXException("too deep")

    def endElement(self, name: str) -> None:  # noqa: N802, ARG002
        self.depth -= 1
