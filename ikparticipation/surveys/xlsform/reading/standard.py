"""pyxform, the reader of the XLSForm standard, says whether it is one and how its lines nest.

It gets the lines with tidy headings and, in a column of ours that it passes through, their
indexes. Imported at the first use: it costs a third of a second that no start should pay.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ikparticipation.surveys.xlsform.findings import Finding, Severity
from ikparticipation.surveys.xlsform.questionnaire import FILES, SELECTS, QuestionType
from ikparticipation.surveys.xlsform.reading.checks.formulas import is_carried_out
from ikparticipation.surveys.xlsform.reading.columns import Entry
from ikparticipation.surveys.xlsform.reading.form import Form, Item
from ikparticipation.surveys.xlsform.reading.lists import further
from ikparticipation.surveys.xlsform.reading.meanings import TRANSLATED
from ikparticipation.surveys.xlsform.reading.settled import settled
from ikparticipation.text import N_

_LINE = "ik_line"
_ROW_SAID = re.compile(r"\[row : (\d+)\]")
_COLUMNS = {"row_count": "repeat_count", "required_when": "required", "default_formula": "default"}
"""Aspect of the model → its column in the standard, where they differ."""


@dataclass(frozen=True)
class Node:
    """A line of the sheet survey and the lines inside it."""

    index: int
    inside: "tuple[Node, ...]" = ()


class NotStandardError(Exception):
    """pyxform refuses the form. Carries the finding that says so."""

    def __init__(self, reason: str, line: int | None) -> None:
        super().__init__(reason)
        self.finding = Finding(
            severity=Severity.ERROR,
            message=NOT_STANDARD,
            facts={"reason": _ROW_SAID.sub("", reason)[:500].strip()},  # it counts other lines
            sheet="survey" if line else None,
            row=line,
        )


def nest(form: Form) -> tuple[Node, ...]:
    """Return how the lines nest; NotStandardError when pyxform refuses the form."""
    from pyxform.builder import create_survey_element_from_dict  # noqa: PLC0415 - see above
    from pyxform.xls2json import workbook_to_json  # noqa: PLC0415
    from pyxform.xls2json_backends import DefinitionData  # noqa: PLC0415

    read = [item for item in form.items if item.is_named or item.type.kind.ends]
    definition = DefinitionData(
        survey=[_survey_line(form, item) for item in read],
        choices=[*_choices(form, read)],
        settings=[{"default_language": form.default_language}],
        sheet_names=["survey", "choices", "settings"],
    )
    try:
        nested = workbook_to_json(definition, form_name="data", warnings=[])
        nodes = _nodes(nested["children"])
        create_survey_element_from_dict(nested).xml()
    except Exception as error:  # a third party's parser on a stranger's file
        reason = str(error) or type(error).__name__
        raise NotStandardError(reason, _line_meant(error, reason, read)) from error
    return nodes


def _line_meant(error: Exception, reason: str, read: Sequence[Item]) -> int | None:
    """Return the line of the survey a complaint of pyxform is about; it counts ours from 2."""
    context = getattr(error, "context", {})
    said = _ROW_SAID.search(reason)
    row = int(said[1]) if said else context.get("row")
    if not isinstance(row, int) or "'choices'" in reason or context.get("sheet") == "choices":
        return None
    return read[row - 2].entry.number if 0 <= row - 2 < len(read) else None


def _nodes(children: Iterable[Mapping[str, Any]]) -> tuple[Node, ...]:
    """Return our lines; what pyxform adds by itself (`meta`) has no number."""
    return tuple(
        Node(int(child[_LINE]), _nodes(child.get("children", ())))
        for child in children
        if _LINE in child
    )


def _survey_line(form: Form, item: Item) -> dict[str, str]:
    line = {"type": item.type.standard, "name": item.name, _LINE: str(item.index)}
    if item.type.question in SELECTS:
        line["type"] = f"{item.type.question} {_list_name(item)}"
    for _, aspect, formula in form.formulas_of(item):
        if is_carried_out(item, aspect):
            line[_COLUMNS.get(aspect, aspect)] = formula.source
    if item.type.question is not None and item.type.question in FILES | {QuestionType.RANGE}:
        given = settled(item, item.type.question)
        line["parameters"] = " ".join(
            f"{name}={text}" for name, text in given.items() if name != "max-size"
        )
    return line | _texts(form, item.entry, TRANSLATED)


def _list_name(item: Item) -> str:
    """Return a list for each question whose choices are not just those of a list: an own one."""
    own = item.type.is_from_file or item.type.or_other or item.mark
    return f"ik_list_{item.index}" if own else item.type.list_name


def _choices(form: Form, read: Iterable[Item]) -> Iterator[dict[str, str]]:
    for entries in form.lists.values():
        for entry in entries:
            named = {"list_name": entry.get("list_name"), "name": entry.get("name")}
            yield named | further(entry) | _texts(form, entry, {"label"})
    for item in read:
        if item.type.question in SELECTS and _list_name(item) != item.type.list_name:
            offered = [choice.name for choice in form.offered.of(item)[:1]] or ["none"]
            label = f"label::{form.default_language}"
            for name in offered:
                yield {"list_name": _list_name(item), "name": name, label: name}


def _texts(form: Form, entry: Entry, meanings: Iterable[str]) -> dict[str, str]:
    return {
        f"{meaning}::{language}": text
        for meaning in meanings
        for language, text in entry.words(meaning).items()
        if language in form.languages
    }


NOT_STANDARD = N_(
    "Der Fragebogen hält sich nicht an den Standard XLSForm. Das Prüfprogramm meldet: %(reason)s"
)
