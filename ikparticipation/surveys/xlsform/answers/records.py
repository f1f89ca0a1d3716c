"""The answers of one record: what the fields of its questions say."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from ikparticipation.surveys.xlsform.answers.given import Given, PostedForm, Uploads
from ikparticipation.surveys.xlsform.document import Problem
from ikparticipation.surveys.xlsform.questionnaire import FILES, Question, QuestionType
from ikparticipation.surveys.xlsform.values import Refused, Upload, not_blank, parse, store
from ikparticipation.text import cleaned

MAX_KEPT = 100_000
"""Characters kept of something typed that is no answer."""
_CHOSEN = frozenset(
    {QuestionType.SELECT_ONE, QuestionType.SELECT_MULTIPLE, QuestionType.ACKNOWLEDGE}
)
"""Picked, not typed: what is none of the choices was forged or is out of date, and not kept."""
_OF_SEVERAL = frozenset({QuestionType.GEOPOINT, QuestionType.RANK})
"""Typed into several fields of one name; kept with a line for each."""

Locked = Callable[[Question, str | None], bool]
"""Whether the field of a question (in a row) cannot be changed."""


@dataclass(kw_only=True)
class Reading:
    """One posted page, and what comes of it on the way."""

    form: PostedForm
    uploads: Uploads
    locked: Locked
    problems: list[Problem] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)

    def record(
        self, questions: Iterable[Question], name_of: Callable[[str], str], place: Problem
    ) -> dict[str, Given]:
        """Return what was given; a problem at `place` for what the document has no room for."""
        answers = {}
        for question in questions:
            name = name_of(question.name)
            if (
                (name in self.form or (question.type in FILES and name in self.uploads))
                and is_posted(question)
                and not self.locked(question, place.row_id)
            ):
                found = self._given(question, name)
                if isinstance(found, Refused):
                    at = replace(place, question=question.name)
                    told = replace(at, message=found.message, facts=found.facts)
                    self.problems.append(told)
                elif found is not None:
                    answers[question.name] = found
        return answers

    def _given(self, question: Question, name: str) -> Given | Refused | None:
        typed = self.form.get(name, ())
        if question.type in FILES:
            return self._file(question, typed, self.uploads.get(name))
        value = parse(question, typed)
        if not isinstance(value, Refused):
            return Given(value=value)
        return value if question.type in _CHOSEN else Given(invalid=_kept(question, typed))

    def _file(
        self, question: Question, typed: Sequence[str], upload: Upload | None
    ) -> Given | Refused | None:
        """Return the file that was posted; a blank field removes one, and text changes nothing."""
        if upload is not None and (upload.content or upload.name):
            stored = store(question, upload)
            if isinstance(stored, Refused):
                return stored
            value, content = stored
            self.files[value["file"]] = content
            return Given(value=value)
        return Given() if typed and not not_blank(typed) else None


def is_posted(question: Question) -> bool:
    """Whether a page has a field for it: not for what is only shown, computed or never seen."""
    return question.is_asked and question.calculation is None


def always_locked(question: Question, _row: str | None) -> bool:
    """Whether it is readonly whatever the other answers are."""
    return question.readonly is not None and question.readonly.source.strip() == "true()"


def _kept(question: Question, typed: Sequence[str]) -> str:
    if question.type is QuestionType.GEOPOINT:
        return "\n".join(cleaned(text).replace("\n", " ") for text in typed[-2:])[:MAX_KEPT]
    given = list(_first_of_each(not_blank(typed)))
    if question.type is QuestionType.RANK:
        return "\n".join(text.replace("\n", " ") for text in given)[:MAX_KEPT]
    if question.type is QuestionType.DATETIME:
        return " ".join(given[-2:])[:MAX_KEPT]
    return given[-1][:MAX_KEPT]


def _first_of_each(texts: Iterable[str]) -> Iterator[str]:
    yield from dict.fromkeys(texts)


def typed_in(question: Question, kept: str) -> list[str]:
    """Return the values of the fields as they were typed, of what was kept of them."""
    return kept.split("\n") if question.type in _OF_SEVERAL else [kept]
