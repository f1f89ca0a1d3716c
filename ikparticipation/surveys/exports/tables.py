"""Which tables and columns a questionnaire's answers fill.

One table for what is asked once, and one for each repeat at any depth, whose rows say to which
response and to which row around them they belong. A column is called like its question, so that
it keeps its name over all languages; a part of an answer has `question/part`, which no question
can be called: one column for each choice, latitude, longitude. Columns that no question fills
begin with `_`.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from ikparticipation.surveys.results.relevance import conditional, shapes
from ikparticipation.surveys.xlsform.question import FILES, Question, QuestionType
from ikparticipation.surveys.xlsform.questionnaire import Placed, Questionnaire, Repeat
from ikparticipation.text import N_

RESPONSES = "responses"
LATITUDE, LONGITUDE = "lat", "lon"


class Cell(StrEnum):
    """What a column holds wherever it is not empty."""

    TEXT = "text"
    NUMBER = "number"
    YES_NO = "0/1"
    PLACE = "place in the order"
    """1: the first."""
    DAY = "date"
    """As 2027-03-12."""
    ANY = "text or number"
    """What a formula came to."""


@dataclass(frozen=True, kw_only=True)
class Column:
    name: str
    cell: Cell
    about: str = ""
    """Of a column that no question fills: a German msgid that says what it holds."""
    placed: Placed | None = None
    part: str = ""
    """Name of the choice, `lat` or `lon`; blank: the whole answer."""


@dataclass(frozen=True)
class Table:
    name: str
    columns: tuple[Column, ...]
    chain: tuple[Repeat, ...] = ()
    """The repeat whose rows these are, after those around it; () for what is asked once."""

    @property
    def repeat(self) -> Repeat | None:
        return self.chain[-1] if self.chain else None

    @property
    def not_asked_at(self) -> int | None:
        """Place of the column that names what was not asked; None: all was, always."""
        places = (at for at, column in enumerate(self.columns) if column.about == NOT_ASKED.about)
        return next(places, None)


def tables(questionnaire: Questionnaire) -> tuple[Table, ...]:
    """Return the table of responses first, then those of the repeats in the order of the pages."""
    chains: list[tuple[Repeat, ...]] = [
        (),
        *(chain for section in questionnaire.sections for chain in section.all_repeats),
    ]
    asked: dict[tuple[str, ...], list[Placed]] = {_key(chain): [] for chain in chains}
    for placed in questionnaire.placed:
        asked[_key(placed.chain)].append(placed)
    wanted = conditional(questionnaire)
    hanging = {_key(s.chain) for s in shapes(questionnaire) if not wanted.isdisjoint(s.names)}
    names = _unique([RESPONSES, *(chain[-1].name for chain in chains if chain)])
    return tuple(
        Table(name, tuple(_columns(_fixed(chain, hanging), asked[_key(chain)])), chain)
        for name, chain in zip(names, chains, strict=True)
    )


def _key(chain: tuple[Repeat, ...]) -> tuple[str, ...]:
    return tuple(repeat.name for repeat in chain)


def _fixed(chain: tuple[Repeat, ...], hanging: Collection[tuple[str, ...]]) -> tuple[Column, ...]:
    fixed = OF_ROW if chain else OF_RESPONSE
    return (*fixed, NOT_ASKED) if _key(chain) in hanging else fixed


def _unique(names: Iterable[str]) -> Iterator[str]:
    """Return the names, numbered where two differ in nothing but capitals: files would clash."""
    seen: set[str] = set()
    for name in names:
        fresh, number = name, 1
        while fresh.casefold() in seen:
            number += 1
            fresh = f"{name}_{number}"
        seen.add(fresh.casefold())
        yield fresh


def _columns(fixed: tuple[Column, ...], asked: Iterable[Placed]) -> Iterator[Column]:
    """Return the columns of a table; a fixed one gives way to a question of its name."""
    own = [column for placed in asked for column in _of_question(placed)]
    taken = {column.name for column in own}
    for column in fixed:
        name = column.name
        while name in taken:
            name = f"_{name}"
        yield Column(name=name, cell=column.cell, about=column.about)
    yield from own


def _of_question(placed: Placed) -> Iterator[Column]:
    question = placed.question
    if question.type is QuestionType.NOTE:
        return
    if question.type is QuestionType.GEOPOINT:
        for part in (LATITUDE, LONGITUDE):
            yield _part(placed, Cell.NUMBER, part)
        return
    if question.type is not QuestionType.RANK:
        yield Column(name=question.name, cell=_cell(question), placed=placed)
    if question.type in _PARTS:
        for choice in question.choice_labels:
            yield _part(placed, _PARTS[question.type], choice)


def _part(placed: Placed, cell: Cell, part: str) -> Column:
    return Column(name=f"{placed.question.name}/{part}", cell=cell, placed=placed, part=part)


def _cell(question: Question) -> Cell:
    return Cell.TEXT if question.type in FILES else _CELLS.get(question.type, Cell.TEXT)


_PARTS = {QuestionType.SELECT_MULTIPLE: Cell.YES_NO, QuestionType.RANK: Cell.PLACE}
_CELLS = {
    QuestionType.INTEGER: Cell.NUMBER,
    QuestionType.DECIMAL: Cell.NUMBER,
    QuestionType.RANGE: Cell.NUMBER,
    QuestionType.DATE: Cell.DAY,
    QuestionType.CALCULATE: Cell.ANY,
    QuestionType.HIDDEN: Cell.ANY,
}

OF_RESPONSE = (
    Column(name="_response", cell=Cell.TEXT, about=N_("Kennung des Antwortbogens")),
    Column(name="_organisation", cell=Cell.TEXT, about=N_("Name der Organisation")),
    Column(name="_kind", cell=Cell.TEXT, about=N_("Art der Organisation")),
    Column(name="_municipality", cell=Cell.TEXT, about=N_("Gemeinde der Organisation")),
    Column(name="_ags", cell=Cell.TEXT, about=N_("Amtlicher Gemeindeschlüssel")),
    Column(name="_submitted_at", cell=Cell.TEXT, about=N_("Wann abgesendet, nach ISO 8601 in UTC")),
    Column(
        name="_review",
        cell=Cell.TEXT,
        about=N_("Stand der Prüfung; gezählt wird nur, was angenommen ist („accepted“)"),
    ),
    Column(name="_late", cell=Cell.YES_NO, about=N_("Nach dem Ende der Welle abgesendet")),
    Column(name="_channel", cell=Cell.TEXT, about=N_("Wie die Antworten eingegangen sind")),
    Column(
        name="_received_on",
        cell=Cell.DAY,
        about=N_("Tag, an dem sie auf Papier oder am Telefon eingingen; leer: online"),
    ),
)
OF_ROW = (
    Column(name="_response", cell=Cell.TEXT, about=N_("Kennung des Antwortbogens")),
    Column(name="_row", cell=Cell.TEXT, about=N_("Kennung des Eintrags")),
    Column(
        name="_parent_row",
        cell=Cell.TEXT,
        about=N_("Kennung des Eintrags, in dem dieser steht; leer: er steht in keinem anderen"),
    ),
    Column(
        name="_number",
        cell=Cell.NUMBER,
        about=N_("Der wievielte Eintrag, ab 1; leer bei einem, der beendet ist"),
    ),
    Column(
        name="_said",
        cell=Cell.TEXT,
        about=N_(
            "Was gegenüber der letzten Welle zu dem Eintrag gesagt ist: „same“ (gilt weiterhin), "
            "„changed“ (geändert), „ended“ (beendet), „new“ (neu); leer: nicht gefragt"
        ),
    ),
)
NOT_ASKED = Column(
    name="_not_asked",
    cell=Cell.TEXT,
    about=N_("Welche Fragen und Listen hier nicht gefragt wurden, mit Leerzeichen getrennt"),
)
