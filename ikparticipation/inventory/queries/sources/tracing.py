"""`where_from`: what stands behind a thing, as far as a reader may know it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from ikparticipation.inventory.queries.sources.figures import Figure, figure_sources
from ikparticipation.inventory.queries.sources.of_network import (
    trace_network,
    trace_pair,
    trace_statement,
)
from ikparticipation.inventory.queries.sources.of_offers import trace_offer
from ikparticipation.inventory.queries.sources.of_register import trace_entry, trace_group
from ikparticipation.inventory.queries.sources.traces import Trace
from ikparticipation.inventory.queries.visible import Reader
from ikparticipation.inventory.references import (
    OfEntry,
    OfGroup,
    OfNetwork,
    OfOffer,
    OfPair,
    OfStatement,
    Thing,
)


@dataclass(frozen=True)
class OfFigure:
    """A number of a wave."""

    wave_id: UUID
    figure: Figure


_TRACES: Mapping[type[Any], Callable[[Session, Any, Reader], Trace | None]] = {
    OfOffer: trace_offer,
    OfPair: trace_pair,
    OfStatement: trace_statement,
    OfEntry: trace_entry,
    OfGroup: trace_group,
    OfNetwork: trace_network,
}


def where_from(
    session: Session, of: OfFigure | Thing, reader: Reader, *, page: int = 1
) -> Trace | None:
    """Return what stands behind a figure, a row or a line; None: this reader knows of no such.

    Statements with the answer each was said in, files, corrections, decisions by persons, and the
    run that made it. `page` is of the answers behind a figure.
    """
    if isinstance(of, OfFigure):
        return Trace(
            title="", figure=figure_sources(session, of.wave_id, of.figure, reader, page=page)
        )
    return _TRACES[type(of)](session, of, reader)
