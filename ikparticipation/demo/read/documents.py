"""The texts that are discussed: their versions, their round, what changes and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import Any

from ikparticipation.consultation.models import ChangeReason, Moderation
from ikparticipation.demo.read.comments import Answer, Comment, answer, comment
from ikparticipation.demo.read.parts import Period, days, json_of, period, refuse_others, text_of
from ikparticipation.drafts.models import DocumentKind


@dataclass(frozen=True)
class Group:
    """Comments that say nearly the same, by their keys, and the answer to all of them."""

    comments: tuple[str, ...]
    formed: timedelta
    answer: Answer


@dataclass(frozen=True, kw_only=True)
class Edit:
    """Words of the Markdown text that stand there once, and what stands there afterwards."""

    old: str
    new: str
    """Empty: they go."""
    answers: tuple[str, ...]
    """Keys of the comments whose answers point to the change."""
    reason: ChangeReason | None
    """If no comment asked for it; None without answers: nobody has said why."""


@dataclass(frozen=True, kw_only=True)
class Decision:
    body: str
    reference: str
    """With `{year}` in it."""
    decided: timedelta
    recorded: timedelta


@dataclass(frozen=True, kw_only=True)
class Revision:
    """What is done to the working text after a version."""

    saved: timedelta
    taken_over: tuple[str, ...]
    """Keys of the comments whose proposed words are taken over as they are."""
    edits: tuple[Edit, ...]
    published: timedelta | None
    """As the next version; None: that is still to come."""
    decision: Decision | None


@dataclass(frozen=True)
class TranslatedPassage:
    words: str
    """Of the passage, which stand exactly once in the first version."""
    text: str


@dataclass(frozen=True, kw_only=True)
class Translation:
    language: str
    translated: timedelta
    passages: tuple[TranslatedPassage, ...]


@dataclass(frozen=True, kw_only=True)
class Document:
    """All that happens to one text. Times are in the order of the process."""

    slug: str
    kind: DocumentKind
    title: str
    text: str
    """Markdown of the first version."""
    published: timedelta
    round: Period
    moderation: Moderation
    comments: tuple[Comment, ...]
    groups: tuple[Group, ...]
    revisions: tuple[Revision, ...]
    translations: tuple[Translation, ...]

    @cached_property
    def answers(self) -> Mapping[str, Answer]:
        """By the key of the comment; a group gives its answer to each of its comments."""
        single = {each.key: each.answer for each in self.comments if each.answer}
        return single | {key: group.answer for group in self.groups for key in group.comments}


@dataclass(frozen=True)
class TextBlock:
    title: str
    text: str
    written: timedelta


def document(name: str, *, comments: str) -> Document:
    """Read a text with what is said in `{name}.json` and in the file of its comments."""
    given = json_of(name)
    refuse_others(given, "document", "round", "groups", "revisions", "translations")
    about, round_ = given["document"], given["round"]
    return Document(
        slug=about["slug"],
        kind=DocumentKind(about["kind"]),
        title=about["title"],
        text=text_of(name),
        published=timedelta(days=about["published_days"]),
        round=period(round_),
        moderation=Moderation(round_["moderation"]),
        comments=tuple(map(comment, json_of(comments))),
        groups=tuple(map(_group, given["groups"])),
        revisions=tuple(map(_revision, given["revisions"])),
        translations=tuple(map(_translation, given["translations"])),
    )


def text_block(given: dict[str, Any]) -> TextBlock:
    refuse_others(given, "title", "text", "written_days")
    return TextBlock(given["title"], given["text"], timedelta(days=given["written_days"]))


def _group(given: dict[str, Any]) -> Group:
    refuse_others(given, "comments", "formed_days", "answer")
    formed = timedelta(days=given["formed_days"])
    return Group(tuple(given["comments"]), formed, answer(given["answer"]))


def _revision(given: dict[str, Any]) -> Revision:
    refuse_others(given, "saved_days", "taken_over", "edits", "published_days", "decision")
    return Revision(
        saved=timedelta(days=given["saved_days"]),
        taken_over=tuple(given["taken_over"]),
        edits=tuple(map(_edit, given["edits"])),
        published=days(given.get("published_days")),
        decision=_decision(given["decision"]) if "decision" in given else None,
    )


def _edit(given: dict[str, Any]) -> Edit:
    refuse_others(given, "old", "new", "answers", "reason")
    return Edit(
        old=given["old"],
        new=given["new"],
        answers=tuple(given.get("answers", ())),
        reason=ChangeReason(given["reason"]) if "reason" in given else None,
    )


def _decision(given: dict[str, Any]) -> Decision:
    refuse_others(given, "body", "reference", "decided_days", "recorded_days")
    return Decision(
        body=given["body"],
        reference=given["reference"],
        decided=timedelta(days=given["decided_days"]),
        recorded=timedelta(days=given["recorded_days"]),
    )


def _translation(given: dict[str, Any]) -> Translation:
    refuse_others(given, "language", "translated_days", "passages")
    return Translation(
        language=given["language"],
        translated=timedelta(days=given["translated_days"]),
        passages=tuple(TranslatedPassage(**each) for each in given["passages"]),
    )
