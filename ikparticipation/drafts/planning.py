"""What the next version would be if the working text were published now."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy.orm import Session

from ikparticipation.drafts.models import Document
from ikparticipation.drafts.passages import Block, assign_keys, parse
from ikparticipation.drafts.queries import latest_version, passages_of, used_keys


class Planned(NamedTuple):
    """A passage to be, with the key it would get."""

    key: str
    block: Block


def planned_passages(
    session: Session, document: Document, *, text: str | None = None
) -> Sequence[Planned]:
    """Return the passages that publishing would make, of the working text or of `text` instead.

    The keys are those that `services.publish` assigns, as long as the text stays as it is.
    """
    blocks = parse(document.working_text if text is None else text)
    previous = latest_version(session, document)
    before = passages_of(session, previous.id) if previous else ()
    keys = assign_keys(
        blocks, [(p.key, p.text, p.kind) for p in before], used_keys(session, document)
    )
    return [Planned(key, block) for key, block in zip(keys, blocks, strict=True)]
