"""The choices of a question: from its list, from a file, from the catalogue, and „Anderes“."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from ikparticipation.surveys.xlsform.questionnaire import SELECTS, Choice, Words
from ikparticipation.surveys.xlsform.reading import other
from ikparticipation.surveys.xlsform.reading.columns import Entry
from ikparticipation.surveys.xlsform.reading.datafiles import DataFile, Row
from ikparticipation.surveys.xlsform.reading.items import Given, Item
from ikparticipation.surveys.xlsform.reading.meanings import COLUMN_NAME, DECORATION, KNOWN
from ikparticipation.surveys.xlsform.reading.parameters import parameters
from ikparticipation.text import pick

_PASSED_OVER = KNOWN["choices"] | DECORATION["choices"]


@dataclass(frozen=True, kw_only=True)
class Lists:
    """All lists of answers there are, and which of them a question offers."""

    entries: Mapping[str, tuple[Entry, ...]]
    """List name → the lines of the sheet choices."""
    files: Mapping[str, DataFile]
    languages: tuple[str, ...]
    given: Given
    marks: Mapping[str, str] = field(default_factory=dict)
    """List name → the catalogue it begins with, of the lists that questions mark so."""
    _known: dict[tuple[str, ...], tuple[Choice, ...]] = field(default_factory=dict)

    def file(self, name: str) -> DataFile | None:
        """Return a file that came with it; letters may be large or small."""
        folded = name.casefold()
        return self.files.get(name) or next(
            (file for known, file in self.files.items() if known.casefold() == folded), None
        )

    def table(self, name: str) -> tuple[Row, ...] | None:
        """Return the lines of what expressions call `name`: a list of choices, or a file."""
        if name in self.entries or name in self.marks:
            catalogue = (self.given.catalogues or {}).get(self.marks.get(name, ""), ())
            own = (self._choice(entry) for entry in self.entries.get(name, ()))
            return tuple(self._as_row(choice) for choice in _without_doubles(catalogue, own))
        file = next((file for file in self.files.values() if file.stem == name), None)
        return file.as_table() if file else None

    @property
    def table_names(self) -> set[str]:
        return {*self.entries, *self.marks, *(file.stem for file in self.files.values())}

    def of(self, item: Item) -> tuple[Choice, ...]:
        """Return what a question offers; questions that offer the same share it."""
        if item.type.question not in SELECTS:
            return ()
        given = parameters(item.entry.get("parameters")) or {}
        other_too = "other" if item.type.or_other else ""
        from_file = (given.get("value", ""), given.get("label", ""))
        key = (item.type.list_name, item.mark or "", other_too, *from_file)
        if key not in self._known:
            self._known[key] = tuple(self._choices(item, given))
        return self._known[key]

    def ticks(self, item: Item) -> tuple[Choice, ...]:
        """Return the words at the numbers of a range, in the order of their list."""
        return tuple(self._choice(entry) for entry in self.entries.get(item.tick_list, ()))

    def _choices(self, item: Item, given: Mapping[str, str]) -> Iterator[Choice]:
        names = set()
        for choice in self._named(item, given):
            names.add(choice.name)
            yield choice
        if item.type.or_other and other.NAME not in names:
            yield Choice(other.NAME, MappingProxyType(other.choice_labels(self.languages)))

    def _named(self, item: Item, given: Mapping[str, str]) -> Iterable[Choice]:
        if item.type.is_from_file:
            return self._from_file(item.type.list_name, given)
        own = (self._choice(entry) for entry in self.entries.get(item.type.list_name, ()))
        if item.mark is None:
            return own
        if self.given.catalogues is None:
            return ()
        return _without_doubles(self.given.catalogues.get(item.mark, ()), own)

    def _from_file(self, name: str, given: Mapping[str, str]) -> Iterator[Choice]:
        file = self.file(name)
        if file is None:
            return
        value, label = given.get("value", file.keys[0]), given.get("label", file.keys[1])
        for _, row in file.rows:
            columns = {name: cell for name, cell in row.items() if cell}
            words = columns.pop(label, "") or row.get(value, "")
            columns.pop(value, None)
            labels = MappingProxyType({self.languages[0]: words})
            yield Choice(row.get(value, ""), labels, MappingProxyType(columns))

    def _choice(self, entry: Entry) -> Choice:
        """Return a line of the sheet choices; its further columns are what filters look at."""
        labels = texts(entry, "label", self.languages)
        return Choice(entry.get("name"), labels, MappingProxyType(further(entry)))

    def _as_row(self, choice: Choice) -> Row:
        label = pick(choice.labels, self.languages[0])
        return MappingProxyType({"name": choice.name, "label": label, **choice.columns})


def _without_doubles(catalogue: tuple[Choice, ...], own: Iterable[Choice]) -> tuple[Choice, ...]:
    """Return what the list of the workbook adds to the catalogue, then the catalogue's entries.

    What is added („Im ganzen Landkreis“) would be missed behind a long list.
    """
    known = {entry.name for entry in catalogue}
    return (*(choice for choice in own if choice.name not in known), *catalogue)


def further(entry: Entry) -> dict[str, str]:
    """Return the columns of a choice that its author added."""
    return {
        meaning: cell
        for (meaning, language), cell in entry.values.items()
        if language is None and meaning not in _PASSED_OVER and COLUMN_NAME.fullmatch(meaning)
    }


def texts(entry: Entry, meaning: str, languages: Iterable[str]) -> Words:
    """Return the texts in the order of the form's languages; no blank ones."""
    found = entry.words(meaning)
    return MappingProxyType({code: found[code] for code in languages if code in found})
