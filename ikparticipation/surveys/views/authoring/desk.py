"""Where an author works: one survey's draft. Two people at once lose nothing.

Every form says which draft it was opened for and at which count of its changes. What is sent for
another draft, an older state of it, or none, is not done; it is shown to whoever sent it.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property, update_wrapper, wraps
from typing import Concatenate, ParamSpec, cast
from uuid import UUID

from flask import render_template, request
from flask.typing import ResponseReturnValue

from ikparticipation import clock, db
from ikparticipation.accounts.access import current_user, needs
from ikparticipation.surveys import queries, services
from ikparticipation.surveys.authoring import drafting
from ikparticipation.surveys.authoring.drafting import Step
from ikparticipation.surveys.models import QuestionnaireDraft, Survey
from ikparticipation.surveys.policies import may_run_surveys
from ikparticipation.surveys.services import Edit
from ikparticipation.surveys.xlsform.editing import Outline, Sheets, outline
from ikparticipation.text import canonical, cleaned
from ikparticipation.web import get_or_404, see_other

P = ParamSpec("P")

MOST_SEEN = 2**31
BEFORE = "vorher/"
"""Begins the name of the hidden field that holds what another field said at first."""
_NOT_TYPED = frozenset({"csrf_token", "seen", "draft"})
_DOUBLE_CLICK = timedelta(minutes=1)


@dataclass(frozen=True)
class Desk:
    survey: Survey
    draft: QuestionnaireDraft

    @cached_property
    def sheets(self) -> Sheets:
        return Sheets.from_json(self.draft.sheets)

    @cached_property
    def outline(self) -> Outline:
        return outline(self.sheets)

    @cached_property
    def steps(self) -> list[Step]:
        return drafting.from_json(self.draft.steps)

    @property
    def key(self) -> str:
        """Which draft it is: one that replaced it, or came after it, has lines of its own."""
        return key_of(self.draft)

    @property
    def undoable(self) -> Step | None:
        return drafting.last_open(self.steps)

    @property
    def unsaved(self) -> int:
        return sum(step.patch is not None for step in self.steps)

    def do(self, edit: Edit) -> None:
        """Carry out one step as the page that was sent says it."""
        services.edit_draft(
            db.session(),
            self.draft,
            edit,
            seen=seen(),
            posted=posted(),
            actor=current_user(),
            at=clock.now(),
        )


def key_of(draft: QuestionnaireDraft) -> str:
    return f"{draft.id} {draft.began_at.isoformat()}"


def is_for(draft: QuestionnaireDraft) -> bool:
    """Whether what was sent was meant for this draft, as far as it says so."""
    return request.form.get("draft", key_of(draft)) == key_of(draft)


def is_sent() -> bool:
    """Whether the page was sent; else it is only asked for."""
    return request.method == "POST"


def seen() -> int:
    """Return the count of changes the page was opened at; -1 where it does not say one."""
    sent = request.form.get("seen", "")
    return min(int(sent), MOST_SEEN) if sent.isascii() and sent.isdecimal() else -1


def posted() -> str:
    """Return a hash of what was sent, the same for a double click."""
    fields = [pair for pair in request.form.items(multi=True) if pair[0] != "csrf_token"]
    return hashlib.sha256(repr((request.path, fields)).encode()).hexdigest()


def with_draft(
    view: Callable[Concatenate[Desk, P], ResponseReturnValue],
) -> Callable[Concatenate[UUID, P], ResponseReturnValue]:
    """Give a view the draft of a survey; without one lead to where one begins."""

    @wraps(view)
    def placed(survey_id: UUID, *args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        survey = get_or_404(Survey, survey_id)
        draft = queries.draft_of(db.session(), survey_id)
        if draft is None:
            return _gone(survey) if is_sent() else see_other(".draft", survey_id=survey_id)
        return view(Desk(survey, draft), *args, **kwargs)

    return cast(
        "Callable[Concatenate[UUID, P], ResponseReturnValue]", needs(may_run_surveys)(placed)
    )


def at_desk(
    view: Callable[Concatenate[Desk, P], ResponseReturnValue],
) -> Callable[Concatenate[UUID, P], ResponseReturnValue]:
    """As `with_draft`, for pages that change it.

    Whoever sends a page that was opened before somebody else's change sees that change and what
    they typed themselves, and decides.
    """

    def in_time(desk: Desk, /, *args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        if is_sent() and (desk.draft.version != seen() or not is_for(desk.draft)):
            return _late(desk)
        try:
            return view(desk, *args, **kwargs)
        except services.StaleDraftError:  # at the very same moment
            return _late(Desk(desk.survey, desk.draft))

    return with_draft(update_wrapper(in_time, view))


def _late(desk: Desk) -> ResponseReturnValue:
    """Answer a page that was opened before the last change; a double click is none."""
    is_other = not is_for(desk.draft)
    steps = [] if is_other else drafting.since(desk.steps, seen())
    if steps and (steps[0].posted, steps[0].actor_id) == (posted(), str(current_user().id)):
        return see_other(".outline", survey_id=desk.survey.id)
    sent = [pair for pair in request.form.items(multi=True) if pair[0] not in _NOT_TYPED]
    names = queries.names_of(db.session(), {step.actor_id for step in steps})
    page = {"desk": desk, "steps": steps, "names": names, "sent": sent, "typed": _typed()}
    return render_template("surveys/authoring/stale.html", is_other=is_other, **page), 409


def _gone(survey: Survey) -> ResponseReturnValue:
    """Answer a page whose draft was published or deleted; a double click is what did it."""
    act = (request.endpoint or "").rpartition(".")[2]
    if act == "discard_draft":
        return see_other(".draft", survey_id=survey.id)
    versions = queries.questionnaires_of(db.session(), survey.id)
    newest = versions[0] if versions else None
    if act == "publish" and newest and clock.now() - newest.uploaded_at < _DOUBLE_CLICK:
        return see_other(".questionnaire", questionnaire_id=newest.id)
    page = {"survey": survey, "newest": newest, "typed": _typed()}
    return render_template("surveys/authoring/gone.html", **page), 409


def _typed() -> list[str]:
    """Return what was typed, without what stood in the fields before."""
    return [
        value
        for name, value in request.form.items(multi=True)
        if name not in _NOT_TYPED
        and not name.startswith(BEFORE)
        and value != request.form.get(f"{BEFORE}{name}", "")
    ]


def visible(text: str) -> str:
    """Return what was typed; nothing where there is nothing one could see."""
    plain = cleaned(text).strip()
    return plain if canonical(plain) else ""


def typed_anew() -> dict[str, str]:
    """Return the fields that say something else than when the page was opened.

    So whoever sends a page again after somebody else's change takes nothing of it back.
    """
    return {
        name: visible(value)
        for name, value in request.form.items()
        if (before := request.form.get(f"{BEFORE}{name}")) is not None
        and cleaned(value).strip() != cleaned(before).strip()
    }
