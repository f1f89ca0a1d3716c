"""A sheet of paper as plain data: what page and PDF draw, ready in words. JSON by `as_json`.

Nothing here knows a measure: lines and boxes are counted, the look decides how large they are.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, ClassVar


@dataclass(frozen=True, slots=True)
class Option:
    label: str
    is_ticked: bool = False
    place: str = ""
    """Of a rank: which place it was given."""


@dataclass(frozen=True, slots=True)
class Lines:
    """To write on, over the whole width."""

    kind: ClassVar[str] = "lines"

    count: int
    prompt: str = ""


@dataclass(frozen=True, slots=True)
class Short:
    """Short lines, each with the word before it ("" without one)."""

    kind: ClassVar[str] = "short"

    words: tuple[str, ...]
    prompt: str = ""


@dataclass(frozen=True, slots=True)
class Digits:
    """Little boxes for digits: groups of how many, and what each means."""

    kind: ClassVar[str] = "digits"

    groups: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Boxes:
    """Choices to tick, or (`is_order`) to number."""

    kind: ClassVar[str] = "boxes"

    options: tuple[Option, ...]
    columns: int = 1
    prompt: str = ""
    is_order: bool = False


@dataclass(frozen=True, slots=True)
class Scale:
    """Few choices side by side, the box above its words."""

    kind: ClassVar[str] = "scale"

    options: tuple[Option, ...]
    prompt: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """What was answered, or (`is_quiet`) that nothing was."""

    kind: ClassVar[str] = "said"

    text: str
    is_quiet: bool = False


Space = Lines | Short | Digits | Boxes | Scale | Said


@dataclass(frozen=True, slots=True)
class Note:
    kind: ClassVar[str] = "note"

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One question and the place for its answer."""

    kind: ClassVar[str] = "ask"

    number: str
    words: str
    mark: str = ""
    """That, or when, it must be answered."""
    when: str = ""
    """Who is asked; "" for everybody."""
    hint: str = ""
    guidance: str = ""
    space: Space


@dataclass(frozen=True, slots=True)
class GridRow:
    number: str
    words: str
    mark: str
    when: str
    ticks: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """Questions with the same choices, as a table."""

    kind: ClassVar[str] = "grid"

    words: str
    """Over all of them; "" without a heading question."""
    head: tuple[str, ...]
    rows: tuple[GridRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A section, or a group inside of one. `number` is "" where it has none."""

    kind: ClassVar[str] = "part"

    number: str
    title: str
    when: str = ""
    hint: str = ""
    quiet: str = ""
    """Why nothing stands below."""
    items: "tuple[Item, ...]" = ()


@dataclass(frozen=True, slots=True)
class Card:
    """One row of a repeat."""

    title: str
    items: "tuple[Item, ...]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    kind: ClassVar[str] = "rows"

    number: str
    """"" where the section already has it."""
    title: str
    when: str = ""
    hint: str = ""
    remark: str = ""
    """How many there are, and where further ones go."""
    cards: tuple[Card, ...] = ()


Item = Note | Ask | Grid | Part | Rows


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of the head: a word and what it says; None: a line to write on."""

    word: str
    value: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Extra:
    """A page to copy for further rows."""

    title: str
    facts: tuple[Fact, ...]
    remark: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    language: str
    is_right_to_left: bool
    frame_language: str
    """Of our own words around the questionnaire's."""
    sender: str
    kicker: str
    """Which kind of sheet it is."""
    title: str
    intro: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    how_title: str = ""
    how: tuple[str, ...] = ()
    """How to fill it in; a filled one has none."""
    sections: tuple[Part, ...] = ()
    closing_title: str = ""
    closing: tuple[str, ...] = ()
    """Where to send it, whom to ask; what a receipt is good for."""
    signing: tuple[Fact, ...] = ()
    extras: tuple[Extra, ...] = ()
    words: Mapping[str, str]
    """What the look says by itself: `page` ("Seite %(page)s von %(pages)s"), `ticked`."""


def as_json(value: Any) -> Any:
    """Return data as JSON; of each thing with a kind, its `kind` as well."""
    if is_dataclass(value) and not isinstance(value, type):
        told = {"kind": value.kind} if hasattr(value, "kind") else {}
        return told | {each.name: as_json(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, Mapping):
        return {key: as_json(each) for key, each in value.items()}
    if isinstance(value, tuple | list):
        return [as_json(each) for each in value]
    return value
