"""Names in answers that nobody of the register has: a person says who is meant, or that nobody is.

One decision about a name counts in all answers, those of earlier waves and those to come.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask import abort, flash, render_template, request
from flask.typing import ResponseReturnValue

from ikparticipation import clock, db
from ikparticipation.accounts.access import current_user, needs
from ikparticipation.errors import DomainError
from ikparticipation.inventory.forms.mentions import DecisionForm
from ikparticipation.inventory.queries import mentions as queries
from ikparticipation.inventory.queries.mentions import Mention, Which
from ikparticipation.inventory.views.blueprint import bp, given
from ikparticipation.organisations.models import NameDecision, Organisation, Outcome
from ikparticipation.organisations.names import normalise
from ikparticipation.organisations.policies import may_keep_register
from ikparticipation.organisations.queries import Filter, register
from ikparticipation.organisations.queries.proposals import candidates
from ikparticipation.organisations.services.deciding import decide_name, undo_decision
from ikparticipation.text import N_
from ikparticipation.web import current_language, gettext, page_within, refuse, see_other

PATH = "/verwaltung/bestand/nennungen"
PAGE = "inventory/mentions/mention.html"


@bp.get(PATH)
@needs(may_keep_register)
def mentions() -> ResponseReturnValue:
    """Show the names that are open, or that a person left open, with who may be meant."""
    session = db.session()
    which = Which(given("stand")) if given("stand") in set(Which) else Which.OPEN
    number = queries.count_mentions(session, which)
    page, pages = page_within(number, queries.PAGE)
    found = queries.mentions(session, which, page=page)
    return render_template(
        "inventory/mentions/list.html",
        which=which,
        number=number,
        mentions=found,
        candidates=candidates(session, [each.name for each in found]),
        page=page,
        pages=pages,
        url=f"{PATH}?stand={which}&seite=",
    )


@bp.route(f"{PATH}/name", methods=["GET", "POST"])
@needs(may_keep_register)
def mention() -> ResponseReturnValue:
    """Show one name with all who wrote it and who may be meant; take the decision."""
    found = queries.mention(db.session(), normalise(given("name"))) or abort(404)
    form = DecisionForm()
    if not form.is_submitted():
        return render_template(PAGE, **_page(found, form))
    if not form.validate():
        return refuse(PAGE, **_page(found, form))
    outcome, about = form.decision() or abort(400)
    facts: dict[str, Any] = {
        "reason": form.reason.data or "",
        "actor": current_user(),
        "at": clock.now(),
    }
    try:
        for each in _meant(about):
            decide_name(db.session(), found.name, outcome, each, **facts)
    except DomainError as error:
        form.reason.errors = [gettext(error.message, **error.facts)]
        return render_template(PAGE, **_page(found, form)), error.status
    flash(gettext(_DONE[outcome], name=found.name), "success")
    if outcome is Outcome.APART:
        return see_other(".mention", name=found.name)
    return see_other(".mentions")


def _meant(ids: Sequence[UUID]) -> Sequence[Organisation | None]:
    """Return the entries that a decision is about; None: about nobody."""
    return [db.session().get(Organisation, each) or abort(404) for each in ids] or [None]


def _page(found: Mention, form: DecisionForm) -> dict[str, object]:
    session, words = db.session(), given("suche")
    return {
        "mention": found,
        "form": form,
        "candidates": candidates(session, [found.name])[found.name],
        "words": words,
        "others": register(session, Filter(words=words), page=1).rows if words else [],
        "decisions": queries.decisions(session, page=1, normal_name=found.normal_name),
        "outcomes": _OUTCOMES,
        "language": current_language(),
    }


@bp.get(f"{PATH}/protokoll")
@needs(may_keep_register)
def name_decisions() -> ResponseReturnValue:
    """Show what was decided about names, by whom and why, the newest first."""
    session = db.session()
    page, pages = page_within(queries.count_decisions(session), queries.PAGE)
    return render_template(
        "inventory/mentions/log.html",
        decisions=queries.decisions(session, page=page),
        outcomes=_OUTCOMES,
        page=page,
        pages=pages,
        url=f"{PATH}/protokoll?seite=",
    )


@bp.post(f"{PATH}/entscheidungen/<uuid:decision_id>/aufheben")
@needs(may_keep_register)
def undo_name_decision(decision_id: UUID) -> ResponseReturnValue:
    """Take a decision back: the name is open again in all answers."""
    session = db.session()
    decision = session.get(NameDecision, decision_id) or abort(404)
    undo_decision(session, decision, actor=current_user(), at=clock.now())
    flash(gettext(_UNDONE, name=decision.name), "success")
    back = request.form.get("zurueck")
    if back == "name" and queries.mention(session, decision.normal_name):
        return see_other(".mention", name=decision.name)
    return see_other(".name_decisions")


_OUTCOMES = {
    Outcome.SAME: N_("Ist diese Organisation"),
    Outcome.APART: N_("Ist nicht diese Organisation"),
    Outcome.LEFT: N_("Ist niemand aus dem Verzeichnis"),
}
_DONE = {
    Outcome.SAME: N_(
        "„%(name)s“ ist zugeordnet. Das gilt für alle Antworten, frühere und künftige."
    ),
    Outcome.APART: N_("Das ist vermerkt und wird für „%(name)s“ nicht mehr vorgeschlagen."),
    Outcome.LEFT: N_("„%(name)s“ bleibt eine Nennung und wird nicht mehr gefragt."),
}
_UNDONE = N_("Die Entscheidung über „%(name)s“ ist aufgehoben.")
