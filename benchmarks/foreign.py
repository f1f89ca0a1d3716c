"""Cases made elsewhere: blocks of two versions, selections with what became of them."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.positions import Positions
from ikparticipation.consultation.anchors import Span
from ikparticipation.consultation.mapping import (
    AUTOMATIC,
    Mapped,
    MappedStatus,
    Place,
    Text,
    map_anchors,
)

VERDICTS = ("right", "wrong", "missed")
OVERLAP = 0.5
"""Least part that the place of a changed selection and its truth must share of both together."""


def measure_file(file: Path, out: Path | None) -> int:
    """Map the selections of a file, print per status how many were right, wrong and missed.

    Automatic: right if block and span are those of the truth; `changed` also if the two overlap
    by half, because what the truth counts to a changed selection is a convention. `suggested`
    and `deleted`: right if there is no place, otherwise missed.
    """
    answers: list[dict[str, Any]] = []
    verdicts: Counter[tuple[str, str]] = Counter()
    for number, case in enumerate(json.loads(file.read_text(encoding="utf-8"))):
        for answer, truth in zip(_answers(case), _truths(case), strict=True):
            answers.append({"case": number} | answer)
            verdicts[answer["status"], _verdict(answer, truth)] += 1
    _print(verdicts)
    if out:
        out.write_text(json.dumps(answers, indent=1) + "\n")
    return 0


def _truths(case: Mapping[str, Any]) -> list[Mapping[str, int] | None]:
    return [selection.get("truth") for selection in case["selections"]]


def _answers(case: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield an answer for each selection; for `suggested` with the place proposed first."""
    old = [Positions(block) for block in case["old"]]
    new = [Positions(block) for block in case["new"]]
    given = [(one["block"], Span(one["start"], one["end"])) for one in case["selections"]]
    spans = [old[block].to_canonical(span) for block, span in given]
    mapped = iter(
        map_anchors(
            [Text(None, block.text) for block in old],
            [Text(None, block.text) for block in new],
            [(block, span) for (block, _), span in zip(given, spans, strict=True) if span],
        )
    )
    for number, ((block, span), found) in enumerate(zip(given, spans, strict=True)):
        one = next(mapped) if found else None
        status = one.status if one else MappedStatus.DELETED
        place = _given_place(one, old[block], span, new) if one else None
        yield {"selection": number, "status": status.value} | _as_dict(place)


def _given_place(
    mapped: Mapped, old: Positions, span: Span, new: Sequence[Positions]
) -> Place | None:
    """Return the place in the given text, with the same invisible marks at its ends."""
    place = mapped.place
    if place is None and mapped.suggestions:
        place = mapped.suggestions[0].place
    if place is None:
        return None
    there = new[place.block]
    given = there.to_given(place.span)
    own = old.to_canonical(span)
    quote = old.given[span.start : span.end]
    if own and mapped.status in AUTOMATIC:
        lead = max(0, old.to_given(own).start - span.start)
        exact = Span(given.start - lead, given.start - lead + len(quote))
        if exact.start >= 0 and there.given[exact.start : exact.end] == quote:
            return Place(place.block, exact)
    return Place(place.block, given)


def _as_dict(place: Place | None) -> dict[str, int | None]:
    if place is None:
        return {"block": None, "start": None, "end": None}
    return {"block": place.block, "start": place.span.start, "end": place.span.end}


def _verdict(answer: Mapping[str, Any], truth: Mapping[str, int] | None) -> str:
    if answer["status"] not in AUTOMATIC:
        return "missed" if truth else "right"
    if truth is None or answer["block"] != truth["block"]:
        return "wrong"
    both = min(answer["end"], truth["end"]) - max(answer["start"], truth["start"])
    either = max(answer["end"], truth["end"]) - min(answer["start"], truth["start"])
    least = OVERLAP if answer["status"] == MappedStatus.CHANGED else 1
    return "right" if both >= least * either else "wrong"


def _print(verdicts: Mapping[tuple[str, str], int]) -> None:
    print(f"\n  {'status':12}" + "".join(f"{verdict:>8}" for verdict in VERDICTS))
    for status in MappedStatus:
        numbers = (verdicts.get((status.value, verdict), 0) for verdict in VERDICTS)
        print(f"  {status.value:12}" + "".join(f"{number:8}" for number in numbers))
