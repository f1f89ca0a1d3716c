"""Small forms as Markdown tables, and what is said of them."""

from ikparticipation.surveys.xlsform import checking
from ikparticipation.surveys.xlsform.checking.rules import (
    constraints,
    cycles,
    filters,
    names,
    purpose,
    reachable,
    trials,
)
from ikparticipation.surveys.xlsform.compile import read_workbook
from ikparticipation.surveys.xlsform.reading.building import build, places
from ikparticipation.surveys.xlsform.reading.form import Given, put_together
from ikparticipation.surveys.xlsform.reading.standard import nest
from ikparticipation.surveys.xlsform.reading.workbook import open_workbook
from tests.surveys.xlsform.workbooks import told

COLUMNS = (
    "type",
    "name",
    "label",
    "relevant",
    "constraint",
    "calculation",
    "choice_filter",
    "required",
    "readonly",
    "default",
    "repeat_count",
    "publish",
    "parameters",
    "municipality",
)
LETTER = {name: str(number) for number, name in enumerate(COLUMNS, start=2)}
"""Column → how a finding calls it; the first column of a Markdown table is the sheet's."""

CHOICES = (
    ("farben", "rot", "Rot", ""),
    ("farben", "blau", "Blau", ""),
    ("laender", "st", "Sachsen-Anhalt", ""),
    ("laender", "ni", "Niedersachsen", ""),
    ("laender", "be", "Berlin", ""),
    ("orte", "md", "Magdeburg", "st"),
    ("orte", "hal", "Halle", "st"),
    ("orte", "h", "Hannover", "ni"),
)


RULES = (checking, constraints, cycles, filters, names, purpose, reachable, trials)
MESSAGES = {
    value
    for rule in RULES
    for name, value in vars(rule).items()
    if name.isupper() and value
    if isinstance(value, str)
}
"""What only these checks say."""


def line(type_, name="", label=None, **cells):
    """Return a line of the sheet survey; its label is its name unless it says otherwise."""
    shown = (name if label is None else label) if name else ""
    return {"type": type_, "name": name, "label": shown, **cells}


def markdown(*lines):
    rows = [("survey",), ("", *COLUMNS)]
    rows += [("", *(one.get(column, "") for column in COLUMNS)) for one in lines]
    rows += [("choices",), ("", "list_name", "name", "label", "land")]
    rows += [("", *choice) for choice in CHOICES]
    return "\n".join("| " + " | ".join(row) + " |" for row in rows).encode()


def built(*lines):
    """Return the questionnaire and its places, whatever the checks of the whole form say."""
    form = put_together(open_workbook(markdown(*lines)).sheets, Given())
    return build(form, nest(form)), places(form)


def questionnaire(*lines):
    return built(*lines)[0]


def found(*lines):
    """Return severity, place and words of what the checks of the whole form say."""
    read = read_workbook(markdown(*lines))
    ours = [finding for finding in read.findings if finding.message in MESSAGES]
    assert len(ours) == len(list(checking.findings(*built(*lines)))), told(read)
    return [(f.severity.value, f.place("de"), f.text("de")) for f in ours]


def cell(number, column):
    """Return the place of a cell of the line counted from 1."""
    return f"Blatt „survey“, Zeile {number + 2}, Spalte {LETTER[column]}"
