import pytest
from sqlalchemy import func, select

from ikparticipation import clock
from ikparticipation.drafts.models import Document, Version
from ikparticipation.drafts.services import save_text
from tests import make, make_drafts
from tests.make_drafts import reread

LIST = "/verwaltung/entwuerfe"
NEW = f"{LIST}/neu"


@pytest.fixture
def steering(session, as_user):
    return as_user(make.steering(session, name="Karla Bergmann"))


def editor(document):
    return f"{LIST}/{document.id}"


def typed(document, text, **given):
    return {"title": document.title, "text": text, "seen": document.version} | given


def test_a_text_is_written_looked_at_and_published(session, steering):
    new = {"title": "Leitlinien", "kind": "guidelines", "slug": "leitlinien"}
    answer = steering.post(NEW, data=new, follow_redirects=True)
    document = session.scalars(select(Document)).one()
    session.commit()
    assert answer.request.path == editor(document)

    looked = steering.post(f"{editor(document)}/vorschau", data=typed(document, "## Ziel\n\n- Tür"))
    assert looked.status_code == 200
    assert "<h2>Ziel</h2>" in looked.text
    assert "<li>Tür</li>" in looked.text
    assert reread(session, document).working_text == ""

    answer = steering.post(editor(document), data=typed(document, "Ein Satz."))
    assert (answer.status_code, answer.location) == (303, editor(document))

    asked = steering.get(f"{editor(document)}/veroeffentlichen")
    assert "Fassung 1 veröffentlichen?" in asked.text
    assert "Ein Satz." in asked.text
    answer = steering.post(
        f"{editor(document)}/veroeffentlichen", data={"seen": 2}, follow_redirects=True
    )
    assert "Fassung 1 ist veröffentlicht." in answer.text
    assert "/entwuerfe/leitlinien/1" in answer.text


def test_a_list_without_texts_says_how_to_begin(steering):
    page = steering.get(LIST)

    assert "Noch gibt es keinen Text." in page.text
    assert NEW in page.text


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"title": "  "}, "Bitte geben Sie einen Titel ein."),
        ({"title": "T" * 201}, "Bitte kürzen Sie den Titel"),
        ({"slug": "", "title": "الاندماج"}, "Bitte geben Sie einen Kurznamen ein."),
        ({"slug": ""}, None),  # made of the title
        ({"slug": "Leit linien"}, "Bitte verwenden Sie nur kleine Buchstaben"),
        ({"slug": "leitlinien\n"}, None),  # a line end typed by accident
        ({"slug": "a" * 61}, "Bitte kürzen Sie den Kurznamen"),
        ({"slug": "vergeben"}, "Den Kurznamen „vergeben“ gibt es schon."),
        ({"kind": "poem"}, "Bitte wählen Sie, was für ein Text das wird."),
        ({"kind": None}, "Bitte wählen Sie, was für ein Text das wird."),
        ({"title": "A\0B"}, None),  # no database takes NUL
    ],
)
def test_what_does_not_fit_comes_back_with_the_reason(session, steering, given, said):
    make_drafts.document(session, slug="vergeben")
    new = {"title": "Leitlinien", "kind": "guidelines", "slug": "leitlinien"} | given

    answer = steering.post(NEW, data={k: v for k, v in new.items() if v is not None})

    assert answer.status_code == (422 if said else 303)
    assert said is None or said in answer.text
    assert session.scalar(select(func.count(Document.id))) == (1 if said else 2)


def test_two_tabs_get_both_texts_side_by_side(session, steering):
    document = make_drafts.document(session, text="Anfang")
    first, second = (
        typed(document, "Meine Fassung"),
        typed(document, "Die <b>andere</b>"),
    )
    steering.post(editor(document), data=first)

    answer = steering.post(editor(document), data=second)

    assert answer.status_code == 409
    assert "Meine Fassung</textarea>" in answer.text
    assert "Die &lt;b&gt;andere&lt;/b&gt;</textarea>" in answer.text
    assert reread(session, document).working_text == "Meine Fassung"
    assert f'name="seen" type="hidden" value="{document.version}"' in answer.text
    assert "Sie haben inzwischen in einem anderen Fenster gespeichert" in answer.text

    again = steering.post(editor(document), data=second | {"seen": document.version})

    assert again.status_code == 303
    assert reread(session, document).working_text == "Die <b>andere</b>"


def test_who_has_saved_meanwhile_is_named(session, steering):
    document = make_drafts.document(session, text="Anfang")
    data = typed(document, "Meins")
    save_text(
        session,
        document,
        text="Deins",
        actor=make.steering(session, name="Tobias R."),
        at=clock.now(),
    )
    session.commit()

    answer = steering.post(editor(document), data=data)

    assert answer.status_code == 409
    assert "Tobias R. hat inzwischen gespeichert" in answer.text


@pytest.mark.parametrize(
    ("title", "taken", "slug"),
    [
        ("Leitlinien für Bördekreis & Ämter!", [], "leitlinien-fuer-boerdekreis-aemter"),
        ("Maß – Été 2027", [], "mass-ete-2027"),
        ("Leitlinien", ["leitlinien", "leitlinien-2"], "leitlinien-3"),
        ("Wort " * 30, [], "-".join(["wort"] * 12)),
        ("W" * 80, ["w" * 60], "w" * 58 + "-2"),
    ],
)
def test_a_short_name_is_made_of_the_title(session, steering, title, taken, slug):
    for each in taken:
        make_drafts.document(session, slug=each)

    answer = steering.post(NEW, data={"title": title, "kind": "guidelines", "slug": ""})

    assert answer.status_code == 303
    slugs = set(session.scalars(select(Document.slug)))
    assert slugs == {*taken, slug}


def test_saving_twice_by_a_double_click_is_saving_once(session, steering):
    document = make_drafts.document(session)
    data = typed(document, "Neu")

    answers = [steering.post(editor(document), data=data) for _ in range(2)]

    assert [a.status_code for a in answers] == [303, 303]


@pytest.mark.parametrize("address", ["", "/vorschau"])
@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"title": ""}, "Bitte geben Sie einen Titel ein."),
        ({"text": "x" * 200_001}, "Der Text ist zu lang."),
        ({"text": ">" * 60 + " Zitat"}, "verschachtelt"),
        ({"seen": "viele"}, "Bitte prüfen Sie Ihre Angaben"),
        ({"seen": ""}, "Bitte prüfen Sie Ihre Angaben"),
        ({"seen": "99999999999999999999"}, "Bitte prüfen Sie Ihre Angaben"),
    ],
)
def test_a_text_that_does_not_fit_is_not_lost(session, steering, address, given, said):
    document = make_drafts.document(session)
    data = typed(document, "Mein langer Text") | given

    answer = steering.post(editor(document) + address, data=data)

    assert answer.status_code == 422
    assert said in answer.text
    assert data["text"].replace(">", "&gt;") in answer.text


def test_script_in_a_text_is_shown_as_characters(session, steering):
    document = make_drafts.document(session)
    text = "<script>alert(1)</script>\n\n[x](javascript:alert(1)) <img src=x onerror=alert(1)>"

    page = steering.post(
        f"{editor(document)}/vorschau", data=typed(document, text, title="<script>t</script>")
    )

    assert page.status_code == 200
    assert "<script>alert" not in page.text
    assert "<img src=x" not in page.text
    assert 'href="javascript' not in page.text
    assert "<script>t" not in page.text


def test_an_empty_text_cannot_be_published(session, steering):
    document = make_drafts.document(session, text="")
    address = f"{editor(document)}/veroeffentlichen"

    for answer in (steering.get(address), steering.post(address, data={"seen": document.version})):
        assert answer.status_code == 409
        assert "Der Text ist noch leer." in answer.text
        assert editor(document) in answer.text


def test_a_text_that_was_saved_meanwhile_is_read_again_first(session, steering):
    document = make_drafts.document(session)
    address = f"{editor(document)}/veroeffentlichen"
    seen = document.version
    steering.post(editor(document), data=typed(document, "Neuer"))

    answer = steering.post(address, data={"seen": seen})

    assert answer.status_code == 409
    assert "Der Text wurde inzwischen geändert." in answer.text
    assert session.scalar(select(func.count(Version.id))) == 0


def test_publishing_twice_by_a_double_click_makes_one_version(session, steering):
    document = make_drafts.document(session)
    address = f"{editor(document)}/veroeffentlichen"

    answers = [steering.post(address, data={"seen": document.version}) for _ in range(2)]

    assert [a.status_code for a in answers] == [303, 409]
    assert "derselbe wie in Fassung 1" in answers[1].text
    assert session.scalar(select(func.count(Version.id))) == 1


def test_the_list_says_how_far_each_text_is(session, steering):
    make_drafts.document(session, title="Leerer", text="")
    make_drafts.document(session, title="Neuer")
    changed = make_drafts.version(session, title="Geänderter").document
    make_drafts.version(session, title="Fertiger")
    steering.post(editor(changed), data=typed(changed, "Anders."))

    page = steering.get(LIST).text

    rows = {part.split("</a>")[0]: part for part in page.split('class="queue__title"')[1:]}
    states = {name.rpartition(">")[2]: row for name, row in rows.items()}
    assert "Noch leer" in states["Leerer"]
    assert "Noch nicht veröffentlicht" in states["Neuer"]
    assert "Seit der Fassung geändert" in states["Geänderter"]
    assert ">Veröffentlicht<" in states["Fertiger"]


@pytest.mark.parametrize("who", [make.user, make.moderator])
def test_others_have_no_business_here(session, as_user, who):
    document, client = make_drafts.document(session), as_user(who(session))

    for address in ("", "/neu", f"/{document.id}", f"/{document.id}/veroeffentlichen"):
        assert client.get(LIST + address).status_code == 403
    assert client.post(editor(document), data=typed(document, "Nein")).status_code == 403
    assert reread(session, document).working_text != "Nein"


def test_the_list_takes_the_same_statements_for_many_texts_as_for_few(
    session, steering, statements
):
    def count():
        with statements() as seen:
            assert steering.get(LIST).status_code == 200
        return len(seen)

    make_drafts.version(session)
    few = count()
    for _ in range(5):
        make_drafts.version(session)

    assert count() == few <= 8
