"""What the command line prints about one file."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ikparticipation.surveys.xlsform.checking.minutes import minutes
from ikparticipation.surveys.xlsform.checking.probing.world import NOW
from ikparticipation.surveys.xlsform.checking.trial import Step, trials
from ikparticipation.surveys.xlsform.compile import Compiled, read_workbook
from ikparticipation.surveys.xlsform.findings import Finding
from ikparticipation.surveys.xlsform.questionnaire import Questionnaire
from ikparticipation.surveys.xlsform.values import value_label
from ikparticipation.text import N_, one_line, translate

LONGEST_VALUE = 60
MAX_STEPS = 60
"""Answers of the trial that are printed."""


@dataclass(frozen=True)
class Report:
    lines: tuple[str, ...]
    errors: int
    warnings: int


def report(data: bytes, language: str, *, files: Mapping[str, bytes] | None = None) -> Report:
    """Read a workbook and return what there is to say, whatever the bytes are."""
    read = read_workbook(data, files=files or {})
    errors = sum(finding.is_error for finding in read.findings)
    return Report(tuple(_lines(read, language)), errors, len(read.findings) - errors)


def _lines(read: Compiled, language: str) -> Iterator[str]:
    for finding in read.findings:
        yield _finding(finding, language)
    if read.questionnaire is not None:
        low, high = minutes(read.questionnaire)
        yield translate(language, MINUTES, low=low, high=high)
        yield from _trial(read.questionnaire, language)


def _finding(finding: Finding, language: str) -> str:
    kind = translate(language, ERROR if finding.is_error else WARNING)
    return f"{kind}: {finding.place(language)}: {one_line(finding.text(language))}"


def _trial(questionnaire: Questionnaire, language: str) -> Iterator[str]:
    runs = trials(questionnaire, NOW)
    best = runs.best
    steps = len(best.steps)
    if best.document is None:
        name = best.stop.name if best.stop else ""
        yield translate(language, STUCK, steps=steps, name=name, runs=len(runs.runs))
    else:
        yield translate(language, FINISHED, steps=steps, runs=len(runs.runs))
    for step in best.steps[:MAX_STEPS]:
        yield f"  {_step(questionnaire, step, language)}"
    if steps > MAX_STEPS:
        yield "  " + translate(language, MORE_STEPS, count=steps - MAX_STEPS)


def _step(questionnaire: Questionnaire, step: Step, language: str) -> str:
    placed = questionnaire.question(step.question)
    words = value_label(placed.question, step.value, language) if placed else str(step.value)
    row = f" [{step.row}]" if step.row is not None else ""
    appeared = ""
    if step.appeared:
        names = ", ".join(step.appeared)
        appeared = "  " + translate(language, APPEARED, names=names)
    return f"{step.question}{row}: {one_line(words)[:LONGEST_VALUE]}{appeared}"


ERROR = N_("Fehler")
WARNING = N_("Warnung")
MINUTES = N_("Dauer: etwa %(low)s bis %(high)s Minuten.")
FINISHED = N_("Testdurchlauf: bis zum Ende, mit %(steps)s Antworten (%(runs)s Durchläufe).")
STUCK = N_(
    "Testdurchlauf: nach %(steps)s Antworten geht es bei „%(name)s“ nicht weiter "
    "(%(runs)s Durchläufe)."
)
MORE_STEPS = N_("… und %(count)s weitere Antworten.")
APPEARED = N_("→ dazu kommt: %(names)s")
