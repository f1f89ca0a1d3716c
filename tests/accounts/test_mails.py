from datetime import UTC, datetime
from pathlib import Path

import pytest

from ikparticipation.accounts import mails
from ikparticipation.accounts.models import StaffRole, User
from tests.conftest import make_settings
from tests.snapshots import assert_reads_like

SNAPSHOTS = Path(__file__).parent / "snapshots"
SETTINGS = make_settings("sqlite://", Path(), base_url="https://beteiligung.example.org")
AT = datetime(2027, 3, 12, 17, 0, tzinfo=UTC)
LINK = {"token": "TOKEN", "expires_at": AT, "settings": SETTINGS}


def person(language: str, role: StaffRole = StaffRole.STEERING) -> User:
    return User(
        email="bernd.kuehn@example.org",
        name="Bernd Kühn",
        language=language,
        staff_role=role,
        created_at=AT,
    )


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("role", StaffRole)
def test_the_invitation_to_the_administration(language, role):
    message = mails.staff_invitation(person(language, role), inviter="Anna Berg", **LINK)

    assert_reads_like(message, SNAPSHOTS / f"invitation-{role}.{language}.txt")
    assert message.secret == "TOKEN"


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_invitation_by_the_installation_itself(language):
    message = mails.staff_invitation(person(language), inviter=None, **LINK)

    assert_reads_like(message, SNAPSHOTS / f"invitation-by-nobody.{language}.txt")


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_fresh_link(language):
    message = mails.fresh_link(person(language), **LINK)

    assert_reads_like(message, SNAPSHOTS / f"link.{language}.txt")
    assert message.secret == "TOKEN"


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("removed", [False, True])
def test_the_notice_of_a_password(language, removed):
    message = mails.password_changed(person(language), removed=removed, at=AT, settings=SETTINGS)

    name = "removed" if removed else "changed"
    assert_reads_like(message, SNAPSHOTS / f"password-{name}.{language}.txt")


def test_a_name_cannot_add_lines_to_the_subject():
    someone = person("de")
    someone.name = "Bernd\nBcc: alle@example.org"

    message = mails.fresh_link(someone, **LINK)

    assert "\n" not in message.subject
