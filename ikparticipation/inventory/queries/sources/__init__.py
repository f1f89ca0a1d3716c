"""Where something comes from: one function for every figure, row and line of the inventory."""

from ikparticipation.inventory.queries.sources.figures import (
    Counted,
    Figure,
    Said,
    Sources,
)
from ikparticipation.inventory.queries.sources.traces import (
    Decision,
    File,
    Layer,
    Run,
    Statement,
    Trace,
)
from ikparticipation.inventory.queries.sources.tracing import OfFigure, where_from

__all__ = [
    "Counted",
    "Decision",
    "Figure",
    "File",
    "Layer",
    "OfFigure",
    "Run",
    "Said",
    "Sources",
    "Statement",
    "Trace",
    "where_from",
]
