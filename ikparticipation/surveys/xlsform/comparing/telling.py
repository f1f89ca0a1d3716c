"""A comparison as rows that a page draws as a table, in the reader's language."""

from collections.abc import Iterator
from dataclasses import dataclass

from ikparticipation.drafts.compare import Piece
from ikparticipation.surveys.xlsform.comparing.changes import (
    Aspect,
    Change,
    Changes,
    ChoiceChange,
    Container,
    ContainerChange,
    QuestionChange,
    Wording,
)
from ikparticipation.surveys.xlsform.comparing.figures import FIGURES
from ikparticipation.surveys.xlsform.comparing.labels import (
    ASPECTS,
    CHANGES,
    MEANINGS,
    SIGNS,
    TYPES,
    listed,
)
from ikparticipation.surveys.xlsform.comparing.pairing import containers
from ikparticipation.surveys.xlsform.question import QuestionType
from ikparticipation.surveys.xlsform.questionnaire import Choice, Placed, Repeat, Section
from ikparticipation.text import N_, pick, translate


@dataclass(frozen=True)
class Detail:
    """One thing that is otherwise."""

    text: str
    """In the reader's language."""
    pieces: tuple[Piece, ...] = ()
    """The words of both versions, where words changed."""


@dataclass(frozen=True, kw_only=True)
class ChangeRow:
    change: Change
    word: str
    sign: str
    kind: str
    """question, section, group, repeat, or form."""
    section: str
    """Where it stands, in words."""
    label: str
    name: str
    old_name: str = ""
    """What it was called; blank: the same, or it is new."""
    details: tuple[Detail, ...] = ()

    @property
    def is_quiet(self) -> bool:
        """Whether there is nothing to say about it: pages fold such rows."""
        return self.change is Change.SAME and not self.details


def in_words(changes: Changes, language: str) -> tuple[ChangeRow, ...]:
    """Return the form, its groups where something is to be said of them, and all questions."""
    telling = _Telling(changes, language)
    groups = (telling.container(each) for each in changes.containers)
    return (
        *telling.form(),
        *(row for row in groups if not row.is_quiet),
        *(telling.question(each) for each in changes.questions),
    )


class _Telling:
    def __init__(self, changes: Changes, language: str) -> None:
        self.changes, self.language = changes, language
        self.labels = {
            name: pick(container.labels, language) or name
            for questionnaire in (changes.old, changes.new)
            for name, container in containers(questionnaire).items()
        }

    def say(self, message: str, **facts: str) -> str:
        return translate(self.language, message, **facts)

    def form(self) -> Iterator[ChangeRow]:
        if self.changes.form:
            yield self.row(
                Change.CHANGED,
                kind="form",
                label=self.changes.new.title,
                details=tuple(map(self.aspect, self.changes.form)),
            )

    def row(
        self,
        change: Change,
        *,
        kind: str,
        label: str,
        details: tuple[Detail, ...],
        section: str = "",
        name: str = "",
        old_name: str = "",
    ) -> ChangeRow:
        return ChangeRow(
            change=change,
            word=self.say(CHANGES[change]),
            sign=SIGNS[change],
            kind=kind,
            section=section,
            label=label,
            name=name,
            old_name=old_name,
            details=details,
        )

    def question(self, change: QuestionChange) -> ChangeRow:
        placed = change.placed
        return self.row(
            change.change,
            kind="question",
            section=self.labels[placed.section.name],
            label=pick(placed.question.labels, self.language) or placed.question.name,
            name=", ".join(each.question.name for each in change.new or change.old),
            old_name=change.old[0].question.name if change.renamed else "",
            details=tuple(self.details(change)),
        )

    def details(self, change: QuestionChange) -> Iterator[Detail]:
        if change.renamed:
            facts = {side: getattr(change, side)[0].question.name for side in ("old", "new")}
            yield Detail(self.say(RENAMED, **facts))
        if change.change in {Change.SPLIT, Change.MERGED}:
            yield Detail(self.say(BECAME, old=self.named(change.old), new=self.named(change.new)))
        yield from map(self.wording, change.wordings)
        yield from map(self.aspect, change.aspects)
        for choice in change.choices:
            yield from self.choice(choice)

    def named(self, questions: tuple[Placed, ...]) -> str:
        labels = (
            pick(each.question.labels, self.language) or each.question.name for each in questions
        )
        return listed(labels, self.language)

    def wording(self, wording: Wording) -> Detail:
        meaning = self.say(MEANINGS[wording.meaning])
        return Detail(self.say(IN_LANGUAGE, meaning=meaning, code=wording.language), wording.pieces)

    def aspect(self, aspect: Aspect) -> Detail:
        what = self.say(ASPECTS[aspect.name])
        old, new = self.value(aspect.name, aspect.old), self.value(aspect.name, aspect.new)
        if not old or not new:
            return Detail(self.say(ADDED if new else REMOVED, what=what, value=new or old))
        return Detail(self.say(INSTEAD, what=what, old=old, new=new))

    def value(self, name: str, value: str) -> str:
        """Return what a column says as a person would."""
        if name == "type":
            return self.say(TYPES[QuestionType(value)])
        if name == "inventory" and value in FIGURES:
            return self.say(FIGURES[value])
        if name == "section":
            return self.labels.get(value, value)
        if name == "repeat":
            return ", ".join(self.labels.get(each, each) for each in value.split())
        return self.say(YES) if value == "yes" else value

    def choice(self, change: ChoiceChange) -> Iterator[Detail]:
        either = change.new or change.old
        label = self.choice_label(either) if either else change.name
        if change.renamed_to:
            facts = {"old": change.name, "new": change.renamed_to}
            yield Detail(self.say(CHOICE_RENAMED, label=label, **facts))
        elif change.change is not Change.REWORDED:
            message = _CHOICES.get(change.change, CHOICE_CHANGED)
            yield Detail(self.say(message, label=label, name=change.name))
        for wording in change.wordings:
            text = self.say(CHOICE_REWORDED, name=change.name, code=wording.language)
            yield Detail(text, wording.pieces)

    def choice_label(self, choice: Choice) -> str:
        return pick(choice.labels, self.language) or choice.name

    def container(self, change: ContainerChange) -> ChangeRow:
        container = change.container
        renamed = change.old and change.new and change.old.name != change.new.name
        return self.row(
            change.change,
            kind=_kind(container),
            label=self.labels[container.name],
            name=container.name,
            old_name=change.old.name if change.old and renamed else "",
            details=(*map(self.wording, change.wordings), *map(self.aspect, change.aspects)),
        )


def _kind(container: Container) -> str:
    if isinstance(container, Repeat):
        return "repeat"
    return "section" if isinstance(container, Section) else "group"


RENAMED = N_("Heißt jetzt „%(new)s“ statt „%(old)s“")
BECAME = N_("Aus %(old)s wurde %(new)s")
IN_LANGUAGE = N_("%(meaning)s (%(code)s)")
ADDED = N_("%(what)s: neu „%(value)s“")
REMOVED = N_("%(what)s: „%(value)s“ entfällt")
INSTEAD = N_("%(what)s: „%(new)s“ statt „%(old)s“")
YES = N_("ja")
CHOICE_NEW = N_("Neue Antwort „%(label)s“ (%(name)s)")
CHOICE_GONE = N_("Antwort „%(label)s“ (%(name)s) entfällt")
CHOICE_CHANGED = N_("Antwort „%(label)s“ (%(name)s): andere Angaben für die Auswahl")
CHOICE_RENAMED = N_("Antwort „%(label)s“ heißt jetzt „%(new)s“ statt „%(old)s“")
CHOICE_REWORDED = N_("Antwort „%(name)s“ (%(code)s)")
_CHOICES: dict[Change, str] = {Change.NEW: CHOICE_NEW, Change.GONE: CHOICE_GONE}
