"""The answers document of one response: its shape, what can be wrong in it, its fingerprint.

    {"answers": {question: value},
     "rows": {repeat: [{"id": uuid, "answers": {question: value}}]}}

A record (the document itself, or a row) may also have "invalid": {question: text as it was
typed}. So nothing typed is lost: what is no answer is kept, shown again and stops the submission.
A question stands in `answers` or in `invalid` or in neither.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NotRequired, TypedDict
from uuid import NAMESPACE_OID, UUID, uuid5

from ikparticipation.receipts import hash_of
from ikparticipation.surveys.xlsform.values import Value
from ikparticipation.text import cleaned, translate


class Row(TypedDict):
    id: str
    answers: dict[str, Value]
    invalid: NotRequired[dict[str, str]]


class Document(TypedDict):
    answers: dict[str, Value]
    rows: dict[str, list[Row]]
    invalid: NotRequired[dict[str, str]]


@dataclass(frozen=True, kw_only=True)
class Problem:
    """What stands in the way, and at which field."""

    section: str
    message: str
    """A German msgid; `facts` fill its placeholders. `text` gives it in a language."""
    facts: Mapping[str, Any] = field(default_factory=dict)
    question: str | None = None
    """None: it is about a row as such, or without `row_id` about all rows of the repeat."""
    repeat: str | None = None
    row_id: str | None = None
    row_number: int | None = None
    """Counted from 1, as on the page."""
    words: Mapping[str, str] = field(default_factory=dict)
    """The questionnaire's own sentence by language, instead of the message."""

    @property
    def field_name(self) -> str:
        """The name of the form field, to lead there from the list of errors."""
        if self.question is None:
            return f"rows/{self.repeat}" + (f"/{self.row_id}" if self.row_id else "")
        return field_name(self.question, self.repeat, self.row_id)

    def text(self, language: str) -> str:
        return self.words.get(language) or translate(language, self.message, **self.facts)


def empty_document() -> Document:
    return {"answers": {}, "rows": {}}


def field_name(question: str, repeat: str | None = None, row_id: str | None = None) -> str:
    return f"answers/{question}" if repeat is None else f"rows/{repeat}/{row_id}/{question}"


def row_id(repeat: str, posted: str) -> str:
    """Return the id in its one spelling; of what is no UUID, always the same one is made."""
    try:
        return str(UUID(posted))
    except ValueError:
        return str(uuid5(NAMESPACE_OID, f"{repeat}/{cleaned(posted)}"))


def receipt_hash(document: Mapping[str, Any], **context: str) -> str:
    """Return the SHA-256 of a submitted document and of what it belongs to, in hex digits.

    `context` names for example wave, organisation, questionnaire and time of submission.
    """
    return hash_of({"document": document, "context": context})
