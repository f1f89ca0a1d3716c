"""The parts of a version's page, each rendered once for all readers who get the same.

A published text never changes, and all that is printed of a comment stands in its row: so a part
is kept under the rows it is made of. A changed row makes another part, and nothing ever has to be
thrown away. The database still says each time which rows this reader may see.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from types import SimpleNamespace
from typing import Any, NamedTuple
from uuid import UUID

from flask import current_app
from markupsafe import Markup

from ikparticipation import db
from ikparticipation.consultation.queries import Card, Carried
from ikparticipation.consultation.views.blueprint import comment_words
from ikparticipation.drafts.passages import PassageKind
from ikparticipation.drafts.queries import TargetLanguage, passages_of, translations_of

MOST_TEXTS = 50
MOST_PARTS = 4000
WHOLE = ""
"""Stands where the key of a passage would, for comments on the whole text."""


Came = Mapping[str, tuple[tuple[int, int], ...]]
"""By the key of a passage: numbers of earlier versions, and how many comments on each."""


class Printed(NamedTuple):
    """A passage of a published version, with its words as they are printed."""

    key: str
    position: int
    kind: PassageKind
    text: str
    words: Markup
    tag: str = "de"
    """Language and direction of `words`; `text` is always the German that comments stand on."""
    direction: str = "ltr"
    translated: bool = False


class Block(NamedTuple):
    """A passage with its margin and the cards of its comments, ready to print."""

    key: str
    position: int
    comments: int
    html: Markup


@lru_cache(MOST_TEXTS)
def printed_text(version_id: UUID) -> Sequence[Printed]:
    """Return the passages of a published version in the order of the text."""
    return _printed(passages_of(db.session(), version_id))


def translated_text(version_id: UUID, target: TargetLanguage) -> Sequence[Printed]:
    """Return the same with the words of a translation, where there are any.

    Translations change, so this is not kept.
    """
    session = db.session()
    words = translations_of(session, version_id, target.code)
    passages = [
        SimpleNamespace(**p._asdict() | ({"html": words[p.key].html} if p.key in words else {}))
        for p in passages_of(session, version_id)
    ]
    return tuple(
        p._replace(tag=target.tag, direction=target.direction, translated=True)
        if p.key in words
        else p
        for p in _printed(passages)
    )


def _printed(passages: Sequence[Any]) -> Sequence[Printed]:
    top = min((p.level for p in passages if p.kind is PassageKind.HEADING), default=1)
    words = _macros("drafts/_text.html").words
    printed, before = [], None
    for p in passages:
        is_head = p.kind is PassageKind.TABLE_ROW and before is not PassageKind.TABLE_ROW
        printed.append(Printed(p.key, p.position, p.kind, p.text, words(p, is_head, top)))
        before = p.kind
    return tuple(printed)


def by_passage(comments: Iterable[Card]) -> Mapping[str, list[Card]]:
    """Return the cards under the keys of their passages, those on the whole text under `WHOLE`."""
    found: dict[str, list[Card]] = defaultdict(list)
    for comment in comments:
        found[comment.key or WHOLE].append(comment)
    return found


def carried_at(carried: Iterable[Carried]) -> Came:
    """Return where comments on earlier versions stand now: how many, and of which version."""
    found: dict[str, tuple[tuple[int, int], ...]] = defaultdict(tuple)
    for each in carried:
        for key, comments in each.counts.items():
            found[key] += ((each.number, comments),)
    return found


def blocks(
    text: Iterable[Printed],
    cards: Mapping[str, Sequence[Card]],
    counts: Mapping[str, int],
    *,
    came: Came,
    here: str,
    is_open: bool,
    language: str,
) -> Iterator[Block]:
    """Yield the passages with their comments.

    `counts`: how many comments stand at a passage, also those that are not among `cards`; `came`:
    those on earlier versions; `here`: the address of the version.
    """
    for passage in text:
        shown = tuple(
            card(c, on_words=c.quote != passage.text, language=language)
            for c in cards.get(passage.key, ())
        )
        count = counts.get(passage.key, 0)
        html = _block(passage, shown, count, came.get(passage.key, ()), here, is_open, language)
        yield Block(passage.key, passage.position, count, html)


@lru_cache(MOST_PARTS)
def card(comment: Card, *, on_words: bool, language: str) -> Markup:  # noqa: ARG001
    """`on_words`: the comment is not on the whole passage, so its words are quoted.

    `language` is that of the page; it only parts what is kept.
    """
    html: Markup = _macros("consultation/_parts.html").card(comment, on_words, **comment_words())
    return html


@lru_cache(MOST_PARTS)
def _block(
    passage: Printed,
    cards: tuple[Markup, ...],
    count: int,
    came: tuple[tuple[int, int], ...],
    here: str,
    is_open: bool,  # noqa: FBT001
    _language: str,
) -> Markup:
    macros = _macros("consultation/_parts.html")
    html: Markup = macros.block(passage, cards, count, came, here, is_open)
    return html


def _macros(template: str) -> Any:
    return current_app.jinja_env.get_template(template).module
