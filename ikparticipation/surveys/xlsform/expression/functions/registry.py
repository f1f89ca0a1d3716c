"""What a function is: its name, how many arguments it takes, and how a call is compiled."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import inf, nan

from ikparticipation.surveys.xlsform.expression.compiled import Compiled, numbers, strings
from ikparticipation.surveys.xlsform.expression.context import Context
from ikparticipation.surveys.xlsform.expression.grammar.syntax import Call


@dataclass(frozen=True, slots=True)
class Arguments:
    """A call and its compiled arguments; nothing is evaluated yet, so a function may be lazy."""

    call: Call
    compiled: Sequence[Compiled]

    def __len__(self) -> int:
        return len(self.compiled)

    def __getitem__(self, index: int) -> Compiled:
        return self.compiled[index]


@dataclass(frozen=True, slots=True)
class Function:
    """`most` None: any number. `pairs`: only with this many first arguments, then two by two.

    `whole_form` are the arguments (from 0) whose `${}` mean all rows. `volatile`: two evaluations
    may differ though no answer has changed.
    """

    name: str
    least: int
    most: int | None
    build: Callable[[Arguments], Compiled]
    pairs_after: int | None = None
    whole_form: frozenset[int] = frozenset()
    volatile: bool = False

    def takes(self, count: int) -> bool:
        if self.pairs_after is not None and (count - self.pairs_after) % 2:
            return False
        return self.least <= count and (self.most is None or count <= self.most)


def table(*functions: Function) -> dict[str, Function]:
    return {function.name: function for function in functions}


def of_number(
    name: str, calculate: Callable[[float], float], *, outside: float = nan, above: float = inf
) -> Function:
    """Return a function of one number; `outside` its domain and `above` all numbers, those."""

    def build(arguments: Arguments) -> Compiled:
        number = arguments[0].number

        def result(context: Context) -> float:
            try:
                return calculate(number(context))
            except ValueError:
                return outside
            except OverflowError:
                return above

        return numbers(result)

    return Function(name, 1, 1, build)


def of_text(name: str, change: Callable[[str], str]) -> Function:
    def build(arguments: Arguments) -> Compiled:
        string = arguments[0].string
        return strings(lambda context: change(string(context)))

    return Function(name, 1, 1, build)
