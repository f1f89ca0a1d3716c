"""What the inventory takes from answers, in the words of a page."""

from collections.abc import Mapping
from types import MappingProxyType

from ikparticipation.text import N_

FIGURES: Mapping[str, str] = MappingProxyType(
    {
        "offer": N_("Angebote"),
        "tie": N_("Kooperationen"),
        "network": N_("Netzwerke"),
        "organisation.description": N_("Organisation: Beschreibung"),
        "organisation.municipality": N_("Organisation: Sitz"),
        "organisation.municipalities": N_("Organisation: Orte, an denen sie arbeitet"),
        "organisation.fields": N_("Organisation: Handlungsfelder"),
        "organisation.target_groups": N_("Organisation: Zielgruppen"),
        "organisation.languages": N_("Organisation: Sprachen"),
        "organisation.employees": N_("Organisation: Hauptamtliche"),
        "organisation.volunteers": N_("Organisation: Ehrenamtliche"),
        "organisation.phone": N_("Organisation: Telefon"),
        "organisation.email": N_("Organisation: E-Mail"),
        "organisation.website": N_("Organisation: Internetseite"),
        "organisation.public": N_("Organisation: Eintrag im Verzeichnis"),
        "offer.name": N_("Angebot: Name"),
        "offer.description": N_("Angebot: Beschreibung"),
        "offer.kind": N_("Angebot: Art"),
        "offer.fields": N_("Angebot: Handlungsfelder"),
        "offer.target_groups": N_("Angebot: Zielgruppen"),
        "offer.languages": N_("Angebot: Sprachen"),
        "offer.languages_note": N_("Angebot: Hinweis zu den Sprachen"),
        "offer.municipalities": N_("Angebot: Orte"),
        "offer.places": N_("Angebot: Anschriften"),
        "offer.formats": N_("Angebot: Form"),
        "offer.hours": N_("Angebot: Zeiten"),
        "offer.capacity": N_("Angebot: Plätze"),
        "offer.capacity_available": N_("Angebot: freie Plätze"),
        "offer.capacity_unit": N_("Angebot: was ein Platz ist"),
        "offer.access": N_("Angebot: Zugang"),
        "offer.costs": N_("Angebot: Kosten"),
        "offer.funding": N_("Angebot: Finanzierung"),
        "offer.funding_until": N_("Angebot: Ende der Finanzierung"),
        "offer.phone": N_("Angebot: Telefon"),
        "offer.email": N_("Angebot: E-Mail"),
        "offer.website": N_("Angebot: Internetseite"),
        "tie.partner": N_("Kooperation: Partner"),
        "tie.kind": N_("Kooperation: Art"),
        "tie.direction": N_("Kooperation: Richtung"),
        "tie.intensity": N_("Kooperation: Häufigkeit"),
        "tie.topic": N_("Kooperation: Thema"),
        "network.name": N_("Netzwerk: Name"),
        "network.role": N_("Netzwerk: Rolle"),
        "network.topic": N_("Netzwerk: Thema"),
        "finding.fields": N_("Bedarf: Handlungsfelder"),
        "finding.target_groups": N_("Bedarf: Zielgruppen"),
        "finding.languages": N_("Bedarf: Sprachen"),
        "finding.municipalities": N_("Bedarf: Orte"),
        "finding.needs": N_("Bedarf: was fehlt"),
        "finding.strengths": N_("Bedarf: was gut gelingt"),
        "finding.support": N_("Bedarf: welche Unterstützung hilft"),
        "finding.outlook": N_("Bedarf: was sich ändern wird"),
    }
)
"""Target of the inventory, or what a row becomes → its words."""
