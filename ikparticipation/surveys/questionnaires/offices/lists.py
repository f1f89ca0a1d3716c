"""The answers to choose from, apart from those that the catalogue has."""

from collections.abc import Mapping

from ikparticipation.surveys.questionnaires.lines import Both
from ikparticipation.surveys.questionnaires.standard.lists import LISTS as STANDARD

LISTS: Mapping[str, Mapping[str, Both]] = {
    "ja_nein": STANDARD["ja_nein"],
    "stand": {
        "planned": ("Geplant", "Planned"),
        "running": ("Läuft", "Running"),
        "paused": ("Ruht zurzeit", "Paused"),
        "finished": ("Abgeschlossen", "Finished"),
    },
    "geldquellen": {
        "own": ("Eigener Haushalt", "Own budget"),
        "state": ("Land Sachsen-Anhalt", "State of Saxony-Anhalt"),
        "federal": ("Bund", "Federal government"),
        "eu": ("Europäische Union", "European Union"),
        "other": ("Andere", "Others"),
    },
    "zustimmung": {
        "1": ("Stimmt nicht", "Not true"),
        "2": ("Stimmt eher nicht", "Rather not true"),
        "3": ("Stimmt eher", "Rather true"),
        "4": ("Stimmt", "True"),
    },
    "bedarfe": {
        "staff": ("Mehr Personal", "More staff"),
        "interpreting": ("Mehr Sprachmittlung", "More interpreting"),
        "training": ("Fortbildung", "Training"),
        "data": ("Bessere Daten", "Better data"),
        "coordination": ("Mehr Abstimmung untereinander", "More coordination"),
    },
}
