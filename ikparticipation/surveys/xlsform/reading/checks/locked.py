"""Checks that a condition on a read-only group means the same at each of its questions."""

from collections.abc import Iterator

from ikparticipation.surveys.xlsform.expression import analysis
from ikparticipation.surveys.xlsform.findings import Finding
from ikparticipation.surveys.xlsform.reading.checks.tree import spots
from ikparticipation.surveys.xlsform.reading.form import Form, Item, error, warning
from ikparticipation.surveys.xlsform.reading.kinds import Kind
from ikparticipation.text import N_


def findings(form: Form) -> Iterator[Finding]:
    for spot in spots(form):
        if spot.item.type.kind is Kind.BEGIN_GROUP:
            tree = form.trees.get((spot.item.index, "readonly"))
            if tree is not None and analysis.uses_context(tree):
                yield error(FROM_HERE, form.survey, spot.item.entry, "readonly")
        elif spot.item.type.kind is Kind.BEGIN_REPEAT and not spot.item.entry.get("repeat_count"):
            around = next((item for item in spot.inside if _is_locked(form, item)), None)
            if around is not None:
                name = spot.item.name
                yield warning(ROWS, form.survey, around.entry, "readonly", name=name)


def _is_locked(form: Form, item: Item) -> bool:
    return item.type.kind is Kind.BEGIN_GROUP and (item.index, "readonly") in form.formulas


FROM_HERE = N_(
    "Die Bedingung gilt für jede Frage der Gruppe und hieße dort jedes Mal etwas anderes. "
    "Bitte nennen Sie Fragen nur als „${…}“."
)
ROWS = N_(
    "Die Fragen der Gruppe sind gesperrt. Einträge von „%(name)s“ lassen sich trotzdem "
    "hinzufügen und entfernen."
)
