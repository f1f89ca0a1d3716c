"""Which results are looked at: the wave, whose responses, and what they say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode
from uuid import UUID

from flask import abort, request

from ikparticipation import db
from ikparticipation.catalogue.queries import Choice, catalogue
from ikparticipation.organisations.models import KIND_NAMES, Kind
from ikparticipation.surveys import queries
from ikparticipation.surveys.models import Wave
from ikparticipation.surveys.queries import results as stored
from ikparticipation.surveys.queries.anonymous import sent_in
from ikparticipation.surveys.results import (
    Counts,
    Filter,
    Placement,
    Standing,
    Tally,
    counters,
    counts_in,
    counts_of,
    tallies,
    total,
)
from ikparticipation.surveys.results.keys import RESPONSES
from ikparticipation.surveys.results.slices import ALL, PRELIMINARY
from ikparticipation.surveys.xlsform.questionnaire import Questionnaire
from ikparticipation.text import one_line
from ikparticipation.web import current_language, gettext

ACCEPTED_ONLY = "angenommen"
LONGEST_KEY = 100
NOBODY = UUID(int=0)
"""Whose an anonymous answer is."""


@dataclass(frozen=True)
class Options:
    """What the filter bar offers, and what was chosen in it."""

    typed: Mapping[str, str]
    kinds: Sequence[tuple[str, str]]
    places: Sequence[tuple[str, str]]
    fields: Sequence[tuple[str, str]]

    @classmethod
    def none(cls) -> "Options":
        """Return what an anonymous wave offers: its answers are of nobody."""
        return cls(dict.fromkeys(("art", "ort", "feld", "stand"), ""), (), (), ())

    @classmethod
    def read(cls) -> "Options":
        """Return the options; what is not among them was not chosen."""
        lists, language = catalogue(db.session()), current_language()
        kinds = [(kind.value, gettext(name)) for kind, name in KIND_NAMES.items()]
        places, fields = (_named(each, language) for each in (lists.municipalities, lists.fields))
        offered = {"art": kinds, "ort": places, "feld": fields, "stand": [(ACCEPTED_ONLY, "")]}
        typed = {}
        for name, choices in offered.items():
            given = one_line(request.args.get(name, ""))[:LONGEST_KEY]
            typed[name] = given if given in dict(choices) else ""
        return cls(typed, kinds, places, fields)

    @property
    def filter(self) -> Filter:
        return Filter(
            kind=Kind(self.typed["art"]).value if self.typed["art"] else None,
            municipality=self.typed["ort"] or None,
            field=self.typed["feld"] or None,
            standing=standing_of(self.typed["stand"]),
        )

    @property
    def query(self) -> str:
        """Return what was chosen as the query of an address; blank: nothing."""
        return urlencode({name: value for name, value in self.typed.items() if value})


def _named(choices: Mapping[str, Choice], language: str) -> list[tuple[str, str]]:
    return [(each.key, each.name(language)) for each in choices.values()]


def standing_of(typed: str) -> Standing:
    return Standing.ACCEPTED if typed == ACCEPTED_ONLY else Standing.NEWEST


@dataclass(frozen=True)
class Place:
    """A wave and the responses that are looked at."""

    wave: Wave
    questionnaire: Questionnaire
    options: Options

    @classmethod
    def at(cls, wave_id: UUID) -> "Place":
        """Return the place of this request; 404 without such a wave."""
        wave = stored.wave_with_survey(db.session(), wave_id) or abort(404)
        questionnaire = queries.compiled_by_id(db.session(), wave.questionnaire_id)
        return cls(wave, questionnaire, Options.none() if wave.anonymous else Options.read())

    @cached_property
    def responses(self) -> list[UUID]:
        return stored.responses_in(db.session(), self.wave.id, self.options.filter)

    @property
    def is_too_many(self) -> bool:
        """Whether these are more responses than are read for one page."""
        if self.wave.anonymous:
            return self.number > stored.MOST_DOCUMENTS
        return len(self.responses) > stored.MOST_DOCUMENTS

    @cached_property
    def said(self) -> list[stored.Said]:
        """What the responses say; nothing where they are too many."""
        if self.is_too_many:
            return []
        if self.wave.anonymous:
            sent = sent_in(db.session(), self.wave)
            return [stored.Said(NOBODY, "", each, is_preliminary=False) for each in sent]
        return stored.said_in(
            db.session(),
            self.wave,
            self.questionnaire,
            self.responses,
            self.options.filter.standing,
        )

    @property
    def needs_documents(self) -> bool:
        """Whether there are no counters for this filter."""
        return self.options.filter.slice is None

    @cached_property
    def counts(self) -> Counts:
        wanted = self.options.filter
        if wanted.slice is None:
            return self._counted()
        found = stored.counters_of(db.session(), [self.wave.id], wanted.standing, wanted.slice)
        return found[self.wave.id]

    def _counted(self) -> Counts:
        standing = self.options.filter.standing
        groups: dict[tuple[Placement, ...], Counts] = {
            (Placement(standing, (ALL,), is_preliminary),): total(
                counts_of(self.questionnaire, each.submitted)
                for each in self.said
                if each.is_preliminary is is_preliminary
            )
            for is_preliminary in {each.is_preliminary for each in self.said}
        }
        return counts_in((line[2], line[3], n) for line, n in counters(groups).items())

    @cached_property
    def tallies(self) -> Mapping[str, Tally]:
        return tallies(self.questionnaire, self.counts)

    @property
    def number(self) -> int:
        """How many responses are counted."""
        return self.counts.get(RESPONSES, 0)

    @property
    def preliminary(self) -> int:
        """How many of them were not accepted yet."""
        return self.counts.get(PRELIMINARY, 0)
