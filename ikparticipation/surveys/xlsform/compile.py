"""From the bytes of an XLSForm workbook to the compiled questionnaire, or to what is wrong with it.

Our own checks come first, because they name every mistake at once and its place; pyxform, the
reader of the standard, has the last word on whether it is an XLSForm and how its lines nest. The
texts come from the workbook itself: pyxform turns „quotation marks“ into inch marks.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from ikparticipation.surveys.xlsform.findings import Finding, Severity
from ikparticipation.surveys.xlsform.questionnaire import (
    MAX_ROWS,
    Choice,
    Element,
    Group,
    Question,
    Questionnaire,
    Repeat,
    Section,
)
from ikparticipation.surveys.xlsform.reading import choices, headings, routing, rows, standard, tree
from ikparticipation.surveys.xlsform.reading.columns import Entry
from ikparticipation.surveys.xlsform.reading.form import Form, Item, put_together
from ikparticipation.surveys.xlsform.reading.kinds import Kind
from ikparticipation.surveys.xlsform.reading.standard import Node
from ikparticipation.surveys.xlsform.reading.workbook import UnreadableError, open_workbook
from ikparticipation.text import N_

MAX_FINDINGS = 300
LOOSE_SECTION = "allgemein"
LOOSE_LABELS = MappingProxyType({"de": "Allgemeine Angaben", "en": "General information"})
_CHECKS: tuple[Callable[[Form], Iterator[Finding]], ...] = (
    headings.findings,
    rows.findings,
    choices.findings,
    tree.findings,
    routing.findings,
)


@dataclass(frozen=True)
class Compiled:
    questionnaire: Questionnaire | None
    """None when there is an error among the findings."""
    findings: tuple[Finding, ...]
    """In the order of the workbook, the errors of a place before its warnings."""


def read_workbook(data: bytes) -> Compiled:
    """Compile the workbook. Whatever the bytes are, the answer is findings, never an exception."""
    try:
        book = open_workbook(data)
    except UnreadableError as unreadable:
        return Compiled(None, (unreadable.finding,))
    if "survey" not in book.sheets:
        return Compiled(None, (_file_error(NO_SURVEY),))
    form = put_together(book.sheets)
    findings = [*book.findings, *(found for check in _CHECKS for found in check(form))]
    if any(finding.is_error for finding in findings):
        return Compiled(None, _in_order(findings))
    try:
        nodes = standard.nest(form)
    except standard.NotStandardError as refused:
        return Compiled(None, _in_order([*findings, refused.finding]))
    return Compiled(_questionnaire(form, nodes), _in_order(findings))


def _questionnaire(form: Form, nodes: Iterable[Node]) -> Questionnaire:
    items = {item.entry.number: item for item in form.items}
    elements = tuple(_element(form, items, node) for node in nodes)
    loose = tuple(element for element in elements if isinstance(element, Question))
    sections = [_section(element) for element in elements if not isinstance(element, Question)]
    if loose:
        name = _free(LOOSE_SECTION, {item.name for item in form.items})
        sections.insert(0, Section(name=name, labels=LOOSE_LABELS, elements=loose))
    return Questionnaire(
        title=form.setting("form_title") or form.setting("form_id") or UNTITLED,
        languages=form.languages,
        default_language=form.default_language,
        sections=tuple(sections),
    )


def _section(element: Group | Repeat) -> Section:
    inside = element.elements if isinstance(element, Group) else (element,)
    return Section(name=element.name, labels=element.labels, hints=element.hints, elements=inside)


def _element(form: Form, items: Mapping[int, Item], node: Node) -> Element:
    item = items[node.line]
    entry, labels = item.entry, _words(form, item.entry, "label")
    hints = _words(form, entry, "hint")
    inside = tuple(_unwrapped(_element(form, items, child) for child in node.inside))
    if item.type.kind is Kind.BEGIN_GROUP:
        return Group(name=item.name, labels=labels, hints=hints, elements=inside)
    if item.type.kind is Kind.BEGIN_REPEAT:
        return Repeat(
            name=item.name,
            labels=labels,
            hints=hints,
            elements=inside,
            inventory=entry.get("inventory") or None,
            min_rows=int(entry.get("min_rows") or 0),
            max_rows=int(entry.get("max_rows") or MAX_ROWS),
        )
    return _question(form, item, labels, hints)


def _unwrapped(elements: Iterable[Element]) -> Iterator[Element]:
    """Take what is inside a group without a heading for its own: a fieldset needs a legend."""
    for element in elements:
        if isinstance(element, Group) and not element.labels:
            yield from element.elements
        else:
            yield element


def _question(
    form: Form, item: Item, labels: Mapping[str, str], hints: Mapping[str, str]
) -> Question:
    if item.type.question is None:
        raise AssertionError(item)  # the checks let nothing else through
    entry = item.entry
    return Question(
        name=item.name,
        type=item.type.question,
        labels=labels,
        hints=hints,
        required=entry.get("required").casefold() in rows.YES,
        required_messages=_words(form, entry, "required_message"),
        choices=tuple(
            Choice(choice.get("name"), _words(form, choice, "label"))
            for choice in form.lists.get(item.type.list_name, ())
        ),
        appearance=tuple(entry.get("appearance").split()),
        inventory=entry.get("inventory") or None,
    )


def _words(form: Form, entry: Entry, meaning: str) -> Mapping[str, str]:
    """Return the texts in the order of the form's languages; no blank ones."""
    words = entry.words(meaning)
    return MappingProxyType({code: words[code] for code in form.languages if code in words})


def _free(name: str, taken: set[str]) -> str:
    while name in taken:
        name += "_"
    return name


def _in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Sort by place; of very many, keep those that stop the workbook first."""
    by_severity = sorted(findings, key=lambda finding: not finding.is_error)
    kept = by_severity[:MAX_FINDINGS]
    left = len(by_severity) - len(kept)
    order = {"survey": 0, "choices": 1, "settings": 2}
    kept.sort(key=lambda f: (order.get(f.sheet or "", -1), f.row or 0, f.column or ""))
    if left:
        severity = Severity.ERROR if by_severity[MAX_FINDINGS].is_error else Severity.WARNING
        kept.append(Finding(severity=severity, message=AND_MORE, facts={"count": left}))
    return tuple(kept)


def _file_error(message: str) -> Finding:
    return Finding(severity=Severity.ERROR, message=message)


UNTITLED = N_("Fragebogen ohne Titel")
NO_SURVEY = N_("In der Datei fehlt das Blatt „survey“ mit den Fragen. Bitte ergänzen Sie es.")
AND_MORE = N_(
    "Es gibt noch %(count)s weitere Hinweise. "
    "Bitte beheben Sie zuerst die gezeigten und laden Sie die Datei neu hoch."
)
