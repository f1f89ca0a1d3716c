"""What a posted page says, read and not yet in the document."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ikparticipation.surveys.xlsform.document import Problem
from ikparticipation.surveys.xlsform.values import Upload, Value

PostedForm = Mapping[str, Sequence[str]]
"""Field name → all values it was posted with (`request.form.to_dict(flat=False)`)."""
Uploads = Mapping[str, Upload]
"""Field name → the file that was posted in it."""


@dataclass(frozen=True)
class Given:
    """What one field held: a value, or text that is no answer; neither: it was blank."""

    value: Value | None = None
    invalid: str | None = None


@dataclass(frozen=True, kw_only=True)
class RowsInput:
    order: tuple[str, ...] = ()
    """Ids of the rows that were shown or added."""
    answers: Mapping[str, Mapping[str, Given]] = field(default_factory=dict)
    """Row id → question → what was given."""
    removed: frozenset[str] = frozenset()
    inner: "Mapping[str, Mapping[str, RowsInput]]" = field(default_factory=dict)
    """Row id → repeat inside of the row → what its rows say."""
    confirmed: frozenset[str] = frozenset()
    ended: frozenset[str] = frozenset()
    resumed: frozenset[str] = frozenset()
    """Rows that had ended and are there again."""
    all_confirmed: bool = False
    """Whether all rows that were shown and say the same as last time are confirmed."""


@dataclass(frozen=True, kw_only=True)
class SectionInput:
    """What a posted page says about its section."""

    answers: Mapping[str, Given] = field(default_factory=dict)
    rows: Mapping[str, RowsInput] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    """What the document cannot hold: a choice that is none, more rows than allowed."""
    files: Mapping[str, bytes] = field(default_factory=dict)
    """SHA-256 → the bytes of files that are answers now, to be stored."""
