"""A version in a closed circle: its words reach nobody through the versions beside it."""

import pytest

from ikparticipation import clock
from ikparticipation.consultation import services
from ikparticipation.consultation.models import Circle, RoundInvitation
from tests import make, make_answers, make_drafts
from tests.consultation.test_digest import digests
from tests.consultation.test_outputs_files import docx_text, sheets

QUOTE = "Kurse gibt es in jedem Ort."
SECRET = "Geheimdorf"


@pytest.fixture
def comment(session):
    version = make_drafts.version(session, slug="leitlinien")
    in_round = make_drafts.closed_round(session, of=version)
    return make_drafts.comment(session, in_round=in_round, quote=QUOTE)


def answered(session, comment):
    answer = make_drafts.answer(session, comment)
    make_answers.link(session, answer, comment.passage.key)


def go_on(session, comment, old, new, *, circle=Circle.EVERYONE, invited=()):
    """Publish the next version, in a round of its own, and let its places be found."""
    document = comment.round.version.document
    make_answers.rewrite(session, document, old, new)
    version = make_answers.next_version(session, document)
    in_round = make_drafts.open_round(session, of=version, circle=circle)
    for organisation in invited:
        make.store(
            session,
            RoundInvitation(
                round=in_round,
                organisation=organisation,
                invited_at=clock.now(),
                invited_by_id=make.steering(session).id,
            ),
        )
    services.map_places(session, version, at=clock.now())
    session.commit()
    return version


def close(session, comment, **given):
    return go_on(
        session, comment, "gibt es in", f"gibt es im {SECRET} und in", circle=Circle.CLOSED, **given
    )


def reopen(session, comment):
    return go_on(session, comment, f"im {SECRET} und", "im Stadtteil und")


class TestTheNextOne:
    def test_it_stands_in_no_public_synopsis(self, session, as_user, comment):
        answered(session, comment)
        close(session, comment)
        here = "/entwuerfe/leitlinien/1"
        client = as_user()

        assert client.get("/entwuerfe/leitlinien/2").status_code == 404
        page = client.get(f"{here}/synopse").text
        assert QUOTE in page
        assert SECRET not in page
        assert SECRET not in docx_text(client.get(f"{here}/synopse.docx").data)
        assert SECRET not in str(sheets(client.get(f"{here}/synopse.xlsx").data))
        assert SECRET not in client.get(f"{here}/kommentare.jsonld").text

    def test_the_administration_reads_it_in_its_own(self, session, as_user, comment):
        answered(session, comment)
        close(session, comment)

        page = as_user(make.steering(session)).get(f"/verwaltung/runden/{comment.round.id}/synopse")

        assert f"im {SECRET} und in jedem Ort." in page.text

    def test_the_page_of_a_comment_tells_only_those_who_are_invited(
        self, session, as_user, comment
    ):
        answered(session, comment)
        organisation = make.organisation(session)
        close(session, comment, invited=[organisation])
        here = f"/kommentare/{comment.id}"

        for outside in (None, make.user(session), comment.author):
            page = as_user(outside).get(here)
            assert page.status_code == 200
            assert SECRET not in page.text
            assert "In späteren Fassungen" not in page.text
        for inside in (make.member(session, of=organisation), make.moderator(session)):
            page = as_user(inside).get(here).text
            assert SECRET in page
            assert "Was sich dadurch geändert hat" in page


class TestTheOneBetween:
    def test_what_changed_is_shown_from_what_one_may_read(self, session, as_user, comment):
        close(session, comment)
        reopen(session, comment)
        here = f"/kommentare/{comment.id}"

        page = as_user().get(here).text

        assert as_user().get("/entwuerfe/leitlinien/3").status_code == 200
        assert "In späteren Fassungen" in page
        assert "Stadtteil" in page
        assert SECRET not in page
        assert SECRET in as_user(make.moderator(session)).get(here).text

    def test_what_stays_from_it_has_changed_for_those_who_do_not_read_it(
        self, session, as_user, comment
    ):
        go_on(session, comment, "jedem Ort.", "jedem Ortsteil.", circle=Circle.CLOSED)
        go_on(session, comment, "am Abend", "am Morgen")

        page = as_user().get(f"/kommentare/{comment.id}").text

        assert "Die Worte haben sich geändert." in page
        assert "Die Worte stehen unverändert im Text." not in page
        assert "Ortsteil" in page

    def test_a_change_to_it_or_from_it_is_not_pointed_to(self, session, as_user, comment):
        close(session, comment)
        answered(session, comment)
        reopen(session, comment)
        here = f"/kommentare/{comment.id}"

        page = as_user().get(here).text

        assert "In späteren Fassungen" in page
        assert "Was sich dadurch geändert hat" not in page
        assert SECRET not in page
        assert "Was sich dadurch geändert hat" in as_user(make.moderator(session)).get(here).text

    def test_the_mail_about_the_next_one_quotes_it_to_nobody_outside(self, session, comment, work):
        organisation = make.organisation(session)
        invited = make.member(session, of=organisation)
        theirs = make_drafts.comment(
            session, in_round=comment.round, quote=QUOTE, author=invited, organisation=organisation
        )
        close(session, comment, invited=[organisation])
        work()
        for each in (comment, theirs):
            answered(session, each)
        reopen(session, comment)
        work()

        told = {mail.to: mail.body for mail in digests(session) if "Fassung 3" in mail.subject}

        assert SECRET not in told[comment.author.email]
        assert SECRET in told[invited.email]
