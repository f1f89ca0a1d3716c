"""The network to take away: a picture for print, and files for other programs."""

import io
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass

from flask import Response, abort, current_app, render_template, request
from flask.typing import ResponseReturnValue

from ikparticipation import db, typesetting
from ikparticipation.catalogue.attribution import LICENCE, POPULATION
from ikparticipation.inventory.graph.drawing import Mark, Picture, is_told_whole, legend_shape
from ikparticipation.inventory.graph.files import Value, gexf, graphml
from ikparticipation.inventory.queries.snapshots import Face, faces, newest_of_all
from ikparticipation.inventory.queries.visible import Reader
from ikparticipation.inventory.queries.waves import InventoryWave
from ikparticipation.inventory.views.blueprint import bp, reader, waves_and_chosen
from ikparticipation.inventory.views.picture.rows import (
    EDGE_HEADINGS,
    NODE_HEADINGS,
    edges_of,
    names_of,
    nodes_of,
    periods,
)
from ikparticipation.inventory.views.picture.shown import (
    Only,
    Shown,
    audience_of,
    choices,
    drawn,
    shown,
    wanted,
)
from ikparticipation.inventory.views.picture.words import algorithms
from ikparticipation.settings import Settings
from ikparticipation.surveys.exports.delimited import write_rows
from ikparticipation.text import N_, day_words, moment_words
from ikparticipation.web import current_language, gettext

NO_PNG = N_(
    "Das Bild als PNG braucht ein Zusatzpaket (pdf), das hier nicht eingerichtet ist. Nehmen Sie "
    "das Bild als SVG: Es hat denselben Inhalt und lässt sich ebenso drucken."
)
SOURCE = N_(
    "Quelle: Angaben der Organisationen in der Erhebung „%(title)s“, %(county)s. "
    "%(answered)s von %(invited)s haben geantwortet. Stand: %(at)s."
)
PLACES = N_("Gemeindenamen: %(whose)s, %(licence)s.")
KINDS = {"svg": "image/svg+xml", "png": "image/png"}
CSV = "text/csv; charset=utf-8"
MOST_LISTED = 80
"""Of so many organisations on a printed picture each can be found by name."""
WRAP = 120
"""Characters of a line below the printed picture."""


@dataclass(frozen=True, kw_only=True)
class _Found:
    """The network that a file is made of."""

    wave: InventoryWave
    eyes: Reader
    net: Shown

    @property
    def source(self) -> str:
        snapshot = self.net.snapshot
        return gettext(
            SOURCE,
            title=self.wave.title(current_language()),
            county=_settings().county,
            answered=snapshot.answered,
            invited=snapshot.invited,
            at=moment_words(snapshot.made_at, current_language()),
        )

    def about(self) -> dict[str, str]:
        """Return what must be known of the file, by machines as by people."""
        snapshot = self.net.snapshot
        return {
            "titel": self.wave.title(current_language()),
            "quelle": self.source,
            "adresse": request.base_url,
            "lizenz": _licence(),
            "berechnet": snapshot.made_at.isoformat(),
            "regeln": str(snapshot.rules),
            "startwert": str(snapshot.seed),
            "pruefsumme": snapshot.input_hash,
            "schleifen_entfernt": str(snapshot.loops),
            **{f"verfahren: {words}": how for words, how in algorithms(snapshot)},
        }


@bp.get("/netzwerk/bild.<form>")
def network_picture(form: str) -> ResponseReturnValue:
    """Give the picture as it is filtered, with title, legend and source, to be printed."""
    if form not in KINDS:
        abort(404)
    found = _found(wanted())
    drawing = _printed(found)
    if form == "png":
        return _answer(typesetting.png(drawing, otherwise=NO_PNG), KINDS[form], "netzwerk.png")
    return _answer(drawing.encode(), KINDS[form], "netzwerk.svg", is_shown=True)


@bp.get("/netzwerk/daten.<form>")
def network_file(form: str) -> ResponseReturnValue:
    """Give the whole network of a wave as GraphML, or that of all waves as GEXF."""
    if form not in {"graphml", "gexf"}:
        abort(404)
    found = _found(Only())
    if form == "graphml":
        names = names_of([found.net.snapshot], _known(found.net))
        nodes = nodes_of(found.net.everybody, names)
        made = graphml(nodes, edges_of(found.net.snapshot, names), found.about())
        return _answer(made, "application/graphml+xml", "netzwerk.graphml")
    session = db.session()
    waves, _ = waves_and_chosen()
    told = [wave for wave in waves if wave.is_told("tie.partner", found.eyes)]
    taken = newest_of_all(session, audience_of(found.eyes))
    made = gexf(periods(told, taken, faces(session, found.eyes)), found.about())
    return _answer(made, "application/gexf+xml", "netzwerk.gexf")


@bp.get("/netzwerk/daten-<table>.csv")
def network_table(table: str) -> ResponseReturnValue:
    """Give organisations (`knoten`) or ties (`kanten`) as CSV."""
    if table not in {"knoten", "kanten"}:
        abort(404)
    found = _found(Only())
    names = names_of([found.net.snapshot], _known(found.net))
    nodes = nodes_of(found.net.everybody, names)
    source = f"{found.source} {_licence()}"
    held = io.BytesIO()
    if table == "knoten":
        lines = ({"id": key, "quelle": source, **each} for key, each in nodes.items())
        rows = ([_cell(line.get(name, "")) for name in NODE_HEADINGS] for line in lines)
        write_rows(held, NODE_HEADINGS, rows)
    else:
        edges = edges_of(found.net.snapshot, names)
        write_rows(
            held,
            EDGE_HEADINGS,
            (
                [
                    *(each.speaker, each.partner),
                    *(str(nodes[each.speaker]["name"]), str(nodes[each.partner]["name"])),
                    *(each.state.value, each.words, each.where_from, source),
                ]
                for each in edges
            ),
        )
    return _answer(held.getvalue(), CSV, f"netzwerk-{table}.csv")


def _cell(value: Value) -> str | int | float | None:
    """Return yes and no as words; a spreadsheet has its own for true and false."""
    if isinstance(value, bool):
        return gettext(N_("ja")) if value else gettext(N_("nein"))
    return value


def _found(only: Only) -> _Found:
    """Return the network of the wave asked for; 404 where it is not computed or may not be told."""
    (_, wave), eyes = waves_and_chosen(), reader()
    if wave is None or not wave.is_told("tie.partner", eyes):
        abort(404)
    net = shown(db.session(), wave.id, eyes, only)
    if net is None or not net.everybody:
        abort(404)
    return _Found(wave=wave, eyes=eyes, net=net)


def _known(net: Shown) -> Mapping[str, Face]:
    return {row.node["id"]: row.face for row in net.everybody if row.face}


def _printed(found: _Found) -> str:
    picture = drawn(found.net, link=False)
    lines = textwrap.wrap(found.source, WRAP) + textwrap.wrap(_licence(), WRAP)
    return render_template(
        "inventory/network/print.svg",
        picture=picture,
        title=gettext(N_("Wer mit wem zusammenarbeitet")),
        subtitle=f"{found.wave.title(current_language())} · "
        f"{day_words(found.net.snapshot.made_at, current_language())}",
        kinds=choices(found.net)["kinds"],
        has_hidden=any(row.face is None for row in found.net.rows),
        listed=_listed(picture),
        shape=legend_shape,
        lines=lines,
    )


def _listed(picture: Picture) -> list[Mark]:
    """Return whom a number stands for on paper, A to Z: their names have no room, or not whole."""
    named = [mark for mark in picture.marks if mark.look.name]
    if len(named) > MOST_LISTED:
        return []
    return [mark for mark in named if not is_told_whole(mark)]


def _licence() -> str:
    return gettext(PLACES, whose=gettext(POPULATION.text), licence=gettext(LICENCE))


def _settings() -> Settings:
    settings: Settings = current_app.extensions["ikp_settings"]
    return settings


def _answer(data: bytes, kind: str, name: str, *, is_shown: bool = False) -> Response:
    answer = Response(data, content_type=kind)
    how = "inline" if is_shown else "attachment"
    answer.headers.set("Content-Disposition", how, filename=name)
    return answer
