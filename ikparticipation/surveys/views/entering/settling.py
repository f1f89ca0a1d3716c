"""Answering the objection of an organisation to what was entered for it."""

from uuid import UUID

from flask import flash, render_template
from flask.typing import ResponseReturnValue

from ikparticipation import clock, db
from ikparticipation.accounts.access import current_user, needs
from ikparticipation.surveys import services
from ikparticipation.surveys.forms.entering import SettleForm
from ikparticipation.surveys.models import Entry
from ikparticipation.surveys.policies import may_review
from ikparticipation.surveys.queries.entering import who_is_told
from ikparticipation.surveys.views.blueprint import bp
from ikparticipation.web import get_or_404, gettext, refuse, see_other


@bp.route(
    "/verwaltung/erhebungen/eintragungen/<uuid:entry_id>/widerspruch", methods=["GET", "POST"]
)
@needs(may_review)
def settle_objection(entry_id: UUID) -> ResponseReturnValue:
    """Tell the organisation what was done, or why it stays as it was entered."""
    entry, form = get_or_404(Entry, entry_id), SettleForm()
    asked = entry.invitation
    told = who_is_told(db.session(), asked.organisation_id)
    page = {"entry": entry, "asked": asked, "form": form, "told": told}
    if not form.is_submitted():
        return render_template("surveys/entering/settle.html", **page)
    if not form.validate():
        return refuse("surveys/entering/settle.html", **page)
    services.settle_objection(
        db.session(), entry_id, words=form.words.data or "", actor=current_user(), at=clock.now()
    )
    saved = gettext("Ihre Antwort ist gespeichert.")
    mailed = gettext("Ihre Antwort ist gespeichert. Die Vertretung bekommt sie per Mail.")
    flash(mailed if told else saved, "success")
    ids = {"wave_id": asked.wave_id, "organisation_id": asked.organisation_id}
    return see_other(".read_response", **ids)
