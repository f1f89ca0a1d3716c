"""Walking over the whole site by its links, as one person, without a browser."""

import re
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from urllib.parse import urldefrag, urljoin, urlsplit

import httpx
from werkzeug.routing import Map

from ikparticipation.app import create_app
from ikparticipation.settings import Settings

LINK = re.compile(r'<a\b[^>]*?\bhref="([^"]*)"')
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

    pages: dict[str, str] = field(default_factory=dict)
    """Path → the endpoint that answered it, after redirects."""
    dead: dict[str, str] = field(default_factory=dict)
    """Path that does not open → why, and on which page the link stands."""
    example: dict[str, str] = field(default_factory=dict)
    """Endpoint → the first path found that leads there."""


def walk(base_url: str, client: httpx.Client, *, reads_per_kind: int) -> Found:
    """Open every link there is. Links are read off the first few pages of each kind only.

    Pages are of one kind when the same endpoint answers with the same filters set.
    """
    found, read = Found(), Counter[tuple[str, ...]]()
    waiting = deque((path, "the beginning") for path in STARTS)
    seen, anchors = set(STARTS), []
    ids: dict[str, set[str]] = {}
    while waiting:
        path, origin = waiting.popleft()
        answer = client.get(urljoin(base_url, path))
        if answer.status_code >= 400 and origin != "the beginning":
            found.dead[path] = f"{answer.status_code}, linked on {origin}"
        endpoint = _endpoint(answer.url)
        found.pages[path] = endpoint
        if answer.is_error or "html" not in answer.headers["content-type"]:
            continue
        found.example.setdefault(endpoint, path)
        kind = (endpoint, *sorted(answer.url.params))
        read[kind] += 1
        if read[kind] > reads_per_kind:
            continue
        ids[path] = set(re.findall(r'\bid="([^"]*)"', answer.text))
        for target, fragment in _links(base_url, path, answer.text):
            anchors.append((path, target, fragment))
            if target not in seen and not target.startswith(LANGUAGE):
                seen.add(target)
                waiting.append((target, path))
    for origin, target, fragment in anchors:
        if fragment and target in ids and fragment not in ids[target]:
            found.dead[f"{target}#{fragment}"] = f"no such place, linked on {origin}"
    return found


def _links(base_url: str, path: str, html: str) -> Iterator[tuple[str, str]]:
    """Yield path and fragment of every link that stays on the site."""
    for href in LINK.findall(html):
        address, fragment = urldefrag(urljoin(urljoin(base_url, path), unescape(href)))
        if address.startswith(f"{base_url}/"):
            yield address.removeprefix(base_url), fragment


def _endpoint(url: httpx.URL) -> str:
    endpoint, _ = ROUTES.bind("").match(urlsplit(str(url)).path)
    return endpoint
