"""Putting proposed words into a Markdown text: only where it is sure to do just that.

The words are looked for in the source; what a replacement does is seen by reading the text again.
It is right if this one passage then says what was proposed, and nothing else has changed.
"""

import re
from collections.abc import Sequence

from ikparticipation.consultation.anchors import Span
from ikparticipation.drafts.passages import Block, TextLimitError, parse
from ikparticipation.text import canonical

MOST_PLACES = 500
MOST_TRIES = 12
_MARK = "\ue000"
"""A character for private use: no text has it."""
_SIGNS = re.compile(r"([\\`*_\[\]<>#|~&!])")


def proposed(text: str, span: Span, replacement: str) -> str:
    """Return what the passage would say."""
    return canonical(f"{text[: span.start]}{replacement}{text[span.end :]}")


def with_words_replaced(source: str, place: int, span: Span, replacement: str) -> str | None:
    """Return the source with words of one passage replaced, or None if that is not sure.

    `place`: which block of the text, from 0; `span`: the words in its canonical text.
    """
    blocks = parse(source)
    text = blocks[place].text
    wanted = proposed(text, span, replacement)
    found = _occurrences(source, text[span.start : span.end])
    candidates = _in_block(source, blocks, place, found)
    for words in (replacement.strip(), _SIGNS.sub(r"\\\1", replacement.strip())):
        tried = (f"{source[: at.start]}{words}{source[at.end :]}" for at in candidates)
        fitting = [each for each in tried if _says(each, blocks, place, wanted)]
        if fitting:
            return fitting[0] if len(fitting) == 1 else None
    return None


def _occurrences(source: str, words: str) -> list[Span]:
    """Return where the words stand in the source; lines may be broken between them."""
    pattern = r"\s+".join(re.escape(word) for word in words.split())
    found = [Span(*match.span()) for match in re.finditer(pattern, source)]
    return found if len(found) <= MOST_PLACES else []


def _in_block(
    source: str, blocks: Sequence[Block], place: int, found: Sequence[Span]
) -> Sequence[Span]:
    """Return the occurrences that belong to one block: each is marked, and the text read again."""
    if _MARK in source:
        return ()
    marked, last = [], 0
    for at in found:
        marked += [source[last : at.end], _MARK]
        last = at.end
    read = _read("".join([*marked, source[last:]]))
    counts = [block.text.count(_MARK) for block in read or ()]
    if len(counts) != len(blocks) or sum(counts) != len(found):
        return found if len(found) <= MOST_TRIES else ()
    first = sum(counts[:place])
    return found[first : first + counts[place]][:MOST_TRIES]


def _says(source: str, blocks: Sequence[Block], place: int, wanted: str) -> bool:
    read = _read(source)
    if read is None or len(read) != len(blocks) or read[place].text != wanted:
        return False
    if [*read[:place], *read[place + 1 :]] != [*blocks[:place], *blocks[place + 1 :]]:
        return False
    old, new = blocks[place], read[place]
    return (old.kind, old.level, old.marker) == (new.kind, new.level, new.marker)


def _read(source: str) -> Sequence[Block] | None:
    try:
        return parse(source)
    except TextLimitError:
        return None
