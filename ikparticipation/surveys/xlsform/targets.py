"""The vocabulary of the column `inventory`: where an answer goes in the inventory.

A repeat names what each of its rows becomes (`ROWS`); a question names one property (`TARGETS`).
`offer.*`, `tie.*` and `network.*` stand inside the repeat of that name, `organisation.*` and
`finding.*` outside of any repeat. Answers whose choices come from the catalogue carry catalogue
keys as choice names; the other closed lists are in `vocabulary`.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from ikparticipation.surveys.xlsform.questionnaire import Questionnaire, QuestionType
from ikparticipation.surveys.xlsform.vocabulary import VOCABULARIES

ROWS: Mapping[str, str] = MappingProxyType(
    {"offer": "offer.name", "tie": "tie.partner", "network": "network.name"}
)
"""What a row can become → the target without which it would be nothing."""

CATALOGUES: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        "municipality": re.compile(r"[0-9]{8}|[0-9]{5}", re.ASCII),
        "field_of_action": re.compile(r"[a-z][a-z0-9-]*"),
        "language": re.compile(r"[a-z]{2,3}"),
        "target_group": re.compile(r"[a-z][a-z0-9-]*"),
    }
)
"""Catalogue → what its keys look like. Five digits are the AGS of the county: all of it."""


@dataclass(frozen=True)
class Target:
    key: str
    types: frozenset[QuestionType]
    catalogue: str | None = None
    """The catalogue whose keys the choices must be."""
    vocabulary: frozenset[str] | None = None
    """The names the choices may have, where the list is closed."""

    @property
    def row(self) -> str | None:
        """What the rows of the repeat around it must become; None: not inside a repeat."""
        subject = self.key.partition(".")[0]
        return subject if subject in ROWS else None

    @property
    def names_the_row(self) -> bool:
        return self.key in ROWS.values()


_TEXT = frozenset({QuestionType.TEXT})
_NUMBER = frozenset({QuestionType.INTEGER})
_DATE = frozenset({QuestionType.DATE})
_ONE = frozenset({QuestionType.SELECT_ONE})
_MANY = frozenset({QuestionType.SELECT_MULTIPLE})
_ONE_OR_MANY = _ONE | _MANY

_CATALOGUE_OF: dict[str, str] = {
    "municipality": "municipality",
    "municipalities": "municipality",
    "fields": "field_of_action",
    "languages": "language",
    "target_groups": "target_group",
}

_TYPES: dict[str, frozenset[QuestionType]] = {
    "organisation.description": _TEXT,
    "organisation.municipality": _ONE,  # its seat
    "organisation.municipalities": _MANY,  # where it works
    "organisation.fields": _ONE_OR_MANY,
    "organisation.target_groups": _ONE_OR_MANY,
    "organisation.languages": _ONE_OR_MANY,
    "organisation.employees": _NUMBER,
    "organisation.volunteers": _NUMBER,
    "organisation.phone": _TEXT,
    "organisation.email": _TEXT,
    "organisation.website": _TEXT,
    "organisation.public": _ONE,  # whether it agrees to stand in the directory
    "offer.name": _TEXT,
    "offer.description": _TEXT,
    "offer.kind": _ONE,
    "offer.fields": _ONE_OR_MANY,
    "offer.target_groups": _ONE_OR_MANY,
    "offer.languages": _ONE_OR_MANY,
    "offer.municipalities": _ONE_OR_MANY,
    "offer.places": _TEXT,  # addresses
    "offer.formats": _ONE_OR_MANY,  # on site, by telephone, online …
    "offer.hours": _TEXT,
    "offer.capacity": _NUMBER,  # the most there are, in the unit
    "offer.capacity_available": _NUMBER,  # of these free at the moment
    "offer.capacity_unit": _ONE,
    "offer.languages_note": _TEXT,
    "offer.access": _ONE,
    "offer.costs": _ONE,
    "offer.funding": _ONE_OR_MANY,
    "offer.funding_until": _DATE,
    "offer.phone": _TEXT,
    "offer.email": _TEXT,
    "offer.website": _TEXT,
    "tie.partner": _TEXT,
    "tie.kind": _ONE,
    "tie.direction": _ONE,
    "tie.intensity": _ONE,
    "tie.topic": _TEXT,
    "network.name": _TEXT,
    "network.role": _ONE,
    "network.topic": _TEXT,
    "finding.fields": _ONE_OR_MANY,  # where something is missing most
    "finding.target_groups": _ONE_OR_MANY,
    "finding.languages": _ONE_OR_MANY,
    "finding.municipalities": _ONE_OR_MANY,
    "finding.needs": _TEXT,
    "finding.strengths": _TEXT,
    "finding.support": _TEXT,
    "finding.outlook": _TEXT,
}

TARGETS: Mapping[str, Target] = MappingProxyType(
    {
        key: Target(
            key,
            types,
            catalogue=_CATALOGUE_OF.get(key.partition(".")[2]),
            vocabulary=frozenset(VOCABULARIES[key]) if key in VOCABULARIES else None,
        )
        for key, types in _TYPES.items()
    }
)


def catalogue_choices(questionnaire: Questionnaire) -> dict[str, frozenset[str]]:
    """Return target → the catalogue keys its choices use, to be checked against the database.

    `TARGETS[target].catalogue` says which catalogue. The county's own key is not among them.
    """
    used: dict[str, frozenset[str]] = {}
    for placed in questionnaire.placed:
        target = TARGETS.get(placed.question.inventory or "")
        if target is not None and target.catalogue is not None:
            keys = frozenset(placed.question.choice_labels)
            if target.catalogue == "municipality":
                keys = frozenset(key for key in keys if not is_county(key))
            used[target.key] = keys
    return used


def is_county(key: str) -> bool:
    """Whether the key of a municipality question means the whole county (AGS of 5 digits)."""
    return len(key) == 5  # noqa: PLR2004 - digits of a county's AGS


def municipalities_meant(keys: Iterable[str], known: Iterable[str]) -> tuple[str, ...]:
    """Return the AGS of `known` that an answer means: those named, or all of a named county."""
    named = tuple(keys)
    return tuple(ags for ags in known if ags in named or any(map(ags.startswith, named)))
