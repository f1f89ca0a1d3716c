"""What came by letter, by telephone or in a meeting, entered by the staff."""

from uuid import UUID

from flask import abort, flash, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from ikparticipation import clock, db
from ikparticipation.accounts.access import current_user, needs
from ikparticipation.consultation import services
from ikparticipation.consultation.forms import ContributionForm, PlacedContributionForm
from ikparticipation.consultation.forms.places import Passage as Choice
from ikparticipation.consultation.models import Comment, Round
from ikparticipation.consultation.period import day_of
from ikparticipation.consultation.policies import may_enter_contributions
from ikparticipation.consultation.queries.commenting import texts
from ikparticipation.consultation.services.commenting.anchoring import MOST_PASSAGES
from ikparticipation.consultation.views.blueprint import bp
from ikparticipation.drafts.models import Passage
from ikparticipation.errors import DomainError, InvalidError
from ikparticipation.organisations.models import Organisation
from ikparticipation.organisations.queries import resolve
from ikparticipation.text import N_
from ikparticipation.web import current_language, get_or_404, gettext, see_other

LONGEST_NAME_SHOWN = 80


@bp.get("/verwaltung/runden/<uuid:round_id>/beitrag")
@needs(may_enter_contributions)
def choose_place(round_id: UUID) -> ResponseReturnValue:
    """Ask on which passage the contribution is, or whether it is on the whole text."""
    in_round = get_or_404(Round, round_id)
    return render_template(
        "consultation/choose_place.html",
        in_round=in_round,
        version=in_round.version,
        passages=texts.passages_in(db.session(), in_round),
    )


@bp.route("/verwaltung/runden/<uuid:round_id>/beitrag/ganzer-text", methods=["GET", "POST"])
@needs(may_enter_contributions)
def enter_on_text(round_id: UUID) -> ResponseReturnValue:
    """Take a contribution on the whole text."""
    form = ContributionForm()
    form.leave_out_proposals()
    return _take(get_or_404(Round, round_id), None, form)


@bp.route("/verwaltung/runden/<uuid:round_id>/beitrag/<key>", methods=["GET", "POST"])
@needs(may_enter_contributions)
def enter_contribution(round_id: UUID, key: str) -> ResponseReturnValue:
    """Take a contribution on words of the text."""
    in_round = get_or_404(Round, round_id)
    possible = key.isascii() and key.isalnum()
    passage = texts.passage_of(db.session(), in_round, key) if possible else None
    if passage is None:
        abort(404)
    form = PlacedContributionForm()
    following = texts.following(db.session(), passage, MOST_PASSAGES)
    own = Choice(passage.key, passage.position, passage.text)
    form.stand_in(own, [Choice(*row) for row in following])
    return _take(in_round, passage, form)


def _take(in_round: Round, passage: Passage | None, form: ContributionForm) -> ResponseReturnValue:
    if not form.validate_on_submit():
        return _show(in_round, passage, form), 422 if form.is_submitted() else 200
    try:
        comment = _enter(in_round, passage, form)
    except DomainError as error:
        form.form_errors.append(gettext(error.message, **error.facts))
        return _show(in_round, passage, form), error.status
    flash(gettext("Der Beitrag ist eingetragen."), "success")
    return see_other(".comment", comment_id=comment.id)


def _enter(in_round: Round, passage: Passage | None, form: ContributionForm) -> Comment:
    session = db.session()
    place = form if isinstance(form, PlacedContributionForm) else None
    end_key = place.end_key if place else None
    return services.submit_comment(
        session,
        author=current_user(),
        in_round=in_round,
        passage=passage,
        span=place.span if place else None,
        end_passage=texts.passage_of(session, in_round, end_key) if end_key else None,
        kind=form.kind.data,
        text=form.text.data or "",
        replacement=(form.replacement.data if form.replacement else None) or None,
        organisation=_organisation(form.organisation.data or ""),
        submission_id=UUID(form.submission_id.data),
        language=current_language(),
        channel=form.channel.data,
        received_on=form.received_on.data,
        sender=form.sender.data or "",
        at=clock.now(),
    )


def _organisation(name: str) -> Organisation | None:
    if not name:
        return None
    found = resolve(db.session(), [name]).get(name)
    if found is None:
        raise InvalidError(
            N_("„%(name)s“ steht nicht genau einmal im Akteursverzeichnis."),
            name=name[:LONGEST_NAME_SHOWN],
        )
    return db.session().get_one(Organisation, found)


def _show(in_round: Round, passage: Passage | None, form: ContributionForm) -> str:
    form.begin()
    if not form.is_submitted():
        form.received_on.data = day_of(clock.now())
    if isinstance(form, PlacedContributionForm):
        form.offer_places()
    return render_template(
        "consultation/contribution.html",
        in_round=in_round,
        version=in_round.version,
        passage=passage,
        form=form,
        names=list(db.session().scalars(select(Organisation.name).order_by(Organisation.sort_key))),
    )
