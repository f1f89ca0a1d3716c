"""Jobs: what was asked for, how far it is, and the file that came of it."""

import unicodedata
from collections.abc import Iterator, Mapping
from urllib.parse import quote
from uuid import UUID

from flask import abort, current_app, flash, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from ikparticipation import clock, db
from ikparticipation.accounts.access import current_user, needs
from ikparticipation.accounts.policies import is_staff
from ikparticipation.jobs import Job, policies, queries, services
from ikparticipation.jobs.mails import PATH
from ikparticipation.reporting import labels
from ikparticipation.reporting.views.blueprint import bp
from ikparticipation.web import get_or_404, gettext, page_within, see_other


def _job(job_id: UUID) -> Job:
    """Return a job of the reader's, or for administrators any; others do not exist for them."""
    job = get_or_404(Job, job_id)
    return job if policies.may_see(current_user(), job) else abort(404)


@bp.get(f"{PATH}/")
@needs(is_staff)
def jobs() -> ResponseReturnValue:
    """List the reader's jobs; to administrators those of everybody."""
    session, user = db.session(), current_user()
    total = queries.count_jobs(session, user)
    page, pages = page_within(total, queries.PAGE)
    return render_template(
        "reporting/jobs.html",
        jobs=queries.jobs(session, user, page=page) if total else [],
        page=page,
        pages=pages,
        states=labels.JOB_STATES,
        colours=labels.JOB_COLOURS,
    )


@bp.get(f"{PATH}/<uuid:job_id>")
@needs(is_staff)
def job(job_id: UUID) -> ResponseReturnValue:
    """Show how far a job is; while it is open the page looks again by itself (`?halten=1`: not).

    With JavaScript only the part that changes is fetched, without it the page.
    """
    found, now = _job(job_id), clock.now()
    is_open = policies.may_cancel(found)
    return render_template(
        "reporting/job.html",
        job=found,
        is_open=is_open,
        looks_again=is_open and "halten" not in request.args,
        has_file=policies.has_file(found, now),
        may_repeat=policies.may_repeat(found, now),
        state=labels.JOB_STATES[found.state],
        colour=labels.JOB_COLOURS[found.state],
    )


@bp.post(f"{PATH}/<uuid:job_id>/abbrechen")
@needs(is_staff)
def cancel_job(job_id: UUID) -> ResponseReturnValue:
    found = _job(job_id)
    services.cancel(db.session(), found, actor_id=current_user().id, at=clock.now())
    flash(gettext("Der Auftrag ist abgebrochen."), "success")
    return see_other(".job", job_id=job_id)


@bp.post(f"{PATH}/<uuid:job_id>/wiederholen")
@needs(is_staff)
def repeat_job(job_id: UUID) -> ResponseReturnValue:
    found = _job(job_id)
    fresh = services.again(db.session(), found, actor_id=current_user().id, at=clock.now())
    flash(gettext("Der Auftrag ist noch einmal gestartet."), "success")
    return see_other(".job", job_id=fresh.id)


@bp.get(f"{PATH}/<uuid:job_id>/datei")
@needs(is_staff)
def job_file(job_id: UUID) -> ResponseReturnValue:
    """Send the file piece by piece; it is never whole in memory."""
    found = _job(job_id)
    if not policies.has_file(found, clock.now()):
        abort(404)
    engine: Engine = current_app.extensions["ikp_reading_engine"]
    answer = current_app.response_class(
        _pieces(engine, found.id, found.size), content_type=found.media_type
    )
    answer.content_length = found.size
    answer.headers.set("Content-Disposition", "attachment", **_names(found.file_name or ""))
    return answer


def _names(name: str) -> Mapping[str, str]:
    """Return a file's name as a header takes it: beyond ASCII also in the form of RFC 6266."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return {"filename": plain} | ({} if plain == name else {"filename*": f"UTF-8''{quote(name)}"})


def _pieces(engine: Engine, job_id: UUID, size: int) -> Iterator[bytes]:
    """Yield the pieces, each read in a session of its own: the request's is closed by then.

    Raises LookupError if one is gone: the download breaks off instead of seeming complete.
    """
    sent = number = 0
    while sent < size:
        with Session(engine) as session:
            data = queries.piece(session, job_id, number)
        if not data:
            raise LookupError(f"piece {number} of job {job_id} is gone")
        yield data
        sent += len(data)
        number += 1
