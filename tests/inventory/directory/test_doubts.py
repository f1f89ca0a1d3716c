"""„Stimmt nicht mehr?“: from a reader's words to what stands in the directory."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import select

from ikparticipation import clock
from ikparticipation.errors import ConflictError, InvalidError, NotAllowedError
from ikparticipation.inventory import services
from ikparticipation.inventory.models import (
    DoubtOutcome,
    Offer,
    OfferDoubt,
    OfferReply,
    Source,
    SourceKind,
)
from ikparticipation.mail import OutgoingMail
from tests import make, make_inventory, make_surveys
from tests.make_inventory import first_offer, offer, says, wave

TRUE, CHANGED, ENDED = DoubtOutcome.STILL_TRUE, DoubtOutcome.CHANGED, DoubtOutcome.ENDED


@pytest.fixture
def organisation(session):
    organisation = make.organisation(session, name="Roter Faden")
    says(session, wave(session), organisation, offer("Sprachcafé"))
    return organisation


@pytest.fixture
def doubted(session, organisation):
    """A doubt about the offer of the organisation, of somebody who left an address."""
    return make_inventory.doubt(
        session, first_offer(session, organisation), reply_to="leserin@example.org"
    )


def settle(session, doubt, outcome, *, actor, answer="", at=None):
    services.settle_doubt(
        session, doubt.id, outcome=outcome, answer=answer, actor=actor, at=at or clock.now()
    )
    session.commit()


def letters(session):
    return session.scalars(select(OutgoingMail).order_by(OutgoingMail.to)).all()


def stored(session):
    session.expire_all()
    return session.scalars(select(Offer)).one()


def test_a_doubt_reaches_who_represents_the_organisation(session, organisation, doubted, work):
    person = make.member(session, of=organisation)
    make.steering(session)

    work()

    (letter,) = letters(session)
    assert letter.to == person.email
    assert "Die Nummer stimmt nicht." in letter.body
    assert f"/mein/organisation/hinweise/{doubted.id}" in letter.body
    assert "leserin@example.org" not in letter.body


def test_where_nobody_represents_the_organisation_steering_is_told(session, doubted, work):
    person = make.steering(session)
    make.moderator(session)

    work()

    told = {letter.to: letter.body for letter in letters(session)}
    assert person.email in told
    assert f"/verwaltung/bestand/hinweise/{doubted.id}" in told[person.email]
    assert "niemanden, der sie hier vertritt" in told[person.email]


@pytest.mark.parametrize("outcome", list(DoubtOutcome))
def test_who_asked_gets_the_answer_and_the_address_is_deleted(
    session, organisation, doubted, work, outcome
):
    person = make.member(session, of=organisation)
    settle(session, doubted, outcome, actor=person, answer="Dienstags ab 15 Uhr.")

    work()

    (answer,) = [each for each in letters(session) if each.to == "leserin@example.org"]
    assert "Dienstags ab 15 Uhr." in answer.body
    assert session.get_one(OfferDoubt, doubted.id).reply_to == ""


def test_still_true_confirms_the_offer_with_the_person_as_its_source(
    session, organisation, doubted
):
    person, before = make.member(session, of=organisation), stored(session).confirmed_at

    settle(session, doubted, TRUE, actor=person)

    reply = session.scalars(select(OfferReply)).one()
    source = session.get_one(Source, reply.source_id)
    assert stored(session).confirmed_at == reply.said_at > before
    assert (source.kind, source.person_id) == (SourceKind.PERSON, person.id)
    assert source.reason


@pytest.mark.parametrize("outcome", [TRUE, ENDED])
def test_deriving_anew_keeps_what_was_said(session, organisation, doubted, outcome):
    settle(session, doubted, outcome, actor=make.member(session, of=organisation))
    before = stored(session)
    said = (before.id, before.confirmed_at, before.current)

    services.rebuild(session)
    session.commit()

    after = stored(session)
    assert (after.id, after.confirmed_at, after.current) == said
    assert after.current is (outcome is TRUE)


def test_a_new_answer_brings_an_ended_offer_back(session):
    organisation, asked, row = make.organisation(session), wave(session), offer("Treff")
    says(session, asked, organisation, row)
    doubt = make_inventory.doubt(session, first_offer(session, organisation))
    member = make.member(session, of=organisation)
    settle(session, doubt, ENDED, actor=member, at=clock.now() - timedelta(hours=18, minutes=30))

    says(session, asked, organisation, row)

    assert stored(session).current


def test_staff_may_end_an_offer_but_not_confirm_it(session, organisation, doubted):
    staff, before = make.steering(session), stored(session).confirmed_at

    settle(session, doubted, TRUE, actor=staff)
    second = make_inventory.doubt(session, first_offer(session, organisation))
    unconfirmed = stored(session).confirmed_at == before
    settle(session, second, ENDED, actor=staff)

    assert unconfirmed
    assert not stored(session).current
    assert session.scalars(select(OfferReply.by_staff)).all() == [True]


def test_what_has_changed_needs_words_and_changes_nothing_by_itself(session, organisation, doubted):
    person, before = make.member(session, of=organisation), stored(session).confirmed_at

    with pytest.raises(InvalidError):
        settle(session, doubted, CHANGED, actor=person)
    session.rollback()
    settle(session, doubted, CHANGED, actor=person, answer="Jetzt dienstags.")

    assert stored(session).confirmed_at == before
    assert session.scalars(select(OfferReply)).all() == []


@pytest.mark.parametrize("who", ["somebody else's member", "moderator"])
def test_others_settle_nothing(session, doubted, who):
    actor = make.moderator(session) if who == "moderator" else make.member(session)

    with pytest.raises(NotAllowedError):
        settle(session, doubted, TRUE, actor=actor)


def test_a_doubt_is_settled_once(session, organisation, doubted):
    person = make.member(session, of=organisation)
    settle(session, doubted, TRUE, actor=person)

    with pytest.raises(ConflictError):
        settle(session, doubted, ENDED, actor=person)


def take_back(session, doubt, *, actor):
    stands = services.take_back_end(session, doubt.id, actor=actor)
    session.commit()
    return stands


@pytest.mark.parametrize("by", ["member", "staff"])
def test_an_end_said_by_mistake_is_taken_back_and_leaves_nothing(
    session, organisation, doubted, by
):
    member = make.member(session, of=organisation)
    before = (stored(session).confirmed_at, session.query(Source).count())
    settle(session, doubted, ENDED, actor=member if by == "member" else make.steering(session))

    assert take_back(session, doubted, actor=member) is True

    offer_now = stored(session)
    assert offer_now.current
    assert (offer_now.confirmed_at, session.query(Source).count()) == before
    assert session.scalars(select(OfferReply)).all() == []
    again = session.get_one(OfferDoubt, doubted.id)
    assert (again.outcome, again.settled_at, again.settled_by_id) == (None, None, None)
    settle(session, doubted, TRUE, actor=member)
    assert stored(session).confirmed_at > before[0]


def test_what_was_confirmed_before_the_end_is_confirmed_after_taking_it_back(
    session, organisation, doubted
):
    member, at = make.member(session, of=organisation), clock.now()
    other = make_inventory.doubt(session, first_offer(session, organisation))
    settle(session, doubted, TRUE, actor=member, at=at)
    settle(session, other, ENDED, actor=member, at=at + timedelta(seconds=1))

    take_back(session, other, actor=member)

    assert (stored(session).confirmed_at, stored(session).current) == (at, True)


def test_an_offer_that_two_doubts_ended_stays_ended_until_both_are_taken_back(
    session, organisation, doubted
):
    member = make.member(session, of=organisation)
    other = make_inventory.doubt(session, first_offer(session, organisation))
    for doubt in (doubted, other):
        settle(session, doubt, ENDED, actor=member)

    first = take_back(session, doubted, actor=member)
    second = take_back(session, other, actor=member)

    assert (first, second, stored(session).current) == (False, True, True)


def test_an_end_taken_back_does_not_bring_back_what_a_newer_answer_leaves_out(session):
    organisation = make.organisation(session)
    form = wave(session, opens_at=clock.now() - 400 * make.DAY)
    says(session, form, organisation, offer("Sprachcafé"))
    doubt = make_inventory.doubt(session, first_offer(session, organisation))
    member = make.member(session, of=organisation)
    settle(session, doubt, ENDED, actor=member)
    newer = make_surveys.open_wave(session, questionnaire=form.questionnaire)
    says(session, newer, organisation)

    assert take_back(session, doubt, actor=member) is False
    assert not stored(session).current


@pytest.mark.parametrize("who", ["staff, of a member's word", "another organisation's member"])
def test_an_end_is_taken_back_by_nobody_else(session, organisation, doubted, who):
    settle(session, doubted, ENDED, actor=make.member(session, of=organisation))
    actor = make.steering(session) if who.startswith("staff") else make.member(session)

    with pytest.raises(NotAllowedError):
        take_back(session, doubted, actor=actor)

    session.rollback()
    assert not stored(session).current


@pytest.mark.parametrize("outcome", [None, TRUE, CHANGED])
def test_only_an_end_is_taken_back_and_once(session, organisation, doubted, outcome):
    member = make.member(session, of=organisation)
    settle(session, doubted, outcome or ENDED, actor=member, answer="Anders.")
    if outcome is None:
        take_back(session, doubted, actor=member)

    with pytest.raises(ConflictError):
        take_back(session, doubted, actor=member)


def test_what_has_ended_can_be_neither_doubted_nor_confirmed(session, organisation, doubted):
    person, second = make.member(session, of=organisation), first_offer(session, organisation)
    other = make_inventory.doubt(session, second)
    settle(session, doubted, ENDED, actor=person)
    gone = stored(session)

    with pytest.raises(ConflictError):
        make_inventory.doubt(session, gone)
    with pytest.raises(ConflictError):
        settle(session, other, TRUE, actor=person)


class TestPages:
    def test_anybody_doubts_an_offer_without_an_account(self, session, organisation, as_user):
        page = f"/angebote/{first_offer(session, organisation).lasting_id}"
        session.commit()

        answer = as_user().post(f"{page}/stimmt-nicht", data={"words": "Es ist zu."})

        assert (answer.status_code, answer.location) == (303, page)
        assert session.scalars(select(OfferDoubt.words)).one() == "Es ist zu."

    @pytest.mark.parametrize(
        "data",
        [
            pytest.param({}, id="no words"),
            pytest.param({"words": "x" * 1001}, id="too long"),
            pytest.param({"words": "zu", "reply_to": "keine Adresse"}, id="no address"),
        ],
    )
    def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
        self, session, organisation, as_user, data
    ):
        page = f"/angebote/{first_offer(session, organisation).lasting_id}/stimmt-nicht"
        session.commit()

        answer = as_user().post(page, data=data)

        assert answer.status_code == 422
        assert data.get("words", "") in answer.text
        assert session.scalars(select(OfferDoubt)).all() == []

    def test_the_organisation_finds_the_doubt_among_its_tasks_and_answers(
        self, session, organisation, doubted, as_user, read
    ):
        member = make.member(session, of=organisation)

        tasks = read("/mein/aufgaben", member)
        mine = read(tasks.select_one('a[href="/mein/organisation/hinweise"]')["href"], member)
        link = mine.select_one(".queue a")["href"]
        form = read(link, member)
        answer = as_user(member).post(link, data={"outcome": "still_true"})

        assert "Die Nummer stimmt nicht." in form.main.text
        assert answer.status_code == 303
        assert "Alles beantwortet" in read("/mein/organisation/hinweise", member).main.text
        page = read(f"/angebote/{doubted.lasting_id}").main.text
        assert "Auf einen Hinweis hin hat die Organisation" in page
        assert "hinweise" not in str(read("/mein/aufgaben", member).main)

    def test_a_change_stays_in_the_queue_until_it_is_in_the_directory(
        self, session, organisation, doubted, as_user, read
    ):
        settle(
            session, doubted, CHANGED, actor=make.member(session, of=organisation), answer="Neu."
        )
        staff, queue = make.steering(session), "/verwaltung/bestand/hinweise"
        session.commit()

        before = read(queue, staff)
        as_user(staff).post(f"{queue}/{doubted.id}/uebernommen")
        after = read(queue, staff)

        assert "noch nicht im Verzeichnis" in before.main.text
        assert "Alles beantwortet" in after.main.text
        assert "1 Hinweis" not in read("/verwaltung/", staff).main.text

    def test_an_ended_offer_keeps_its_page_and_says_since_when(
        self, session, organisation, doubted, read
    ):
        settle(session, doubted, ENDED, actor=make.member(session, of=organisation))

        page = read(f"/angebote/{doubted.lasting_id}")

        assert "Dieses Angebot ist beendet" in page.main.text
        assert page.select_one("#stimmt") is None
        assert "0 Angebote gefunden" in read("/angebote/").main.text
        read(f"/angebote/{doubted.lasting_id}/stimmt-nicht", status=409)

    def test_who_ended_an_offer_by_mistake_finds_the_way_back(
        self, session, organisation, doubted, as_user, read
    ):
        member = make.member(session, of=organisation)
        page = f"/mein/organisation/hinweise/{doubted.id}"
        settle(session, doubted, ENDED, actor=member)

        client, form = as_user(member), read(page, member).select_one("main form")
        answer = client.post(form["action"])
        shown = BeautifulSoup(client.get(answer.location).text, "html.parser")

        assert (answer.status_code, answer.location) == (303, page)
        assert "Das Angebot steht wieder im Verzeichnis" in shown.text
        assert shown.select_one('input[name="outcome"]') is not None
        assert "1 Angebot gefunden" in read("/angebote/").main.text

    def test_staff_see_no_way_back_from_what_the_organisation_said(
        self, session, organisation, doubted, as_user, read
    ):
        settle(session, doubted, ENDED, actor=make.member(session, of=organisation))
        page, staff = f"/verwaltung/bestand/hinweise/{doubted.id}", make.steering(session)

        answer = as_user(staff).post(f"{page}/doch-nicht-beendet")

        assert read(page, staff).select("main form") == []
        assert answer.status_code == 403
        assert "Zurücknehmen können es nur ihre Mitglieder" in answer.text

    @pytest.mark.parametrize(
        "path", ["/mein/organisation/hinweise", "/verwaltung/bestand/hinweise"]
    )
    def test_lists_cost_as_many_statements_for_40_as_for_4(
        self, session, organisation, as_user, statements, path
    ):
        def costs():
            of = first_offer(session, organisation)
            for number in range(4 if not counted else 36):
                made = make_inventory.doubt(session, of)
                if number % 2:
                    settle(session, made, CHANGED, actor=member, answer="Neu.")
            client = as_user(member if path.startswith("/mein") else staff)
            session.commit()
            with statements() as seen:
                assert client.get(path).status_code == 200
            return len(seen)

        counted: list[int] = []
        member, staff = make.member(session, of=organisation), make.steering(session)
        counted.append(costs())
        counted.append(costs())

        assert counted[0] == counted[1] <= 8
