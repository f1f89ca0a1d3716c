"""Steps on a draft: each can be undone until the draft is saved."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from ikparticipation.accounts.models import User
from ikparticipation.surveys.authoring import drafting
from ikparticipation.surveys.authoring.drafting import Step
from ikparticipation.surveys.models import QuestionnaireDraft
from ikparticipation.surveys.services.questionnaires.drafts import StaleDraftError, hold, note_step
from ikparticipation.surveys.services.rules import check_may_run_surveys
from ikparticipation.surveys.xlsform.editing import Patch, Sheets, reversal, undo
from ikparticipation.text import N_


@dataclass(frozen=True)
class Edit:
    """One thing to do to the sheets, and its words for the list of steps."""

    change: Callable[[Sheets], Sheets]
    """Raises EditError where it makes no sense."""
    message: str
    """A German msgid."""
    facts: Mapping[str, Any] = field(default_factory=dict)


def edit_draft(
    session: Session,
    draft: QuestionnaireDraft,
    edit: Edit,
    *,
    seen: int,
    posted: str,
    actor: User,
    at: datetime,
) -> None:
    """Do one step. The same page sent twice (`posted`) is done once.

    Raises StaleDraftError when the draft was changed since the page was opened at count `seen`.
    """
    check_may_run_surveys(actor)
    try:
        hold(session, draft, seen)
    except StaleDraftError as stale:
        if _is_double_click(stale.steps, posted, actor):
            return
        raise
    before = Sheets.from_json(draft.sheets)
    after = edit.change(before)
    if after == before:
        return
    draft.sheets = after.to_json()
    patch, steps = reversal(before, after).to_json(), drafting.from_json(draft.steps)
    note_step(
        draft, steps, edit.message, edit.facts, actor=actor, at=at, patch=patch, posted=posted
    )
    session.flush()


def _is_double_click(steps: list[Step], posted: str, actor: User) -> bool:
    return bool(steps) and (steps[0].posted, steps[0].actor_id) == (posted, str(actor.id))


def undo_step(
    session: Session,
    draft: QuestionnaireDraft,
    *,
    seen: int,
    actor: User,
    at: datetime,
    posted: str = "",
) -> None:
    """Undo the last step that is not saved yet."""
    check_may_run_surveys(actor)
    hold(session, draft, seen)
    steps = drafting.from_json(draft.steps)
    last = drafting.last_open(steps)
    if last is None:
        return
    _take_back(draft, last)
    what = {"message": last.message, "facts": last.facts}
    note_step(
        draft, _closed(steps, last), UNDONE, {"step": what}, actor=actor, at=at, posted=posted
    )
    session.flush()


def undo_all(
    session: Session,
    draft: QuestionnaireDraft,
    *,
    seen: int,
    actor: User,
    at: datetime,
    posted: str = "",
) -> None:
    """Undo everything that is not saved yet, as one act."""
    check_may_run_surveys(actor)
    hold(session, draft, seen)
    steps = drafting.from_json(draft.steps)
    while (last := drafting.last_open(steps)) is not None:
        _take_back(draft, last)
        steps = _closed(steps, last)
    note_step(draft, steps, ALL_UNDONE, {}, actor=actor, at=at, posted=posted)
    session.flush()


def _take_back(draft: QuestionnaireDraft, step: Step) -> None:
    patch = Patch.from_json(step.patch or {})
    draft.sheets = undo(Sheets.from_json(draft.sheets), patch).to_json()


def _closed(steps: list[Step], last: Step) -> list[Step]:
    return [replace(step, patch=None) if step is last else step for step in steps]


UNDONE = N_("Rückgängig gemacht: %(step)s")
ALL_UNDONE = N_("Ungespeicherte Änderungen verworfen")
