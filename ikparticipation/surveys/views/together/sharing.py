"""Sections are taken, given, released; and who may submit is asked to."""

from functools import partial

from flask import flash, redirect, request
from flask.typing import ResponseReturnValue

from ikparticipation import db
from ikparticipation.accounts.access import current_user
from ikparticipation.accounts.models import User
from ikparticipation.errors import InvalidError
from ikparticipation.surveys.forms.together import Sharing
from ikparticipation.surveys.services import together
from ikparticipation.surveys.views.answering.overview import overview_page
from ikparticipation.surveys.views.blueprint import bp
from ikparticipation.surveys.views.place import Place, for_organisation, not_open
from ikparticipation.web import gettext, ngettext


@bp.post("/erhebung/<uuid:wave_id>/aufteilen")
@for_organisation
def share_out(place: Place) -> ResponseReturnValue:
    """Give the ticked sections to somebody, take them, or let them be free again."""
    if not place.is_open:
        return not_open(place)
    me = current_user()
    sharing = Sharing.read(request.form.to_dict(flat=False), me=me.id)
    try:
        done = _share(place, sharing, me)
    except together.SectionTakenError as taken:
        db.session().rollback()
        return overview_page(place, sharing=gettext(taken.message, **taken.facts)), 409
    except InvalidError as error:
        db.session().rollback()
        return overview_page(place, sharing=gettext(error.message, **error.facts)), 422
    flash(_told(sharing, len(done), is_mine=sharing.to == me.id), "success")
    return redirect(f"{place.path()}#abschnitte", 303)


def _share(place: Place, sharing: Sharing, me: User) -> list[str]:
    act = together.release_sections
    if sharing.to is not None:
        act = partial(together.assign_sections, to=sharing.to)
    return act(
        db.session(),
        place.wave,
        place.seat.organisation_id,
        sharing.sections,
        actor=me,
        at=place.now,
        seen=sharing.seen,
    )


def _told(sharing: Sharing, number: int, *, is_mine: bool) -> str:
    if sharing.to is None:
        return ngettext("%(num)s Abschnitt ist frei.", "%(num)s Abschnitte sind frei.", number)
    if is_mine:
        return ngettext(
            "Sie haben %(num)s Abschnitt übernommen.",
            "Sie haben %(num)s Abschnitte übernommen.",
            number,
        )
    return ngettext(
        "%(num)s Abschnitt ist zugeteilt. Die Person bekommt eine Mail.",
        "%(num)s Abschnitte sind zugeteilt. Die Person bekommt eine Mail.",
        number,
    )


@bp.post("/erhebung/<uuid:wave_id>/bitte-absenden")
@for_organisation
def ask_to_submit(place: Place) -> ResponseReturnValue:
    """Ask those who represent the organisation to submit, once a day at most."""
    if not place.is_open:
        return not_open(place)
    asked = together.ask_to_submit(
        db.session(),
        place.wave,
        place.seat.organisation_id,
        actor=current_user(),
        at=place.now,
    )
    if asked:
        flash(gettext("Die Vertretung bekommt eine Mail mit Ihrer Bitte."), "success")
    else:
        flash(gettext("Heute wurde schon darum gebeten. Morgen können Sie erinnern."), "info")
    return redirect(place.path("pruefen"), 303)
