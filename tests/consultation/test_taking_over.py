"""Change proposals that go into the working text, and those that a person has to put in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from ikparticipation import clock
from ikparticipation.audit import Action, AuditEvent
from ikparticipation.consultation import services
from ikparticipation.consultation.anchors import Span, locate
from ikparticipation.consultation.models import CommentKind, CommentStatus
from ikparticipation.consultation.takeover import with_words_replaced
from ikparticipation.drafts.passages import parse
from ikparticipation.errors import ConflictError, InvalidError, NotAllowedError
from tests import make, make_answers, make_drafts

NOW = clock.now()
SOURCE = """\
# Kurse

Kurse gibt es in jedem Ort.
Sie sind offen.

- Kurse am **Abend** im Ort
- Kurse [im Ort](https://example.org/Kurse)

| Ort | Kurse |
|---|---|
| Colbitz | zwei Kurse |
"""


@pytest.mark.parametrize(
    ("place", "words", "new", "expected"),
    [
        (1, "jedem Ort", "allen Orten", "Kurse gibt es in allen Orten.\nSie sind offen."),
        # the words stand in other passages too
        (1, "Kurse", "Angebote", "Angebote gibt es in jedem Ort.\nSie sind offen."),
        (2, "Kurse", "Angebote", "- Angebote am **Abend** im Ort"),
        # not the address of the link
        (3, "Kurse", "Angebote", "- Angebote [im Ort](https://example.org/Kurse)"),
        (5, "Kurse", "Angebote", "| Colbitz | zwei Angebote |"),
        # across the end of a line
        (1, "Ort. Sie", "Ort, sie", "Kurse gibt es in jedem Ort, sie sind offen."),
        # signs that Markdown would read as something else
        (1, "jedem Ort", "*jedem* Ort", r"Kurse gibt es in \*jedem\* Ort."),
        # half of the words are marked up: a person does that
        (2, "am Abend", "am Morgen", None),
        # two paragraphs instead of one passage
        (1, "Sie sind offen.", "Ja.\n\nNein.", None),
    ],
)
def test_words_are_replaced_in_one_passage_or_not_at_all(place, words, new, expected):
    found = with_words_replaced(SOURCE, place, locate(words, parse(SOURCE)[place].text), new)

    assert (found is None) is (expected is None)
    assert expected is None or expected in found


def test_of_the_same_words_twice_the_commented_ones_are_replaced():
    text = "Kurse und Kurse sind Kurse."

    assert with_words_replaced(text, 0, Span(10, 15), "Treffen") == "Kurse und Treffen sind Kurse."


@given(st.text(min_size=1, max_size=30), st.integers(0, 5))
def test_nothing_else_ever_changes(new, place):
    before = parse(SOURCE)
    span = Span(0, len(before[place].text.split()[0]))

    found = with_words_replaced(SOURCE, place, span, new)

    if found is not None:
        after = parse(found)
        assert [b for n, b in enumerate(after) if n != place] == [
            b for n, b in enumerate(before) if n != place
        ]


@pytest.fixture
def proposal(session):
    return make_drafts.comment(
        session,
        kind=CommentKind.CHANGE_PROPOSAL,
        quote="in jedem Ort",
        replacement="in allen Orten",
    )


def take_over(session, comment, **given):
    actor = given.pop("actor", None) or make.steering(session)
    return services.take_over(session, comment, actor=actor, at=NOW)


def test_it_is_done_in_one_step(session, proposal):
    key = take_over(session, proposal)

    document = proposal.round.version.document
    assert "Kurse gibt es in allen Orten." in document.working_text
    assert key == proposal.passage.key
    event = session.scalars(
        select(AuditEvent).where(AuditEvent.action == Action.PROPOSAL_TAKEN_OVER)
    ).one()
    assert event.facts == {"comment": str(proposal.id), "key": key}


def test_a_double_click_does_it_once(session, proposal):
    first = take_over(session, proposal)
    text = proposal.round.version.document.working_text

    assert take_over(session, proposal) == first
    assert proposal.round.version.document.working_text == text


def test_a_passage_that_has_changed_is_left_to_a_person(session, proposal, as_user):
    document = proposal.round.version.document
    make_answers.rewrite(session, document, "in jedem Ort", "in jedem Dorf")
    before = document.working_text
    with pytest.raises(ConflictError):
        take_over(session, proposal)
    session.rollback()
    client, address = as_user(make.steering(session)), f"/verwaltung/abwaegung/{proposal.id}"
    session.commit()

    page = client.post(f"{address}/uebernehmen")

    assert page.status_code == 409
    assert "Am Text ist nichts geändert." in page.text
    assert "in jedem Dorf" in page.text
    assert "allen Orten" in page.text
    assert make_drafts.reread(session, document).working_text == before


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"kind": CommentKind.REMARK}, InvalidError),
        ({"status": CommentStatus.SUBMITTED}, ConflictError),
        ({"actor": make.moderator}, NotAllowedError),
    ],
)
def test_what_is_refused(session, given, error):
    kind = given.get("kind", CommentKind.CHANGE_PROPOSAL)
    comment = make_drafts.comment(
        session,
        kind=kind,
        status=given.get("status", CommentStatus.PUBLISHED),
        quote="in jedem Ort",
        replacement="hier" if kind is CommentKind.CHANGE_PROPOSAL else None,
    )

    with pytest.raises(error):
        take_over(session, comment, actor=given.get("actor", make.steering)(session))


class TestPages:
    def test_the_answer_is_filled_in_with_adopted_and_the_passage(self, session, proposal, as_user):
        client = as_user(make.steering(session))
        address = f"/verwaltung/abwaegung/{proposal.id}"
        assert "Vorschlag in den Text übernehmen" in client.get(address).text

        page = client.post(f"{address}/uebernehmen", follow_redirects=True).text

        assert "steht jetzt im Arbeitstext" in page
        assert 'value="adopted" checked' in page
        assert f'name="changes" value="{proposal.passage.key}" checked' in page

    def test_by_hand_nothing_is_overwritten(self, session, proposal, as_user):
        client = as_user(make.steering(session))
        address = f"/verwaltung/abwaegung/{proposal.id}/uebernehmen"
        document = proposal.round.version.document
        assert "Von Hand einsetzen" in client.get(address).text
        seen = document.version
        make_answers.rewrite(session, document, "am Abend", "am Morgen")
        mine = {"seen": seen, "text": "# Leitlinien\n\nMein Text"}

        refused = client.post(f"{address}/von-hand", data=mine)

        assert refused.status_code == 409
        assert "Mein Text" in refused.text
        assert "am Morgen" in refused.text
        assert "am Morgen" in make_drafts.reread(session, document).working_text

        done = client.post(f"{address}/von-hand", data=mine | {"seen": document.version})
        assert done.status_code == 303
        assert "Mein Text" in make_drafts.reread(session, document).working_text

    def test_the_same_text_is_sent_back(self, session, proposal, as_user):
        document = proposal.round.version.document
        data = {"seen": document.version, "text": document.working_text}
        address = f"/verwaltung/abwaegung/{proposal.id}/uebernehmen/von-hand"
        client = as_user(make.steering(session))

        answer = client.post(address, data=data)

        assert answer.status_code == 422
        assert "Der Text ist noch derselbe." in answer.text

    def test_nobody_reads_a_withdrawn_proposal_and_what_was_typed_comes_back(
        self, session, proposal, as_user
    ):
        client = as_user(make.steering(session))
        address = f"/verwaltung/abwaegung/{proposal.id}/uebernehmen"
        document = proposal.round.version.document
        mine = {"seen": document.version, "text": "# Leitlinien\n\nMein Text"}
        services.withdraw_comment(session, proposal, actor=proposal.author, at=NOW)
        session.commit()

        pages = [client.post(address), client.post(f"{address}/von-hand", data=mine)]

        assert client.get(address).status_code == 404
        assert [page.status_code for page in pages] == [409, 409]
        for page in pages:
            assert "Dieser Kommentar ist nicht mehr veröffentlicht." in page.text
            assert proposal.replacement not in page.text
        assert "Mein Text" in pages[1].text

    def test_other_comments_have_no_such_page(self, session, as_user):
        comment = make_drafts.comment(session)

        page = as_user(make.steering(session)).get(
            f"/verwaltung/abwaegung/{comment.id}/uebernehmen"
        )

        assert page.status_code == 404
