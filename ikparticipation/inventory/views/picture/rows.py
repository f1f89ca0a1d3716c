"""The organisations and ties of a network as rows of files; ids of the unnamed stay inside."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from flask import current_app

from ikparticipation.inventory.graph.files import Attributes, FileEdge, Period, Value
from ikparticipation.inventory.labels import TIE_STATES
from ikparticipation.inventory.models import NetworkSnapshot
from ikparticipation.inventory.network import TieState
from ikparticipation.inventory.queries.snapshots import Face
from ikparticipation.inventory.queries.waves import InventoryWave
from ikparticipation.inventory.references import OfEntry, OfPair, Thing, address_of
from ikparticipation.inventory.views.picture.shown import Row, rows_of
from ikparticipation.settings import Settings
from ikparticipation.text import BERLIN, N_
from ikparticipation.web import gettext

NODE_HEADINGS = (
    *("id", "name", "angaben", "art", "ort", "ags", "handlungsfelder", "gefragt", "geantwortet"),
    *("nennt", "nennt_fehlt", "wird_genannt", "partner", "bestaetigt", "zwischenstellung"),
    *("kern", "gruppe", "gelenkstelle", "x", "y", "woher", "quelle"),
)
EDGE_HEADINGS = (*("von", "nach", "von_name", "nach_name", "stand", "aussage", "woher", "quelle"),)
MISSING = {"not_asked": N_("nicht gefragt"), "not_answered": N_("keine Angabe")}
WITHHELD, TOLD = N_("gesperrt"), N_("genannt")
"""Whether name, kind, place and fields of an organisation may be known."""


def names_of(snapshots: Iterable[NetworkSnapshot], known: Mapping[str, Face]) -> dict[str, str]:
    """Return id in a snapshot → id in a file: the unnamed are counted, the same in all waves."""
    ids = sorted({node["id"] for snapshot in snapshots for node in snapshot.nodes})
    unnamed = [each for each in ids if each not in known]
    return {each: each for each in ids if each in known} | {
        each: f"ungenannt-{number}" for number, each in enumerate(unnamed, start=1)
    }


def nodes_of(rows: Iterable[Row], names: Mapping[str, str]) -> dict[str, Attributes]:
    """Return id → what a file says of an organisation; what is missing has no entry."""
    found: dict[str, Attributes] = {}
    for row in sorted(rows, key=lambda row: row.number):
        attributes: dict[str, Value] = {
            "label": row.name,
            "name": row.name,
            "angaben": gettext(TOLD if row.face else WITHHELD),
            "gefragt": row.node["asked"],
            "geantwortet": row.node["answered"],
            **_told(row),
            **_measured(row),
            "x": row.node["x"],
            "y": row.node["y"],
        }
        found[names[row.node["id"]]] = attributes
    return found


def _told(row: Row) -> dict[str, Value]:
    if row.face is None:
        return {}
    where_from = _address(OfEntry(UUID(row.node["id"])))
    place = {"ort": row.face.municipality or "", "ags": row.face.ags or ""}
    fields = " | ".join(row.fields)
    told = {"art": row.kind, **place, "handlungsfelder": fields, "woher": where_from}
    return {key: words for key, words in told.items() if words}


def _measured(row: Row) -> dict[str, Value]:
    found: dict[str, Value] = {
        "wird_genannt": row.claimed["named_by"],
        "partner": row.claimed["degree"],
        "bestaetigt": row.confirmed["degree"],
        "zwischenstellung": float(row.claimed["betweenness"]),
        "kern": row.claimed["core"],
        "gelenkstelle": row.claimed["separates"],
    }
    if row.claimed["community"] is not None:
        found["gruppe"] = row.claimed["community"]
    if row.names:
        return found | {"nennt_fehlt": gettext(MISSING[row.names])}
    return found | {"nennt": row.claimed["names"]}


def edges_of(snapshot: NetworkSnapshot, names: Mapping[str, str]) -> list[FileEdge]:
    ids = [node["id"] for node in snapshot.nodes]
    return [
        FileEdge(
            speaker=names[ids[speaker]],
            partner=names[ids[partner]],
            state=TieState(state),
            words=gettext(TIE_STATES[TieState(state)]),
            where_from=_of_pair(ids[speaker], ids[partner], names),
        )
        for speaker, partner, state in snapshot.edges
    ]


def _of_pair(speaker: str, partner: str, names: Mapping[str, str]) -> str:
    """Return where it stands who said what; empty where one of them is not named."""
    is_named = names[speaker] == speaker and names[partner] == partner
    return _address(OfPair(UUID(speaker), UUID(partner))) if is_named else ""


def _address(thing: Thing) -> str:
    settings: Settings = current_app.extensions["ikp_settings"]
    return f"{settings.base_url}{address_of(thing)}"


def periods(
    waves: Sequence[InventoryWave],
    snapshots: Mapping[UUID, NetworkSnapshot],
    known: Mapping[str, Face],
) -> list[Period]:
    """Return the waves that have a network, the oldest first."""
    names = names_of(snapshots.values(), known)
    found = sorted((wave for wave in waves if wave.id in snapshots), key=lambda w: w.opens_at)
    return [
        Period(
            start=wave.opens_at.astimezone(BERLIN).date().isoformat(),
            end=wave.closes_at.astimezone(BERLIN).date().isoformat(),
            nodes=nodes_of(rows_of(snapshots[wave.id], known), names),
            edges=edges_of(snapshots[wave.id], names),
        )
        for wave in found
    ]
