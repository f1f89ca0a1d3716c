"""Whom the coordination asks to take part in a round."""

from uuid import UUID

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from ikparticipation import clock, db
from ikparticipation.accounts.access import current_user, needs
from ikparticipation.consultation import services
from ikparticipation.consultation.labels import CIRCLES
from ikparticipation.consultation.models import Round
from ikparticipation.consultation.policies import may_open_rounds
from ikparticipation.consultation.queries import circles
from ikparticipation.consultation.views.blueprint import bp, words
from ikparticipation.organisations.models import Organisation
from ikparticipation.web import get_or_404, gettext, ngettext, see_other

LONGEST_SEARCH = 200


@bp.route("/verwaltung/runden/<uuid:round_id>/einladen", methods=["GET", "POST"])
@needs(may_open_rounds)
def invite_organisations(round_id: UUID) -> ResponseReturnValue:
    """Search the register, and ask the chosen organisations to take part."""
    in_round = get_or_404(Round, round_id)
    if request.method == "GET":
        return _show(in_round)
    chosen = _chosen()
    if not chosen:
        flash(gettext("Bitte wählen Sie mindestens eine Organisation."), "warning")
        return _show(in_round), 422
    count = services.invite_organisations(
        db.session(), in_round, chosen, actor=current_user(), at=clock.now()
    )
    flash(
        ngettext(
            "%(num)s Organisation ist eingeladen; ihre Mitglieder bekommen eine Mail.",
            "%(num)s Organisationen sind eingeladen; ihre Mitglieder bekommen eine Mail.",
            count,
        ),
        "success",
    )
    return see_other(".invite_organisations", round_id=round_id)


def _chosen() -> list[Organisation]:
    ids = []
    for value in request.form.getlist("organisation")[: circles.MOST_FOUND]:
        try:
            ids.append(UUID(value))
        except ValueError:
            continue
    found = select(Organisation).where(Organisation.id.in_(ids)).order_by(Organisation.id)
    return list(db.session().scalars(found))


def _show(in_round: Round) -> str:
    sought = request.args.get("suche", "").strip()[:LONGEST_SEARCH]
    return render_template(
        "consultation/invite_organisations.html",
        in_round=in_round,
        version=in_round.version,
        circle=words(CIRCLES)[in_round.circle],
        invited=circles.invited(db.session(), in_round.id),
        found=circles.not_invited(db.session(), in_round.id, sought),
        most=circles.MOST_FOUND,
        sought=sought,
    )
