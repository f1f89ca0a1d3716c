import pytest

from ikparticipation.surveys import services
from ikparticipation.surveys.mails.texts import (
    Words,
    fill,
    filled,
    problem_of_subject,
    problem_of_text,
)
from ikparticipation.surveys.models import Wave
from tests import make, make_surveys


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Hier: {link}", None),
        ("{ person }, hier: { link }", None),
        ("Ohne Weg hinein", "fehlt {link}"),
        ("{link} und {linkk}", "{linkk} gibt es nicht"),
        ("{link} und {", "steht allein"),
        ("{link} {}", "{} gibt es nicht"),
        ("{link} {person.password}", "gibt es nicht"),
    ],
)
def test_texts_are_checked(text, says):
    problem = problem_of_text(text)

    assert (problem is None) == (says is None)
    if problem is not None:
        message = problem.message % problem.facts if problem.facts else problem.message
        assert says in message


def test_a_subject_holds_no_link():
    assert problem_of_subject("{title}") is None
    assert problem_of_subject("{link}") is not None
    assert problem_of_subject("") is not None


def test_braces_in_a_name_stay_what_they_are():
    assert fill("{person} {link}", {"person": "{link}", "link": "X"}) == "{link} X"


def test_the_way_to_say_no_is_in_every_mail():
    own = Words("Betreff", "{link}\n\n\n\n{intro}\n\nGruß")

    mail = filled(own, {"link": "L", "intro": "", "not_me": "N"}, footer="Nicht Sie? N")

    assert mail.text == "L\n\nGruß\n\nNicht Sie? N\n"


class TestPage:
    @pytest.fixture
    def wave(self, session):
        return make_surveys.open_wave(session)

    @pytest.fixture
    def path(self, wave):
        return f"/verwaltung/erhebungen/wellen/{wave.id}/mail/einladung"

    DATA = {
        "subject_de": "Bitte: {title}",
        "text_de": "Guten Tag {person}\n\n{link}",
        "subject_en": "Please: {title}",
        "text_en": "Hello {person}\n\n{link}",
    }

    def test_it_is_stored_and_sent(self, session, as_user, wave, path, work):
        organisation = make.organisation(session)
        make.member(session, of=organisation, email="a@example.org", name="Anna Berg")
        actor = make.steering(session)

        assert as_user(actor).post(path, data=self.DATA).status_code == 303
        session.expire_all()
        stored = session.get(Wave, wave.id)
        services.invite(session, stored, organisation, actor=actor, at=stored.opens_at)
        work()

        from ikparticipation.mail import OutgoingMail  # noqa: PLC0415

        (letter,) = session.query(OutgoingMail).all()
        assert letter.subject == f"Bitte: {stored.titles['de']}"
        assert letter.body.startswith("Guten Tag Anna Berg\n\nhttp")
        assert "/nicht-zustaendig/" in letter.body
        assert all(part in letter.body for part in letter.secret.split())

    def test_what_does_not_fit_comes_back_at_its_field(self, session, as_user, wave, path):
        client = as_user(make.steering(session))

        answer = client.post(path, data=self.DATA | {"text_de": "Guten Tag {name}"})

        assert answer.status_code == 422
        assert "{name} gibt es nicht" in answer.text
        assert "Guten Tag {name}" in answer.text
        session.refresh(wave)
        assert wave.mail_texts == {}

    def test_a_preview_stores_nothing_and_the_standard_comes_back(
        self, session, as_user, wave, path
    ):
        client = as_user(make.steering(session))

        preview = client.post(path, data=self.DATA | {"vorschau": "1"})
        client.post(path, data=self.DATA)
        client.post(path, data=self.DATA | {"standard": "1"})

        assert "Guten Tag Vorname Nachname" in preview.text
        session.refresh(wave)
        assert wave.mail_texts == {}

    def test_the_unchanged_standard_is_not_stored(self, session, visit, wave, path):
        page = visit(make.steering(session)).get(path)

        page.form("Mail speichern").press("Mail speichern")

        session.refresh(wave)
        assert wave.mail_texts == {}
