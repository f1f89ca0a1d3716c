"""What follows from two one-sided statements about the same pair. Nothing is made symmetric.

`queries.ties` says the same in SQL; a test holds the two against each other.
"""

from collections.abc import Collection, Iterable, Mapping
from enum import StrEnum

from ikparticipation.surveys.xlsform.question import Publish


class TieState(StrEnum):
    """What is known about a statement from what the named side did in the same wave.

    The first that is true holds, in this order.
    """

    UNRESOLVED = "unresolved"
    """The name is not, or not clearly, another organisation of the register."""
    CONFIRMED = "confirmed"
    """The other side named this one, too, or was asked about it and says that it is so."""
    CONTRADICTED = "contradicted"
    """The other side was asked about it and says that it is not so."""
    CLAIMED = "claimed"
    """The other side answered, and did not name this one."""
    NOT_ANSWERED = "not_answered"
    """The other side was asked and has not answered yet."""
    NOT_ASKED = "not_asked"
    """The other side was not asked in this wave."""


class Stance(StrEnum):
    """What an organisation says when it is asked whether it works with who names it."""

    YES = "yes"
    NO = "no"


class Direction(StrEnum):
    """Who supports whom, as one side says it: names of the vocabulary `tie.direction`."""

    MUTUAL = "mutual"
    GIVEN = "given"
    RECEIVED = "received"


def may_confirm(back: Publish, statement: Publish) -> bool:
    """Whether a statement of the other side counts for this one.

    What is said for internal use confirms nothing in public: it would be told by the state.
    """
    return back is Publish.PUBLIC or back is statement or statement is Publish.INTERNAL


def tie_state(
    publish: Publish,
    *,
    is_resolved: bool,
    named_back: Collection[Publish] = (),
    reply: Stance | None = None,
    has_answered: bool = False,
    is_asked: bool = False,
) -> TieState:
    """Return the state of a statement; all but `publish` is about the side that it names.

    `named_back`: for each statement by which it names the speaker, who may read that.
    """
    if not is_resolved:
        return TieState.UNRESOLVED
    if reply is Stance.YES or any(may_confirm(back, publish) for back in named_back):
        return TieState.CONFIRMED
    if reply is Stance.NO:
        return TieState.CONTRADICTED
    if has_answered:
        return TieState.CLAIMED
    return TieState.NOT_ANSWERED if is_asked else TieState.NOT_ASKED


def directions_disagree(direction: str, others: Collection[str]) -> bool:
    """Whether both say that they support the other, or both that the other supports them.

    `others` is what the other side says in its statements; one of them that fits is enough, and
    whoever says nothing about the direction disagrees with nobody.
    """
    if direction not in {Direction.GIVEN, Direction.RECEIVED}:
        return False
    return {other for other in others if other} == {direction}


def supports(
    statements: Iterable[tuple[str, str, str]],
) -> Mapping[tuple[str, str], frozenset[str]]:
    """Return who supports whom, each direction with the sides that say so: one or both.

    A statement is (speaker, partner, direction); without a direction it says nothing here. One
    about oneself is left out. So of the organisations that were asked "to whom do you send" and
    "from whom do you receive" a pair is claimed that one side names, and confirmed that both do.
    """
    found: dict[tuple[str, str], frozenset[str]] = {}
    for speaker, partner, direction in statements:
        if speaker == partner:
            continue
        for pair in _directed(speaker, partner, direction):
            found[pair] = found.get(pair, frozenset()) | {speaker}
    return found


def _directed(speaker: str, partner: str, direction: str) -> list[tuple[str, str]]:
    there = [(speaker, partner)] if direction in {Direction.GIVEN, Direction.MUTUAL} else []
    back = [(partner, speaker)] if direction in {Direction.RECEIVED, Direction.MUTUAL} else []
    return there + back
