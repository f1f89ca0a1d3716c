"""A commented Word file is uploaded, looked through, and becomes comments."""

import pytest
from bs4 import BeautifulSoup
from docx.oxml.ns import qn

from ikparticipation import clock
from ikparticipation.consultation.models import Channel, Circle, CommentKind, CommentStatus
from ikparticipation.consultation.period import day_of
from ikparticipation.organisations.models import MemberRole
from tests import make, make_drafts
from tests.consultation.word_desk import (
    bomb,
    fields_of,
    other_draft,
    stored,
    upload,
    with_entities,
)
from tests.consultation.word_hands import Hands
from tests.consultation.word_programs import saved_by

HERE = "/entwuerfe/leitlinien/1"


@pytest.fixture
def in_round(session):
    version = make_drafts.version(session, slug="leitlinien", title="Leitlinien")
    return make_drafts.open_round(session, of=version)


@pytest.fixture
def organisation(session):
    return make.organisation(session, name="Verein Beispiel")


@pytest.fixture
def member(session, organisation):
    return make.member(session, of=organisation, role=MemberRole.CONTRIBUTOR)


@pytest.fixture
def moderator(session):
    return make.moderator(session)


@pytest.fixture
def commented(in_round, as_user):
    """Our file with a comment, a tracked change, and a comment that stands nowhere."""
    hands = Hands(as_user().get(f"{HERE}/entwurf.docx").data)
    hands.comment("p2", "Kurse gibt es in jedem Ort.", "Auch am Abend?")
    hands.replace("p2", "alle", "alle Menschen")
    lost = hands.comment("p3", "Kinderbetreuung", "Wer bezahlt das?")
    for name in ("commentRangeStart", "commentRangeEnd", "commentReference"):
        for node in list(hands.body.iter(qn(f"w:{name}"))):
            if node.get(qn("w:id")) == lost:
                node.getparent().remove(node)
    return saved_by("word", hands)


@pytest.fixture
def own(in_round):
    return f"/mein/stellungnahme/{in_round.id}/word"


def test_a_member_sees_what_was_found_before_anything_is_stored(
    session, own, commented, organisation, member, as_user
):
    page = upload(as_user(member), own, commented, speaks_for=str(organisation.id))

    text = BeautifulSoup(page.text, "html.parser").text
    assert page.status_code == 200
    for words in (
        "Noch ist nichts gespeichert.",
        "Auch am Abend?",
        "Abschnitt 2",
        "alle Menschen",
        "Vorstand (Beispiel)",
        "Bei 1 Beitrag wählen bitte Sie die Stelle.",
        "Stelle nicht sicher gefunden",
    ):
        assert words in text
    assert stored(session) == []


def test_what_was_found_becomes_drafts_of_the_organisation(
    session, own, commented, organisation, member, as_user
):
    client = as_user(member)
    action, typed = fields_of(upload(client, own, commented, speaks_for=str(organisation.id)))
    lost = next(name for name in typed if name.startswith("stelle-"))

    answer = client.post(action, data=typed | {lost: "p3"})

    assert answer.status_code == 303
    by_text = {comment.text: comment for comment in stored(session)}
    comment, lost = by_text["Auch am Abend?"], by_text["Wer bezahlt das?"]
    proposal = by_text["In der Word-Datei als Änderung eingetragen."]
    assert {c.status for c in by_text.values()} == {CommentStatus.DRAFT}
    assert {c.organisation_id for c in by_text.values()} == {organisation.id}
    assert comment.quote == "Kurse gibt es in jedem Ort."
    assert (proposal.kind, proposal.quote) == (CommentKind.CHANGE_PROPOSAL, "alle")
    assert proposal.replacement == "alle Menschen"
    assert lost.quote == "Kinderbetreuung während des Kurses"


def test_a_place_that_nobody_chose_is_asked_for_and_nothing_is_lost(
    session, own, commented, organisation, member, as_user
):
    client = as_user(member)
    action, typed = fields_of(upload(client, own, commented, speaks_for=str(organisation.id)))

    answer = client.post(action, data=typed)

    assert answer.status_code == 422
    assert "Bitte wählen Sie, wo dieser Beitrag stehen soll." in answer.text
    assert fields_of(answer) == (action, typed)
    assert stored(session) == []


def test_what_is_not_wanted_is_left_out_and_a_kind_can_be_chosen(
    session, own, commented, organisation, member, as_user
):
    client = as_user(member)
    action, typed = fields_of(upload(client, own, commented, speaks_for=str(organisation.id)))
    lost = next(name.partition("-")[2] for name in typed if name.startswith("stelle-"))
    typed.pop(f"nehmen-{lost}")
    kinds = {name: "question" for name in typed if name.startswith("art-")}

    client.post(action, data=typed | kinds)

    assert {c.kind for c in stored(session)} == {CommentKind.QUESTION, CommentKind.CHANGE_PROPOSAL}


def test_the_same_file_twice_is_stored_once(session, own, commented, organisation, member, as_user):
    client = as_user(member)
    for _ in range(2):
        action, typed = fields_of(upload(client, own, commented, speaks_for=str(organisation.id)))
        lost = next(name for name in typed if name.startswith("stelle-"))
        assert client.post(action, data=typed | {lost: "ganzer-text"}).status_code == 303

    assert len(stored(session)) == 3


def test_a_long_comment_can_be_shortened_on_the_page(
    session, own, in_round, organisation, member, as_user
):
    hands = Hands(as_user().get(f"{HERE}/entwurf.docx").data)
    hands.comment("p2", "Sprache", "sehr " * 2000 + "lang")
    client = as_user(member)
    page = upload(client, own, hands.saved(), speaks_for=str(organisation.id))
    action, typed = fields_of(page)

    refused = client.post(action, data=typed)
    taken = client.post(action, data=typed | {"text-1": "Kurz gesagt."})

    assert "Bitte kürzen Sie auf 5.000 Zeichen." in refused.text
    assert (refused.status_code, taken.status_code) == (422, 303)
    assert [c.text for c in stored(session)] == ["Kurz gesagt."]


def test_a_reply_to_a_published_comment_becomes_a_reply(
    session, own, in_round, organisation, member, as_user
):
    comment = make_drafts.comment(session, in_round=in_round, quote="Sprache", text="Welche?")
    hands = Hands(as_user().get(f"{HERE}/entwurf.docx").data)
    hands.reply(hands.ours("Welche?"), "Alle Sprachen.")
    client = as_user(member)
    page = upload(client, own, saved_by("word", hands), speaks_for=str(organisation.id))

    action, typed = fields_of(page)
    client.post(action, data=typed)

    assert "1 Kommentar stand schon in unserer Datei" in page.text
    (reply,) = [c for c in stored(session) if c.id != comment.id]
    assert (reply.parent_id, reply.text, reply.quote) == (comment.id, "Alle Sprachen.", "Sprache")


def test_the_staff_enter_a_file_for_whoever_sent_it(
    session, in_round, commented, organisation, moderator, as_user
):
    client, address = as_user(moderator), f"/verwaltung/runden/{in_round.id}/word"
    today = day_of(clock.now()).isoformat()
    page = upload(client, address, commented, organisation="Verein Beispiel", received_on=today)
    action, typed = fields_of(page)
    lost = next(name for name in typed if name.startswith("stelle-"))

    answer = client.post(action, data=typed | {lost: "p4"})

    assert answer.status_code == 303
    comments = stored(session)
    assert {c.channel for c in comments} == {Channel.WORD}
    assert {c.organisation_id for c in comments} == {organisation.id}
    assert {c.status for c in comments} == {CommentStatus.SUBMITTED}


def test_staff_have_to_say_who_sent_it(session, in_round, commented, moderator, as_user):
    client, address = as_user(moderator), f"/verwaltung/runden/{in_round.id}/word"

    neither = upload(client, address, commented, received_on="2026-11-20")
    unknown = upload(client, address, commented, received_on="2026-11-20", organisation="Nirgendwo")

    assert (neither.status_code, unknown.status_code) == (422, 422)
    assert "entweder eine Organisation oder einen Namen" in neither.text
    assert "„Nirgendwo“ steht nicht genau einmal im Akteursverzeichnis." in unknown.text


@pytest.mark.parametrize(
    ("made", "status", "message"),
    [
        (lambda _data: b"", 422, "Die Datei ist leer."),
        (lambda _data: b"\xd0\xcf\x11\xe0alt", 422, "altes Format"),
        (lambda _data: b"kein Word", 422, "Das ist keine Word-Datei"),
        (lambda data: data[:2000], 422, "Das ist keine Word-Datei"),
        (lambda _data: bomb(), 422, "ausgepackt zu groß"),
        (with_entities, 422, "aus Sicherheitsgründen"),
        (lambda _data: other_draft(), 409, "anderen Entwurf oder einer anderen Fassung"),
    ],
)
def test_a_file_that_cannot_be_taken_is_refused_with_the_reason(
    own, commented, organisation, member, as_user, made, status, message
):
    answer = upload(as_user(member), own, made(commented), speaks_for=str(organisation.id))

    text = BeautifulSoup(answer.text, "html.parser").text
    assert answer.status_code == status
    assert message in text.replace("das alte Format", "altes Format")


def test_a_file_that_is_too_big_is_refused(
    app, own, commented, organisation, member, as_user, monkeypatch
):
    monkeypatch.setattr("ikparticipation.drafts.word.opening.MAX_FILE", 1000)
    big = upload(as_user(member), own, commented, speaks_for=str(organisation.id))
    monkeypatch.setitem(app.config, "MAX_CONTENT_LENGTH", 1000)
    too_big = upload(as_user(member), own, commented, speaks_for=str(organisation.id))

    assert (big.status_code, too_big.status_code) == (422, 413)
    assert "Die Datei ist größer als" in big.text
    assert "Das ist zu groß." in too_big.text


@pytest.mark.parametrize("value", ["", "{}", "[]", "null", '{"place":1}', "x" * 100, "[" * 100_000])
def test_a_damaged_list_is_refused_with_a_sentence(own, organisation, member, as_user, value):
    typed = {"speaks_for": str(organisation.id), "beitrag-1": value, "nehmen-1": "1"}

    answer = as_user(member).post(f"{own}/uebernehmen", data=typed)

    assert answer.status_code == 422
    assert "Die Liste ist unvollständig angekommen." in answer.text


def test_nobody_brings_a_file_for_an_organisation_that_is_not_theirs(
    session, own, commented, as_user
):
    other = make.organisation(session)
    person = make.member(session)

    assert upload(as_user(person), own, commented, speaks_for=str(other.id)).status_code == 422
    assert as_user(make.user(session)).get(own).status_code == 403


def test_a_closed_circle_is_not_there_for_others_and_a_round_that_ended_says_so(
    session, own, in_round, member, as_user
):
    in_round.circle = Circle.CLOSED
    session.commit()
    hidden = as_user(member).get(own).status_code
    in_round.circle, in_round.closes_at = Circle.EVERYONE, clock.now()
    session.commit()

    ended = as_user(member).get(own)

    assert hidden == 404
    assert ended.status_code == 409
    assert "Diese Fassung kann zurzeit nicht kommentiert werden." in ended.text
