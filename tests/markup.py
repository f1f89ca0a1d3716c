"""What can be wrong with a page, read off its HTML."""

from html.parser import HTMLParser
from itertools import pairwise

from bs4 import BeautifulSoup

VOID = {"area", "br", "hr", "img", "input", "link", "meta", "path", "rect", "source", "wbr"}
NOT_IN_A_PARAGRAPH = {
    *("address", "article", "aside", "blockquote", "details", "div", "dl", "fieldset", "figure"),
    *("footer", "form", "h1", "h2", "h3", "h4", "header", "hr", "main", "nav", "ol", "p", "pre"),
    *("section", "table", "ul"),
}
"""A browser ends the paragraph before one of these."""


class Nesting(HTMLParser):
    """Notes what a browser would have to repair."""

    def __init__(self):
        super().__init__()
        self.open, self.wrong = [], []

    def handle_starttag(self, tag, attributes):
        if "p" in self.open and tag in NOT_IN_A_PARAGRAPH:
            self.wrong.append(f"<{tag}> in <p>")
        if tag == "a" and "a" in self.open:
            self.wrong.append("<a> in <a>")
        if len({name for name, _ in attributes}) < len(attributes):
            self.wrong.append(f"<{tag}> has an attribute twice")
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, _attributes):
        if tag not in VOID:
            self.wrong.append(f"<{tag}/>")

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"</{tag}> closes something else")


def wrong_nesting(html):
    parser = Nesting()
    parser.feed(html)
    parser.close()
    return parser.wrong + [f"<{tag}> is not closed" for tag in parser.open]


def complaints(html, language="de"):
    """Return what is wrong with a page, in words.

    The tags are listed once and looked at in Python: a CSS selector walks the whole page each time.
    """
    tree = BeautifulSoup(html, "html.parser")
    tags = tree.find_all(True)
    return [
        *wrong_nesting(html),
        *frame(tree, tags, language),
        *references(tags),
        *controls(tags),
        *forms(tags),
        *(f"inline code: {tag}" for tag in inline_code(tags)),
    ]


def named(tags, *names):
    return [tag for tag in tags if tag.name in names]


def frame(tree, tags, language):
    if tree.html.get("lang") != language:
        yield f"lang is {tree.html.get('lang')}"
    first = named(tags, "h1")
    if [bool(heading.text.strip()) for heading in first] != [True]:
        yield f"headings: {first}"
    main = [tag for tag in named(tags, "main") if tag.get("id") == "inhalt"]
    if not tree.title.text.strip(" –") or len(main) != 1:
        yield "no title or no main"
    headings = main[0].find_all(["h1", "h2", "h3", "h4"]) if main else []
    for above, below in pairwise(int(heading.name[1]) for heading in headings):
        if below > above + 1:
            yield f"h{below} follows h{above}"


def references(tags):
    ids = [tag["id"] for tag in tags if tag.has_attr("id")]
    known = set(ids)
    yield from (f"id {name} twice" for name in known if ids.count(name) > 1)
    for tag in tags:
        for attribute in ("for", "aria-labelledby", "aria-describedby", "list"):
            for name in tag.get(attribute, "").split():
                if name not in known:
                    yield f"{attribute} names {name}"
        if tag.name == "a" and tag.get("href", "").startswith("#") and tag["href"][1:] not in known:
            yield f"link to {tag['href']}"


def controls(tags):
    labelled = {label.get("for") for label in named(tags, "label")} - {None}
    for control in named(tags, "input", "select", "textarea"):
        if control.name == "input" and control.get("type") == "hidden":
            continue
        tied = control.get("id", "") in labelled or control.get("aria-label")
        if not (tied or control.find_parent("label")):
            yield f"no label: {control}"
    for button in named(tags, "button", "a"):
        if button.name == "a" and not button.has_attr("href"):
            continue
        words = button.get_text(strip=True) or button.get("aria-label")
        if not words and not button.find(_is_named):
            yield f"no words: {button}"


def _is_named(tag):
    return tag.name == "title" or tag.has_attr("aria-label")


def forms(tags):
    for form in named(tags, "form"):
        if form.get("method") != "post":
            continue
        if not any(each.get("value") is not None for each in form.find_all(_is_token)):
            yield f"no token: {form.get('action')}"
        if form.find_parent("main") and not form.has_attr("data-once"):
            yield f"can be sent twice: {form.get('action')}"


def _is_token(tag):
    return tag.name == "input" and tag.get("name") == "csrf_token"


def inline_code(tags):
    for element in tags:
        if element.name == "style" or (element.name == "script" and not element.get("src")):
            yield element.name
        if any(name == "style" or name.startswith("on") for name in element.attrs):
            yield element.name
        if str(element.get("href", "")).startswith("javascript:"):
            yield element.name
