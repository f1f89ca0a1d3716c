"""What a reader is shown of a network that was computed: who, in which order, drawn how."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from ikparticipation.inventory.graph.drawing import Look, Picture, picture
from ikparticipation.inventory.models import Audience, NetworkSnapshot
from ikparticipation.inventory.network import TieState
from ikparticipation.inventory.queries.snapshots import Face, faces, newest
from ikparticipation.inventory.queries.visible import Reader
from ikparticipation.inventory.views.blueprint import given
from ikparticipation.inventory.views.picture.words import HIDDEN, percent
from ikparticipation.organisations.models import KIND_NAMES
from ikparticipation.text import pick, sort_key
from ikparticipation.web import current_language, gettext, ngettext

PAGE = 50
KEPT = ("welle", "feld", "ort", "art", "stand")
"""What goes along from link to link."""
ORDERS = {
    "partner": ("claimed", "degree"),
    "bestaetigt": ("confirmed", "degree"),
    "genannt": ("claimed", "named_by"),
    "mitte": ("claimed", "betweenness"),
    "kern": ("claimed", "core"),
    "gruppe": ("claimed", "community"),
}
"""Value of `?ordnung=` → measure; without one by name."""


@dataclass(frozen=True)
class Only:
    """What the picture and the tables are limited to; "": no limit."""

    field: str = ""
    place: str = ""
    kind: str = ""
    state: str = ""

    @property
    def is_about_organisations(self) -> bool:
        return bool(self.field or self.place or self.kind)

    def lets_in(self, face: Face | None) -> bool:
        """Nobody who is not to be named is found by what they are."""
        if face is None:
            return not self.is_about_organisations
        return (
            self.field in {"", *face.fields}
            and self.place in {"", face.ags}
            and self.kind in {"", face.kind.value}
        )


@dataclass(frozen=True, kw_only=True)
class Row:
    """One organisation: in the picture, in the table, in a file."""

    number: int
    """Its place in the snapshot."""
    face: Face | None
    name: str
    kind: str
    fields: tuple[str, ...]
    node: Mapping[str, Any]
    between: str

    @property
    def claimed(self) -> Mapping[str, Any]:
        found: Mapping[str, Any] = self.node["claimed"]
        return found

    @property
    def confirmed(self) -> Mapping[str, Any]:
        found: Mapping[str, Any] = self.node["confirmed"]
        return found

    @property
    def names(self) -> str:
        """Why its number of named partners is missing, as `symbol` has it; "": it is not."""
        if self.node["answered"]:
            return ""
        return "not_answered" if self.node["asked"] else "not_asked"


@dataclass(frozen=True, kw_only=True)
class Shown:
    """The network of a wave as one reader sees it."""

    snapshot: NetworkSnapshot
    only: Only
    everybody: Sequence[Row]
    rows: Sequence[Row] = field(default=())
    """Those that the filter lets in, in the order that was asked for."""


def audience_of(reader: Reader) -> Audience:
    return Audience.STAFF if reader.staff else Audience.PUBLIC


def wanted() -> Only:
    return Only(field=given("feld"), place=given("ort"), kind=given("art"), state=given("stand"))


def shown(session: Any, wave_id: UUID, reader: Reader, only: Only) -> Shown | None:
    """Return what was computed last of this wave; None: nothing yet. By two statements."""
    snapshot = newest(session, wave_id, audience_of(reader))
    if snapshot is None:
        return None
    everybody = rows_of(snapshot, faces(session, reader))
    found = [row for row in everybody if only.lets_in(row.face)]
    return Shown(snapshot=snapshot, only=only, everybody=everybody, rows=_ordered(found))


def rows_of(snapshot: NetworkSnapshot, known: Mapping[str, Face]) -> list[Row]:
    """Return the organisations of a snapshot by name; those not to be named come last."""
    rows = [_row(number, node, known.get(node["id"])) for number, node in enumerate(snapshot.nodes)]
    return sorted(rows, key=lambda row: (row.face is None, _key(row)))


def _key(row: Row) -> tuple[str, int]:
    return (row.face.sort_key if row.face else "", row.number)


def _row(number: int, node: Mapping[str, Any], face: Face | None) -> Row:
    language = current_language()
    return Row(
        number=number,
        face=face,
        name=face.name if face else gettext(HIDDEN),
        kind=gettext(KIND_NAMES[face.kind]) if face else "",
        fields=tuple(pick(names, language) for names in face.fields.values()) if face else (),
        node=node,
        between=percent(node["claimed"]["betweenness"]),
    )


def _ordered(rows: list[Row]) -> list[Row]:
    """Most first; groups by their number; equal ones stay in the order of their names."""
    order = ORDERS.get(given("ordnung"))
    if order is None:
        return rows
    network, measure = order
    sign = 1 if measure == "community" else -1
    last = float("inf")

    def key(row: Row) -> float:
        value = row.node[network][measure]
        return last if value is None else sign * value

    return sorted(rows, key=key)


def drawn(found: Shown, *, link: bool = True) -> Picture:
    """Draw those that the filter lets in, by name, with a link each to who said what."""
    going_on = [(name, given(name)) for name in ("welle",) if given(name)]
    query = f"?{urlencode(going_on)}" if going_on else ""
    looks = {
        row.number: Look(
            name=row.face.name if row.face else None,
            kind=row.face.kind.value if row.face else "",
            title=_title(row),
            href=f"/netzwerk/organisation/{row.face.id}{query}" if link and row.face else None,
        )
        for row in sorted(found.rows, key=lambda row: (row.face is None, _key(row)))
    }
    return picture(found.snapshot.nodes, found.snapshot.edges, looks, states=states_of(found.only))


def states_of(only: Only) -> tuple[TieState, ...]:
    if only.state in set(TieState):
        return (TieState(only.state),)
    return tuple(TieState)


def _title(row: Row) -> str:
    partners = row.claimed["degree"]
    words = ngettext("%(num)s Verbindung", "%(num)s Verbindungen", partners)
    return f"{row.name}: {words}"


def choices(found: Shown) -> dict[str, list[tuple[str, str]]]:
    """Return what the filter offers: places, fields and kinds that occur in this network."""
    language = current_language()
    known = [row.face for row in found.everybody if row.face]
    places = {face.ags: face.municipality for face in known if face.ags and face.municipality}
    fields = {key: pick(names, language) for face in known for key, names in face.fields.items()}
    kinds = {face.kind.value: gettext(KIND_NAMES[face.kind]) for face in known}
    return {
        "places": _by_words(places.items()),
        "fields": _by_words(fields.items()),
        "kinds": _by_words(kinds.items()),
    }


def _by_words(entries: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return sorted(entries, key=lambda entry: sort_key(entry[1]))
