"""From the bytes of an XLSForm workbook to the compiled questionnaire, or to what is wrong with it.

Our own checks come first, because they name every mistake at once and its place; pyxform, the
reader of the standard, has the last word on whether it is an XLSForm and how its lines nest. The
texts come from the workbook itself: pyxform turns „quotation marks“ into inch marks. What is wrong
with the form as a whole (`checking`) is looked for when each of its cells is right.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from ikparticipation.surveys.xlsform import checking
from ikparticipation.surveys.xlsform.findings import Finding, Severity
from ikparticipation.surveys.xlsform.questionnaire import Choice, Questionnaire
from ikparticipation.surveys.xlsform.reading import standard
from ikparticipation.surveys.xlsform.reading.building import CellPlace, Places, build, places
from ikparticipation.surveys.xlsform.reading.checks import (
    appearance,
    choices,
    defaults,
    formulas,
    headings,
    locked,
    marks,
    parameters,
    paths,
    routing,
    rows,
    series,
    texts,
    tree,
)
from ikparticipation.surveys.xlsform.reading.checks import files as data_files
from ikparticipation.surveys.xlsform.reading.form import Form, Given, put_together
from ikparticipation.surveys.xlsform.reading.workbook import UnreadableError, open_workbook
from ikparticipation.text import N_

__all__ = ["MAX_FINDINGS", "CellPlace", "Compiled", "Places", "read_workbook"]

MAX_FINDINGS = 300
_CHECKS: tuple[Callable[[Form], Iterator[Finding]], ...] = (
    headings.findings,
    rows.findings,
    texts.findings,
    appearance.findings,
    parameters.findings,
    choices.findings,
    data_files.findings,
    marks.findings,
    tree.findings,
    formulas.findings,
    locked.findings,
    paths.findings,
    defaults.findings,
    routing.findings,
    series.findings,
)


@dataclass(frozen=True)
class Compiled:
    questionnaire: Questionnaire | None
    """None when there is an error among the findings."""
    findings: tuple[Finding, ...]
    """In the order of the workbook, the errors of a place before its warnings."""
    places: Places = field(default_factory=dict)
    """Where in the workbook each thing is said, for those who find fault with it later."""


def read_workbook(
    data: bytes,
    *,
    files: Mapping[str, bytes] | None = None,
    catalogues: Mapping[str, tuple[Choice, ...]] | None = None,
    before: Questionnaire | None = None,
) -> Compiled:
    """Compile a workbook or a Markdown table, with the files it names.

    `catalogues` gives the choices of questions that are marked to have them from there (None: none
    is at hand), `before` the last version. Whatever the bytes are, the answer is findings, never
    an exception.
    """
    try:
        book = open_workbook(data)
    except UnreadableError as unreadable:
        return Compiled(None, (unreadable.finding,))
    if "survey" not in book.sheets:
        return Compiled(None, (_file_error(NO_SURVEY),))
    form = put_together(book.sheets, Given(files=files or {}, catalogues=catalogues, before=before))
    findings = [*book.findings, *(found for check in _CHECKS for found in check(form))]
    if any(finding.is_error for finding in findings):
        return Compiled(None, _in_order(findings))
    try:
        nodes = standard.nest(form)
    except standard.NotStandardError as refused:
        return Compiled(None, _in_order([*findings, refused.finding]))
    questionnaire, found_at = build(form, nodes), places(form)
    findings += checking.findings(questionnaire, found_at)
    is_refused = any(finding.is_error for finding in findings)
    return Compiled(None if is_refused else questionnaire, _in_order(findings), found_at)


def _in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Sort by place; of very many, keep those that stop the workbook first."""
    by_severity = sorted(findings, key=lambda finding: not finding.is_error)
    kept = by_severity[:MAX_FINDINGS]
    left = len(by_severity) - len(kept)
    order = {None: 0, "survey": 1, "choices": 2, "settings": 3}
    kept.sort(key=lambda f: (order.get(f.sheet, 4), f.row or 0, _column_order(f)))
    if left:
        severity = Severity.ERROR if by_severity[MAX_FINDINGS].is_error else Severity.WARNING
        kept.append(Finding(severity=severity, message=AND_MORE, facts={"count": left}))
    return tuple(kept)


def _column_order(finding: Finding) -> tuple[int, str]:
    """Sort Z before AA, and 9 before 10."""
    column = finding.column or ""
    return len(column), column


def _file_error(message: str) -> Finding:
    return Finding(severity=Severity.ERROR, message=message)


NO_SURVEY = N_("In der Datei fehlt das Blatt „survey“ mit den Fragen. Bitte ergänzen Sie es.")
AND_MORE = N_(
    "Es gibt noch %(count)s weitere Hinweise. "
    "Bitte beheben Sie zuerst die gezeigten und laden Sie die Datei neu hoch."
)
