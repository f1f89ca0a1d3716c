"""The register of organisations, for steering."""

from urllib.parse import urlencode
from uuid import UUID

from flask import render_template, request
from flask.typing import ResponseReturnValue

from ikparticipation import db
from ikparticipation.accounts.access import needs
from ikparticipation.accounts.forms import tidy
from ikparticipation.catalogue.queries import municipalities
from ikparticipation.organisations import queries
from ikparticipation.organisations.models import KIND_NAMES, MEMBER_ROLE_NAMES, Kind, Organisation
from ikparticipation.organisations.policies import may_keep_register
from ikparticipation.organisations.views.blueprint import bp
from ikparticipation.web import get_or_404, gettext


@bp.get("/verwaltung/akteure")
@needs(may_keep_register)
def register() -> ResponseReturnValue:
    """Show the register, filtered by words of the name, kind and place."""
    typed = {name: tidy(request.args.get(name))[:200] for name in ("suche", "art", "ort")}
    kind = Kind(typed["art"]) if typed["art"] in set(Kind) else None
    wanted = queries.Filter(words=typed["suche"], kind=kind, ags=typed["ort"])
    kind_words = {kind: gettext(name) for kind, name in KIND_NAMES.items()}
    return render_template(
        "organisations/register.html",
        found=queries.register(db.session(), wanted, page=request.args.get("seite", 1, type=int)),
        typed=typed,
        places=[(row.ags, row.name) for row in municipalities(db.session())],
        kinds=[(kind.value, word) for kind, word in kind_words.items()],
        kind_words=kind_words,
        further=f"{request.path}?{urlencode(typed)}&seite=",
    )


@bp.get("/verwaltung/akteure/<uuid:organisation_id>")
@needs(may_keep_register)
def detail(organisation_id: UUID) -> ResponseReturnValue:
    organisation = get_or_404(Organisation, organisation_id)
    return render_template(
        "organisations/detail.html",
        organisation=organisation,
        places=queries.places(db.session(), [organisation]),
        members=queries.members(db.session(), [organisation.id]),
        kind_names=KIND_NAMES,
        role_names=MEMBER_ROLE_NAMES,
    )
