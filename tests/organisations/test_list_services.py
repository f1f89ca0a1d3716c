from datetime import timedelta

import pytest
from sqlalchemy import func, select

from ikparticipation import clock
from ikparticipation.accounts.models import User
from ikparticipation.audit import Action, AuditEvent
from ikparticipation.errors import GoneError, InvalidError, NotAllowedError
from ikparticipation.mail import OutgoingMail
from ikparticipation.organisations import queries, services
from ikparticipation.organisations.lists import Verdict
from ikparticipation.organisations.models import (
    Decision,
    Kind,
    ListImport,
    ListLine,
    MemberRole,
    Membership,
    Organisation,
)
from ikparticipation.organisations.services import Choice
from tests import make
from tests.make_lists import uploaded

HEAD = "Organisation;E-Mail;Ansprechperson;Ort;Art;Sprache\n"
CHOR = "Chor Klangfarben;ada@example.org;Ada Beispiel;Colbitz;Verein;Englisch\n"
SIMILAR = "Chr Klangfarben Colbitz;bea@example.org;Bea;Colbitz;;\n"


@pytest.fixture
def actor(session):
    return make.steering(session)


def take_in(session, listed, actor):
    services.take_in(session, listed, actor=actor, at=clock.now())
    session.commit()
    session.expire_all()
    return listed.report


def organisations(session):
    return session.scalars(select(Organisation).order_by(Organisation.name)).all()


def count(session, what):
    return session.scalar(select(func.count()).select_from(what))


class TestUpload:
    def test_nothing_reaches_the_register(self, session, actor):
        listed = uploaded(session, HEAD + CHOR, actor=actor)

        assert organisations(session) == []
        assert session.scalars(select(User)).all() == [actor]
        assert queries.counts_of(session, listed.id).verdicts[Verdict.NEW] == 1
        assert queries.organisations_of_import(session, listed.id) == []

    def test_only_steering_may(self, session):
        member = make.member(session)

        with pytest.raises(NotAllowedError):
            uploaded(session, actor=member)

    def test_lists_of_yesterday_are_forgotten(self, session, actor):
        old = uploaded(session, actor=actor, at=clock.now() - timedelta(hours=25))
        kept = uploaded(session, actor=actor, at=clock.now() - timedelta(hours=23))

        assert services.forget_old_lists(session, at=clock.now()) == 1

        assert session.scalars(select(ListImport.id)).all() == [kept.id]
        assert set(session.scalars(select(ListLine.list_import_id))) == {kept.id} != {old.id}

    def test_an_upload_sweeps_before_it_reads(self, session, actor):
        uploaded(session, actor=actor, at=clock.now() - timedelta(hours=25))

        now = uploaded(session, actor=actor)

        assert session.scalars(select(ListImport.id)).all() == [now.id]


class TestTakingIn:
    def test_what_is_new_is_registered_and_the_person_represents_it(self, session, actor, work):
        listed = uploaded(session, HEAD + CHOR, actor=actor)

        report = take_in(session, listed, actor)
        work()

        (organisation,) = organisations(session)
        membership = session.scalars(select(Membership)).one()
        assert (organisation.name, organisation.kind) == ("Chor Klangfarben", Kind.VEREIN)
        assert (organisation.ags, organisation.public) == ("15083130", False)
        assert membership.role is MemberRole.REPRESENTATIVE
        assert (membership.user.email, membership.user.name) == ("ada@example.org", "Ada Beispiel")
        assert membership.user.language == "en"
        assert report["registered"] == report["invited"] == 1
        assert session.scalars(select(OutgoingMail.to)).all() == ["ada@example.org"]

    def test_taken_in_twice_it_happens_once(self, session, actor):
        listed = uploaded(session, HEAD + CHOR, actor=actor)
        first = take_in(session, listed, actor)
        events = count(session, AuditEvent)

        again = take_in(session, listed, actor)

        assert again == first
        assert (count(session, Organisation), count(session, Membership)) == (1, 1)
        assert count(session, AuditEvent) == events

    def test_uploaded_twice_the_second_time_all_is_known(self, session, actor):
        take_in(session, uploaded(session, HEAD + CHOR, actor=actor), actor)

        report = take_in(session, uploaded(session, HEAD + CHOR, actor=actor), actor)

        assert (report["registered"], report["known"], report["invited"]) == (0, 1, 0)
        assert (count(session, Organisation), count(session, Membership)) == (1, 1)

    def test_uploaded_twice_before_either_is_confirmed_nothing_is_doubled(self, session, actor):
        first, second = (uploaded(session, HEAD + CHOR, actor=actor) for _ in range(2))
        take_in(session, first, actor)

        report = take_in(session, second, actor)

        assert (report["registered"], report["known"], report["invited"]) == (0, 1, 0)
        assert queries.organisations_of_import(
            session, first.id
        ) == queries.organisations_of_import(session, second.id)

    def test_a_known_organisation_is_not_changed_and_gets_a_representative_once(
        self, session, actor
    ):
        known = make.organisation(session, name="Chor Klangfarben e.V.", kind=Kind.TRAEGER)
        version = known.version
        alone = CHOR.replace("Colbitz", "")

        report = take_in(session, uploaded(session, HEAD + alone, actor=actor), actor)

        assert (report["known"], report["invited"]) == (1, 1)
        assert (known.name, known.version) == ("Chor Klangfarben e.V.", version)

    def test_who_has_a_representative_gets_no_other(self, session, actor):
        known = make.organisation(session, name="Chor Klangfarben")
        make.member(session, of=known)

        report = take_in(
            session, uploaded(session, HEAD + CHOR.replace("Colbitz", ""), actor=actor), actor
        )

        assert report["invited"] == 0
        assert count(session, Membership) == 1

    def test_a_locked_account_is_not_invited(self, session, actor):
        make.user(session, email="ada@example.org", disabled_at=clock.now())

        report = take_in(session, uploaded(session, HEAD + CHOR, actor=actor), actor)

        assert (report["registered"], report["invited"], report["locked"]) == (1, 0, 1)

    def test_one_person_can_represent_two(self, session, actor):
        text = HEAD + CHOR + CHOR.replace("Chor Klangfarben", "Imkerverein")

        report = take_in(session, uploaded(session, text, actor=actor), actor)

        assert report["invited"] == 2
        assert len(set(session.scalars(select(Membership.user_id)))) == 1

    def test_lines_to_correct_are_left_out_and_kept_others_are_blanked(self, session, actor):
        listed = uploaded(session, HEAD + CHOR + "Imkerverein;falsch;;;;\n", actor=actor)

        report = take_in(session, listed, actor)

        (stopped,) = queries.with_faults(session, listed.id)
        told = session.scalars(select(ListLine).where(ListLine.id != stopped.id)).one().told
        assert report["stopped"] == 1
        assert stopped.told["name"] == "Imkerverein"
        assert told == {}

    def test_two_new_ones_of_one_name_in_two_places_ask_for_a_name_that_differs(
        self, session, actor
    ):
        text = HEAD + "Tafel;;;Colbitz;;\nTafel;;;Haldensleben;;\n"

        listed = uploaded(session, text, actor=actor)
        report = take_in(session, listed, actor)

        assert (report["registered"], report["stopped"]) == (1, 1)
        assert queries.with_faults(session, listed.id)[0].told["faults"] == [
            ["name_taken", "Tafel"]
        ]

    def test_it_is_one_entry_in_the_trail_with_what_was_done(self, session, actor):
        listed = uploaded(session, HEAD + CHOR, actor=actor)

        take_in(session, listed, actor)

        event = session.scalars(
            select(AuditEvent).where(AuditEvent.action == Action.LIST_TAKEN_IN)
        ).one()
        assert (event.subject_id, event.actor_id) == (listed.id, actor.id)
        assert event.facts == listed.report


class TestDoubts:
    @pytest.fixture
    def known(self, session):
        return make.organisation(session, name="Chor Klangfarben Colbitz", ags="15083130")

    @pytest.mark.parametrize(
        ("decision", "expected"),
        [
            # that one is meant
            (Decision.THIS, (0, 1, 0, 0)),
            # another one of a similar name
            (Decision.NEW, (1, 0, 0, 0)),
            (Decision.LEAVE, (0, 0, 1, 0)),
            # nobody said anything
            (None, (0, 0, 0, 1)),
        ],
    )
    def test_it_is_done_as_it_was_decided(self, session, actor, known, decision, expected):
        listed = uploaded(session, HEAD + SIMILAR, actor=actor)
        meant = known.id if decision is Decision.THIS else None
        if decision:
            services.choose(session, listed, {2: Choice(decision, meant)})

        report = take_in(session, listed, actor)

        assert tuple(report[key] for key in ("registered", "known", "left", "open")) == expected
        assert count(session, Organisation) == 1 + expected[0]

    def test_a_choice_can_be_changed_until_it_is_done(self, session, actor, known):
        listed = uploaded(session, HEAD + SIMILAR, actor=actor)
        services.choose(session, listed, {2: Choice(Decision.THIS, known.id)})
        services.choose(session, listed, {2: Choice(Decision.LEAVE)})

        take_in(session, listed, actor)

        assert queries.organisations_of_import(session, listed.id) == []
        with pytest.raises(GoneError):
            services.choose(session, listed, {2: Choice(Decision.NEW)})

    @pytest.mark.usefixtures("known")
    def test_only_what_was_offered_can_be_chosen(self, session, actor):
        listed = uploaded(session, HEAD + SIMILAR + CHOR, actor=actor)
        other = make.organisation(session)

        for row, choice in ((2, Choice(Decision.THIS, other.id)), (99, Choice(Decision.NEW))):
            with pytest.raises(InvalidError):
                services.choose(session, listed, {row: choice})


def test_whom_a_list_means_comes_in_the_order_of_the_file(session, actor):
    known = make.organisation(session, name="Imkerverein")
    listed = uploaded(session, HEAD + CHOR + "Imkerverein;;;;;\n", actor=actor)

    take_in(session, listed, actor)

    new = session.scalars(select(Organisation.id).where(Organisation.id != known.id)).one()
    assert queries.organisations_of_import(session, listed.id) == [new, known.id]


class TestBeside:
    """Columns beside name, place and person."""

    HEAD = "Organisation;Rechtsform;Kurzname;Weiterer Name;Dachverband\n"

    def test_legal_form_names_and_umbrella_are_taken_in_with_their_row(self, session, actor):
        above = make.organisation(session, name="Landesverband der Chöre")
        text = self.HEAD + "Chor Klangfarben;e.V.;CKF;Klangchor;landesverband der chöre\n"

        take_in(session, uploaded(session, text, actor=actor), actor)

        chor = session.scalars(
            select(Organisation).where(Organisation.name == "Chor Klangfarben")
        ).one()
        names = queries.other_names(session, [chor.id])
        assert (chor.legal_form, chor.umbrella_id) == ("ev", above.id)
        assert (chor.origin_file, chor.origin_row) == ("liste.csv", 2)
        assert {row.name: (row.kind, row.file) for row in names} == {
            "CKF": ("short", "liste.csv, 2"),
            "Klangchor": ("alternative", "liste.csv, 2"),
        }

    def test_two_lines_of_one_list_may_belong_together_but_not_in_a_circle(self, session, actor):
        text = self.HEAD + "Kreischor;;;;Landeschor\nLandeschor;;;;Kreischor\n"

        report = take_in(session, uploaded(session, text, actor=actor), actor)

        above = {each.name: each.umbrella_id for each in organisations(session)}
        assert [above["Landeschor"] is None, above["Kreischor"] is None] == [True, False]
        assert report["beside"] == 1

    def test_what_is_somebody_elses_name_or_nobody_is_left_and_counted(self, session, actor):
        make.organisation(session, name="CKF")
        text = self.HEAD + "Chor Klangfarben;;CKF;;Gibt es nicht\n"

        report = take_in(session, uploaded(session, text, actor=actor), actor)

        assert report["beside"] == 2
        assert [each.umbrella_id for each in organisations(session)] == [None, None]

    @pytest.mark.parametrize(
        ("told", "form", "kind"),
        [
            ("e.V.", "ev", "verein"),
            ("eingetragener Verein (e. V.)", "ev", "verein"),
            ("gGmbH", "ggmbh", "verein"),
            ("gemeinnützige GmbH", "ggmbh", "verein"),
            ("KdöR", "public_body", "verein"),
            ("Verband", None, "verband"),
            ("Königreich", None, "verein"),
        ],
        ids=["short", "written out", "ggmbh", "ggmbh written out", "KdöR", "a kind", "neither"],
    )
    def test_legal_forms_are_understood_as_they_are_written(self, session, actor, told, form, kind):
        text = f"Organisation;Rechtsform\nChor;{told}\n"

        take_in(session, uploaded(session, text, actor=actor), actor)

        chor = organisations(session)[0]
        assert (chor.legal_form, chor.kind) == (form, kind)
