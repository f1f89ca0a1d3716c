"""Functions of answers with several choices: names with spaces between."""

from collections.abc import Callable
from math import trunc

from ikparticipation.surveys.xlsform.expression.compiled import (
    Compiled,
    Strings,
    booleans,
    numbers,
    strings,
)
from ikparticipation.surveys.xlsform.expression.context import Context
from ikparticipation.surveys.xlsform.expression.functions.registry import (
    Arguments,
    Function,
    table,
)
from ikparticipation.surveys.xlsform.expression.grammar.syntax import (
    Expression,
    Literal,
    NameTest,
    Path,
    Reference,
)


def _selected(arguments: Arguments) -> Compiled:
    """Return whether a choice is among those picked; '' asks whether none is."""
    text, wanted = arguments[0].string, arguments[1]
    if isinstance(wanted.constant, str):
        return booleans(_has_choice(text, wanted.constant.strip()))
    choice = wanted.string
    return booleans(lambda context: _is_among(choice(context).strip(), text(context)))


def _has_choice(text: Strings, choice: str) -> Callable[[Context], bool]:
    if not choice:
        return lambda context: not text(context).split()
    return lambda context: choice in text(context).split()


def _is_among(choice: str, text: str) -> bool:
    return choice in text.split() if choice else not text.split()


def _selected_at(arguments: Arguments) -> Compiled:
    text, index = arguments[0].string, arguments[1].number

    def choice(context: Context) -> str:
        choices, place = text(context).split(), index(context)
        return choices[trunc(place)] if 0 <= place < len(choices) else ""

    return strings(choice)


def _count_selected(arguments: Arguments) -> Compiled:
    text = arguments[0].string
    return numbers(lambda context: float(len(text(context).split())))


def _choice_name(arguments: Arguments) -> Compiled:
    """Return the words of a choice; the question is named as XLSForm does it: '${question}'."""
    value, question = arguments[0].string, arguments[1].string
    name = question_named(arguments.call.arguments[1])

    def words(context: Context) -> str:
        asked = question(context) if name is None else name
        return context.surroundings.choice_name(value(context), asked, context.current)

    return strings(words)


def question_named(argument: Expression) -> str | None:
    """Return the name in `'${name}'`, `${name}`, `'/data/name'` or a path; None if it is not one.

    The last name of a path is the question's, names being unique in a form.
    """
    match argument:
        case Reference(name):
            return name
        case Literal(text):
            return text.strip().removeprefix("${").removesuffix("}").rpartition("/")[2].strip()
        case Path(_, [*_, last]) if isinstance(last.test, NameTest):
            return last.test.name
        case _:
            return None


FUNCTIONS = table(
    Function("selected", 2, 2, _selected),
    Function("selected-at", 2, 2, _selected_at),
    Function("count-selected", 1, 1, _count_selected),
    Function("jr:choice-name", 2, 2, _choice_name),
)
