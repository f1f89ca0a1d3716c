"""Results of a wave: counts, kept up to date or counted anew, and what is shown of them. Pure.

`counting` says what one response adds, `recount` counts stored documents by the hundred thousand,
`slices` says which lines of the counter table change; `tallies` reads the counts of a question,
`crossing` crosses two, `waves` puts waves side by side, `plots` computes what is drawn.
"""

from ikparticipation.surveys.results.counting import counts_of
from ikparticipation.surveys.results.crossing import CrossTable, cross
from ikparticipation.surveys.results.keys import Counts, Kind, kind_of
from ikparticipation.surveys.results.numbers import Bin, Numbers, numbers
from ikparticipation.surveys.results.recount import Recounter, Shared, Stored, recount, total
from ikparticipation.surveys.results.relevance import Submitted
from ikparticipation.surveys.results.slices import (
    Contribution,
    Filter,
    Placement,
    Standing,
    counters,
    counts_in,
    deltas,
    slices_of,
)
from ikparticipation.surveys.results.tallies import Cell, Missing, Tally, tallies
from ikparticipation.surveys.results.waves import SideBySide, WaveResult, side_by_side

__all__ = [
    "Bin",
    "Cell",
    "Contribution",
    "Counts",
    "CrossTable",
    "Filter",
    "Kind",
    "Missing",
    "Numbers",
    "Placement",
    "Recounter",
    "Shared",
    "SideBySide",
    "Standing",
    "Stored",
    "Submitted",
    "Tally",
    "WaveResult",
    "counters",
    "counts_in",
    "counts_of",
    "cross",
    "deltas",
    "kind_of",
    "numbers",
    "recount",
    "side_by_side",
    "slices_of",
    "tallies",
    "total",
]
