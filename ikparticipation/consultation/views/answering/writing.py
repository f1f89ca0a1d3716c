"""Writing an answer, in the administration or in the office that is asked to draft it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ikparticipation import clock, db
from ikparticipation.accounts.access import current_user
from ikparticipation.accounts.policies import may_steer
from ikparticipation.consultation import queries, services
from ikparticipation.consultation.excerpts import excerpt
from ikparticipation.consultation.forms import AnswerForm
from ikparticipation.consultation.models import (
    Comment,
    CommentKind,
    CommentStatus,
    Disposition,
    Outcome,
    TextBlock,
)
from ikparticipation.consultation.period import day_begins, day_of
from ikparticipation.consultation.queries.answering.assigned import assigned_among
from ikparticipation.consultation.queries.answering.queue import Answers, Fellow
from ikparticipation.consultation.queries.answering.text_blocks import text_blocks
from ikparticipation.consultation.queries.next_version.changes import (
    POINTING,
    Changed,
    linked_keys,
    next_changes,
)
from ikparticipation.consultation.services.answering.answers import Seen
from ikparticipation.consultation.views.blueprint import bp, comment_words
from ikparticipation.drafts.compare import Piece
from ikparticipation.drafts.labels import CHANGE_SIGNS, CHANGES
from ikparticipation.drafts.models import Document
from ikparticipation.drafts.queries import latest_version
from ikparticipation.errors import ConflictError, InvalidError
from ikparticipation.web import get_or_404, gettext, ngettext, see_other, tell


@bp.app_template_filter("excerpt")
def shortened(pieces: Sequence[Piece]) -> Sequence[Piece]:
    return excerpt(pieces)


@dataclass(frozen=True)
class Desk:
    """Where an answer is written: the endpoints of the list and of the page itself."""

    overview: str
    page: str
    is_staff: bool


STAFF = Desk(".answers", ".answer", is_staff=True)
OFFICE = Desk(".my_answers", ".my_answer", is_staff=False)


@dataclass(frozen=True)
class Case:
    """A comment with what was answered, and what can be chosen for the answer."""

    comment: Any
    answers: Answers
    changes: tuple[Changed, ...]
    """What the working text changes; nothing for an office, which does not see that text."""
    linked: list[str]
    """The keys that the draft, or else the released answer, points to."""
    group: list[Fellow]

    @property
    def takes_a_draft(self) -> bool:
        """No answer is released for good."""
        released, comment = self.answers.released, self.comment
        if comment.status is not CommentStatus.PUBLISHED or comment.parent_id is not None:
            return False
        return released is None or released.outcome is Outcome.DEFERRED

    @property
    def missing(self) -> list[str]:
        """Linked keys that the working text does not change any more."""
        known = {key for changed in self.changes for key in changed.keys}
        return [key for key in self.linked if key not in known]

    def is_linked(self, changed: Changed) -> bool:
        return any(key in self.linked for key in changed.keys)


def case_at(comment_id: UUID, desk: Desk) -> Case:
    """Return what the page needs; 404 without such a comment."""
    session = db.session()
    comment: Any = queries.case_of(session, comment_id) or abort(404)
    answers = queries.answers_to(session, comment_id)
    last = answers.draft or answers.released
    group = queries.group_of(session, comment_id) if comment.group_id else []
    if not desk.is_staff:
        mine = assigned_among(session, current_user(), [row.id for row in group])
        return Case(comment, answers, (), [], [row for row in group if row.id in mine])
    document = session.get_one(Document, comment.document_id)
    return Case(
        comment=comment,
        answers=answers,
        changes=next_changes(session, document),
        linked=linked_keys(session, last.id) if last else [],
        group=group,
    )


def write_answer(comment_id: UUID, desk: Desk) -> ResponseReturnValue:
    """Show a comment with the draft of its answer, and save the draft."""
    case = case_at(comment_id, desk)
    form = _form(case)
    if not form.is_submitted():
        return show(case, form, desk)
    if "einfuegen" in request.form:
        return _with_text_block(case, form, desk)
    if not form.validate():
        return show(case, form, desk), 422
    return _store(case, form, desk)


def _store(case: Case, form: AnswerForm, desk: Desk) -> ResponseReturnValue:
    comment_id = case.comment.id
    try:
        drafts = _save(comment_id, form, desk)
    except InvalidError as error:
        form.form_errors.append(gettext(error.message, **error.facts))
        return show(case, form, desk), 422
    except ConflictError as error:
        return _show_conflict(comment_id, form, error, desk), 409
    if "freigeben" in request.form and desk.is_staff:
        group = {"gruppe": "ja"} if len(drafts) > 1 else {}
        return see_other(".release", antwort=drafts[0].id.hex, **group)
    said = ngettext(
        "Der Entwurf der Antwort ist gespeichert.",
        "Entwürfe für %(num)s Kommentare sind gespeichert.",
        len(drafts),
    )
    tell(said, *(next_comment() if desk.is_staff else ()))
    return see_other(desk.overview)


def next_comment() -> list[tuple[str, str]]:
    """Return the way to the first comment of the queue that nobody has begun to answer."""
    first = queries.first_unanswered(db.session())
    return [(gettext("Nächster Kommentar"), url_for(".answer", comment_id=first))] if first else []


def show(
    case: Case,
    form: AnswerForm,
    desk: Desk,
    conflict: ConflictError | None = None,
    *,
    is_rewritten: bool = False,
) -> str:
    """Return the page; `is_rewritten`: somebody else has put other words into the draft."""
    session, released = db.session(), case.answers.released
    return render_template(
        "consultation/answer.html",
        case=case,
        form=form,
        desk=desk,
        conflict=conflict,
        is_rewritten=is_rewritten,
        blocks=text_blocks(session),
        assignment=queries.assignment_of(session, case.comment.id),
        today=day_of(clock.now()),
        links_open=desk.is_staff and released is not None and links_open(case),
        can_take_over=desk.is_staff
        and may_steer(current_user())
        and case.comment.kind is CommentKind.CHANGE_PROPOSAL
        and case.comment.status is CommentStatus.PUBLISHED,
        **change_words(),
        **comment_words(),
    )


def links_open(case: Case) -> bool:
    """Tell whether the passages that a released answer points to can still be chosen."""
    released = case.answers.released
    if released is None or released.outcome not in POINTING:
        return False
    session = db.session()
    newest = latest_version(session, session.get_one(Document, case.comment.document_id))
    return newest is not None and newest.published_at <= released.released_at


def change_words() -> dict[str, Any]:
    """Return the words and signs that changed passages are shown with."""
    return {"change_labels": CHANGES, "change_signs": CHANGE_SIGNS}


def _form(case: Case) -> AnswerForm:
    """Return the form with the draft in it, or with what the address proposes to begin with."""
    draft, comment_seen = case.answers.draft, case.comment.version
    if draft is None:
        proposed = request.args.get("ergebnis", "")
        keys = request.args.getlist("stelle")
        return AnswerForm(
            seen=0,
            comment_seen=comment_seen,
            outcome=Outcome(proposed) if proposed in set(Outcome) else None,
            changes=[c.key for c in case.changes if set(keys) & set(c.keys)],
        )
    day = day_of(draft.deferred_until) if draft.deferred_until else None
    return AnswerForm(
        seen=draft.version,
        comment_seen=comment_seen,
        outcome=draft.outcome,
        reason=draft.reason,
        deferred_until=day,
        changes=[c.key for c in case.changes if case.is_linked(c)]
        + case.missing
        + request.args.getlist("stelle"),
    )


def _with_text_block(case: Case, form: AnswerForm, desk: Desk) -> ResponseReturnValue:
    """Show the form again with a text block in it; nothing is saved."""
    try:
        block = db.session().get(TextBlock, UUID(request.form.get("baustein", "")))
    except ValueError:
        block = None
    if block is not None:
        form.insert(block.text)
    return show(case, form, desk)


def _save(comment_id: UUID, form: AnswerForm, desk: Desk) -> list[Disposition]:
    session, actor, at = db.session(), current_user(), clock.now()
    day = form.deferred_until.data
    said: dict[str, Any] = {
        "outcome": form.outcome.data,
        "reason": form.reason.data or "",
        "deferred_until": day_begins(day) if day else None,
        "seen": Seen(form.seen.data or 0, form.comment_seen.data or 0),
    }
    comment = get_or_404(Comment, comment_id)
    if form.whole_group.data:
        drafts = services.draft_for_group(session, comment, actor=actor, at=at, **said)
    else:
        drafts = [services.draft_disposition(session, comment, actor=actor, at=at, **said)]
    if desk.is_staff:
        services.link_changes(session, drafts, form.changes.data or [], actor=actor, at=at)
    return drafts


def _show_conflict(comment_id: UUID, form: AnswerForm, conflict: ConflictError, desk: Desk) -> str:
    """Return the page as all of it is now, with what was typed; sending it again stores that."""
    db.session().rollback()
    case = case_at(comment_id, desk)
    version = case.answers.draft.version if case.answers.draft else 0
    is_rewritten = version not in {0, form.seen.data}
    form.seen.data, form.seen.raw_data = version, None
    form.comment_seen.data, form.comment_seen.raw_data = case.comment.version, None
    return show(case, form, desk, conflict, is_rewritten=is_rewritten)
