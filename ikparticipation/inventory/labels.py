"""The German words of the inventory; translated where they are shown."""

from ikparticipation.inventory.network import TieState
from ikparticipation.text import N_

TIE_STATES = {
    TieState.CONFIRMED: N_("Von beiden genannt"),
    TieState.CLAIMED: N_("Von einer Seite genannt"),
    TieState.NOT_ANSWERED: N_("Antwort steht noch aus"),
    TieState.NOT_ASKED: N_("Nicht gefragt"),
    TieState.UNRESOLVED: N_("Nicht zugeordnet"),
}
TIE_STATE_COLOURS = {
    TieState.CONFIRMED: "success",
    TieState.CLAIMED: "warning",
    TieState.NOT_ANSWERED: "neutral",
    TieState.NOT_ASKED: "neutral",
    TieState.UNRESOLVED: "neutral",
}
