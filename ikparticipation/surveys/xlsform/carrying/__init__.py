"""Last wave's answers, put before the organisation again: confirmed, not typed again.

`carry` makes the document a person begins with; `said` tells of each row what became of it.
"""

from collections.abc import Sequence

from ikparticipation.surveys.xlsform.carrying.carry import carry
from ikparticipation.surveys.xlsform.carrying.said import (
    Said,
    counts,
    fingerprint,
    frozen_word,
    is_carried,
    open_rows,
    said,
    without_words,
)

__all__: Sequence[str] = [
    "Said",
    "carry",
    "counts",
    "fingerprint",
    "frozen_word",
    "is_carried",
    "open_rows",
    "said",
    "without_words",
]
