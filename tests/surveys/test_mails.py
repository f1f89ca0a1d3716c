from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select

from ikparticipation import clock
from ikparticipation.accounts.models import User
from ikparticipation.audit import Action
from ikparticipation.mail import OutgoingMail
from ikparticipation.organisations.models import Kind, MemberRole, Organisation
from ikparticipation.surveys import services
from ikparticipation.surveys.mails import inviting as mails
from ikparticipation.surveys.models import Response, ResponseRevision, Wave, WaveInvitation
from tests import make, make_surveys
from tests.conftest import make_settings
from tests.snapshots import assert_reads_like

SNAPSHOTS = Path(__file__).parent / "snapshots"
SETTINGS = make_settings("sqlite://", Path(), base_url="https://beteiligung.example.org")
AT = datetime(2027, 3, 12, 17, 0, tzinfo=UTC)
END = datetime(2027, 4, 30, 21, 59, 59, tzinfo=UTC)
LINK = {
    "token": "TOKEN",
    "other": "OTHER",
    "expires_at": AT + timedelta(days=14),
    "settings": SETTINGS,
}
ONE, TWO = UUID(int=1), UUID(int=2)


def person(language: str) -> User:
    return User(email="anna.berg@example.org", name="Anna Berg", language=language, created_at=AT)


def asked(intro: str = "") -> WaveInvitation:
    wave = Wave(
        questionnaire=None,
        titles={"de": "Erhebung 2027", "en": "Survey 2027"},
        intros={"de": intro, "en": intro and "What this is about."} if intro else {},
        opens_at=AT,
        closes_at=END,
        created_at=AT,
    )
    organisation = Organisation(
        name="Sprachbrücke e. V.",
        sort_key="",
        normal_name="",
        kind=Kind.VEREIN,
        ags=None,
        registered_at=AT,
    )
    return WaveInvitation(wave=wave, organisation=organisation, invited_at=AT, invited_by_id=ONE)


def test_an_invitation_tells_that_last_answers_are_there_only_where_a_wave_continues_another():
    first, second = asked(), asked()
    second.wave.continues_id = TWO

    told = [mails.invitation(person("de"), each, **LINK).body for each in (first, second)]

    assert ["stehen Ihre Angaben schon da" in body for body in told] == [False, True]


def submitted() -> ResponseRevision:
    invitation = asked()
    response = Response(
        wave=invitation.wave,
        organisation=invitation.organisation,
        document={},
        started_at=AT,
        saved_at=AT,
        saved_by_id=ONE,
    )
    response.wave_id, response.organisation_id = ONE, TWO
    return ResponseRevision(
        response=response,
        number=2,
        document={},
        submitted_at=AT,
        submitted_by_id=ONE,
        receipt_code="K7Q-MXR-DP4",
        receipt_hash="ab" * 32,
    )


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("intro", ["", "Worum es geht."], ids=["plain", "intro"])
def test_the_invitation(language, intro, request):
    message = mails.invitation(person(language), asked(intro), **LINK)

    name = "invitation-intro" if intro else "invitation"
    assert_reads_like(message, SNAPSHOTS / f"{name}.{language}.txt")
    assert message.secret == "TOKEN OTHER"


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("started", [False, True])
def test_the_reminder(language, started):
    message = mails.reminder(person(language), asked(), started=started, **LINK)

    name = "reminder-started" if started else "reminder"
    assert_reads_like(message, SNAPSHOTS / f"{name}.{language}.txt")
    assert message.secret == "TOKEN OTHER"


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_receipt(language):
    message = mails.receipt(
        person(language), submitted(), submitted_by="Bernd Kühn", settings=SETTINGS
    )

    assert_reads_like(message, SNAPSHOTS / f"receipt.{language}.txt")


class TestReactions:
    def letters(self, session):
        return session.scalars(select(OutgoingMail).order_by(OutgoingMail.to)).all()

    @pytest.fixture
    def seat(self, session):
        return make_surveys.seat(session, language="en")

    def test_all_who_represent_it_are_invited_each_in_their_language(self, session, work):
        wave, organisation = make_surveys.open_wave(session), make.organisation(session)
        german = make.member(session, of=organisation, email="a@example.org")
        english = make.member(session, of=organisation, email="b@example.org", language="en")
        make.member(session, of=organisation, role=MemberRole.CONTRIBUTOR)
        make.member(session, of=organisation, disabled_at=clock.now())

        services.invite(session, wave, organisation, actor=make.steering(session), at=clock.now())
        work()

        letters = self.letters(session)
        assert [letter.to for letter in letters] == [german.email, english.email]
        assert "Guten Tag" in letters[0].body
        assert "Hello" in letters[1].body
        assert letters[0].secret != letters[1].secret

    def test_the_link_signs_in_and_opens_the_questionnaire(self, session, work, as_user, seat):
        wave, organisation, user = seat
        services.repeat_invitation(
            session, wave, organisation.id, actor=make.steering(session), at=clock.now()
        )
        work()
        (letter,) = self.letters(session)
        secret, name = letter.secret.split()[0], user.name
        questionnaire = f"/erhebung/{wave.id}?fuer={organisation.id}"
        session.rollback()
        visitor = as_user()

        answer = visitor.post(f"/anmelden/{secret}")

        assert (answer.status_code, answer.location) == (303, questionnaire)
        assert name in visitor.get(questionnaire).text

    def test_a_reminder_knows_whether_something_is_saved(self, session, work, seat):
        wave, organisation, _ = seat
        actor = make.steering(session)
        services.repeat_invitation(session, wave, organisation.id, actor=actor, at=clock.now())
        work()
        make_surveys.response(session, *seat)

        later = clock.now() + make.DAY
        services.repeat_invitation(session, wave, organisation.id, actor=actor, at=later)
        work()

        bodies = [letter.body for letter in self.letters(session)]
        assert sum("has been started" in body for body in bodies) == 1
        assert sum("still missing an answer" in body for body in bodies) == 1

    def test_who_answers_in_between_gets_no_reminder(self, session, work, seat):
        wave, organisation, _ = seat
        services.repeat_invitation(
            session, wave, organisation.id, actor=make.steering(session), at=clock.now()
        )
        make_surveys.submitted(session, *seat)
        work()

        subjects = [letter.subject for letter in self.letters(session)]
        assert len(subjects) == 1
        assert subjects[0].startswith("Receipt")

    def test_the_receipt_goes_to_all_who_represent_it(self, session, work, seat):
        _, organisation, user = seat
        other = make.member(session, of=organisation)

        revision = make_surveys.submitted(session, *seat)
        work()

        letters = self.letters(session)
        assert {letter.to for letter in letters} == {user.email, other.email}
        assert all(revision.receipt_code in letter.subject for letter in letters)
        assert all(user.name in letter.body for letter in letters)

    def test_every_action_of_a_survey_is_in_the_table(self):
        from worker.reactions import REACTIONS  # noqa: PLC0415

        for action in (
            Action.ORGANISATION_INVITED,
            Action.INVITATION_REPEATED,
            Action.RESPONSE_SUBMITTED,
        ):
            assert REACTIONS[action]
