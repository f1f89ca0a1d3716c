"""The organisations: who agreed to be public, and what each says."""

from uuid import UUID

from flask import abort, render_template
from flask.typing import ResponseReturnValue

from ikparticipation import db
from ikparticipation.inventory.labels import TIE_STATE_COLOURS, TIE_STATES
from ikparticipation.inventory.queries import directory, organisations, ties
from ikparticipation.inventory.views.blueprint import (
    answer_paths,
    bp,
    given,
    kept,
    reader,
    waves_and_chosen,
    words,
)
from ikparticipation.organisations.models import KIND_NAMES
from ikparticipation.surveys.xlsform.vocabulary import VOCABULARIES
from ikparticipation.web import page_within


@bp.get("/akteure/")
def actors() -> ResponseReturnValue:
    """Show the organisations that agreed to be public."""
    session, words = db.session(), given("suche")
    found = organisations.count_public_organisations(session, words)
    page, pages = page_within(found, organisations.PAGE)
    return render_template(
        "inventory/actors.html",
        words=words,
        kind_names=KIND_NAMES,
        found=found,
        rows=organisations.public_organisations(session, words, page=page),
        page=page,
        pages=pages,
        url=f"/akteure/?{kept(('suche',))}seite=",
    )


@bp.get("/akteure/<uuid:organisation_id>")
def actor(organisation_id: UUID) -> ResponseReturnValue:
    """Show one organisation: what it offers, whom it names, who names it."""
    session, (waves, wave), eyes = db.session(), waves_and_chosen(), reader()
    found = organisations.organisation(session, organisation_id, eyes)
    if found is None:
        abort(404)
    said = ties.ties_about(session, wave.id, organisation_id, eyes) if wave else []
    paths = answer_paths(eyes, wave.id, [organisation_id]) if wave else {}
    return render_template(
        "inventory/actor.html",
        organisation=found,
        kind_names=KIND_NAMES,
        waves=waves,
        wave=wave,
        standing=organisations.standing(session, wave.id, organisation_id) if wave else None,
        offers=directory.offers_of(session, wave.id, organisation_id, eyes) if wave else [],
        eyes=eyes,
        ties=said,
        names=[(t, t.partner_id, t.partner) for t in said if t.speaker_id == organisation_id],
        named_by=[(t, t.speaker_id, t.speaker) for t in said if t.speaker_id != organisation_id],
        states=words(TIE_STATES),
        colours=TIE_STATE_COLOURS,
        answer_path=paths.get(organisation_id),
        kinds=words(VOCABULARIES["offer.kind"]),
        tie_kinds=words(VOCABULARIES["tie.kind"]),
    )
