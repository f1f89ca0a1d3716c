import pytest

from ikparticipation.accounts import policies
from ikparticipation.accounts.models import StaffRole
from tests import make


@pytest.mark.parametrize(
    ("role", "staff", "moderate", "steer", "administer"),
    [
        (None, False, False, False, False),
        (StaffRole.MODERATOR, True, True, False, False),
        (StaffRole.STEERING, True, True, True, False),
        (StaffRole.ADMINISTRATOR, True, True, True, True),
    ],
)
def test_each_role_may_do_what_those_below_it_may(
    session, role, staff, moderate, steer, administer
):
    user = make.user(session, staff_role=role)

    assert policies.is_staff(user) is staff
    assert policies.may_moderate(user) is moderate
    assert policies.may_steer(user) is steer
    assert policies.may_administer(user) is administer
