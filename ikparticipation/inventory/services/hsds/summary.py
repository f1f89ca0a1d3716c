"""What a person is shown of a plan: plain values, kept with the file until it is confirmed."""

from typing import Any

from ikparticipation.inventory.services.hsds.planning import Plan, State
from ikparticipation.organisations.lists import Verdict

MOST_SHOWN = 100
"""Entries of a kind that are named; the others are counted."""


def summary(plan: Plan) -> dict[str, Any]:
    """Return counts by state and verdict, and the first entries of each kind."""
    doubts = [each for each in plan.providers if each.verdict is Verdict.DOUBT]
    fresh = [each for each in plan.providers if each.verdict is Verdict.NEW]
    return {
        "counts": {kind.value: plan.count(kind) for kind in State},
        "verdicts": {kind.value: plan.count(kind) for kind in Verdict},
        "doubts": [
            {
                "id": str(each.entry.provider.id),
                "name": each.entry.provider.name,
                "offers": each.offers,
                "candidates": [str(candidate.id) for candidate in each.candidates],
            }
            for each in doubts[:MOST_SHOWN]
        ],
        "more_doubts": max(0, len(doubts) - MOST_SHOWN),
        "fresh": [each.entry.provider.name for each in fresh[:MOST_SHOWN]],
        "coming": _named(plan, State.NEW),
        "changing": _named(plan, State.CHANGED),
        "missing": list(plan.missing.values()),
        "faults": [
            [each.file, each.row, each.words, each.about] for each in plan.faults[:MOST_SHOWN]
        ],
        "unknown": list(plan.unknown),
    }


def _named(plan: Plan, state: State) -> list[list[str]]:
    """Return name and organisation of the first offers of a kind."""
    found = [each.entry.service for each in plan.services if each.state is state]
    return [[each.name, each.provider.name] for each in found[:MOST_SHOWN]]
