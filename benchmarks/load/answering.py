"""One organisation that answers: the requests that its browser sends, in their order.

It sends the hidden fields of the form it was shown. Pages are not taken apart further, because
that would cost more than serving them.
"""

import html
import re
from collections.abc import Callable, Iterator
from contextlib import closing
from http.client import HTTPConnection, HTTPResponse
from typing import NamedTuple
from urllib.parse import urlencode, urlsplit

from benchmarks.load.forms import SIZES, Fields, answers

_HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')
TYPE = {"Content-Type": "application/x-www-form-urlencoded"}


class Answer(NamedTuple):
    status: int
    location: str
    text: str

    def hidden(self) -> Fields:
        """Return the hidden fields of the page, each once: its token, what it was opened with."""
        found = {name: html.unescape(value) for name, value in _HIDDEN.findall(self.text)}
        return list(found.items())


class Browser:
    """Keeps one connection and the cookie of its session, as a browser does."""

    def __init__(self, url: str, cookie: str = "") -> None:
        self.connection = HTTPConnection(str(urlsplit(url).netloc), timeout=120)
        self.cookie = cookie

    def close(self) -> None:
        self.connection.close()

    def get(self, path: str) -> Answer:
        return self._ask("GET", path)

    def post(self, path: str, fields: Fields, **headers: str) -> Answer:
        return self._ask("POST", path, urlencode(fields), TYPE | headers)

    def _ask(
        self, method: str, path: str, body: str | None = None, headers: dict[str, str] | None = None
    ) -> Answer:
        sent = {"Cookie": f"session={self.cookie}"} if self.cookie else {}
        self.connection.request(method, path, body, sent | (headers or {}))
        answer = self.connection.getresponse()
        text = answer.read().decode()
        self._keep_cookie(answer)
        return Answer(answer.status, answer.getheader("Location", ""), text)

    def _keep_cookie(self, answer: HTTPResponse) -> None:
        given = answer.getheader("Set-Cookie", "")
        if given.startswith("session="):
            self.cookie = given.removeprefix("session=").partition(";")[0]


class Step(NamedTuple):
    """One request: `kind` says what it is, `act` sends it."""

    kind: str
    act: Callable[[], Answer]


OPEN, SECTION, SAVE, CHECK, SUBMIT, RECEIPT = (
    "open",
    "section",
    "save",
    "check",
    "submit",
    "receipt",
)
EXPECTED = {SAVE: 303, SUBMIT: 303}


def submission(browser: Browser, path: str, who: int) -> Iterator[Step]:
    """Yield the requests of a whole submission; the page each leads to is fetched as well.

    Twelve: the overview, four sections shown and saved, the check, the submission, the receipt.
    """
    seen: list[Answer] = []

    def get(address: str) -> Callable[[], Answer]:
        return lambda: _noted(seen, browser.get(address))

    def post(address: str, fields: Fields) -> Callable[[], Answer]:
        return lambda: _noted(seen, browser.post(address, seen[-1].hidden() + fields))

    yield Step(OPEN, get(path))
    yield Step(SECTION, get(f"{path}/teil1"))
    for number in range(1, len(SIZES) + 1):
        typed = [*answers(number, who), ("aktion", "weiter")]
        yield Step(SAVE, post(f"{path}/teil{number}", typed))
        yield Step(CHECK if number == len(SIZES) else SECTION, get(seen[-1].location))
    yield Step(SUBMIT, post(f"{path}/pruefen", []))
    yield Step(RECEIPT, get(seen[-1].location))


def _noted(seen: list[Answer], answer: Answer) -> Answer:
    seen.append(answer)
    return answer


def submit(url: str, cookie: str, path: str, who: int) -> None:
    """Submit as one organisation. Raises RuntimeError where a page isn't what it should be."""
    with closing(Browser(url, cookie)) as browser:
        for step in submission(browser, path, who):
            take(step)


def take(step: Step) -> Answer:
    answer = step.act()
    if answer.status != EXPECTED.get(step.kind, 200):
        words = " ".join(re.sub("<[^>]+>", " ", answer.text).split())
        raise RuntimeError(f"{step.kind}: {answer.status}: {words[:600]}")
    return answer
