"""What an organisation drafts together, and releases as its statement."""

import re
from collections.abc import Sequence
from uuid import UUID

from flask import abort, flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import login_required

from ikparticipation import clock, db
from ikparticipation.accounts.access import current_user
from ikparticipation.consultation import policies, services
from ikparticipation.consultation.forms import DraftForm, SeenForm
from ikparticipation.consultation.models import Comment, CommentStatus, Round, Statement
from ikparticipation.consultation.queries.commenting import statements
from ikparticipation.consultation.views.blueprint import bp, comment_words
from ikparticipation.consultation.views.commenting.corrections import new_words, prepare, words_of
from ikparticipation.consultation.views.commenting.writing import let_in
from ikparticipation.db import AnyRow
from ikparticipation.errors import ConflictError, DomainError, NotAllowedError
from ikparticipation.organisations.models import Membership
from ikparticipation.organisations.queries import membership_of
from ikparticipation.organisations.queries import memberships as memberships_of
from ikparticipation.text import N_
from ikparticipation.web import get_or_404, gettext, see_other

MOST_AT_ONCE = 500
_VERSION = re.compile(r"\d{1,9}", re.ASCII)


@bp.get("/mein/stellungnahme/<uuid:round_id>")
@login_required
def my_statement(round_id: UUID) -> ResponseReturnValue:
    """List what the organisations of this person have drafted in a round, and released."""
    in_round, session = _round(round_id), db.session()
    memberships = memberships_of(session, current_user())
    if not memberships:
        raise NotAllowedError(N_("Entwürfe sehen nur Mitglieder einer Organisation."))
    ids = [m.organisation_id for m in memberships]
    drafts = statements.drafts_of(session, round_id, ids)
    released = statements.statements_in(session, round_id, ids)
    return render_template(
        "consultation/my_statement.html",
        in_round=in_round,
        version=in_round.version,
        is_open=in_round.is_open(clock.now()),
        organisations=[
            {
                "id": m.organisation_id,
                "name": m.organisation.name,
                "may_release": policies.may_release(m),
                "drafts": [d for d in drafts if d.organisation_id == m.organisation_id],
                "released": [s for s in released if s.organisation_id == m.organisation_id],
            }
            for m in memberships
        ],
        **comment_words(),
    )


@bp.route("/mein/entwurf/<uuid:comment_id>", methods=["GET", "POST"])
@login_required
def edit_draft(comment_id: UUID) -> ResponseReturnValue:
    """Show a draft of the organisation, and take other words for it."""
    draft, membership = _draft(comment_id)
    form = DraftForm(data=words_of(draft))
    prepare(form, draft)
    if not form.validate_on_submit():
        return _show(draft, form), 422 if form.is_submitted() else 200
    try:
        services.change_draft(
            db.session(),
            draft,
            kind=form.kind.data,
            text=form.text.data or "",
            replacement=new_words(form),
            membership=membership,
            seen=form.seen.data,
            at=clock.now(),
        )
    except DomainError as error:
        form.form_errors.append(gettext(error.message, **error.facts))
        return _show(draft, form), error.status
    flash(gettext("Der Entwurf ist gespeichert."), "success")
    return see_other(".my_statement", round_id=draft.round_id)


@bp.route("/mein/entwurf/<uuid:comment_id>/loeschen", methods=["GET", "POST"])
@login_required
def delete_draft(comment_id: UUID) -> ResponseReturnValue:
    """Ask once more, then throw the draft away."""
    draft, membership = _draft(comment_id)
    if request.method == "GET":
        return render_template("consultation/delete_draft.html", draft=draft)
    form, round_id = SeenForm(), draft.round_id
    services.delete_draft(
        db.session(), draft, membership=membership, seen=form.seen.data if form.validate() else -1
    )
    flash(gettext("Der Entwurf ist gelöscht."), "success")
    return see_other(".my_statement", round_id=round_id)


@bp.route(
    "/mein/stellungnahme/<uuid:round_id>/<uuid:organisation_id>/freigeben", methods=["GET", "POST"]
)
@login_required
def release_statement(round_id: UUID, organisation_id: UUID) -> ResponseReturnValue:
    """Show the chosen drafts once more, and release them."""
    in_round, membership = _round(round_id), _representing(organisation_id)
    if request.method == "GET":
        return _ask(in_round, membership, request.args.getlist("entwurf"))
    try:
        released = services.release_statement(
            db.session(),
            in_round=in_round,
            membership=membership,
            chosen=_chosen(request.form.getlist("entwurf")),
            actor=current_user(),
            at=clock.now(),
        )
    except ConflictError as error:
        given = [each.partition(".")[0] for each in request.form.getlist("entwurf")]
        return _confirm(in_round, membership, given, conflict=error), error.status
    return see_other(".statement", statement_id=released.id)


@bp.get("/stellungnahmen/<uuid:statement_id>")
@login_required
def statement(statement_id: UUID) -> ResponseReturnValue:
    """Show a released statement with its receipt, to its organisation and to the staff."""
    me = current_user()
    found = get_or_404(Statement, statement_id)
    ours = membership_of(db.session(), me, found.organisation_id)
    if ours is None and not policies.may_moderate(me):
        abort(404)
    return render_template(
        "consultation/statement.html",
        statement=found,
        version=found.round.version,
        comments=statements.comments_in(db.session(), statement_id),
        **comment_words(),
    )


def _round(round_id: UUID) -> Round:
    """Return a round that is there for this person: a closed one only if they were invited."""
    in_round = get_or_404(Round, round_id)
    let_in(in_round, reading=False)
    return in_round


def _draft(comment_id: UUID) -> tuple[Comment, Membership]:
    """Return a draft of an organisation of this person; for others it is not there."""
    draft = get_or_404(Comment, comment_id)
    membership = None
    if draft.organisation_id is not None and draft.status is CommentStatus.DRAFT:
        membership = membership_of(db.session(), current_user(), draft.organisation_id)
    return draft, membership or abort(404)


def _representing(organisation_id: UUID) -> Membership:
    membership = membership_of(db.session(), current_user(), organisation_id)
    if membership is None or not policies.may_release(membership):
        raise NotAllowedError(N_("Freigeben kann nur, wer die Organisation vertritt."))
    return membership


def _chosen(values: Sequence[str]) -> dict[UUID, int]:
    """Return ids and versions from "<id>.<version>"; what is neither is left out."""
    found = {}
    for value in values[:MOST_AT_ONCE]:
        draft, _, seen = value.partition(".")
        if (key := _uuid(draft)) is not None:
            found[key] = int(seen) if _VERSION.fullmatch(seen) else -1
    return found


def _uuid(value: str) -> UUID | None:
    try:
        return UUID(value)
    except ValueError:
        return None


def _ask(in_round: Round, membership: Membership, given: Sequence[str]) -> ResponseReturnValue:
    if not _drafts(in_round, membership, given):
        flash(gettext("Bitte wählen Sie, welche Entwürfe Sie freigeben."), "warning")
        return see_other(".my_statement", round_id=in_round.id)
    return _confirm(in_round, membership, given)


def _drafts(in_round: Round, membership: Membership, given: Sequence[str]) -> Sequence[AnyRow]:
    """Return what is still a draft of the chosen ones."""
    drafts = statements.drafts_of(db.session(), in_round.id, [membership.organisation_id])
    wanted = {_uuid(each) for each in given}
    return [draft for draft in drafts if draft.id in wanted]


def _confirm(
    in_round: Round,
    membership: Membership,
    given: Sequence[str],
    conflict: ConflictError | None = None,
) -> str:
    return render_template(
        "consultation/release_statement.html",
        in_round=in_round,
        version=in_round.version,
        organisation=membership.organisation,
        drafts=_drafts(in_round, membership, given),
        conflict=conflict,
        **comment_words(),
    )


def _show(draft: Comment, form: DraftForm) -> str:
    return render_template(
        "consultation/draft.html", draft=draft, version=draft.round.version, form=form
    )
