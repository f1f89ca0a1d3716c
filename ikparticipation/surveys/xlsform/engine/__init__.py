"""What the formulas of a questionnaire make of a set of answers.

A questionnaire is compiled once (`program`): a closure for each formula, and which formula depends
on which name, sorted so that each comes after all it needs. `State` holds a tree of nodes for the
answers (only those that formulas touch), evaluates each formula once, and after a change those
that depend on it. One without formulas has no tree and costs nothing.

Rules, where the form standard or its engines leave a choice:

- What is not relevant (itself, or a group, repeat or section around it) is left out of all
  node-sets, and blank where `${name}` is one question; its answer stays in the document until
  submission. A path that somebody wrote out finds nothing then, to which XPath compares nothing.
- Computed rows beyond the count stay in the document and are not relevant; so raising the count
  again restores them. A count is at most `max_rows`; a blank one or one below zero is none.
- An answer that is no longer offered stays in the document, is a problem of its own question, and
  is blank for all others; of several choices only those that are still offered are seen.
- A repeat's own relevance is evaluated once, where its rows stand, not for each row.
- A default is an answer like any other: once cleared, it does not come back.
- A calculation is in the document only when that is submitted; one with `once()` from its first
  result on. A whole number is what stands before the point.
- random() and uuid() give the same for the same seed, question and row, so a page shown twice
  shows the same.
- A formula that names itself or goes round is refused (`find_cycle`), also from row to row; so is
  relevance that looks at its own answer (`.`). A calculation sees itself blank, but for `once()`.
- When a formula cannot be evaluated, nothing is lost: relevant → shown, calculation and default →
  blank, required and readonly → no, choice_filter → all choices, row_count → the rows that are
  there, constraint → not met, with a sentence.
"""

from ikparticipation.surveys.xlsform.engine.beginning import begin
from ikparticipation.surveys.xlsform.engine.defaults import NewRow, begin_rows
from ikparticipation.surveys.xlsform.engine.explaining import Aspect, Explanation
from ikparticipation.surveys.xlsform.engine.graph import CycleError
from ikparticipation.surveys.xlsform.engine.program import (
    Dependency,
    dependencies,
    find_cycle,
    program_of,
)
from ikparticipation.surveys.xlsform.engine.state import State
from ikparticipation.surveys.xlsform.engine.words import quotes

__all__ = [
    "Aspect",
    "CycleError",
    "Dependency",
    "Explanation",
    "NewRow",
    "State",
    "begin",
    "begin_rows",
    "dependencies",
    "find_cycle",
    "program_of",
    "quotes",
]
