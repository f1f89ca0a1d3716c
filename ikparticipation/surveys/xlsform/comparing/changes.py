"""What is different between two versions of a questionnaire, as data."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from ikparticipation.drafts.compare import Piece
from ikparticipation.surveys.xlsform.questionnaire import (
    Choice,
    Group,
    Placed,
    Question,
    Questionnaire,
    QuestionType,
    Repeat,
    Section,
)

Container = Section | Group | Repeat
_UNNAMED = re.compile(r"note_[0-9]+")


def is_unnamed(question: Question) -> bool:
    """Whether it is a note that `reading` had to call after its line."""
    return question.type is QuestionType.NOTE and bool(_UNNAMED.fullmatch(question.identity))


class Change(StrEnum):
    SAME = "same"
    REWORDED = "reworded"
    """Asked in other words."""
    CHANGED = "changed"
    """Another type, other choices, other rules, another place."""
    SPLIT = "split"
    MERGED = "merged"
    NEW = "new"
    GONE = "gone"


@dataclass(frozen=True)
class Wording:
    """A text that reads otherwise in one language."""

    meaning: str
    """label, hint, guidance_hint, constraint_message, required_message."""
    language: str
    old: str
    new: str
    pieces: tuple[Piece, ...]
    """The words of both: same, removed, added."""


@dataclass(frozen=True)
class Aspect:
    """Anything but words that is otherwise."""

    name: str
    """The column that says it (type, required, relevant …), or section, repeat, order, around,
    choices_from; title, languages, default_language of the form."""
    old: str
    """As it is written; blank: there was none."""
    new: str


@dataclass(frozen=True, kw_only=True)
class ChoiceChange:
    change: Change
    """REWORDED, CHANGED (renamed, or other columns), NEW or GONE."""
    name: str
    old: Choice | None = None
    new: Choice | None = None
    wordings: tuple[Wording, ...] = ()
    renamed_to: str = ""


@dataclass(frozen=True, kw_only=True)
class QuestionChange:
    """One question over both versions; several on a side that was split or merged."""

    change: Change
    old: tuple[Placed, ...] = ()
    new: tuple[Placed, ...] = ()
    wordings: tuple[Wording, ...] = ()
    aspects: tuple[Aspect, ...] = ()
    choices: tuple[ChoiceChange, ...] = ()
    """Without those that are the same."""

    @property
    def placed(self) -> Placed:
        """The question that stands for it: the new one, or the one that is gone."""
        return (self.new or self.old)[0]

    @property
    def identity(self) -> str:
        return self.placed.question.identity

    @property
    def renamed(self) -> bool:
        """Whether it is the same question under another name."""
        if any(is_unnamed(placed.question) for placed in (*self.old, *self.new)):
            return False
        names = [[placed.question.name for placed in side] for side in (self.old, self.new)]
        return len(names[0]) == len(names[1]) == 1 and names[0] != names[1]

    def aspect(self, name: str) -> Aspect | None:
        return next((aspect for aspect in self.aspects if aspect.name == name), None)


@dataclass(frozen=True, kw_only=True)
class ContainerChange:
    """A section, group or repeat over both versions."""

    change: Change
    """SAME, REWORDED, CHANGED, NEW or GONE."""
    old: Container | None = None
    new: Container | None = None
    wordings: tuple[Wording, ...] = ()
    aspects: tuple[Aspect, ...] = ()

    @property
    def container(self) -> Container:
        found = self.new or self.old
        if found is None:
            raise AssertionError(self)
        return found

    def aspect(self, name: str) -> Aspect | None:
        return next((aspect for aspect in self.aspects if aspect.name == name), None)


@dataclass(frozen=True)
class Likely:
    """A question that is gone and a new one in nearly the same words, perhaps the same one."""

    old: Placed
    new: Placed
    likeness: float


@dataclass(frozen=True, kw_only=True)
class Changes:
    old: Questionnaire
    new: Questionnaire
    questions: tuple[QuestionChange, ...]
    """In the order of the new version, those that are gone where they stood."""
    containers: tuple[ContainerChange, ...]
    form: tuple[Aspect, ...]
    likely: tuple[Likely, ...] = ()

    @property
    def is_same(self) -> bool:
        return (
            not self.form
            and all(each.change is Change.SAME and not each.renamed for each in self.questions)
            and all(each.change is Change.SAME for each in self.containers)
        )

    @property
    def counts(self) -> Mapping[Change, int]:
        """Return how many questions changed in which way; ways that nobody took are left out."""
        counted = Counter(each.change for each in self.questions)
        return {change: counted[change] for change in Change if counted[change]}
