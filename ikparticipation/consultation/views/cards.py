"""The parts of a version's page, each rendered once for all readers who get the same.

A published text never changes, and all that is printed of a comment stands in its row: so a part
is kept under the rows it is made of. A changed row makes another part, and nothing ever has to be
thrown away. The database still says each time which rows this reader may see.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from flask import current_app
from markupsafe import Markup

from ikparticipation import db
from ikparticipation.consultation.queries import Card
from ikparticipation.consultation.views.blueprint import comment_words
from ikparticipation.drafts.passages import PassageKind
from ikparticipation.drafts.queries import passages_of

MOST_TEXTS = 50
MOST_PARTS = 2000


class Printed(NamedTuple):
    """A passage of a published version, with its words as they are printed."""

    key: str
    position: int
    kind: PassageKind
    text: str
    words: Markup


class Block(NamedTuple):
    """A passage with its margin and the cards of its comments, ready to print."""

    key: str
    position: int
    comments: int
    html: Markup


@lru_cache(MOST_TEXTS)
def printed_text(version_id: UUID) -> Sequence[Printed]:
    """Return the passages of a published version in the order of the text."""
    passages = passages_of(db.session(), version_id)
    top = min((p.level for p in passages if p.kind is PassageKind.HEADING), default=1)
    words = _macros("drafts/_text.html").words
    printed, before = [], None
    for p in passages:
        is_head = p.kind is PassageKind.TABLE_ROW and before is not PassageKind.TABLE_ROW
        printed.append(Printed(p.key, p.position, p.kind, p.text, words(p, is_head, top)))
        before = p.kind
    return tuple(printed)


def blocks(
    text: Iterable[Printed], comments: Iterable[Card], *, here: str, is_open: bool, language: str
) -> Iterator[Block]:
    """Yield the passages with their comments. `here`: the address of the version."""
    at: dict[str, list[Card]] = defaultdict(list)
    for comment in comments:
        at[comment.key].append(comment)
    for passage in text:
        cards = tuple(
            _card(c, passage.position, c.quote != passage.text, language)
            for c in at.get(passage.key, ())
        )
        html = _block(passage, cards, here, is_open, language)
        yield Block(passage.key, passage.position, len(cards), html)


def _macros(template: str) -> Any:
    return current_app.jinja_env.get_template(template).module


@lru_cache(MOST_PARTS)
def _card(comment: Card, position: int, on_words: bool, _language: str) -> Markup:  # noqa: FBT001
    """`on_words`: the comment is not on the whole passage, so its words are quoted."""
    html: Markup = _macros("consultation/_parts.html").card(
        comment, position, on_words, **comment_words()
    )
    return html


@lru_cache(MOST_PARTS)
def _block(
    passage: Printed,
    cards: tuple[Markup, ...],
    here: str,
    is_open: bool,  # noqa: FBT001
    _language: str,
) -> Markup:
    html: Markup = _macros("consultation/_parts.html").block(passage, cards, here, is_open)
    return html
