"""Where a figure, a row or a line of the inventory comes from."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from ikparticipation import db
from ikparticipation.catalogue.queries import Choice, catalogue
from ikparticipation.inventory.labels import TIE_STATES
from ikparticipation.inventory.network import TieState
from ikparticipation.inventory.queries import sources as queries
from ikparticipation.inventory.queries.directory import NONE, Wanted
from ikparticipation.inventory.queries.sources import Counted, Figure, OfFigure, Statement
from ikparticipation.inventory.queries.visible import Reader
from ikparticipation.inventory.queries.waves import InventoryWave
from ikparticipation.inventory.references import Thing, thing_of
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


@bp.get("/bestand/woher")
def where_from() -> ResponseReturnValue:
    """Show what stands behind a figure of a wave, or behind one thing of the inventory."""
    try:
        thing = thing_of(request.args)
    except ValueError:
        abort(404)
    return _figure_page() if thing is None else _thing_page(thing)


def _thing_page(thing: Thing) -> ResponseReturnValue:
    eyes = reader()
    trace = queries.where_from(db.session(), thing, eyes) or abort(404)
    return render_template(
        "inventory/trace.html",
        trace=trace,
        title=trace.title or gettext("Eine Nennung, die nicht öffentlich ist"),
        decisions=[(gettext(each.msgid, **each.facts), each) for each in trace.decisions],
        path_of=_answer_paths(trace.statements, eyes),
    )


def _answer_paths(
    statements: Sequence[Statement], eyes: Reader
) -> Mapping[tuple[UUID, UUID | None], str]:
    """Return wave and organisation → where this reader can read the whole answer."""
    return {
        (each.wave_id, each.organisation_id): path
        for each in statements
        for path in answer_paths(eyes, each.wave_id, [each.organisation_id]).values()
    }


def _figure_page() -> ResponseReturnValue:
    session, (_, wave), figure, eyes = db.session(), waves_and_chosen(), _figure(), reader()
    if wave is None:
        abort(404)
    silence = _silence(wave, figure, eyes)
    figure = replace(figure, is_only_a_figure=silence == "aggregated")
    trace = queries.where_from(session, OfFigure(wave.id, figure), eyes, page=page_number())
    sources = (trace and trace.figure) or abort(404)
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


def _words(entries: Mapping[str, Choice]) -> dict[str, str]:
    return {key: entry.name(current_language()) for key, entry in entries.items()}
