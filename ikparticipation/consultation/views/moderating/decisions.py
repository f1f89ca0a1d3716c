"""One comment before a moderator: what is known of it, and everything that can be decided."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import abort, render_template, url_for
from flask.typing import ResponseReturnValue

from ikparticipation import clock, db
from ikparticipation.accounts.access import current_user, needs
from ikparticipation.consultation import blackening, services
from ikparticipation.consultation.forms import (
    AppealDecisionForm,
    BlackenForm,
    DeclineForm,
    KeepForm,
)
from ikparticipation.consultation.labels import REPORT_REASONS
from ikparticipation.consultation.models import Comment, CommentStatus
from ikparticipation.consultation.policies import may_moderate
from ikparticipation.consultation.queries.moderating import cases
from ikparticipation.consultation.views.blueprint import bp, comment_words, words
from ikparticipation.consultation.views.moderating.queue import (
    filter_query,
    go_on,
    standing_in_queue,
)
from ikparticipation.db import AnyRow
from ikparticipation.errors import DomainError
from ikparticipation.web import Form, get_or_404, gettext

BEGINNING = 40
"""Characters of a comment that say which one it was."""

FORMS: dict[str, type[Form]] = {
    "decline": DeclineForm,
    "keep": KeepForm,
    "decide": AppealDecisionForm,
    "blacken": BlackenForm,
}
"""Names in the template."""
Act = Callable[[Comment, Any], None]


@bp.get("/verwaltung/moderation/<uuid:comment_id>")
@needs(may_moderate)
def moderate(comment_id: UUID) -> ResponseReturnValue:
    """Show one comment with its place, its history, and what can be decided."""
    return _show(comment_id)


@bp.post("/verwaltung/moderation/<uuid:comment_id>/veroeffentlichen")
@needs(may_moderate)
def publish_comment(comment_id: UUID) -> ResponseReturnValue:
    """Publish the comment, without some words, or confirm that it stays published."""

    def publish(comment: Comment, form: BlackenForm) -> None:
        services.publish_comment(
            db.session(),
            comment,
            moderator=current_user(),
            blackened=form.spans,
            seen=form.seen.data,
            at=clock.now(),
        )

    return _decide(comment_id, BlackenForm(), publish, gettext("„%(words)s“ ist veröffentlicht."))


@bp.post("/verwaltung/moderation/<uuid:comment_id>/ablehnen")
@needs(may_moderate)
def decline_comment(comment_id: UUID) -> ResponseReturnValue:
    """Decline the comment, or hide it; the author is told why."""

    def decline(comment: Comment, form: DeclineForm) -> None:
        services.decline_comment(
            db.session(),
            comment,
            moderator=current_user(),
            category=form.category.data,
            reason=form.reason.data or "",
            seen=form.seen.data,
            at=clock.now(),
        )

    done = gettext("„%(words)s“ ist abgelehnt. Die Begründung geht per E-Mail hinaus.")
    return _decide(comment_id, DeclineForm(), decline, done)


@bp.post("/verwaltung/moderation/<uuid:comment_id>/schwaerzen")
@needs(may_moderate)
def blacken_comment(comment_id: UUID) -> ResponseReturnValue:
    """Blacken words of a comment that stays where it is, or show them again."""

    def blacken(comment: Comment, form: BlackenForm) -> None:
        services.blacken_comment(
            db.session(),
            comment,
            spans=form.spans,
            settles=form.settles.data,
            moderator=current_user(),
            seen=form.seen.data,
            at=clock.now(),
        )

    done = gettext("Die Schwärzung von „%(words)s“ ist gespeichert.")
    return _decide(comment_id, BlackenForm(), blacken, done)


@bp.post("/verwaltung/moderation/<uuid:comment_id>/meldungen")
@needs(may_moderate)
def keep_comment(comment_id: UUID) -> ResponseReturnValue:
    """Leave a reported comment as it is."""

    def keep(comment: Comment, form: KeepForm) -> None:
        services.keep_comment(
            db.session(),
            comment,
            moderator=current_user(),
            reason=form.answer.data or "",
            seen=form.seen.data,
            at=clock.now(),
        )

    return _decide(comment_id, KeepForm(), keep, gettext("„%(words)s“ bleibt, wie es ist."))


@bp.post("/verwaltung/moderation/<uuid:comment_id>/widerspruch")
@needs(may_moderate)
def decide_appeal(comment_id: UUID) -> ResponseReturnValue:
    """Decide on the appeal against a decline."""

    def decide(comment: Comment, form: AppealDecisionForm) -> None:
        services.decide_appeal(
            db.session(),
            cases.last_appeal(db.session(), comment.id) or abort(404),
            moderator=current_user(),
            upheld=form.is_upheld,
            reason=form.grounds.data or "",
            seen=form.seen.data,
            at=clock.now(),
        )

    done = gettext("Über den Widerspruch zu „%(words)s“ ist entschieden.")
    return _decide(comment_id, AppealDecisionForm(), decide, done)


def _decide(comment_id: UUID, form: Form, act: Act, done: str) -> ResponseReturnValue:
    """Take one decision and open what waits next; refused, nothing that was typed is lost."""
    comment = get_or_404(Comment, comment_id)
    if comment.status is CommentStatus.DRAFT:
        abort(404)
    if not form.validate():
        return _show(comment_id, typed=form), 422
    next_id = standing_in_queue(comment_id).next
    try:
        act(comment, form)
    except DomainError as error:
        return _show(comment_id, typed=form, refused=error), error.status
    return go_on(next_id, done % {"words": _beginning(comment.text)})


def _beginning(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= BEGINNING else f"{line[:BEGINNING].rstrip()} …"


def _show(
    comment_id: UUID, *, typed: Form | None = None, refused: DomainError | None = None
) -> str:
    session = db.session()
    case: Any = cases.moderation_case(session, comment_id) or abort(404)
    history = cases.history_of(session, comment_id, actions=cases.STAFF_STEPS)
    appeals = cases.appeals_of(session, comment_id)
    reports = cases.open_reports_on(session, comment_id)
    about_appeal = _about_appeal(case, next((a for a in appeals if a.decided_at is None), None))
    offers = _offers(case, has_reports=bool(reports), **about_appeal)
    sentences = blackening.choices(case.text)
    chosen = typed.spans if isinstance(typed, BlackenForm) else case.blackened
    return render_template(
        "consultation/moderate.html",
        case=case,
        refused=refused,
        last_step=history[-1] if history else None,
        history=history,
        appeals=appeals,
        reports=reports,
        report_reasons=words(REPORT_REASONS),
        sentences=sentences,
        chosen=blackening.chosen_words(sentences, chosen),
        standing=standing_in_queue(comment_id),
        query=filter_query(),
        here=url_for(".moderate", comment_id=comment_id),
        **_forms(offers, typed),
        **about_appeal,
        **comment_words(),
    )


def _offers(case: Any, *, has_reports: bool, waits: Any, may_decide: bool, **_: Any) -> set[str]:
    """Return which forms there are for a comment in this state."""
    if case.status is CommentStatus.WITHDRAWN:
        return set()
    there = {
        "decline": case.status is not CommentStatus.DECLINED,
        "keep": has_reports and case.status is CommentStatus.PUBLISHED,
        "decide": may_decide,
        "blacken": waits is None,
    }
    return {name for name, is_there in there.items() if is_there}


def _forms(offers: set[str], typed: Form | None) -> dict[str, Any]:
    """Return the forms that there are, one of them perhaps as it was typed.

    Errors are tied to fields that can be seen, the others are said above.
    """
    forms = {
        name: typed if type(typed) is kind else kind(formdata=None) for name, kind in FORMS.items()
    }
    for name, form in forms.items():
        for field in form:
            if field.errors and (name not in offers or field.name == "seen"):
                form.form_errors += field.errors
                field.errors = []
    typed_reason = next((f.data for f in typed or () if f.type == "TextAreaField"), None)
    is_hidden = type(typed) not in {FORMS[name] for name in offers}
    kept = typed_reason if is_hidden else None
    return {**forms, "offers": offers, "typed": typed, "kept": kept}


def _about_appeal(case: Any, waits: AnyRow | None) -> dict[str, Any]:
    """Return whether this moderator may decide on the appeal, and who could if not."""
    if waits is None or case.status is not CommentStatus.DECLINED:
        return {"waits": None, "may_decide": False, "others": 0, "administrators": ()}
    concerned = {case.decided_by_id, case.author_id, waits.appealed_by_id}
    may_decide = current_user().id not in concerned
    others = 0 if may_decide else cases.second_moderators(db.session(), concerned)
    asked = () if may_decide or others else cases.administrators(db.session())
    return {"waits": waits, "may_decide": may_decide, "others": others, "administrators": asked}
