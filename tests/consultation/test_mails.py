"""What the people who comment are told, step by step."""

from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select

from ikparticipation import clock
from ikparticipation.accounts.models import User
from ikparticipation.audit import Action, AuditEvent
from ikparticipation.consultation import mails, reactions, services
from ikparticipation.consultation.models import (
    Comment,
    CommentKind,
    CommentStatus,
    DeclineCategory,
    Disposition,
    Moderation,
    Outcome,
    Round,
)
from ikparticipation.consultation.period import day_begins
from ikparticipation.drafts.models import Document, DocumentKind, Passage, PassageKind, Version
from ikparticipation.mail import OutgoingMail
from ikparticipation.organisations.models import Kind, Organisation
from tests import make, make_drafts
from tests.conftest import make_settings
from tests.snapshots import assert_reads_like

SNAPSHOTS = Path(__file__).parent / "snapshots"
AT = datetime(2027, 3, 1, 18, 5, tzinfo=UTC)
SETTINGS = make_settings("sqlite://", Path("/tmp"), base_url="https://beteiligung.example.org")  # noqa: S108
TEXT = "Kurse gibt es in jedem Ort."


def a_comment(language="de", *, for_organisation=False, **given):
    """A comment that no database has seen."""
    nobody = UUID(int=0)
    document = Document(
        slug="leitlinien", kind=DocumentKind.GUIDELINES, title="Leitlinien", created_at=AT,
        saved_at=AT, saved_by_id=nobody,
    )  # fmt: skip
    version = Version(
        document=document, number=2, title="Leitlinien", source=TEXT, published_at=AT,
        published_by_id=nobody,
    )  # fmt: skip
    passage = Passage(
        version=version, position=3, key="p3", kind=PassageKind.PARAGRAPH, text=TEXT, html=TEXT
    )
    organisation = Organisation(
        name="Sprachtreff", sort_key="sprachtreff", normal_name="sprachtreff", kind=Kind.VEREIN,
        ags=None, registered_at=AT,
    )  # fmt: skip
    facts = {
        "round": Round(version=version, opens_at=AT, closes_at=AT),
        "passage": passage,
        "author": User(
            email="nadja@example.org", name="Nadja Linde", language=language, created_at=AT
        ),
        "organisation": organisation if for_organisation else None,
        "submission_id": nobody,
        "kind": CommentKind.QUESTION,
        "text": "Auch abends?\nUnd am Wochenende?",
        "start": 0,
        "end": 13,
        "quote": "Kurse gibt es",
        "before": "",
        "after": "",
        "submitted_at": AT,
        "receipt_code": "K7Q-MXR-DP4",
        "receipt_hash": "3a" * 32,
    }
    comment = Comment(**facts | given)
    comment.id = UUID(int=5)
    return comment


@pytest.mark.parametrize("language", ["de", "en"])
class TestWords:
    def test_the_receipt(self, language):
        message = mails.receipt(a_comment(language), SETTINGS)

        assert_reads_like(message, SNAPSHOTS / f"receipt.{language}.txt")

    def test_the_receipt_of_a_proposal_that_can_be_read_at_once(self, language):
        comment = a_comment(
            language,
            for_organisation=True,
            kind=CommentKind.CHANGE_PROPOSAL,
            replacement="Kurse gibt es auch abends",
            status=CommentStatus.PUBLISHED,
        )

        message = mails.receipt(comment, SETTINGS)

        assert_reads_like(message, SNAPSHOTS / f"receipt-at-once.{language}.txt")

    def test_it_is_published(self, language):
        message = mails.published(a_comment(language), SETTINGS)

        assert_reads_like(message, SNAPSHOTS / f"published.{language}.txt")

    def test_it_is_declined(self, language):
        comment = a_comment(
            language,
            for_organisation=True,
            status=CommentStatus.DECLINED,
            decline_category=DeclineCategory.PERSONAL_DATA,
            decline_reason="Sie nennen eine Person mit Namen.\nBitte ohne den Namen.",
        )

        message = mails.declined(comment, SETTINGS)

        assert_reads_like(message, SNAPSHOTS / f"declined.{language}.txt")

    @pytest.mark.parametrize("outcome", [Outcome.PARTLY, Outcome.DEFERRED])
    def test_it_is_answered(self, language, outcome):
        until = day_begins(datetime(2027, 6, 1, tzinfo=UTC).date())
        answer = Disposition(
            comment=a_comment(language, for_organisation=True),
            outcome=outcome,
            reason="Abends ja, am Wochenende noch nicht.",
            deferred_until=until if outcome is Outcome.DEFERRED else None,
            drafted_at=AT,
            drafted_by_id=UUID(int=0),
        )

        message = mails.answered(answer, SETTINGS)

        assert_reads_like(message, SNAPSHOTS / f"answered-{outcome.value}.{language}.txt")


@pytest.mark.parametrize("mail", [mails.receipt, mails.published, mails.declined])
@pytest.mark.parametrize("language", ["de", "en"])
def test_every_kind_and_category_has_a_word(mail, language):
    for kind in CommentKind:
        for category in DeclineCategory:
            comment = a_comment(language, kind=kind, decline_category=category)
            assert mail(comment, SETTINGS).body


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_outcome_has_a_word(language):
    for outcome in Outcome:
        answer = Disposition(
            comment=a_comment(language), outcome=outcome, reason="Weil.", drafted_at=AT,
            drafted_by_id=UUID(int=0),
        )  # fmt: skip
        assert mails.answered(answer, SETTINGS).body


def test_nobody_writes_headers_through_a_title():
    comment = a_comment()
    comment.passage.version.title = "Leitlinien\r\nBcc: alle@example.org"

    assert "\n" not in mails.receipt(comment, SETTINGS).subject


def letters(session):
    found = session.scalars(select(OutgoingMail).order_by(OutgoingMail.written_at)).all()
    session.commit()
    return [(mail.to, mail.subject) for mail in found]


def submit(session, *, moderation=Moderation.PRE, author=None):
    in_round = make_drafts.open_round(session, moderation=moderation)
    passage = make_drafts.passages(session, in_round.version)[1]
    return services.submit_comment(
        session,
        author=author or make.user(session, email="nadja@example.org"),
        in_round=in_round,
        passage=passage,
        span=make_drafts.whole(passage.text),
        kind=CommentKind.REMARK,
        text="Auch abends.",
        at=clock.now(),
    )


def test_the_author_is_told_at_every_step_and_nobody_else_is(session, work):
    moderator, steering = make.moderator(session), make.steering(session)
    comment = submit(session)
    title = comment.passage.version.title

    work()
    services.publish_comment(session, comment, moderator=moderator, at=clock.now())
    work()
    answer = services.draft_disposition(
        session, comment, outcome=Outcome.NOTED, reason="Danke.", actor=moderator, at=clock.now()
    )
    work()
    services.release_dispositions(session, [answer], actor=steering, at=clock.now())
    work()

    assert letters(session) == [
        ("nadja@example.org", f"Quittung {comment.receipt_code}: Ihr Kommentar zu „{title}“"),
        ("nadja@example.org", f"Ihr Kommentar zu „{title}“ ist veröffentlicht"),
        ("nadja@example.org", f"Antwort auf Ihren Kommentar zu „{title}“"),
    ]


def test_the_author_of_a_declined_comment_is_told_too(session, work):
    comment = submit(session)
    work()

    services.decline_comment(
        session,
        comment,
        moderator=make.moderator(session),
        category=DeclineCategory.INSULT,
        reason="Bitte sachlich.",
        at=clock.now(),
    )
    work()

    assert letters(session)[1][1].endswith("wird nicht veröffentlicht")


def test_looking_at_a_visible_comment_is_no_news(session, work):
    comment = submit(session, moderation=Moderation.POST)
    work()

    services.publish_comment(session, comment, moderator=make.moderator(session), at=clock.now())
    work()

    assert len(letters(session)) == 1


def test_a_decision_that_was_taken_back_meanwhile_is_not_told(session, work):
    comment, moderator = submit(session), make.moderator(session)
    services.decline_comment(
        session,
        comment,
        moderator=moderator,
        category=DeclineCategory.INSULT,
        reason="Ein Irrtum.",
        at=clock.now(),
    )
    services.publish_comment(session, comment, moderator=moderator, at=clock.now())

    work()

    subjects = [subject for _, subject in letters(session)]
    assert len(subjects) == 2
    assert not any("wird nicht" in subject for subject in subjects)


def test_an_account_that_was_closed_gets_no_mail(session, work):
    author = make.user(session)
    submit(session, author=author)
    author.disabled_at = clock.now()

    work()

    assert letters(session) == []


@pytest.mark.parametrize(
    ("reaction", "action"),
    [
        (reactions.mail_receipt, Action.COMMENT_SUBMITTED),
        (reactions.mail_publication, Action.COMMENT_PUBLISHED),
        (reactions.mail_answer, Action.DISPOSITION_RELEASED),
    ],
)
def test_a_reaction_that_runs_twice_writes_once(session, reaction, action):
    answer = make_drafts.answer(session)
    subject = answer if action is Action.DISPOSITION_RELEASED else answer.comment
    now = clock.now()
    event = AuditEvent(
        action=action, subject_type=subject.__tablename__, subject_id=subject.id, actor_id=None,
        at=now, due_at=now,
    )  # fmt: skip
    make.store(session, event)

    for _ in range(2):
        reaction(session, event, SETTINGS)
        session.commit()

    assert len(letters(session)) == 1
