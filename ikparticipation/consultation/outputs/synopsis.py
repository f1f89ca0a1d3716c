"""The one data model of all outputs: the comments of a round in document order, with answers.

It holds what is released and nothing else: a draft of an answer never gets here. Codes are those
of the models; `Words` has them in the language of the output.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from ikparticipation.receipts import hash_of
from ikparticipation.text import N_, translate

MOST_SHOWN = 32_000
"""Characters of one text in an output; a cell of a workbook takes 32,767."""

PRIVATE = N_("Privatperson")
OPEN = N_("noch offen")
NUMBERED = N_("Organisation %(n)s")


class Audience(StrEnum):
    """Who may read the output: everybody, or only the administration."""

    PUBLIC = "public"
    STAFF = "staff"


@dataclass(frozen=True, kw_only=True)
class Words:
    """The words for codes, in the language of the output."""

    language: str
    kinds: Mapping[str, str]
    statuses: Mapping[str, str]
    categories: Mapping[str, str]
    outcomes: Mapping[str, str]
    channels: Mapping[str, str]

    def say(self, message: str, **facts: Any) -> str:
        return translate(self.language, message, **facts)


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a comment stands: a span of code points, and the words around it."""

    key: str
    position: int
    text: str
    """Of the passage it begins in."""
    end_key: str
    end_position: int
    start: int
    end: int
    before: str
    after: str


@dataclass(frozen=True)
class Answer:
    """A released answer."""

    outcome: str
    reason: str
    deferred_until: datetime | None
    released_at: datetime


@dataclass(frozen=True)
class Change:
    """Words of the version and of the next one; empty: they are new, or gone."""

    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class Row:
    """A comment. `organisation` None: a private person, who is never named.

    One that was withdrawn is a tombstone: it has a place and a day, and no words.
    """

    id: UUID
    reply_to: UUID | None
    place: Place | None
    """None: the whole text."""
    quote: str
    kind: str
    text: str
    """What is blackened is black here too."""
    proposal: str | None
    organisation: str | None
    sender: str
    """Staff only."""
    channel: str
    submitted_at: datetime
    day: date
    """When it came in; a letter comes before it is entered."""
    support: int
    status: str
    decline_category: str | None
    answer: Answer | None
    changes: tuple[Change, ...]
    receipt_code: str
    """Not of a tombstone, but for the staff."""
    receipt_hash: str
    """Only for those who read all the words: by it anybody could try out what is black."""


@dataclass(frozen=True, kw_only=True)
class Figures:
    """What came in and what became of it: received = published + declined + withdrawn + pending."""

    published: int = 0
    declined: int = 0
    withdrawn: int = 0
    pending: int = 0
    categories: tuple[tuple[str, int], ...] = ()
    """Why comments were declined: code of the category → how many."""

    @property
    def received(self) -> int:
        return self.published + self.declined + self.withdrawn + self.pending


@dataclass(frozen=True, kw_only=True)
class Selection:
    """Which rows are wanted; empty: all. `organisation` "-" stands for private persons."""

    kind: str = ""
    organisation: str = ""
    outcome: str = ""
    passage: str = ""
    unanswered: bool = False

    def __bool__(self) -> bool:
        return self != Selection()

    def takes(self, row: Row) -> bool:
        place = {row.place.key, row.place.end_key} if row.place else {""}
        return (
            self.kind in {"", row.kind}
            and self.organisation in {"", speaker_of(row)}
            and self.outcome in {"", row.answer.outcome if row.answer else ""}
            and (not self.passage or self.passage in place)
            and (not self.unanswered or awaits_answer(row))
        )


PRIVATE_PERSONS = "-"


def speaker_of(row: Row) -> str:
    """Return who speaks, as it is selected by; a tombstone does not tell."""
    return "" if row.status == "withdrawn" else row.organisation or PRIVATE_PERSONS


@dataclass(frozen=True, kw_only=True)
class Synopsis:
    slug: str
    title: str
    number: int
    published_at: datetime
    address: str
    """Of the version, for ever."""
    opens_at: datetime
    closes_at: datetime
    next_number: int | None
    audience: Audience
    figures: Figures
    rows: tuple[Row, ...]
    as_of: datetime
    """The last moment at which something in it was released."""
    state: str
    """SHA-256 over all that is released, whatever is selected or left out."""
    selection: Selection = Selection()
    anonymised: bool = False


def awaits_answer(row: Row) -> bool:
    return row.status == "published" and row.reply_to is None and row.answer is None


def state_of(head: Mapping[str, Any], rows: Sequence[Row], figures: Figures) -> str:
    """Return the hash of what is released: one digit changes with any word, place or figure."""
    facts = {"head": head, "figures": asdict(figures), "rows": [asdict(row) for row in rows]}
    return hash_of(_plain(facts))


def _plain(value: Any) -> Any:
    match value:
        case dict():
            return {str(key): _plain(each) for key, each in value.items()}
        case list() | tuple():
            return [_plain(each) for each in value]
        case date():
            return value.isoformat()
        case UUID():
            return str(value)
    return value


def selected(synopsis: Synopsis, selection: Selection) -> Synopsis:
    """Return the synopsis with the wanted rows only."""
    rows = tuple(row for row in synopsis.rows if selection.takes(row))
    return replace(synopsis, rows=rows, selection=selection)


def anonymised(synopsis: Synopsis, words: Words) -> Synopsis:
    """Return the synopsis with numbers for organisations, no senders and no receipts.

    The numbers follow the order of the text, whatever is selected afterwards. Names that people
    wrote into their comments stay: that is for a person to look at.
    """
    names = dict.fromkeys(row.organisation for row in synopsis.rows if row.organisation)
    numbers = {name: words.say(NUMBERED, n=n) for n, name in enumerate(names, start=1)}
    rows = tuple(
        replace(
            row,
            organisation=numbers[row.organisation] if row.organisation else None,
            sender="",
            receipt_code="",
            receipt_hash="",
        )
        for row in synopsis.rows
    )
    return replace(synopsis, rows=rows, anonymised=True)


def outcome_counts(synopsis: Synopsis) -> list[tuple[str, int]]:
    """Return how many comments got which answer, and "" for those that wait for one."""
    answered = Counter(row.answer.outcome for row in synopsis.rows if row.answer)
    waiting = sum(awaits_answer(row) for row in synopsis.rows)
    return [*sorted(answered.items()), *([("", waiting)] if waiting else [])]


def kind_counts(synopsis: Synopsis) -> list[tuple[str, int]]:
    return sorted(Counter(row.kind for row in synopsis.rows if row.status == "published").items())


def shortened(text: str) -> str:
    return text if len(text) <= MOST_SHOWN else f"{text[:MOST_SHOWN]} …"
