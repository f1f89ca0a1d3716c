"""Saving a section of a response."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy.orm import Session

from ikparticipation.accounts.models import User
from ikparticipation.audit import Action, record
from ikparticipation.errors import ConflictError, InvalidError
from ikparticipation.organisations.models import Organisation
from ikparticipation.surveys.models import Response, ResponseRevision, ResponseStatus, Wave
from ikparticipation.surveys.queries import compiled_by_id
from ikparticipation.surveys.queries.responses import with_newest_revision
from ikparticipation.surveys.services.seats import take_seat
from ikparticipation.surveys.xlsform.answers import PostedForm, merge, read_section
from ikparticipation.surveys.xlsform.check import check_section, submission
from ikparticipation.surveys.xlsform.document import Document, Problem, empty_document
from ikparticipation.surveys.xlsform.questionnaire import Questionnaire, Section
from ikparticipation.text import N_


@dataclass(frozen=True)
class Saved:
    response: Response
    refused: tuple[Problem, ...]
    """What could not be kept: a choice that is none, more rows than there may be."""
    invalid: tuple[Problem, ...]
    """What is kept as it was typed, and needs correction before it can be submitted."""


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
    organisation, _ = take_seat(session, wave, organisation_id, actor=actor, at=at)
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
        response = _start(session, wave, organisation, section, merged, actor=actor, at=at)
        return Saved(response, *problems)
    response, newest = found
    version = response.section_versions.get(section.name, 0)
    if merged == stored and version:
        return Saved(response, *problems)
    if merged != stored and opened is not None and opened != version:
        raise SaveConflictError(response, version, merged)
    _change(response, section, merged, actor=actor, at=at)
    response.status = _status(questionnaire, merged, newest)
    session.flush()
    return Saved(response, *problems)


def _start(
    session: Session,
    wave: Wave,
    organisation: Organisation,
    section: Section,
    document: Document,
    *,
    actor: User,
    at: datetime,
) -> Response:
    response = Response(
        wave=wave,
        organisation=organisation,
        document=cast("dict[str, Any]", document),
        section_versions={section.name: 1},
        started_at=at,
        saved_at=at,
        saved_by_id=actor.id,
    )
    session.add(response)
    session.flush()
    record(session, Action.RESPONSE_STARTED, response, actor_id=actor.id)
    return response


def _change(
    response: Response, section: Section, document: Document, *, actor: User, at: datetime
) -> None:
    version = response.section_versions.get(section.name, 0)
    response.document = cast("dict[str, Any]", document)
    response.section_versions = {**response.section_versions, section.name: version + 1}
    response.saved_at, response.saved_by_id = at, actor.id


def document_of(stored: Response | ResponseRevision) -> Document:
    return cast("Document", stored.document)


def _status(
    questionnaire: Questionnaire, document: Document, newest: ResponseRevision | None
) -> ResponseStatus:
    if newest is None:
        return ResponseStatus.DRAFT
    same = submission(questionnaire, document) == newest.document
    return ResponseStatus.SUBMITTED if same else ResponseStatus.CHANGED
