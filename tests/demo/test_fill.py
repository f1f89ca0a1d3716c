from collections import Counter
from datetime import datetime, timedelta
from itertools import chain

import pytest
from sqlalchemy import func, insert, select

from ikparticipation import clock, db
from ikparticipation.accounts.models import SignInLink, User
from ikparticipation.audit import Action, AuditEvent
from ikparticipation.catalogue.models import Unit
from ikparticipation.consultation.models import (
    Appeal,
    Assignment,
    Comment,
    CommentGroup,
    CommentPlace,
    CommentStatus,
    Disposition,
    PlaceStatus,
    Report,
    Round,
    Support,
    TextBlock,
)
from ikparticipation.consultation.queries.next_version.changes import (
    next_changes,
    reasons_for_next,
)
from ikparticipation.demo import read
from ikparticipation.demo.fill import fill, sign_in_links
from ikparticipation.demo.moments import moment
from ikparticipation.drafts.models import Document, Passage, Translation, Version
from ikparticipation.drafts.queries import decision_of
from ikparticipation.inventory.models import Offer, TieStatement
from ikparticipation.mail import OutgoingMail
from ikparticipation.organisations.models import MemberRole, Membership, Organisation
from ikparticipation.surveys.models import Response, ResponseRevision, Wave, WaveInvitation
from ikparticipation.text import BERLIN
from tests import make
from tests.conftest import CATALOGUE

COUNTY = read.county()
RESPONSES = [response for wave in COUNTY.waves for response in wave.responses]
every_document = pytest.mark.parametrize("document", COUNTY.documents, ids=lambda d: d.slug)


@pytest.fixture(scope="module")
def kept():
    """What filling has stored and announced, by database: others begin with a copy of it."""
    return {}


@pytest.fixture
def filled(session, kept, announcements):
    database = session.get_bind().dialect.name
    if database not in kept:
        assert fill(session, at=clock.now())
        session.commit()
        kept[database] = stored(session), list(announcements)
    else:
        rows_by_table, announced = kept[database]
        for table, rows in rows_by_table.items():
            session.execute(insert(table), rows)
        session.commit()
        announcements.extend(announced)
    return session


def stored(session):
    tables = [table for table in db.Base.metadata.sorted_tables if table.name not in CATALOGUE]
    found = {table: session.execute(select(table)).mappings().all() for table in tables}
    return {table: [dict(row) for row in rows] for table, rows in found.items() if rows}


def count(session, kind, *where):
    return session.scalar(select(func.count(kind.id)).where(*where))


def test_an_empty_installation_gets_everything_the_files_tell(filled):
    members = sum(len(organisation.people) for organisation in COUNTY.organisations)

    assert count(filled, Organisation, Organisation.example) == count(filled, Organisation) == 24
    assert count(filled, Membership) == members
    assert count(filled, User) == members + len(COUNTY.staff.people)
    assert count(filled, Unit) == len(COUNTY.staff.units)
    assert count(filled, WaveInvitation) == 24 + len(COUNTY.office_wave.asked)
    assert count(filled, ResponseRevision) == len(RESPONSES)


def test_a_submitted_answer_says_what_the_file_says(filled):
    stored = filled.execute(
        select(Wave.titles, Organisation.name, ResponseRevision.document)
        .join(Response, Response.organisation_id == Organisation.id)
        .join(ResponseRevision)
        .join(Wave, Wave.id == Response.wave_id)
    )

    told = {
        (_first_word(wave.titles), COUNTY.by_key[response.organisation].name): response.document
        for wave in COUNTY.waves
        for response in wave.responses
    }
    assert {
        (_first_word(titles), name): without_computed(document["rows"])
        for titles, name, document in stored
    } == {key: document["rows"] for key, document in told.items()}


def _first_word(titles):
    return titles["de"].split()[0]


def without_computed(rows):
    """The rows with what people answered, and not what the questionnaire computes from it."""
    computed = {"angebot_titel", "massnahme_name", "massnahme_erreicht"}
    return {
        repeat: [
            each
            | {"answers": {k: v for k, v in each["answers"].items() if k not in computed}}
            | ({"rows": without_computed(each["rows"])} if each.get("rows") else {})
            for each in there
        ]
        for repeat, there in rows.items()
        if there
    }


def of(filled, document, kind=Comment):
    """Return a statement for what there is of this kind in the first round of a text."""
    query = select(kind).join(Comment) if kind is not Comment else select(kind)
    return (
        query.join(Round, Round.id == Comment.round_id)
        .join(Version)
        .join(Document)
        .where(Document.slug == document.slug)
    )


@every_document
def test_each_comment_stands_at_its_words_and_in_its_state(filled, document):
    stored = filled.scalars(of(filled, document).where(Comment.parent_id.is_(None))).all()
    answers = filled.scalars(of(filled, document, Disposition)).all()

    told = Counter((comment.quote or "", comment.status) for comment in document.comments)
    assert Counter((comment.quote, comment.status) for comment in stored) == told
    assert all(c.passage.text[c.start : c.end] == c.quote for c in stored if c.passage)
    given = document.answers.values()
    assert Counter((a.outcome, a.released_at is None) for a in answers) == Counter(
        (a.outcome, a.released is None) for a in given
    )


def test_all_that_people_do_about_comments_is_there(filled):
    comments = [comment for document in COUNTY.documents for comment in document.comments]

    supports = sum(len(comment.supports) for comment in comments)
    assert count(filled, Support) == supports > 0
    replies = sum(len(comment.replies) for comment in comments)
    assert count(filled, Comment, Comment.parent_id.is_not(None)) == replies > 0
    reports = sum(comment.report is not None for comment in comments)
    assert count(filled, Report, Report.settled_at.is_(None)) == reports > 0
    appeals = sum(bool(comment.decline and comment.decline.appeal) for comment in comments)
    assert count(filled, Appeal, Appeal.decided_at.is_(None)) == appeals > 0
    assigned = sum(comment.assignment is not None for comment in comments)
    assert count(filled, Assignment) == assigned > 0
    assert count(filled, CommentGroup) == len(COUNTY.guidelines.groups)
    assert count(filled, TextBlock) == len(COUNTY.text_blocks)


def test_a_draft_belongs_to_the_organisation_of_each_of_the_two_who_look_around(filled):
    drafting = filled.scalars(
        select(User.email)
        .join(Membership, Membership.user_id == User.id)
        .join(Comment, Comment.organisation_id == Membership.organisation_id)
        .where(Comment.status == CommentStatus.DRAFT)
    )

    shown = {each.email for each in COUNTY.staff.sign_in if each.role in {*MemberRole}}
    assert shown <= set(drafting)


def test_whoever_looks_around_can_correct_one_comment_and_appeal_against_a_decision(filled):
    (email,) = (
        each.email for each in COUNTY.staff.sign_in if each.role is MemberRole.REPRESENTATIVE
    )
    theirs = filled.scalars(
        select(Comment.status).join(User, User.id == Comment.author_id).where(User.email == email)
    )

    assert {CommentStatus.SUBMITTED, CommentStatus.DECLINED} <= set(theirs)


def test_the_field_of_action_was_published_again_and_adopted(filled):
    first, second = versions_of(filled, COUNTY.field)
    (revision, _) = COUNTY.field.revisions

    (proposal,) = revision.taken_over
    words = next(c.replacement for c in COUNTY.field.comments if c.key == proposal)
    assert words not in first.source
    assert words in second.source
    assert all(edit.new in second.source for edit in revision.edits)
    assert decision_of(filled, first.id) is None
    assert decision_of(filled, second.id).body == revision.decision.body


def test_every_comment_has_a_place_in_the_second_version_but_one_that_a_person_must_place(filled):
    _, second = versions_of(filled, COUNTY.field)

    places = filled.scalars(select(CommentPlace)).all()
    assert {place.version_id for place in places} == {second.id}
    anchored = [comment for comment in COUNTY.field.comments if comment.quote]
    statuses = Counter(place.status for place in places)
    assert statuses.total() == len(anchored)
    assert statuses[PlaceStatus.SUGGESTED] == 1
    assert {PlaceStatus.UNCHANGED, PlaceStatus.CHANGED, PlaceStatus.MOVED} <= set(statuses)


def test_the_worker_leaves_the_places_as_they_are_and_tells_the_authors(filled, work):
    before = {place.comment_id: place.id for place in filled.scalars(select(CommentPlace))}

    work()

    after = {place.comment_id: place.id for place in filled.scalars(select(CommentPlace))}
    assert after == before
    about = OutgoingMail.subject.contains("Fassung 2")
    assert count(filled, OutgoingMail, about) >= 8


def test_of_the_next_guidelines_every_change_has_its_reason_but_one(filled):
    (version,) = versions_of(filled, COUNTY.guidelines)

    changes = next_changes(filled, version.document)
    reasoned = reasons_for_next(filled, version).reasoned
    bare = [change for change in changes if not reasoned & set(change.keys)]
    assert len(changes) == 7
    assert len(bare) == 1
    assert "Kreisvolkshochschule" in bare[0].words


def versions_of(filled, document):
    query = select(Version).join(Document).where(Document.slug == document.slug)
    return filled.scalars(query.order_by(Version.number)).all()


def test_each_translation_stands_at_its_passage(filled):
    stored = filled.execute(select(Translation.language, Passage.text, Translation.source).join(
        Passage, Passage.id == Translation.passage_id
    )).all()  # fmt: skip

    told = {
        (each.language, passage.words): passage.text
        for each in COUNTY.guidelines.translations
        for passage in each.passages
    }
    assert len(stored) == len(told)
    for language, german, source in stored:
        assert source in [text for (to, words), text in told.items()
                          if to == language and words in german]  # fmt: skip


def test_the_worker_brings_every_answer_into_the_inventory(filled, work):
    work()

    assert count(filled, Offer) == 30
    assert filled.scalar(select(func.count(Offer.response_id.distinct()))) == 11
    assert count(filled, TieStatement, TieStatement.partner_id.is_not(None)) > 20
    assert count(filled, TieStatement, TieStatement.partner_id.is_(None)) >= 3


def test_what_people_did_is_in_the_audit_trail_under_their_names(filled):
    submitted = filled.scalars(
        select(User.email)
        .join(AuditEvent, AuditEvent.actor_id == User.id)
        .where(AuditEvent.action == Action.RESPONSE_SUBMITTED)
    )

    assert sorted(submitted) == sorted(response.submitted_by for response in RESPONSES)


def test_everything_happened_before_now_and_waves_and_round_are_still_open(filled):
    now = clock.now()

    times = [
        *filled.scalars(select(Organisation.registered_at)),
        *filled.scalars(select(ResponseRevision.submitted_at)),
        *filled.scalars(select(Comment.submitted_at)),
        *filled.scalars(
            select(Disposition.released_at).where(Disposition.released_at.is_not(None))
        ),
    ]
    assert now - timedelta(days=130) < min(times) < max(times) < now
    wave, office_wave = filled.scalars(select(Wave).order_by(Wave.opens_at))
    closed, opened = filled.scalars(select(Round).order_by(Round.opens_at)).all()
    assert wave.is_open(now)
    assert office_wave.is_open(now)
    assert wave.closes_at - now > timedelta(days=20)
    assert str(wave.opens_at.year) in wave.title("de")
    assert opened.is_open(now)
    assert opened.version.document.slug == COUNTY.guidelines.slug
    assert closed.closes_at < now


def test_nobody_acts_at_night_and_the_order_of_acts_stays():
    now = datetime(2027, 3, 12, 9, 30, tzinfo=BERLIN)
    days = [timedelta(days=-step / 6.9) for step in range(200)]

    moments = [moment(now, since) for since in days]
    assert moments == sorted(moments, reverse=True)
    assert moments[0] == now
    earlier = [each.astimezone(BERLIN) for each in moments if each.date() != now.date()]
    assert {each.hour for each in earlier} == set(range(8, 20))
    assert [each.date() for each in earlier] == [
        (now + since).astimezone(BERLIN).date() for since in days[-len(earlier) :]
    ]


def test_whoever_has_acted_has_signed_in_before(filled):
    acted = {response.submitted_by for response in RESPONSES}
    for comment in chain.from_iterable(document.comments for document in COUNTY.documents):
        acted |= {comment.author, *(each.author for each in comment.replies)}
        acted |= {each.by for each in comment.supports}
        acted |= {comment.report.by} if comment.report else set()
        acted |= {comment.answer.drafted_by} - {None} if comment.answer else set()

    seen = filled.scalars(select(User.email).where(User.signed_in_at.is_not(None)))
    assert set(seen) == acted | {person.email for person in COUNTY.staff.people}


def test_no_mail_could_reach_anybody(filled, work):
    work()

    addresses = filled.scalars(select(OutgoingMail.to)).all()
    assert len(addresses) > 24
    assert all(address.endswith(".example.org") for address in addresses)


def test_filling_a_second_time_does_nothing(filled):
    before = count(filled, AuditEvent)

    assert fill(filled, at=clock.now()) is False
    assert count(filled, AuditEvent) == before
    assert count(filled, Organisation) == 24


def test_an_installation_with_somebody_in_it_is_never_filled(session):
    make.administrator(session)

    assert fill(session, at=clock.now()) is False
    assert count(session, Organisation) == 0


def test_each_role_gets_a_link_that_signs_one_person_in(filled, as_user):
    links = sign_in_links(filled, at=clock.now())
    filled.commit()

    assert [role for role, _, _ in links] == [
        *("administrator", "steering", "moderator", "office", "representative", "contributor")
    ]
    for _, name, path in links:
        visitor = as_user()
        assert visitor.get(path).status_code == 200
        inside = visitor.post(path, follow_redirects=True)
        assert inside.status_code == 200
        assert name in inside.text


def test_a_link_works_once_and_the_next_start_brings_others(filled, as_user):
    first = sign_in_links(filled, at=clock.now())
    second = sign_in_links(filled, at=clock.now())
    filled.commit()

    assert not {path for _, _, path in first} & {path for _, _, path in second}
    assert as_user().post(first[0][2]).status_code == 303
    assert as_user().post(first[0][2]).status_code == 410
    unused = select(func.count(SignInLink.id)).where(SignInLink.used_at.is_(None))
    assert filled.scalar(unused) == 11


def test_an_installation_without_the_county_has_no_links(session):
    assert sign_in_links(session, at=clock.now()) == []


def test_comments_wait_for_the_moderator_so_that_there_is_something_to_do(filled):
    assert count(filled, Comment, Comment.status == CommentStatus.SUBMITTED) >= 2
