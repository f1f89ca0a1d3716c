"""What is read for outputs: in the order of the text, released only, and only what one may read."""

from datetime import timedelta

import pytest

from ikparticipation import clock
from ikparticipation.consultation.models import (
    Channel,
    Circle,
    CommentStatus,
    LinkedChange,
    Outcome,
    Support,
)
from ikparticipation.consultation.outputs.synopsis import Audience, Change
from ikparticipation.consultation.queries.outputs.material import source_at, source_of, synopsis_of
from tests import make, make_drafts

SITE = "https://beteiligung.example.org"
DAY = timedelta(days=1)


def read(session, in_round, audience=Audience.PUBLIC):
    session.commit()
    source = source_of(session, in_round.id)
    return synopsis_of(session, source, audience=audience, at=clock.now(), site=SITE)


def test_the_rows_stand_in_the_order_of_the_text(session):
    in_round = make_drafts.open_round(session)
    passages = make_drafts.passages(session, in_round.version)
    third = make_drafts.comment(session, in_round=in_round, passage=passages[2])
    late = make_drafts.comment(session, in_round=in_round, quote="Kurse gibt es")
    early = make_drafts.comment(session, in_round=in_round, quote="Sprache")
    whole = make_drafts.comment(session, in_round=in_round, passage=None)
    reply = make_drafts.comment(session, in_round=in_round, quote="Sprache", parent_id=early.id)

    found = read(session, in_round)

    assert [r.id for r in found.rows] == [c.id for c in (whole, early, reply, late, third)]
    assert found.rows[3].place.start == 22
    assert found.address == f"{SITE}/entwuerfe/{found.slug}/1"


def test_a_private_person_has_no_name_and_black_stays_black(session):
    in_round = make_drafts.open_round(session)
    make_drafts.comment(
        session, in_round=in_round, text="Frau Muster sagt Nein.", blackened=[[5, 11]]
    )

    for audience in Audience:
        (row,) = read(session, in_round, audience).rows
        assert row.organisation is None
        assert row.text == "Frau █████ sagt Nein."


def test_only_released_answers_are_in_any_output(session):
    in_round = make_drafts.open_round(session)
    released = make_drafts.comment(session, in_round=in_round, quote="Sprache")
    drafted = make_drafts.comment(session, in_round=in_round, quote="Kurse gibt es")
    make_drafts.answer(session, released, reason="Das ist gesagt.")
    make_drafts.answer(session, drafted, released=False, reason="Das ist geheim.")

    for audience in Audience:
        first, second = read(session, in_round, audience).rows
        assert first.answer.reason == "Das ist gesagt."
        assert second.answer is None


def test_a_draft_of_an_answer_does_not_even_change_the_hash(session):
    in_round = make_drafts.open_round(session)
    comment = make_drafts.comment(session, in_round=in_round)
    before = read(session, in_round)

    answer = make_drafts.answer(session, comment, released=False)
    drafted = read(session, in_round)
    answer.released_at, answer.released_by_id = clock.now(), answer.drafted_by_id
    session.commit()

    assert drafted.state == before.state
    assert read(session, in_round).state != before.state


@pytest.mark.parametrize(
    ("status", "public", "staff"),
    [
        (CommentStatus.DRAFT, 0, 0),
        (CommentStatus.SUBMITTED, 0, 1),
        (CommentStatus.PUBLISHED, 1, 1),
        (CommentStatus.DECLINED, 0, 1),
        (CommentStatus.WITHDRAWN, 1, 1),
    ],
)
def test_who_finds_which_comments(session, status, public, staff):
    in_round = make_drafts.open_round(session)
    make_drafts.comment(session, in_round=in_round, status=status)

    found = {audience: read(session, in_round, audience) for audience in Audience}

    assert len(found[Audience.PUBLIC].rows) == public
    assert len(found[Audience.STAFF].rows) == staff
    received = 0 if status is CommentStatus.DRAFT else 1
    assert {each.figures.received for each in found.values()} == {received}


def test_a_tombstone_has_neither_words_nor_organisation(session):
    in_round = make_drafts.open_round(session)
    make_drafts.comment(
        session,
        in_round=in_round,
        status=CommentStatus.WITHDRAWN,
        organisation=make.organisation(session),
        text="Doch nicht.",
    )

    (row,) = read(session, in_round, Audience.STAFF).rows

    assert (row.text, row.organisation, row.status) == ("", None, "withdrawn")
    assert row.place is not None


def test_what_was_declined_is_counted_by_its_reason(session):
    in_round = make_drafts.open_round(session)
    for _ in range(2):
        make_drafts.comment(session, in_round=in_round, status=CommentStatus.DECLINED)

    figures = read(session, in_round).figures

    assert (figures.declined, figures.categories) == (2, (("off_topic", 2),))


def test_a_sealed_round_gives_figures_only_until_its_end(session):
    in_round = make_drafts.open_round(session, sealed=True)
    make_drafts.comment(session, in_round=in_round)

    sealed = read(session, in_round)
    in_round.closes_at = clock.now() - timedelta(minutes=1)
    session.commit()

    assert (sealed.rows, sealed.figures.published) == ((), 1)
    assert len(read(session, in_round, Audience.STAFF).rows) == 1
    assert len(read(session, in_round).rows) == 1


def test_of_a_closed_circle_nothing_is_public(session):
    in_round = make_drafts.open_round(session, circle=Circle.CLOSED)
    make_drafts.comment(session, in_round=in_round)

    assert read(session, in_round).rows == ()
    assert len(read(session, in_round, Audience.STAFF).rows) == 1


def test_who_sent_a_letter_is_for_the_staff(session):
    in_round = make_drafts.open_round(session)
    at = clock.now()
    make_drafts.comment(
        session,
        in_round=in_round,
        channel=Channel.LETTER,
        received_on=(at - DAY).date(),
        sender="Erika Beispiel",
    )

    (public,), (staff,) = (read(session, in_round, each).rows for each in Audience)

    assert (public.sender, staff.sender) == ("", "Erika Beispiel")
    assert public.day == (at - DAY).date()


def next_version(session, in_round, old, new):
    document = in_round.version.document
    document.working_text = document.working_text.replace(old, new)
    session.commit()
    return make_drafts.version(session, of=document)


def test_an_answer_shows_the_words_that_changed_in_the_next_version(session):
    in_round = make_drafts.open_round(session)
    comment = make_drafts.comment(session, in_round=in_round, quote="Sprache")
    at = clock.now() - 5 * DAY
    answer = make_drafts.answer(session, comment, outcome=Outcome.ADOPTED, released_at=at)
    make.store(session, LinkedChange(disposition_id=answer.id, key="p2"))
    make.store(session, Support(comment=comment, organisation=make.organisation(session),
                                supported_at=at, supported_by_id=comment.author_id))  # fmt: skip
    next_version(session, in_round, "Sprache öffnet", "Sprache und Arbeit öffnen")

    (row,) = read(session, in_round).rows

    assert row.support == 1
    (change,) = row.changes
    assert change.before.startswith("Sprache öffnet Türen.")
    assert change.after.startswith("Sprache und Arbeit öffnen Türen.")


SENTENCE = "Kurse gibt es in jedem Ort."


@pytest.mark.parametrize(
    ("quote", "old", "new", "changed"),
    [
        (SENTENCE, "gibt es", "gibt es im Winter", "Kurse gibt es im Winter in jedem Ort."),
        (SENTENCE, "jedem Ort.", "jedem Ortsteil.", "Kurse gibt es in jedem Ortsteil."),
        (SENTENCE, "Kurse gibt", "Angebote gibt", "Angebote gibt es in jedem Ort."),
        ("in jedem Ort", "in jedem Ort", "überall", "überall"),
    ],
    ids=["inside", "at the end", "at the beginning", "all of them"],
)
def test_where_the_words_of_a_comment_changed_only_these_are_shown(
    session, quote, old, new, changed
):
    in_round = make_drafts.open_round(session)
    comment = make_drafts.comment(session, in_round=in_round, quote=quote)
    answer = make_drafts.answer(session, comment, released_at=clock.now() - 5 * DAY)
    make.store(session, LinkedChange(disposition_id=answer.id, key="p2"))
    next_version(session, in_round, old, new)

    (row,) = read(session, in_round).rows

    assert row.changes == (Change(quote, changed),)


def test_where_other_words_of_the_passage_changed_these_are_shown(session):
    in_round = make_drafts.open_round(session)
    comment = make_drafts.comment(session, in_round=in_round, quote="Sprache öffnet Türen.")
    answer = make_drafts.answer(session, comment, released_at=clock.now() - 5 * DAY)
    make.store(session, LinkedChange(disposition_id=answer.id, key="p2"))
    next_version(session, in_round, "jedem Ort.", "jedem Ortsteil.")

    (row,) = read(session, in_round).rows

    (change,) = row.changes
    assert "in jedem Ort." in change.before
    assert "in jedem Ortsteil." in change.after


@pytest.mark.parametrize(
    ("given", "has_code", "has_hash"),
    [
        ({}, True, True),
        ({"text": "Frau Muster sagt Nein.", "blackened": [[5, 11]]}, True, False),
        ({"status": CommentStatus.WITHDRAWN}, False, False),
    ],
    ids=["all its words are read", "some are black", "it was withdrawn"],
)
def test_a_receipt_lets_nobody_try_out_what_they_do_not_read(session, given, has_code, has_hash):
    in_round = make_drafts.open_round(session)
    comment = make_drafts.comment(session, in_round=in_round, **given)

    (public,), (staff,) = (read(session, in_round, each).rows for each in Audience)

    both = (comment.receipt_code, comment.receipt_hash)
    assert (staff.receipt_code, staff.receipt_hash) == both
    assert public.receipt_code == (comment.receipt_code if has_code else "")
    assert public.receipt_hash == (comment.receipt_hash if has_hash else "")


@pytest.mark.parametrize("comments", [1, 30])
def test_at_most_eight_statements_are_sent_whatever_the_number(session, statements, comments):
    in_round = make_drafts.open_round(session)
    for _ in range(comments):
        made = make_drafts.comment(session, in_round=in_round)
        make_drafts.answer(session, made, released_at=clock.now() - 5 * DAY)
    next_version(session, in_round, "Sprache", "Sprachen")
    slug = in_round.version.document.slug
    session.commit()

    with statements() as seen:
        source = source_at(session, slug, 1)
        synopsis_of(session, source, audience=Audience.STAFF, at=clock.now(), site=SITE)

    assert len(seen) == 6
