"""The editor: a text read from a file, a preview for the script, two states of one text."""

import re
from io import BytesIO

import docx
import pytest
from sqlalchemy import select

from ikparticipation.audit import Action, AuditEvent
from ikparticipation.drafts.models import Document
from tests import make, make_drafts
from tests.drafts.word_files import saved, word
from tests.make_drafts import reread

LIST = "/verwaltung/entwuerfe"


@pytest.fixture
def steering(session, as_user):
    return as_user(make.steering(session))


def editor(document):
    return f"{LIST}/{document.id}"


def upload(client, path, name, data, **fields):
    return client.post(path, data={"file": (BytesIO(data), name)} | fields)


def hidden(page, name):
    return re.search(rf'name="{name}" type="hidden" value="([^"]*)"', page.text)[1]


def test_a_word_file_is_read_looked_at_and_saved(session, steering):
    document = make_drafts.document(session, text="Bisher.")
    file = docx.Document()
    file.add_heading("Ziel", 1)
    file.add_paragraph("Bürger*innen <b>")
    file.sections[0].header.paragraphs[0].text = "Kopf"

    page = upload(steering, f"{editor(document)}/datei", "Entwurf <1>.docx", saved(file))

    assert page.status_code == 200
    assert "# Ziel\n\nBürger\\*innen \\&lt;b&gt;</textarea>" in page.text
    assert "Das steht in „Entwurf &lt;1&gt;.docx“. Gespeichert ist es noch nicht." in page.text
    assert "Kopf- und Fußzeilen: 1." in page.text
    assert "<del>" in page.text  # what it would replace
    assert reread(session, document).working_text == "Bisher."

    data = {"title": document.title, "text": "# Ziel", "seen": hidden(page, "seen")}
    answer = steering.post(editor(document), data=data | {"file": hidden(page, "file")})

    assert answer.status_code == 303
    assert reread(session, document).working_text == "# Ziel"
    event = session.scalars(select(AuditEvent).order_by(AuditEvent.at.desc())).first()
    assert event.action is Action.DOCUMENT_IMPORTED


def test_a_text_that_was_saved_while_the_file_was_read_is_not_overwritten(session, steering):
    document = make_drafts.document(session, text="Bisher.")
    page = upload(steering, f"{editor(document)}/datei", "a.md", b"Aus der Datei")
    data = {"title": document.title, "text": "Dazwischen", "seen": document.version}
    steering.post(editor(document), data=data)

    data = {"title": document.title, "text": "Aus der Datei", "seen": hidden(page, "seen")}
    answer = steering.post(editor(document), data=data | {"file": "a.md"})

    assert answer.status_code == 409
    assert "Aus der Datei</textarea>" in answer.text
    assert "Dazwischen</textarea>" in answer.text
    assert reread(session, document).working_text == "Dazwischen"


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("", b"", "Bitte wählen Sie eine Datei aus."),
        ("a.pdf", b"%PDF", "Bitte wählen Sie eine Word-Datei"),
        ("a.md", "ü".encode("latin-1"), "UTF-8"),
        ("a.docx", b"PK", "Das ist keine Word-Datei"),
        ("a.docx", word(), "In der Datei steht kein Text."),
        ("a.md", b"Wort\n\n" * 2001, "mehr als 2000 Abschnitte"),
        ("a.md", b">" * 60 + b" Zitat", "verschachtelt"),
    ],
)
def test_a_file_that_cannot_be_taken_is_refused_with_the_reason(
    session, steering, name, data, said
):
    document = make_drafts.document(session, text="Bisher.")

    answer = upload(steering, f"{editor(document)}/datei", name, data)

    assert answer.status_code == 422
    assert said in answer.text
    assert reread(session, document).working_text == "Bisher."


def test_a_new_text_can_begin_with_a_file(session, steering):
    fields = {"title": "Leitlinien", "kind": "guidelines", "slug": "leitlinien"}

    page = upload(steering, f"{LIST}/neu", "a.md", "Tür".encode(), **fields)

    document = session.scalars(select(Document)).one()
    assert page.status_code == 200
    assert "Tür</textarea>" in page.text
    assert document.working_text == ""
    assert f'action="{editor(document)}"' in page.text


def test_a_bad_file_starts_no_text(session, steering):
    fields = {"title": "Leitlinien", "kind": "guidelines", "slug": "leitlinien"}

    page = upload(steering, f"{LIST}/neu", "a.pdf", b"%PDF", **fields)

    assert page.status_code == 422
    assert "Bitte wählen Sie eine Word-Datei" in page.text
    assert 'value="Leitlinien"' in page.text
    assert session.scalars(select(Document)).all() == []


def preview(client, document, text):
    data = {"title": "", "text": text, "seen": ""}
    return client.post(f"{editor(document)}/vorschau", data=data, headers={"X-Fragment": "preview"})


def test_the_script_gets_the_preview_alone(session, steering):
    document = make_drafts.document(session)

    answer = preview(steering, document, "## Ziel\n\n<script>x</script>")

    assert answer.status_code == 200
    assert "<h2>Ziel</h2>" in answer.text
    assert "2 Abschnitte" in answer.text
    assert "&lt;script&gt;" in answer.text
    assert "<html" not in answer.text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Hier steht der Text"),
        ("x" * 200_001, "Der Text ist zu lang."),
        (">" * 60 + " Zitat", "verschachtelt"),
    ],
)
def test_the_preview_says_why_there_is_none(session, steering, text, said):
    assert said in preview(steering, make_drafts.document(session), text).text


def test_the_editor_shows_the_stored_text_beside_itself(session, steering):
    page = steering.get(editor(make_drafts.document(session, text="## Ziel")))

    assert "<h2>Ziel</h2>" in page.text
    assert "data-preview-at" in page.text


def test_two_states_are_compared_word_by_word(session, steering):
    document = make_drafts.document(session, text="Kurse gibt es in jedem Ort.")
    seen = document.version
    steering.post(
        editor(document),
        data={"title": document.title, "text": "Kurse gibt es in jedem Dorf.", "seen": seen},
    )

    answer = steering.post(
        editor(document),
        data={"title": document.title, "text": "Kurse gibt es in vielen Orten.", "seen": seen},
    )

    assert answer.status_code == 409
    assert "jedem Dorf</del>" in answer.text
    assert "vielen Orten</ins>" in answer.text
    assert "Geändert: <strong>1</strong>" in answer.text


def test_a_state_too_big_to_compare_is_shown_whole(session, steering):
    document = make_drafts.document(session, text="Anfang")
    seen = document.version
    data = {"title": document.title, "seen": seen}
    steering.post(editor(document), data=data | {"text": "Neu"})

    answer = steering.post(editor(document), data=data | {"text": "Wort\n\n" * 2001})

    assert answer.status_code == 409
    assert "zu groß, um ihn Abschnitt für Abschnitt zu vergleichen" in answer.text
