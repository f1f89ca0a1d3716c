"""Correcting and withdrawing as people do it, and what others read afterwards."""

import pytest

from ikparticipation.consultation.models import CommentStatus, Moderation
from tests import make, make_drafts
from tests.make_drafts import reread


def published(session, in_round, **given):
    passage = make_drafts.passages(session, in_round.version)[0]
    return make_drafts.comment(session, in_round=in_round, passage=passage, **given)


def sent(comment, **given):
    defaults = {"seen": comment.version, "kind": "remark", "text": "Richtig", "replacement": ""}
    return defaults | given


def test_the_author_puts_it_right_and_sees_what_was_there(session, as_user, in_round):
    comment = published(session, in_round, text="Verkehrt")
    client, here = as_user(comment.author), f"/kommentare/{comment.id}"
    page = client.get(f"{here}/berichtigen")
    assert "Ihr Kommentar wird noch einmal geprüft." in page.text

    page = client.post(f"{here}/berichtigen", data=sent(comment), follow_redirects=True)

    for words in ("Ihr Kommentar ist berichtigt.", "Richtig", "Verkehrt", "Vor der Berichtigung"):
        assert words in page.text
    assert reread(session, comment).receipt_hash in page.text
    assert "Verkehrt" not in as_user().get("/entwuerfe/leitlinien/1").text
    assert "Richtig" not in as_user().get("/entwuerfe/leitlinien/1").text


def test_what_is_withdrawn_has_no_earlier_words_either(session, as_user, in_round):
    comment = published(session, in_round, text="Verkehrt")
    moderator, here = make.moderator(session), f"/kommentare/{comment.id}"
    as_user(comment.author).post(f"{here}/berichtigen", data=sent(comment))
    assert "Verkehrt" in as_user(moderator).get(here).text

    as_user(comment.author).post(f"{here}/zurueckziehen")

    for reader in (comment.author, moderator):
        page = as_user(reader).get(here)
        assert "zurückgezogen" in page.text
        assert "Verkehrt" not in page.text


def test_in_a_round_moderated_afterwards_all_read_the_new_words_only(session, as_user, in_round):
    in_round.moderation = Moderation.POST
    comment = published(session, in_round, text="Verkehrt")
    here = f"/kommentare/{comment.id}"
    assert "noch einmal geprüft" not in as_user(comment.author).get(f"{here}/berichtigen").text

    as_user(comment.author).post(f"{here}/berichtigen", data=sent(comment))

    page = as_user().get(here)
    assert "Richtig" in page.text
    assert "berichtigt" in page.text
    assert "Verkehrt" not in page.text


@pytest.mark.parametrize(
    ("given", "status", "said"),
    [
        ({"text": ""}, 422, "Bitte schreiben Sie Ihren Kommentar."),
        ({"text": "x" * 5001}, 422, "Höchstens 5.000 Zeichen, Ihr Text hat 5.001."),
        ({"kind": "change_proposal"}, 422, "Bitte schreiben Sie, wie es heißen soll."),
        ({"seen": 99}, 409, "inzwischen geändert"),
        ({"seen": ""}, 422, "Bitte laden Sie die Seite neu."),
    ],
)
def test_what_does_not_fit_comes_back(session, as_user, in_round, given, status, said):
    comment = published(session, in_round)
    address, data = f"/kommentare/{comment.id}/berichtigen", sent(comment, text="Mühsam getippt")

    answer = as_user(comment.author).post(address, data=data | given)

    assert (answer.status_code, said in answer.text) == (status, True)
    if "text" not in given:
        assert "Mühsam getippt" in answer.text
    assert reread(session, comment).corrected == 0


def test_a_double_click_corrects_once(session, as_user, in_round):
    comment = published(session, in_round)
    address, data = f"/kommentare/{comment.id}/berichtigen", sent(comment)

    answers = [as_user(comment.author).post(address, data=data) for _ in range(2)]

    assert [a.status_code for a in answers] == [303, 303]
    assert reread(session, comment).corrected == 1


def test_a_withdrawn_comment_leaves_its_place_and_no_words(session, as_user, in_round):
    comment = published(session, in_round, text="Zu privat")
    client, here = as_user(comment.author), f"/kommentare/{comment.id}"
    assert "Kommentar zurückziehen?" in client.get(f"{here}/zurueckziehen").text

    page = client.post(f"{here}/zurueckziehen", follow_redirects=True)

    assert "zurückgezogen" in page.text
    assert reread(session, comment).status is CommentStatus.WITHDRAWN
    for reader in (None, make.user(session)):
        for address in ("/entwuerfe/leitlinien/1", here):
            page = as_user(reader).get(address)
            assert page.status_code == 200
            assert "Zu privat" not in page.text
            assert "zurückgezogen" in page.text


@pytest.mark.parametrize("act", ["berichtigen", "zurueckziehen"])
def test_an_answered_comment_stays_as_it_is(session, as_user, in_round, act):
    comment = published(session, in_round)
    make_drafts.answer(session, comment)
    here = f"/kommentare/{comment.id}"
    assert act not in as_user(comment.author).get(here).text

    answer = as_user(comment.author).post(f"{here}/{act}", data=sent(comment))

    assert answer.status_code == 409
    assert reread(session, comment).corrected == 0
