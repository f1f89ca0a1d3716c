"""Correcting the places and hours of an offer, as staff."""

from uuid import UUID

from flask import abort, render_template
from flask.typing import ResponseReturnValue

from ikparticipation import clock, db
from ikparticipation.accounts.access import current_user, needs
from ikparticipation.catalogue.queries import catalogue
from ikparticipation.errors import DomainError
from ikparticipation.inventory.forms.correcting import CorrectOfferForm, as_typed
from ikparticipation.inventory.models import Offer, OfferLayer
from ikparticipation.inventory.policies import may_correct_offers
from ikparticipation.inventory.queries.offers import correcting as queries
from ikparticipation.inventory.services import layers as services
from ikparticipation.inventory.views.blueprint import bp
from ikparticipation.text import SOURCE_LANGUAGE
from ikparticipation.web import get_or_404, gettext, refuse, see_other, tell

HERE = "/verwaltung/bestand/angebote/<uuid:lasting_id>/berichtigen"
PAGE = "inventory/correct_offer.html"


@bp.route(HERE, methods=["GET", "POST"])
@needs(may_correct_offers)
def correct_offer(lasting_id: UUID) -> ResponseReturnValue:
    """Show how places and hours stand, and put what staff know upon it."""
    session = db.session()
    offer = queries.offer_to_correct(session, lasting_id) or abort(404)
    places, rules = queries.places_of(session, offer.id), queries.rules_of(session, offer.id)
    names = catalogue(session)
    towns = {key: town.name(SOURCE_LANGUAGE) for key, town in names.municipalities.items()}
    languages = {key: each.name(SOURCE_LANGUAGE) for key, each in names.languages.items()}
    form = CorrectOfferForm(data=as_typed(places, rules, languages))
    form.offer_choices(towns, languages)
    page = {
        "form": form,
        "offer": offer,
        "layers": queries.layers_upon(session, lasting_id),
        "said": offer.told(everything=True),
    }
    if not form.is_submitted():
        return render_template(PAGE, **page)
    if not form.validate():
        return refuse(PAGE, **page)
    try:
        services.correct_offer(
            session,
            offer,
            places=form.read_places(),
            rules=form.read_rules(),
            names=towns,
            reason=form.reason.data or "",
            actor=current_user(),
            at=clock.now(),
        )
    except DomainError as error:
        form.form_errors.append(gettext(error.message, **error.facts))
        return render_template(PAGE, **page), error.status
    return _told(
        offer, gettext("Die Berichtigung ist gespeichert und steht gleich im Verzeichnis.")
    )


@bp.post("/verwaltung/bestand/berichtigungen/<uuid:layer_id>/zurueck")
@needs(may_correct_offers)
def withdraw_layer(layer_id: UUID) -> ResponseReturnValue:
    """Let again count what the organisation's answer says."""
    layer = get_or_404(OfferLayer, layer_id)
    services.withdraw_layer(db.session(), layer.id, actor=current_user(), at=clock.now())
    tell(gettext("Die Berichtigung ist zurückgenommen. Es gilt wieder die Antwort."))
    return see_other("inventory.offer", offer_id=layer.lasting_id)


def _told(offer: Offer, message: str) -> ResponseReturnValue:
    tell(message)
    return see_other("inventory.offer", offer_id=offer.lasting_id)
