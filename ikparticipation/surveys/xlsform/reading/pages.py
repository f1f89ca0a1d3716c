"""The pages of a form: its top-level groups and repeats, and the questions between them.

What stands in no group makes pages of its own where it stands, so that questions stay in the
order of their author. Such a page is named after the group that it follows: its name stays the
same when pages come or go elsewhere.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from ikparticipation.surveys.xlsform.questionnaire import (
    Element,
    Group,
    Question,
    Repeat,
    Section,
    Words,
)
from ikparticipation.surveys.xlsform.reading.other import base

FIRST = "allgemein"
FIRST_LABELS: Words = MappingProxyType({"de": "Allgemeine Angaben", "en": "General information"})
_AFTER = "nach_"
_HEADINGS: Mapping[str, str] = MappingProxyType(
    {
        "ar": "القسم %d",
        "bg": "Раздел %d",
        "bs": "Odjeljak %d",
        "cs": "Oddíl %d",
        "de": "Abschnitt %d",
        "el": "Ενότητα %d",
        "en": "Section %d",
        "es": "Sección %d",
        "fa": "بخش %d",
        "fr": "Section %d",
        "hr": "Odjeljak %d",
        "hu": "%d. szakasz",
        "it": "Sezione %d",
        "nl": "Deel %d",
        "pl": "Część %d",
        "pt": "Secção %d",
        "ro": "Secțiunea %d",
        "ru": "Раздел %d",
        "sq": "Seksioni %d",
        "sr": "Одељак %d",
        "tr": "Bölüm %d",
        "uk": "Розділ %d",
        "vi": "Phần %d",
    }
)


@dataclass(frozen=True)
class _Loose:
    """Questions that stand in no group, one behind another."""

    after: str
    """The group or repeat that they follow; "" at the beginning."""
    questions: list[Question] = field(default_factory=list)

    @property
    def is_shown(self) -> bool:
        return any(question.is_shown for question in self.questions)


_Part = Group | Repeat | _Loose


def pages(
    elements: Iterable[Element], languages: Sequence[str], taken: Collection[str]
) -> tuple[Section, ...]:
    """Return the pages in the order of the form; `taken` are the names that are in it."""
    parts = _with_something_to_see(list(_parts(elements)))
    return tuple(
        _loose_page(part, number, languages, taken)
        if isinstance(part, _Loose)
        else _page(part, number, languages)
        for number, part in enumerate(parts, start=1)
    )


def heading(number: int, languages: Sequence[str]) -> Words:
    """Return what a page without a heading is called, in those languages that we know.

    Where none is known it is called so in English, for a page must have a heading.
    """
    found = {code: _HEADINGS[base(code)] % number for code in languages if base(code) in _HEADINGS}
    return MappingProxyType(found or {languages[0]: _HEADINGS["en"] % number})


def _parts(elements: Iterable[Element]) -> Iterator[_Part]:
    loose = _Loose("")
    for element in elements:
        if isinstance(element, Question):
            loose.questions.append(element)
            continue
        if loose.questions:
            yield loose
        yield element
        loose = _Loose(element.name)
    if loose.questions:
        yield loose


def _with_something_to_see(parts: list[_Part]) -> list[_Part]:
    """Lay what only calculates to a page of loose questions that shows something, if there is one.

    It must not go into a group: paths would have to name it, and it would hang on its relevance.
    """
    loose = [part for part in parts if isinstance(part, _Loose)]
    homes = [part for part in loose if part.is_shown] or loose[:1]
    held: dict[str, list[Question]] = {part.after: [] for part in homes}
    home = homes[0].after if homes else ""
    for part in loose:
        home = part.after if part.after in held else home
        held[home] += part.questions
    return [
        _Loose(part.after, held[part.after]) if isinstance(part, _Loose) else part
        for part in parts
        if not isinstance(part, _Loose) or part.after in held
    ]


def _page(element: Group | Repeat, number: int, languages: Sequence[str]) -> Section:
    """Return the page of a group, or of a repeat; its relevance is that of the page."""
    inside = element.elements if isinstance(element, Group) else (element,)
    return Section(
        name=element.name,
        labels=element.labels or heading(number, languages),
        hints=element.hints,
        elements=inside,
        relevant=element.relevant,
    )


def _loose_page(
    part: _Loose, number: int, languages: Sequence[str], taken: Collection[str]
) -> Section:
    name = f"{_AFTER}{part.after}" if part.after else FIRST
    while name in taken:
        name += "_"
    labels = heading(number, languages) if part.after else FIRST_LABELS
    return Section(name=name, labels=labels, elements=tuple(part.questions), is_loose=True)
