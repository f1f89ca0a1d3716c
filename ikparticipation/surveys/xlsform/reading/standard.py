"""pyxform, the reader of the XLSForm standard, says whether it is one and how its lines nest.

It gets the lines with tidy headings and, in a column of ours that it passes through, their
numbers. Imported at the first use: it costs a third of a second that no start should pay.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ikparticipation.surveys.xlsform.findings import Finding, Severity
from ikparticipation.surveys.xlsform.questionnaire import QuestionType
from ikparticipation.surveys.xlsform.reading.columns import Entry
from ikparticipation.surveys.xlsform.reading.form import Form, Item
from ikparticipation.surveys.xlsform.reading.kinds import Kind
from ikparticipation.text import N_

_LINE = "ik_line"
_ROW_SAID = re.compile(r"\[row : (\d+)\]")


@dataclass(frozen=True)
class Node:
    """A line of the sheet survey and the lines inside it."""

    line: int
    inside: "tuple[Node, ...]" = ()


class NotStandardError(Exception):
    """pyxform refuses the form. Carries the finding that says so."""

    def __init__(self, reason: str, line: int | None) -> None:
        super().__init__(reason)
        self.finding = Finding(
            severity=Severity.ERROR,
            message=NOT_STANDARD,
            facts={"reason": reason},
            sheet="survey" if line else None,
            row=line,
        )


def nest(form: Form) -> tuple[Node, ...]:
    """Return how the lines nest; NotStandardError when pyxform refuses the form."""
    from pyxform.xls2json import workbook_to_json  # noqa: PLC0415 - see above
    from pyxform.xls2json_backends import DefinitionData  # noqa: PLC0415

    read = [item for item in form.items if item.type.kind is not Kind.METADATA]
    definition = DefinitionData(
        survey=[_survey_line(form, item) for item in read],
        choices=[_choice(form, entry) for entries in form.lists.values() for entry in entries],
        settings=[{"default_language": form.default_language}],
        sheet_names=["survey", "choices", "settings"],
    )
    try:
        nested = workbook_to_json(definition, form_name="ik_form", warnings=[])
    except Exception as error:  # a third party's parser on a stranger's file
        reason = str(error) or type(error).__name__
        raise NotStandardError(reason, _line_meant(reason, read)) from error
    return _nodes(nested["children"])


def _line_meant(reason: str, read: Sequence[Item]) -> int | None:
    """Return the line of the survey a complaint of pyxform is about; it counts ours from 2."""
    said = _ROW_SAID.search(reason)
    index = int(said[1]) - 2 if said and "'choices'" not in reason else -1
    return read[index].entry.number if 0 <= index < len(read) else None


def _nodes(children: Iterable[Mapping[str, Any]]) -> tuple[Node, ...]:
    """Return our lines; what pyxform adds by itself (`meta`) has no number."""
    return tuple(
        Node(int(child[_LINE]), _nodes(child.get("children", ())))
        for child in children
        if _LINE in child
    )


def _survey_line(form: Form, item: Item) -> dict[str, str]:
    line = {"type": item.type.standard, "name": item.name, _LINE: str(item.entry.number)}
    if item.type.question is not QuestionType.NOTE and item.entry.get("required"):
        line["required"] = item.entry.get("required")
    return line | _texts(form, item.entry, "label", "hint")


def _choice(form: Form, entry: Entry) -> dict[str, str]:
    named = {"list_name": entry.get("list_name"), "name": entry.get("name")}
    return named | _texts(form, entry, "label")


def _texts(form: Form, entry: Entry, *meanings: str) -> dict[str, str]:
    return {
        f"{meaning}::{language}": text
        for meaning in meanings
        for language, text in entry.words(meaning).items()
        if language in form.languages
    }


NOT_STANDARD = N_(
    "Der Fragebogen hält sich nicht an den Standard XLSForm. Das Prüfprogramm meldet: %(reason)s"
)
