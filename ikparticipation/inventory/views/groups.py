"""Standing groups and who belongs to them, for everybody."""

from uuid import UUID

from flask import abort, render_template
from flask.typing import ResponseReturnValue

from ikparticipation import db
from ikparticipation.accounts.access import reader as signed_in
from ikparticipation.inventory.models import NETWORK_KIND_NAMES
from ikparticipation.inventory.policies import may_keep_groups
from ikparticipation.inventory.queries import groups as queries
from ikparticipation.inventory.views.blueprint import bp, reader, words
from ikparticipation.surveys.xlsform.vocabulary import VOCABULARIES
from ikparticipation.text import pick
from ikparticipation.web import current_language


@bp.get("/gremien/")
def groups() -> ResponseReturnValue:
    """List the groups that somebody entered, those that go on first."""
    user = signed_in()
    return render_template(
        "inventory/groups.html",
        rows=queries.groups(db.session(), reader()),
        kinds=words(NETWORK_KIND_NAMES),
        may_keep=user is not None and may_keep_groups(user),
    )


@bp.get("/gremien/<uuid:network_id>")
def group(network_id: UUID) -> ResponseReturnValue:
    """Show a group: who belongs to it, in which role, who says so and since when."""
    session, eyes, user = db.session(), reader(), signed_in()
    shown = queries.group(session, network_id, eyes)
    if shown is None:
        abort(404)
    members = queries.group_members(session, network_id, eyes)
    return render_template(
        "inventory/group.html",
        shown=shown,
        group=shown.Network,
        members=[member for member in members if member.organisation],
        hidden=sum(member.organisation is None for member in members),
        titles={m.wave_id: pick(m.said_in, current_language()) for m in members if m.said_in},
        kinds=words(NETWORK_KIND_NAMES),
        roles=words(VOCABULARIES["network.role"]),
        lead_is_told=shown.lead_id and eyes.is_told(shown.lead_id, public=shown.lead_public),
        eyes=eyes,
        may_keep=user is not None and may_keep_groups(user),
    )
