"""What formulas and texts say, whatever the questions they refer to are called by now."""

import re
from collections.abc import Iterable, Mapping

from ikparticipation.surveys.xlsform.comparing.pairing import Pair
from ikparticipation.surveys.xlsform.expression.errors import ExpressionError
from ikparticipation.surveys.xlsform.expression.grammar.parsing import parse
from ikparticipation.surveys.xlsform.expression.grammar.syntax import Expression
from ikparticipation.surveys.xlsform.questionnaire import Formula

_REFERENCE = re.compile(r"\$\{\s*([^\s}]+)\s*\}")
_STEP = re.compile(r"'[^']*'|\"[^\"]*\"|(?:(?<=/)|(?<=::))(\s*)([^\W\d][\w.\-·]*+)(?!\s*\(|::)")


class Sayings:
    """Puts the name a question had in the place of the one it has."""

    def __init__(self, pairs: Iterable[Pair], before: Mapping[str, str]) -> None:
        renamed = {
            pair.new[0].question.name: pair.old[0].question.name
            for pair in pairs
            if len(pair.old) == len(pair.new) == 1
        }
        self._before = {**before, **renamed}

    def old(self, text: str) -> str:
        return _REFERENCE.sub(r"${\1}", text)

    def new(self, text: str) -> str:
        return _REFERENCE.sub(lambda found: f"${{{self._name(found[1])}}}", text)

    def old_rule(self, formula: Formula) -> Expression | str:
        return _read(self.old(formula.source))

    def new_rule(self, formula: Formula) -> Expression | str:
        return _read(_STEP.sub(self._step, self.new(formula.source)))

    def _step(self, found: re.Match[str]) -> str:
        return f"{found[1]}{self._name(found[2])}" if found[2] else found[0]

    def _name(self, name: str) -> str:
        return self._before.get(name, name)


def _read(source: str) -> Expression | str:
    """Return what a formula says, its spaces and brackets aside."""
    try:
        return parse(source)
    except ExpressionError:
        return source
