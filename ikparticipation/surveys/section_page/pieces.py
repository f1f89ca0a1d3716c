"""What stands on the page of a section."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from ikparticipation.surveys.section_page.speech import Speech
from ikparticipation.surveys.xlsform.carrying import Said
from ikparticipation.surveys.xlsform.questionnaire import Question


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a field."""

    text: str
    is_own: bool
    """It is the questionnaire's own sentence, in its language."""


class HeldFile(NamedTuple):
    """A file that was given as an answer."""

    label: str
    """Name and size in words."""
    href: str
    """Where it can be downloaded; blank: nowhere."""
    is_image: bool


@dataclass(slots=True)
class Wording:
    """What a question says in one language, whoever answers it."""

    question: Question
    speech: Speech
    type: str
    """A type of the macro `question`."""
    look: str
    """How else it may be drawn: `minimal`, `likert`, `quick`, `autocomplete`, or blank."""
    required: bool
    label: str
    hint: str | None
    guidance: str | None
    choices: list[tuple[str, str]]
    datalist: str | None
    is_kept: bool
    """Whether it may be drawn once for all: its words are always the same, or stand apart."""
    html: str | None = None
    """How it is drawn while nothing is answered, kept by `views.drawing`."""
    folded: dict[str, str] | None = None
    """Its choices, if they are folded up under the names of those that are ticked; kept as well."""


@dataclass(slots=True)
class Field:
    """One question with what is answered, or was typed instead of an answer."""

    kind: ClassVar[str] = "question"

    id: str
    name: str
    values: list[str]
    error: Fault | None
    wording: Wording
    words: tuple[str, str, str] | None = None
    """Label, hint and guidance where they quote answers; the wording has marks in their places."""
    text: str = ""
    """The answer in words, of what is only shown."""
    file: HeldFile | None = None


@dataclass(slots=True)
class Fieldset:
    kind: ClassVar[str] = "group"

    label: str
    hint: str | None
    parts: "list[Part]"
    speech: Speech


@dataclass(slots=True)
class Table:
    """Questions with the same choices, a line for each."""

    kind: ClassVar[str] = "table"

    id: str
    label: str
    hint: str | None
    choices: list[tuple[str, str]]
    fields: list[Field]
    speech: Speech


@dataclass(slots=True)
class Columns:
    """Questions side by side on a wide screen."""

    kind: ClassVar[str] = "columns"

    parts: "list[tuple[int, Part]]"
    """How wide each is, of ten."""


@dataclass(slots=True)
class Card:
    """One row of a repeat."""

    id: str
    number: int
    title: str
    is_open: bool
    error_id: str
    error: Fault | None
    """What is wrong with the row as such."""
    parts: "list[Part]"
    said: Said | None = None
    """What was said of it, where the answers of last time were put before the organisation."""
    is_carried: bool = False


class EndedRow(NamedTuple):
    id: str
    title: str


@dataclass(slots=True)
class Rows:
    """A repeat. `word` says what one row is: „Angebot“."""

    kind: ClassVar[str] = "repeat"

    id: str
    name: str
    word: str
    hint: str | None
    cards: list[Card]
    error: Fault | None
    field: str
    """The field that holds the ids of the rows, in their order."""
    add: str
    """The name of the button that adds one."""
    new_id: str
    """The id a row gets that is added on this page; so a double click adds one."""
    may_add: bool
    is_computed: bool
    """Other answers say how many rows there are."""
    most: int
    speech: Speech
    ended: Sequence[EndedRow] = ()
    """Rows of last time that are no more."""


Part = Field | Fieldset | Rows | Table | Columns


def html_id(name: str) -> str:
    return name.replace("/", "-")
