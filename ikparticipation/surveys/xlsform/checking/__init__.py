"""What is wrong with a questionnaire as a whole, though each of its cells is right.

Formulas that go round, questions nobody gets to, constraints nothing satisfies, filters that leave
nothing: read from the formulas where that is sure, else tried out, and the finding says which.
Where formulas differ from other programs is told where they are read (`reading`). Then a test
respondent goes through the form with the real engine (`trial`); `minutes` says how long it takes.

Nothing here runs for ever: searches count their steps and say when they had to stop. What is found
does not depend on the day or on chance.
"""

from collections.abc import Callable, Iterator

from ikparticipation.surveys.xlsform.checking.minutes import minutes
from ikparticipation.surveys.xlsform.checking.outline import Outline
from ikparticipation.surveys.xlsform.checking.placing import Places, Placing, of_the_file
from ikparticipation.surveys.xlsform.checking.probing.world import Surface
from ikparticipation.surveys.xlsform.checking.rules import (
    constraints,
    cycles,
    filters,
    names,
    purpose,
    reachable,
    trials,
)
from ikparticipation.surveys.xlsform.checking.rules.subject import Subject, listed
from ikparticipation.surveys.xlsform.checking.trial import Step, Stop, Trial, trial
from ikparticipation.surveys.xlsform.findings import Finding
from ikparticipation.surveys.xlsform.questionnaire import Questionnaire
from ikparticipation.text import N_

__all__ = ["Places", "Step", "Stop", "Trial", "findings", "minutes", "trial"]

_RULES: tuple[Callable[[Subject], Iterator[Finding]], ...] = (
    names.findings,
    reachable.findings,
    constraints.findings,
    filters.findings,
    purpose.findings,
)


def findings(questionnaire: Questionnaire, places: Places) -> Iterator[Finding]:
    """Return what is wrong with a questionnaire whose formulas can all be read.

    With an error among the findings it cannot be published. A circle makes everything else
    meaningless, so it is told alone; the test respondent goes only where nothing else is wrong.
    """
    subject = Subject(Surface(Outline(questionnaire)), Placing(places))
    circles = list(cycles.findings(subject))
    if circles:
        yield from circles
        return
    has_error = False
    for rule in _RULES:
        for finding in rule(subject):
            has_error = has_error or finding.is_error
            yield finding
    if not has_error:
        yield from trials.findings(subject)
    if subject.left_out:
        count, some = len(subject.left_out), listed(sorted(subject.left_out))
        yield of_the_file(LEFT_OUT, count=str(count), names=some)


LEFT_OUT = N_(
    "Der Fragebogen ist zu groß, um alles durchzuprobieren: Bei %(count)s Fragen ist offen, ob "
    "die Bedingungen erfüllbar sind (%(names)s). Bitte sehen Sie sich diese selbst an."
)
