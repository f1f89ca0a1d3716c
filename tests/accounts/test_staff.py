from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

import pytest
from sqlalchemy import select

from ikparticipation import clock, db
from ikparticipation.accounts import services
from ikparticipation.accounts.models import StaffRole, User
from ikparticipation.audit import AuditEvent
from ikparticipation.errors import ConflictError
from ikparticipation.mail import OutgoingMail
from tests import make

ACCOUNTS = "/verwaltung/konten"
SCRIPT = "<script>alert(1)</script>"
INVITATION = {"name": "Neu Hier", "email": "neu@example.org", "role": "moderator", "language": "de"}


@pytest.fixture
def admin(session):
    return make.administrator(session, name="Anna Berg")


def test_the_list_shows_staff_and_locked_accounts_only(session, admin, as_user):
    make.steering(session, name="Bernd Kühn")
    make.user(session, name="Gesperrtes Mitglied", disabled_at=clock.now())
    make.user(session, name="Nur Mitglied")

    page = as_user(admin).get(ACCOUNTS).text

    assert "Bernd Kühn" in page
    assert "Gesperrtes Mitglied" in page
    assert "Nur Mitglied" not in page
    assert "3 Konten" in page


def test_the_list_costs_the_same_with_many_accounts(session, admin, as_user, statements):
    for _ in range(20):
        make.moderator(session)

    with statements() as seen:
        as_user(admin).get(ACCOUNTS)

    assert len(seen) == 2


def test_an_invitation_goes_out_by_mail(session, admin, as_user, work):
    answer = as_user(admin).post(f"{ACCOUNTS}/einladen", data=INVITATION)
    work()

    assert (answer.status_code, answer.location) == (303, ACCOUNTS)
    invited = session.scalars(select(User).where(User.email == "neu@example.org")).one()
    mail = session.scalars(select(OutgoingMail)).one()
    assert invited.staff_role is StaffRole.MODERATOR
    assert mail.to == invited.email
    assert "Anna Berg hat Sie eingeladen" in mail.body


def test_pressing_the_button_twice_invites_once(session, admin, as_user):
    client = as_user(admin)

    statuses = [client.post(f"{ACCOUNTS}/einladen", data=INVITATION).status_code for _ in range(2)]

    assert statuses == [303, 422]
    assert len(session.scalars(select(AuditEvent)).all()) == 1


@pytest.mark.parametrize(
    "typed",
    [
        {"name": ""},
        {"name": "x" * 121},
        {"email": ""},
        {"email": "keine Adresse"},
        {"email": "x" * 250 + "@example.org"},
        {"role": "emperor"},
        {"role": ""},
        {"language": "tlh"},
    ],
)
def test_what_does_not_fit_comes_back(session, admin, as_user, typed):
    answer = as_user(admin).post(f"{ACCOUNTS}/einladen", data=INVITATION | typed)

    assert answer.status_code == 422
    assert "Bitte prüfen Sie Ihre Angaben" in answer.text
    assert session.scalars(select(AuditEvent)).all() == []


def test_a_script_in_the_name_is_only_text(session, admin, as_user):
    client = as_user(admin)
    client.post(f"{ACCOUNTS}/einladen", data=INVITATION | {"name": SCRIPT})
    invited = session.scalars(select(User).where(User.email == "neu@example.org")).one()
    session.commit()

    pages = [client.get(ACCOUNTS).text, client.get(f"{ACCOUNTS}/{invited.id}").text]

    assert all(SCRIPT not in page for page in pages)


@pytest.mark.parametrize(
    ("typed", "role"),
    [("administrator", StaffRole.ADMINISTRATOR), ("steering", StaffRole.STEERING), ("", None)],
)
def test_a_role_can_be_changed(session, admin, as_user, typed, role):
    user = make.moderator(session)

    answer = as_user(admin).post(f"{ACCOUNTS}/{user.id}", data={"role": typed})

    assert answer.status_code == 303
    session.refresh(user)
    assert user.staff_role is role


def test_an_unknown_role_is_refused(session, admin, as_user):
    user = make.moderator(session)

    answer = as_user(admin).post(f"{ACCOUNTS}/{user.id}", data={"role": "emperor"})

    assert answer.status_code == 422
    session.refresh(user)
    assert user.staff_role is StaffRole.MODERATOR


def test_who_gives_the_role_away_still_gets_a_page(session, admin, as_user):
    make.administrator(session)

    answer = as_user(admin).post(
        f"{ACCOUNTS}/{admin.id}", data={"role": "moderator"}, follow_redirects=True
    )

    assert answer.status_code == 200


@pytest.mark.parametrize(("path", "data"), [("", {"role": "moderator"}), ("/sperren", {})])
def test_the_last_administrator_stays(session, admin, as_user, path, data):
    answer = as_user(admin).post(f"{ACCOUNTS}/{admin.id}{path}", data=data)

    assert answer.status_code == 409
    assert "letzte Konto der Administration" in answer.text
    session.refresh(admin)
    assert admin.staff_role is StaffRole.ADMINISTRATOR
    assert admin.is_active


def test_two_administrators_cannot_lose_each_other_at_once(app, session):
    ids = [make.administrator(session).id for _ in range(2)]
    start = Barrier(2)

    def demote(user_id):
        with db.sessions_of(app)() as own:
            start.wait()
            try:
                services.change_role(own, own.get(User, user_id), role=None, actor=None)
                own.commit()
            except ConflictError:
                return False
            return True

    with ThreadPoolExecutor(2) as both:
        done = list(both.map(demote, ids))

    assert sorted(done) == [False, True]


def test_locking_asks_once_more_and_ends_what_is_open(session, admin, as_user):
    user, client = make.moderator(session), as_user(admin)
    reader = as_user(user)
    assert "sperren?" in client.get(f"{ACCOUNTS}/{user.id}/sperren").text
    assert reader.get("/mein/konto").status_code == 200

    client.post(f"{ACCOUNTS}/{user.id}/sperren")

    assert reader.get("/mein/konto").status_code == 302
    assert "gesperrt" in client.get(f"{ACCOUNTS}/{user.id}").text
    client.post(f"{ACCOUNTS}/{user.id}/entsperren")
    session.refresh(user)
    assert user.is_active


def test_a_lost_invitation_is_replaced(session, admin, as_user, work):
    user = make.moderator(session)

    as_user(admin).post(f"{ACCOUNTS}/{user.id}/link")
    work()

    assert session.scalars(select(OutgoingMail.to)).all() == [user.email]


PAGES = ["", "/einladen", "/{id}", "/{id}/sperren"]
POSTS = ["/einladen", "/{id}", "/{id}/sperren", "/{id}/entsperren", "/{id}/link"]


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (None, 403),
        (StaffRole.MODERATOR, 403),
        (StaffRole.STEERING, 403),
        (StaffRole.ADMINISTRATOR, 200),
    ],
)
@pytest.mark.parametrize("path", PAGES)
def test_only_administrators_see_these_pages(session, as_user, path, role, status):
    user = make.user(session, staff_role=role)

    assert as_user(user).get(ACCOUNTS + path.format(id=user.id)).status_code == status


@pytest.mark.parametrize("path", POSTS)
def test_nobody_else_changes_anything(session, as_user, path):
    user = make.steering(session)

    answer = as_user(user).post(ACCOUNTS + path.format(id=user.id), data=INVITATION)

    assert answer.status_code == 403
    assert session.scalars(select(AuditEvent)).all() == []


@pytest.mark.parametrize("path", [path for path in POSTS if "id" in path])
def test_an_account_that_does_not_exist_is_not_found(session, admin, as_user, path):
    address = ACCOUNTS + path.format(id=uuid4())

    assert as_user(admin).post(address).status_code == 404
