"""Walking over the whole site by its links, as one person, without a browser."""

import re
from collections import Counter, deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from types import MappingProxyType
from urllib.parse import parse_qsl, urldefrag, urljoin, urlsplit

import httpx
from werkzeug.exceptions import HTTPException
from werkzeug.routing import Map

from ikparticipation.app import create_app
from ikparticipation.settings import Settings

LINK = re.compile(r'<a\b[^>]*?\bhref="([^"]*)"')
ID = re.compile(r'\bid="([^"]*)"')
STARTS = ("/", "/mein/aufgaben", "/verwaltung/")
LANGUAGE = "/sprache/"
"""These links are on every page and lead back to it."""


def routes() -> Map:
    """Return the addresses of the site and what they are called."""
    settings = Settings(
        secret_key="only-for-tests",
        database_url="sqlite://",
        broker_url="memory://",
        instance=Path("nowhere"),
    )
    return create_app(settings, lambda _event: None).url_map


ROUTES = routes()


@dataclass
class Found:
    """What a walk came across. Addresses are paths with their query."""

    example: dict[str, str] = field(default_factory=dict)
    """Endpoint → the first address at which it answered."""
    dead: dict[str, str] = field(default_factory=dict)
    """Link that leads nowhere → why, and on which page it stands."""


class Walk:
    """Opens what is linked, page by page, from the places where people begin.

    `most`: so many pages of a kind are opened. Of one kind are those that the same endpoint
    answers with the same filters set. Links are read off the first `reads` of them. `deep`:
    endpoint → so many at least, where what a page links to depends on what it shows.
    """

    def __init__(
        self,
        client: httpx.Client,
        *,
        most: int,
        reads: int = 3,
        deep: Mapping[str, int] = MappingProxyType({}),
    ) -> None:
        self.client, self.base_url = client, str(client.base_url).rstrip("/")
        self.most, self.reads, self.deep = most, reads, deep
        self.found = Found()
        self._opened: Counter[str] = Counter()
        self._anchors: list[tuple[str, str, str]] = []
        self._ids: dict[str, set[str]] = {}

    def all_over(self) -> Found:
        waiting, seen = deque((path, "") for path in STARTS), set(STARTS)
        while waiting:
            path, origin = waiting.popleft()
            for target in self._open(path, origin):
                if target not in seen:
                    seen.add(target)
                    waiting.append((target, path))
        for origin, target, fragment in self._anchors:
            if target in self._ids and fragment not in self._ids[target]:
                self.found.dead[f"{target}#{fragment}"] = f"no such place, linked on {origin}"
        return self.found

    def _open(self, path: str, origin: str) -> Iterator[str]:
        """Open a page and yield where its links lead."""
        kind, deep = _kind(path), self.deep.get(_endpoint(path), 0)
        self._opened[kind] += 1
        if self._opened[kind] > max(self.most, deep) or path.startswith(LANGUAGE):
            return
        answer = self.client.get(urljoin(self.base_url, path))
        if answer.is_error and origin:
            self.found.dead[path] = f"{answer.status_code}, linked on {origin}"
        if answer.is_error:
            return
        self.found.example.setdefault(_endpoint(str(answer.url)), path)
        if self._opened[kind] <= max(self.reads, deep) and "html" in answer.headers["content-type"]:
            self._ids[path] = set(ID.findall(answer.text))
            yield from self._links(path, answer.text)

    def _links(self, path: str, html: str) -> Iterator[str]:
        for href in LINK.findall(html):
            here = urljoin(self.base_url, path)
            address, fragment = urldefrag(urljoin(here, unescape(href)))
            if address.startswith(f"{self.base_url}/"):
                target = address.removeprefix(self.base_url)
                if fragment:
                    self._anchors.append((path, target, fragment))
                yield target


def _kind(path: str) -> str:
    filters = sorted(name for name, value in parse_qsl(urlsplit(path).query) if value)
    return " ".join([_endpoint(path), *filters])


def _endpoint(address: str) -> str:
    """Return the name of the page at this address; the address itself when there is none."""
    try:
        endpoint, _ = ROUTES.bind("").match(urlsplit(address).path)
    except HTTPException:
        return address
    return endpoint
