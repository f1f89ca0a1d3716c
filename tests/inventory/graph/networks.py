"""Networks for tests: made by hand, or of graphs that everybody knows."""

from collections.abc import Iterable, Sequence

from ikparticipation.inventory.graph.building import Actor, Network, Tie, build
from ikparticipation.inventory.network import TieState

CONFIRMED, CLAIMED = TieState.CONFIRMED, TieState.CLAIMED
FLORENCE = (
    *("Acciaiuoli Medici", "Castellani Peruzzi", "Castellani Strozzi", "Castellani Barbadori"),
    *("Medici Barbadori", "Medici Ridolfi", "Medici Tornabuoni", "Medici Albizzi"),
    *("Medici Salviati", "Salviati Pazzi", "Peruzzi Strozzi", "Peruzzi Bischeri"),
    *("Strozzi Ridolfi", "Strozzi Bischeri", "Ridolfi Tornabuoni", "Tornabuoni Guadagni"),
    *("Albizzi Ginori", "Albizzi Guadagni", "Bischeri Guadagni", "Guadagni Lamberteschi"),
)
"""Marriages of Florentine families in the 15th century (Padgett and Ansell 1993)."""


def said(*words: str, state: TieState = CLAIMED) -> list[Tie]:
    """`said("a b", "b c")`: a names b, b names c."""
    both = (each.split() for each in words)
    return [Tie(speaker=speaker, partner=partner, state=state) for speaker, partner in both]


def network(
    ties: Iterable[Tie], more: Iterable[Actor] = (), *, alone: Sequence[str] = ()
) -> Network:
    """A network of whoever occurs in the ties; those in `more` are described there."""
    held, described = list(ties), {actor.id: actor for actor in more}
    ids = {one for tie in held for one in (tie.speaker, tie.partner)} | set(alone) | set(described)
    return build([described.get(id_) or Actor(id=id_) for id_ in sorted(ids)], held)


def both_ways(words: Iterable[str]) -> list[Tie]:
    """Each pair names each other, so it is confirmed."""
    return [
        tie
        for each in words
        for tie in said(each, " ".join(reversed(each.split())), state=CONFIRMED)
    ]
