"""The job that writes the answers of a wave to a file."""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from uuid import UUID

from sqlalchemy.orm import Session, joinedload

from ikparticipation import clock
from ikparticipation.errors import ConflictError, GoneError
from ikparticipation.jobs import Work
from ikparticipation.surveys.exports import Answered, Export, Format, write
from ikparticipation.surveys.models import Wave
from ikparticipation.surveys.policies import may_see_anonymous
from ikparticipation.surveys.queries.anonymous import exported_in, number_sent
from ikparticipation.surveys.queries.exporting import answered_in, number_answered
from ikparticipation.surveys.queries.questionnaires import compiled_by_id
from ikparticipation.text import BERLIN, N_

KIND = "surveys.export"
_STEP = 500
TOO_FEW = N_("Zu wenige Antworten, um anonym zu bleiben")
NO_WAVE = N_("Diese Welle gibt es nicht mehr.")


class Scope(StrEnum):
    """Which responses are exported. Part of the parameters of stored jobs; never rename one."""

    ACCEPTED = "accepted"
    SUBMITTED = "submitted"
    """The newest submission of each, accepted or not."""


def export(work: Work) -> None:
    """Write an export; `parameters`: wave_id, format, scope, language."""
    given = work.parameters
    kind, accepted_only = Format(given["format"]), given["scope"] == Scope.ACCEPTED
    with work.reading() as session:
        wave = session.get(Wave, UUID(given["wave_id"]), options=[joinedload(Wave.questionnaire)])
        if wave is None:
            raise GoneError(NO_WAVE)
        questionnaire_id = wave.questionnaire_id
        what = Export(
            compiled_by_id(session, questionnaire_id), wave.questionnaire.number, given["language"]
        )
        if wave.anonymous:
            total, rows = _anonymous(session, wave)
        else:
            total = number_answered(session, wave.id, accepted_only=accepted_only)
            rows = answered_in(session, wave.id, questionnaire_id, accepted_only=accepted_only)
        file = work.open_result(file_name(wave, given["scope"], kind), kind.media_type)
        write(what, kind, _watched(work, rows, total), file)


def _anonymous(session: Session, wave: Wave) -> tuple[int, Iterator[Answered]]:
    """Return how many answers there are and which; ConflictError where nobody may see them."""
    total = number_sent(session, wave.id)
    if not may_see_anonymous(wave, total, clock.now()):
        raise ConflictError(TOO_FEW)
    return total, exported_in(session, wave)


def file_name(wave: Wave, scope: str, kind: Format) -> str:
    """Return a name in ASCII: the day on which the wave began, and which responses."""
    begin = wave.opens_at.astimezone(BERLIN).date()
    which = "angenommen" if scope == Scope.ACCEPTED else "vorlaeufig"
    packed = f"-{kind.value}" if kind.ending == "zip" else ""
    return f"antworten-{begin}-{which}{packed}.{kind.ending}"


def _watched(work: Work, rows: Iterable[Answered], total: int) -> Iterator[Answered]:
    for done, row in enumerate(rows):
        if done % _STEP == 0:
            work.progress(done, total)
        yield row
    work.progress(total, total)
