"""Questionnaires shipped with the product, as the XLSForm workbooks that staff could upload."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

_HERE = Path(__file__).parent

STANDARD = _HERE / "beratungs-und-netzwerkstruktur.xlsx"
"""The county's standard questionnaire. Made by `write_standard` from the texts in `standard`."""
OFFICES = _HERE / "fachdienste-massnahmen-und-zahlen.xlsx"
"""The short one for the county's own offices and for towns, from the texts in `offices`."""


@dataclass(frozen=True)
class Shipped:
    file: Path
    titles: Mapping[str, str]
    """Of the survey it begins, in the languages of the product."""
    about: Mapping[str, str]
    """Whom it asks what, and how long it takes."""


SHIPPED: Mapping[str, Shipped] = MappingProxyType(
    {
        "standard": Shipped(
            STANDARD,
            {"de": "Beratungs- und Netzwerkstruktur", "en": "Counselling and network structure"},
            {
                "de": "Für Vereine, Verbände und Träger: Angebote, Kooperationen, Gremien und "
                "Bedarfe. Etwa 15 Minuten.",
                "en": "For associations and providers: offers, cooperation, committees and needs. "
                "About 15 minutes.",
            },
        ),
        "fachdienste": Shipped(
            OFFICES,
            {
                "de": "Fachdienste: Maßnahmen und Zahlen",
                "en": "County offices: measures and figures",
            },
            {
                "de": "Für Fachdienste, Städte und Gemeinden: laufende Maßnahmen, Beratungszahlen, "
                "Personal und Zusammenarbeit. Etwa 10 Minuten.",
                "en": "For county offices, towns and municipalities: current measures, counselling "
                "figures, staff and cooperation. About 10 minutes.",
            },
        ),
    }
)
"""By the word that stands in addresses."""
