"""„Stimmt nicht mehr?“: anybody may say so, without an account."""

from uuid import UUID

from flask import abort, render_template
from flask.typing import ResponseReturnValue

from ikparticipation import clock, db
from ikparticipation.errors import ConflictError
from ikparticipation.inventory import services
from ikparticipation.inventory.forms.doubts import DoubtForm
from ikparticipation.inventory.queries.offers.page import said_about
from ikparticipation.inventory.views.blueprint import bp, reader
from ikparticipation.text import N_
from ikparticipation.web import current_language, gettext, limiter, refuse, see_other, tell

BY_ADDRESS = "20/hour;60/day"


@bp.route("/angebote/<uuid:offer_id>/stimmt-nicht", methods=["GET", "POST"])
@limiter.limit(BY_ADDRESS, methods=["POST"])
def doubt(offer_id: UUID) -> ResponseReturnValue:
    """Ask what is no longer true of an offer, and put it to the organisation."""
    said = said_about(db.session(), offer_id, reader())
    if not said:
        abort(404)
    shown = said[0]
    if not shown.Offer.current:
        raise ConflictError(N_("Das Angebot steht nicht mehr im Verzeichnis."))
    form, page = DoubtForm(), {"offer": shown.Offer, "organisation": shown.organisation}
    if not form.is_submitted():
        return render_template("inventory/doubt.html", form=form, **page)
    if not form.validate():
        return refuse("inventory/doubt.html", form=form, **page)
    services.doubt_offer(
        db.session(),
        shown.Offer,
        words=form.words.data or "",
        reply_to=form.reply_to.data or "",
        language=current_language(),
        at=clock.now(),
    )
    answers = gettext("Die Antwort bekommen Sie per E-Mail.") if form.reply_to.data else ""
    thanks = gettext("Danke. Wir haben die Organisation gefragt, ob das Angebot noch so gilt.")
    tell(f"{thanks} {answers}".strip())
    return see_other("inventory.offer", offer_id=shown.Offer.lasting_id)
