"""What readers doubt: the pages of the organisations, and the queue of staff."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask import abort, render_template
from flask.typing import ResponseReturnValue
from flask_login import login_required

from ikparticipation import clock, db
from ikparticipation.accounts.access import current_user, needs
from ikparticipation.db import AnyRow
from ikparticipation.errors import InvalidError
from ikparticipation.inventory import services
from ikparticipation.inventory.forms.doubts import SettleForm
from ikparticipation.inventory.labels import DOUBT_OUTCOMES
from ikparticipation.inventory.models import DoubtOutcome, OfferDoubt
from ikparticipation.inventory.policies import (
    may_answer_doubts,
    may_settle_doubts,
    may_take_back_end,
)
from ikparticipation.inventory.queries.offers import doubts as queries
from ikparticipation.inventory.views.blueprint import bp, words
from ikparticipation.organisations.queries import membership_of
from ikparticipation.web import gettext, refuse, see_other, tell

OWN = "/mein/organisation/hinweise"
QUEUE = "/verwaltung/bestand/hinweise"


@bp.get(OWN)
@login_required
def my_doubts() -> ResponseReturnValue:
    """Show what readers say about the offers of one's organisations."""
    rows = queries.doubts_of(db.session(), current_user())
    return _list(rows, here=OWN, to_staff=False)


@bp.get(QUEUE)
@needs(may_settle_doubts)
def doubts() -> ResponseReturnValue:
    """Show what nobody has answered, and what has changed and is not in the directory yet."""
    session = db.session()
    rows = [*queries.open_doubts(session), *queries.settled_doubts(session)]
    return _list(rows, here=QUEUE, to_staff=True)


@bp.route(f"{OWN}/<uuid:doubt_id>", methods=["GET", "POST"])
@login_required
def my_doubt(doubt_id: UUID) -> ResponseReturnValue:
    """Say for one's organisation whether an offer is still as it stands."""
    shown = _found(doubt_id)
    membership = membership_of(db.session(), current_user(), shown.OfferDoubt.organisation_id)
    return _answer(shown, here=OWN) if may_answer_doubts(membership) else abort(404)


@bp.route(f"{QUEUE}/<uuid:doubt_id>", methods=["GET", "POST"])
@needs(may_settle_doubts)
def settle(doubt_id: UUID) -> ResponseReturnValue:
    """Say it as staff, who have asked the organisation."""
    return _answer(_found(doubt_id), here=QUEUE)


@bp.post(f"{OWN}/<uuid:doubt_id>/doch-nicht-beendet")
@login_required
def take_back_my_end(doubt_id: UUID) -> ResponseReturnValue:
    """Take back for one's organisation that an offer has ended."""
    shown = _found(doubt_id)
    membership = membership_of(db.session(), current_user(), shown.OfferDoubt.organisation_id)
    return _take_back(doubt_id, here=OWN) if may_answer_doubts(membership) else abort(404)


@bp.post(f"{QUEUE}/<uuid:doubt_id>/doch-nicht-beendet")
@needs(may_settle_doubts)
def take_back_end(doubt_id: UUID) -> ResponseReturnValue:
    """Take back what staff said."""
    _found(doubt_id)
    return _take_back(doubt_id, here=QUEUE)


@bp.post(f"{QUEUE}/<uuid:doubt_id>/uebernommen")
@needs(may_settle_doubts)
def note_correction(doubt_id: UUID) -> ResponseReturnValue:
    """Note that a change stands in the directory now."""
    _found(doubt_id)
    services.note_correction(db.session(), doubt_id, actor=current_user(), at=clock.now())
    tell(gettext("Die Änderung ist als übernommen vermerkt."))
    return see_other("inventory.doubts")


def _take_back(doubt_id: UUID, *, here: str) -> ResponseReturnValue:
    stands = services.take_back_end(db.session(), doubt_id, actor=current_user())
    if stands:
        tell(gettext("Das Angebot steht wieder im Verzeichnis. Der Hinweis ist wieder offen."))
    else:
        tell(
            gettext(
                "Das Ende ist zurückgenommen, der Hinweis ist wieder offen. Im Verzeichnis steht "
                "das Angebot trotzdem nicht: Die neueste Antwort nennt es nicht mehr, oder ein "
                "anderer Hinweis hat es beendet."
            )
        )
    endpoint = "inventory.settle" if here == QUEUE else "inventory.my_doubt"
    return see_other(endpoint, doubt_id=doubt_id)


def _found(doubt_id: UUID) -> AnyRow:
    return queries.doubt_of(db.session(), doubt_id) or abort(404)


def _list(rows: Sequence[AnyRow], *, here: str, to_staff: bool) -> str:
    unsettled = [row for row in rows if row.OfferDoubt.settled_at is None]
    changed = [row for row in rows if to_staff and _needs_correction(row)]
    known = {row.OfferDoubt.id for row in (*unsettled, *changed)}
    return render_template(
        "inventory/doubts.html",
        unsettled=unsettled,
        changed=changed,
        settled=[row for row in rows if row.OfferDoubt.id not in known],
        outcomes=words(DOUBT_OUTCOMES),
        here=here,
        to_staff=to_staff,
    )


def _needs_correction(row: AnyRow) -> bool:
    said = row.OfferDoubt
    return said.outcome is DoubtOutcome.CHANGED and said.corrected_at is None


def _answer(shown: AnyRow, *, here: str) -> ResponseReturnValue:
    form = SettleForm()
    page: dict[str, Any] = {
        "shown": shown,
        "doubt": shown.OfferDoubt,
        "outcomes": words(DOUBT_OUTCOMES),
        "here": here,
        "to_staff": here == QUEUE,
        "form": form,
        "may_take_back": _may_take_back(shown.OfferDoubt),
        "change_path": _change_path(shown, to_staff=here == QUEUE),
    }
    if not form.is_submitted():
        return render_template("inventory/settle_doubt.html", **page)
    if not form.validate():
        return refuse("inventory/settle_doubt.html", **page)
    try:
        _settle(shown, form)
    except InvalidError as error:
        form.answer.errors = [gettext(error.message)]
        return refuse("inventory/settle_doubt.html", **page)
    _say_what_comes(form, page["change_path"], to_staff=page["to_staff"])
    return see_other("inventory.doubts" if page["to_staff"] else "inventory.my_doubts")


def _may_take_back(doubt: OfferDoubt) -> bool:
    if doubt.outcome is not DoubtOutcome.ENDED:
        return False
    membership = membership_of(db.session(), current_user(), doubt.organisation_id)
    return may_take_back_end(current_user(), membership, by_staff=doubt.settled_by_staff)


def _settle(shown: AnyRow, form: SettleForm) -> None:
    services.settle_doubt(
        db.session(),
        shown.OfferDoubt.id,
        outcome=form.chosen(),
        answer=form.answer.data or "",
        actor=current_user(),
        at=clock.now(),
    )


def _say_what_comes(form: SettleForm, change_path: str | None, *, to_staff: bool) -> None:
    """Say what was done; who has changes is led to where they are made."""
    done = gettext("Danke, Ihre Antwort ist gespeichert.")
    if form.chosen() is not DoubtOutcome.CHANGED or change_path is None:
        tell(done)
    elif to_staff:
        tell(done, (gettext("Die Angaben berichtigen"), change_path))
    else:
        then = gettext(
            "Ändern Sie es am besten selbst im Fragebogen. Ist er geschlossen, berichtigt es die "
            "Verwaltung: Sie hat Ihre Antwort bekommen."
        )
        tell(f"{done} {then}", (gettext("Zur Antwort der Organisation"), change_path))


def _change_path(shown: AnyRow, *, to_staff: bool) -> str | None:
    """Return where what the offer says is changed: the questionnaire, or its review."""
    if shown.wave_id is None:
        return None
    organisation_id = shown.OfferDoubt.organisation_id
    if to_staff:
        return f"/verwaltung/erhebungen/wellen/{shown.wave_id}/antworten/{organisation_id}"
    return f"/erhebung/{shown.wave_id}?fuer={organisation_id}"
