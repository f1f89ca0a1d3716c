"""What waits for the review."""

from uuid import UUID

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from ikparticipation import clock, db
from ikparticipation.accounts.access import needs
from ikparticipation.surveys.conspicuous import Remark
from ikparticipation.surveys.models import Wave
from ikparticipation.surveys.policies import may_review
from ikparticipation.surveys.queries.reopening import open_requests
from ikparticipation.surveys.queries.reviewing import waiting_for_review
from ikparticipation.surveys.views.blueprint import bp
from ikparticipation.web import get_or_404, page_number


@bp.get("/verwaltung/erhebungen/pruefung")
@needs(may_review)
def review_queue() -> ResponseReturnValue:
    """Show what waits for the review, the oldest first: of one wave, or of all."""
    wave = get_or_404(Wave, _wanted()) if request.args.get("welle") else None
    rows, more = waiting_for_review(
        db.session(), wave_id=wave.id if wave else None, page=page_number()
    )
    return render_template(
        "surveys/reviewing/queue.html",
        wave=wave,
        rows=[(row, [Remark.from_json(stored) for stored in row.remarks]) for row in rows],
        more=more,
        reopenings=open_requests(db.session(), wave_id=wave.id if wave else None),
        page=page_number(),
        now=clock.now(),
    )


def _wanted() -> UUID:
    try:
        return UUID(request.args["welle"])
    except ValueError:
        abort(404)
