"""Chance, from the seeded generator of the surroundings: the same run gives the same results."""

import hashlib
from collections.abc import Callable, Sequence
from math import inf, isfinite, trunc
from uuid import UUID

from ikparticipation.surveys.xlsform.expression.compiled import (
    Compiled,
    node_sets,
    numbers,
    strings,
)
from ikparticipation.surveys.xlsform.expression.context import Context
from ikparticipation.surveys.xlsform.expression.functions.registry import (
    Arguments,
    Function,
    table,
)
from ikparticipation.surveys.xlsform.expression.tree.nodes import Node
from ikparticipation.surveys.xlsform.expression.values import to_number, to_text

_MODULUS = 2**31 - 1
_MULTIPLIER = 16_807
_MAX_UUID = 1_000


def _random(_arguments: Arguments) -> Compiled:
    return numbers(lambda context: context.surroundings.random.random())


def _uuid(arguments: Arguments) -> Compiled:
    """Return a random UUID (version 4); with a number, so many characters, at most 1,000."""
    if not len(arguments):
        return strings(_one_uuid)
    length = arguments[0].number

    def text(context: Context) -> str:
        wanted = length(context)
        size = trunc(min(max(wanted, 0), _MAX_UUID)) if wanted == wanted else 0  # noqa: PLR0124
        result = ""
        while len(result) < size:
            result += _one_uuid(context)
        return result[:size]

    return strings(text)


def _one_uuid(context: Context) -> str:
    return str(UUID(int=context.surroundings.random.getrandbits(128), version=4))


def _randomize(arguments: Arguments) -> Compiled:
    """Return nodes shuffled; with a seed, in the order that devices with ODK give them."""
    nodes = arguments[0].nodes
    if len(arguments) == 1:
        return node_sets(
            lambda context: shuffled(nodes(context), context.surroundings.random.random)
        )
    seed = arguments[1].value

    def mixed(context: Context) -> list[Node]:
        value = seed(context)
        number = to_number(value, context.surroundings.calendar)
        start = _seed_of_text(to_text(value)) if number != number else _seed_of_number(number)  # noqa: PLR0124
        return shuffled(nodes(context), park_miller(start))

    return node_sets(mixed)


def _seed_of_number(number: float) -> int:
    if isfinite(number):
        return max(min(trunc(number), 2**63 - 1), -(2**63))
    return 2**63 - 1 if number == inf else -(2**63)


def _seed_of_text(text: str) -> int:
    """Return 0 for a blank, else the first eight octets of the SHA-256, as JavaRosa does it."""
    if not text:
        return 0
    octets = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()[:8]
    return int.from_bytes(octets, "big", signed=True)


def park_miller(seed: int) -> Callable[[], float]:
    """Return the generator of the ODK XForms specification ("minimal standard")."""
    state = abs(seed) % _MODULUS * (1 if seed >= 0 else -1)
    if state <= 0:
        state += _MODULUS - 1

    def following() -> float:
        nonlocal state
        state = state * _MULTIPLIER % _MODULUS
        return (state - 1) / (_MODULUS - 1)

    return following


def shuffled(nodes: Sequence[Node], draw: Callable[[], float]) -> list[Node]:
    """Shuffle inside-out after Fisher and Yates, as the specification names it."""
    result: list[Node] = []
    for index, node in enumerate(nodes):
        place = trunc(draw() * (index + 1))
        result.append(node)
        result[index], result[place] = result[place], node
    return result


FUNCTIONS = table(
    Function("random", 0, 0, _random, volatile=True),
    Function("uuid", 0, 1, _uuid, volatile=True),
    Function("randomize", 1, 2, _randomize),
)
