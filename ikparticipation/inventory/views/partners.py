"""The open pairs of one's organisation: who names it, whom it names, and one click to answer."""

from collections import Counter
from collections.abc import Sequence
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required

from ikparticipation import clock, db
from ikparticipation.accounts.access import current_user
from ikparticipation.inventory import services
from ikparticipation.inventory.labels import TIE_STATE_COLOURS, TIE_STATES
from ikparticipation.inventory.models import Stance, TieReply
from ikparticipation.inventory.queries.partners import open_questions, pairs
from ikparticipation.inventory.views.blueprint import bp, given, waves_and_chosen, words
from ikparticipation.organisations.models import Membership
from ikparticipation.organisations.queries import memberships
from ikparticipation.surveys.xlsform.vocabulary import VOCABULARIES
from ikparticipation.text import N_
from ikparticipation.web import get_or_404, gettext

HERE = "/mein/organisation/partner"
PAIR = f"{HERE}/<uuid:wave_id>/<uuid:organisation_id>/<uuid:partner_id>"
SAID = {
    Stance.YES: N_("Gespeichert: Die Zusammenarbeit gilt jetzt als von beiden genannt."),
    Stance.NO: N_("Gespeichert: Sie sagen, dass das nicht stimmt. Die andere Seite sieht es auch."),
}


@bp.get(HERE)
@login_required
def partners() -> ResponseReturnValue:
    """Show the pairs of one organisation in one wave, first what it is asked."""
    session, acts_for = db.session(), memberships(db.session(), current_user())
    waves, wave = waves_and_chosen()
    here = _membership(acts_for)
    return render_template(
        "inventory/partners.html",
        acts_for=acts_for,
        here=here.organisation if here else None,
        waves=waves,
        wave=wave,
        pairs=pairs(session, wave.id, here.organisation_id) if here and wave else None,
        asks=bool(wave and wave.asks_for_ties),
        states=words(TIE_STATES),
        colours=TIE_STATE_COLOURS,
        kinds=words(VOCABULARIES["tie.kind"]),
        directions=words(VOCABULARIES["tie.direction"]),
        intensities=words(VOCABULARIES["tie.intensity"]),
    )


@bp.app_template_global("tie_questions")
def tie_questions() -> Counter[UUID]:
    """Return how many organisations wait for a word, by the reader's organisation.

    For the page of one's organisations, which stands below the inventory and cannot ask it.
    """
    found: Counter[UUID] = Counter()
    for each in open_questions(db.session(), current_user()):
        found[each.organisation_id] += each.number
    return found


def _membership(acts_for: Sequence[Membership]) -> Membership | None:
    """Return for whom the page is: `?fuer=`, else the first organisation of this person."""
    asked = given("fuer")
    found = next((m for m in acts_for if asked in {"", str(m.organisation_id)}), None)
    return found if found or not asked else abort(404)


@bp.post(f"{PAIR}/ja")
@login_required
def confirm_tie(wave_id: UUID, organisation_id: UUID, partner_id: UUID) -> ResponseReturnValue:
    return _reply(wave_id, organisation_id, partner_id, Stance.YES)


@bp.post(f"{PAIR}/nein")
@login_required
def deny_tie(wave_id: UUID, organisation_id: UUID, partner_id: UUID) -> ResponseReturnValue:
    return _reply(wave_id, organisation_id, partner_id, Stance.NO)


@bp.post(f"{HERE}/antworten/<uuid:reply_id>/zuruecknehmen")
@login_required
def withdraw_reply(reply_id: UUID) -> ResponseReturnValue:
    """Leave the question open again."""
    reply = get_or_404(TieReply, reply_id)
    services.withdraw_reply(db.session(), reply, actor=current_user(), at=clock.now())
    flash(gettext("Ihre Antwort ist zurückgenommen. Die Frage steht wieder offen."), "success")
    return _back(reply.wave_id, reply.organisation_id)


def _reply(
    wave_id: UUID, organisation_id: UUID, partner_id: UUID, stance: Stance
) -> ResponseReturnValue:
    services.reply_to_tie(
        db.session(),
        wave_id=wave_id,
        organisation_id=organisation_id,
        partner_id=partner_id,
        stance=stance,
        seen=_seen(),
        actor=current_user(),
        at=clock.now(),
    )
    flash(gettext(SAID[stance]), "success")
    return _back(wave_id, organisation_id)


def _seen() -> UUID | None:
    """Return the reply that the person had before their eyes."""
    try:
        return UUID(request.form.get("bisher", ""))
    except ValueError:
        return None


def _back(wave_id: UUID, organisation_id: UUID) -> ResponseReturnValue:
    return redirect(url_for("inventory.partners", welle=wave_id, fuer=organisation_id), 303)
