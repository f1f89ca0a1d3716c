"""What would break a series of figures, said before it happens."""

from collections.abc import Iterable, Iterator

from ikparticipation.surveys.xlsform.comparing.changes import Changes, Container, ContainerChange
from ikparticipation.surveys.xlsform.comparing.figures import FIGURES
from ikparticipation.surveys.xlsform.comparing.series import reasons
from ikparticipation.surveys.xlsform.comparing.series.grades import Break, Grade
from ikparticipation.surveys.xlsform.comparing.series.rules import is_counted, of_question
from ikparticipation.surveys.xlsform.questionnaire import Element, Question, Repeat


def breaks(changes: Changes) -> list[Break]:
    """Return what stands in the way of comparing waves: first what breaks, then what may shift."""
    language = changes.new.default_language
    found = [each for change in changes.questions for each in of_question(change, language)]
    found += [each for change in changes.containers for each in _of_container(change)]
    return sorted(found, key=lambda each: each.grade is not Grade.BREAKS)


def _of_container(change: ContainerChange) -> Iterator[Break]:
    """Rows that are gone or become something else break; asking others, or for more, may shift."""
    old = change.old
    if old is None or not any(map(is_counted, _questions(old.elements))):
        return
    becomes = old.inventory if isinstance(old, Repeat) else None
    if becomes and change.new is None:
        yield _break(Grade.BREAKS, old, reasons.ROWS_GONE, reasons.KEEP)
    elif becomes and change.aspect("inventory"):
        yield _break(Grade.BREAKS, old, reasons.ROWS_TARGET, reasons.KEEP)
    if change.aspect("relevant"):
        yield _break(Grade.MAY_SHIFT, old, reasons.OTHERS_ASKED, reasons.SAY_IT)
    if any(change.aspect(name) for name in ("repeat_count", "min_rows", "max_rows")):
        yield _break(Grade.MAY_SHIFT, old, reasons.ROWS_LIMITED, reasons.SAY_IT)


def _break(grade: Grade, container: Container, reason: str, advice: str) -> Break:
    becomes = container.inventory if isinstance(container, Repeat) else None
    return Break(
        grade=grade,
        question=container.name,
        label=container.labels,
        figure=FIGURES.get(becomes or "", ""),
        is_group=True,
        reason=reason,
        advice=advice,
    )


def _questions(elements: Iterable[Element]) -> Iterator[Question]:
    for element in elements:
        if isinstance(element, Question):
            yield element
        else:
            yield from _questions(element.elements)
