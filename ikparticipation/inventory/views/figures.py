"""What there is, in numbers; and for each number, the answers it comes from."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from flask import render_template
from flask.typing import ResponseReturnValue

from ikparticipation import clock, db
from ikparticipation.catalogue.geometry import county_map
from ikparticipation.catalogue.queries import Choice, catalogue
from ikparticipation.inventory.queries import figures
from ikparticipation.inventory.queries.directory import NONE
from ikparticipation.inventory.queries.figures import Place
from ikparticipation.inventory.shades import shade, shades
from ikparticipation.inventory.views.blueprint import (
    bp,
    given,
    reader,
    waves_and_chosen,
)
from ikparticipation.web import current_language


@dataclass(frozen=True)
class Row:
    """One line of the matrix: number and address of the answers behind it, for each column."""

    name: str | None
    """None: the offers without a place."""
    cells: list[tuple[int, str]]


@bp.get("/bestand/")
def overview() -> ResponseReturnValue:
    """Show what there is, where and in which field, and how many have answered."""
    session, (waves, wave), eyes = db.session(), waves_and_chosen(), reader()
    if wave is None:
        return render_template("inventory/overview.html", wave=None)
    names, counts = catalogue(session), figures.counts(session, wave.id, eyes)
    has_fields = wave.is_counted("offer.fields", eyes)
    field, fields = given("feld"), _words(names.fields) if has_fields else {}
    by_place = {ags: counts.get((ags, field or None), 0) for ags in names.municipalities}
    ranges = shades(by_place.values())
    return render_template(
        "inventory/overview.html",
        waves=waves,
        wave=wave,
        running=wave.closes_at > clock.now(),
        numbers=figures.overview(session, wave.id, eyes),
        eyes=eyes,
        fields=fields,
        rows=_matrix(counts, _words(names.municipalities), fields, wave.id),
        total=_row(None, counts, fields, f"/bestand/woher?welle={wave.id}", None),
        places=_words(names.municipalities),
        field=field,
        by_place=by_place,
        shade_of={ags: shade(count, ranges) for ags, count in by_place.items()},
        ranges=ranges,
        map=county_map(),
    )


def _words(entries: Mapping[str, Choice]) -> dict[str, str]:
    return {key: entry.name(current_language()) for key, entry in entries.items()}


def _matrix(
    counts: Mapping[Place, int], places: Mapping[str, str], fields: Mapping[str, str], wave_id: UUID
) -> list[Row]:
    here = f"/bestand/woher?welle={wave_id}&ort="
    rows = [_row(name, counts, fields, here + ags, ags) for ags, name in places.items()]
    if counts.get(("", None)):
        rows.append(_row(None, counts, fields, here + NONE, ""))
    return rows


def _row(
    name: str | None,
    counts: Mapping[Place, int],
    fields: Mapping[str, str],
    path: str,
    ags: str | None,
) -> Row:
    """Return a cell for all fields, for each of them, and for "no field"; AGS None: all places."""
    cells = [(counts.get((ags, None), 0), path)]
    cells += [(counts.get((ags, key), 0), f"{path}&feld={key}") for key in fields]
    if fields:
        cells.append((counts.get((ags, ""), 0), f"{path}&feld={NONE}"))
    return Row(name, cells)
