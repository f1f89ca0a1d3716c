"""The invented content of the demo county, read from the files in `content/`.

Times are differences to the moment the county is filled: negative ones lie before it.
A value that no model knows stops the reading.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

from ikparticipation.accounts.models import StaffRole
from ikparticipation.consultation.models import (
    CommentKind,
    CommentStatus,
    DeclineCategory,
    Moderation,
    Outcome,
)
from ikparticipation.drafts.models import DocumentKind
from ikparticipation.organisations.models import Kind, MemberRole
from ikparticipation.surveys.xlsform.document import Document

CONTENT = Path(__file__).parent / "content"

Words = Mapping[str, str]
"""Language → text."""


@dataclass(frozen=True)
class Member:
    name: str
    email: str
    role: MemberRole


@dataclass(frozen=True, kw_only=True)
class Organisation:
    key: str
    """Only for references between the files."""
    name: str
    kind: Kind
    ags: str
    description: str
    email: str
    phone: str
    people: tuple[Member, ...]


@dataclass(frozen=True)
class Unit:
    key: str
    names: Words


@dataclass(frozen=True)
class StaffMember:
    name: str
    email: str
    role: StaffRole


@dataclass(frozen=True)
class SignIn:
    """Who stands for a role when somebody looks around: one person per role."""

    role: StaffRole | MemberRole
    email: str


@dataclass(frozen=True, kw_only=True)
class Staff:
    units: tuple[Unit, ...]
    people: tuple[StaffMember, ...]
    sign_in: tuple[SignIn, ...]


@dataclass(frozen=True, kw_only=True)
class Response:
    organisation: str
    submitted_by: str
    """E-mail address of a representative."""
    started: timedelta
    submitted: timedelta
    document: Document
    """Of the standard questionnaire."""


@dataclass(frozen=True)
class Decline:
    category: DeclineCategory
    reason: str


@dataclass(frozen=True, kw_only=True)
class Answer:
    outcome: Outcome
    reason: str
    drafted: timedelta
    released: timedelta | None
    """None: still a draft inside the administration."""
    deferred_until: timedelta | None


@dataclass(frozen=True, kw_only=True)
class Comment:
    key: str
    organisation: str
    author: str
    """E-mail address of a member."""
    quote: str
    """Words that stand exactly once in the plain text of the guidelines."""
    kind: CommentKind
    text: str
    replacement: str | None
    submitted: timedelta
    status: CommentStatus
    moderated: timedelta | None
    decline: Decline | None
    answer: Answer | None


@dataclass(frozen=True)
class Period:
    opens: timedelta
    closes: timedelta


@dataclass(frozen=True, kw_only=True)
class Programme:
    """What the wave and the draft are called and when they happen."""

    wave_titles: Words
    """With `{year}` in them."""
    wave_intros: Words
    wave: Period
    slug: str
    document_kind: DocumentKind
    document_title: str
    published: timedelta
    round: Period
    moderation: Moderation


@dataclass(frozen=True, kw_only=True)
class County:
    """All of it. `guidelines` is Markdown."""

    organisations: tuple[Organisation, ...]
    staff: Staff
    programme: Programme
    responses: tuple[Response, ...]
    guidelines: str
    comments: tuple[Comment, ...]

    @cached_property
    def by_key(self) -> Mapping[str, Organisation]:
        return {organisation.key: organisation for organisation in self.organisations}


def county() -> County:
    return County(
        organisations=tuple(map(_organisation, _json("organisations"))),
        staff=_staff(_json("staff")),
        programme=_programme(_json("survey")),
        responses=tuple(map(_response, _json("responses"))),
        guidelines=(CONTENT / "leitlinien.md").read_text(encoding="utf-8"),
        comments=tuple(map(_comment, _json("comments"))),
    )


def _json(name: str) -> Any:
    return json.loads((CONTENT / f"{name}.json").read_text(encoding="utf-8"))


def _organisation(given: dict[str, Any]) -> Organisation:
    people = tuple(Member(p["name"], p["email"], MemberRole(p["role"])) for p in given["people"])
    return Organisation(**given | {"kind": Kind(given["kind"]), "people": people})


def _staff(given: dict[str, Any]) -> Staff:
    return Staff(
        units=tuple(Unit(unit["key"], unit["names"]) for unit in given["units"]),
        people=tuple(
            StaffMember(p["name"], p["email"], StaffRole(p["role"])) for p in given["people"]
        ),
        sign_in=tuple(SignIn(_role(each["role"]), each["email"]) for each in given["sign_in"]),
    )


def _role(name: str) -> StaffRole | MemberRole:
    return StaffRole(name) if name in set(StaffRole) else MemberRole(name)


def _programme(given: dict[str, Any]) -> Programme:
    wave, document, round_ = given["wave"], given["document"], given["round"]
    return Programme(
        wave_titles=wave["titles"],
        wave_intros=wave["intros"],
        wave=_period(wave),
        slug=document["slug"],
        document_kind=DocumentKind(document["kind"]),
        document_title=document["title"],
        published=timedelta(days=document["published_days"]),
        round=_period(round_),
        moderation=Moderation(round_["moderation"]),
    )


def _period(given: dict[str, Any]) -> Period:
    return Period(timedelta(days=given["opens_days"]), timedelta(days=given["closes_days"]))


def _response(given: dict[str, Any]) -> Response:
    return Response(
        organisation=given["organisation"],
        submitted_by=given["submitted_by"],
        started=timedelta(days=given["started_days"]),
        submitted=timedelta(days=given["submitted_days"]),
        document=given["document"],
    )


def _comment(given: dict[str, Any]) -> Comment:
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
        moderated=_days(given["moderated_days"]),
        decline=_decline(given["decline"]) if given["decline"] else None,
        answer=_answer(given["answer"]) if given["answer"] else None,
    )


def _decline(given: dict[str, Any]) -> Decline:
    return Decline(DeclineCategory(given["category"]), given["reason"])


def _answer(given: dict[str, Any]) -> Answer:
    return Answer(
        outcome=Outcome(given["outcome"]),
        reason=given["reason"],
        drafted=timedelta(days=given["drafted_days"]),
        released=_days(given["released_days"]),
        deferred_until=_days(given["deferred_until_days"]),
    )


def _days(given: float | None) -> timedelta | None:
    return None if given is None else timedelta(days=given)
