"""Whom a written name means, what persons decide about it, and who is proposed."""

from concurrent.futures import ThreadPoolExecutor
from itertools import count
from threading import Barrier

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from ikparticipation import clock, db
from ikparticipation.accounts.models import User
from ikparticipation.audit import AuditEvent
from ikparticipation.errors import ConflictError, InvalidError, NotAllowedError
from ikparticipation.organisations.models import (
    ApartPair,
    NameDecision,
    Organisation,
    OrganisationStatus,
    Outcome,
)
from ikparticipation.organisations.queries import resolve
from ikparticipation.organisations.queries.proposals import candidates, may_be_one
from ikparticipation.organisations.services import deciding, keeping_apart, merging
from tests import make

AT = clock.now()
NUMBERS = count(1)


def decide(session, name, outcome, about=None, **given):
    facts = {"reason": "Anruf bei der Geschäftsstelle", "at": AT} | given
    facts["actor"] = given.get("actor") or make.steering(session)
    return deciding.decide_name(session, name, outcome, about, **facts)


def undo(session, decision):
    deciding.undo_decision(session, decision, actor=make.steering(session), at=AT)


def meant(session, name):
    session.flush()
    found = resolve(session, [name]).get(name)
    return session.get(Organisation, found).name if found else None


RULES = [
    # what a person decided comes before the name itself
    ("Lotsen e. V.", {"same": "Tafel"}, "Tafel"),
    # that it is nobody, too
    ("Lotsen e. V.", {"left": True}, None),
    # that it is not somebody says nothing about others
    ("Lotsen e. V.", {"apart": "Tafel"}, "Lotsen e. V."),
    # the one that is called exactly so, though another is spelled alike
    ("Lotsen e. V.", {"entry": "LOTSEN e.V."}, "Lotsen e. V."),
    # two that are spelled alike, and neither exactly
    ("lotsen", {"entry": "LOTSEN e.V."}, None),
    # one that is spelled alike
    ("LOTSEN", {}, "Lotsen e. V."),
    # another name of one
    ("Die Lotsen im Kreis", {"other": "die lotsen im kreis"}, "Lotsen e. V."),
    # a name of one that is another name of somebody else, in another spelling
    ("tafel", {"other": "Tafel"}, None),
    # an entry that was merged answers as the one that goes on
    ("Tafel", {"merged": True}, "Lotsen e. V."),
    # nobody has it
    ("Kegelclub", {}, None),
    # nothing is written
    (" – ", {}, None),
]


@pytest.mark.parametrize(("name", "known", "expected"), RULES)
def test_whom_a_name_means(session, name, known, expected):
    entries = {each: make.organisation(session, name=each) for each in ("Lotsen e. V.", "Tafel")}
    lotsen, tafel = entries.values()
    if "entry" in known:
        make.organisation(session, name=known["entry"])
    if "other" in known:
        make.other_name(session, of=lotsen, name=known["other"])
    if "merged" in known:
        actor = make.steering(session)
        merging.merge_organisations(session, lotsen, tafel, reason="Anruf", actor=actor, at=AT)
    for outcome in Outcome:
        if outcome.value in known:
            decide(session, name, outcome, entries.get(known[outcome.value]))

    assert meant(session, name) == expected


def test_a_decision_about_a_merged_entry_holds_for_the_one_that_goes_on(session):
    kept, gone = make.organisation(session, name="Lotsen"), make.organisation(session)
    decide(session, "Die Wegweiser", Outcome.SAME, gone)

    merging.merge_organisations(
        session, kept, gone, reason="Anruf", actor=make.steering(session), at=AT
    )

    assert meant(session, "die wegweiser") == "Lotsen"


def test_undone_the_name_is_open_again_and_the_row_says_by_whom(session):
    decision = decide(session, "Wegweiser", Outcome.SAME, make.organisation(session))

    undo(session, decision)

    assert meant(session, "Wegweiser") is None
    assert (decision.undone_at, decision.undone_by_id is None) == (AT, False)
    assert session.get(NameDecision, decision.id) is decision


def test_undoing_twice_does_it_once(session):
    decision = decide(session, "Wegweiser", Outcome.LEFT)
    for _ in range(2):
        undo(session, decision)

    assert session.scalar(select(func.count(AuditEvent.id))) == 2


def test_the_same_said_twice_is_said_once(session):
    about = make.organisation(session)

    first = decide(session, "Wegweiser", Outcome.SAME, about)

    assert decide(session, "WEGWEISER e.V.", Outcome.SAME, about) is first


@pytest.mark.parametrize(
    ("first", "second"),
    [
        # a name is one organisation
        ((Outcome.SAME, 0), (Outcome.SAME, 1)),
        # or nobody
        ((Outcome.SAME, 0), (Outcome.LEFT, None)),
        ((Outcome.LEFT, None), (Outcome.SAME, 0)),
        # and is not what it is said not to be
        ((Outcome.APART, 0), (Outcome.SAME, 0)),
        ((Outcome.SAME, 0), (Outcome.APART, 0)),
    ],
)
def test_what_contradicts_an_earlier_decision_is_refused(session, first, second):
    entries = [make.organisation(session), make.organisation(session)]

    def say(outcome, number):
        decide(session, "Wegweiser", outcome, None if number is None else entries[number])

    say(*first)

    with pytest.raises(ConflictError):
        say(*second)


@pytest.mark.parametrize(
    ("change", "error"),
    [
        # without a reason
        ({"reason": "  "}, InvalidError),
        # by somebody who may not
        ({"by": "member"}, NotAllowedError),
        # about nobody, but it is said to be the same
        ({"about": None}, InvalidError),
        # a name without letters
        ({"name": "–"}, InvalidError),
        # about an entry that is merged
        ({"merged": True}, ConflictError),
    ],
    ids=["no reason", "no right", "nobody", "no name", "merged"],
)
def test_what_a_decision_needs(session, change, error):
    about = make.organisation(session)
    if "merged" in change:
        about.merged_into_id = make.organisation(session).id
        about.status = OrganisationStatus.MERGED
    actor = make.member(session) if "by" in change else None
    facts = {"reason": change.get("reason", "Anruf"), "actor": actor}

    with pytest.raises(error):
        decide(
            session,
            change.get("name", "Wegweiser"),
            Outcome.SAME,
            change.get("about", about),
            **facts,
        )


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.permutations(range(4)))
def test_the_order_of_decisions_does_not_matter(session, order):
    run = next(NUMBERS)
    meant, other = (make.organisation(session, name=f"{run} {word}") for word in ("Er", "Sie"))
    acts = [
        (f"Eins {run}", Outcome.SAME, meant),
        (f"Zwei {run}", Outcome.LEFT, None),
        (other.name, Outcome.SAME, meant),
        (f"Eins {run}", Outcome.APART, other),
    ]

    for number in order:
        decide(session, *acts[number])

    found = resolve(session, [name for name, *_ in acts])
    assert found == {f"Eins {run}": meant.id, other.name: meant.id}


def at_once(app, *acts):
    """Run acts on connections of their own at the same moment; return results or conflicts."""
    barrier = Barrier(len(acts))

    def run(act):
        with db.sessions_of(app)() as own:
            barrier.wait(10)
            try:
                act(own)
                own.commit()
            except (ConflictError, IntegrityError) as error:
                own.rollback()
                return error
            return None

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_of_two_who_decide_at_once_one_is_told(app, session):
    entries = [make.organisation(session), make.organisation(session)]
    people = [make.steering(session), make.steering(session)]
    session.commit()
    pairs = [(entry.id, person.id) for entry, person in zip(entries, people, strict=True)]

    def act_of(organisation_id, user_id):
        def act(own):
            about, actor = own.get(Organisation, organisation_id), own.get(User, user_id)
            decide(own, "Wegweiser", Outcome.SAME, about, actor=actor)

        return act

    results = at_once(app, *(act_of(*each) for each in pairs))

    assert sorted(result is None for result in results) == [False, True]
    assert session.scalar(select(func.count(NameDecision.id))) == 1


def test_of_two_who_merge_both_ways_at_once_one_is_told(app, session):
    ids = [make.organisation(session).id for _ in range(2)]
    person = make.steering(session).id
    session.commit()

    def act_of(*both):
        def act(own):
            facts = {"reason": "Anruf", "actor": own.get(User, person), "at": AT}
            merging.merge_organisations(own, *(own.get(Organisation, i) for i in both), **facts)

        return act

    results = at_once(app, act_of(*ids), act_of(*reversed(ids)))

    assert sorted(result is None for result in results) == [False, True]
    merged = select(func.count(Organisation.id)).where(Organisation.merged_into_id.is_not(None))
    assert session.scalar(merged) == 1


class TestProposals:
    def test_a_county_branch_is_not_proposed_for_the_whole_body(self, session):
        make.organisation(session, name="AWO Kreisverband Börde e.V.")
        session.flush()

        assert candidates(session, ["AWO"]) == {"AWO": []}

    def test_at_most_five_and_why(self, session):
        for number in range(8):
            make.organisation(session, name=f"Nähstube Wolmirstedt {'I' * number} e. V.")
        session.flush()

        found = candidates(session, ["Naehstube Wolmirstedt"])["Naehstube Wolmirstedt"]

        assert len(found) == 5
        assert all(each.reasons for each in found)

    def test_who_was_kept_apart_is_not_proposed_until_that_is_undone(self, session):
        entry = make.organisation(session, name="Nähstube Wolmirstedt")
        decision = decide(session, "Nähstübchen Wolmirstedt", Outcome.APART, entry)
        names = ["NÄHSTÜBCHEN Wolmirstedt"]

        before = candidates(session, names)[names[0]]
        undo(session, decision)

        assert before == []
        assert [each.id for each in candidates(session, names)[names[0]]] == [entry.id]

    def test_a_merged_entry_is_not_proposed(self, session):
        kept, gone = make.organisation(session), make.organisation(session, name="Nähstube Barby")
        merging.merge_organisations(
            session, kept, gone, reason="Anruf", actor=make.steering(session), at=AT
        )

        assert candidates(session, ["Nähstube Barby"]) == {"Nähstube Barby": []}

    def test_entries_that_may_be_one_are_a_pair_until_kept_apart(self, session):
        one = make.organisation(session, name="Freiwillige Feuerwehr Barleben")
        other = make.organisation(session, name="FFW Barleben e. V.")
        make.organisation(session, name="Heimatverein Zielitz")
        session.flush()
        actor = make.steering(session)

        before = [{pair.one, pair.other.id} for pair in may_be_one(session)]
        facts = {"reason": "Verein und Wehr", "actor": actor, "at": AT}
        pair = keeping_apart.keep_apart(session, other, one, **facts)
        apart = may_be_one(session)
        keeping_apart.undo_apart(session, pair, actor=actor, at=AT)

        assert before == [{one.id, other.id}]
        assert apart == []
        assert len(may_be_one(session)) == 1

    def test_keeping_apart_twice_is_once_whichever_comes_first(self, session):
        one, other = make.organisation(session), make.organisation(session)
        facts = {"reason": "Anruf", "actor": make.steering(session), "at": AT}
        for both in ((one, other), (other, one)):
            keeping_apart.keep_apart(session, *both, **facts)

        assert session.scalar(select(func.count(ApartPair.id))) == 1
