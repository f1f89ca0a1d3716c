"""What changed from one version of a questionnaire to another."""

from uuid import UUID

from flask import abort, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import joinedload, undefer

from ikparticipation import db
from ikparticipation.accounts.access import needs
from ikparticipation.surveys import queries
from ikparticipation.surveys.models import Questionnaire
from ikparticipation.surveys.policies import may_run_surveys
from ikparticipation.surveys.views.blueprint import bp
from ikparticipation.surveys.xlsform.comparing import (
    ChangeRow,
    Changes,
    breaks,
    compare,
    in_words,
)
from ikparticipation.web import current_language


@bp.get("/verwaltung/erhebungen/frageboegen/<uuid:questionnaire_id>/vergleich/<uuid:other>")
@needs(may_run_surveys)
def compare_versions(questionnaire_id: UUID, other: UUID) -> ResponseReturnValue:
    """Compare two versions of one survey's questionnaire, whichever of them is older."""
    found = {version.id: version for version in _versions({questionnaire_id, other})}
    if len(found) < len({questionnaire_id, other}):
        abort(404)
    old, new = sorted((found[questionnaire_id], found[other]), key=lambda v: v.number)
    if old.survey_id != new.survey_id:
        abort(404)
    session = db.session()
    changes = compare(queries.compiled(old), queries.compiled(new))
    return render_template(
        "surveys/authoring/compare.html",
        old=old,
        new=new,
        changes=changes,
        rows=told(changes),
        breaks=breaks(changes),
        versions=queries.questionnaires_of(session, new.survey_id),
    )


def told(changes: Changes) -> list[ChangeRow]:
    """Return what is not the same, in the reader's words."""
    rows = in_words(changes, current_language())
    return [row for row in rows if not row.is_quiet]


def _versions(keys: set[UUID]) -> list[Questionnaire]:
    query = (
        select(Questionnaire)
        .where(Questionnaire.id.in_(keys))
        .options(
            joinedload(Questionnaire.survey),
            undefer(Questionnaire.compiled),
        )
    )
    return list(db.session().scalars(query))
