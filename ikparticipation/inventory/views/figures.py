"""What there is, in numbers; and for each number, the answers it comes from."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from flask import abort, render_template
from flask.typing import ResponseReturnValue

from ikparticipation import clock, db
from ikparticipation.catalogue.geometry import county_map
from ikparticipation.catalogue.queries import Choice, catalogue
from ikparticipation.inventory.labels import TIE_STATES
from ikparticipation.inventory.network import TieState
from ikparticipation.inventory.queries import figures
from ikparticipation.inventory.queries import sources as queries
from ikparticipation.inventory.queries.directory import NONE, Wanted
from ikparticipation.inventory.queries.figures import Place
from ikparticipation.inventory.queries.sources import Counted, Figure
from ikparticipation.inventory.queries.visible import Reader
from ikparticipation.inventory.queries.waves import InventoryWave
from ikparticipation.inventory.shades import shade, shades
from ikparticipation.inventory.views.blueprint import (
    answer_paths,
    bp,
    given,
    kept,
    reader,
    waves_and_chosen,
    words,
)
from ikparticipation.web import current_language, gettext, page_number


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


@bp.get("/bestand/woher")
def where_from() -> ResponseReturnValue:
    """Show the answers behind one figure."""
    session, (_, wave), figure, eyes = db.session(), waves_and_chosen(), _figure(), reader()
    if wave is None:
        abort(404)
    silence = _silence(wave, figure, eyes)
    figure = replace(figure, is_only_a_figure=silence == "aggregated")
    sources = queries.where_from(session, wave.id, figure, eyes, page=page_number())
    place, field = _part(figure)
    return render_template(
        "inventory/where_from.html",
        wave=wave,
        figure=figure,
        sources=sources,
        place=place,
        field=field,
        exists=place is not None and field is not None,
        silence=silence,
        knows_all=eyes.staff,
        paths=answer_paths(eyes, wave.id, {row.organisation_id for row in sources.said}),
        states=words(TIE_STATES),
        url=f"/bestand/woher?{kept(('welle', 'zahl', 'ort', 'feld', 'stand'))}seite=",
    )


def _silence(wave: InventoryWave, figure: Figure, eyes: Reader) -> str:
    """Return why the answers behind a figure are not there for this reader; "" where they are.

    "not_asked": the questionnaire does not ask; "internal": there is not even a figure;
    "aggregated": there is the figure only.
    """
    targets = _targets(figure)
    if not targets <= wave.asked.keys():
        return "not_asked"
    if not all(wave.is_counted(target, eyes) for target in targets):
        return "internal"
    return "" if all(wave.is_told(target, eyes) for target in targets) else "aggregated"


def _targets(figure: Figure) -> set[str]:
    """Return the questions that a figure rests on."""
    if figure.counted is not Counted.OFFERS:
        return {"tie.partner"} if figure.counted is Counted.TIES else set()
    parts = {
        "offer.municipalities": figure.wanted.municipality,
        "offer.fields": figure.wanted.field,
    }
    return {"offer.name"} | {target for target, wanted in parts.items() if wanted}


def _figure() -> Figure:
    counted, state = given("zahl") or Counted.OFFERS, given("stand")
    if counted not in set(Counted) or state not in {"", *TieState}:
        abort(404)
    return Figure(
        counted=Counted(counted),
        wanted=Wanted(municipality=given("ort"), field=given("feld")),
        state=TieState(state) if state else None,
    )


def _part(figure: Figure) -> tuple[str | None, str | None]:
    """Return place and field of a figure in words; None: the catalogue has no such entry."""
    if figure.wanted.everything:
        return gettext("ganzer Landkreis"), gettext("alle")
    names, wanted = catalogue(db.session()), figure.wanted
    places = {"": gettext("ganzer Landkreis"), NONE: gettext("ohne Ort")}
    fields = {"": gettext("alle"), NONE: gettext("ohne Feld")}
    return (
        (places | _words(names.municipalities)).get(wanted.municipality),
        (fields | _words(names.fields)).get(wanted.field),
    )
