"""The parts of the network page that show what was computed."""

from collections.abc import Mapping
from typing import Any

from ikparticipation import db
from ikparticipation.inventory.graph.drawing import Picture, legend_shape
from ikparticipation.inventory.labels import TIE_STATES
from ikparticipation.inventory.network import TieState
from ikparticipation.inventory.queries.visible import Reader
from ikparticipation.inventory.queries.waves import InventoryWave
from ikparticipation.inventory.views.blueprint import given, kept
from ikparticipation.inventory.views.picture.shown import (
    KEPT,
    ORDERS,
    PAGE,
    Row,
    Shown,
    choices,
    drawn,
    shown,
    wanted,
)
from ikparticipation.inventory.views.picture.words import algorithms, figures
from ikparticipation.text import N_
from ikparticipation.web import gettext, ngettext

MOST_NAMED = 3
"""Organisations that the description of the picture names."""
COLUMNS = (
    ("", N_("Name der Organisation")),
    ("partner", N_("Partner")),
    ("bestaetigt", N_("bestätigt")),
    (None, N_("nennt")),
    ("genannt", N_("wird genannt")),
    ("mitte", N_("Zwischenstellung")),
    ("kern", N_("Kern")),
    ("gruppe", N_("Gruppe")),
)
FILES = (
    ("bild.svg", N_("Bild als SVG")),
    ("bild.png", N_("Bild als PNG")),
    ("daten.graphml", N_("Netzwerk als GraphML")),
    ("daten.gexf", N_("alle Erhebungen als GEXF")),
    ("daten-knoten.csv", N_("Organisationen als CSV")),
    ("daten-kanten.csv", N_("Verbindungen als CSV")),
)


def computed(wave: InventoryWave, reader: Reader) -> Mapping[str, Any] | None:
    """Return what the templates show of the network of a wave; None: it is not computed yet."""
    found = shown(db.session(), wave.id, reader, wanted())
    if found is None:
        return None
    common = {
        "snapshot": found.snapshot,
        "figures": figures(found.snapshot),
        "algorithms": algorithms(found.snapshot),
        "picture": None,
    }
    if not found.everybody or not wave.is_told("tie.partner", reader):
        return common
    return common | _of_organisations(found, wave)


def _of_organisations(found: Shown, wave: InventoryWave) -> dict[str, Any]:
    picture, only = drawn(found), found.only
    pages = max(1, -(-len(found.rows) // PAGE))
    page = min(_page_number(), pages)
    query, order = kept(KEPT), given("ordnung")
    states = [(state.value, gettext(words)) for state, words in TIE_STATES.items()]
    return {
        "picture": picture,
        "only": only,
        "is_limited": only.is_about_organisations or bool(only.state),
        "choices": choices(found)
        | {"states": [each for each in states if each[0] != TieState.UNRESOLVED.value]},
        "status": _status(found, picture),
        "description": _description(found, picture),
        "has_hidden": any(row.face is None for row in found.rows),
        "shape": legend_shape,
        "files": [(f"/netzwerk/{name}?welle={wave.id}", gettext(words)) for name, words in FILES],
        "columns": [(key, gettext(words)) for key, words in COLUMNS],
        "order": order if order in ORDERS else "",
        "rows": found.rows[(page - 1) * PAGE : page * PAGE],
        "page": page,
        "pages": pages,
        "sorted_by": f"/netzwerk/?{query}",
        "page_url": f"/netzwerk/?{query}{kept(('ordnung',))}blatt=",
    }


def _page_number() -> int:
    asked = given("blatt")
    return min(max(1, int(asked)), 10_000) if asked.isascii() and asked.isdecimal() else 1


def _status(found: Shown, picture: Picture) -> str:
    all_ = len(found.everybody)
    ties = ngettext("%(num)s Verbindung", "%(num)s Verbindungen", picture.ties)
    if len(found.rows) == all_:
        words = ngettext("%(num)s Organisation", "%(num)s Organisationen", all_)
    else:
        words = gettext(N_("%(shown)s von %(all)s Organisationen"), shown=len(found.rows), all=all_)
    return f"{words}, {ties}"


def _description(found: Shown, picture: Picture) -> str:
    """Return the text alternative: how many, and who has most."""
    most = sorted(found.rows, key=_partners, reverse=True)
    named = [row for row in most if row.face and _partners(row)][:MOST_NAMED]
    first = gettext(
        N_("%(status)s. Alle stehen in der Tabelle darunter."), status=_status(found, picture)
    )
    if not named:
        return first
    who = ", ".join(f"{row.name} ({_partners(row)})" for row in named)
    return f"{first} {gettext(N_('Die meisten Verbindungen: %(who)s.'), who=who)}"


def _partners(row: Row) -> int:
    degree: int = row.claimed["degree"]
    return degree
