"""Words that are used in many answers."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikparticipation.accounts.models import User
from ikparticipation.audit import Action, record
from ikparticipation.consultation import policies
from ikparticipation.consultation.models import TextBlock
from ikparticipation.errors import ConflictError, InvalidError, NotAllowedError
from ikparticipation.text import N_

LONGEST_TITLE = 120


def save_text_block(
    session: Session,
    block: TextBlock | None,
    *,
    title: str,
    text: str,
    actor: User,
    at: datetime,
    seen: int | None = None,
) -> TextBlock:
    """Write a new text block (`block` None) or rewrite one.

    Raises InvalidError if another has this title, ConflictError if somebody else has written it
    since `seen`. Saving what is stored already changes nothing.
    """
    if not policies.may_draft_answers(actor):
        raise NotAllowedError(N_("Textbausteine schreibt nur die Verwaltung."))
    same = session.scalar(select(TextBlock).where(TextBlock.title == title))
    if same is not None and block is None and same.text == text:
        return same
    if same is not None and same is not block:
        raise InvalidError(
            N_("Einen Textbaustein „%(title)s“ gibt es schon. Bitte nennen Sie ihn anders."),
            title=title,
        )
    if block is not None and not _is_news(session, block, (title, text), seen):
        return block
    if block is None:
        block = TextBlock(title=title, text=text, written_at=at, written_by_id=actor.id)
        session.add(block)
    block.title, block.text = title, text
    block.written_at, block.written_by_id = at, actor.id
    session.flush()
    record(session, Action.TEXT_BLOCK_SAVED, block, actor_id=actor.id)
    return block


def _is_news(session: Session, block: TextBlock, words: tuple[str, str], seen: int | None) -> bool:
    """Hold the text block; False if it says this already."""
    session.refresh(block, with_for_update=True)
    if (block.title, block.text) == words:
        return False
    if seen is not None and seen != block.version:
        raise ConflictError(
            N_("Jemand anders hat den Textbaustein inzwischen geändert. Ihrer steht noch hier.")
        )
    return True
