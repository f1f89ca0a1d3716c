"""Mails to the people who comment."""

from collections.abc import Sequence
from typing import Any

from ikparticipation.accounts.models import User
from ikparticipation.consultation.blackening import black_out
from ikparticipation.consultation.excerpts import before_and_after
from ikparticipation.consultation.models import (
    Appeal,
    Assignment,
    Comment,
    CommentStatus,
    Disposition,
    Report,
    RoundInvitation,
    Statement,
)
from ikparticipation.consultation.period import deadline_words
from ikparticipation.consultation.queries.outputs.digests import Digest, Fate
from ikparticipation.consultation.receipt import address_of
from ikparticipation.drafts.models import Version
from ikparticipation.mail import Message, render
from ikparticipation.settings import Settings


def receipt(comment: Comment, settings: Settings) -> Message:
    """Return the receipt for a submitted comment."""
    return _with_receipt("receipt", comment, settings)


def published(comment: Comment, settings: Settings) -> Message:
    """Return the news that everybody can read the comment now."""
    return _mail("published", comment, settings, pieces=len(comment.blackened))


def declined(comment: Comment, settings: Settings) -> Message:
    """Return the decision not to publish, or to hide, with its reason and what was written."""
    return _mail(
        "declined",
        comment,
        settings,
        is_hidden=comment.published_at is not None,
        category=comment.decline_category,
        decline_reason=comment.decline_reason,
    )


def blackened(comment: Comment, settings: Settings) -> Message:
    """Return that others cannot read some words any more, or that they can again."""
    return _mail("blackened", comment, settings, pieces=len(comment.blackened))


def appeal_decided(appeal: Appeal, person: User, settings: Settings) -> Message:
    """Return what came of an appeal, to its author or to whoever appealed."""
    return _mail(
        "appeal_decided",
        appeal.comment,
        settings,
        person,
        upheld=appeal.upheld,
        decline_reason=appeal.comment.decline_reason,
        appeal=appeal.text,
    )


def report_settled(
    report: Report, person: User, settings: Settings, *, outcome: str, reason: str
) -> Message:
    """Return to a reader what became of their report: kept, blackened or hidden.

    Nobody is told the words of a comment that is not to be read any more.
    """
    version = report.comment.round.version
    return render(
        "consultation/report_settled",
        to=person.email,
        language=person.language,
        person=person.name,
        title=version.title,
        number=version.number,
        outcome=outcome,
        reason=reason,
        reported_at=report.reported_at,
        link=f"{settings.base_url}/kommentare/{report.comment.id}",
        county=settings.county,
    )


def answered(answer: Disposition, settings: Settings) -> Message:
    """Return the administration's answer."""
    return _mail(
        "answered",
        answer.comment,
        settings,
        outcome=answer.outcome,
        answer_reason=answer.reason,
        deferred_until=answer.deferred_until,
    )


def corrected(comment: Comment, settings: Settings) -> Message:
    """Return the receipt for other words in a comment."""
    return _with_receipt("corrected", comment, settings)


def _with_receipt(template: str, comment: Comment, settings: Settings) -> Message:
    return _mail(
        template,
        comment,
        settings,
        code=comment.receipt_code,
        hash=comment.receipt_hash,
        is_published=comment.status is CommentStatus.PUBLISHED,
    )


def withdrawn(comment: Comment, settings: Settings) -> Message:
    """Return the confirmation that the comment was taken back, with its words."""
    return _mail("withdrawn", comment, settings, withdrawn_at=comment.withdrawn_at)


def statement(
    released: Statement, comments: Sequence[Comment], drafter: User, settings: Settings
) -> Message:
    """Return the one receipt for all comments of a statement, to one of those who drafted it."""
    version = released.round.version
    return render(
        "consultation/statement",
        to=drafter.email,
        language=drafter.language,
        person=drafter.name,
        organisation=released.organisation.name,
        title=version.title,
        number=version.number,
        comments=[
            {"position": _position(c), "kind": c.kind, "text": c.text, "code": c.receipt_code}
            for c in comments
        ],
        code=released.receipt_code,
        hash=released.receipt_hash,
        released_at=released.released_at,
        link=f"{settings.base_url}/stellungnahmen/{released.id}",
        county=settings.county,
    )


def round_invitation(invitation: RoundInvitation, member: User, settings: Settings) -> Message:
    """Return the invitation of an organisation to a round, to one of its members."""
    in_round = invitation.round
    version = in_round.version
    return render(
        "consultation/round_invitation",
        to=member.email,
        language=member.language,
        person=member.name,
        organisation=invitation.organisation.name,
        title=version.title,
        number=version.number,
        opens_at=in_round.opens_at,
        until=deadline_words(in_round.closes_at, member.language),
        circle=in_round.circle,
        is_sealed=in_round.sealed,
        link=settings.base_url + address_of(in_round),
        county=settings.county,
    )


def assigned(assignment: Assignment, together: int, member: User, settings: Settings) -> Message:
    """Return the request to draft answers, to one of those who are to do it.

    `together`: how many comments were assigned in one act; the mail names the first.
    """
    comment = assignment.comment
    version = comment.round.version
    return render(
        "consultation/assigned",
        to=member.email,
        language=member.language,
        person=member.name,
        organisation=assignment.organisation.name,
        title=version.title,
        number=version.number,
        position=_position(comment),
        kind=comment.kind,
        text=black_out(comment.text, comment.blackened),
        due_on=assignment.due_on,
        note=assignment.note,
        together=together,
        link=f"{settings.base_url}/mein/abwaegung",
        county=settings.county,
    )


def digest(told: Digest, version: Version, settings: Settings) -> Message:
    """Return what became of somebody's comments in a new version."""
    here = f"{settings.base_url}/entwuerfe/{version.document.slug}/{version.number}"
    return render(
        "consultation/digest",
        to=told.person.email,
        language=told.person.language,
        person=told.person.name,
        title=version.title,
        number=version.number,
        fates=[_fate(fate, here, settings) for fate in told.fates],
        link=here,
        county=settings.county,
    )


def _fate(fate: Fate, here: str, settings: Settings) -> dict[str, Any]:
    words = [before_and_after(pointed.changed.pieces) for pointed in fate.changes]
    return fate._asdict() | {
        "link": f"{settings.base_url}/kommentare/{fate.comment_id}",
        "place_link": f"{here}#{fate.key}",
        "changes": [{"before": before, "after": after} for before, after in words],
    }


def _position(comment: Comment) -> str | None:
    """Return "3", or "3–5"; None for the whole text."""
    if comment.passage is None:
        return None
    last = comment.end_passage
    return f"{comment.passage.position}{f'–{last.position}' if last else ''}"


def _mail(
    name: str, comment: Comment, settings: Settings, person: User | None = None, **facts: Any
) -> Message:
    """`person`: to whom it goes; None: to the author."""
    person = person or comment.author
    version = comment.round.version
    return render(
        f"consultation/{name}",
        to=person.email,
        language=person.language,
        person=person.name,
        organisation=comment.organisation.name if comment.organisation else None,
        title=version.title,
        number=version.number,
        position=_position(comment),
        kind=comment.kind,
        quote=comment.quote,
        text=comment.text,
        replacement=comment.replacement,
        submitted_at=comment.submitted_at,
        link=f"{settings.base_url}/kommentare/{comment.id}",
        county=settings.county,
        **facts,
    )
