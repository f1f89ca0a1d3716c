import pytest

from ikparticipation.accounts.models import StaffRole
from ikparticipation.organisations import policies, queries
from ikparticipation.organisations.models import MemberRole
from tests import make

REPRESENTATIVE, CONTRIBUTOR = MemberRole.REPRESENTATIVE, MemberRole.CONTRIBUTOR


@pytest.mark.parametrize(
    ("role", "contributes", "represents"),
    [(None, False, False), (CONTRIBUTOR, True, False), (REPRESENTATIVE, True, True)],
)
def test_members_contribute_and_representatives_represent(session, role, contributes, represents):
    organisation = make.organisation(session)
    member = make.member(session, of=organisation, role=role) if role else make.user(session)
    membership = queries.membership_of(session, member, organisation.id)

    assert policies.may_contribute(membership) is contributes
    assert policies.may_represent(membership) is represents


@pytest.mark.parametrize(
    ("who", "edits", "keeps"),
    [
        ("a visitor who has only an account", False, False),
        ("a contributor", False, False),
        ("a representative", True, False),
        ("a representative of another organisation", False, False),
        ("a moderator", False, False),
        ("steering", True, True),
        ("an administrator", True, True),
    ],
)
def test_who_may_edit_an_organisation(session, who, edits, keeps):
    organisation, other = make.organisation(session), make.organisation(session)
    user = {
        "a visitor who has only an account": lambda: make.user(session),
        "a contributor": lambda: make.member(session, of=organisation, role=CONTRIBUTOR),
        "a representative": lambda: make.member(session, of=organisation),
        "a representative of another organisation": lambda: make.member(session, of=other),
        "a moderator": lambda: make.user(session, staff_role=StaffRole.MODERATOR),
        "steering": lambda: make.steering(session),
        "an administrator": lambda: make.administrator(session),
    }[who]()
    membership = next(iter(queries.memberships(session, user)), None)

    assert policies.may_edit(user, organisation, membership) is edits
    assert policies.may_keep_register(user) is keeps
