"""All that a person has sent: their comments, and the surveys of their organisations."""

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_login import login_required

from ikparticipation import db
from ikparticipation.accounts.access import current_user
from ikparticipation.consultation.labels import (
    OUTCOME_COLOURS,
    OUTCOMES,
    STATUS_COLOURS,
    STATUSES,
)
from ikparticipation.reporting.queries.tasks import (
    comments_by,
    count_comments_by,
    count_submitted_answers,
    submitted_answers,
)
from ikparticipation.reporting.views.blueprint import bp
from ikparticipation.text import pick
from ikparticipation.web import current_language, page_within

PAGE = 25


@bp.get("/mein/kommentare")
@login_required
def my_comments() -> ResponseReturnValue:
    """List all comments of this person with place, state and answer."""
    session, user = db.session(), current_user()
    total = count_comments_by(session, user)
    page, pages = page_within(total, PAGE)
    return render_template(
        "reporting/my_comments.html",
        comments=comments_by(session, user, limit=PAGE, offset=(page - 1) * PAGE),
        total=total,
        page=page,
        pages=pages,
        statuses=STATUSES,
        status_colours=STATUS_COLOURS,
        outcomes=OUTCOMES,
        outcome_colours=OUTCOME_COLOURS,
    )


@bp.get("/mein/erhebungen")
@login_required
def my_responses() -> ResponseReturnValue:
    """List all submitted responses of this person's organisations."""
    session, user = db.session(), current_user()
    page, pages = page_within(count_submitted_answers(session, user), PAGE)
    rows = submitted_answers(session, user, limit=PAGE, offset=(page - 1) * PAGE)
    return render_template(
        "reporting/my_responses.html",
        answers=[(pick(row.titles, current_language()), row) for row in rows],
        page=page,
        pages=pages,
    )
