"""Appeals and reports, as authors and readers make them."""

import pytest
from sqlalchemy import select

from ikparticipation import db, web
from ikparticipation.app import create_app
from ikparticipation.consultation.models import Appeal, CommentStatus, Report, ReportReason
from ikparticipation.organisations.models import MemberRole
from tests import make, make_drafts
from tests.conftest import make_settings
from tests.consultation.test_decision_pages import said

_, SUBMITTED, PUBLISHED, DECLINED, _ = CommentStatus


def stored(session, kind):
    session.commit()
    found = session.scalars(select(kind)).all()
    session.commit()
    return found


class TestAppeal:
    @pytest.fixture
    def comment(self, session):
        return make_drafts.comment(session, status=DECLINED, text="Frau Beispiel weiß das.")

    def test_the_author_reads_the_decision_and_appeals_once(self, session, as_user, comment):
        client, path = as_user(comment.author), f"/kommentare/{comment.id}/widerspruch"
        page = said(client.get(path))
        assert "Frau Beispiel weiß das." in page
        assert "Das gehört nicht hierher." in page

        answer = client.post(path, data={"text": "Ich nenne niemanden."})

        assert (answer.status_code, answer.location) == (303, path)
        assert [a.text for a in stored(session, Appeal)] == ["Ich nenne niemanden."]
        page = said(client.get(path))
        assert "Ihr Widerspruch ist eingegangen." in page
        assert "Darüber ist noch nicht entschieden." in page
        assert "Widerspruch einlegen" not in page

    @pytest.mark.parametrize(
        ("role", "is_author", "may"),
        [
            (MemberRole.CONTRIBUTOR, True, True),
            (MemberRole.REPRESENTATIVE, False, True),
            (MemberRole.CONTRIBUTOR, False, False),
        ],
    )
    def test_whoever_may_appeal_is_shown_the_way(self, session, as_user, role, is_author, may):
        organisation = make.organisation(session)
        member = make.member(session, of=organisation, role=role)
        author = member if is_author else make.member(session, of=organisation)
        comment = make_drafts.declined_comment(session, author=author, organisation=organisation)
        here = f"/kommentare/{comment.id}"

        page = as_user(member).get(here)

        assert page.status_code == 200
        assert (f'href="{here}/widerspruch"' in page.text) == may
        assert as_user(member).get(f"{here}/widerspruch").status_code == (200 if may else 403)

    def test_without_words_it_comes_back(self, session, as_user, comment):
        answer = as_user(comment.author).post(
            f"/kommentare/{comment.id}/widerspruch", data={"text": " "}
        )

        assert answer.status_code == 422
        assert "Bitte schreiben Sie, warum." in answer.text
        assert stored(session, Appeal) == []

    def test_a_second_appeal_is_refused_and_its_words_are_kept(self, session, as_user, comment):
        make_drafts.appeal(session, comment)

        answer = as_user(comment.author).post(
            f"/kommentare/{comment.id}/widerspruch", data={"text": "Noch etwas."}
        )

        assert answer.status_code == 409
        assert "Gegen diese Entscheidung gab es schon einen Widerspruch." in answer.text
        assert "Noch etwas." in answer.text
        assert len(stored(session, Appeal)) == 1

    def test_the_author_reads_what_came_of_it_but_no_names(self, session, as_user, comment):
        judge = make.moderator(session, name="Timo Feldweg")
        filed = make_drafts.appeal(session, comment)
        client = as_user(judge)
        client.post(
            f"/verwaltung/moderation/{comment.id}/widerspruch",
            data={"seen": comment.version, "upheld": "nein", "grounds": "Doch, hier."},
        )

        page = said(as_user(comment.author).get(f"/kommentare/{comment.id}/widerspruch"))

        assert filed.text in page
        assert "Widerspruch zurückgewiesen, bleibt abgelehnt" in page
        assert "Doch, hier." in page
        assert "kein weiterer Widerspruch möglich" in page
        assert "Timo Feldweg" not in page


class TestReport:
    @pytest.fixture
    def comment(self, session):
        return make_drafts.comment(session, text="Alle dort sind dumm.")

    def test_anybody_can_report_also_without_an_account(self, session, as_user, comment):
        path = f"/kommentare/{comment.id}/melden"
        assert "Alle dort sind dumm." in said(as_user().get(path))

        answer = as_user().post(path, data={"reason": "insult", "text": "Das ist gemein."})

        assert (answer.status_code, answer.location) == (303, f"/kommentare/{comment.id}")
        report = stored(session, Report)[0]
        assert (report.reason, report.text) == (ReportReason.INSULT, "Das ist gemein.")
        assert report.reported_by_id is None

    def test_of_whom_is_signed_in_it_is_known_who(self, session, as_user, comment):
        reader = make.user(session)

        for _ in range(2):
            as_user(reader).post(f"/kommentare/{comment.id}/melden", data={"reason": "other"})

        assert [r.reported_by_id for r in stored(session, Report)] == [reader.id]

    @pytest.mark.parametrize(
        ("given", "said"),
        [
            ({}, "Bitte wählen Sie einen Grund."),
            ({"reason": "boring"}, "Bitte wählen Sie einen Grund."),
            (
                {"reason": "other", "text": "x" * 1001},
                "Höchstens 1.000 Zeichen, Ihr Text hat 1.001.",
            ),
        ],
    )
    def test_what_does_not_fit_comes_back(self, session, as_user, comment, given, said):
        answer = as_user().post(f"/kommentare/{comment.id}/melden", data=given)

        assert answer.status_code == 422
        assert said in answer.text
        assert given.get("text", "") in answer.text
        assert stored(session, Report) == []

    @pytest.mark.parametrize("status", [SUBMITTED, DECLINED, CommentStatus.WITHDRAWN])
    def test_what_nobody_reads_is_not_there_to_report(self, session, as_user, status):
        comment = make_drafts.comment(session, status=status)

        answer = as_user(make.user(session)).get(f"/kommentare/{comment.id}/melden")

        assert answer.status_code == 404

    def test_nobody_floods_the_queue(self, session, database_url, tmp_path, monkeypatch, comment):
        monkeypatch.setattr(web.limiter, "enabled", True)
        app = create_app(make_settings(database_url, tmp_path), lambda _event: None)
        app.config["WTF_CSRF_ENABLED"] = False
        client, path = app.test_client(), f"/kommentare/{comment.id}/melden"
        session.commit()

        answers = [
            client.post(path, data={"reason": "other", "text": str(n)}).status_code
            for n in range(21)
        ]

        db.sessions_of(app).kw["bind"].dispose()
        assert answers == [303] * 20 + [429]
