"""Formulas that nothing depends on: evaluated when somebody asks, kept until they may differ."""

from typing import TYPE_CHECKING

from ikparticipation.surveys.xlsform.engine.nodes import FormNode
from ikparticipation.surveys.xlsform.engine.program import Unit
from ikparticipation.surveys.xlsform.engine.run import Run
from ikparticipation.surveys.xlsform.expression import ExpressionError
from ikparticipation.surveys.xlsform.values import Refused
from ikparticipation.text import N_

if TYPE_CHECKING:
    from ikparticipation.surveys.xlsform.engine.state import State


def _at(state: "State", name: str, aspect: str, row: str | None) -> tuple[Run, Unit, FormNode]:
    if state.run is None:
        raise KeyError(name)
    unit = state.program.unit[name, aspect]
    return state.run, unit, state.record(name, row).named[name]


def truth(state: "State", name: str, aspect: str, row: str | None) -> bool:
    """Return whether something is required or readonly; no, if that cannot be told."""
    run, unit, node = _at(state, name, aspect, row)
    memo = run.memos[unit.index]
    if node not in memo:
        try:
            memo[node] = unit.compiled.boolean(run.at(unit, node))
        except ExpressionError:
            memo[node] = False
    return bool(memo[node])


def constraint_refusal(state: "State", name: str, row: str | None) -> Refused | None:
    run, unit, node = _at(state, name, "constraint", row)
    if not node.value:
        return None
    memo = run.memos[unit.index]
    if node not in memo:
        try:
            holds = unit.compiled.boolean(run.at(unit, node))
            memo[node] = None if holds else Refused(NOT_MET)
        except ExpressionError:
            memo[node] = Refused(NOT_CHECKED)
    refused: Refused | None = memo[node]
    return refused


def offered(state: "State", name: str, row: str | None) -> frozenset[str]:
    """Return the names of the choices on offer; all of them, if that cannot be told."""
    run, unit, node = _at(state, name, "choice_filter", row)
    memo = run.memos[unit.index]
    if node not in memo:
        memo[node] = _offered(run, unit, node)
    found: frozenset[str] = memo[node]
    return found


def _offered(run: Run, unit: Unit, node: FormNode) -> frozenset[str]:
    if unit.offers is None:
        return frozenset()
    try:
        return frozenset(unit.offers.all(run.at(unit, node)))
    except ExpressionError:
        return frozenset(unit.offers.lines)


NOT_MET = N_("Diese Antwort ist hier nicht möglich. Bitte prüfen Sie sie.")
NOT_CHECKED = N_(
    "Diese Antwort ließ sich nicht prüfen, weil die Formel des Fragebogens dazu einen Fehler hat. "
    "Bitte ändern oder leeren Sie sie, oder wenden Sie sich an die Integrationskoordination."
)
