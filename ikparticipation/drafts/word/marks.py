"""Words with their emphasis and links as Markdown that says exactly these words.

Whatever stands in a document is text: a star or a bracket in it must not begin anything. Emphasis
that Markdown cannot express at its place is left out, never a word.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from ikparticipation.drafts.passages import PassageKind, parse
from ikparticipation.drafts.word.losses import Losses, LossKind
from ikparticipation.text import canonical

BREAK = "\n"
"""A line break inside a paragraph."""
_LINK = re.compile(r"(?:https?://|mailto:)[^\s<>\\]+", re.IGNORECASE)
_ANYWHERE = re.compile(r"[\\*`<]|(?<![^\W_])_|_(?![^\W_])|\](?=[(\[:])|&(?=#?\w+;)")
_BRACKET = re.compile(r"(?<!\\)[\[\]]")
_AT_START = re.compile(r"#{1,6}(?=\s|$)|[>+~=:|-]|\d{1,9}(?=[.)](?:\s|$))")


@dataclass(frozen=True)
class Run:
    """Words of one look."""

    text: str
    bold: bool = False
    italic: bool = False
    link: str = ""

    @property
    def look(self) -> tuple[bool, bool, str]:
        return self.bold, self.italic, self.link


def inline(runs: Iterable[Run], losses: Losses) -> str:
    """Return the Markdown of one block on one line, or on several where a line was broken."""
    merged = _merged(runs)
    words = canonical("".join(run.text for run in merged))
    if not words:
        return ""
    marked = _written(merged, losses)
    if _says(marked, words):
        return marked
    losses.note(LossKind.EMPHASIS)
    return _written([Run("".join(run.text for run in merged))], losses)


def _says(markdown: str, words: str) -> bool:
    blocks = parse(markdown)
    return [(block.kind, block.text) for block in blocks] == [(PassageKind.PARAGRAPH, words)]


def _merged(runs: Iterable[Run]) -> list[Run]:
    """Put neighbours of one look together; what has no words takes the look of what is before."""
    merged: list[Run] = []
    for run in runs:
        if merged and (merged[-1].look == run.look or not run.text.strip()):
            merged[-1] = replace(merged[-1], text=merged[-1].text + run.text)
        elif run.text:
            merged.append(run if run.text.strip() else Run(run.text))
    return merged


def _written(runs: Sequence[Run], losses: Losses) -> str:
    parts: list[str] = []
    for link, group in groupby(runs, key=lambda run: run.link):
        words = "".join(_emphasised(run) for run in group)
        linked = _linked(words, link, losses) if link else words
        if linked.startswith("[") and parts and parts[-1].endswith("!"):
            parts[-1] = parts[-1][:-1] + "\\!"
        parts.append(linked)
    tidy = (" ".join(line.split()) for line in "".join(parts).split(BREAK))
    return "\\\n".join(_at_start(line) for line in tidy if line)


def _emphasised(run: Run) -> str:
    stars = "*" * (2 * run.bold + run.italic)
    lines = (_around(line, stars) for line in run.text.split(BREAK))
    return BREAK.join(lines) if stars else _escaped(run.text)


def _around(line: str, marks: str) -> str:
    """Put marks close to the words: with a space inside they would be stars."""
    words = line.strip()
    if not words:
        return line
    before, after = line[: line.index(words)], line[line.index(words) + len(words) :]
    return f"{before}{marks}{_escaped(words)}{marks}{after}"


def _linked(words: str, address: str, losses: Losses) -> str:
    inner = words.strip()
    if not inner or BREAK in inner or not _LINK.fullmatch(address):
        losses.note(LossKind.LINK)
        return words
    before, after = words[: words.index(inner)], words[words.index(inner) + len(inner) :]
    text = _BRACKET.sub(r"\\\g<0>", inner)
    target = f"<{address}>" if "(" in address or ")" in address else address
    return f"{before}[{text}]({target}){after}"


def _escaped(text: str) -> str:
    return _ANYWHERE.sub(lambda found: "\\" + found[0], text)


def _at_start(line: str) -> str:
    """Keep a line from being read as a heading, a list, a quotation or a table."""
    found = _AT_START.match(line)
    if not found:
        return line
    if found[0][0].isdigit():
        return f"{found[0]}\\{line[found.end() :]}"
    return f"\\{line}"
