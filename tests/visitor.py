"""A visitor without a browser: reads pages, fills in their real forms, presses their buttons.

Used over HTTP by the tour and the benchmarks, and over WSGI by tests. It sends what the form on
the page says, so a form that does not work is found here.
"""

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from urllib.parse import urljoin

import httpx
from bs4 import BeautifulSoup, Tag

Value = str | list[str] | Path


class PageError(AssertionError):
    """A page did not say or hold what the visitor expected."""


@dataclass
class Form:
    """One form of a page with what stands in it. `values` is what will be sent."""

    page: "Page"
    tag: Tag
    values: list[tuple[str, str]] = field(default_factory=list)
    files: dict[str, Path] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for control in self.tag.select("input[name], select[name], textarea[name]"):
            self.values.extend((str(control["name"]), value) for value in _value(control))

    def fill(self, label: str, value: Value, *, within: str = "") -> "Form":
        """Write into the field with this label, or choose these options by their labels.

        `within` names the legend of the fieldset the field stands in.
        """
        controls = self._labelled(label, within)
        kind, name = controls[0].get("type"), str(controls[0]["name"])
        if isinstance(value, Path):
            self.files[name] = value
        elif controls[0].name == "select":
            self.put(name, _option(controls[0], str(value)))
        elif kind in {"radio", "checkbox"}:
            self.choose(name, value if isinstance(value, list) else [value])
        else:
            self.put(name, str(value))
        return self

    def choose(self, name: str, labels: list[str]) -> "Form":
        """Tick exactly these of the radio buttons or checkboxes called `name`."""
        boxes = self.tag.select(f'input[name="{name}"]:not([type=hidden])')
        known = {self._label_of(box): str(box.get("value", "on")) for box in boxes}
        if missing := [label for label in labels if label not in known]:
            raise PageError(f"{self.page.url}: no choice {missing} for {name}; has {list(known)}")
        self.put(name, *(known[label] for label in labels))
        return self

    def put(self, name: str, *values: str) -> "Form":
        """Set a field by its name."""
        self.values = [pair for pair in self.values if pair[0] != name]
        self.values.extend((name, value) for value in values)
        return self

    def is_text(self, name: str) -> bool:
        """Whether the field `name` takes words."""
        return bool(self.tag.select(f'textarea[name="{name}"], input[type="text"][name="{name}"]'))

    def press(self, button: str = "", *, follow: bool = True) -> "Page":
        """Press the button with this text, the first one without a text.

        `follow`: go on to where the answer leads; else return the answer itself, 303 or not.
        """
        found = [b for b in self.tag.select("button") if not button or button in _words(b)]
        if not found:
            raise PageError(f"{self.page.url}: no button „{button}“")
        data = list(self.values)
        if found[0].get("name"):
            data.append((str(found[0]["name"]), str(found[0].get("value", ""))))
        action = urljoin(
            self.page.url,
            str(found[0].get("formaction") or self.tag.get("action") or self.page.url),
        )
        if str(self.tag.get("method", "get")).lower() == "get":
            return self.page.visitor.get(str(httpx.URL(action).copy_with(params=data)))
        return self.page.visitor.post(action, data, self.files, follow=follow)

    def _labelled(self, label: str, within: str) -> list[Tag]:
        place = self._part(within) if within else self.tag
        for tag in place.select("label[for]"):
            found = place.select(f'[id="{tag["for"]}"]')
            if found and _words(tag).startswith(label):
                return found
        for fieldset in place.select("fieldset"):
            found = fieldset.select("input[name]:not([type=hidden])")
            if found and fieldset.legend and _words(fieldset.legend).startswith(label):
                return found
        labels = [_words(tag) for tag in place.select("label, legend")]
        raise PageError(f"{self.page.url}: no field „{label}“; has {labels}")

    def _part(self, legend: str) -> Tag:
        parts = [f for f in self.tag.select("fieldset") if f.legend and legend in _words(f.legend)]
        if not parts:
            raise PageError(f"{self.page.url}: no part „{legend}“")
        return parts[-1]

    def _label_of(self, box: Tag) -> str:
        label = self.tag.select_one(f'label[for="{box.get("id")}"]')
        return _words(label) if label else str(box.get("value"))


@dataclass
class Page:
    visitor: "Visitor"
    url: str
    status: int
    html: str

    @cached_property
    def soup(self) -> BeautifulSoup:
        """The page taken apart, once somebody asks: that costs more than serving it."""
        return BeautifulSoup(self.html, "html.parser")

    @property
    def text(self) -> str:
        return _words(self.soup.body or self.soup)

    @property
    def title(self) -> str:
        heading = self.soup.select_one("h1")
        return _words(heading) if heading else ""

    def expect(self, *words: str) -> "Page":
        for each in words:
            if each not in self.text:
                raise PageError(f"{self.url} ({self.status}) does not say „{each}“:\n{self.text}")
        return self

    def follow(self, link: str) -> "Page":
        """Follow the first link whose text contains these words."""
        for tag in self.soup.select("a[href]"):
            if link in _words(tag):
                return self.visitor.get(urljoin(self.url, str(tag["href"])))
        raise PageError(f"{self.url}: no link „{link}“ in:\n{self.text}")

    def form(self, button: str = "") -> Form:
        """Return the form that has this button."""
        for tag in self.soup.select("main form"):
            if any(button in _words(b) for b in tag.select("button")):
                return Form(self, tag)
        raise PageError(f"{self.url} ({self.status}): no form with „{button}“:\n{self.text}")


class Visitor:
    """One person with their own cookies."""

    def __init__(self, base_url: str, transport: httpx.BaseTransport | None = None) -> None:
        self.http = httpx.Client(
            base_url=base_url, follow_redirects=True, timeout=30, transport=transport
        )

    def get(self, path: str, *, status: int = 200) -> Page:
        return self._page(self.http.get(path), status)

    def post(
        self,
        path: str,
        data: list[tuple[str, str]],
        files: dict[str, Path] | None = None,
        *,
        status: int | None = None,
        follow: bool = True,
    ) -> Page:
        fields: dict[str, list[str]] = {}
        for name, value in data:
            fields.setdefault(name, []).append(value)
        opened = {name: (file.name, file.read_bytes()) for name, file in (files or {}).items()}
        answer = self.http.post(path, data=fields, files=opened or None, follow_redirects=follow)
        return self._page(answer, status)

    def _page(self, answer: httpx.Response, status: int | None) -> Page:
        if status is not None and answer.status_code != status:
            raise PageError(
                f"{answer.url}: {answer.status_code}, not {status}\n{answer.text[:2000]}"
            )
        return Page(self, str(answer.url), answer.status_code, answer.text)


def _words(tag: Tag) -> str:
    return " ".join(tag.get_text(" ").split())


def _option(select: Tag, label: str) -> str:
    for option in select.select("option"):
        if _words(option) == label:
            return str(option.get("value", label))
    raise PageError(f"no option „{label}“; has {[_words(o) for o in select.select('option')]}")


def _value(control: Tag) -> list[str]:
    """Return what a browser sends for this control as it stands on the page."""
    kind = str(control.get("type", "text"))
    if control.has_attr("disabled") or kind in {"submit", "button", "file"}:
        return []
    if kind in {"radio", "checkbox"}:
        return [str(control.get("value", "on"))] if control.has_attr("checked") else []
    if control.name == "textarea":
        return [control.get_text().removeprefix("\n")]
    if control.name == "select":
        options = control.select("option")
        chosen = [o for o in options if o.has_attr("selected")]
        if not chosen and not control.has_attr("multiple"):
            chosen = options[:1]
        return [str(o.get("value", _words(o))) for o in chosen]
    return [str(control.get("value", ""))]
