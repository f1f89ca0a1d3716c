"""The organisations one acts for."""

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_login import login_required

from ikparticipation import db
from ikparticipation.accounts.access import current_user
from ikparticipation.organisations import queries
from ikparticipation.organisations.labels import WORDS
from ikparticipation.organisations.models import MEMBER_ROLE_NAMES
from ikparticipation.organisations.policies import may_represent
from ikparticipation.organisations.views.blueprint import bp
from ikparticipation.web import current_language


@bp.get("/mein/organisation")
@login_required
def mine() -> ResponseReturnValue:
    """Show the reader's organisations, their members, and what the reader may do there."""
    session, user = db.session(), current_user()
    memberships = queries.memberships(session, user)
    organisations = [membership.organisation for membership in memberships]
    ids = [organisation.id for organisation in organisations]
    return render_template(
        "organisations/mine.html",
        memberships=memberships,
        members=queries.members(session, ids),
        standing=queries.standing_of(session, ids),
        fields=queries.field_names(session, ids, current_language()),
        names=queries.other_names(session, ids),
        may_represent=may_represent,
        words=WORDS,
        role_names=MEMBER_ROLE_NAMES,
    )
