"""Organisations behind a comment, and what is said below it."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from ikparticipation import clock
from ikparticipation.consultation import services
from ikparticipation.consultation.models import Circle, CommentKind, CommentStatus, Support
from ikparticipation.errors import ConflictError, NotAllowedError
from ikparticipation.organisations.models import Membership
from ikparticipation.organisations.queries import membership_of
from tests import make, make_drafts
from tests.consultation.commenting import comments, typed
from tests.make_drafts import reread


@pytest.fixture
def comment(session):
    return make_drafts.comment(session, text="Mehr Kurse am Abend")


def supporters(session):
    found = session.scalars(select(Support.organisation_id)).all()
    session.commit()
    return found


def mandate(session, person, organisation):
    return membership_of(session, person, organisation.id)


class TestSupport:
    def support(self, session, comment, membership, **given):
        defaults = {"membership": membership, "actor": membership.user, "at": clock.now()}
        services.support_comment(session, comment, **defaults | given)

    def test_once_per_organisation_whoever_clicks(
        self, session, comment, organisation, representative
    ):
        other = make.member(session, of=organisation)

        for person in (representative, representative, other):
            self.support(session, comment, mandate(session, person, organisation))

        assert supporters(session) == [organisation.id]

    def test_it_can_be_taken_back(self, session, comment, organisation, representative):
        membership = mandate(session, representative, organisation)
        self.support(session, comment, membership)
        before = reread(session, comment.round).stamp

        for _ in range(2):
            services.take_back_support(
                session, comment, membership=membership, actor=representative, at=clock.now()
            )

        assert supporters(session) == []
        assert reread(session, comment.round).stamp > before
        self.support(session, comment, membership)
        assert supporters(session) == [organisation.id]

    def test_only_by_those_who_represent_it(self, session, comment, organisation, contributor):
        membership = mandate(session, contributor, organisation)

        with pytest.raises(NotAllowedError):
            self.support(session, comment, membership)

    def test_not_with_somebody_elses_mandate(self, session, comment, organisation, representative):
        with pytest.raises(NotAllowedError):
            self.support(
                session,
                comment,
                mandate(session, representative, organisation),
                actor=make.user(session),
            )

    @pytest.mark.parametrize(
        "state",
        ["own", "submitted", "declined", "withdrawn", "closed", "sealed", "reply"],
    )
    def test_not_what_cannot_be_read_or_is_ones_own_or_too_late(
        self, session, comment, organisation, representative, state
    ):
        if state == "own":
            comment.organisation = organisation
        elif state == "closed":
            comment.round.closes_at = clock.now() - timedelta(minutes=1)
        elif state == "sealed":
            comment.round.sealed = True
        elif state == "reply":
            comment.parent_id = make_drafts.comment(session).id
        else:
            comment = make_drafts.comment(session, status=CommentStatus(state))
        session.commit()

        with pytest.raises(ConflictError):
            self.support(session, comment, mandate(session, representative, organisation))

        assert supporters(session) == []

    def test_in_an_invited_circle_only_by_those_who_were_asked(
        self, session, comment, organisation, representative
    ):
        comment.round.circle = Circle.INVITED
        membership = mandate(session, representative, organisation)
        with pytest.raises(NotAllowedError):
            self.support(session, comment, membership)

        services.invite_organisations(
            session, comment.round, [organisation], actor=make.steering(session), at=clock.now()
        )
        self.support(session, comment, membership)

        assert supporters(session) == [organisation.id]

    def test_everybody_reads_who_supports_it(self, as_user, comment, organisation, representative):
        client, here = as_user(representative), f"/kommentare/{comment.id}"
        assert "Für „Sprachtreff“ unterstützen" in client.get(here).text

        page = client.post(f"{here}/unterstuetzen/{organisation.id}", follow_redirects=True)

        assert "Unterstützung von „Sprachtreff“ zurücknehmen" in page.text
        public = as_user().get(here).text
        assert "1 Organisation unterstützt das" in public
        assert "Sprachtreff" in public

        client.post(f"{here}/nicht-mehr-unterstuetzen/{organisation.id}")
        assert "unterstützt das" not in as_user().get(here).text

    def test_support_from_before_a_correction_is_marked(
        self, session, as_user, comment, organisation, representative
    ):
        self.support(session, comment, mandate(session, representative, organisation))
        comment.submitted_at = clock.now() + timedelta(seconds=1)
        session.commit()

        assert "(seit vor der Berichtigung)" in as_user().get(f"/kommentare/{comment.id}").text


class TestReplies:
    def reply(self, session, parent, **given):
        defaults = {
            "author": make.user(session),
            "in_round": parent.round,
            "passage": None,
            "span": None,
            "kind": CommentKind.REMARK,
            "text": "Sehe ich auch so.",
            "parent": parent,
            "at": clock.now(),
        }
        return services.submit_comment(session, **defaults | given)

    def test_it_stands_where_the_comment_stands_and_is_moderated_too(self, session, comment):
        reply = self.reply(session, comment)

        session.commit()
        session.expire_all()
        assert reply.parent_id == comment.id
        assert (reply.passage_id, reply.quote) == (comment.passage_id, comment.quote)
        assert reply.status is CommentStatus.SUBMITTED

    @pytest.mark.parametrize("state", ["submitted", "declined", "withdrawn", "reply", "sealed"])
    def test_not_to_what_others_do_not_read_and_not_to_a_reply(self, session, comment, state):
        if state == "reply":
            comment.parent_id = make_drafts.comment(session, in_round=comment.round).id
        elif state == "sealed":
            comment.round.sealed = True
        else:
            comment = make_drafts.comment(session, status=CommentStatus(state))
        session.commit()

        with pytest.raises(ConflictError, match="kann man nicht antworten"):
            self.reply(session, comment)

    def test_not_from_another_round(self, session, comment):
        with pytest.raises(ConflictError):
            self.reply(session, comment, in_round=make_drafts.open_round(session))

    def test_it_is_written_and_read_below_the_comment(self, session, as_user, comment, author):
        here = f"/kommentare/{comment.id}"
        assert "Etwas erwidern" in as_user(author).get(here).text
        page = as_user(author).get(f"{here}/antworten")
        assert "Mehr Kurse am Abend" in page.text

        data = typed(text="Sehe ich auch so.", place=None)
        page = as_user(author).post(f"{here}/antworten", data=data, follow_redirects=True)

        assert "Ihre Erwiderung" in page.text
        reply = next(c for c in comments(session) if c.parent_id)
        assert "Sehe ich auch so." in as_user(author).get(here).text
        assert "Sehe ich auch so." not in as_user().get(here).text
        services.publish_comment(
            session, reply, moderator=make.moderator(session), at=clock.now(), seen=reply.version
        )
        session.commit()
        assert "Sehe ich auch so." in as_user().get(here).text
        assert "Etwas erwidern" not in as_user(author).get(f"/kommentare/{reply.id}").text
        assert as_user(author).get(f"/kommentare/{reply.id}/antworten").status_code == 404

    @pytest.mark.parametrize("state", ["submitted", "declined", "withdrawn", "reply", "sealed"])
    def test_there_is_no_form_where_it_would_be_refused(self, session, as_user, comment, state):
        author, here = comment.author, f"/kommentare/{comment.id}"
        assert as_user(author).get(f"{here}/antworten").status_code == 200
        assert "Etwas erwidern" in as_user(author).get(here).text

        if state == "reply":
            comment.parent_id = make_drafts.comment(session, in_round=comment.round).id
        elif state == "sealed":
            comment.round.sealed = True
        else:
            comment = make_drafts.comment(session, status=CommentStatus(state), author=author)
        session.commit()

        here = f"/kommentare/{comment.id}"
        assert as_user(author).get(f"{here}/antworten").status_code == 404
        page = as_user(author).get(here)
        assert page.status_code == 200
        assert "Etwas erwidern" not in page.text

    @pytest.mark.parametrize("state", [CommentStatus.DECLINED, CommentStatus.WITHDRAWN])
    def test_what_was_typed_comes_back_without_words_that_are_hidden_meanwhile(
        self, session, as_user, author, state
    ):
        hidden = make_drafts.comment(
            session, status=state, text="Geheimes Anliegen", published_at=clock.now()
        )
        data = typed(text="Sehe ich auch so.", place=None)

        answer = as_user(author).post(f"/kommentare/{hidden.id}/antworten", data=data)

        assert answer.status_code == 409
        assert "kann man nicht antworten" in answer.text
        assert "Sehe ich auch so." in answer.text
        assert "Geheimes Anliegen" not in answer.text

    def test_what_does_not_fit_comes_back(self, session, as_user, comment, author):
        address = f"/kommentare/{comment.id}/antworten"
        data = typed(text="x" * 100_000, place=None)

        answer = as_user(author).post(address, data=data)

        assert answer.status_code == 422
        assert "x" * 100_000 in answer.text
        assert len(comments(session)) == 1


def test_a_contributor_drafts_a_reply_for_the_organisation(
    session, as_user, comment, organisation, contributor
):
    data = typed(place=None, speaks_for=str(organisation.id))

    as_user(contributor).post(f"/kommentare/{comment.id}/antworten", data=data)

    draft = next(c for c in comments(session) if c.parent_id)
    assert draft.status is CommentStatus.DRAFT
    assert session.scalars(select(Membership.role)).all()
