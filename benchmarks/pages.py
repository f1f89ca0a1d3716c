"""Processor time per request, as ratio to a bare "hello" under the same server in the same run."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import Any
from uuid import uuid4

from sqlalchemy import bindparam, func, insert, select

from benchmarks.figure import Figure
from benchmarks.instance import Instance, demo_instance
from benchmarks.servers import Server, serve
from ikparticipation import clock, db
from ikparticipation.accounts.models import StaffRole, User
from ikparticipation.audit import AuditEvent
from ikparticipation.consultation.anchors import Span, anchor_at, whole
from ikparticipation.consultation.models import Comment, CommentKind, CommentStatus, Round
from ikparticipation.consultation.services.commenting.comments import submit_comment
from ikparticipation.consultation.services.moderating.moderation import publish_comment
from ikparticipation.consultation.services.rounds import open_round
from ikparticipation.drafts.models import DocumentKind, Passage
from ikparticipation.drafts.services import create_document, publish, save_text
from ikparticipation.organisations.models import Organisation
from ikparticipation.receipts import new_code
from ikparticipation.surveys.models import Wave
from tests.visitor import Form, Page, Visitor
from worker.events import run_event

ROUNDS = 7
REQUESTS = 40
HELLOS = 150
COMMENTS = 100
MANY_COMMENTS = 5_000
OFFERS = 3
OPEN_ROUND = select(Round).where(Round.closes_at > bindparam("now"))
"""The one of the guidelines; that of the demo county's other text is over."""


@dataclass(frozen=True)
class Case:
    """`act` does one request; `prepare` fetches its form before, which is not measured.

    `ahead`: all forms of a round are fetched before its first request, so that requests follow
    each other as those of the bare route do. Forms that each other make stale can't be.
    """

    what: str
    at_most: float | None
    act: Callable[[Any], Page]
    prepare: Callable[[], Any] | None = None
    ahead: bool = False


def measure() -> Iterator[Figure]:
    with demo_instance() as instance:
        _work_off(instance)
        draft, section = _fill_up(instance)
        crowded = _crowded(instance)
        with (
            serve("wsgi:app", instance.environment) as product,
            serve("benchmarks.hello:app") as bare,
        ):
            cases = _cases(instance, product, draft, crowded, section)
            ratios: dict[str, list[float]] = {case.what: [] for case in cases}
            for _ in range(ROUNDS):
                hello = _bare_cost(bare)
                for case in cases:
                    ratios[case.what].append(_cost(product, case) / hello)
    few, many = (median(ratios[f"draft with {n} comments"]) for n in ("100", "5,000"))
    yield Figure(
        what="draft with 5,000 comments, beside the one with 100", value=many / few, unit="×",
        at_most=1.1,
    )  # fmt: skip
    for case in cases:
        seen = ratios[case.what]
        yield Figure(
            what=case.what,
            value=median(seen),
            unit="×",
            at_most=case.at_most,
            detail=f"{min(seen):.1f} to {max(seen):.1f}",
        )


def _work_off(instance: Instance) -> None:
    """Let the inventory be there: do what follows from the demo county's events."""
    with instance.app.app_context(), db.transaction() as session:
        events = session.scalars(select(AuditEvent.id).order_by(AuditEvent.at)).all()
    for event_id in events:
        run_event(instance.app, event_id, lease=timedelta(minutes=1))


def _fill_up(instance: Instance) -> tuple[str, str]:
    """Publish comments until the draft has 100; return its address and that of the wave."""
    now = clock.now()
    with instance.app.app_context(), db.transaction() as session:
        in_round = session.scalars(OPEN_ROUND, {"now": now}).one()
        passages = session.scalars(
            select(Passage).where(Passage.version_id == in_round.version_id)
        ).all()
        moderator = session.scalars(select(User).where(User.staff_role.is_not(None))).first()
        there = session.scalar(
            select(func.count(Comment.id)).where(
                Comment.round_id == in_round.id,
                Comment.parent_id.is_(None),
                Comment.status == CommentStatus.PUBLISHED,
            )
        )
        for n in range(COMMENTS - (there or 0)):
            passage = passages[n % len(passages)]
            comment = submit_comment(
                session,
                author=moderator,
                in_round=in_round,
                passage=passage,
                span=Span(0, len(passage.text)),
                kind=CommentKind.REMARK,
                text=f"Beispielkommentar {n}: " + "Das sollte genauer dastehen. " * 6,
                at=now,
            )
            publish_comment(session, comment, moderator=moderator, at=now)
        version = in_round.version
        wave = session.scalars(select(Wave).order_by(Wave.opens_at)).all()[0]
        return f"/entwuerfe/{version.document.slug}/{version.number}", f"/erhebung/{wave.id}"


def _crowded(instance: Instance) -> str:
    """Publish the same text once more, with 5,000 comments on it; return its address."""
    now = clock.now()
    with instance.app.app_context(), db.transaction() as session:
        like = session.scalars(OPEN_ROUND, {"now": now}).one()
        staff = session.scalars(select(User).where(User.staff_role == StaffRole.STEERING)).first()
        about = {"actor": staff, "at": now}
        document = create_document(
            session, title="Viele Kommentare", kind=DocumentKind.OTHER, slug="viele", **about
        )
        save_text(session, document, text=like.version.source, **about)
        version = publish(session, document, **about)
        in_round = open_round(
            session, version, opens_at=now, closes_at=now + timedelta(days=9), **about
        )
        passages = session.scalars(select(Passage).where(Passage.version_id == version.id)).all()
        organisations = session.scalars(select(Organisation.id)).all()
        session.execute(
            insert(Comment),
            [
                _published(in_round, passages[n % len(passages)], staff, now)
                | {"organisation_id": organisations[n % len(organisations)]}
                for n in range(MANY_COMMENTS)
            ],
        )
        return f"/entwuerfe/{document.slug}/{version.number}"


def _published(in_round: Round, passage: Passage, author: User, at: datetime) -> dict[str, Any]:
    anchor = anchor_at(passage.text, whole(passage.text))
    return {
        "id": uuid4(),
        "round_id": in_round.id,
        "passage_id": passage.id,
        "author_id": author.id,
        "submission_id": uuid4(),
        "kind": CommentKind.REMARK,
        "text": "Beispielkommentar: " + "Das sollte genauer dastehen. " * 6,
        "start": anchor.span.start,
        "end": anchor.span.end,
        "quote": anchor.quote,
        "before": anchor.before,
        "after": anchor.after,
        "submitted_at": at,
        "receipt_code": new_code(),
        "receipt_hash": "",
        "status": CommentStatus.PUBLISHED,
        "published_at": at,
        "decided_at": at,
        "decided_by_id": author.id,
        "blackened": [],
        "version": 1,
    }


def _cases(
    instance: Instance, product: Server, draft: str, crowded: str, survey: str
) -> list[Case]:
    visitor, member = Visitor(product.url), Visitor(product.url)
    member.get(instance.links["representative"]).form("Anmelden").press("Anmelden")
    section, offers = f"{survey}/organisation", f"{survey}/angebote"
    for _ in range(OFFERS):
        member.get(offers).form("hinzufügen").press("hinzufügen")
    form = next(a["href"] for a in member.get(draft).soup.select('a[href*="/kommentieren"]'))

    def save(page: Page) -> Page:
        filled = page.form("Zwischenspeichern")
        text = next(name for name, _ in filled.values if filled.is_text(name))
        return filled.put(text, f"Beispiel {uuid4()}").press("Zwischenspeichern", follow=False)

    def written() -> Form:
        filled = member.get(form).form("Kommentar absenden")
        filled.put("kind", CommentKind.REMARK.value)
        return filled.fill("Ihr Kommentar", "Hier fehlt ein Beispiel für kleine Orte.")

    def comment(filled: Form) -> Page:
        return filled.press("Kommentar absenden", follow=False)

    return [
        Case("home", 12, lambda _: visitor.get("/")),
        Case("section of the questionnaire, GET", 10, lambda _: member.get(section)),
        Case("section of the questionnaire, POST", 15, save, lambda: member.get(section)),
        Case(f"section with {OFFERS} offers, GET", None, lambda _: member.get(offers)),
        Case(f"section with {OFFERS} offers, POST", None, save, lambda: member.get(offers)),
        Case("draft with 100 comments", 12, lambda _: visitor.get(draft)),
        Case(f"draft with {MANY_COMMENTS:,} comments", 12, lambda _: visitor.get(crowded)),
        Case("posting a comment", 8, comment, written, ahead=True),
        Case("inventory with map and table", None, lambda _: visitor.get("/bestand/")),
        Case("directory of offers", None, lambda _: visitor.get("/angebote/")),
        Case("network", None, lambda _: visitor.get("/netzwerk/")),
    ]


def _bare_cost(bare: Server) -> float:
    visitor, started = Visitor(bare.url), bare.processor_time()
    for _ in range(HELLOS):
        visitor.get("/")
    return (bare.processor_time() - started) / HELLOS


def _cost(product: Server, case: Case) -> float:
    """Return the processor time of one request, without what only prepares it."""
    used = 0.0
    prepare = case.prepare or (lambda: None)
    pages = (prepare() for _ in range(REQUESTS))
    for page in list(pages) if case.ahead else pages:
        started = product.processor_time()
        answer = case.act(page)
        used += product.processor_time() - started
        if answer.status not in {200, 303}:
            raise RuntimeError(f"{case.what}: {answer.status}\n{answer.text}")
    return used / REQUESTS
