"""The directory of offers."""

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

from flask import abort, render_template
from flask.typing import ResponseReturnValue

from ikparticipation import db
from ikparticipation.catalogue.queries import Catalogue, Choice, catalogue, offered
from ikparticipation.inventory.derive import asked
from ikparticipation.inventory.models import Offer
from ikparticipation.inventory.queries import directory
from ikparticipation.inventory.queries.directory import Wanted
from ikparticipation.inventory.queries.visible import Reader
from ikparticipation.inventory.queries.waves import InventoryWave
from ikparticipation.inventory.views.blueprint import (
    answer_paths,
    bp,
    given,
    kept,
    reader,
    wanted,
    waves_and_chosen,
    words,
)
from ikparticipation.surveys.queries import compiled_by_id
from ikparticipation.surveys.xlsform.question import Publish
from ikparticipation.surveys.xlsform.vocabulary import VOCABULARIES
from ikparticipation.text import pick
from ikparticipation.web import current_language, page_within

FILTERED = {
    "municipality": "offer.municipalities",
    "field": "offer.fields",
    "language": "offer.languages",
    "target_group": "offer.target_groups",
}
"""What a filter looks at: field of `Wanted` → target."""
FILTERS = ("welle", "suche", "ort", "feld", "sprache", "zielgruppe")


@bp.get("/angebote/")
def offers() -> ResponseReturnValue:
    """Show the directory: search, filters, twenty offers a page."""
    session, (_, wave), eyes = db.session(), waves_and_chosen(), reader()
    if wave is None:
        return render_template("inventory/offers.html", wave=None)
    names, looked_for = catalogue(session), _told(wanted(), wave, eyes)
    found = directory.count_offers(session, wave.id, looked_for, eyes)
    page, pages = page_within(found.shown, directory.PAGE)
    rows = directory.offers(session, wave.id, looked_for, eyes, page=page)
    return render_template(
        "inventory/offers.html",
        wave=wave,
        wave_given=given("welle"),
        wanted=looked_for,
        found=found,
        rows=rows,
        towns=directory.places_of(session, [row.id for row in rows if not row.county_wide], eyes),
        eyes=eyes,
        places={key: entry.name("de") for key, entry in names.municipalities.items()},
        choices=_choices(names),
        kinds=words(VOCABULARIES["offer.kind"]),
        page=page,
        pages=pages,
        url=f"/angebote/?{kept(FILTERS)}seite=",
    )


def _told(looked_for: Wanted, wave: InventoryWave, eyes: Reader) -> Wanted:
    """Return what is looked for, without what this reader may not know of single offers."""
    unknown = {name: "" for name, target in FILTERED.items() if not wave.is_told(target, eyes)}
    return replace(looked_for, **unknown)


def _choices(names: Catalogue) -> Mapping[str, list[tuple[str, str]]]:
    """Return key and word of what each filter offers."""

    def words(entries: Mapping[str, Choice]) -> list[tuple[str, str]]:
        return [(entry.key, entry.name(current_language())) for entry in offered(entries)]

    return {
        "places": words(names.municipalities),
        "fields": words(names.fields),
        "languages": words(names.languages),
        "target_groups": words(names.target_groups),
    }


@bp.get("/angebote/<uuid:offer_id>")
def offer(offer_id: UUID) -> ResponseReturnValue:
    """Show all that is said about one offer, and who said it when."""
    session, eyes = db.session(), reader()
    shown = directory.offer(session, offer_id, eyes)
    if shown is None:
        abort(404)
    offer, everything = shown.Offer, eyes.knows_all_about(shown.Offer.organisation_id)
    said = offer.told(everything=everything)
    levels = asked(compiled_by_id(session, shown.questionnaire_id))
    paths = answer_paths(eyes, offer.wave_id, [offer.organisation_id])
    is_own = offer.organisation_id in eyes.own
    reached = any(said[way] for way in ("phone", "email", "website"))
    return render_template(
        "inventory/offer.html",
        shown=shown,
        offer=offer,
        wave_title=pick(shown.wave_titles, current_language()),
        said=said,
        asked=[t for t, level in levels.items() if everything or level is Publish.PUBLIC],
        levels=levels,
        sets=directory.sets_of(session, offer_id, everything=everything),
        names=catalogue(session),
        words={name: words(labels) for name, labels in VOCABULARIES.items()},
        answer_path=paths.get(offer.organisation_id),
        reached_by=said if reached else shown,
        is_general=not reached,
        tells_unasked=everything,
        correct_path=_correct_path(offer) if is_own else None,
    )


def _correct_path(offer: Offer) -> str:
    """Return where the organisation that named an offer answers again."""
    return f"/erhebung/{offer.wave_id}?fuer={offer.organisation_id}"
