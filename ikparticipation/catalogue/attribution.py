"""Whose figures and shapes these are: the words the licence dl-de/by-2-0 wants on the page.

`catalogue/data/SOURCES.md` tells the rest.
"""

from dataclasses import dataclass

from ikparticipation.text import N_

LICENCE = N_("Datenlizenz Deutschland – Namensnennung – Version 2.0")
LICENCE_URL = "https://www.govdata.de/dl-de/by-2-0"


@dataclass(frozen=True)
class Attribution:
    """Show `text` as a link to `url`, and `about` where there is room for it."""

    text: str
    url: str
    about: str


POPULATION = Attribution(
    text=N_("© Statistisches Bundesamt (Destatis) (Daten verändert)"),
    url="https://www.destatis.de/DE/Themen/Laender-Regionen/Regionales/Gemeindeverzeichnis/_inhalt.html",
    about=N_(
        "Fläche und Bevölkerung der Gemeinden am 31.12.2023, Gebietsstand 31.12.2023, "
        "fortgeschrieben auf Grundlage des Zensus 2011."
    ),
)
MAP = Attribution(
    text=N_("© GeoBasis-DE / BKG 2021 (Daten verändert)"),
    url="https://www.bkg.bund.de",
    about=N_("Grenzen der Gemeinden nach VG5000, Gebietsstand 01.01.2021."),
)
