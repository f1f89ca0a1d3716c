"""Answering: saving a section, submitting the whole."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy import and_, bindparam, select
from sqlalchemy.orm import Session

from ikparticipation.accounts.models import User
from ikparticipation.audit import Action, record
from ikparticipation.errors import ConflictError, InvalidError, NotAllowedError
from ikparticipation.organisations.models import MemberRole, Membership, Organisation
from ikparticipation.surveys import policies
from ikparticipation.surveys.models import (
    Response,
    ResponseRevision,
    ResponseStatus,
    Wave,
    WaveInvitation,
)
from ikparticipation.surveys.queries import compiled_by_id
from ikparticipation.surveys.queries.responses import with_newest_revision
from ikparticipation.surveys.receipts import new_code
from ikparticipation.surveys.xlsform.answers import PostedForm, merge, read_section
from ikparticipation.surveys.xlsform.check import check, check_section, submission
from ikparticipation.surveys.xlsform.document import (
    Document,
    Problem,
    empty_document,
    receipt_hash,
)
from ikparticipation.surveys.xlsform.questionnaire import Questionnaire
from ikparticipation.text import N_


@dataclass(frozen=True)
class Saved:
    response: Response
    refused: tuple[Problem, ...]
    """What could not be kept: a choice that is none, more rows than there may be."""
    invalid: tuple[Problem, ...]
    """What is kept as it was typed, and needs correction before it can be submitted."""


class WaveClosedError(ConflictError):
    """The wave is not open yet, or not any more."""


class SaveConflictError(ConflictError):
    """The section was saved since this form was opened, and the answers differ."""

    def __init__(self, response: Response, version: int, merged: Document) -> None:
        super().__init__(
            N_("Diesen Abschnitt hat inzwischen jemand geändert. Bitte vergleichen Sie.")
        )
        self.response = response
        """As it is stored."""
        self.version = version
        self.merged = merged
        """What would be stored if this form overwrote it."""


class UnseenChangesError(ConflictError):
    """Somebody saved something after the answers were looked at."""


class IncompleteError(InvalidError):
    """Something is missing or needs correction before it can be submitted."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(N_("Bitte ergänzen Sie die fehlenden Angaben."))
        self.problems = problems


def save_section(
    session: Session,
    wave: Wave,
    organisation_id: UUID,
    section_name: str,
    form: PostedForm,
    *,
    actor: User,
    at: datetime,
    opened: int | None = None,
) -> Saved:
    """Keep what a page of the questionnaire holds, also what is incomplete or no answer yet.

    `form` has the field names of `xlsform.answers`; `opened` is the count of `section_versions`
    the form was opened with (None: overwrite). The same form twice is saved once. Raises
    SaveConflictError when somebody else saved other answers in between.
    """
    organisation, _ = _take_seat(session, wave, organisation_id, actor=actor, at=at)
    questionnaire = compiled_by_id(session, wave.questionnaire_id)
    section = questionnaire.section(section_name)
    if section is None:
        raise InvalidError(N_("Diesen Abschnitt gibt es im Fragebogen nicht."))
    found = with_newest_revision(session, wave.id, organisation_id)
    stored = document_of(found[0]) if found else empty_document()
    given = read_section(section, form, stored)
    merged = merge(stored, given)
    problems = given.problems, check_section(section, merged, complete=False)
    if found is None:
        response = Response(
            wave=wave,
            organisation=organisation,
            document=cast("dict[str, Any]", merged),
            section_versions={section.name: 1},
            started_at=at,
            saved_at=at,
            saved_by_id=actor.id,
        )
        session.add(response)
        session.flush()
        record(session, Action.RESPONSE_STARTED, response, actor_id=actor.id)
        return Saved(response, *problems)

    response, newest = found
    version = response.section_versions.get(section.name, 0)
    if merged == stored and version:
        return Saved(response, *problems)
    if merged != stored and opened is not None and opened != version:
        raise SaveConflictError(response, version, merged)
    response.document = cast("dict[str, Any]", merged)
    response.section_versions = {**response.section_versions, section.name: version + 1}
    response.saved_at, response.saved_by_id = at, actor.id
    response.status = _status(questionnaire, merged, newest)
    session.flush()
    return Saved(response, *problems)


def submit_response(
    session: Session, response: Response, *, actor: User, at: datetime, seen: int | None = None
) -> ResponseRevision:
    """Submit what is saved: freeze it as the next revision, with a receipt.

    What was submitted already and has not changed since keeps its revision and its receipt.
    `seen` is the `version` of the response that was looked at. Raises IncompleteError with all
    that is missing or wrong, UnseenChangesError when somebody saved something since.
    """
    wave = response.wave
    _, role = _take_seat(session, wave, response.organisation_id, actor=actor, at=at)
    if not policies.may_submit(role):
        raise NotAllowedError(
            N_("Nur eine vertretungsberechtigte Person kann für die Organisation absenden.")
        )
    found = with_newest_revision(session, wave.id, response.organisation_id)
    if found is None:
        raise ConflictError(N_("Es ist noch nichts gespeichert."))
    response, newest = found
    if seen not in {None, response.version} and response.status is not ResponseStatus.SUBMITTED:
        raise UnseenChangesError(
            N_("Inzwischen hat jemand etwas geändert. Bitte sehen Sie alles noch einmal an.")
        )
    questionnaire = compiled_by_id(session, wave.questionnaire_id)
    problems = check(questionnaire, document_of(response))
    if problems:
        raise IncompleteError(problems)
    frozen = submission(questionnaire, document_of(response))
    if newest is not None and newest.document == frozen:
        return newest
    revision = ResponseRevision(
        response=response,
        number=newest.number + 1 if newest else 1,
        document=cast("dict[str, Any]", frozen),
        submitted_at=at,
        submitted_by_id=actor.id,
        receipt_code=new_code(),
        receipt_hash=receipt_hash(frozen, **_context(response, at)),
    )
    session.add(revision)
    response.status, response.submitted_at = ResponseStatus.SUBMITTED, at
    session.flush()
    record(
        session,
        Action.RESPONSE_SUBMITTED,
        revision,
        actor_id=actor.id,
        number=revision.number,
        receipt=revision.receipt_code,
    )
    return revision


def document_of(stored: Response | ResponseRevision) -> Document:
    return cast("Document", stored.document)


_SEAT = (
    select(Organisation, Membership.role)
    .join(WaveInvitation, WaveInvitation.organisation_id == Organisation.id)
    .outerjoin(
        Membership,
        and_(
            Membership.organisation_id == WaveInvitation.organisation_id,
            Membership.user_id == bindparam("user_id"),
        ),
    )
    .where(
        WaveInvitation.wave_id == bindparam("wave_id"),
        WaveInvitation.organisation_id == bindparam("organisation_id"),
    )
    .with_for_update(of=WaveInvitation)
)


def _take_seat(
    session: Session, wave: Wave, organisation_id: UUID, *, actor: User, at: datetime
) -> tuple[Organisation, MemberRole]:
    """Check that this person may answer for this organisation, and make others wait.

    The row of the invitation is the lock: it is there before the first answer is.
    """
    wanted = {"wave_id": wave.id, "organisation_id": organisation_id, "user_id": actor.id}
    row = session.execute(_SEAT, wanted).one_or_none()
    if row is None:
        raise NotAllowedError(N_("Ihre Organisation ist zu dieser Erhebung nicht eingeladen."))
    organisation, role = row
    if role is None:
        raise NotAllowedError(N_("Sie handeln nicht für diese Organisation."))
    if not policies.may_answer(role, wave, at):
        raise WaveClosedError(
            N_("Diese Erhebung hat noch nicht begonnen.")
            if at < wave.opens_at
            else N_("Diese Erhebung ist beendet. Antworten lassen sich nicht mehr ändern.")
        )
    return organisation, role


def _status(
    questionnaire: Questionnaire, document: Document, newest: ResponseRevision | None
) -> ResponseStatus:
    if newest is None:
        return ResponseStatus.DRAFT
    same = submission(questionnaire, document) == newest.document
    return ResponseStatus.SUBMITTED if same else ResponseStatus.CHANGED


def _context(response: Response, at: datetime) -> Mapping[str, str]:
    """Return what the hash on the receipt covers besides the answers."""
    return {
        "wave": str(response.wave_id),
        "organisation": str(response.organisation_id),
        "submitted_at": at.astimezone(UTC).isoformat(timespec="seconds"),
    }
