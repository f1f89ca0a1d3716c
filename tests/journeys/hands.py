"""Two ways to use a page: with a mouse or finger, and with nothing but the keyboard.

A story is written once in these verbs and told by both. Things are named by the words a person
reads or hears; `within` are the legends of the groups around a thing, the outermost first.
"""

import os
import re
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect

PICTURES = os.environ.get("IKP_TEST_PICTURES", "")
"""A folder: the steps of the stories leave their pictures there, to be looked at."""
MOST_STOPS = 400

WHERE_IS_THE_FOCUS = """target => {
  const at = document.activeElement;
  const nowhere = !at || at === document.body || at === document.documentElement;
  const order = nowhere ? 4 : at.compareDocumentPosition(target);
  const shows = element => {
    const style = getComputedStyle(element);
    const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1;
    const drawn = element.matches("path") && parseFloat(style.strokeWidth) >= 4;
    return outlined || drawn || style.boxShadow !== "none";
  };
  const places = nowhere ? [] : [at, at.closest(".card--link"), ...at.querySelectorAll("path")];
  const hasButton = ["date", "time"].includes(at?.type);
  const inCalendarButton = hasButton && !at.matches(":focus");  // drawn by the browser
  const isRead = at?.tabIndex === -1;  // a heading or summary that is read out, not used
  const box = nowhere ? null : at.getBoundingClientRect();
  return {
    there: at === target,
    nowhere,
    before: Boolean(order & Node.DOCUMENT_POSITION_PRECEDING),
    sameRadios: at?.type === "radio" && target.type === "radio" && at.name === target.name,
    visible: nowhere || isRead || inCalendarButton || places.some(place => place && shows(place)),
    inView: nowhere || (box.bottom > 0 && box.top < innerHeight && box.width * box.height > 1),
    what: at?.outerHTML.slice(0, 200),
    inMain: Boolean(target.closest("main")),
  };
}"""


class Hand:
    """What a person does on a page. A label may go on after the words that are given here."""

    def __init__(self, page: Page, name: str) -> None:
        self.page = page
        self.name = name
        self._pictures = 0

    def open(self, address: str) -> None:
        self.page.goto(address)

    def follow(self, link: str, *, within: Locator | None = None) -> None:
        place = within or self.page
        self._go(place.get_by_role("link", name=_beginning(link)).first)

    def press(self, button: str) -> None:
        self._go(self.page.get_by_role("button", name=_beginning(button)))

    def unfold(self, row: str) -> None:
        """Open a row of answers that is folded up to its title."""
        title = self.page.locator("summary").filter(has_text=_beginning(row))
        if title.locator("..").get_attribute("open") is None:
            self._open(title)

    def write(self, field: str, words: str, within: tuple[str, ...] = ()) -> None:
        control = self._part(within).get_by_label(_beginning(field))
        control = control.and_(self.page.locator("textarea, input:not([type=file])"))
        if control.get_attribute("type") == "date":
            self._set_date(control, words)
        else:
            self._type(control, words)

    def tick(self, *labels: str, within: tuple[str, ...] = ()) -> None:
        """Tick boxes, or choose one of several radio buttons."""
        part = self._part(within)
        folded = part.locator(".fold:not([open]) > summary")
        while folded.count():
            self._open(folded.first)
        for label in labels:
            box = part.get_by_role("checkbox", name=_whole(label))
            box = box.or_(part.get_by_role("radio", name=_whole(label)))
            self._tick(box)
            expect(box).to_be_checked()

    def tick_the_only_one(self, label: str) -> None:
        box = self.page.get_by_role("checkbox", name=_beginning(label))
        self._tick(box)
        expect(box).to_be_checked()

    def pick(self, field: str, option: str, within: tuple[str, ...] = ()) -> None:
        """Choose from a drop-down list."""
        control = self._part(within).get_by_role("combobox", name=_beginning(field))
        self._pick(control, option)
        expect(control.locator("option:checked")).to_have_text(option)

    def sees(self, heading: str) -> None:
        """Expect to be on the page with this heading."""
        expect(self.page.get_by_role("heading", level=1)).to_have_text(heading)

    def reads(self, *words: str) -> None:
        for each in words:
            expect(self.page.locator("main")).to_contain_text(each)

    def is_told_what_is_wrong(self, *words: str) -> None:
        """Expect a summary of what is wrong that has the focus, and so is read out."""
        summary = self.page.get_by_role("alert")
        expect(summary).to_be_focused()
        for each in words:
            expect(summary).to_contain_text(each)

    def looks(self, step: str) -> None:
        """Check what must hold on every page on the way; leave a picture if asked to."""
        if PICTURES:
            self._pictures += 1
            file = Path(PICTURES) / f"{self.name}-{self._pictures:02}-{step}.png"
            seen = self.page.evaluate("scrollY")
            self.page.screenshot(path=file, full_page=True)
            self.page.evaluate("y => scrollTo(0, y)", seen)  # a whole page is taken unscrolled
        assert_nothing_sticks_out(self.page)

    def _part(self, within: tuple[str, ...]) -> Page | Locator:
        part: Page | Locator = self.page
        for legend in within:
            part = part.get_by_role("group", name=_beginning(legend))
        return part

    def _go(self, thing: Locator) -> None:
        """Use what leads to another page, and wait for that page."""
        raise NotImplementedError

    def _open(self, title: Locator) -> None:
        raise NotImplementedError

    def _type(self, control: Locator, words: str) -> None:
        raise NotImplementedError

    def _set_date(self, control: Locator, day: str) -> None:
        raise NotImplementedError

    def _tick(self, box: Locator) -> None:
        raise NotImplementedError

    def _pick(self, control: Locator, option: str) -> None:
        raise NotImplementedError


class Mouse(Hand):
    def _go(self, thing: Locator) -> None:
        with self.page.expect_navigation():
            thing.click()

    def _open(self, title: Locator) -> None:
        title.click()

    def _type(self, control: Locator, words: str) -> None:
        control.fill(words)

    def _set_date(self, control: Locator, day: str) -> None:
        control.fill(day)

    def _tick(self, box: Locator) -> None:
        box.check()

    def _pick(self, control: Locator, option: str) -> None:
        control.select_option(label=option)


class Keyboard(Hand):
    """Tab, Shift+Tab, arrows, Space, Enter and letters. Each stop must show its focus."""

    def _go(self, thing: Locator) -> None:
        self._reach(thing)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def _open(self, title: Locator) -> None:
        self._reach(title)
        self.page.keyboard.press("Enter")

    def _type(self, control: Locator, words: str) -> None:
        self._reach(control)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(words)
        expect(control).to_have_value(words)

    def _set_date(self, control: Locator, day: str) -> None:
        """Type the day part by part, in the order in which this browser shows them."""
        self._reach(control)
        year, month, date = day.split("-")
        for digits in (date + month + year, month + date + year, year + month + date):
            self.page.keyboard.type(digits)
            if control.input_value() == day:
                return
            for _ in range(2):
                self.page.keyboard.press("ArrowLeft")
        raise AssertionError(f"{day} cannot be typed into {control}")

    def _set_time(self, control: Locator, time: str) -> None:
        self._reach(control)
        self.page.keyboard.type(time.replace(":", ""))
        expect(control).to_have_value(time)

    def _tick(self, box: Locator) -> None:
        self._reach(box)
        if not box.is_checked():
            self.page.keyboard.press("Space")

    def _pick(self, control: Locator, option: str) -> None:
        self._reach(control)
        self.page.keyboard.type(option)

    def _reach(self, thing: Locator) -> None:
        """Press Tab, or Shift+Tab when the thing stands further up, until it has the focus."""
        expect(thing).to_have_count(1)
        target = thing.element_handle()
        for _ in range(MOST_STOPS):
            at = self._look_at_the_focus(target)
            if at["there"]:
                return
            if at["sameRadios"]:
                self.page.keyboard.press("ArrowDown")
            elif at["nowhere"] and at["inMain"] and "#" not in self.page.url:
                self._skip_to_the_content()
            else:
                self.page.keyboard.press("Shift+Tab" if at["before"] else "Tab")
        raise AssertionError(f"The keyboard does not get to {thing}")

    def _look_at_the_focus(self, target: Any) -> dict[str, Any]:
        at: dict[str, Any] = self.page.evaluate(WHERE_IS_THE_FOCUS, target)
        assert at["visible"], f"No sign of the focus on {at['what']}"
        assert at["inView"], f"Out of sight with the focus: {at['what']}"
        return at

    def _skip_to_the_content(self) -> None:
        link = self.page.locator("a.skip")
        self.page.keyboard.press("Tab")
        expect(link).to_be_focused()
        self.page.keyboard.press("Enter")
        expect(link).not_to_be_focused()
        self.page.keyboard.press("Tab")


def assert_nothing_sticks_out(page: Page) -> None:
    """No page scrolls sideways; wide tables and maps scroll by themselves."""
    wide, room = page.evaluate(
        "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    )
    assert wide <= room, f"{page.url} is {wide} px wide and has room for {room}"


def _beginning(words: str) -> re.Pattern[str]:
    return re.compile(rf"^{_spaced(words)}(?!\w)")


def _whole(words: str) -> re.Pattern[str]:
    return re.compile(f"^{_spaced(words)}$")


def _spaced(words: str) -> str:
    """Return a pattern in which a space may be one at which no line ends: "Abschnitt 3"."""
    return r"\s".join(map(re.escape, words.split()))
