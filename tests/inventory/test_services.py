"""The inventory says what the newest answers say, in whatever order they come in."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from itertools import permutations
from random import Random

import pytest
from sqlalchemy import func, select

from ikparticipation import clock, db
from ikparticipation.audit import Action, AuditEvent, EventState
from ikparticipation.catalogue.models import Municipality
from ikparticipation.inventory import models, services
from ikparticipation.inventory.models import Offer, Source, TieStatement
from ikparticipation.organisations import services as organisations
from ikparticipation.organisations.models import Kind, Organisation
from ikparticipation.organisations.services import Entry, Profile
from ikparticipation.surveys.models import Correction
from tests import make, make_surveys
from tests.make_inventory import (
    BARLEBEN,
    COUNTY,
    HALDENSLEBEN,
    OSCHERSLEBEN,
    offer,
    partner,
    says,
    wave,
)

TABLES = (
    Source.__table__,
    Offer.__table__,
    TieStatement.__table__,
    models.offer_municipality,
    models.offer_field,
    models.offer_language,
    models.offer_target_group,
)


def everything(session):
    """All rows of the inventory, in an order of their own."""
    session.rollback()
    return {table.name: sorted(map(repr, session.execute(select(table)).all())) for table in TABLES}


def forget_everything(session):
    for table in reversed(TABLES):
        session.execute(table.delete())
    session.commit()


def names(session):
    return set(session.scalars(select(Offer.name)))


def partners(session):
    """Mention → name of the organisation it is tied to, or None."""
    session.rollback()
    query = select(TieStatement.mention, Organisation.name).outerjoin(
        Organisation, Organisation.id == TieStatement.partner_id
    )
    return dict(session.execute(query).all())


def rename(session, organisation, name):
    organisations.change_organisation(
        session,
        organisation,
        Profile(),
        entry=Entry(name=name, kind=organisation.kind, ags=organisation.ags),
        seen=organisation.version,
        actor=make.steering(session),
    )


def register(session, name):
    entry = Entry(name=name, kind=Kind.VEREIN)
    return organisations.register_organisation(
        session, entry, Profile(), actor=make.steering(session), at=clock.now()
    )


def test_an_offer_is_stored_with_all_that_is_said_about_it(session):
    asked, organisation = wave(session), make.organisation(session)
    said = {
        "description": "Wir begleiten Familien.",
        "kind": "counselling",
        "places": "Am Markt 1",
        "hours": "Mo 9–12",
        "access": "open",
        "costs": "free",
        "phone": "0390 1",
        "email": "rat@example.org",
        "website": "https://example.org",
        "capacity": 12,
        "formats": ["online", "phone"],
        "funding": ["county"],
        "funding_until": "2027-03-12",
    }

    says(session, asked, organisation, offer("Ärzteberatung", **said))

    stored = session.scalars(select(Offer)).one()
    assert {key: getattr(stored, key) for key in said} == said | {
        "funding_until": date(2027, 3, 12)
    }
    assert (stored.organisation_id, stored.wave_id) == (organisation.id, asked.id)
    assert stored.sort_key == "arzteberatung"
    assert stored.search_text == "arzteberatung wir begleiten familien. am markt 1"


def test_an_offer_has_its_places_fields_languages_and_target_groups(session):
    says(
        session,
        wave(session),
        None,
        offer(
            municipalities=[HALDENSLEBEN],
            fields=["bildung", "sport"],
            languages=["ar"],
            target_groups=["frauen"],
        ),
    )

    links = [set(session.execute(select(table.columns[1])).scalars()) for table in TABLES[3:]]
    assert links == [{HALDENSLEBEN}, {"bildung", "sport"}, {"ar"}, {"frauen"}]


def test_the_whole_county_means_every_municipality_it_had_then(session):
    gone = session.scalars(select(Municipality).where(Municipality.ags == BARLEBEN)).one()
    gone.retired_at = clock.now() - 30 * make.DAY
    session.commit()

    says(session, wave(session), None, offer(municipalities=[COUNTY]))
    gone.retired_at = None
    session.commit()

    places = set(session.scalars(select(models.offer_municipality.c.ags)))
    everywhere = set(session.scalars(select(Municipality.ags)))
    assert session.scalars(select(Offer.county_wide)).one()
    assert places == everywhere - {BARLEBEN}


def test_every_row_names_the_revision_and_the_row_it_was_said_in(session):
    said, named = offer(), partner("Amt")

    revision = says(session, wave(session), None, said, partners=[named])

    rows = session.execute(select(Source.revision_id, Source.place)).all()
    assert {tuple(row) for row in rows} == {
        (revision.id, f"offer/{said['id']}"),
        (revision.id, f"tie/{named['id']}"),
    }


def test_deriving_twice_is_deriving_once(session):
    revision = says(
        session, wave(session), None, offer(fields=["sport"]), partners=[partner("Amt")]
    )
    once = everything(session)

    services.derive_from_response(session, revision.id)
    session.commit()

    assert everything(session) == once
    assert len(once["offer"]) == len(once["tie_statement"]) == 1


def test_a_new_revision_replaces_all_and_a_row_keeps_its_identity(session):
    asked, organisation = wave(session), make.organisation(session)
    kept = offer("Sprachcafé")
    says(session, asked, organisation, kept, offer("Fahrdienst"), partners=[partner("Amt")])
    identity = session.scalars(select(Offer.id).where(Offer.name == "Sprachcafé")).one()

    kept["answers"]["offer_name"] = "Sprachcafé am Markt"
    says(session, asked, organisation, kept, offer("Nähkurs"))

    assert names(session) == {"Sprachcafé am Markt", "Nähkurs"}
    assert session.get_one(Offer, identity).name == "Sprachcafé am Markt"
    assert session.scalar(select(func.count(TieStatement.id))) == 0
    assert session.scalar(select(func.count(Source.id))) == 2


def test_an_older_revision_that_comes_late_changes_nothing(session):
    asked, organisation = wave(session), make.organisation(session)
    first = says(session, asked, organisation, offer("früher"), derive=False)
    says(session, asked, organisation, offer("später"))
    before = everything(session)

    services.derive_from_response(session, first.id)
    session.commit()

    assert everything(session) == before
    assert names(session) == {"später"}


def test_an_empty_answer_leaves_nothing_of_the_one_before(session):
    asked, organisation = wave(session), make.organisation(session)
    says(session, asked, organisation, offer(), partners=[partner("Amt")])

    says(session, asked, organisation)

    assert not any(everything(session).values())


def test_other_responses_are_left_alone(session):
    asked, organisation = wave(session), make.organisation(session)
    says(session, asked, organisation, offer("hier"))
    says(session, asked, None, offer("anderswo"))
    says(session, wave(session), organisation, offer("früher"))

    says(session, asked, organisation)

    assert names(session) == {"anderswo", "früher"}


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_the_order_in_which_responses_are_taken_in_does_not_matter(session, order):
    asked = wave(session)
    one, other = make.organisation(session), make.organisation(session)
    revisions = [
        says(session, asked, one, offer("alt"), partners=[other], derive=False),
        says(session, asked, other, offer(fields=["sport"]), partners=[one], derive=False),
        says(session, asked, one, offer("neu"), partners=[other], derive=False),
    ]
    for revision in revisions:
        services.derive_from_response(session, revision.id)
    session.commit()
    in_order = everything(session)
    forget_everything(session)

    for number in order:
        services.derive_from_response(session, revisions[number].id)
        session.commit()

    assert everything(session) == in_order


@pytest.mark.parametrize("seed", range(4))
def test_a_rebuild_equals_what_grew_step_by_step_row_by_row(session, seed):
    random = Random(seed)  # noqa: S311 - a test, no secret
    asked = [wave(session), wave(session)]
    everybody = [make.organisation(session, name=f"Verein {n} {seed}") for n in range(4)]
    mentions = [*(organisation.name for organisation in everybody), "Amt", "roter  Faden"]
    revisions = [
        says(
            session,
            random.choice(asked),
            random.choice(everybody),
            *(
                offer(f"Angebot {n}", municipalities=random.sample([COUNTY, OSCHERSLEBEN], k=1))
                for n in range(random.randrange(3))
            ),
            partners=[partner(name) for name in random.sample(mentions, random.randrange(4))],
            derive=False,
        )
        for _ in range(12)
    ]
    for revision in random.sample(revisions * 2, k=24):
        services.derive_from_response(session, revision.id)
        session.commit()
    grown = everything(session)

    number = services.rebuild(session)
    session.commit()
    again = everything(session)
    forget_everything(session)
    services.rebuild(session)
    session.commit()

    assert again == grown
    assert everything(session) == grown
    assert number == session.scalar(select(func.count()).select_from(make_surveys.models.Response))
    assert grown["tie_statement"]


@pytest.mark.parametrize(
    ("mention", "found"),
    [
        ("Roter Faden e.V.", "Roter Faden"),
        ("roter FADEN", "Roter Faden"),
        ("Roter Faden Börde", None),
        ("Frau Muster", None),
    ],
)
def test_a_partner_is_recognised_in_another_spelling_and_never_guessed(session, mention, found):
    make.organisation(session, name="Roter Faden")

    says(session, wave(session), partners=[partner(mention)])

    assert partners(session) == {mention: found}


def test_a_name_that_two_organisations_share_stays_a_mention(session):
    make.organisation(session, name="Sportverein")
    make.organisation(session, name="Sportverein e.V.")

    says(session, wave(session), partners=[partner("SPORTVEREIN")])

    assert partners(session) == {"SPORTVEREIN": None}


def test_who_names_itself_names_nobody_else(session):
    organisation = make.organisation(session, name="Roter Faden")

    says(session, wave(session), organisation, partners=[organisation])

    assert partners(session) == {"Roter Faden": None}


def test_an_organisation_registered_later_is_recognised_where_it_was_named(session, work):
    asked = wave(session)
    says(session, asked, partners=[partner("Roter Faden e.V."), partner("Amt")])
    says(session, asked, partners=[partner("ROTER FADEN")])

    register(session, "Roter Faden")
    work()

    assert partners(session) == {
        "Roter Faden e.V.": "Roter Faden",
        "ROTER FADEN": "Roter Faden",
        "Amt": None,
    }


def test_registered_before_or_after_makes_no_difference(session, work):
    asked, organisation = wave(session), make.organisation(session)
    says(session, asked, organisation, partners=[partner("Roter Faden")])
    register(session, "Roter Faden")
    work()
    after = everything(session)

    forget_everything(session)
    services.rebuild(session)
    session.commit()

    assert everything(session) == after


def test_a_twin_that_is_registered_later_takes_nothing_over(session, work):
    says(session, wave(session), partners=[partner("Sportverein")])
    register(session, "Sportverein")
    work()

    organisations.register_organisation(
        session,
        Entry(name="Sportverein e.V.", kind=Kind.VEREIN),
        Profile(),
        actor=make.steering(session),
        at=clock.now(),
        twin_is_meant=True,
    )
    work()
    services.rebuild(session)

    assert partners(session) == {"Sportverein": "Sportverein"}


def test_a_renamed_organisation_keeps_its_ties_and_gains_those_of_its_new_name(session, work):
    organisation = make.organisation(session, name="Roter Faden")
    asked, speaker = wave(session), make.organisation(session)
    says(session, asked, speaker, partners=[partner("Roter Faden"), partner("Blaues Band")])

    rename(session, organisation, "Blaues Band")
    work()
    services.rebuild(session)
    session.commit()

    assert partners(session) == {"Roter Faden": "Blaues Band", "Blaues Band": "Blaues Band"}


def test_its_own_mention_never_becomes_a_tie_to_itself(session, work):
    organisation = make.organisation(session, name="Roter Faden")
    says(session, wave(session), organisation, partners=[partner("Blaues Band")])

    rename(session, organisation, "Blaues Band")
    work()

    assert partners(session) == {"Blaues Band": None}


def test_changes_of_a_profile_resolve_nothing(session, work, statements):
    organisation = make.organisation(session, name="Roter Faden")
    organisations.change_organisation(
        session,
        organisation,
        Profile(phone="0390 1"),
        seen=organisation.version,
        actor=make.steering(session),
    )

    with statements() as seen:
        work()

    assert not [each for each in seen if "UPDATE tie_statement" in each]


@pytest.mark.parametrize(("answer", "before"), [("no", True), ("yes", False)])
def test_the_wish_to_be_public_is_followed_when_a_response_comes_in(session, answer, before):
    organisation = make.organisation(session, public=before, phone="0390 1")

    revision = says(session, wave(session), organisation, public=answer)
    services.take_in(session, revision.id)
    session.commit()

    assert organisation.public is not before
    assert organisation.phone == "0390 1"
    event = session.scalars(select(AuditEvent)).one()
    assert (event.action, event.facts) == (Action.ORGANISATION_CHANGED, {"fields": ["public"]})


@pytest.mark.parametrize("is_silent", [False, True])
def test_the_wish_of_the_newest_wave_counts_whichever_is_accepted_first(session, is_silent):
    organisation = make.organisation(session, public=True)
    long_ago = wave(session, opens_at=clock.now() - 400 * make.DAY)
    old = says(session, long_ago, organisation, offer("Alt"), public="no")
    new = says(
        session, wave(session), organisation, offer("Neu"), public=None if is_silent else "yes"
    )
    for revision in (new, old):
        services.take_in(session, revision.id)
    session.commit()

    assert organisation.public is not is_silent


@pytest.mark.parametrize(("answer", "public"), [("yes", True), ("no", False), (None, True)])
def test_a_wish_that_is_fulfilled_or_absent_changes_nothing(session, answer, public):
    organisation = make.organisation(session, public=public)

    revision = says(session, wave(session), organisation, public=answer)
    services.take_in(session, revision.id)

    assert organisation.public is public
    assert session.scalar(select(func.count(AuditEvent.id))) == 0


def test_an_old_wish_that_comes_late_changes_nothing(session):
    asked, organisation = wave(session), make.organisation(session)
    first = says(session, asked, organisation, public="no", derive=False)
    says(session, asked, organisation, public="yes")
    organisation.public = False
    session.commit()

    services.take_in(session, first.id)

    assert organisation.public is False


def corrected(session, revision, question, original, value):
    """Staff put an answer right; the worker lets it count."""
    layer = Correction(
        response=revision.response,
        number=revision.number,
        question=question,
        original=original,
        value=value,
        reason="telefonisch gesagt",
        corrected_at=clock.now(),
        corrected_by_id=make.steering(session).id,
    )
    make.store(session, layer)
    services.derive_corrected(session, layer.id)
    session.commit()
    return layer


def test_a_wish_that_staff_correct_is_followed_and_so_is_taking_that_back(session):
    organisation = make.organisation(session, public=True)
    revision = says(session, wave(session), organisation, public="yes")

    layer = corrected(session, revision, "organisation_public", "yes", "no")
    hidden = organisation.public
    layer.withdrawn_at = clock.now()
    services.derive_corrected(session, layer.id)
    session.commit()

    assert (hidden, organisation.public) == (False, True)


def test_a_corrected_wish_of_an_old_wave_changes_nothing(session):
    organisation = make.organisation(session, public=True)
    long_ago = wave(session, opens_at=clock.now() - 400 * make.DAY)
    old = says(session, long_ago, organisation, public="yes")
    says(session, wave(session), organisation, public="yes")

    corrected(session, old, "organisation_public", "yes", "no")

    assert organisation.public is True


def test_another_correction_leaves_the_last_word_to_the_profile(session):
    organisation = make.organisation(session, public=True)
    revision = says(session, wave(session), organisation, offer("Beratung"), public="no")

    corrected(session, revision, "organisation_name", None, "Roter Faden")

    assert organisation.public is True


def test_a_rebuild_leaves_the_last_word_to_the_profile(session):
    organisation = make.organisation(session)
    says(session, wave(session), organisation, public="no")

    services.rebuild(session)

    assert organisation.public is True


def test_a_submitted_response_reaches_the_inventory_through_the_worker(session, work):
    asked, organisation, person = make_surveys.seat(session)
    said = make_surveys.document(offers=3, partners=4)
    revision = make_surveys.submitted(
        session, asked, organisation, person, document=said, accepted=False
    )

    work()

    states = set(session.scalars(select(AuditEvent.state)))
    assert names(session) == {"Angebot 1", "Angebot 2", "Angebot 3"}
    assert set(partners(session)) == {f"Partner {n}" for n in range(1, 5)}
    assert set(session.scalars(select(Source.revision_id))) == {revision.id}
    assert states == {EventState.DONE}


def test_many_rows_cost_as_many_statements_as_few(session, statements):
    asked = wave(session)

    def cost(rows):
        revision = says(
            session,
            asked,
            None,
            *(
                offer(
                    municipalities=[COUNTY], fields=["sport"], languages=["de"],
                    target_groups=["alle"],
                )
                for _ in range(rows)
            ),
            partners=[partner(f"Partner {n}") for n in range(rows)],
            derive=False,
        )  # fmt: skip
        with statements() as seen:
            services.derive_from_response(session, revision.id)
        session.commit()
        return len(seen)

    cost(1)

    assert cost(100) == cost(1) <= 20


def test_two_workers_at_the_same_response_end_with_the_newest(app, session):
    asked, organisation = wave(session), make.organisation(session)
    revisions = [
        says(session, asked, organisation, offer(f"Fassung {n}"), derive=False) for n in (1, 2, 3)
    ]

    def derive(revision_id):
        with app.app_context(), db.transaction() as own:
            services.derive_from_response(own, revision_id)

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(derive, [revision.id for revision in revisions * 3]))

    assert names(session) == {"Fassung 3"}
