"""A questionnaire that begins in the browser: a first page, a first question, and what it is for.

What it is for decides which further pages stand there from the start. They are what the inventory
needs, so that nobody has to know its columns by heart; all of it can be changed and removed.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ikparticipation.surveys.xlsform import editing
from ikparticipation.surveys.xlsform.editing import Row, Sheets, Table
from ikparticipation.surveys.xlsform.editing.tables.headings import spelled
from ikparticipation.surveys.xlsform.editing.tables.sheets import CHOICES, SETTINGS, SURVEY
from ikparticipation.text import LANGUAGES, N_, translate


class Purpose(StrEnum):
    OWN = "own"
    """Questions of one's own: answers are read and counted, none goes into the inventory."""
    OFFERS = "offers"
    PARTNERS = "partners"
    BOTH = "both"


PURPOSES: Mapping[Purpose, str] = {
    Purpose.OWN: N_("Eigene Fragen: Sie lesen die Antworten und zählen sie aus"),
    Purpose.OFFERS: N_("Angebote erfassen: sie erscheinen im Bestand und im Verzeichnis"),
    Purpose.PARTNERS: N_("Zusammenarbeit erfassen: sie erscheint im Netzwerk"),
    Purpose.BOTH: N_("Angebote und Zusammenarbeit erfassen"),
}


@dataclass(frozen=True, kw_only=True)
class Beginning:
    """What an author says before there is anything. `languages`: codes, the first one leads."""

    title: str
    languages: Sequence[str]
    page: str
    """Heading of the first page, in the first language."""
    question: str
    """The first question, in the first language."""
    purpose: Purpose = Purpose.OWN


@dataclass(frozen=True)
class _Ask:
    type: str
    label: str
    """A German msgid."""
    cells: Mapping[str, str]


_PUBLIC = {"publish": "public"}
_OFFERS = (
    _Ask("text", N_("Wie heißt das Angebot?"),
         {"inventory": "offer.name", "required": "yes", **_PUBLIC}),
    _Ask("text", N_("Worum geht es?"), {"inventory": "offer.description", **_PUBLIC}),
    _Ask("select_multiple", N_("Wo gibt es das Angebot?"),
         {"inventory": "offer.municipalities", "municipality": "yes", **_PUBLIC}),
    _Ask("select_multiple", N_("Zu welchen Handlungsfeldern gehört es?"),
         {"inventory": "offer.fields", "field_of_action": "yes", **_PUBLIC}),
)  # fmt: skip
_PARTNERS = (
    _Ask("text", N_("Mit wem arbeiten Sie zusammen?"),
         {"inventory": "tie.partner", "required": "yes", "partner": "yes", **_PUBLIC}),
)  # fmt: skip
_PAGES: Mapping[Purpose, tuple[tuple[str, str, str, tuple[_Ask, ...]], ...]] = {
    Purpose.OFFERS: ((N_("Ihre Angebote"), N_("Angebot"), "offer", _OFFERS),),
    Purpose.PARTNERS: ((N_("Ihre Partner"), N_("Partner"), "tie", _PARTNERS),),
}
"""Page, what each of its rows is called, what a row becomes in the inventory, its questions."""


def blank(beginning: Beginning) -> Sheets:
    """Return the sheets to go on from; EditError for words that no sheet can hold."""
    first = beginning.languages[0]
    sheets = editing.set_title(_empty(beginning.languages), beginning.title)
    sheets, page = _with(sheets, editing.add_group(sheets, {first: beginning.page}))
    sheets = editing.add_question(sheets, "text", {first: beginning.question}, inside=page)
    for heading, row, subject, questions in _pages(beginning.purpose):
        words = beginning.languages
        sheets, page = _with(sheets, editing.add_group(sheets, _in(words, heading)))
        after = editing.add_repeat(sheets, _in(words, row), inside=page)
        sheets, repeat = _with(sheets, after)
        sheets = editing.set_cells(sheets, repeat, {"inventory": subject})
        for ask in questions:
            label = _in(words, ask.label)
            after = editing.add_question(sheets, ask.type, label, inside=repeat)
            sheets, question = _with(sheets, after)
            sheets = editing.set_cells(sheets, question, ask.cells)
    return sheets


def _pages(purpose: Purpose) -> Iterator[tuple[str, str, str, tuple[_Ask, ...]]]:
    for each in (Purpose.OFFERS, Purpose.PARTNERS):
        if purpose in {each, Purpose.BOTH}:
            yield from _PAGES[each]


def _empty(languages: Sequence[str]) -> Sheets:
    """Return sheets with headings only, so that every language stands there from the start."""
    named = [spelled(Sheets({}), code) for code in languages]
    labels = [f"label::{name}" for name in named]
    settings = Table(("form_title", "default_language"), (Row("settings-2", ("", named[0])),))
    return Sheets(
        {
            SURVEY: Table(("type", "name", *labels)),
            CHOICES: Table(("list_name", "name", *labels)),
            SETTINGS: settings,
        }
    )


def _with(before: Sheets, after: Sheets) -> tuple[Sheets, str]:
    """Return the sheets and the id of the line that is new in them."""
    return after, editing.added(before, after)


def _in(languages: Sequence[str], msgid: str) -> dict[str, str]:
    """Return our words in the languages we have them in; the author translates the others."""
    ours = {code: translate(code, msgid) for code in languages if code in LANGUAGES}
    return ours or {languages[0]: msgid}
