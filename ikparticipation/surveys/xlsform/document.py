"""The answers document of one response: its shape, what can be wrong in it, its fingerprint.

    {"answers": {question: value},
     "rows": {repeat: [{"id": uuid, "answers": {question: value}, "rows": {inner repeat: […]}}]}}

A record (the document itself, or a row) may also have "invalid": {question: text as it was
typed}. So nothing typed is lost: what is no answer is kept, shown again and stops the submission.
A question stands in `answers` or in `invalid` or in neither. A row without inner rows may do
without "rows". The id of a row is unique in its repeat over the whole document, so repeat and id
find a row at any depth. Documents are never changed in place.

Where the wave continues another (`carrying`), the document has more; what does not have it is read
as ever, and what is ended is never met among the rows:

    document "carried": {"day": "2026-03-01", "sections": [those whose carried plain answers nobody
             has seen through yet]}
    row      "last": fingerprint of its own answers as they were carried; "confirmed": True
    record   "ended": {repeat: [rows of last time that are no more]}; resumed, they are rows again
    frozen   rows have "said" (a value of `carrying.Said`) instead of "last" and "confirmed"
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple, NotRequired, TypedDict
from uuid import NAMESPACE_OID, UUID, uuid5

from ikparticipation.receipts import hash_of
from ikparticipation.surveys.xlsform.questionnaire import Repeat, Section
from ikparticipation.surveys.xlsform.values import Value, told_facts
from ikparticipation.text import cleaned, translate


class Row(TypedDict):
    id: str
    answers: dict[str, Value]
    rows: "NotRequired[dict[str, list[Row]]]"
    invalid: NotRequired[dict[str, str]]
    ended: "NotRequired[dict[str, list[Row]]]"
    last: NotRequired[str]
    confirmed: NotRequired[bool]
    said: NotRequired[str]


class Carried(TypedDict):
    day: str
    """ISO 8601; the day of the submission it comes from."""
    sections: list[str]


class Document(TypedDict):
    answers: dict[str, Value]
    rows: dict[str, list[Row]]
    invalid: NotRequired[dict[str, str]]
    ended: NotRequired[dict[str, list[Row]]]
    carried: NotRequired[Carried]


class RowPlace(NamedTuple):
    """A row and its number, counted from 1, as on the page."""

    repeat: str
    id: str
    number: int


@dataclass(frozen=True, slots=True)
class Spot:
    """A record of a section: the answers given once, or a row."""

    record: Document | Row
    chain: tuple[Repeat, ...] = ()
    """The repeats it stands in, the outermost first; () for what is asked once."""
    rows: tuple[RowPlace, ...] = ()
    """One for each of the chain: the row itself is the last."""

    @property
    def row_id(self) -> str | None:
        return self.rows[-1].id if self.rows else None


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
    """The questionnaire's own sentence by language, answers filled in, instead of the message."""
    outer: tuple[RowPlace, ...] = ()
    """The rows around the repeat, the outermost first."""

    @property
    def field_name(self) -> str:
        """The name of the form field, to lead there from the list of errors."""
        if self.question is not None:
            return field_name(self.question, self.repeat, self.row_id)
        if self.row_id is not None:
            return f"rows/{self.repeat}/{self.row_id}"
        return rows_field(str(self.repeat), self.outer[-1] if self.outer else None)

    def text(self, language: str, own: str = "") -> str:
        """Return the sentence; choices it names as they stand on the page, in `own` words."""
        facts = told_facts(self.facts, language, own or language)
        return self.words.get(language) or translate(language, self.message, **facts)


def empty_document() -> Document:
    return {"answers": {}, "rows": {}}


def field_name(question: str, repeat: str | None = None, row_id: str | None = None) -> str:
    return f"answers/{question}" if repeat is None else f"rows/{repeat}/{row_id}/{question}"


def rows_field(repeat: str, outer: RowPlace | None = None) -> str:
    """Return the field that holds the ids of the rows, in their order."""
    return f"rows/{repeat}" if outer is None else f"rows/{outer.repeat}/{outer.id}/{repeat}"


def rows_of(record: Document | Row, repeat: str) -> list[Row]:
    """Return the rows of a repeat that stand directly in a record."""
    return record.get("rows", {}).get(repeat, [])


def ended_of(record: Document | Row, repeat: str) -> list[Row]:
    """Return the rows of last time of which is said that they are no more."""
    return record.get("ended", {}).get(repeat, [])


def spots(section: Section, document: Document) -> Iterator[Spot]:
    """Return all records of a section, in the order of the page."""
    yield Spot(document)
    yield from _rows_in(section.repeats, document, (), ())


def _rows_in(
    repeats: tuple[Repeat, ...],
    record: Document | Row,
    chain: tuple[Repeat, ...],
    around: tuple[RowPlace, ...],
) -> Iterator[Spot]:
    for repeat in repeats:
        for number, row in enumerate(rows_of(record, repeat.name), start=1):
            place = (*around, RowPlace(repeat.name, row["id"], number))
            inside = (*chain, repeat)
            yield Spot(row, inside, place)
            if repeat.repeats:
                yield from _rows_in(repeat.repeats, row, inside, place)


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
