"""From the gate to the next version: links, reasons, and publishing."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from ikparticipation import clock
from ikparticipation.consultation import queries, services
from ikparticipation.consultation.models import (
    ChangeReason,
    CommentStatus,
    Disposition,
    ExplainedChange,
    Outcome,
    Round,
)
from ikparticipation.consultation.queries.next_version.changes import linked_keys, next_changes
from ikparticipation.drafts.models import Version
from ikparticipation.errors import ConflictError, InvalidError, NotAllowedError
from tests import make, make_answers, make_drafts

NOW = clock.now()
OLD, NEW = "Kurse gibt es in jedem Ort.", "Kurse gibt es überall."


@pytest.fixture
def document(session):
    """A text whose first version had a round, with one changed passage since."""
    found = make_drafts.closed_round(session).version.document
    make_answers.rewrite(session, found, OLD, NEW)
    return found


def comment_on(session, document, **given):
    version = session.scalars(select(Version).where(Version.document_id == document.id)).first()
    in_round = session.scalars(select(Round).where(Round.version_id == version.id)).one()
    return make_drafts.comment(session, in_round=in_round, **given)


def key_of(session, document):
    return next_changes(session, document)[0].key


def link(session, answer, keys, **given):
    actor = given.pop("actor", None) or make.moderator(session)
    services.link_changes(session, [answer], keys, actor=actor, at=NOW)


class TestLinks:
    @pytest.mark.parametrize("outcome", [Outcome.ADOPTED, Outcome.PARTLY])
    @pytest.mark.parametrize("released", [True, False])
    def test_what_is_adopted_points_to_changed_passages(self, session, document, outcome, released):
        comment = comment_on(session, document)
        answer = make_drafts.answer(session, comment, outcome=outcome, released=released)
        key = key_of(session, document)

        link(session, answer, [key])
        link(session, answer, [key])

        assert linked_keys(session, answer.id) == [key]

    @pytest.mark.parametrize("outcome", [Outcome.REJECTED, Outcome.NOTED])
    def test_other_answers_do_not(self, session, document, outcome):
        answer = make_drafts.answer(session, comment_on(session, document), outcome=outcome)

        with pytest.raises(InvalidError):
            link(session, answer, [key_of(session, document)])

    def test_only_what_changes_can_be_pointed_to(self, session, document):
        answer = make_drafts.answer(session, comment_on(session, document))

        with pytest.raises(ConflictError):
            link(session, answer, ["p1"])

    def test_after_publication_the_links_stay_as_they_are(self, session, document):
        answer = make_drafts.answer(session, comment_on(session, document))
        link(session, answer, [key_of(session, document)])
        make_answers.next_version(session, document)
        make_answers.rewrite(session, document, "am Abend", "am Morgen")

        with pytest.raises(ConflictError):
            link(session, answer, [key_of(session, document)])

    def test_a_passage_that_no_longer_changes_is_shown_as_missing(self, session, document, as_user):
        answer = make_drafts.answer(session, comment_on(session, document), released=False)
        link(session, answer, [key_of(session, document)])
        make_answers.rewrite(session, document, NEW, OLD)

        page = as_user(make.moderator(session)).get(f"/verwaltung/abwaegung/{answer.comment_id}")

        assert "die der Arbeitstext nicht mehr ändert" in page.text

    def test_the_form_shows_the_words_and_stores_the_choice(self, session, document, as_user):
        comment, client = comment_on(session, document), as_user(make.moderator(session))
        address = f"/verwaltung/abwaegung/{comment.id}"
        page = client.get(address).text
        assert "überall" in page
        key = key_of(session, document)
        session.commit()

        data = {"outcome": "adopted", "reason": "Ja.", "seen": 0, "comment_seen": 1}
        data |= {"changes": [key]}
        assert client.post(address, data=data).status_code == 303

        answer = session.scalars(select(Disposition)).one()
        assert linked_keys(session, answer.id) == [key]
        session.commit()
        refused = client.post(address, data=data | {"outcome": "rejected", "seen": 1})
        assert refused.status_code == 422
        assert "verweist auf geänderte Stellen" in refused.text

    def test_a_released_answer_is_linked_on_its_page(self, session, document, as_user):
        answer = make_drafts.answer(session, comment_on(session, document))
        client = as_user(make.moderator(session))
        key, address = key_of(session, document), f"/verwaltung/abwaegung/{answer.comment_id}"
        session.commit()
        assert "Stellen speichern" in client.get(address).text

        done = client.post(f"{address}/stellen", data={"changes": [key]})
        refused = client.post(f"{address}/stellen", data={"changes": ["p999"]})

        assert (done.status_code, refused.status_code) == (303, 409)
        assert linked_keys(session, answer.id) == [key]


class TestReasons:
    def explain(self, session, document, keys, reason=ChangeReason.EDITORIAL, **given):
        actor = given.pop("actor", None) or make.moderator(session)
        return services.explain_changes(session, document, keys, reason=reason, actor=actor, at=NOW)

    def test_several_are_marked_at_once_and_taken_back(self, session, document):
        make_answers.rewrite(session, document, "am Abend", "am Morgen")
        keys = [c.key for c in next_changes(session, document)]

        assert self.explain(session, document, keys) == 2
        assert self.explain(session, document, keys) == 0
        assert self.explain(session, document, keys[:1], ChangeReason.OWN_INITIATIVE) == 1
        stored = {e.key: e.reason for e in session.scalars(select(ExplainedChange))}
        assert stored == {keys[0]: ChangeReason.OWN_INITIATIVE, keys[1]: ChangeReason.EDITORIAL}
        assert self.explain(session, document, keys, None) == 2
        assert session.scalars(select(ExplainedChange)).all() == []

    def test_what_does_not_change_is_left_out(self, session, document):
        assert self.explain(session, document, ["p1", "x"]) == 0

    def test_it_is_not_for_everybody(self, session, document):
        with pytest.raises(NotAllowedError):
            self.explain(session, document, [], actor=make.member(session))

    def test_the_page_shows_no_words_that_were_withdrawn(self, session, document, as_user):
        comment = comment_on(session, document, status=CommentStatus.WITHDRAWN, text="Fort damit")
        answer = make_drafts.answer(session, comment, released=False)
        make_answers.link(session, answer, key_of(session, document))

        page = as_user(make.moderator(session)).get(
            f"/verwaltung/entwuerfe/{document.id}/aenderungen"
        )

        assert "Noch ohne Grund" in page.text
        assert "Fort damit" not in page.text

    def test_the_page_marks_them(self, session, document, as_user):
        client = as_user(make.moderator(session))
        address = f"/verwaltung/entwuerfe/{document.id}/aenderungen"
        assert "Noch ohne Grund" in client.get(address).text
        key = key_of(session, document)
        session.commit()

        empty = client.post(address, data={"reason": "editorial"})
        assert empty.status_code == 422
        assert "Bitte wählen Sie mindestens eine Stelle." in empty.text
        page = client.post(
            address, data={"reason": "editorial", "changes": [key]}, follow_redirects=True
        )

        assert "Der Grund ist für 1 Stelle gespeichert." in page.text
        assert "Noch ohne Grund" not in page.text


def settle(session, document):
    """Answer and explain everything."""
    keys = [c.key for c in next_changes(session, document)]
    services.explain_changes(
        session,
        document,
        keys,
        reason=ChangeReason.EDITORIAL,
        actor=make.moderator(session),
        at=NOW,
    )
    session.commit()


def publish(session, document, **given):
    actor = given.pop("actor", None) or make.steering(session)
    return services.publish_next_version(session, document, actor=actor, at=NOW, **given)


class TestPublishing:
    def test_the_page_says_what_is_missing_and_then_publishes(self, session, document, as_user):
        comment = comment_on(session, document)
        client, base = as_user(make.steering(session)), f"/verwaltung/entwuerfe/{document.id}"
        sent_on = client.get(f"{base}/veroeffentlichen")
        assert sent_on.location == f"{base}/naechste-fassung"
        page = client.get(sent_on.location).text
        assert "1 Kommentar hat noch keine Antwort" in page
        assert "1 geänderte Stelle hat noch keinen Grund" in page
        refused = client.post(f"{base}/veroeffentlichen", data={"seen": document.version})
        assert refused.status_code == 409
        assert comment.text in refused.text
        make_drafts.answer(session, comment, outcome=Outcome.NOTED)
        settle(session, document)

        assert "Fassung 2 veröffentlichen …" in client.get(f"{base}/naechste-fassung").text
        assert "Fassung 2 veröffentlichen?" in client.get(f"{base}/veroeffentlichen").text
        session.commit()
        done = client.post(f"{base}/veroeffentlichen", data={"seen": document.version})

        assert done.status_code == 303
        assert session.scalars(select(Version.number).order_by(Version.number)).all() == [1, 2]

    def test_a_comment_that_is_published_meanwhile_refuses(self, session, document):
        settle(session, document)
        assert queries.gate_of(session, document, at=NOW).gate.is_open

        comment_on(session, document)

        with pytest.raises(ConflictError):
            publish(session, document)

    def test_a_deferral_that_ends_meanwhile_refuses(self, session, document):
        comment = comment_on(session, document)
        make_drafts.answer(
            session,
            comment,
            outcome=Outcome.DEFERRED,
            deferred_until=NOW + timedelta(hours=1),
        )
        settle(session, document)
        services.reopen_deferrals(session, at=NOW + timedelta(hours=2))

        with pytest.raises(ConflictError):
            publish(session, document)

    def test_a_text_that_was_saved_meanwhile_refuses(self, session, document):
        settle(session, document)
        seen = document.version
        make_answers.rewrite(session, document, NEW, NEW + " ")

        with pytest.raises(ConflictError):
            publish(session, document, seen=seen)

    def test_a_first_version_needs_no_gate(self, session, as_user):
        document = make_drafts.document(session)
        client = as_user(make.steering(session))
        base = f"/verwaltung/entwuerfe/{document.id}"

        assert "Fassung 1 veröffentlichen?" in client.get(f"{base}/veroeffentlichen").text
        assert client.post(f"{base}/veroeffentlichen", data={"seen": 2}).status_code == 303

    def test_moderators_see_the_gate_and_do_not_publish(self, session, document, as_user):
        client, base = as_user(make.moderator(session)), f"/verwaltung/entwuerfe/{document.id}"

        assert client.get(f"{base}/naechste-fassung").status_code == 200
        assert client.post(f"{base}/veroeffentlichen").status_code == 403
