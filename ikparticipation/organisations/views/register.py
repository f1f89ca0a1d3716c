"""The register of organisations, for steering."""

from urllib.parse import urlencode
from uuid import UUID

from flask import abort, flash, render_template, request
from flask.typing import ResponseReturnValue

from ikparticipation import db
from ikparticipation.accounts.access import needs
from ikparticipation.accounts.forms import tidy
from ikparticipation.catalogue.queries import Choice, catalogue, offered
from ikparticipation.organisations import queries
from ikparticipation.organisations.labels import COLUMNS, HISTORY, KEPT_HERE, WORDS
from ikparticipation.organisations.models import (
    KIND_NAMES,
    MEMBER_ROLE_NAMES,
    STATUS_NAMES,
    Kind,
    OrganisationStatus,
)
from ikparticipation.organisations.policies import may_keep_register
from ikparticipation.organisations.queries.merges import merges
from ikparticipation.organisations.views.blueprint import bp
from ikparticipation.web import current_language, gettext, see_other

ASKED = ("suche", "art", "ort", "feld", "dach", "stand", "konto", "oeffentlich")
_YES_NO = {"ja": True, "nein": False}


@bp.get("/verwaltung/akteure")
@needs(may_keep_register)
def register() -> ResponseReturnValue:
    """Show the register, filtered by words of any name and by what an entry says."""
    session, typed = db.session(), {n: tidy(request.args.get(n))[:200] for n in ASKED}
    lists, page = catalogue(session), request.args.get("seite", 1, type=int)
    words = {kind: gettext(name) for kind, name in KIND_NAMES.items()}
    return render_template(
        "organisations/register.html",
        found=queries.register(session, _wanted(typed), page=page),
        typed=typed,
        filtered=any(typed.values()),
        places=_choices(offered(lists.municipalities)),
        fields=_choices(offered(lists.fields)),
        umbrellas=[(str(row.id), row.name) for row in queries.umbrellas(session)],
        kinds=[(kind.value, word) for kind, word in words.items()],
        kind_words=words,
        states=[(status.value, gettext(name)) for status, name in STATUS_NAMES.items()],
        status_names=STATUS_NAMES,
        further=f"{request.path}?{urlencode(typed)}&seite=",
    )


@bp.get("/verwaltung/akteure/<uuid:organisation_id>")
@needs(may_keep_register)
def detail(organisation_id: UUID) -> ResponseReturnValue:
    """Show an entry with all that belongs to it; one that was merged leads to the other."""
    session = db.session()
    entered = queries.entered(session, organisation_id) or abort(404)
    organisation = entered.organisation
    if organisation.merged_into_id is not None:
        flash(gettext(KEPT_HERE, name=organisation.name), "info")
        return see_other(".detail", organisation_id=organisation.merged_into_id)
    return render_template(
        "organisations/detail.html",
        entered=entered,
        organisation=organisation,
        members=queries.members(session, [organisation.id]),
        names=queries.other_names(session, [organisation.id]),
        below=queries.belonging_to(session, organisation.id),
        fields=queries.field_names(session, [organisation.id], current_language()),
        merges=merges(session, kept_id=organisation.id),
        history=queries.history_of(session, organisation.id, HISTORY),
        happened=HISTORY,
        columns=COLUMNS,
        words=WORDS,
        role_names=MEMBER_ROLE_NAMES,
    )


def _wanted(typed: dict[str, str]) -> queries.Filter:
    return queries.Filter(
        words=typed["suche"],
        kind=Kind(typed["art"]) if typed["art"] in set(Kind) else None,
        ags=typed["ort"],
        field=typed["feld"],
        umbrella_id=_uuid(typed["dach"]),
        status=OrganisationStatus(typed["stand"])
        if typed["stand"] in set(OrganisationStatus)
        else None,
        has_account=_YES_NO.get(typed["konto"]),
        public=_YES_NO.get(typed["oeffentlich"]),
    )


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _choices(entries: list[Choice]) -> list[tuple[str, str]]:
    return [(entry.key, entry.name(current_language())) for entry in entries]
