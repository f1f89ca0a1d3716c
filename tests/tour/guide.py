"""What the acts of the tour have in common: people, their mails, comparing, and the report."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from tests.instance import Instance
from tests.visitor import Page, PageError, Visitor

T = TypeVar("T")

OUTBOX = "/verwaltung/betrieb/postausgang?stand=kept"
PATIENCE = 30.0
"""Seconds for the worker to do what follows from an act."""


@dataclass
class Tour:
    """A walk through one installation. Whoever acts has a browser of their own."""

    instance: Instance
    administrator: Visitor
    people: dict[str, Visitor] = field(default_factory=dict)
    """By e-mail address: who has signed in."""
    addresses: dict[str, str] = field(default_factory=dict)
    """Pages to come back to, by a name the acts agree on."""
    differences: list[str] = field(default_factory=list)
    """What a page said otherwise than expected."""
    began: float = field(default_factory=time.monotonic)
    last: float = field(default_factory=time.monotonic)

    def tell(self, act: str, saw: str) -> None:
        """Report an act, how long it took, and what was seen."""
        now = time.monotonic()
        print(f"{now - self.last:6.2f} s  {act:<46} {saw}", flush=True)
        self.last = now

    def compare(self, what: str, expected: object, seen: object) -> None:
        """Note when a page says something else than it should."""
        if seen != expected:
            self.differences.append(f"{what}: expected {expected!r}, seen {seen!r}")
            print(f"          DIFFERENT: {self.differences[-1]}", flush=True)

    def wait_for(self, what: str, look: Callable[[], T | None]) -> T:
        """Look again and again until the worker has done its part."""
        deadline = time.monotonic() + PATIENCE
        while (found := look()) is None:
            if time.monotonic() > deadline:
                raise PageError(f"{what} did not come within {PATIENCE:.0f} s")
            time.sleep(0.1)
        return found

    def mail(self, to: str, subject: str) -> Page:
        """Open the newest mail to somebody that has these words in its subject."""

        def look() -> Page | None:
            for row in self.administrator.get(OUTBOX).soup.select("li.queue__row"):
                words = row.get_text(" ", strip=True)
                if subject in words and to in words.split():
                    return self.administrator.get(str(row.select("a")[0]["href"]))
            return None

        return self.wait_for(f"The mail „{subject}“ to {to}", look)

    def enter(self, person: str, letter: Page) -> Page:
        """Let somebody sign in by the link in a mail, in a fresh browser."""
        visitor = self.people[person] = Visitor(self.instance.base_url)
        return follow_link(visitor, letter.text)

    def visitor(self) -> Visitor:
        """Return a browser in which nobody has signed in."""
        return Visitor(self.instance.base_url)


def follow_link(visitor: Visitor, words: str) -> Page:
    """Open the link to sign in that stands in these words, and confirm it."""
    link = re.search(r"https?://\S+/anmelden/[\w-]{20,}", words)
    if link is None:
        raise PageError(f"There is no link to sign in here:\n{words}")
    return visitor.get(link[0]).form("Anmelden").press()


def cell(page: Page, row: str, column: str) -> str:
    """Return what stands in a table, by the words at the head of row and column."""
    for table in page.soup.select("table"):
        heads = [head.get_text(" ", strip=True) for head in table.select("thead th")]
        for line in table.select("tbody tr, tfoot tr"):
            cells = [each.get_text(" ", strip=True) for each in line.select("th, td")]
            if cells[0] == row and column in heads:
                return cells[heads.index(column)]
    raise PageError(f"{page.url}: no cell „{row}“ × „{column}“:\n{page.text}")


def column(page: Page, head: str) -> list[str]:
    """Return a whole column of the first table that has it."""
    for table in page.soup.select("table"):
        heads = [each.get_text(" ", strip=True) for each in table.select("thead th")]
        if head in heads:
            rows = [line.select("th, td") for line in table.select("tbody tr")]
            return [row[heads.index(head)].get_text(" ", strip=True) for row in rows]
    raise PageError(f"{page.url}: no column „{head}“:\n{page.text}")


def figure(page: Page, label: str) -> str:
    """Return the big number above this label."""
    for each in page.soup.select(".figure"):
        if each.select_one(".figure__label").get_text(" ", strip=True) == label:
            return each.select_one(".figure__value").get_text(" ", strip=True)
    raise PageError(f"{page.url}: no figure „{label}“:\n{page.text}")
