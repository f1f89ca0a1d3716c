"""What a response says, read off its answers by the `inventory` column of the questionnaire.

The column `publish` goes along: each row says of each of its properties who may see it. Where
that is kept stands at `models.Offer`, who sees what at `queries.visible`. The answer behind
`organisation.public` is no property to show but what the organisation wants, so it is followed
whatever its own column says.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from ikparticipation.inventory.timetable import Rule, read
from ikparticipation.inventory.whereabouts import Gazetteer, Place
from ikparticipation.surveys.xlsform.question import Publish
from ikparticipation.surveys.xlsform.questionnaire import Questionnaire, Repeat
from ikparticipation.surveys.xlsform.targets import ROWS, is_county, municipalities_meant
from ikparticipation.text import canonical

OFFER_TEXTS = (
    *("description", "kind", "places", "hours", "access", "costs"),
    *("phone", "email", "website"),
)

RULES = 1
"""Version of the rules of this module and of what stores its rows; told with each derivation."""

_OFFERS = UUID("6f0c8a52-6a0f-4c63-9a6e-0f6a43a2d1b7")
"""Namespace of the ids that offers keep across waves."""

NOWHERE = Gazetteer({}, {})

Said = Mapping[str, Any]
"""Target → answer of one row; without those that were not answered."""
Levels = Mapping[str, Publish]
"""Target → who may see what was answered."""
_OPENNESS = (Publish.INTERNAL, Publish.AGGREGATED, Publish.PUBLIC)


@dataclass(frozen=True, kw_only=True)
class OfferRow:
    """One offer as it was described. Texts are "" and sets empty where nothing was answered."""

    place: str
    """Repeat and row, `offers/<row id>`."""
    levels: Levels = field(default_factory=dict)
    """Of what this row was asked; nothing about it is more public than its name."""
    name: str
    texts: Mapping[str, str]
    """Column of `Offer` → text or name in a closed list."""
    formats: tuple[str, ...]
    funding: tuple[str, ...]
    funding_until: date | None
    capacity: int | None
    capacity_available: int | None = None
    capacity_unit: str = ""
    languages_note: str = ""
    county_wide: bool
    municipalities: tuple[str, ...]
    fields: tuple[str, ...]
    languages: tuple[str, ...]
    target_groups: tuple[str, ...]
    at: tuple[Place, ...] = ()
    """The places that `texts["places"]` tells."""
    open: tuple[Rule, ...] = ()
    """The opening hours that `texts["hours"]` tells, as far as they can be read."""

    @property
    def lasting_id(self) -> UUID:
        """The same offer in all waves: a row that is carried into the next wave keeps its id."""
        return lasting_id(self.place.rpartition("/")[2])

    def publish(self, column: str) -> Publish:
        """Return who may see a property; what nobody said anything about is internal."""
        return self.levels.get(f"offer.{column}", Publish.INTERNAL)


@dataclass(frozen=True, kw_only=True)
class TieRow:
    """One partner as it was named."""

    place: str
    levels: Levels = field(default_factory=dict)
    """As of an offer; here the name is that of the partner."""
    mention: str
    kind: str = ""
    direction: str = ""
    intensity: str = ""
    topic: str = ""

    def publish(self, column: str) -> Publish:
        """Return who may see a property; what nobody said anything about is internal."""
        return self.levels.get(f"tie.{column}", Publish.INTERNAL)


@dataclass(frozen=True, kw_only=True)
class EndRow:
    """An offer of last time that is no more."""

    place: str
    levels: Levels = field(default_factory=dict)
    name: str

    @property
    def lasting_id(self) -> UUID:
        return lasting_id(self.place.rpartition("/")[2])

    def publish(self, column: str) -> Publish:
        """Return who may see a property; what nobody said anything about is internal."""
        return self.levels.get(f"offer.{column}", Publish.INTERNAL)


@dataclass(frozen=True, kw_only=True)
class GroupRow:
    """One standing group (Gremium) as it was named."""

    place: str
    levels: Levels = field(default_factory=dict)
    """As of an offer; here the name is that of the group."""
    mention: str
    role: str = ""
    topic: str = ""

    def publish(self, column: str) -> Publish:
        """Return who may see a property; what nobody said anything about is internal."""
        return self.levels.get(f"network.{column}", Publish.INTERNAL)


@dataclass(frozen=True, kw_only=True)
class Derived:
    """What one response says. `places` of rows are unique over all of them."""

    offers: tuple[OfferRow, ...] = ()
    ends: tuple[EndRow, ...] = ()
    ties: tuple[TieRow, ...] = ()
    groups: tuple[GroupRow, ...] = ()

    @property
    def all_rows(self) -> tuple[OfferRow | EndRow | TieRow | GroupRow, ...]:
        return (*self.offers, *self.ends, *self.ties, *self.groups)


def derive(
    questionnaire: Questionnaire,
    document: Mapping[str, Any],
    municipalities: Sequence[str],
    gazetteer: Gazetteer = NOWHERE,
) -> Derived:
    """Return the offers and ties of a submitted answers document, in the order of its rows.

    `municipalities` are the AGS of the county, which an answer "the whole county" stands for;
    `gazetteer` recognises them in what is written about places.
    A row without a name or partner says nothing and is left out; submission has refused it.
    """
    offers: list[OfferRow] = []
    ends: list[EndRow] = []
    ties: list[TieRow] = []
    groups: list[GroupRow] = []
    for repeat in _repeats(questionnaire):
        name = ROWS.get(repeat.inventory or "")
        if name is None:
            continue
        levels = _levels(repeat)
        for place, said in _rows(repeat, document.get("rows", {})):
            if not canonical(said.get(name, "")):
                continue
            if repeat.inventory == "offer":
                offers.append(_offer(place, levels, said, municipalities, gazetteer))
            elif repeat.inventory == "tie":
                ties.append(_tie(place, levels, said))
            else:
                groups.append(_group(place, levels, said))
        if repeat.inventory == "offer":
            over = _rows(repeat, document.get("ended", {}))
            ends += [_end(place, levels, said) for place, said in over if name in said]
    return Derived(offers=tuple(offers), ends=tuple(ends), ties=tuple(ties), groups=tuple(groups))


def lasting_id(row_id: str) -> UUID:
    """Return the id of the offer that a row of answers describes, in whatever wave."""
    return uuid5(_OFFERS, row_id)


def asked(questionnaire: Questionnaire) -> Levels:
    """Return the targets that offers and ties are asked for, each with who may see the answers.

    What is missing here was not asked, which is not the same as not answered. What is asked
    twice is as public as the more public of the two; each row keeps to its own.
    """
    found: dict[str, Publish] = {}
    for repeat in _repeats(questionnaire):
        for target, level in _levels(repeat).items():
            found[target] = max(level, found.get(target, level), key=_OPENNESS.index)
    return found


def _levels(repeat: Repeat) -> Levels:
    """Return who may see what the rows of a repeat say: nothing more than may see their name."""
    own = {
        question.inventory: question.publish for question in repeat.questions if question.inventory
    }
    most = own.get(ROWS.get(repeat.inventory or "", ""), Publish.INTERNAL)
    return {target: min(level, most, key=_OPENNESS.index) for target, level in own.items()}


def wish_to_be_public(questionnaire: Questionnaire, document: Mapping[str, Any]) -> bool | None:
    """Return whether the organisation agrees to stand in the directory; None: it does not say."""
    answer = document.get("answers", {}).get(asks_wish_to_be_public(questionnaire))
    return {"yes": True, "no": False}.get(answer)


def asks_wish_to_be_public(questionnaire: Questionnaire) -> str | None:
    """Return the name of the question that asks this; None: nothing does."""
    names = (
        placed.question.name
        for placed in questionnaire.placed
        if placed.question.inventory == "organisation.public"
    )
    return next(names, None)


def _repeats(questionnaire: Questionnaire) -> Iterator[Repeat]:
    for section in questionnaire.sections:
        yield from section.repeats


def _rows(repeat: Repeat, rows: Mapping[str, Any]) -> Iterator[tuple[str, Said]]:
    for row in rows.get(repeat.name, ()):
        said = {
            question.inventory: row["answers"][question.name]
            for question in repeat.questions
            if question.inventory and question.name in row["answers"]
        }
        yield f"{repeat.name}/{row['id']}", said


def _offer(
    place: str, levels: Levels, said: Said, municipalities: Sequence[str], gazetteer: Gazetteer
) -> OfferRow:
    until = said.get("offer.funding_until")
    named = _several(said, "offer.municipalities")
    meant = municipalities_meant(named, municipalities)
    return OfferRow(
        place=place,
        levels=levels,
        name=canonical(said["offer.name"]),
        texts={column: said.get(f"offer.{column}", "") for column in OFFER_TEXTS},
        formats=_several(said, "offer.formats"),
        funding=_several(said, "offer.funding"),
        funding_until=date.fromisoformat(until) if until else None,
        capacity=said.get("offer.capacity"),
        capacity_available=said.get("offer.capacity_available"),
        capacity_unit=said.get("offer.capacity_unit", ""),
        languages_note=said.get("offer.languages_note", ""),
        county_wide=any(map(is_county, named)),
        municipalities=meant,
        at=tuple(gazetteer.read(said.get("offer.places", ""), meant)),
        open=read(said.get("offer.hours", "")).rules,
        fields=_several(said, "offer.fields"),
        languages=_several(said, "offer.languages"),
        target_groups=_several(said, "offer.target_groups"),
    )


def _several(said: Said, target: str) -> tuple[str, ...]:
    """Return the answer of a question that one questionnaire asks for one and another for many."""
    answer = said.get(target, ())
    return (answer,) if isinstance(answer, str) else tuple(answer)


def _tie(place: str, levels: Levels, said: Said) -> TieRow:
    return TieRow(
        place=place,
        levels=levels,
        mention=canonical(said["tie.partner"]),
        kind=said.get("tie.kind", ""),
        direction=said.get("tie.direction", ""),
        intensity=said.get("tie.intensity", ""),
        topic=said.get("tie.topic", ""),
    )


def _end(place: str, levels: Levels, said: Said) -> EndRow:
    return EndRow(place=place, levels=levels, name=canonical(said["offer.name"]))


def _group(place: str, levels: Levels, said: Said) -> GroupRow:
    return GroupRow(
        place=place,
        levels=levels,
        mention=canonical(said["network.name"]),
        role=said.get("network.role", ""),
        topic=said.get("network.topic", ""),
    )
