"""The waves of a survey side by side."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from uuid import UUID

from flask import render_template, request
from flask.typing import ResponseReturnValue

from ikparticipation import clock, db
from ikparticipation.accounts.access import needs
from ikparticipation.surveys.models import Survey, Wave
from ikparticipation.surveys.policies import may_run_surveys, may_see_anonymous
from ikparticipation.surveys.queries.questionnaires import compiled_all
from ikparticipation.surveys.queries.results import counters_of, waves_of_survey
from ikparticipation.surveys.results import (
    Kind,
    Standing,
    WaveResult,
    kind_of,
    side_by_side,
    tallies,
)
from ikparticipation.surveys.results.drawing import Plot
from ikparticipation.surveys.results.keys import RESPONSES
from ikparticipation.surveys.results.slices import ALL, PRELIMINARY
from ikparticipation.surveys.results.wave_plots import wave_line
from ikparticipation.surveys.results.waves import COMPARABILITIES, ORIGINS, WaveRow
from ikparticipation.surveys.views.blueprint import bp
from ikparticipation.surveys.views.results.place import ACCEPTED_ONLY, standing_of
from ikparticipation.surveys.xlsform.questionnaire import Words
from ikparticipation.text import pick
from ikparticipation.web import current_language, get_or_404, gettext


@dataclass(frozen=True)
class Series:
    """One figure over the waves: the share of a choice, or the mean."""

    label: str
    plot: Plot
    """Its table has a row for each wave."""


@dataclass(frozen=True)
class Row:
    """A question over the waves, as the page shows it."""

    stored: WaveRow
    language: str
    titles: tuple[Words, ...]

    @property
    def label(self) -> str:
        return pick(self.stored.question.labels, self.language) or self.stored.question.name

    @property
    def answered(self) -> list[int | None]:
        """How many answered in each wave; None: it was not in the questionnaire."""
        return [step.tally.answered if step.tally else None for step in self.stored.steps]

    @property
    def notes(self) -> Iterator[tuple[str, str, tuple[str, ...]]]:
        """Return title of the wave, what stands before its figures, and why."""
        for title, step in zip(self.titles, self.stored.steps, strict=True):
            words = COMPARABILITIES[step.comparability]
            if words and step.tally:
                reasons = tuple(each.text(self.language) for each in step.reasons)
                yield pick(title, self.language), gettext(words), reasons

    @property
    def origin(self) -> str:
        """Where it comes from, if it begins where others ended; blank: it does not."""
        if self.stored.origin is None:
            return ""
        names = (pick(each.labels, self.language) or each.name for each in self.stored.comes_from)
        return f"{gettext(ORIGINS[self.stored.origin])}: {', '.join(names)}"

    @property
    def series(self) -> list[Series]:
        question = self.stored.question
        if kind_of(question) is Kind.NUMBER:
            return [self._series(gettext("Mittelwert"), None)]
        if kind_of(question) not in {Kind.CHOICE, Kind.CHOICES}:
            return []
        found: dict[str, str] = {}
        for step in self.stored.steps:
            for each in step.tally.choices if step.tally else ():
                found[each.name] = pick(each.labels, self.language) or each.name
        return [self._series(label, name) for name, label in found.items()]

    def _series(self, label: str, choice: str | None) -> Series:
        plot = wave_line(self.stored, self.titles, self.language, choice=choice)
        return Series(label, replace(plot, title=f"{self.label}: {label}"))


@bp.get("/verwaltung/erhebungen/<uuid:survey_id>/ergebnisse")
@needs(may_run_surveys)
def survey_results(survey_id: UUID) -> ResponseReturnValue:
    """Show each question over the waves, with what keeps them from being compared."""
    survey, session = get_or_404(Survey, survey_id), db.session()
    waves = waves_of_survey(session, survey_id)
    typed = request.args.get("stand", "")
    counted = counters_of(session, [wave.id for wave in waves], standing_of(typed), ALL)
    waves = [wave for wave in waves if _may_see(wave, counted[wave.id].get(RESPONSES, 0))]
    compiled = compiled_all(session, [wave.questionnaire_id for wave in waves])
    results = [
        WaveResult(wave.titles, questionnaire, tallies(questionnaire, counted[wave.id]))
        for wave, questionnaire in zip(waves, compiled, strict=True)
        if counted[wave.id].get(RESPONSES)
    ]
    titles, language = tuple(result.title for result in results), current_language()
    return render_template(
        "surveys/results/survey.html",
        survey=survey,
        waves=[
            (wave, counted[wave.id].get(RESPONSES, 0), counted[wave.id].get(PRELIMINARY, 0))
            for wave in waves
        ],
        titles=[pick(title, language) for title in titles],
        rows=[Row(row, language, titles) for row in side_by_side(results).rows],
        typed=ACCEPTED_ONLY if standing_of(typed) is Standing.ACCEPTED else "",
    )


def _may_see(wave: Wave, number: int) -> bool:
    return not wave.anonymous or may_see_anonymous(wave, number, clock.now())
