"""Entries of the register that may be one organisation: merged by a person, kept apart, undone."""

from typing import Any
from uuid import UUID

from flask import abort, flash, render_template
from flask.typing import ResponseReturnValue

from ikparticipation import clock, db
from ikparticipation.accounts.access import current_user, needs
from ikparticipation.errors import DomainError
from ikparticipation.organisations import queries
from ikparticipation.organisations.forms.names import WhyForm
from ikparticipation.organisations.labels import MOVED, WORDS
from ikparticipation.organisations.models import ApartPair, Merge, Organisation
from ikparticipation.organisations.policies import may_keep_register
from ikparticipation.organisations.queries.merges import PAGE, apart_pairs, count_merges, merges
from ikparticipation.organisations.queries.proposals import may_be_one
from ikparticipation.organisations.services import keeping_apart, merging
from ikparticipation.organisations.views.blueprint import bp, editable
from ikparticipation.text import N_
from ikparticipation.web import gettext, page_within, refuse, see_other

REGISTER = "/verwaltung/akteure"
MERGE_PAGE = "organisations/merge.html"


@bp.get("/verwaltung/akteure/doppelt")
@needs(may_keep_register)
def duplicates() -> ResponseReturnValue:
    """Show which entries are so alike that they may be one, and which are kept apart."""
    session = db.session()
    pairs = may_be_one(session)
    page, pages = page_within(len(pairs), PAGE)
    shown = pairs[(page - 1) * PAGE : page * PAGE]
    return render_template(
        "organisations/duplicates.html",
        number=len(pairs),
        pairs=shown,
        apart=apart_pairs(session),
        page=page,
        pages=pages,
        url="/verwaltung/akteure/doppelt?seite=",
    )


@bp.route(
    "/verwaltung/akteure/<uuid:kept_id>/zusammenfuehren/<uuid:gone_id>", methods=["GET", "POST"]
)
@needs(may_keep_register)
def merge(kept_id: UUID, gone_id: UUID) -> ResponseReturnValue:
    """Show two entries side by side and what would move; merge them, or keep them apart."""
    kept, gone, form = editable(kept_id, own=False), editable(gone_id, own=False), WhyForm()
    if not form.is_submitted():
        return render_template(MERGE_PAGE, **_page(kept, gone, form))
    if not form.validate():
        return refuse(MERGE_PAGE, **_page(kept, gone, form))
    facts: dict[str, Any] = {
        "reason": form.reason.data or "",
        "actor": current_user(),
        "at": clock.now(),
    }
    try:
        merging.merge_organisations(db.session(), kept, gone, **facts)
    except DomainError as error:
        form.reason.errors = [gettext(error.message, **error.facts)]
        return render_template(MERGE_PAGE, **_page(kept, gone, form)), error.status
    flash(gettext(MERGED_NOW, kept=kept.name, gone=gone.name), "success")
    return see_other(".detail", organisation_id=kept.id)


@bp.route(f"{REGISTER}/<uuid:one_id>/verschieden/<uuid:other_id>", methods=["GET", "POST"])
@needs(may_keep_register)
def keep_apart(one_id: UUID, other_id: UUID) -> ResponseReturnValue:
    """Ask why two entries are two organisations, and keep that."""
    one, other, form = editable(one_id, own=False), editable(other_id, own=False), WhyForm()
    page = {"one": one, "other": other, "form": form}
    if not form.is_submitted():
        return render_template("organisations/apart.html", **page)
    if not form.validate():
        return refuse("organisations/apart.html", **page)
    facts: dict[str, Any] = {
        "reason": form.reason.data or "",
        "actor": current_user(),
        "at": clock.now(),
    }
    keeping_apart.keep_apart(db.session(), one, other, **facts)
    flash(gettext(APART_NOW, one=one.name, other=other.name), "success")
    return see_other(".duplicates")


@bp.post("/verwaltung/akteure/verschieden/<uuid:pair_id>/aufheben")
@needs(may_keep_register)
def undo_apart(pair_id: UUID) -> ResponseReturnValue:
    """Let two entries be proposed for each other again."""
    pair = db.session().get(ApartPair, pair_id) or abort(404)
    keeping_apart.undo_apart(db.session(), pair, actor=current_user(), at=clock.now())
    flash(gettext("Die beiden Einträge werden wieder verglichen."), "success")
    return see_other(".duplicates")


@bp.get("/verwaltung/akteure/zusammenfuehrungen")
@needs(may_keep_register)
def merge_log() -> ResponseReturnValue:
    """Show who merged what and why, the newest first, each with its undo."""
    session = db.session()
    page, pages = page_within(count_merges(session), PAGE)
    return render_template(
        "organisations/merges.html",
        merges=merges(session, page=page),
        page=page,
        pages=pages,
        url="/verwaltung/akteure/zusammenfuehrungen?seite=",
    )


@bp.post("/verwaltung/akteure/zusammenfuehrungen/<uuid:merge_id>/aufheben")
@needs(may_keep_register)
def undo_merge(merge_id: UUID) -> ResponseReturnValue:
    """Give an entry back what was its own."""
    merge = db.session().get(Merge, merge_id) or abort(404)
    try:
        merging.undo_merge(db.session(), merge, actor=current_user(), at=clock.now())
    except DomainError as error:
        flash(gettext(error.message, **error.facts), "danger")
        return see_other(".merge_log")
    flash(
        gettext("Die Zusammenführung ist aufgehoben; beide Einträge stehen wieder da."), "success"
    )
    return see_other(".detail", organisation_id=merge.gone_id)


def _page(kept: Organisation, gone: Organisation, form: WhyForm) -> dict[str, object]:
    session = db.session()
    both = [kept.id, gone.id]
    return {
        "kept": kept,
        "gone": gone,
        "form": form,
        "entries": [queries.entered(session, each) for each in both],
        "names": queries.other_names(session, both),
        "preview": merging.preview_merge(session, kept, gone),
        "moved": MOVED,
        "words": WORDS,
    }


MERGED_NOW = N_(
    "„%(gone)s“ ist jetzt Teil von „%(kept)s“. Was daraus für den Bestand folgt, wird gerade "
    "nachgeführt."
)
APART_NOW = N_("„%(one)s“ und „%(other)s“ bleiben zwei Einträge.")
