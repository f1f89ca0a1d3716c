"""Checks every expression of the sheet survey by itself: it can be read, it names what is there.

Whether expressions go round in circles or can ever hold is seen only over the whole form.
"""

from collections.abc import Iterator

from ikparticipation.surveys.xlsform.expression import Expression, ExpressionError, analysis
from ikparticipation.surveys.xlsform.expression.grammar.syntax import Reference, walk
from ikparticipation.surveys.xlsform.findings import Finding
from ikparticipation.surveys.xlsform.questionnaire import (
    FILES,
    NEVER_SHOWN,
    Formula,
    QuestionType,
)
from ikparticipation.surveys.xlsform.reading.form import Form, Item, error, warning
from ikparticipation.surveys.xlsform.reading.formulas import MAX_CHARACTERS, first_too_many
from ikparticipation.surveys.xlsform.reading.kinds import Kind
from ikparticipation.surveys.xlsform.reading.meanings import FORMULAS
from ikparticipation.surveys.xlsform.reading.nearest import Names, meant
from ikparticipation.surveys.xlsform.reading.quotes import quoted
from ikparticipation.text import N_

_NOTE = frozenset({QuestionType.NOTE})
_NO_DEFAULT = FILES | _NOTE
_QUESTION_ONLY = {"calculation", "readonly"}


def findings(form: Form) -> Iterator[Finding]:
    too_many = first_too_many(form.formulas)
    if too_many is not None:
        index, aspect = too_many
        column = next(column for column, of in FORMULAS.items() if of == aspect)
        entry = form.items[index].entry
        yield error(TOO_MUCH, form.survey, entry, column, limit=MAX_CHARACTERS)
        return
    tables = Names(form.offered.table_names)
    for item in form.items:
        if item.is_named:
            yield from _calculate(form, item)
            yield from _formulas(form, item, tables)


def _formulas(form: Form, item: Item, tables: Names) -> Iterator[Finding]:
    for column, aspect, formula in form.formulas_of(item):
        yield from _formula(form, item, column, formula, tables)
        if not is_carried_out(item, aspect) and column != "required":  # `rows` tells that
            if column == "readonly" and item.type.kind is Kind.BEGIN_GROUP:
                continue  # it is that of its questions: `locked`
            only = column in _QUESTION_ONLY and not item.is_question
            say, message = (error, QUESTIONS_ONLY) if only else (warning, NOT_HERE)
            yield say(message, form.survey, item.entry, column, column=column)


def is_carried_out(item: Item, aspect: str) -> bool:
    """Whether this kind of line has room for the expression."""
    if item.type.kind is Kind.BEGIN_GROUP:
        return aspect == "relevant"
    if item.type.kind is Kind.BEGIN_REPEAT:
        return aspect in {"relevant", "row_count"}
    question = item.type.question
    unasked = question in NEVER_SHOWN | _NOTE
    return {
        "row_count": False,
        "choice_filter": bool(item.type.list_name),
        "constraint": not unasked,
        "required_when": not unasked,
        "calculation": question not in _NOTE,
        "default_formula": question not in _NO_DEFAULT,
    }.get(aspect, True)


def _calculate(form: Form, item: Item) -> Iterator[Finding]:
    if item.type.question is not QuestionType.CALCULATE:
        return
    if not {(item.index, "calculation"), (item.index, "default_formula")} & form.formulas.keys():
        yield error(NO_CALCULATION, form.survey, item.entry, "calculation", name=item.name)


def _formula(
    form: Form, item: Item, column: str, formula: Formula, tables: Names
) -> Iterator[Finding]:
    place = (form.survey, item.entry, column)
    try:
        tree = formula.tree
    except ExpressionError as wrong:
        yield error(wrong.message, *place, position=wrong.position, **wrong.facts)
        return
    for remark in analysis.problems(tree):
        yield error(remark.message, *place, position=remark.position, **remark.facts)
    for remark in analysis.warnings(tree):
        yield warning(remark.message, *place, position=remark.position, **remark.facts)
    yield from _references(form, item, column, tree)
    for table in sorted(analysis.instances(tree)):
        if form.offered.table(table) is None:
            message, facts = meant(tables.nearest(table), NO_TABLE_SIMILAR, NO_TABLE)
            yield error(message, *place, table=table, **facts)


def _references(form: Form, item: Item, column: str, tree: Expression) -> Iterator[Finding]:
    told: set[str] = set()
    for part in walk(tree):
        if not isinstance(part, Reference) or part.name in told:
            continue
        told.add(part.name)
        wrong = quoted(form, part.name)
        if wrong is not None:
            message, facts = wrong
            at = part.position
            yield error(message, form.survey, item.entry, column, position=at, **facts)


TOO_MUCH = N_(
    "Alle Formeln zusammen haben mehr als %(limit)s Zeichen. Bitte kürzen Sie den Fragebogen."
)
NO_CALCULATION = N_("„%(name)s“ rechnet nichts aus. Bitte füllen Sie die Spalte „calculation“ aus.")
QUESTIONS_ONLY = N_(
    "„%(column)s“ ist nur bei Fragen möglich. Bitte tragen Sie es bei jeder Frage einzeln ein."
)
NOT_HERE = N_("„%(column)s“ hat hier keine Wirkung und wird nicht beachtet.")
NO_TABLE = N_(
    "Eine Liste oder Datei „%(table)s“ gibt es nicht. "
    "Bitte ergänzen Sie die Liste oder laden Sie „%(table)s.csv“ mit hoch."
)
NO_TABLE_SIMILAR = N_("Eine Liste oder Datei „%(table)s“ gibt es nicht. Meinten Sie „%(similar)s“?")
