"""What a later submission says differently from the one before."""

from collections.abc import Sequence
from itertools import pairwise

from ikparticipation import db
from ikparticipation.surveys.changes import Change, all_changes
from ikparticipation.surveys.models import Response, ResponseRevision
from ikparticipation.surveys.queries import seed_of
from ikparticipation.surveys.queries.together import last_revisions
from ikparticipation.surveys.section_page import Speech
from ikparticipation.surveys.services import document_of
from ikparticipation.surveys.xlsform.engine import State
from ikparticipation.surveys.xlsform.questionnaire import Questionnaire

MOST_COMPARED = 5
"""Submissions of which the page tells the difference; older ones are on their own papers."""


def differences_of(
    response: Response,
    questionnaire: Questionnaire,
    speech: Speech,
    *,
    newest: int | None = None,
    most: int = MOST_COMPARED,
) -> dict[int, list[Change]]:
    """Return number of a submission → what it says differently; not of the first one.

    `newest`: the last one that is looked at; None: that there is.
    """
    found = last_revisions(db.session(), response.id, before=newest, most=most + 1)
    states = _states(found, response, questionnaire, speech)
    return {
        revision.number: all_changes(before, after, speech)
        for revision, (after, before) in zip(found, pairwise(states), strict=False)
    }


def _states(
    revisions: Sequence[ResponseRevision],
    response: Response,
    questionnaire: Questionnaire,
    speech: Speech,
) -> list[State]:
    seed = seed_of(response.wave_id, response.organisation_id)
    return [
        State.of(
            questionnaire,
            document_of(revision),
            now=revision.submitted_at,
            language=speech.language,
            seed=seed,
        )
        for revision in revisions
    ]
