"""Releasing several answers at once, for good."""

from collections.abc import Mapping
from contextlib import suppress
from uuid import UUID

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue

from ikparticipation import clock, db
from ikparticipation.accounts.access import current_user, needs
from ikparticipation.consultation import queries, services
from ikparticipation.consultation.policies import may_release_answers
from ikparticipation.consultation.queries.answering.queue import same_in_group
from ikparticipation.consultation.services.answering.answers import Seen
from ikparticipation.consultation.views.answering.writing import next_comment
from ikparticipation.consultation.views.blueprint import bp, comment_words
from ikparticipation.errors import ConflictError
from ikparticipation.web import gettext, ngettext, see_other, tell


@bp.get("/verwaltung/abwaegung/freigeben")
@needs(may_release_answers)
def release() -> ResponseReturnValue:
    """Show what will be released for good, and ask once more."""
    ids = list(_seen(request.args.getlist("antwort")))
    if "gruppe" in request.args:
        ids += same_in_group(db.session(), ids)
    return _confirm(ids)


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
        return _confirm(list(seen), seen, error)
    if not released:
        return _nothing_to_release()
    count = len(released)
    tell(
        ngettext("%(num)s Antwort ist freigegeben.", "%(num)s Antworten sind freigegeben.", count),
        *next_comment(),
    )
    return see_other(".answers")


def _seen(names: list[str]) -> dict[UUID, Seen]:
    """Return the chosen answers and what was read.

    A name is "<id>", or "<id>.<version of the answer>.<version of the comment>".
    """
    seen: dict[UUID, Seen] = {}
    for name in names:
        with suppress(ValueError):
            answer_id, *versions = name.split(".")
            answer, comment = map(int, versions or (0, 0))
            seen[UUID(answer_id)] = Seen(answer, comment)
    return seen


def _confirm(
    ids: list[UUID],
    seen: Mapping[UUID, Seen] | None = None,
    conflict: ConflictError | None = None,
) -> ResponseReturnValue:
    """Show the answers with their comments; after a conflict also which are not as `seen`."""
    found = queries.drafted_answers(db.session(), ids)
    if not found:
        return _nothing_to_release()
    now = {row.answer_id: Seen(row.answer_version, row.comment_version) for row in found}
    page = render_template(
        "consultation/release.html",
        answers=found,
        changed={each for each in seen or () if seen and seen[each] != now.get(each)},
        conflict=conflict,
        **comment_words(),
    )
    return page, 409 if conflict else 200


def _nothing_to_release() -> ResponseReturnValue:
    flash(gettext("Bitte wählen Sie eine Antwort aus, die noch nicht freigegeben ist."))
    return see_other(".answers")
