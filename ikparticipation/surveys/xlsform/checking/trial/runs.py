"""Several respondents, so that all branches of the form are taken at least once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from ikparticipation.surveys.xlsform.checking.probing.goals import Budget, Goal
from ikparticipation.surveys.xlsform.checking.probing.search import can_hold
from ikparticipation.surveys.xlsform.checking.probing.trees import conjuncts
from ikparticipation.surveys.xlsform.checking.trial.branches import Branches
from ikparticipation.surveys.xlsform.checking.trial.run import Aim, Trial, trial
from ikparticipation.surveys.xlsform.checking.trial.standing_in import with_stand_ins
from ikparticipation.surveys.xlsform.questionnaire import Questionnaire

MAX_RUNS = 20
PLAIN_RUNS = 4
"""Runs with other answers in turn, before single questions are aimed at."""
MAX_WORK = 10_000_000
"""Answers tried in all runs together, times the questions of the form: about 2 s."""


@dataclass(frozen=True)
class Trials:
    runs: tuple[Trial, ...]
    never_asked: tuple[str, ...]
    """Questions that no run came to, in the order of the form."""
    is_cut_short: bool = False
    """There was no time for all runs."""

    @property
    def best(self) -> Trial:
        """Return the first run that got to the end, else the one that got furthest."""
        return max(self.runs, key=lambda run: (run.document is not None, len(run.steps), -run.seed))


def trials(
    questionnaire: Questionnaire, now: datetime, *, branches: Branches | None = None
) -> Trials:
    """Run until every question was asked and one run got to the end; at most `MAX_RUNS` times."""
    questionnaire = with_stand_ins(questionnaire)
    branches = branches or Branches(questionnaire)
    runs: list[Trial] = []
    missing = {
        spot.name: None
        for spot, question in branches.surface.outline.questions
        if question.is_shown
    }
    work, size = 0, sum(1 for _ in branches.surface.outline)
    for seed, aim in _plans(branches, missing):
        run = trial(questionnaire, seed, now, branches=branches, aim=aim)
        runs.append(run)
        work += (run.tried + 1) * size
        for name in run.asked:
            missing.pop(name, None)
        is_done = not missing and any(run.document is not None for run in runs)
        if is_done or work > MAX_WORK:
            break
    return Trials(tuple(runs), tuple(missing), is_cut_short=work > MAX_WORK)


def _plans(branches: Branches, missing: Mapping[str, None]) -> Iterator[tuple[int, Aim]]:
    """Return seed and aim: first none in particular, then the questions that are missing still."""
    for seed in range(PLAIN_RUNS):
        yield seed, Aim()
    ways: dict[str, Aim] = {}
    budget = Budget()
    for seed in range(PLAIN_RUNS, MAX_RUNS):
        yield seed, _together(branches, missing, ways, budget)


def _together(
    branches: Branches, missing: Mapping[str, None], ways: dict[str, Aim], budget: Budget
) -> Aim:
    """Return what leads to as many questions at once as go together.

    `ways` keeps what leads to each; one that was taken in vain is not taken again.
    """
    aim = Aim()
    for name in missing:
        if name not in ways:
            ways[name] = _leading_to(branches, name, budget)
        joined = aim.joined(ways[name])
        if joined is not None:
            aim, ways[name] = joined, Aim()
    return aim


def _leading_to(branches: Branches, name: str, budget: Budget) -> Aim:
    goals = [
        Goal(around, part)
        for around, formula in branches.surface.outline.conditions(name)
        for part in conjuncts(formula.tree)
    ]
    found = can_hold(branches.surface, name, goals, budget)
    return Aim(found.answers or {}, found.rows)
