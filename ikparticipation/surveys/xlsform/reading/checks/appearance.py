"""Checks that every appearance is one that a page has; no other is passed over in silence."""

import re
from collections.abc import Iterator

from ikparticipation.surveys.xlsform.findings import Finding
from ikparticipation.surveys.xlsform.questionnaire import QuestionType
from ikparticipation.surveys.xlsform.reading.form import Form, Item, error, warning
from ikparticipation.text import N_

_WIDTHS = frozenset(f"w{width}" for width in range(1, 11))
_SELECT = frozenset({"minimal", "autocomplete", "likert", "label", "list-nolabel", "quick"})
_DRAWN: dict[QuestionType, frozenset[str]] = {
    QuestionType.TEXT: frozenset({"multiline", "numbers"}),
    QuestionType.SELECT_ONE: _SELECT,
    QuestionType.SELECT_MULTIPLE: _SELECT - {"likert", "quick"},
    QuestionType.GEOPOINT: frozenset({"maps", "placement-map"}),
}
_CONTAINER = frozenset({"field-list"})  # which is what a section is anyway
_SEARCH = re.compile(r"\bsearch\s*\(")
_ASKS_ANOTHER_THING = frozenset({"year", "month-year", "signature", "draw"})


def findings(form: Form) -> Iterator[Finding]:
    for item in form.items:
        if not item.is_named:
            continue
        cell = item.entry.get("appearance")
        if _SEARCH.search(cell):
            yield error(SEARCH, form.survey, item.entry, "appearance")
            continue
        for word in dict.fromkeys(cell.split()):
            if word in _ASKS_ANOTHER_THING:
                yield error(ANOTHER_THING, form.survey, item.entry, "appearance", word=word)
            elif word not in drawn(item):
                yield warning(APPEARANCE, form.survey, item.entry, "appearance", word=word)


def drawn(item: Item) -> frozenset[str]:
    """Return the words that mean something where this line is drawn."""
    if item.type.question is None:
        return _CONTAINER | _WIDTHS
    return _DRAWN.get(item.type.question, frozenset()) | _WIDTHS


APPEARANCE = N_("Die Darstellung „%(word)s“ wird nicht beachtet.")
SEARCH = N_(
    "Antworten, die mit „search()“ aus einer Datei kommen, gibt es hier nicht. "
    "Bitte nehmen Sie den Typ „select_one_from_file orte.csv“ mit „choice_filter“."
)
ANOTHER_THING = N_(
    "Mit „%(word)s“ würde etwas anderes gefragt; das gibt es hier nicht. "
    "Bitte nehmen Sie einen anderen Typ, für ein Jahr zum Beispiel „integer“."
)
