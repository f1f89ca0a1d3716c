"""Where does my answer appear? For members, answer by answer and row by row."""

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_login import login_required

from ikparticipation import db
from ikparticipation.accounts.access import current_user
from ikparticipation.inventory.queries.appearances import answered, replied
from ikparticipation.inventory.views.blueprint import bp
from ikparticipation.organisations.queries import memberships


@bp.get("/mein/organisation/antworten")
@login_required
def appearances() -> ResponseReturnValue:
    """Show each answer of one's organisations with where it stands now, or why it does not."""
    session, user = db.session(), current_user()
    own = [membership.organisation for membership in memberships(session, user)]
    ids = [organisation.id for organisation in own]
    return render_template(
        "inventory/appearances.html",
        organisations=own,
        answers=answered(session, ids),
        replies=replied(session, ids),
    )
