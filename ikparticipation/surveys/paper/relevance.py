"""When a question is asked, said in a sentence: paper cannot hide what does not apply.

The usual shapes of an expression have words. Any other is not guessed: the sentence names the
questions it depends on.
"""

from collections.abc import Mapping

from ikparticipation.surveys.paper.clauses import Clauses
from ikparticipation.surveys.paper.speech import Speech
from ikparticipation.surveys.xlsform.expression import ExpressionError
from ikparticipation.surveys.xlsform.expression.analysis import references
from ikparticipation.surveys.xlsform.expression.grammar.syntax import Call, Reference
from ikparticipation.surveys.xlsform.questionnaire import Formula, Questionnaire
from ikparticipation.text import N_


def relevance_in_words(
    formula: Formula | None,
    questionnaire: Questionnaire,
    numbers: Mapping[str, str],
    speech: Speech,
) -> str:
    """Return "Nur wenn …"; "" of what is always asked.

    `numbers` are those of `numbering`. What has no words here names the questions it depends on.
    """
    if formula is None or is_always(formula):
        return ""
    condition = condition_in_words(formula, questionnaire, numbers, speech)
    if condition is not None:
        return speech.say(ONLY_IF, condition=condition)
    return depends_in_words(formula, questionnaire, numbers, speech)


def condition_in_words(
    formula: Formula,
    questionnaire: Questionnaire,
    numbers: Mapping[str, str],
    speech: Speech,
) -> str | None:
    """Return a clause that goes on after "wenn"; None: this shape has no words."""
    try:
        return Clauses(questionnaire, numbers, speech).of(formula.tree)
    except ExpressionError:
        return None


def depends_in_words(
    formula: Formula,
    questionnaire: Questionnaire,
    numbers: Mapping[str, str],
    speech: Speech,
) -> str:
    """Say on which answers it hangs, without saying how."""
    found = [numbers[name] for name in dependencies(formula, questionnaire) if name in numbers]
    if not found:
        return speech.say(DEPENDS)
    if len(found) == 1:
        return speech.say(DEPENDS_ON_ONE, number=found[0])
    return speech.say(DEPENDS_ON, numbers=", ".join(found))


def count_in_words(
    formula: Formula,
    questionnaire: Questionnaire,
    numbers: Mapping[str, str],
    speech: Speech,
) -> str:
    """Say how many rows there are to be when the form computes it."""
    named = [numbers[name] for name in dependencies(formula, questionnaire) if name in numbers]
    if not named:
        return ""
    if isinstance(formula.tree, Reference) and formula.tree.name in numbers:
        return speech.say(AS_MANY, number=named[0])
    return speech.say(COUNT_DEPENDS, numbers=", ".join(named))


def dependencies(formula: Formula, questionnaire: Questionnaire) -> list[str]:
    """Return the names a formula hangs on, in the order of the form, also through computed ones."""
    found: set[str] = set()
    waiting = [formula]
    while waiting:
        for name in _named(waiting.pop()) - found:
            found.add(name)
            placed = questionnaire.question(name)
            if placed and placed.question.calculation:
                waiting.append(placed.question.calculation)
    order = [placed.question.name for placed in questionnaire.placed]
    return [name for name in order if name in found] + sorted(found - set(order))


def _named(formula: Formula) -> frozenset[str]:
    try:
        return references(formula.tree)
    except ExpressionError:
        return frozenset()


def is_always(formula: Formula | None) -> bool:
    """Return whether it is plainly true, whatever is answered."""
    try:
        return formula is not None and formula.tree == Call("true")
    except ExpressionError:
        return False


ONLY_IF = N_("Nur wenn %(condition)s.")
DEPENDS = N_("Gilt nicht für alle. Im Zweifel antworten Sie bitte.")
DEPENDS_ON_ONE = N_(
    "Gilt nicht für alle: Es hängt von Ihrer Antwort auf %(number)s ab. "
    "Im Zweifel antworten Sie bitte."
)
DEPENDS_ON = N_(
    "Gilt nicht für alle: Es hängt von Ihren Antworten auf %(numbers)s ab. "
    "Im Zweifel antworten Sie bitte."
)
AS_MANY = N_("So viele, wie Sie bei %(number)s angegeben haben.")
COUNT_DEPENDS = N_("Wie viele es sind, hängt von Ihren Antworten ab: %(numbers)s.")
