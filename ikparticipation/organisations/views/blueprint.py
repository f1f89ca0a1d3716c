"""The blueprint, and how a page gets its organisation.

Most pages exist twice: under `/verwaltung/akteure/` for steering, and under `/mein/organisation/`
(`own`) for those who represent the organisation.
"""

from uuid import UUID

from flask import Blueprint, abort, request, url_for

from ikparticipation import db
from ikparticipation.accounts.access import current_user
from ikparticipation.errors import ConflictError, NotAllowedError
from ikparticipation.organisations import policies, queries
from ikparticipation.organisations.models import Membership, Organisation
from ikparticipation.organisations.services.register import MERGED
from ikparticipation.text import N_

bp = Blueprint("organisations", __name__)


def editable(organisation_id: UUID, *, own: bool) -> Organisation:
    """Return the organisation if this reader may edit it here; 404, 403 or 409 (merged) if not.

    A POST locks the row, so that of two people who save at once the second sees the first.
    """
    session, user = db.session(), current_user()
    if not own and not policies.may_keep_register(user):
        raise NotAllowedError(N_("Das Verzeichnis pflegt nur die Verwaltung."))
    locked = request.method == "POST"
    organisation = session.get(Organisation, organisation_id, with_for_update=locked or None)
    membership = queries.membership_of(session, user, organisation_id)
    if organisation is not None and organisation.merged_into_id is not None:
        raise ConflictError(MERGED)
    if organisation is None or (own and membership is None):
        abort(404)
    if not policies.may_edit(user, organisation, membership):
        raise NotAllowedError(N_("Das darf nur, wer die Organisation vertritt."))
    return organisation


def member_of(organisation: Organisation, membership_id: UUID) -> Membership:
    membership = db.session().get(Membership, membership_id)
    if membership is None or membership.organisation_id != organisation.id:
        abort(404)
    return membership


def home(organisation: Organisation, *, own: bool) -> str:
    """Return the page from which this organisation is edited."""
    if own:
        return url_for("organisations.mine")
    return url_for("organisations.detail", organisation_id=organisation.id)
