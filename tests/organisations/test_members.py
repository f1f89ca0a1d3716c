from uuid import uuid4

import pytest
from sqlalchemy import select

from ikparticipation.audit import Action, AuditEvent
from ikparticipation.mail import OutgoingMail
from ikparticipation.organisations.models import MemberRole, Membership
from ikparticipation.organisations.queries import membership_of
from tests import make

INVITATION = {
    "name": "Neu Hier",
    "email": "neu@example.org",
    "role": "contributor",
    "language": "de",
}
SCRIPT = "<script>alert(1)</script>"
PLACES = ["/verwaltung/akteure", "/mein/organisation"]


@pytest.fixture
def organisation(session):
    return make.organisation(session, name="Bürgerbus Börde")


@pytest.fixture
def keeper(session, as_user, organisation):
    """Who may keep the members in each place: steering there, a representative here."""
    return {
        "/verwaltung/akteure": lambda: as_user(make.steering(session, name="Anna Berg")),
        "/mein/organisation": lambda: as_user(
            make.member(session, of=organisation, name="Anna Berg")
        ),
    }


def member_and_path(session, place, organisation, **given):
    user = make.member(session, of=organisation, **given)
    membership = membership_of(session, user, organisation.id)
    session.commit()
    return user, f"{place}/{organisation.id}/mitglieder/{membership.id}"


@pytest.mark.parametrize("place", PLACES)
class TestInBothPlaces:
    def test_an_invitation_goes_out_by_mail(self, session, organisation, keeper, place, work):
        client = keeper[place]()

        answer = client.post(f"{place}/{organisation.id}/einladen", data=INVITATION)
        work()

        assert answer.status_code == 303
        assert "Die Einladung an neu@example.org ist unterwegs." in client.get(answer.location).text
        mail = session.scalars(select(OutgoingMail)).one()
        assert mail.to == "neu@example.org"
        assert "Anna Berg hat Sie eingeladen, für „Bürgerbus Börde“" in mail.body
        assert mail.secret in mail.body

    def test_pressing_the_button_twice_invites_once(self, session, organisation, keeper, place):
        client, path = keeper[place](), f"{place}/{organisation.id}/einladen"

        answers = [client.post(path, data=INVITATION) for _ in range(2)]

        assert [answer.status_code for answer in answers] == [303, 422]
        assert "Neu Hier gehört schon zu „Bürgerbus Börde“." in answers[1].text
        assert len(session.scalars(select(AuditEvent)).all()) == 1

    @pytest.mark.parametrize(
        "typed",
        [
            {"name": ""},
            {"name": "x" * 121},
            {"email": "keine Adresse"},
            {"role": "kaiser"},
            {"language": "tlh"},
        ],
    )
    def test_what_does_not_fit_comes_back(self, session, organisation, keeper, place, typed):
        answer = keeper[place]().post(
            f"{place}/{organisation.id}/einladen", data=INVITATION | typed
        )

        assert answer.status_code == 422
        assert session.scalars(select(AuditEvent)).all() == []

    def test_a_script_in_the_name_is_only_text(self, organisation, keeper, place):
        answer = keeper[place]().post(
            f"{place}/{organisation.id}/einladen",
            data=INVITATION | {"name": SCRIPT},
            follow_redirects=True,
        )

        assert answer.status_code == 200
        assert SCRIPT not in answer.text

    def test_a_role_can_be_changed(self, session, organisation, keeper, place):
        client = keeper[place]()
        user, path = member_and_path(session, place, organisation, role=MemberRole.CONTRIBUTOR)
        assert client.get(path).status_code == 200

        answer = client.post(path, data={"role": "representative"})

        assert answer.status_code == 303
        session.expire_all()
        assert membership_of(session, user, organisation.id).role is MemberRole.REPRESENTATIVE

    def test_an_unknown_role_is_refused(self, session, organisation, keeper, place):
        client = keeper[place]()
        _, path = member_and_path(session, place, organisation)

        assert client.post(path, data={"role": "kaiser"}).status_code == 422

    def test_removing_asks_once_more(self, session, organisation, keeper, place):
        client = keeper[place]()
        user, path = member_and_path(session, place, organisation)
        assert "entfernen?" in client.get(f"{path}/entfernen").text

        answer = client.post(f"{path}/entfernen")

        assert answer.status_code == 303
        session.expire_all()
        assert membership_of(session, user, organisation.id) is None

    def test_a_second_tab_finds_the_member_gone(self, session, organisation, keeper, place):
        client = keeper[place]()
        _, path = member_and_path(session, place, organisation)

        statuses = [client.post(f"{path}/entfernen").status_code for _ in range(2)]

        assert statuses == [303, 404]

    def test_a_lost_invitation_is_replaced(self, session, organisation, keeper, place, work):
        client = keeper[place]()
        user, path = member_and_path(session, place, organisation)

        client.post(f"{path}/link")
        work()

        assert session.scalars(select(OutgoingMail.to)).all() == [user.email]

    @pytest.mark.parametrize("end", ["", "/entfernen", "/link"])
    def test_a_member_of_another_organisation_is_not_found(
        self, session, organisation, keeper, place, end
    ):
        client = keeper[place]()
        _, path = member_and_path(session, place, make.organisation(session))
        foreign = path.rpartition("/")[2]

        for membership in (foreign, uuid4()):
            path = f"{place}/{organisation.id}/mitglieder/{membership}{end}"
            assert client.post(path, data={"role": "contributor"}).status_code == 404
        assert session.scalars(select(AuditEvent)).all() == []


CHANGES = ["/bearbeiten", "/einladen", "/mitglieder/{id}", "/mitglieder/{id}/entfernen"]


@pytest.mark.parametrize("change", [*CHANGES, "/mitglieder/{id}/link"])
@pytest.mark.parametrize(
    ("who", "status"),
    [
        (lambda session, here: make.member(session, of=here, role=MemberRole.CONTRIBUTOR), 403),
        (lambda session, _here: make.member(session), 404),
        (lambda session, _here: make.user(session), 404),
        (lambda session, _here: make.steering(session), 404),
    ],
    ids=["a contributor", "a representative of another", "no member", "steering"],
)
def test_under_mein_only_representatives_change_anything(
    session, organisation, as_user, change, who, status
):
    user = who(session, organisation)
    make.member(session, of=organisation)
    membership = session.scalars(
        select(Membership.id).where(Membership.organisation_id == organisation.id)
    ).first()
    session.commit()
    path = f"/mein/organisation/{organisation.id}{change.format(id=membership)}"

    answer = as_user(user).post(path, data=INVITATION | {"version": "1"})

    assert answer.status_code == status
    assert session.scalars(select(AuditEvent)).all() == []


def test_the_last_representative_stays(session, organisation, as_user):
    last = make.member(session, of=organisation)
    membership = membership_of(session, last, organisation.id)
    session.commit()

    answer = as_user(last).post(
        f"/mein/organisation/{organisation.id}/mitglieder/{membership.id}/entfernen"
    )

    assert answer.status_code == 409
    assert "Jemand muss die Organisation vertreten." in answer.text


def test_no_mail_goes_to_who_was_removed_before_the_worker_came(
    session, organisation, as_user, work
):
    client = as_user(make.steering(session))
    path = f"/verwaltung/akteure/{organisation.id}"
    client.post(f"{path}/einladen", data=INVITATION)
    membership = session.scalars(select(Membership.id)).one()
    session.commit()
    client.post(f"{path}/mitglieder/{membership}/entfernen")

    work()

    assert session.scalars(select(OutgoingMail)).all() == []
    done = session.scalars(select(AuditEvent.action).order_by(AuditEvent.at)).all()
    assert done == [Action.MEMBER_INVITED, Action.MEMBER_REMOVED]
