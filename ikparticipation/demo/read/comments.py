"""What people say about a text, and what others do with it."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from ikparticipation.consultation.models import (
    CommentKind,
    CommentStatus,
    DeclineCategory,
    Outcome,
    ReportReason,
)
from ikparticipation.demo.read.parts import days, refuse_others


@dataclass(frozen=True)
class Appeal:
    """Of the author, who asks for a second look."""

    text: str
    appealed: timedelta


@dataclass(frozen=True)
class Decline:
    category: DeclineCategory
    reason: str
    appeal: Appeal | None


@dataclass(frozen=True, kw_only=True)
class Answer:
    outcome: Outcome
    reason: str
    drafted: timedelta
    drafted_by: str | None
    """E-mail address of a member of the office it is assigned to; None: steering."""
    released: timedelta | None
    """None: still a draft inside the administration."""
    deferred_until: timedelta | None


@dataclass(frozen=True, kw_only=True)
class Assignment:
    office: str
    """Key of the organisation that is to draft the answer."""
    assigned: timedelta
    due: timedelta
    note: str


@dataclass(frozen=True, kw_only=True)
class Support:
    organisation: str
    by: str
    supported: timedelta


@dataclass(frozen=True, kw_only=True)
class Reply:
    organisation: str
    author: str
    kind: CommentKind
    text: str
    submitted: timedelta
    moderated: timedelta


@dataclass(frozen=True, kw_only=True)
class Report:
    by: str
    reason: ReportReason
    text: str
    reported: timedelta


@dataclass(frozen=True, kw_only=True)
class Comment:
    key: str
    organisation: str
    author: str
    """E-mail address of a member."""
    quote: str | None
    """Words that stand exactly once in the plain text of the first version; None: on all of it."""
    kind: CommentKind
    text: str
    replacement: str | None
    submitted: timedelta
    """Of a draft: when it was saved."""
    status: CommentStatus
    moderated: timedelta | None
    withdrawn: timedelta | None
    decline: Decline | None
    answer: Answer | None
    assignment: Assignment | None
    report: Report | None
    supports: tuple[Support, ...]
    replies: tuple[Reply, ...]


def comment(given: dict[str, Any]) -> Comment:
    refuse_others(
        given,
        *("key", "organisation", "author", "quote", "kind", "text", "replacement"),
        *("submitted_days", "status", "moderated_days", "withdrawn_days", "decline", "answer"),
        *("assignment", "report", "supports", "replies"),
    )
    return Comment(
        key=given["key"],
        organisation=given["organisation"],
        author=given["author"],
        quote=given["quote"],
        kind=CommentKind(given["kind"]),
        text=given["text"],
        replacement=given["replacement"],
        submitted=timedelta(days=given["submitted_days"]),
        status=CommentStatus(given["status"]),
        moderated=days(given["moderated_days"]),
        withdrawn=days(given.get("withdrawn_days")),
        decline=_decline(given["decline"]) if given["decline"] else None,
        answer=answer(given["answer"]) if given["answer"] else None,
        assignment=_assignment(given["assignment"]) if "assignment" in given else None,
        report=_report(given["report"]) if "report" in given else None,
        supports=tuple(map(_support, given.get("supports", ()))),
        replies=tuple(map(_reply, given.get("replies", ()))),
    )


def answer(given: dict[str, Any]) -> Answer:
    refuse_others(
        given,
        *("outcome", "reason", "drafted_days", "drafted_by"),
        *("released_days", "deferred_until_days"),
    )
    return Answer(
        outcome=Outcome(given["outcome"]),
        reason=given["reason"],
        drafted=timedelta(days=given["drafted_days"]),
        drafted_by=given.get("drafted_by"),
        released=days(given["released_days"]),
        deferred_until=days(given["deferred_until_days"]),
    )


def _decline(given: dict[str, Any]) -> Decline:
    refuse_others(given, "category", "reason", "appeal")
    appeal = given.get("appeal")
    return Decline(
        DeclineCategory(given["category"]),
        given["reason"],
        Appeal(appeal["text"], timedelta(days=appeal["appealed_days"])) if appeal else None,
    )


def _assignment(given: dict[str, Any]) -> Assignment:
    refuse_others(given, "office", "assigned_days", "due_days", "note")
    return Assignment(
        office=given["office"],
        assigned=timedelta(days=given["assigned_days"]),
        due=timedelta(days=given["due_days"]),
        note=given["note"],
    )


def _report(given: dict[str, Any]) -> Report:
    refuse_others(given, "by", "reason", "text", "reported_days")
    return Report(
        by=given["by"],
        reason=ReportReason(given["reason"]),
        text=given["text"],
        reported=timedelta(days=given["reported_days"]),
    )


def _support(given: dict[str, Any]) -> Support:
    refuse_others(given, "organisation", "by", "supported_days")
    supported = timedelta(days=given["supported_days"])
    return Support(organisation=given["organisation"], by=given["by"], supported=supported)


def _reply(given: dict[str, Any]) -> Reply:
    refuse_others(
        given, "organisation", "author", "kind", "text", "submitted_days", "moderated_days"
    )
    return Reply(
        organisation=given["organisation"],
        author=given["author"],
        kind=CommentKind(given["kind"]),
        text=given["text"],
        submitted=timedelta(days=given["submitted_days"]),
        moderated=timedelta(days=given["moderated_days"]),
    )
