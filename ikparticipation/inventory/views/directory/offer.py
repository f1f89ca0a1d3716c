"""The page of one offer."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from flask import abort, redirect, render_template
from flask.typing import ResponseReturnValue

from ikparticipation import clock, db
from ikparticipation.accounts import access
from ikparticipation.catalogue.queries import catalogue
from ikparticipation.db import AnyRow
from ikparticipation.inventory.derive import asked
from ikparticipation.inventory.history import Said, changed
from ikparticipation.inventory.models import DoubtOutcome, Offer, OfferHours
from ikparticipation.inventory.policies import may_correct_offers
from ikparticipation.inventory.queries.offers import page as queries
from ikparticipation.inventory.queries.offers.page import News, Sets
from ikparticipation.inventory.queries.visible import Reader
from ikparticipation.inventory.timetable import Rule, is_open, told
from ikparticipation.inventory.views.blueprint import answer_paths, bp, reader, words
from ikparticipation.inventory.views.directory.cards import OLD, age_words
from ikparticipation.surveys.queries import compiled_by_id
from ikparticipation.surveys.xlsform.question import Publish
from ikparticipation.surveys.xlsform.vocabulary import VOCABULARIES
from ikparticipation.text import N_, pick
from ikparticipation.web import current_language, gettext

WEEKDAYS = (
    *(N_("Montag"), N_("Dienstag"), N_("Mittwoch"), N_("Donnerstag"), N_("Freitag")),
    *(N_("Samstag"), N_("Sonntag")),
)
PROPERTIES = {
    "name": N_("Name"),
    "description": N_("Beschreibung"),
    "kind": N_("Art"),
    "municipalities": N_("Orte"),
    "county_wide": N_("Orte"),
    "places": N_("Adressen"),
    "hours": N_("Zeiten"),
    "formats": N_("Form"),
    "access": N_("Zugang"),
    "costs": N_("Kosten"),
    "languages": N_("Sprachen"),
    "languages_note": N_("Sprachen"),
    "target_groups": N_("Für wen"),
    "fields": N_("Handlungsfelder"),
    "capacity": N_("Plätze"),
    "capacity_available": N_("Freie Plätze"),
    "capacity_unit": N_("Plätze"),
    "phone": N_("Telefon"),
    "email": N_("E-Mail"),
    "website": N_("Internet"),
    "funding": N_("Finanzierung"),
    "funding_until": N_("Finanziert bis"),
}
"""What of an offer may change from answer to answer → its word on the page."""


@bp.get("/angebote/<uuid:offer_id>")
def offer(offer_id: UUID) -> ResponseReturnValue:
    """Show all that is said about one offer, who said it when, and what changed.

    The address is the offer's lasting id. That of one wave leads there for ever.
    """
    session, eyes = db.session(), reader()
    said = queries.said_about(session, offer_id, eyes)
    if not said:
        lasting_id = queries.lasting_id_of(session, offer_id)
        if lasting_id is None or not queries.said_about(session, lasting_id, eyes):
            abort(404)
        return redirect(f"/angebote/{lasting_id}", 301)
    return _page(said, eyes)


def _page(said: Sequence[AnyRow], eyes: Reader) -> str:
    session, shown, now = db.session(), said[0], clock.now()
    offer: Offer = shown.Offer
    everything = eyes.knows_all_about(offer.organisation_id)
    sets = queries.sets_of(session, [row.Offer.id for row in said], everything=everything)
    hours = queries.hours_of(session, offer.id, everything=everything)
    news = queries.news_of(session, offer, everything=everything)
    is_own = offer.organisation_id in eyes.own
    return render_template(
        "inventory/offer.html",
        shown=shown,
        offer=offer,
        sets=sets[offer.id],
        names=catalogue(session),
        words={name: words(labels) for name, labels in VOCABULARIES.items()},
        history=_history(said, sets, everything=everything),
        hours=_week(hours),
        other_hours=[told([_rule(each)]) for each in hours if not each.weekdays],
        is_open=is_open(map(_rule, hours), now),
        ended=None if offer.current else _ended(offer, news),
        confirmed=_confirmed(news),
        corrections=[each for each in news if each.kind == "corrected"],
        properties=words(PROPERTIES),
        age=age_words(offer.confirmed_at, now, current_language()),
        is_old=now - offer.confirmed_at > OLD,
        answer_path=_answer_path(offer, eyes),
        correct_path=_correct_path(offer) if is_own and offer.wave_id else None,
        layer_path=_layer_path(offer),
        tells_unasked=everything,
        **_told(shown, everything=everything),
    )


def _told(shown: AnyRow, *, everything: bool) -> dict[str, Any]:
    """Return what the page says of the offer, and why it says nothing where it does not."""
    offer: Offer = shown.Offer
    said = offer.told(everything=everything)
    reached = any(said[way] for way in ("phone", "email", "website"))
    levels: Mapping[str, Publish] = {}
    if shown.questionnaire_id is not None:
        levels = asked(compiled_by_id(db.session(), shown.questionnaire_id))
    readable = [t for t, level in levels.items() if everything or level is Publish.PUBLIC]
    return {
        "said": said,
        "levels": levels,
        "asked": readable,
        "reached_by": said if reached else shown,
        "is_general": not reached,
    }


def _history(
    said: Sequence[AnyRow], sets: Mapping[UUID, Sets], *, everything: bool
) -> list[dict[str, Any]]:
    """Return when it was said, the newest first, and what was different the time before."""
    known = [_said(row.Offer, sets[row.Offer.id], everything=everything) for row in said]
    return [
        {
            "title": pick(row.wave_titles, current_language()) if row.wave_titles else row.file,
            "at": row.submitted_at or row.Offer.confirmed_at,
            "is_first": number == len(said) - 1,
            "changed": []
            if number == len(said) - 1
            else _changed_words(known[number + 1], known[number]),
        }
        for number, row in enumerate(said)
    ]


def _said(offer: Offer, sets: Sets, *, everything: bool) -> Said:
    links = {
        name: getattr(sets, name)
        for name in ("municipalities", "fields", "languages", "target_groups")
    }
    return Said(offer.name, {**offer.told(everything=everything), **links})


def _changed_words(before: Said, after: Said) -> list[str]:
    """Return the words of what changed; two properties may have the same word."""
    return list(dict.fromkeys(words(PROPERTIES)[each] for each in changed(before, after)))


def _week(hours: Sequence[OfferHours]) -> list[tuple[str, list[OfferHours]]]:
    """Return for each weekday when it is open; empty without rules of every week."""
    if not any(each.weekdays for each in hours):
        return []
    return [
        (day, [each for each in hours if each.weekdays >> number & 1])
        for number, day in enumerate(map(gettext, WEEKDAYS))
    ]


def _rule(hours: OfferHours) -> Rule:
    return Rule(
        rrule=hours.rrule,
        weekdays=hours.weekdays,
        opens=hours.opens,
        closes=hours.closes,
        valid_from=hours.valid_from,
        valid_until=hours.valid_until,
        note=hours.note,
    )


def _ended(offer: Offer, news: Sequence[News]) -> dict[str, Any]:
    """Return since when an offer has ended, and who said so; `at` None: it is only not named."""
    ends = (each for each in news if each.kind in {"ended", DoubtOutcome.ENDED.value})
    end = next((each for each in ends if each.at >= offer.confirmed_at), None)
    return {"at": end.at if end else None, "by_staff": bool(end and end.by_staff)}


def _confirmed(news: Sequence[News]) -> News | None:
    """Return when it was confirmed beside an answer, if it was."""
    return next((each for each in news if each.kind == DoubtOutcome.STILL_TRUE.value), None)


def _answer_path(offer: Offer, eyes: Reader) -> str | None:
    if offer.wave_id is None:
        return None
    paths = answer_paths(eyes, offer.wave_id, [offer.organisation_id])
    return paths.get(offer.organisation_id)


def _layer_path(offer: Offer) -> str | None:
    """Return where steering puts its places and hours right."""
    user = access.reader()
    if user is None or not may_correct_offers(user):
        return None
    return f"/verwaltung/bestand/angebote/{offer.lasting_id}/berichtigen"


def _correct_path(offer: Offer) -> str:
    """Return where the organisation that named an offer answers again."""
    return f"/erhebung/{offer.wave_id}?fuer={offer.organisation_id}"
