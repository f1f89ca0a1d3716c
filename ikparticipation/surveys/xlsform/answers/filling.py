"""One posted page, from its fields to the answers as they stand then."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ikparticipation.surveys.xlsform.answers.given import (
    PostedForm,
    RowsInput,
    SectionInput,
    Uploads,
)
from ikparticipation.surveys.xlsform.answers.merging import merge
from ikparticipation.surveys.xlsform.answers.reading import NO_UPLOADS, read_section
from ikparticipation.surveys.xlsform.document import Document, Problem, spots
from ikparticipation.surveys.xlsform.engine import NewRow, State, begin_rows
from ikparticipation.surveys.xlsform.questionnaire import Section


@dataclass(frozen=True, kw_only=True)
class Filled:
    state: State
    problems: tuple[Problem, ...]
    """What could not be kept: a choice that is none, a file that is too big, too many rows."""
    files: Mapping[str, bytes]
    """SHA-256 → bytes to be stored."""

    @property
    def document(self) -> Document:
        """What is to be stored, computed rows and the defaults of new rows among it."""
        return self.state.document


def fill_in(
    state: State, section: Section, form: PostedForm, uploads: Uploads = NO_UPLOADS
) -> Filled:
    """Read a page that was shown with `state`, and go on to the answers that follow from it.

    `state` itself goes on; its document of before is not changed.
    """
    before = state.document
    given = read_section(section, form, before, uploads, state=state)
    after = _seen(section, merge(before, given), given)
    state.change(after)
    begin_rows(state, _new_rows(section, before, after, given))
    return Filled(state=state, problems=given.problems, files=given.files)


def _seen(section: Section, document: Document, given: SectionInput) -> Document:
    """Note that the plain answers of a section, carried from last time, were seen through."""
    carried = document.get("carried")
    if not given.answers or carried is None or section.name not in carried["sections"]:
        return document
    left = [name for name in carried["sections"] if name != section.name]
    return {**document, "carried": {"day": carried["day"], "sections": left}}


def _new_rows(
    section: Section, before: Document, after: Document, given: SectionInput
) -> list[NewRow]:
    known = {(s.chain[-1].name, s.row_id) for s in spots(section, before) if s.rows}
    answers = {row: frozenset(said) for row, said in _answers_of_rows(given.rows)}
    return [
        NewRow(spot.chain[-1], str(spot.row_id), answers.get(str(spot.row_id), frozenset()))
        for spot in spots(section, after)
        if spot.rows
        and (spot.chain[-1].name, spot.row_id) not in known
        and "last" not in spot.record
    ]


def _answers_of_rows(rows: Mapping[str, RowsInput]) -> Iterator[tuple[str, Mapping[str, object]]]:
    for given in rows.values():
        yield from given.answers.items()
        for inner in given.inner.values():
            yield from _answers_of_rows(inner)
