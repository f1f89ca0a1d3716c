"""The German words of the inventory; translated where they are shown."""

from ikparticipation.inventory.models import DoubtOutcome
from ikparticipation.inventory.network import TieState
from ikparticipation.text import N_

TIE_STATES = {
    TieState.CONFIRMED: N_("Von beiden genannt"),
    TieState.CONTRADICTED: N_("Von der anderen Seite verneint"),
    TieState.CLAIMED: N_("Von einer Seite genannt"),
    TieState.NOT_ANSWERED: N_("Antwort steht noch aus"),
    TieState.NOT_ASKED: N_("Nicht gefragt"),
    TieState.UNRESOLVED: N_("Nicht zugeordnet"),
}
TIE_STATE_COLOURS = {
    TieState.CONFIRMED: "success",
    TieState.CONTRADICTED: "danger",
    TieState.CLAIMED: "warning",
    TieState.NOT_ANSWERED: "neutral",
    TieState.NOT_ASKED: "neutral",
    TieState.UNRESOLVED: "neutral",
}
ALGORITHMS = {
    "betweenness": N_("Zwischenstellung"),
    "communities": N_("Gruppen"),
    "components": N_("Getrennte Teile"),
    "core": N_("Kern"),
    "separating": N_("Gelenkstellen"),
    "pairs": N_("Verbundene Paare"),
    "layout": N_("Anordnung im Bild"),
}
"""Key in `NetworkSnapshot.algorithms` → its word; what stands there is a msgid, too."""
OFFER_LAYERS = {"places": N_("Orte"), "hours": N_("Zeiten")}
"""Columns that staff correct."""
DOUBT_OUTCOMES = {
    DoubtOutcome.STILL_TRUE: N_("Das Angebot gilt weiterhin so, wie es dasteht"),
    DoubtOutcome.CHANGED: N_("Es hat sich etwas geändert"),
    DoubtOutcome.ENDED: N_("Das Angebot gibt es nicht mehr"),
}
