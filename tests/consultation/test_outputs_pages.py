"""The pages and addresses of what everybody can take along, and of what the staff can."""

from datetime import timedelta
from io import BytesIO

import docx
import pytest
from bs4 import BeautifulSoup

from ikparticipation import clock, typesetting
from ikparticipation.consultation.models import Circle, CommentKind, CommentStatus
from tests import make, make_drafts
from tests.consultation.test_outputs_files import docx_text, sheets
from tests.consultation.test_outputs_template import template

HERE = "/entwuerfe/leitlinien/1"


@pytest.fixture
def in_round(session):
    version = make_drafts.version(session, slug="leitlinien", title="Leitlinien")
    return make_drafts.open_round(session, of=version)


@pytest.fixture
def answered(session, in_round):
    organisation = make.organisation(session, name="Verein Beispiel")
    comment = make_drafts.comment(
        session, in_round=in_round, organisation=organisation, quote="Sprache", text="Welche?"
    )
    make_drafts.answer(session, comment, reason="Alle.")
    return comment


@pytest.fixture
def steering(session):
    return make.steering(session)


def test_the_page_shows_what_the_files_contain(session, answered, as_user):
    make_drafts.comment(session, in_round=answered.round, status=CommentStatus.SUBMITTED)

    page = BeautifulSoup(as_user().get(f"{HERE}/synopse").text, "html.parser")

    (card,) = page.select("article.comment")
    for words in ("Abschnitt 2", "„Sprache“", "Welche?", "Verein Beispiel", "Alle."):
        assert words in card.text
    hrefs = [a["href"] for a in page.select("main a")]
    for name in (
        "synopse.docx",
        "synopse.xlsx",
        "synopse.pdf",
        "entwurf.docx",
        "kommentare.jsonld",
    ):
        assert f"{HERE}/{name}" in hrefs


def test_a_filter_goes_into_the_page_and_into_the_addresses_of_the_files(
    session, answered, as_user
):
    make_drafts.comment(
        session, in_round=answered.round, kind=CommentKind.QUESTION, text="Bis wann?"
    )

    page = as_user().get(f"{HERE}/synopse?art=question&anonym=1")
    file = as_user().get(f"{HERE}/synopse.docx?art=question&anonym=1")

    assert "Bis wann?" in page.text
    assert "Welche?" not in page.text
    assert f"{HERE}/synopse.docx?art=question&amp;anonym=1" in page.text
    assert "Bis wann?" in docx_text(file.data)
    assert "Welche?" not in docx_text(file.data)
    assert "synopse-leitlinien-1-anonym-auswahl.docx" in file.headers["Content-Disposition"]


def test_anonymous_means_numbers_instead_of_names(answered, as_user):
    file = as_user().get(f"{HERE}/synopse.xlsx?anonym=1")

    assert "Verein Beispiel" not in str(sheets(file.data))
    assert "Organisation 1" in str(sheets(file.data))


def test_a_file_that_is_there_already_is_not_sent_again(session, answered, as_user):
    first = as_user().get(f"{HERE}/synopse.docx")
    known = {"If-None-Match": first.headers["ETag"]}

    assert as_user().get(f"{HERE}/synopse.docx", headers=known).status_code == 304
    assert as_user().get(f"{HERE}/synopse.xlsx", headers=known).status_code == 200
    make_drafts.comment(session, in_round=answered.round)
    assert as_user().get(f"{HERE}/synopse.docx", headers=known).status_code == 200


def test_two_downloads_of_the_same_state_are_the_same_bytes(answered, as_user):
    for form in ("docx", "xlsx", "pdf"):
        first, second = (as_user().get(f"{HERE}/synopse.{form}").data for _ in range(2))
        assert first == second


def test_without_the_extra_there_is_a_page_and_no_link(answered, as_user, monkeypatch):
    monkeypatch.setattr(typesetting, "find_spec", lambda _name: None)

    answer = as_user().get(f"{HERE}/synopse.pdf")

    assert answer.status_code == 503
    assert "Hier ist kein PDF-Satz eingerichtet." in answer.text
    assert "synopse.pdf" not in as_user().get(f"{HERE}/synopse").text


@pytest.mark.parametrize("name", ["synopse", "synopse.docx", "kommentare.jsonld", "entwurf.docx"])
def test_of_a_closed_circle_there_is_nothing_for_everybody(session, as_user, name):
    version = make_drafts.version(session, slug="leitlinien")
    make_drafts.open_round(session, of=version, circle=Circle.CLOSED)
    session.commit()

    assert as_user().get(f"{HERE}/{name}").status_code == 404


def test_a_sealed_round_shows_how_many_and_not_what(session, in_round, as_user):
    in_round.sealed = True
    make_drafts.comment(session, in_round=in_round, text="Geheimnis")

    for name in ("synopse", "synopse.xlsx", "synopse.docx", "kommentare.jsonld", "entwurf.docx"):
        answer = as_user().get(f"{HERE}/{name}")
        assert answer.status_code == 200
        found = answer.text if name in {"synopse", "kommentare.jsonld"} else _words(answer.data)
        assert "Geheimnis" not in found
    assert "Kommentare werden erst nach dem Ende gezeigt." in as_user().get(f"{HERE}/synopse").text


def _words(data):
    if b"word/document.xml" not in data:
        return str(sheets(data))
    return docx_text(data) + str([c.text for c in docx.Document(BytesIO(data)).comments])


def test_what_does_not_exist_is_not_found(session, as_user):
    make_drafts.version(session, slug="leitlinien")
    session.commit()

    for path in (f"{HERE}/synopse", f"{HERE}/synopse.docx", "/entwuerfe/anders/1/entwurf.docx",
                 "/entwuerfe/leitlinien/2/entwurf.docx", f"{HERE}/synopse.odt"):  # fmt: skip
        assert as_user().get(path).status_code == 404


def test_the_draft_goes_to_word_with_real_comments_and_without_a_round_as_well(
    session, answered, as_user
):
    make_drafts.version(session, slug="ohne-runde")
    session.commit()

    with_round = docx.Document(BytesIO(as_user().get(f"{HERE}/entwurf.docx").data))
    without = docx.Document(BytesIO(as_user().get("/entwuerfe/ohne-runde/1/entwurf.docx").data))

    (comment,) = with_round.comments
    assert (comment.author, "Welche?" in comment.text) == ("Verein Beispiel", True)
    assert not list(without.comments)


def test_the_staff_get_all_that_was_submitted_and_nobody_keeps_it(
    session, answered, as_user, steering
):
    make_drafts.comment(
        session, in_round=answered.round, status=CommentStatus.SUBMITTED, text="Noch in Prüfung"
    )
    drafted = make_drafts.comment(session, in_round=answered.round)
    make_drafts.answer(session, drafted, released=False, reason="Entwurf, geheim")
    address = f"/verwaltung/runden/{answered.round.id}/synopse"

    page = as_user(steering).get(address)
    file = as_user(steering).get(f"{address}.docx")

    assert "Noch in Prüfung" in page.text
    assert "Noch in Prüfung" in docx_text(file.data)
    assert "geheim" not in page.text + docx_text(file.data)
    assert "Nur für die Verwaltung" in docx_text(file.data)
    assert "synopse-leitlinien-1-intern.docx" in file.headers["Content-Disposition"]
    assert {page.headers["Cache-Control"], file.headers["Cache-Control"]} == {"no-store"}


def fill(client, in_round, data, name="vorlage.docx", query=""):
    return client.post(
        f"/verwaltung/runden/{in_round.id}/synopse{query}",
        data={"template": (BytesIO(data), name)},
    )


def test_a_template_of_ones_own_comes_back_filled(answered, as_user, steering):
    data = template("{% for k in kommentare %}{{ k.text }}: {{ k.begruendung }}{% endfor %}")

    answer = fill(as_user(steering), answered.round, data, query="?anonym=1")

    assert answer.status_code == 200
    assert "Welche?: Alle." in docx_text(answer.data)
    assert "anonym" in answer.headers["Content-Disposition"]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (template("{{ titel.upper() }}"), "Die Vorlage verwendet „Call“."),
        (b"PK\x03\x04kaputt", "Das ist keine Word-Datei (.docx), oder sie ist beschädigt."),
        (b"\xd0\xcf\x11\xe0", "Die Datei hat das alte Format .doc oder ein Kennwort."),
        (b"", "Die Datei ist leer."),
    ],
)
def test_a_template_that_cannot_be_used_is_refused_with_the_reason(
    answered, as_user, steering, data, message
):
    answer = fill(as_user(steering), answered.round, data)

    assert answer.status_code == 422
    assert message in BeautifulSoup(answer.text, "html.parser").text


def test_the_state_moves_on_and_the_old_file_names_the_old_state(session, answered, as_user):
    before = as_user().get(f"{HERE}/synopse").text
    make_drafts.comment(session, in_round=answered.round, submitted_at=clock.now() - timedelta(1))
    after = as_user().get(f"{HERE}/synopse").text

    states = [
        BeautifulSoup(page, "html.parser").select_one("code").text for page in (before, after)
    ]
    assert len(set(states)) == 2
    assert {len(state) for state in states} == {64}
