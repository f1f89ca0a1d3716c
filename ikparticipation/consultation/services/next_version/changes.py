"""Why a passage changes: an answer points to it, or the administration says so itself."""

from collections.abc import Collection, Sequence
from datetime import datetime

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
    linked_keys,
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

    Only answers that change the text do. A key that is neither a change nor linked already is
    refused; links of the past, whose version is published, stay for ever.
    """
    if not policies.may_draft_answers(actor):
        raise NotAllowedError(N_("Geänderte Stellen verbindet nur die Verwaltung."))
    for answer in answers:
        session.refresh(answer, with_for_update=True)
        if keys and answer.outcome not in POINTING:
            raise InvalidError(N_("Nur wer (teilweise) übernimmt, verweist auf geänderte Stellen."))
        before = set(linked_keys(session, answer.id))
        if before == set(keys):
            continue
        _check_links(session, answer, set(keys) - before)
        session.execute(
            delete(LinkedChange).where(
                LinkedChange.disposition_id == answer.id, LinkedChange.key.in_(before - set(keys))
            )
        )
        session.add_all(
            LinkedChange(disposition_id=answer.id, key=key) for key in set(keys) - before
        )
        session.flush()
        record(
            session, Action.CHANGES_LINKED, answer, actor_id=actor.id, keys=sorted(keys), at=str(at)
        )


def _check_links(session: Session, answer: Disposition, added: Collection[str]) -> None:
    document = answer.comment.round.version.document
    newest = latest_version(session, document)
    if answer.released_at and newest and newest.published_at > answer.released_at:
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
    wanted = {c.key: c.keys for c in next_changes(session, document) if c.key in keys}
    all_keys = [key for known in wanted.values() for key in known]
    stored = {row.key: row for row in _explained(session, newest, all_keys)}
    changed = 0
    for key, known in wanted.items():
        before = [stored[each] for each in known if each in stored]
        if [row.reason for row in before] == ([reason] if reason else []):
            continue
        changed += 1
        for row in before:
            session.delete(row)
        session.flush()
        if reason is not None:
            session.add(
                ExplainedChange(
                    document=document,
                    number=newest.number + 1,
                    key=key,
                    reason=reason,
                    explained_at=at,
                    explained_by_id=actor.id,
                )
            )
    session.flush()
    if changed:
        record(
            session,
            Action.CHANGE_EXPLAINED,
            document,
            actor_id=actor.id,
            keys=sorted(wanted),
            reason=reason,
        )
    return changed


def _explained(
    session: Session, newest: Version, keys: Collection[str]
) -> Sequence[ExplainedChange]:
    return session.scalars(
        select(ExplainedChange).where(
            ExplainedChange.document_id == newest.document_id,
            ExplainedChange.number == newest.number + 1,
            ExplainedChange.key.in_(keys),
        )
    ).all()
