"""The pairs of an organisation: who is asked, who may answer, and what becomes of it."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from ikparticipation import clock
from ikparticipation.audit import Action, AuditEvent
from ikparticipation.errors import ConflictError, NotAllowedError
from ikparticipation.inventory import services
from ikparticipation.inventory.models import Source, SourceKind, Stance, TieReply, TieStatement
from ikparticipation.inventory.network import TieState
from ikparticipation.inventory.queries import partners, ties
from ikparticipation.inventory.queries.visible import PUBLIC
from ikparticipation.organisations.models import MemberRole
from tests import make, make_surveys, make_ties
from tests.make_inventory import partner, says, wave

YES, NO = Stance.YES, Stance.NO
HERE = "/mein/organisation/partner"


def words(tree):
    return " ".join(tree.main.get_text(" ").split())


@pytest.fixture
def named(session):
    """A wave in which `one` names `other`, which has not answered."""
    asked, one = wave(session), make.organisation(session, name="Chor Colbitz")
    other = make.organisation(session, name="Kulturhaus Süd")
    says(session, asked, one, partners=[partner(other.name, kind="exchange")])
    return asked, one, other


def state_of(session, asked):
    return [tie.state for tie in ties.ties(session, asked.id, PUBLIC)]


@pytest.mark.parametrize(
    ("stance", "state", "action"),
    [
        (YES, TieState.CONFIRMED, Action.TIE_CONFIRMED),
        (NO, TieState.CONTRADICTED, Action.TIE_DENIED),
    ],
)
@pytest.mark.parametrize("role", MemberRole)
def test_a_member_says_with_one_word_whether_it_is_so(session, named, stance, state, action, role):
    asked, one, other = named
    person = make.member(session, of=other, role=role)
    before = session.scalars(select(TieStatement)).one()
    untouched = dict(before.__dict__)

    reply = make_ties.reply(session, asked, other, one, stance, actor=person)

    assert state_of(session, asked) == [state]
    source = session.get_one(Source, reply.source_id)
    assert (source.kind, source.person_id) == (SourceKind.PERSON, person.id)
    assert source.reason.startswith("Auf Nachfrage")
    event = session.scalars(select(AuditEvent).where(AuditEvent.action == action)).one()
    assert (event.subject_id, event.actor_id) == (reply.id, person.id)
    session.expire_all()
    after = session.scalars(select(TieStatement)).one()
    assert {k: getattr(after, k) for k in untouched if k[0] != "_"} == {
        k: v for k, v in untouched.items() if k[0] != "_"
    }


def test_nothing_follows_for_the_other_direction(session, named):
    asked, one, other = named

    make_ties.reply(session, asked, other, one)

    assert session.scalar(select(func.count(TieStatement.id))) == 1
    assert [tie.speaker for tie in ties.ties(session, asked.id, PUBLIC)] == [one.name]


@pytest.mark.parametrize("whose", ["the one that names it", "a third one", "nobody"])
def test_others_cannot_reply_for_an_organisation(session, named, whose):
    asked, one, other = named
    people = {"the one that names it": one, "a third one": make.organisation(session)}
    of = people.get(whose)
    person = make.member(session, of=of) if of else make.steering(session)

    with pytest.raises(NotAllowedError):
        make_ties.reply(session, asked, other, one, actor=person)


def test_changing_ones_mind_withdraws_what_was_said_before(session, named):
    asked, one, other = named
    first = make_ties.reply(session, asked, other, one, NO)

    second = make_ties.reply(session, asked, other, one, YES, seen=first)

    assert (first.withdrawn_at is not None, second.withdrawn_at) == (True, None)
    assert state_of(session, asked) == [TieState.CONFIRMED]
    actions = session.scalars(
        select(AuditEvent.action)
        .where(AuditEvent.subject_type == "tie_reply")
        .order_by(AuditEvent.at)
    ).all()
    assert set(actions) == {Action.TIE_DENIED, Action.TIE_REPLY_WITHDRAWN, Action.TIE_CONFIRMED}


def test_the_same_answer_twice_is_one_answer(session, named):
    asked, one, other = named

    first = make_ties.reply(session, asked, other, one)
    again = make_ties.reply(session, asked, other, one)

    assert again is first
    assert session.scalar(select(func.count(TieReply.id))) == 1


def test_of_two_members_who_disagree_at_once_the_first_one_holds(session, named):
    asked, one, other = named
    first = make_ties.reply(session, asked, other, one, YES)

    with pytest.raises(ConflictError, match="inzwischen"):
        make_ties.reply(session, asked, other, one, NO)

    session.rollback()
    assert (first.stance, first.withdrawn_at) == (YES, None)


def test_the_database_holds_one_reply_for_a_pair(session, named):
    asked, one, other = named
    make_ties.reply(session, asked, other, one, YES)
    source = session.scalars(select(Source).where(Source.kind == SourceKind.PERSON)).first()
    session.add(make_ties.unstored_reply(asked, other, one, NO, source))

    with pytest.raises(Exception, match=r"(?i)unique"):
        session.commit()

    session.rollback()


def test_taking_a_reply_back_leaves_the_question_open(session, named):
    asked, one, other = named
    person = make.member(session, of=other)
    reply = make_ties.reply(session, asked, other, one, NO)

    for _ in range(2):
        services.withdraw_reply(session, reply, actor=person, at=clock.now())
        session.commit()

    assert state_of(session, asked) == [TieState.NOT_ASKED]
    withdrawn = AuditEvent.action == Action.TIE_REPLY_WITHDRAWN
    assert session.scalar(select(func.count(AuditEvent.id)).where(withdrawn)) == 1


def test_who_is_not_named_is_not_asked(session, named):
    asked, _, other = named

    with pytest.raises(ConflictError, match="nicht mehr"):
        make_ties.reply(session, asked, other, make.organisation(session))


def test_who_names_the_other_one_itself_is_not_asked(session, named):
    asked, one, other = named
    says(session, asked, other, partners=[one])

    with pytest.raises(ConflictError, match="selbst"):
        make_ties.reply(session, asked, other, one, NO)


def test_a_reply_outlives_that_the_answer_is_derived_again(session, named):
    asked, one, other = named
    make_ties.reply(session, asked, other, one, NO)

    services.rebuild(session)
    session.commit()

    assert state_of(session, asked) == [TieState.CONTRADICTED]


@pytest.mark.parametrize(
    ("level", "public", "is_asked"),
    [
        ("public", True, True),
        ("public", False, True),  # hidden from strangers, not from whom it calls its partner
        ("aggregated", True, False),  # promised: told as a figure only
        ("internal", True, False),  # promised: stays with the administration
    ],
)
def test_who_is_told_that_it_is_named(session, read, level, public, is_asked):
    asked = wave(session, levels={"tie.partner": level})
    one = make.organisation(session, name="Chor Colbitz", public=public)
    other = make.organisation(session, name="Kulturhaus Süd")
    person = make.member(session, of=other)
    says(session, asked, one, partners=[other])

    page, tasks = read(HERE, person), read("/mein/aufgaben", person)

    assert ("Chor Colbitz" in words(page)) is is_asked
    assert ("nennt Sie als Partner" in words(tasks)) is is_asked
    assert bool(page.select(f'form[action$="{one.id}/ja"]')) is is_asked
    if not is_asked:
        with pytest.raises(ConflictError):
            make_ties.reply(session, asked, other, one, actor=person)


def test_what_the_questionnaire_keeps_internal_is_not_told_with_the_question(session, read):
    asked = wave(session, levels={"tie.kind": "internal"})
    other = make.organisation(session)
    says(session, asked, None, partners=[partner(other.name, kind="funding")])

    assert "finanzielle Förderung" not in words(read(HERE, make.member(session, of=other)))


def test_a_hidden_partner_is_called_what_its_speaker_called_it(session, read):
    asked, one = wave(session), make.organisation(session)
    hidden = make.organisation(session, name="Zuflucht e.V.", public=False)
    says(session, asked, one, partners=[partner("ZUFLUCHT")])

    page = read(HERE, make.member(session, of=one))

    assert "ZUFLUCHT" in words(page)
    assert "Zuflucht e.V." not in words(page)
    assert not page.select(f'a[href="/akteure/{hidden.id}"]')


def headings(tree):
    """Heading → the names below it."""
    return {
        part.h2.get_text(): [
            p.get_text() for p in part.select(".queue__title, li:not(.queue__row)")
        ]
        for part in tree.select("main section")
    }


def test_each_pair_stands_in_one_list_on_both_sides(session, read):
    asked = wave(session)
    us, both, silent, no, asks = (
        make.organisation(session, name=name) for name in ("Wir", "Beide", "Still", "Nein", "Fragt")
    )
    says(session, asked, us, partners=[both, silent, no, partner("Frau Muster")])
    says(session, asked, both, partners=[us])
    says(session, asked, asks, partners=[us])
    make_ties.reply(session, asked, no, us, NO)

    found = headings(read(HERE, make.member(session, of=us)))

    assert found == {
        "Stimmt das?": ["„Fragt“ nennt Sie als Partner: stimmt das?"],
        "Die Seiten widersprechen sich": ["Nein"],
        "Von Ihnen genannt, die andere Seite hat nichts gesagt": ["Still"],
        "Von beiden genannt": ["Beide"],
        "Namen, die wir noch niemandem zuordnen konnten": ["„Frau Muster“"],
    }
    theirs = headings(read(HERE, make.member(session, of=no)))
    assert theirs["Die Seiten widersprechen sich"] == ["Wir"]


def test_opposite_directions_are_told_beside_a_confirmed_tie(session, read):
    asked, one, other = wave(session), make.organisation(session), make.organisation(session)
    says(session, asked, one, partners=[partner(other.name, direction="given")])
    says(session, asked, other, partners=[partner(one.name, direction="given")])

    page = words(read(HERE, make.member(session, of=one)))

    assert "Von beiden genannt" in page
    assert "Gegensätzliches" in page


def test_one_click_answers_and_the_page_says_what_holds_and_who_said_it(
    session, read, as_user, named
):
    _asked, one, other = named
    person, colleague = make.member(session, of=other), make.member(session, of=other)
    [form] = read(HERE, person).select('form[action$="/ja"]')

    answer = as_user(person).post(form["action"], data={"bisher": ""})

    assert answer.status_code == 303
    page = words(read(answer.location, colleague))
    assert f"Auf Nachfrage bestätigt von {person.name}" in page
    assert "Keine offene Frage" in page
    other_side = words(read(HERE, make.member(session, of=one)))
    assert "auf Nachfrage bestätigt" in other_side
    assert person.name not in other_side


def test_a_stale_page_is_answered_with_409_and_nothing_changes(session, as_user, named):
    asked, one, other = named
    person, colleague = make.member(session, of=other), make.member(session, of=other)
    pair = f"{HERE}/{asked.id}/{other.id}/{one.id}"
    as_user(colleague).post(f"{pair}/ja", data={"bisher": ""})

    answer = as_user(person).post(f"{pair}/nein", data={"bisher": ""})

    assert answer.status_code == 409
    assert "inzwischen jemand anders" in answer.text
    session.expire_all()
    assert state_of(session, asked) == [TieState.CONFIRMED]


def test_taking_back_leads_to_the_open_question_again(session, read, as_user, named):
    asked, one, other = named
    person = make.member(session, of=other)
    make_ties.reply(session, asked, other, one, NO, actor=person)
    [form] = read(HERE, person).select('form[action$="/zuruecknehmen"]')

    answer = as_user(person).post(form["action"])

    assert answer.status_code == 303
    assert "stimmt das?" in words(read(answer.location, person))


@pytest.mark.parametrize("somebody", [make.user, make.steering])
def test_who_acts_for_nobody_reads_so(session, read, somebody):
    assert "Sie gehören zu keiner Organisation" in words(read(HERE, somebody(session)))


def test_before_anybody_names_it_the_page_says_so(session, read):
    _asked, _organisation, person = make_surveys.seat(session, wave(session))

    assert "Noch keine Partner" in words(read(HERE, person))


def test_a_wave_that_asks_for_no_partners_says_so(session, read):
    _, _, person = make_surveys.seat(session, wave(session, without=["tie"]))

    assert "Nicht gefragt" in words(read(HERE, person))


def test_whoever_acts_for_two_chooses_and_others_are_not_found(session, read, named):
    _asked, one, other = named
    person = make.member(session, of=other)
    make.store(
        session,
        make.Membership(
            user=person, organisation=one, role=MemberRole.CONTRIBUTOR, since=clock.now()
        ),
    )

    page = read(HERE, person)
    links = [a["href"] for a in page.select('nav a[href*="fuer="]')]

    assert len(links) == 2
    assert "Kulturhaus Süd" in words(read(links[0], person))
    read(f"{HERE}?fuer={make.organisation(session).id}", person, status=404)


def test_only_the_newest_wave_of_a_survey_reminds(session, named):
    asked, one, other = named
    person = make.member(session, of=other)
    older = wave(
        session,
        questionnaire=asked.questionnaire,
        opens_at=asked.opens_at - timedelta(days=400),
        closes_at=asked.opens_at - timedelta(days=300),
    )
    says(session, older, one, partners=[other])
    says(session, wave(session), one, partners=[other])

    found = partners.open_questions(session, person)

    assert len(found) == 2
    assert older.id not in {each.wave_id for each in found}
    assert {each.number for each in found} == {1}


def test_the_number_stands_on_the_page_of_the_organisation(session, read, named):
    asked, one, other = named
    person = make.member(session, of=other)

    page = read("/mein/organisation", person)

    assert "1 Organisation nennt Sie als Partner und wartet" in words(page)
    assert page.select(f'a[href="{HERE}?fuer={other.id}"]')
    make_ties.reply(session, asked, other, one)
    assert "wartet auf Ihre Antwort" not in words(read("/mein/organisation", person))


@pytest.mark.parametrize("path", [HERE, "/mein/aufgaben", "/mein/organisation"])
def test_the_pages_cost_few_statements_however_many_partners_there_are(
    session, as_user, statements, path
):
    def cost(many):
        asked, us, person = make_surveys.seat(session, wave(session))
        others = [make.organisation(session) for _ in range(many)]
        for each in others:
            says(session, asked, each, partners=[us])
        says(session, asked, us, partners=others[: many // 2])
        make_ties.reply(session, asked, us, others[-1], actor=person)
        client = as_user(person)
        client.get("/healthz")
        with statements() as seen:
            assert client.get(path).status_code == 200
        return len(seen)

    cost(1)

    assert cost(9) == cost(3) <= 8
