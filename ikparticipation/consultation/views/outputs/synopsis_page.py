"""What the page of a synopsis shows, for everybody and for the administration."""

from typing import Any
from urllib.parse import urlencode

from flask import request

from ikparticipation.consultation.outputs.cells import HEADINGS, figure_rows, lines_of
from ikparticipation.consultation.outputs.synopsis import (
    PRIVATE,
    PRIVATE_PERSONS,
    Audience,
    Synopsis,
    Words,
    anonymised,
    awaits_answer,
    selected,
    speaker_of,
)
from ikparticipation.consultation.views.outputs.files import is_anonymous, selection
from ikparticipation.text import N_, sort_key

PREVIEWED = 20
"""Rows that the page shows; the files have all of them."""


def page(synopsis: Synopsis, words: Words, *, here: str) -> dict[str, Any]:
    """Return what the template needs. `here`: the address of the page, to which files add."""
    named = anonymised(synopsis, words) if is_anonymous() else synopsis
    shown, choice = selected(named, selection()), selection()
    asked = {name: value for name, value in request.args.items() if value}
    rows = shown.rows[:PREVIEWED]
    return {
        "synopsis": shown,
        "here": here,
        "query": f"?{urlencode(asked)}" if asked else "",
        "choice": choice,
        "is_anonymous": is_anonymous(),
        "is_filtered": bool(asked),
        "headings": [words.say(heading) for heading in HEADINGS],
        "rows": list(zip(rows, lines_of(rows, words), strict=True)),
        "figures": figure_rows(shown, words),
        "for_staff": synopsis.audience is Audience.STAFF,
        **_choices(named, words),
    }


def _choices(synopsis: Synopsis, words: Words) -> dict[str, Any]:
    """Return what can be filtered by: only what there is."""
    kinds = {row.kind for row in synopsis.rows}
    outcomes = {row.answer.outcome for row in synopsis.rows if row.answer}
    names = sorted({row.organisation for row in synopsis.rows if row.organisation}, key=_order)
    places = {row.place.key: row.place.position for row in synopsis.rows if row.place}
    private = any(speaker_of(row) == PRIVATE_PERSONS for row in synopsis.rows)
    return {
        "kind_choices": [each for each in words.kinds.items() if each[0] in kinds],
        "outcome_choices": [each for each in words.outcomes.items() if each[0] in outcomes],
        "organisation_choices": [
            *((name, name) for name in names),
            *([(PRIVATE_PERSONS, words.say(PRIVATE))] if private else []),
        ],
        "passage_choices": [
            (key, words.say(N_("Abschnitt %(n)s"), n=position))
            for key, position in sorted(places.items(), key=lambda place: place[1])
        ],
        "unanswered": sum(awaits_answer(row) for row in synopsis.rows),
    }


def _order(name: str) -> tuple[int, str]:
    """Sort names as German does, and numbers of anonymous ones as numbers."""
    number = name.rpartition(" ")[2]
    return (int(number) if number.isdecimal() and is_anonymous() else 0, sort_key(name))
