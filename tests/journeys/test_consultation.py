"""A whole consultation: three organisations comment, all are answered, the next version shows it.

Told three times: with a mouse, with the keyboard, and on a phone without JavaScript.
"""

from collections import Counter
from dataclasses import dataclass
from io import BytesIO

import docx
import openpyxl
import pytest
from playwright.sync_api import Page, expect

from ikparticipation.organisations.models import MemberRole
from tests import instance, make
from tests.journeys import consulting
from tests.journeys.barriers import assert_no_barriers
from tests.journeys.consulting import ANSWERS, COMMENTS, ON_THE_SENTENCE, SLUG, TITLE
from tests.journeys.hands import Hand, Keyboard, Mouse
from tests.journeys.site import Site

pytestmark = pytest.mark.browser


class Inspector(Mouse):
    """Sees to it as well that no kind of page on the way has barriers, in a tab beside it."""

    def __init__(self, page: Page, name: str) -> None:
        super().__init__(page, name)
        self._seen: set[str] = set()

    def looks(self, step: str) -> None:
        super().looks(step)
        if step in self._seen:
            return
        self._seen.add(step)
        page = self.page.context.new_page()
        page.goto(self.page.url)
        assert_no_barriers(page)
        page.close()


WAYS = {
    "mouse": (Inspector, True, 1280),
    "keyboard": (Keyboard, True, 390),
    "phone without JavaScript": (Mouse, False, 390),
}
DIGEST = f"Was aus Ihren Kommentaren wurde: „{TITLE}“, Fassung 2"


@dataclass(frozen=True)
class Cast:
    """E-mail addresses of those who act, and the names of their three organisations."""

    steering: str
    moderator: str
    administrator: str
    contributor: str
    representative: str
    sport: str
    women: str
    organisations: tuple[str, str, str]

    @property
    def told(self) -> set[str]:
        """Who commented, or acts for an organisation that did."""
        return {self.contributor, self.representative, self.sport, self.women}


@pytest.fixture
def stage():
    """An installation in which nothing has happened but this story."""
    with instance.running() as running:
        site = Site(running)
        yield site
        site.close()


@pytest.fixture
def cast(stage):
    names = ("Elternverein Beispiel", "Sportverein Beispiel", "Frauentreff Beispiel")
    with stage.database() as session:
        parents, sport, women = (make.organisation(session, name=n, public=True) for n in names)
        return Cast(
            steering=make.steering(session, name="Steuerung").email,
            moderator=make.moderator(session, name="Moderation").email,
            administrator=make.administrator(session, name="Administration").email,
            contributor=make.member(session, of=parents, role=MemberRole.CONTRIBUTOR).email,
            representative=make.member(session, of=parents).email,
            sport=make.member(session, of=sport).email,
            women=make.member(session, of=women).email,
            organisations=names,
        )


@pytest.mark.parametrize("way", WAYS)
def test_a_consultation_from_the_first_version_to_the_second(way, stage, cast, tab):
    kind, js, width = WAYS[way]

    def hand(person: str | None) -> Hand:
        page = tab(stage, person, js=js, width=width)
        return kind(page, f"consultation-{way.replace(' ', '-')}")

    steering, visitor = hand(cast.steering), hand(None)
    consulting.writes_and_publishes(steering)
    consulting.opens_a_round(steering)
    _three_organisations_comment(hand, cast, marks=js and kind is not Keyboard)
    consulting.declines_one_and_publishes_the_others(hand(cast.moderator))
    _staff_answer(steering)
    consulting.publishes_the_next(steering)
    stage.let_the_worker_finish()  # places of the comments, mails
    _the_next_version_shows_it(visitor)
    if way == "mouse":
        _each_got_one_digest(tab(stage, cast.administrator), cast)
        _the_synopsis_has_it_all(visitor.page, cast)


def _three_organisations_comment(hand, cast, *, marks):
    consulting.drafts_on_a_word(hand(cast.contributor), marks=marks)
    consulting.proposes_a_sentence(hand(cast.sport))
    consulting.comments_on_the_whole(hand(cast.women))
    moderator = hand(cast.moderator)
    moderator.open("/verwaltung/moderation")
    moderator.reads("3 Kommentare warten auf eine Entscheidung.")
    consulting.releases_the_statement(hand(cast.representative))


def _staff_answer(hand):
    consulting.asks_what_is_missing(hand, "3 Kommentare haben noch keine Antwort", *COMMENTS)
    consulting.takes_the_proposal_over(hand)
    consulting.changes_other_passages(hand)
    consulting.answers_the_others(hand)
    consulting.is_refused_a_version(
        hand,
        "3 Antworten sind noch nicht freigegeben",
        "geänderte Stelle",
        "Wir beginnen in diesem Jahr.",
    )
    consulting.gives_the_reason(hand)
    consulting.releases_all_answers(hand)


def _the_next_version_shows_it(hand):
    consulting.reads_where_it_went(
        hand, consulting.ON_THE_WORD, "Fassung 2, Abschnitt 4", "Die Worte stehen unverändert"
    )
    consulting.reads_where_it_went(
        hand,
        ON_THE_SENTENCE,
        "Was sich dadurch geändert hat",
        "Fassung 2, Abschnitt 2",
        "Die Worte haben sich geändert.",
    )
    consulting.compares(hand)


def _each_got_one_digest(page: Page, cast: Cast) -> None:
    """As the administration sees it in the outbox."""
    page.goto("/verwaltung/betrieb/postausgang")
    letters = page.get_by_role("listitem")
    rows = letters.filter(has_text=DIGEST)
    expect(rows).to_have_count(len(cast.told))
    seen = Counter(who for row in rows.all() for who in cast.told if who in row.inner_text())
    assert seen == dict.fromkeys(cast.told, 1)
    rows.filter(has_text=cast.sport).get_by_role("link").click()
    expect(page.locator(".letter")).to_contain_text(ANSWERS[ON_THE_SENTENCE])
    expect(page.locator(".letter")).to_contain_text("und online")
    expect(page.locator(".letter")).not_to_contain_text(COMMENTS[0])
    page.go_back()
    declined = letters.filter(has_text="wird nicht veröffentlicht").filter(has_text=cast.women)
    declined.get_by_role("link").click()
    expect(page.locator(".letter")).to_contain_text(consulting.NOT_OURS)
    assert_no_barriers(page)


def _the_synopsis_has_it_all(page: Page, cast: Cast) -> None:
    page.goto(f"/entwuerfe/{SLUG}/1")
    page.get_by_role("link", name="Synopse").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Synopse: {TITLE}")
    table = docx.Document(BytesIO(_downloaded(page, "Word-Datei (.docx)"))).tables[0]
    sheet = openpyxl.load_workbook(BytesIO(_downloaded(page, "Excel-Datei (.xlsx)"))).worksheets[0]
    in_word = [" ".join(cell.text for cell in row.cells) for row in table.rows][1:]
    in_excel = [" ".join(str(value) for value in row) for row in sheet.values][1:]
    for rows in (in_word, in_excel):
        assert len(rows) == len(COMMENTS)
        for comment, organisation in zip(COMMENTS, cast.organisations, strict=True):
            row = next(row for row in rows if comment in row)
            assert ANSWERS[comment] in row
            assert organisation in row
        assert consulting.WISHED in next(row for row in rows if ON_THE_SENTENCE in row)
        assert not [row for row in rows if consulting.OFF_TOPIC in row]
    assert_no_barriers(page)


def _downloaded(page: Page, link: str) -> bytes:
    with page.expect_download() as started:
        page.get_by_role("link", name=link, exact=True).click()
    return started.value.path().read_bytes()
