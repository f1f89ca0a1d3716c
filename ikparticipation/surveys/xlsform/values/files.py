"""Files that are answers: their size, and what they really are, whatever they call themselves.

The type is told from the content; what a browser would carry out (HTML, SVG) is never taken, nor
are documents with macros.
"""

import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from types import MappingProxyType

from ikparticipation.surveys.xlsform.question import Question, QuestionType
from ikparticipation.surveys.xlsform.values.model import Refused, StoredFile
from ikparticipation.text import N_, one_line

MEGABYTE = 1_000_000
MAX_SIZE_MB = 5.0
MAX_NAME = 120
_HEAD = 2_048
_MAX_PARTS = 5_000

PDF, PLAIN, CSV = "application/pdf", "text/plain", "text/csv"
_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."
IMAGE_TYPES = MappingProxyType(
    {"image/png": "png", "image/jpeg": "jpg", "image/webp": "webp", "image/gif": "gif"}
)
FILE_TYPES = MappingProxyType(
    {
        PDF: "pdf",
        f"{_OFFICE}wordprocessingml.document": "docx",
        f"{_OFFICE}spreadsheetml.sheet": "xlsx",
        f"{_OPEN}text": "odt",
        f"{_OPEN}spreadsheet": "ods",
        "image/png": "png",
        "image/jpeg": "jpg",
        PLAIN: "txt",
        CSV: "csv",
    }
)
"""Media type → the usual ending."""
_SAME_ENDINGS = frozenset({("jpeg", "jpg")})


@dataclass(frozen=True)
class Upload:
    name: str
    content: bytes


def store(question: Question, upload: Upload) -> tuple[StoredFile, bytes] | Refused:
    """Return the answer that a file is, and the bytes to keep under its hash."""
    limit = limit_mb(question)
    if not upload.content:
        return Refused(EMPTY)
    if len(upload.content) > limit * MEGABYTE:
        return Refused(TOO_BIG, {"limit": f"{limit:g}".replace(".", ",")})
    allowed = IMAGE_TYPES if question.type is QuestionType.IMAGE else FILE_TYPES
    found = media_type(upload.content, upload.name)
    if found is None or found not in allowed:
        return Refused(NO_IMAGE if question.type is QuestionType.IMAGE else NO_FILE)
    stored: StoredFile = {
        "file": sha256(upload.content).hexdigest(),
        "name": _name(upload.name, allowed[found]),
        "type": found,
        "size": len(upload.content),
    }
    return stored, upload.content


def limit_mb(question: Question) -> float:
    try:
        return float(question.parameters.get("max-size", MAX_SIZE_MB))
    except ValueError:
        return MAX_SIZE_MB


def media_type(content: bytes, name: str) -> str | None:
    """Return what the bytes are; None for anything that is not taken."""
    head = content[:_HEAD]
    for fits, found in _SIGNATURES:
        if fits(head):
            return found
    if head.startswith(b"PK\x03\x04"):
        return _archive_type(content)
    if _is_text(content):
        return CSV if name.lower().endswith(".csv") else PLAIN
    return None


_SIGNATURES: tuple[tuple[Callable[[bytes], bool], str], ...] = (
    (lambda head: head.startswith(b"\x89PNG\r\n\x1a\n"), "image/png"),
    (lambda head: head.startswith(b"\xff\xd8\xff"), "image/jpeg"),
    (lambda head: head[:6] in {b"GIF87a", b"GIF89a"}, "image/gif"),
    (lambda head: head[:4] == b"RIFF" and head[8:12] == b"WEBP", "image/webp"),
    (lambda head: head.startswith(b"%PDF-"), PDF),
)


def _archive_type(content: bytes) -> str | None:
    """Look at the list of parts only; nothing is unpacked but the short part `mimetype`."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            parts = archive.namelist()
            if len(parts) > _MAX_PARTS or any("vbaproject" in part.lower() for part in parts):
                return None
            if "mimetype" in parts and archive.getinfo("mimetype").file_size < 100:  # noqa: PLR2004
                told = archive.read("mimetype").decode("ascii", "replace").strip()
                return told if told in FILE_TYPES else None
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, RuntimeError):
        return None
    if "[Content_Types].xml" not in parts:
        return None
    if "word/document.xml" in parts:
        return f"{_OFFICE}wordprocessingml.document"
    return f"{_OFFICE}spreadsheetml.sheet" if "xl/workbook.xml" in parts else None


def _is_text(content: bytes) -> bool:
    """Whether it is text without markup: no control characters, and no tag in front."""
    if any(octet < 32 and octet not in b"\t\n\r\f" for octet in set(content)):  # noqa: PLR2004
        return False
    return not content.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<")


def _name(given: str, ending: str) -> str:
    """Return the file's own name without folders, with an ending that fits what it is."""
    name = one_line(given.replace("\\", "/").rpartition("/")[2]).lstrip(".")
    stem, dot, own = name.rpartition(".")
    if not dot:
        stem, own = name, ""
    fits = own.lower() == ending or (own.lower(), ending) in _SAME_ENDINGS
    shortened = (stem if fits else name)[:MAX_NAME].strip() or "datei"
    return f"{shortened}.{own if fits else ending}"


EMPTY = N_("Diese Datei ist leer. Bitte wählen Sie eine andere.")
TOO_BIG = N_("Diese Datei ist größer als %(limit)s MB. Bitte verkleinern Sie sie.")
NO_IMAGE = N_("Bitte wählen Sie ein Bild als PNG, JPEG, WebP oder GIF.")
NO_FILE = N_("Bitte wählen Sie eine Datei als PDF, DOCX, XLSX, ODT, ODS, PNG, JPEG, TXT oder CSV.")
