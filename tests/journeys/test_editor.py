"""Writing a text: the preview while one types, a file, two states, translations, what changed."""

import pytest
from playwright.sync_api import expect

from ikparticipation import clock
from ikparticipation.drafts import services
from tests import make, make_drafts
from tests.drafts.word_files import word
from tests.journeys.barriers import assert_no_barriers

pytestmark = pytest.mark.browser

LIST = "/verwaltung/entwuerfe"
OLD = "# Leitlinien\n\nKurse gibt es in jedem Ort.\n\n- Kurse am Abend"
NEW = "# Leitlinien\n\nKurse gibt es in jedem Dorf.\n\n- Kurse am Abend\n\nEin neuer Absatz."
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.fixture
def desk(workshop):
    """Somebody who steers, and a text with two versions: e-mail, document, newest version, slug."""
    with workshop.database() as session:
        person = make.steering(session)
        document = make_drafts.document(session, text=OLD, actor=person)
        make_drafts.version(session, of=document)
        services.save_text(session, document, text=NEW, actor=person, at=clock.now())
        version = make_drafts.version(session, of=document)
        return person.email, document.id, version.id, document.slug


def test_the_preview_follows_while_one_types(workshop, tab, desk):
    email, document, _, _ = desk
    page = tab(workshop, email)
    page.goto(f"{LIST}/{document}")
    text, preview = (
        page.get_by_label("Text", exact=True),
        page.get_by_role("region", name="Vorschau"),
    )

    expect(page.locator(".editor__preview")).to_contain_text("4 Abschnitte")
    text.fill("## Ganz neu\n\n<script>alert(1)</script> **fett**")

    expect(preview.get_by_role("heading", name="Ganz neu")).to_be_visible()
    expect(preview.locator("strong")).to_have_text("fett")
    expect(page.locator(".editor__preview")).to_contain_text("2 Abschnitte")
    expect(preview).to_contain_text("<script>alert(1)</script>")
    expect(text).to_be_focused()
    expect(page.get_by_text("Die Vorschau ist gerade nicht zu erreichen.")).to_be_hidden()
    page.get_by_role("button", name="Vorschau").click()
    expect(page.get_by_role("heading", name="Vorschau")).to_be_focused()
    assert page.url.endswith(f"{document}")


def test_a_preview_that_fails_says_so_and_leaving_unsaved_is_asked_about(workshop, tab, desk):
    email, document, _, _ = desk
    page, asked = tab(workshop, email), []
    page.goto(f"{LIST}/{document}")
    page.route("**/vorschau", lambda route: route.fulfill(status=404, body=""))
    text = page.get_by_label("Text", exact=True)

    text.fill("Neu")
    expect(page.get_by_role("status")).to_contain_text(
        "Die Vorschau ist gerade nicht zu erreichen."
    )
    page.unroute("**/vorschau")
    text.fill("Neuer")
    expect(page.get_by_text("Die Vorschau ist gerade nicht zu erreichen.")).to_be_hidden()

    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto(LIST)
    assert asked == ["beforeunload"]


@pytest.mark.parametrize(("js", "width"), [(True, 1280), (False, 390)])
def test_a_word_file_is_read_looked_at_and_saved(workshop, tab, desk, js, width):
    email, document, _, _ = desk
    page = tab(workshop, email, js=js, width=width)
    page.goto(f"{LIST}/{document}")
    page.get_by_role("link", name="Datei einlesen").click()

    file = {"name": "Entwurf.docx", "mimeType": DOCX, "buffer": word("Bürger*innen gestalten mit.")}
    page.get_by_label("Datei").set_input_files(file)
    page.get_by_role("button", name="Datei einlesen").click()

    expect(page.get_by_role("main")).to_contain_text("Das steht in „Entwurf.docx“.")
    expect(page.get_by_label("Text", exact=True)).to_have_value("Bürger\\*innen gestalten mit.")
    page.get_by_role("button", name="Text speichern").click()
    expect(page.get_by_role("main")).to_contain_text("Der Text ist gespeichert.")


def test_an_arabic_text_is_written_from_the_right_with_the_keyboard(workshop, tab, desk):
    email, _, version, _ = desk
    page = tab(workshop, email)
    page.goto(f"{LIST}/fassungen/{version}/uebersetzungen/ar")
    field = page.get_by_label("Arabisch, Abschnitt 2")

    field.focus()
    page.keyboard.insert_text("الدورات في كل قرية.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.get_by_text("1 Übersetzung gespeichert.")).to_be_visible()
    assert page.url.endswith("#p2")
    expect(field).to_have_value("الدورات في كل قرية.")
    assert field.evaluate("field => getComputedStyle(field).direction") == "rtl"


PAGES = {
    "editor": LIST + "/{document}",
    "file": LIST + "/{document}/datei",
    "versions": LIST + "/{document}/fassungen",
    "adoption": LIST + "/fassungen/{version}/beschluss",
    "languages": LIST + "/fassungen/{version}/uebersetzungen",
    "translation": LIST + "/fassungen/{version}/uebersetzungen/fa",
    "comparison": "/entwuerfe/{slug}/2/vergleich/1",
    "no differences": "/entwuerfe/{slug}/2/vergleich/2",
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_no_barriers(workshop, tab, desk, name):
    email, document, version, slug = desk
    page = tab(workshop, email)

    page.goto(PAGES[name].format(document=document, version=version, slug=slug))

    assert_no_barriers(page)


def test_what_changed_is_reached_from_the_list_on_top(workshop, tab, desk):
    page = tab(workshop, width=390)
    page.goto(f"/entwuerfe/{desk[3]}/2/vergleich/1")

    page.get_by_role("link", name="Neu", exact=True).click()

    added = page.locator(".diff--added")
    expect(added).to_be_in_viewport()
    expect(added).to_contain_text("Ein neuer Absatz.")
    assert page.url.endswith("#" + added.get_attribute("id"))
