"""Files that are answers: taken from the form, and handed out again."""

from io import BytesIO
from uuid import UUID

from flask import abort, current_app, request, send_file, session
from flask.typing import ResponseReturnValue
from flask_login import login_required

from ikparticipation import db
from ikparticipation.accounts.access import current_user
from ikparticipation.surveys import queries
from ikparticipation.surveys.views.blueprint import bp
from ikparticipation.surveys.xlsform.questionnaire import FILES, Questionnaire
from ikparticipation.surveys.xlsform.values import Upload
from ikparticipation.surveys.xlsform.values.files import MEGABYTE, limit_mb

MOST_OCTETS = 64 * 1024 * 1024
"""Of a page with its files. What is too big for its question is told there, and the rest saved."""


@bp.url_value_preprocessor
def take_more(endpoint: str | None, _values: object) -> None:
    """Read more than other pages do, from people who are signed in; files go to disk at once."""
    if endpoint == "surveys.save_section" and "_user_id" in session:
        request.max_content_length = max(MOST_OCTETS, current_app.config["MAX_CONTENT_LENGTH"])


def uploads_of(questionnaire: Questionnaire) -> dict[str, Upload]:
    """Return the posted files, of each only so much that its size can be judged."""
    found = {}
    for name, sent in request.files.items():
        placed = questionnaire.question(name.rpartition("/")[2])
        if placed is not None and placed.question.type in FILES and sent.filename:
            most = int(limit_mb(placed.question) * MEGABYTE) + 1
            found[name] = Upload(sent.filename, sent.stream.read(most))
        sent.close()
    return found


@bp.get("/erhebung/dateien/<uuid:response_id>/<sha256>")
@login_required
def answer_file(response_id: UUID, sha256: str) -> ResponseReturnValue:
    """Hand out a file to the organisation whose answer it is, and to those who run surveys."""
    found = queries.answer_file(db.session(), response_id, sha256, current_user()) or abort(404)
    name, file = found
    answer = send_file(
        BytesIO(file.content), file.media_type, as_attachment=True, download_name=name, max_age=0
    )
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
