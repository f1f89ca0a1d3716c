"""Marking words in a text and commenting on them: what the browser counts, the server finds."""

import re
from itertools import count

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from ikparticipation.consultation.models import Comment, Statement
from ikparticipation.organisations.models import MemberRole
from tests import make, make_drafts
from tests.journeys.barriers import assert_no_barriers

FIRST = "Kurse 😀 gibt es **in jedem Ort**, \\\nam Abend auch."
SECOND = "Sie sind für *alle* offen."
MARK = """([from, start, to, end]) => {
  const letters = (key) => {
    const walk = document.createTreeWalker(
      document.querySelector(`[data-passage="${key}"]`), NodeFilter.SHOW_TEXT);
    const found = [];
    while (walk.nextNode())
      for (let i = 0; i < walk.currentNode.length; i++) found.push([walk.currentNode, i]);
    return found;
  };
  const text = (found) => found.map(([node, i]) => node.data[i]).join("");
  const [one, two] = [letters(from), letters(to)];
  const a = one[text(one).indexOf(start)];
  const [last, i] = two[text(two).indexOf(end) + end.length - 1];
  getSelection().setBaseAndExtent(a[0], a[1], last, i + 1);
}"""
"""Marks from the words `start` in one passage to the words `end` in another, as a mouse would."""
_number = count(1)


@pytest.fixture
def scene(workshop):
    """A text of two passages in a round, somebody to comment on it, and their organisation."""
    with workshop.database() as session:
        version = make_drafts.version(
            session, text=f"{FIRST}\n\n{SECOND}", slug=f"markieren-{next(_number)}"
        )
        in_round = make_drafts.open_round(session, of=version)
        organisation = make.organisation(session)
        member = make.member(session, of=organisation, role=MemberRole.CONTRIBUTOR)
        representative = make.member(session, of=organisation)
        keys = [p.key for p in make_drafts.passages(session, version)]
        return {
            "here": f"/entwuerfe/{version.document.slug}/{version.number}",
            "round": in_round.id,
            "keys": keys,
            "member": member.email,
            "representative": representative.email,
        }


def quotes(workshop, scene):
    with workshop.database() as session:
        return session.scalars(
            select(Comment.quote).where(Comment.round_id == scene["round"])
        ).all()


def send(page):
    page.get_by_label("Hinweis").check()
    page.get_by_label("Ihr Kommentar", exact=False).first.fill("Gut so.")
    page.get_by_label("Für mich selbst").check()
    page.get_by_role("button", name="Kommentar absenden").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ihr Kommentar")


@pytest.mark.parametrize(
    ("places", "start", "end", "quote"),
    [
        ((0, 0), "gibt", "Ort", "gibt es in jedem Ort"),
        ((0, 0), "😀", "jedem", "😀 gibt es in jedem"),
        ((0, 0), "Ort", "Abend", "Ort, am Abend"),
        ((1, 1), "für", "alle", "für alle"),
        ((0, 1), "in jedem", "alle", "in jedem Ort, am Abend auch.\nSie sind für alle"),
    ],
    ids=["across markup", "an emoji", "a line break", "emphasis", "two passages"],
)
@pytest.mark.parametrize("touch", [False, True])
def test_marked_words_are_what_the_comment_stands_on(
    workshop, tab, scene, touch, places, start, end, quote
):
    page = tab(
        workshop, scene["member"], width=390 if touch else 1280, has_touch=touch, is_mobile=touch
    )
    page.goto(scene["here"])

    first, last = (scene["keys"][n] for n in places)
    page.evaluate(MARK, [first, start, last, end])
    offer = page.get_by_role("link", name="Diese Wörter kommentieren")
    expect(offer).to_be_visible()
    if touch:
        box = offer.bounding_box()
        assert box["y"] + box["height"] > page.evaluate("innerHeight") * 0.8
    offer.click()

    assert page.locator("input[name=place]:checked").count() == 1
    send(page)
    assert quotes(workshop, scene) == [quote]


@pytest.mark.parametrize(
    ("places", "start", "end", "quote"),
    [
        ((0, 0), "urse", "ibt", "Kurse 😀 gibt"),
        ((0, 0), "bt", "jed", "gibt es in jedem"),
        ((0, 0), " es ", "in ", "es in"),
        ((0, 0), "Ort", "Ort", "Ort"),
        ((0, 1), "end", "al", "Abend auch.\nSie sind für alle"),
    ],
    ids=["both ends", "across markup", "between words", "no comma with it", "two passages"],
)
def test_half_words_are_taken_whole(workshop, tab, scene, places, start, end, quote):
    page = tab(workshop, scene["member"])
    page.goto(scene["here"])

    first, last = (scene["keys"][n] for n in places)
    page.evaluate(MARK, [first, start, last, end])
    page.get_by_role("link", name="Diese Wörter kommentieren").click()

    marked = quote.partition("\n")[0]
    expect(page.locator("blockquote mark")).to_have_text(marked)
    send(page)
    assert quotes(workshop, scene) == [quote]


def test_the_marked_words_above_the_form_follow_the_choice(workshop, tab, scene):
    page = tab(workshop, scene["member"])
    page.goto(f"{scene['here']}/{scene['keys'][0]}/kommentieren?zitat=jedem+Ort")
    passage = page.locator("blockquote")
    words = passage.inner_text()
    expect(passage.locator("mark")).to_have_text("jedem Ort")

    page.get_by_label("Der ganze Abschnitt").check()
    expect(passage.locator("mark")).to_have_count(0)
    page.get_by_label("„jedem Ort“").check()

    expect(passage.locator("mark")).to_have_text("jedem Ort")
    assert passage.inner_text() == words


def test_a_long_text_is_neither_cut_nor_sent_before_it_fits(workshop, tab, scene):
    page = tab(workshop, scene["member"])
    page.goto(f"{scene['here']}/{scene['keys'][0]}/kommentieren")
    page.get_by_label("Hinweis").check()
    field = page.get_by_label("Ihr Kommentar", exact=False).first
    field.fill("Gut.")
    room = page.locator("[data-room=text]")
    expect(room).to_be_hidden()

    field.fill("ä" * 4900)
    expect(room).to_have_text("Zeichen übrig: 100")
    field.fill("😀" * 5200)
    expect(room).to_have_text("Zeichen zu viel: 200")
    page.get_by_role("button", name="Als Entwurf speichern").click()

    refused = page.get_by_role("link", name="Höchstens 5.000 Zeichen, Ihr Text hat 5.200.")
    expect(refused).to_be_visible()
    assert len(page.locator("#text").input_value()) == 5200
    expect(room).to_have_text("Zeichen zu viel: 200")


@pytest.mark.parametrize("js", [True, False])
def test_a_contributor_saves_for_the_organisation_and_sends_only_for_oneself(
    workshop, tab, scene, js
):
    page = tab(workshop, scene["member"], js=js)
    page.goto(f"{scene['here']}/{scene['keys'][0]}/kommentieren")
    save = page.get_by_role("button", name="Als Entwurf speichern")
    send_off = page.get_by_role("button", name="Kommentar absenden")
    expect(save).to_have_class(re.compile("kern-btn--primary"))
    expect(send_off).to_be_hidden()

    page.get_by_label("Für mich selbst").check()

    expect(save).to_be_hidden()
    expect(send_off).to_have_class(re.compile("kern-btn--primary"))


def test_the_keyboard_reaches_the_offer_behind_the_marked_words(workshop, tab, scene):
    page = tab(workshop, scene["member"])
    page.goto(scene["here"])
    page.evaluate(MARK, [scene["keys"][0], "gibt", scene["keys"][0], "Ort"])
    expect(page.get_by_role("link", name="Diese Wörter kommentieren")).to_be_visible()

    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Diese Wörter kommentieren")).to_be_focused()
    page.keyboard.press("Enter")

    send(page)
    assert quotes(workshop, scene) == ["gibt es in jedem Ort"]


def test_without_javascript_a_place_is_chosen_across_passages(workshop, tab, scene):
    page = tab(workshop, scene["member"], js=False)
    page.goto(f"{scene['here']}/{scene['keys'][0]}/kommentieren")

    page.locator("summary", has_text="Genauer").click()
    page.get_by_label("Bis wohin?").select_option(
        label=f"Abschnitt 2, Satz 1: {SECOND}".replace("*", "")
    )
    send(page)

    assert quotes(workshop, scene) == [
        "Kurse 😀 gibt es in jedem Ort, am Abend auch.\nSie sind für alle offen."
    ]


@pytest.mark.parametrize("js", [True, False])
def test_a_member_drafts_and_a_representative_releases(workshop, tab, scene, js):
    page = tab(workshop, scene["member"], js=js)
    page.goto(f"{scene['here']}/{scene['keys'][1]}/kommentieren")
    page.get_by_label("Frage", exact=True).check()
    page.get_by_label("Ihr Kommentar", exact=False).first.fill("Wirklich alle?")
    page.get_by_role("button", name="Als Entwurf speichern").click()
    expect(page.get_by_text("Der Entwurf ist gespeichert.")).to_be_visible()
    if js:
        assert_no_barriers(page)

    page = tab(workshop, scene["representative"], js=js, width=390)
    page.goto(f"/mein/stellungnahme/{scene['round']}")
    page.get_by_role("button", name="Gewählte Entwürfe ansehen und freigeben").click()
    page.get_by_role("button", name="Stellungnahme freigeben").dblclick()

    expect(page.get_by_role("heading", level=1)).to_contain_text("Stellungnahme von")
    expect(page.locator(".receipt__code")).to_be_visible()
    if js:
        assert_no_barriers(page)
    with workshop.database() as session:
        released = session.scalars(
            select(Statement).where(Statement.round_id == scene["round"])
        ).all()
        assert len(released) == 1
        assert re.fullmatch("[0-9a-f]{64}", released[0].receipt_hash)
