"""What is wrong with a draft, each with the way to where it can be mended."""

from collections.abc import Iterable

from flask import url_for

from ikparticipation.surveys import services
from ikparticipation.surveys.views.authoring.desk import Desk
from ikparticipation.surveys.xlsform.editing import line_at
from ikparticipation.surveys.xlsform.findings import Finding


def with_lines(findings: Iterable[Finding], desk: Desk) -> list[tuple[Finding, str | None]]:
    """Return each finding with the address of the page that edits its place, if there is one."""
    uploaded = not services.was_edited(desk.draft)
    return [(finding, _way(finding, desk, uploaded=uploaded)) for finding in findings]


def _way(finding: Finding, desk: Desk, *, uploaded: bool) -> str | None:
    survey_id = desk.survey.id
    if finding.sheet == "settings":
        return url_for(".draft_settings", survey_id=survey_id)
    if finding.sheet is None or finding.row is None:
        return None
    place = line_at(desk.sheets, finding.sheet, finding.row, uploaded=uploaded)
    if place is None:
        return None
    if finding.sheet == "choices":
        name = desk.outline.choice(place).list_name
        if not name:
            return None
        address = url_for(".choice_list", survey_id=survey_id, list_name=name)
        return f"{address}#{place}"
    return url_for(".line", survey_id=survey_id, line_id=place)
