"""Releasing several answers at once, for good."""

from contextlib import suppress
from uuid import UUID

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue

from ikparticipation import clock, db
from ikparticipation.accounts.access import current_user, needs
from ikparticipation.consultation import queries, services
from ikparticipation.consultation.policies import may_release_answers
from ikparticipation.consultation.queries.answering.queue import MOST_ROWS
from ikparticipation.consultation.views.blueprint import bp, comment_words
from ikparticipation.errors import ConflictError
from ikparticipation.web import gettext, ngettext, see_other


@bp.get("/verwaltung/abwaegung/freigeben")
@needs(may_release_answers)
def release() -> ResponseReturnValue:
    """Show what will be released for good, and ask once more."""
    return _confirm(list(_seen(request.args.getlist("antwort"))))


@bp.post("/verwaltung/abwaegung/freigeben")
@needs(may_release_answers)
def release_answers() -> ResponseReturnValue:
    """Release the answers that were shown, all or none."""
    session, seen = db.session(), _seen(request.form.getlist("antwort"))
    try:
        released = services.release_dispositions(
            session,
            queries.dispositions(session, seen),
            actor=current_user(),
            seen=seen,
            at=clock.now(),
        )
    except ConflictError as error:
        return _confirm(list(seen), conflict=error)
    if not released:
        return _nothing_to_release()
    count = len(released)
    flash(
        ngettext("%(num)s Antwort ist freigegeben.", "%(num)s Antworten sind freigegeben.", count),
        "success",
    )
    return see_other(".answers")


def _seen(names: list[str]) -> dict[UUID, int]:
    """Return the chosen answers and the versions that were read: "<id>" or "<id>.<version>"."""
    seen: dict[UUID, int] = {}
    for name in names[:MOST_ROWS]:
        with suppress(ValueError):
            answer_id, _, version = name.partition(".")
            seen[UUID(answer_id)] = int(version or 0)
    return seen


def _confirm(ids: list[UUID], *, conflict: ConflictError | None = None) -> ResponseReturnValue:
    found = queries.drafted_answers(db.session(), ids)
    if not found:
        return _nothing_to_release()
    page = render_template(
        "consultation/release.html", answers=found, conflict=conflict, **comment_words()
    )
    return page, 409 if conflict else 200


def _nothing_to_release() -> ResponseReturnValue:
    flash(gettext("Bitte wählen Sie eine Antwort aus, die noch nicht freigegeben ist."))
    return see_other(".answers")
