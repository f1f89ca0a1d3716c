"""Saving a section of a response."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self, cast
from uuid import UUID

from sqlalchemy.orm import Session

from ikparticipation.accounts.models import User
from ikparticipation.audit import Action, record
from ikparticipation.errors import ConflictError, InvalidError
from ikparticipation.organisations.models import Organisation
from ikparticipation.surveys.contributors import noted
from ikparticipation.surveys.models import Response, ResponseRevision, ResponseStatus, Wave
from ikparticipation.surveys.queries import compiled_by_id
from ikparticipation.surveys.queries.carrying import carried_document
from ikparticipation.surveys.queries.responses import seed_of, with_newest_revision
from ikparticipation.surveys.services.files import keep_files
from ikparticipation.surveys.services.seats import take_seat
from ikparticipation.surveys.xlsform.answers import Filled, PostedForm, Uploads, fill_in
from ikparticipation.surveys.xlsform.carrying import without_words
from ikparticipation.surveys.xlsform.check import check_section, same_answers, submission
from ikparticipation.surveys.xlsform.document import Document, Problem
from ikparticipation.surveys.xlsform.engine import State, begin
from ikparticipation.surveys.xlsform.questionnaire import Questionnaire, Section
from ikparticipation.text import N_

NO_UPLOADS: Uploads = {}


@dataclass(frozen=True)
class Saved:
    response: Response
    state: State
    """The answers as they are stored now."""
    refused: tuple[Problem, ...]
    """What could not be kept: a choice that is none, more rows than there may be."""
    invalid: tuple[Problem, ...]
    """What is kept as it was typed, and needs correction before it can be submitted."""


class SaveConflictError(ConflictError):
    """The section was saved since this form was opened, and the answers differ."""

    def __init__(self, response: Response, version: int, state: State) -> None:
        super().__init__(
            N_("Diesen Abschnitt hat inzwischen jemand geändert. Bitte vergleichen Sie.")
        )
        self.response = response
        """As it is stored."""
        self.version = version
        self.state = state
        """What would be stored if this form overwrote it."""


@dataclass(frozen=True)
class PageMark:
    """An open page that saves again and again, and how often it has sent something.

    What it has saved itself is no conflict for it; and what it sent earlier and comes later (two
    requests overtake each other) is not saved over what is newer.
    """

    page: str
    count: int

    @classmethod
    def read(cls, text: str) -> Self:
        page, _, count = text.partition(".")
        return cls(page[:40], int(count) if count.isascii() and count.isdecimal() else 0)

    def __str__(self) -> str:
        return f"{self.page}.{self.count}"

    def is_before(self, known: Self) -> bool:
        return bool(self.page) and self.page == known.page and self.count < known.count

    def follows(self, known: Self) -> bool:
        return bool(self.page) and self.page == known.page and self.count > known.count


def save_section(  # noqa: PLR0913 - what a page sends, who sends it, and when
    session: Session,
    wave: Wave,
    organisation_id: UUID,
    section_name: str,
    form: PostedForm,
    uploads: Uploads = NO_UPLOADS,
    *,
    actor: User,
    at: datetime,
    opened: int | None = None,
    page: str = "",
    carried: Document | None = None,
) -> Saved:
    """Keep what a page of the questionnaire holds, also what is incomplete or no answer yet.

    `form` has the field names of `xlsform.answers`; `opened` is the count of `section_versions`
    the form was opened with (None: overwrite), `page` the PageMark of a page that saves by itself.
    `carried` is what one begins with, if it was read already. The same form twice is saved once.
    Raises SaveConflictError when somebody else saved other answers in between.
    """
    organisation = take_seat(session, wave, organisation_id, actor=actor, at=at).organisation
    questionnaire = compiled_by_id(session, wave.questionnaire_id)
    section = questionnaire.section(section_name)
    if section is None:
        raise InvalidError(N_("Diesen Abschnitt gibt es im Fragebogen nicht."))
    found = with_newest_revision(session, wave.id, organisation_id)
    seed = seed_of(wave.id, organisation_id)
    stored = (
        document_of(found[0])
        if found
        else carried
        or carried_document(session, wave, organisation_id, at=at)
        or begin(questionnaire, now=at, seed=seed)
    )
    state = State.of(questionnaire, stored, now=at, seed=seed)
    mark, before = PageMark.read(page), state.document
    if found and mark.is_before(_last(found[0], section)):
        return Saved(found[0], state, (), ())
    filled = fill_in(state, section, form, uploads)
    problems = filled.problems, check_section(filled.state, section, complete=False)
    if found is None:
        response = _start(session, wave, organisation, section, filled, actor=actor, at=at)
    else:
        response, newest = found
        version = response.section_versions.get(section.name, 0)
        changes = filled.document != before
        if not changes and version:
            return Saved(response, filled.state, *problems)
        is_own = mark.follows(_last(response, section))
        contradicts = changes and without_words(filled.document) != without_words(before)
        if contradicts and opened is not None and opened != version and not is_own:
            raise SaveConflictError(response, version, filled.state)
        _change(response, section, filled.document, actor=actor, at=at)
        if changes:
            response.section_people = noted(response.section_people, section.name, actor.id, at)
        response.status = _status(questionnaire, filled.state, newest)
    response.section_pages = {**response.section_pages, section.name: str(mark)}
    keep_files(session, response, filled.files, before=before, after=filled.document, at=at)
    session.flush()
    return Saved(response, filled.state, *problems)


def _last(response: Response, section: Section) -> PageMark:
    return PageMark.read(response.section_pages.get(section.name, ""))


def _start(
    session: Session,
    wave: Wave,
    organisation: Organisation,
    section: Section,
    filled: Filled,
    *,
    actor: User,
    at: datetime,
) -> Response:
    response = Response(
        wave=wave,
        organisation=organisation,
        document=cast("dict[str, Any]", filled.document),
        section_versions={section.name: 1},
        section_people=noted({}, section.name, actor.id, at),
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
    questionnaire: Questionnaire, state: State, newest: ResponseRevision | None
) -> ResponseStatus:
    if newest is None:
        return ResponseStatus.DRAFT
    same = same_answers(questionnaire, submission(state), document_of(newest))
    return ResponseStatus.SUBMITTED if same else ResponseStatus.CHANGED
