import re
from smtplib import SMTPRecipientsRefused

import pytest
from sqlalchemy import select

from ikparticipation import clock
from ikparticipation.accounts import services as accounts
from ikparticipation.errors import ConflictError, InvalidError
from ikparticipation.mail import OutgoingMail
from ikparticipation.mail.services import send
from ikparticipation.organisations.models import MemberRole, Membership
from ikparticipation.surveys import queries, services
from ikparticipation.surveys.inviting.returns import Stage
from ikparticipation.surveys.models import (
    ContactProposal,
    ContactStatus,
    InvitationMail,
    SurveyOptOut,
    WaveInvitation,
)
from tests import make, make_surveys

PERSON = {
    "was": "person",
    "name": "Eva Neu",
    "email": "Eva@Example.org",
    "language": "de",
    "note": "Sie ist zuständig.",
}


@pytest.fixture
def letter(session, work):
    """The invitation that one person got."""
    wave, organisation = make_surveys.open_wave(session), make.organisation(session)
    make.member(session, of=organisation)
    services.invite(session, wave, organisation, actor=make.steering(session), at=clock.now())
    work()
    found = session.scalars(select(OutgoingMail)).one()
    session.commit()
    return found


@pytest.fixture
def path(letter):
    return re.search(r"/nicht-zustaendig/[\w-]+", letter.body)[0]


def invitation(session):
    query = select(WaveInvitation).execution_options(populate_existing=True)
    found = session.scalars(query).one()
    session.commit()
    return found


class TestTheLink:
    def test_only_its_hash_is_stored_beside_the_letter(self, session, path):
        token = path.rpartition("/")[2]

        kept = session.scalars(select(InvitationMail)).one()

        assert token not in kept.token_hash
        assert queries.invitation_by_token(session, kept.token_hash) is None

    def test_sending_blacks_out_both_links(self, session, letter, path):
        send(session, letter, lambda _email: None, sender="a@example.org")

        assert path not in letter.body
        assert letter.secret is None

    def test_it_does_not_use_up_the_link_that_signs_in(self, letter, path, as_user):
        as_user().get(path)
        as_user().post(path, data=PERSON)

        assert as_user().post(f"/anmelden/{letter.secret.split()[0]}").status_code == 303

    @pytest.mark.parametrize("page", ["", "/abmelden"])
    def test_a_guessed_one_says_so(self, as_user, page):
        answer = as_user().get(f"/nicht-zustaendig/unsinn{page}")

        assert answer.status_code == 404
        assert "Diesen Link kennen wir nicht" in answer.text

    def test_the_link_that_signs_in_opens_nothing_here(self, letter, as_user):
        token = letter.secret.split()[0]

        assert as_user().get(f"/nicht-zustaendig/{token}").status_code == 404


class TestAnotherPerson:
    def test_they_get_nothing_before_staff_agree(self, session, path, as_user, work):
        answer = as_user().post(path, data=PERSON)
        as_user().post(path, data=PERSON)
        work()

        assert "Vielen Dank" in answer.text
        (proposal,) = session.scalars(select(ContactProposal)).all()
        assert proposal.email == "eva@example.org"
        assert len(session.scalars(select(Membership)).all()) == 1
        assert len(session.scalars(select(OutgoingMail)).all()) == 1

    @pytest.mark.parametrize(("was", "members"), [("einladen", 2), ("nicht", 1)])
    def test_staff_decide(self, session, path, as_user, was, members):
        as_user().post(path, data=PERSON)
        proposal = session.scalars(select(ContactProposal)).one()
        client = as_user(make.steering(session))
        where = f"/verwaltung/erhebungen/vorschlaege/{proposal.id}"
        wave_id = proposal.invitation.wave_id
        session.commit()
        page = client.get(f"/verwaltung/erhebungen/wellen/{wave_id}")
        session.commit()

        statuses = [client.post(where, data={"was": was}).status_code for _ in range(2)]

        assert "Eva Neu" in page.text
        assert statuses == [303, 303]
        assert len(session.scalars(select(Membership)).all()) == members

    @pytest.mark.parametrize(
        ("role", "said"),
        [
            (MemberRole.CONTRIBUTOR, "gehörte schon dazu und vertritt die Organisation jetzt"),
            (MemberRole.REPRESENTATIVE, "vertritt die Organisation schon"),
        ],
    )
    def test_who_is_a_member_already_is_not_invited_twice(self, session, path, as_user, role, said):
        organisation = invitation(session).organisation
        member = make.member(session, of=organisation, role=role, email=PERSON["email"].lower())
        as_user().post(path, data=PERSON)
        proposal = session.scalars(select(ContactProposal)).one()
        where = f"/verwaltung/erhebungen/vorschlaege/{proposal.id}"
        client = as_user(make.steering(session))

        answer = client.post(where, data={"was": "einladen"}, follow_redirects=True)

        assert said in answer.text
        session.expire_all()
        query = select(Membership.role).where(Membership.user_id == member.id)
        assert session.scalars(query).all() == [MemberRole.REPRESENTATIVE]
        assert proposal.status is ContactStatus.TAKEN

    def test_a_locked_account_is_told_and_nothing_is_decided(self, session, path, as_user):
        make.user(session, email=PERSON["email"].lower(), disabled_at=clock.now())
        as_user().post(path, data=PERSON)
        proposal = session.scalars(select(ContactProposal)).one()
        where = f"/verwaltung/erhebungen/vorschlaege/{proposal.id}"
        client = as_user(make.steering(session))

        answer = client.post(where, data={"was": "einladen"}, follow_redirects=True)

        assert "ist gesperrt" in answer.text
        assert "Als Vertretung einladen" in answer.text
        session.expire_all()
        assert proposal.status is ContactStatus.OPEN

    def test_what_is_missing_is_said_and_nothing_typed_is_lost(self, path, as_user):
        answer = as_user().post(path, data=PERSON | {"email": "eva"})

        assert answer.status_code == 422
        assert "vollständige E-Mail-Adresse" in answer.text
        assert "Sie ist zuständig." in answer.text


class TestNotTakingPart:
    def test_declining_and_coming_back(self, session, path, as_user):
        as_user().post(path, data={"was": "absage", "reason": "Keine Zeit"})
        declined = invitation(session).decline_reason
        session.commit()
        as_user().post(path, data={"was": "absage", "doch": "1"})

        assert declined == "Keine Zeit"
        assert invitation(session).declined_at is None

    def test_who_has_answered_cannot_decline(self, session, path, as_user):
        seat = invitation(session)
        person = session.scalars(select(Membership)).one().user
        make_surveys.submitted(session, seat.wave, seat.organisation, person)

        answer = as_user().post(path, data={"was": "absage"})

        assert answer.status_code == 409
        assert "schon geantwortet" in answer.text

    def test_never_again_needs_a_second_button(self, session, path, as_user):
        assert "Nicht mehr einladen" in as_user().get(f"{path}/abmelden").text
        assert session.scalars(select(SurveyOptOut)).all() == []
        session.commit()

        for _ in range(2):
            as_user().post(f"{path}/abmelden", data={"reason": ""})

        assert len(session.scalars(select(SurveyOptOut)).all()) == 1
        assert invitation(session).declined_at is not None

    def test_who_opted_out_is_not_asked_until_it_is_lifted(self, session, as_user):
        wave, organisation = make_surveys.open_wave(session), make.organisation(session)
        person, actor = make.member(session, of=organisation), make.steering(session)
        wish = services.opt_out(session, organisation, reason="", by=person.id, at=clock.now())
        session.commit()
        given = {"actor": actor, "at": clock.now()}
        page = as_user(actor).get(f"/verwaltung/erhebungen/wellen/{wave.id}/einladen")

        assert "Möchte keine Einladung" in page.text
        assert 'name="organisation"' not in page.text
        with pytest.raises(ConflictError, match="nicht mehr zu Erhebungen"):
            services.invite(session, wave, organisation, **given)
        with pytest.raises(InvalidError):
            services.lift_opt_out(session, wish, reason=" ", **given)
        services.lift_opt_out(session, wish, reason="Am Telefon", **given)
        assert services.invite(session, wave, organisation, **given)


@pytest.mark.usefixtures("letter")
class TestSignedIn:
    def test_representatives_say_the_same(self, session, as_user):
        seat = invitation(session)
        person = session.scalars(select(Membership)).one().user
        where = f"/erhebung/{seat.wave_id}/nicht-zustaendig"
        session.commit()

        page = as_user(person).get(where)
        answer = as_user(person).post(where, data={"was": "absage"})

        assert (page.status_code, answer.status_code) == (200, 200)
        assert invitation(session).declined_at is not None


class TestBounces:
    def row(self, session):
        (row,) = queries.invitations(session, invitation(session).wave_id)
        session.commit()
        return row

    def refuse(self, session, letter):
        def deliver(_email):
            raise SMTPRecipientsRefused({letter.to: (550, b"unknown")})

        send(session, letter, deliver, sender="a@example.org")
        session.commit()

    def test_what_the_mail_server_refuses_is_shown_until_a_new_mail_goes_out(
        self, session, letter, work
    ):
        self.refuse(session, letter)
        assert self.row(session).refused_address == letter.to

        seat = invitation(session)
        services.repeat_invitation(
            session,
            seat.wave,
            seat.organisation_id,
            actor=make.steering(session),
            at=clock.now() + make.DAY,
        )
        work()

        assert self.row(session).refused_address is None

    def test_an_address_that_was_changed_is_no_bounce(self, session, letter):
        self.refuse(session, letter)
        session.scalars(select(Membership)).one().user.email = "neu@example.org"
        session.commit()

        assert not self.row(session).is_bounced

    @pytest.mark.usefixtures("letter")
    def test_staff_note_calls_and_what_came_back(self, session, as_user):
        seat, client = invitation(session), as_user(make.steering(session))
        where = f"/verwaltung/erhebungen/wellen/{seat.wave_id}/eingeladen/{seat.organisation_id}"
        session.commit()

        client.post(where, data={"was": "zurueck", "note": "Brief unzustellbar"})
        client.post(where, data={"was": "anruf", "words": "Rufen zurück"})
        listed = client.get(f"/verwaltung/erhebungen/wellen/{seat.wave_id}/anrufen").text
        empty = client.post(where, data={"was": "anruf", "words": " "})
        client.post(where, data={"was": "erledigt"})

        assert "Rufen zurück" in listed
        assert "Mail kam nicht an" in listed
        assert empty.status_code == 422
        assert client.post(where, data={"was": "unsinn"}).status_code == 400
        assert not self.row(session).is_bounced

    def came_back(self, session):
        seat = invitation(session)
        seat.bounced_at, seat.bounce_note = clock.now(), "Postfach voll"
        session.commit()
        return seat

    @pytest.mark.usefixtures("letter")
    def test_what_came_back_is_past_once_somebody_else_represents_them(self, session):
        seat = self.came_back(session)
        assert self.row(session).is_bounced

        make.member(session, of=seat.organisation, role=MemberRole.CONTRIBUTOR)
        assert self.row(session).is_bounced
        make.member(session, of=seat.organisation)
        assert not self.row(session).is_bounced

    def test_what_came_back_is_past_once_the_link_was_used(self, session, letter, as_user):
        self.came_back(session)

        as_user().post(f"/anmelden/{letter.secret.split()[0]}")

        assert not self.row(session).is_bounced

    @pytest.mark.usefixtures("letter")
    def test_what_came_back_is_past_once_they_answer(self, session):
        seat = self.came_back(session)
        user = session.scalars(select(Membership)).one().user

        make_surveys.response(session, seat.wave, seat.organisation, user)

        assert not self.row(session).is_bounced

    @pytest.mark.usefixtures("letter")
    def test_locking_the_account_opens_nothing(self, session):
        member = session.scalars(select(Membership)).one().user
        accounts.disable(session, member, actor=make.administrator(session), at=clock.now())
        session.commit()

        assert self.row(session).stage is Stage.INVITED

    def test_using_the_link_counts_as_opened(self, session, letter, as_user):
        assert self.row(session).stage is Stage.INVITED
        session.commit()

        as_user().post(f"/anmelden/{letter.secret.split()[0]}")

        assert self.row(session).stage is Stage.OPENED
