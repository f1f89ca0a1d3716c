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
    """Return what is wrong with a page, in words."""
    tree = BeautifulSoup(html, "html.parser")
    return [
        *wrong_nesting(html),
        *frame(tree, language),
        *references(tree),
        *controls(tree),
        *forms(tree),
        *(f"inline code: {tag}" for tag in inline_code(tree)),
    ]


def frame(tree, language):
    if tree.html.get("lang") != language:
        yield f"lang is {tree.html.get('lang')}"
    if [bool(heading.text.strip()) for heading in tree.select("h1")] != [True]:
        yield f"headings: {tree.select('h1')}"
    if not tree.title.text.strip(" –") or len(tree.select("main#inhalt")) != 1:
        yield "no title or no main"
    levels = [int(heading.name[1]) for heading in tree.select("main :is(h1, h2, h3, h4)")]
    for above, below in pairwise(levels):
        if below > above + 1:
            yield f"h{below} follows h{above}"


def references(tree):
    ids = [element["id"] for element in tree.select("[id]")]
    yield from (f"id {name} twice" for name in {n for n in ids if ids.count(n) > 1})
    for attribute in ("for", "aria-labelledby", "aria-describedby", "list"):
        for element in tree.select(f"[{attribute}]"):
            for name in element[attribute].split():
                if name not in ids:
                    yield f"{attribute} names {name}"
    for link in tree.select('a[href^="#"]'):
        if link["href"][1:] not in ids:
            yield f"link to {link['href']}"


def controls(tree):
    for control in tree.select("input:not([type=hidden]), select, textarea"):
        tied = tree.find("label", attrs={"for": control.get("id", "")})
        if not (tied or control.get("aria-label") or control.find_parent("label")):
            yield f"no label: {control}"
    for button in tree.select("button, a[href]"):
        words = button.get_text(strip=True) or button.get("aria-label")
        if not words and not button.select("[aria-label], title"):
            yield f"no words: {button}"


def forms(tree):
    for form in tree.select('form[method="post"]'):
        if not form.select('input[name="csrf_token"][value]'):
            yield f"no token: {form.get('action')}"
        if form.find_parent("main") and not form.has_attr("data-once"):
            yield f"can be sent twice: {form.get('action')}"


def inline_code(tree):
    for element in tree.find_all(True):
        if element.name == "style" or (element.name == "script" and not element.get("src")):
            yield element.name
        if any(name == "style" or name.startswith("on") for name in element.attrs):
            yield element.name
        if str(element.get("href", "")).startswith("javascript:"):
            yield element.name
