from datetime import UTC, datetime
from pathlib import Path

import pytest

from ikparticipation.accounts.models import User
from ikparticipation.organisations import mails
from ikparticipation.organisations.models import Kind, MemberRole, Membership, Organisation
from tests.conftest import make_settings
from tests.snapshots import assert_reads_like

SNAPSHOTS = Path(__file__).parent / "snapshots"
SETTINGS = make_settings("sqlite://", Path(), base_url="https://beteiligung.example.org")
AT = datetime(2027, 3, 12, 17, 0, tzinfo=UTC)


def invitation(language: str, role: MemberRole, inviter: str | None, name="Bürgerbus Börde e. V."):
    membership = Membership(
        user=User(email="b@example.org", name="Bernd Kühn", language=language, created_at=AT),
        organisation=Organisation(
            name=name, sort_key="", normal_name="", kind=Kind.VEREIN, ags=None, registered_at=AT
        ),
        role=role,
        since=AT,
    )
    return mails.member_invitation(
        membership, inviter=inviter, token="TOKEN", expires_at=AT, settings=SETTINGS
    )


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("role", MemberRole)
def test_the_invitation_of_a_member(language, role):
    message = invitation(language, role, "Anna Berg")

    assert_reads_like(message, SNAPSHOTS / f"invitation-{role}.{language}.txt")
    assert message.secret == "TOKEN"


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_invitation_by_the_installation_itself(language):
    message = invitation(language, MemberRole.REPRESENTATIVE, None)

    assert_reads_like(message, SNAPSHOTS / f"invitation-by-nobody.{language}.txt")


def test_the_name_of_an_organisation_cannot_add_lines_to_the_subject():
    message = invitation("de", MemberRole.CONTRIBUTOR, None, name="Bus\nBcc: alle@example.org")

    assert "\n" not in message.subject
