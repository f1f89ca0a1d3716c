"""The organisations: who agreed to be public, and what each says."""

from uuid import UUID

from flask import abort, flash, render_template
from flask.typing import ResponseReturnValue

from ikparticipation import db
from ikparticipation.catalogue.queries import catalogue, offered
from ikparticipation.inventory.labels import TIE_STATE_COLOURS, TIE_STATES
from ikparticipation.inventory.queries import directory, organisations, ties
from ikparticipation.inventory.queries.groups import groups_of
from ikparticipation.inventory.views.blueprint import (
    answer_paths,
    bp,
    given,
    kept,
    reader,
    waves_and_chosen,
    words,
)
from ikparticipation.organisations.labels import KEPT_HERE, WORDS
from ikparticipation.organisations.models import KIND_NAMES, LEVEL_NAMES, STATUS_NAMES, Kind
from ikparticipation.organisations.queries import Filter, names_and_fields
from ikparticipation.surveys.xlsform.vocabulary import VOCABULARIES
from ikparticipation.web import current_language, gettext, page_within, see_other

FILTERS = ("suche", "art", "ort", "feld")


@bp.get("/akteure/")
def actors() -> ResponseReturnValue:
    """Show the organisations that agreed to be public."""
    session, typed = db.session(), {name: given(name) for name in FILTERS}
    kind = Kind(typed["art"]) if typed["art"] in set(Kind) else None
    wanted = Filter(
        words=typed["suche"], kind=kind, ags=typed["ort"], field=typed["feld"], public=True
    )
    found, lists = organisations.count_public_organisations(session, wanted), catalogue(session)
    page, pages = page_within(found, organisations.PAGE)
    return render_template(
        "inventory/actors.html",
        typed=typed,
        filtered=any(typed.values()),
        kind_names=KIND_NAMES,
        level_names=LEVEL_NAMES,
        status_names=STATUS_NAMES,
        kinds=[(kind.value, gettext(name)) for kind, name in KIND_NAMES.items()],
        places=[(each.key, each.name("")) for each in offered(lists.municipalities)],
        fields=[(each.key, each.name(current_language())) for each in offered(lists.fields)],
        found=found,
        rows=organisations.public_organisations(session, wanted, page=page),
        page=page,
        pages=pages,
        url=f"/akteure/?{kept(FILTERS)}seite=",
    )


@bp.get("/akteure/<uuid:organisation_id>")
def actor(organisation_id: UUID) -> ResponseReturnValue:
    """Show one organisation: what it offers, whom it names, who names it."""
    session, (waves, wave), eyes = db.session(), waves_and_chosen(), reader()
    wave_id = wave.id if wave else None
    found = organisations.organisation(session, organisation_id, eyes, wave_id=wave_id)
    if found is None:
        abort(404)
    if found.merged_into_id is not None:
        flash(gettext(KEPT_HERE, name=found.name), "info")
        return see_other(".actor", organisation_id=found.merged_into_id)
    other_names, fields = names_and_fields(session, organisation_id, current_language())
    said = ties.ties_about(session, wave.id, organisation_id, eyes) if wave else []
    paths = answer_paths(eyes, wave.id, [organisation_id]) if wave else {}
    return render_template(
        "inventory/actor.html",
        organisation=found,
        words=WORDS,
        other_names=other_names,
        fields=fields,
        waves=waves,
        wave=wave,
        standing=found.standing,
        offers=directory.offers_of(session, wave.id, organisation_id, eyes) if wave else [],
        eyes=eyes,
        ties=said,
        names=[(t, t.partner_id, t.partner) for t in said if t.speaker_id == organisation_id],
        named_by=[(t, t.speaker_id, t.speaker) for t in said if t.speaker_id != organisation_id],
        states=words(TIE_STATES),
        colours=TIE_STATE_COLOURS,
        groups=groups_of(session, organisation_id, eyes),
        roles=words(VOCABULARIES["network.role"]),
        answer_path=paths.get(organisation_id),
        kinds=words(VOCABULARIES["offer.kind"]),
        tie_kinds=words(VOCABULARIES["tie.kind"]),
    )
