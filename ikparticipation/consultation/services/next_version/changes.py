"""Why a passage changes: an answer points to it, or the administration says so itself."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from ikparticipation.accounts.models import User
from ikparticipation.audit import Action, record
from ikparticipation.consultation import policies
from ikparticipation.consultation.models import (
    ChangeReason,
    Disposition,
    ExplainedChange,
    LinkedChange,
)
from ikparticipation.consultation.queries.next_version.changes import (
    POINTING,
    Changed,
    links_of,
    next_changes,
)
from ikparticipation.drafts.models import Document, Version
from ikparticipation.drafts.queries import latest_version
from ikparticipation.errors import ConflictError, InvalidError, NotAllowedError
from ikparticipation.text import N_


def link_changes(
    session: Session,
    answers: Sequence[Disposition],
    keys: Collection[str],
    *,
    actor: User,
    at: datetime,
) -> None:
    """Let answers point to exactly these passages of the next version, by their planned keys.

    Only answers that change the text do, all of them the same one. A key that is neither a change
    nor linked already is refused; links of the past, whose version is published, stay for ever.
    """
    if not policies.may_draft_answers(actor):
        raise NotAllowedError(N_("Geänderte Stellen verbindet nur die Verwaltung."))
    wanted = set(keys)
    held = _held(session, answers)
    if wanted and any(answer.outcome not in POINTING for answer in held):
        raise InvalidError(N_("Nur wer (teilweise) übernimmt, verweist auf geänderte Stellen."))
    before = links_of(session, [answer.id for answer in held])
    changed = [answer for answer in held if before[answer.id] != wanted]
    _check_links(session, changed, {key for a in changed for key in wanted - before[a.id]})
    ids = [answer.id for answer in changed]
    session.execute(
        delete(LinkedChange).where(
            LinkedChange.disposition_id.in_(ids), LinkedChange.key.not_in(wanted)
        )
    )
    session.add_all(
        LinkedChange(disposition_id=each, key=key) for each in ids for key in wanted - before[each]
    )
    session.flush()
    for answer in changed:
        record(
            session, Action.CHANGES_LINKED, answer, actor_id=actor.id, keys=sorted(keys), at=str(at)
        )


def _held(session: Session, answers: Sequence[Disposition]) -> Sequence[Disposition]:
    query = select(Disposition).where(Disposition.id.in_([answer.id for answer in answers]))
    return session.scalars(
        query.order_by(Disposition.comment_id, Disposition.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()


def _check_links(session: Session, answers: Sequence[Disposition], added: Collection[str]) -> None:
    if not answers:
        return
    document = answers[0].comment.round.version.document
    newest = latest_version(session, document)
    if newest and any(a.released_at and newest.published_at > a.released_at for a in answers):
        raise ConflictError(
            N_("Die Fassung zu dieser Antwort ist veröffentlicht. Ihre Stellen ändern sich nicht.")
        )
    if added and not set(added) <= {key for c in next_changes(session, document) for key in c.keys}:
        raise ConflictError(
            N_("Der Text wurde inzwischen geändert. Bitte wählen Sie die Stellen noch einmal.")
        )


def explain_changes(
    session: Session,
    document: Document,
    keys: Collection[str],
    *,
    reason: ChangeReason | None,
    actor: User,
    at: datetime,
) -> int:
    """Say of changed passages that no comment asked for them, and why; None: take it back.

    Returns how many were said anew. What does not change (any more) is left out.
    """
    if not policies.may_draft_answers(actor):
        raise NotAllowedError(N_("Änderungen begründet nur die Verwaltung."))
    session.refresh(document, with_for_update=True)
    newest = latest_version(session, document)
    if newest is None:
        raise ConflictError(N_("Es gibt noch keine Fassung, gegen die sich etwas ändert."))
    wanted = [c for c in next_changes(session, document) if c.key in keys]
    before = _explained(session, newest, wanted)
    told = [reason] if reason else []
    changed = [key for key, rows in before.items() if [row.reason for row in rows] != told]
    for row in (row for key in changed for row in before[key]):
        session.delete(row)
    session.flush()  # what is told anew may have the same key
    said: dict[str, Any] = {"number": newest.number + 1, "explained_at": at}
    session.add_all(
        ExplainedChange(document=document, key=key, reason=each, explained_by_id=actor.id, **said)
        for key in changed
        for each in told
    )
    session.flush()
    if changed:
        about = {"keys": sorted(before), "reason": reason}
        record(session, Action.CHANGE_EXPLAINED, document, actor_id=actor.id, **about)
    return len(changed)


def _explained(
    session: Session, newest: Version, changes: Sequence[Changed]
) -> dict[str, list[ExplainedChange]]:
    """Return by the key of each change what was said of its passages until now."""
    found = session.scalars(
        select(ExplainedChange).where(
            ExplainedChange.document_id == newest.document_id,
            ExplainedChange.number == newest.number + 1,
            ExplainedChange.key.in_([key for change in changes for key in change.keys]),
        )
    )
    stored = {row.key: row for row in found}
    return {c.key: [stored[key] for key in c.keys if key in stored] for c in changes}
