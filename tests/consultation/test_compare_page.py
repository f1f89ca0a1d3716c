"""What changed between two versions, for everybody who may see both."""

import pytest
from bs4 import BeautifulSoup

from ikparticipation import clock
from ikparticipation.consultation.models import Circle
from ikparticipation.drafts import services
from tests import make, make_drafts

OLD = """\
# Leitlinien

Sprache öffnet Türen in jedem Ort des Landkreises.

- Kurse am Abend
- Kinderbetreuung während des Kurses

## Arbeit

Wer arbeiten will, findet schnell eine Beratung.
"""
NEW = """\
# Leitlinien

Sprache öffnet Türen in jedem <b>Dorf</b> des Landkreises.

- Kinderbetreuung während des Kurses

Ein neuer Absatz über Begegnung.

## Arbeit

Wer arbeiten will, findet schnell eine Beratung.
"""


def versions(session, *texts):
    """Publish these texts one after the other; the slug of the document."""
    document = make_drafts.document(session, text=texts[0])
    make_drafts.version(session, of=document)
    for text in texts[1:]:
        actor = make.steering(session)
        services.save_text(session, document, text=text, actor=actor, at=clock.now())
        make_drafts.version(session, of=document)
    return document.slug


def page_of(as_user, slug, new=2, old=1, user=None):
    answer = as_user(user).get(f"/entwuerfe/{slug}/{new}/vergleich/{old}")
    assert answer.status_code == 200
    return BeautifulSoup(answer.text, "html.parser")


def words_of(tag):
    return " ".join(tag.get_text(" ").split())


def test_changes_are_marked_by_word_and_sign(session, as_user):
    page = page_of(as_user, versions(session, OLD, NEW))

    labels = [words_of(label) for label in page.select(".diff__label")]
    assert labels == ["~ Geändert", "− Entfallen", "+ Neu"]
    assert words_of(page.select_one(".diff--changed del")) == "gestrichen: Ort"
    assert words_of(page.select_one(".diff--changed ins")) == "eingefügt: <b>Dorf</b>"
    assert words_of(page.select_one(".diff--removed del")) == "gestrichen: Kurse am Abend"
    assert words_of(page.select_one(".diff--added ins")).endswith("Absatz über Begegnung.")


def test_a_list_on_top_counts_and_leads_to_every_change(session, as_user):
    page = page_of(as_user, versions(session, OLD, NEW))

    counts = [words_of(each) for each in page.select(".diff-counts li")]
    assert counts == ["~ Geändert: 1", "− Entfallen: 1", "+ Neu: 1"]
    targets = [link["href"].removeprefix("#") for link in page.select(".diff-list a")]
    assert targets == [each["id"] for each in page.select(".diff[id]")]
    assert "Dorf" in words_of(page.select_one(".diff-list li"))


def test_a_moved_passage_is_said_to_have_moved(session, as_user):
    first, *others = [f"Der Absatz {n} sagt etwas ganz Eigenes zum Thema {n}." for n in "abcde"]
    moved = "\n\n".join([*others, first])

    page = page_of(as_user, versions(session, "\n\n".join([first, *others]), moved))

    assert words_of(page.select_one(".diff__label")) == "↕ Verschoben"
    assert not page.select("ins, del")


def test_two_versions_without_a_difference_say_so(session, as_user):
    slug = versions(session, OLD, NEW, OLD)

    assert "Keine Unterschiede" in words_of(page_of(as_user, slug, 3, 1).main)
    same = words_of(page_of(as_user, slug, 2, 2).main)
    assert "Keine Unterschiede" in same
    assert "zweimal dieselbe Fassung" in same


def test_any_two_can_be_compared_and_the_page_leads_to_the_others(session, as_user):
    slug = versions(session, OLD, NEW, "Ganz anders.")

    page = page_of(as_user, slug, 3, 1)

    assert page.find("a", href=f"/entwuerfe/{slug}/3/vergleich/2")
    assert page.find("a", href=f"/entwuerfe/{slug}/1")


def test_there_is_one_address_for_each_pair(session, as_user):
    slug = versions(session, OLD, NEW)

    answer = as_user().get(f"/entwuerfe/{slug}/1/vergleich/2")

    assert (answer.status_code, answer.location) == (303, f"/entwuerfe/{slug}/2/vergleich/1")


@pytest.mark.parametrize(
    "path", ["{0}/2/vergleich/3", "{0}/3/vergleich/1", "nie/2/vergleich/1", "X/2/vergleich/1"]
)
def test_a_version_that_is_not_there_is_not_compared(session, as_user, path):
    slug = versions(session, OLD, NEW)

    assert as_user().get("/entwuerfe/" + path.format(slug)).status_code == 404


def test_words_of_the_working_text_stay_inside(session, as_user):
    slug = versions(session, OLD, NEW)
    document = make_drafts.document(session, slug="anderer", text="Geheim.")

    assert "Geheim" not in page_of(as_user, slug).text
    assert as_user().get(f"/entwuerfe/{document.slug}/1/vergleich/1").status_code == 404


def test_long_stretches_without_a_change_are_folded(session, as_user):
    same = "\n\n".join(f"Satz {n} bleibt stehen." for n in range(9))

    page = page_of(as_user, versions(session, f"{same}\n\nAlt.", f"{same}\n\nNeu ist das."))

    assert words_of(page.select_one(".diff-fold summary")) == "9 unveränderte Abschnitte"


def test_the_page_takes_few_statements_for_texts_of_any_length(session, as_user, statements):
    def count(*texts):
        slug = versions(session, *texts)
        with statements() as seen:
            page_of(as_user, slug)
        return len(seen)

    few = count(OLD, NEW)
    long = "\n\n".join(f"Satz {n} steht hier." for n in range(150))

    assert count(long, long.replace("Satz 7 ", "Wort 7 ")) == few <= 8


def test_a_version_in_a_closed_circle_is_not_there_for_others(session, as_user):
    document = make_drafts.document(session, text=OLD)
    first = make_drafts.version(session, of=document)
    actor = make.steering(session)
    services.save_text(session, document, text=NEW, actor=actor, at=clock.now())
    second = make_drafts.version(session, of=document)
    make_drafts.open_round(session, of=second, circle=Circle.CLOSED)
    address = f"/entwuerfe/{document.slug}/2/vergleich/1"

    assert as_user(make.member(session)).get(address).status_code == 404
    assert as_user().get(address).status_code == 404
    assert as_user(actor).get(address).status_code == 200
    assert as_user().get(f"/entwuerfe/{document.slug}/{first.number}").status_code == 200
