"""Drafts and statements as members of an organisation see them, and nobody else."""

from uuid import uuid4

from sqlalchemy import select

from ikparticipation.consultation.models import CommentStatus, Statement
from tests import make, make_drafts
from tests.consultation.commenting import comments, typed

DRAFT = CommentStatus.DRAFT


def test_a_contributor_saves_a_draft_that_nobody_outside_sees(
    session, as_user, form_at, organisation, contributor, representative
):
    data = typed(speaks_for=str(organisation.id), text="Nur für uns")

    page = as_user(contributor).post(form_at, data=data, follow_redirects=True)

    assert "Der Entwurf ist gespeichert." in page.text
    assert "Nur für uns" in page.text
    assert "Gewählte Entwürfe" not in page.text
    draft = comments(session)[0]
    assert (draft.status, draft.receipt_hash) == (DRAFT, "")
    own_list = f"/mein/stellungnahme/{draft.round_id}"
    assert "Nur für uns" in as_user(representative).get(own_list).text
    others = [None, make.user(session), make.member(session), make.administrator(session)]
    for other in others:
        client = as_user(other)
        for address in ("/entwuerfe/leitlinien/1", f"/kommentare/{draft.id}", own_list):
            assert "Nur für uns" not in client.get(address).text


def test_a_representative_chooses_between_draft_and_sending(
    session, as_user, form_at, organisation, representative
):
    client, data = as_user(representative), typed(speaks_for=str(organisation.id))
    page = client.get(form_at)
    assert "Als Entwurf speichern" in page.text

    client.post(form_at, data=data | {"entwurf": "ja"})
    client.post(form_at, data=data)

    statuses = sorted(c.status for c in comments(session))
    assert statuses == [DRAFT, CommentStatus.SUBMITTED]


def test_a_draft_for_nobody_is_refused_and_kept_in_the_form(session, as_user, form_at, author):
    answer = as_user(author).post(form_at, data=typed(text="Mühsam") | {"entwurf": "ja"})

    assert answer.status_code == 422
    assert "Mühsam" in answer.text
    assert comments(session) == []


def test_the_representative_reads_once_more_and_releases(
    session, as_user, in_round, organisation, representative, drafts
):
    client = as_user(representative)
    here = f"/mein/stellungnahme/{in_round.id}"
    assert client.get(here).text.count("Entwurf von") == 2

    chosen = {"entwurf": [str(d.id) for d in drafts]}
    asked = client.get(f"{here}/{organisation.id}/freigeben", query_string=chosen)
    assert "2 Entwürfe freigeben?" in asked.text
    sent = {"entwurf": [f"{d.id.hex}.{d.version}" for d in drafts]}
    page = client.post(f"{here}/{organisation.id}/freigeben", data=sent, follow_redirects=True)

    released = session.scalars(select(Statement)).one()
    session.commit()
    assert page.request.path == f"/stellungnahmen/{released.id}"
    for words in (released.receipt_hash, released.receipt_code, drafts[0].text):
        assert words in page.text


def test_a_statement_shows_that_a_comment_was_withdrawn_and_not_its_words(
    session, as_user, in_round, organisation, representative, drafts
):
    sent = {"entwurf": [f"{d.id.hex}.{d.version}" for d in drafts]}
    address = f"/mein/stellungnahme/{in_round.id}/{organisation.id}/freigeben"
    page = as_user(representative).post(address, data=sent)
    as_user(representative).post(f"/kommentare/{drafts[0].id}/zurueckziehen")
    gone, left = (make_drafts.reread(session, draft) for draft in drafts)

    text = as_user(make.moderator(session)).get(page.location).text

    assert left.text in text
    assert gone.text not in text
    assert "Zurückgezogen" in text


def test_a_stale_list_is_told_and_nothing_is_released(
    session, as_user, in_round, organisation, representative, drafts
):
    address = f"/mein/stellungnahme/{in_round.id}/{organisation.id}/freigeben"
    sent = {"entwurf": [f"{drafts[0].id.hex}.9", f"{uuid4().hex}.1", "x.y", "<b>"]}

    answer = as_user(representative).post(address, data=sent)

    assert answer.status_code == 409
    assert "Nichts ist freigegeben." in answer.text
    assert make_drafts.reread(session, drafts[0]).status is DRAFT


def test_nothing_chosen_leads_back(as_user, in_round, organisation, representative, drafts):
    address = f"/mein/stellungnahme/{in_round.id}/{organisation.id}/freigeben"

    page = as_user(representative).get(address, follow_redirects=True)

    assert "Bitte wählen Sie, welche Entwürfe Sie freigeben." in page.text
    assert len(drafts) == 2


def test_a_draft_is_edited_and_deleted(session, as_user, contributor, drafts):
    client, draft = as_user(contributor), drafts[1]
    address = f"/mein/entwurf/{draft.id}"
    assert draft.text in client.get(address).text
    data = {"seen": draft.version, "kind": "question", "text": "Wirklich?", "replacement": ""}

    saved = client.post(address, data=data)
    stale = client.post(address, data=data | {"text": "Zu spät"})
    deleted = client.post(f"{address}/loeschen", data={"seen": draft.version + 1})

    assert (saved.status_code, stale.status_code, deleted.status_code) == (303, 409, 303)
    assert "Zu spät" in stale.text
    assert "Wirklich?" in stale.text
    assert [c.id for c in comments(session)] == [drafts[0].id]
