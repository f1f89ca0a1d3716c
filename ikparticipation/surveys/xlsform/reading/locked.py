"""`readonly` on a group means its questions: each gets the condition, with its own by `or`."""

from collections.abc import Iterable

from ikparticipation.surveys.xlsform.questionnaire import NOT_ASKED, Formula
from ikparticipation.surveys.xlsform.reading.formulas import Formulas
from ikparticipation.surveys.xlsform.reading.items import Item
from ikparticipation.surveys.xlsform.reading.kinds import Kind


def locked(items: Iterable[Item], formulas: Formulas) -> dict[int, Formula]:
    """Return by index when questions are read-only that stand in a read-only group."""
    around: list[str] = []
    known: dict[str, Formula] = {}
    found: dict[int, Formula] = {}
    for item in items:
        if item.type.kind.begins:
            around.append(_own(item, formulas) if item.type.kind is Kind.BEGIN_GROUP else "")
        elif item.type.kind.ends:
            del around[-1:]
        elif any(around) and item.is_question and item.type.question not in NOT_ASKED:
            source = _either((*around, _own(item, formulas)))
            found[item.index] = known.setdefault(source, Formula(source))
    return found


def _own(item: Item, formulas: Formulas) -> str:
    formula = formulas.get((item.index, "readonly"))
    return formula.source if formula else ""


def _either(sources: Iterable[str]) -> str:
    """Return the expression that is true when one of them is; blank ones are none."""
    different = dict.fromkeys(filter(None, sources))
    if len(different) == 1 or "true()" in different:
        return "true()" if "true()" in different else next(iter(different))
    return " or ".join(f"({source})" for source in different)
