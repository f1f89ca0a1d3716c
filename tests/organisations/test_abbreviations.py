import pytest
from sqlalchemy import select

from ikparticipation import clock
from ikparticipation.audit import Action, AuditEvent
from ikparticipation.errors import ConflictError, InvalidError, NotAllowedError
from ikparticipation.organisations import queries, services
from ikparticipation.organisations.models import Abbreviation
from ikparticipation.organisations.names import SHIPPED, Reader, normalise
from ikparticipation.organisations.names.abbreviations import county_table
from ikparticipation.organisations.names.trying import (
    FIRST,
    NOT_PROPOSED,
    NOTHING,
    OTHER_LEVEL,
    OTHER_PLACE,
    PROPOSED,
    compare,
)
from ikparticipation.organisations.queries.abbreviations import Use
from tests import make

NOW = clock.now()
PAGE = "/verwaltung/akteure/abkuerzungen"
PLACES = ("Haldensleben", "Oschersleben", "Wanzleben")


@pytest.fixture
def actor(session):
    return make.steering(session)


@pytest.fixture
def keep(session, actor):
    def kept(short, meaning, **given):
        facts = {"actor": actor, "at": NOW} | given
        return services.keep_abbreviation(session, short=short, meaning=meaning, **facts)

    return kept


def used(session, short) -> Use:
    return next(line.use for line in queries.abbreviations(session) if line.short == short)


class TestTable:
    @pytest.mark.parametrize(
        ("own", "name", "read"),
        [
            ((), "AWO", ("arbeiterwohlfahrt",)),
            ((("awo", ""),), "AWO", ("awo",)),
            ((("awo", "arbeit"),), "AWO", ("arbeit",)),
            ((("fzb", "freizeitbad"),), "FZB", ("freizeitbad",)),
            ((("fz b", "awo kita"),), "FZ B", ("arbeiterwohlfahrt", "kindertagesstaette")),
            ((("g20", "gipfel"),), "G20", ("gipfel",)),
            ((("hdl", "haus der lotsen"),), "HDL", ("haus", "lotsen")),
        ],
        ids=[
            "shipped",
            "switched off",
            "another meaning",
            "an own one",
            "a meaning that uses abbreviations",
            "letters and digits",
            "articles in a meaning do not count",
        ],
    )
    def test_names_are_read_with_the_table_of_the_county(self, own, name, read):
        assert Reader(PLACES, county_table(own)).read(name).words == read

    def test_the_same_entries_give_the_same_table_and_none_the_shipped_one(self):
        assert county_table(()) is SHIPPED
        assert county_table((("a", "b"),)) is county_table((("a", "b"),))

    def test_what_is_shipped_is_written_as_it_is_compared(self):
        wrong = [each for pair in SHIPPED.short.items() for each in pair if normalise(each) != each]

        assert wrong == []


class TestTrying:
    @pytest.mark.parametrize(
        ("one", "other", "outcome", "reason"),
        [
            ("AWO", "Arbeiterwohlfahrt", FIRST, None),
            ("AWO KV Haldensleben", "AWO OV Haldensleben", NOT_PROPOSED, OTHER_LEVEL),
            ("VHS Oschersleben", "VHS Wanzleben", NOT_PROPOSED, OTHER_PLACE),
            ("Bürgerbus", "Ährenkranz", NOT_PROPOSED, NOTHING),
            ("Sprachcafé Lotse", "Sprachcafé", PROPOSED, None),
        ],
        ids=[
            "an abbreviation",
            "two levels",
            "two places",
            "no word in common",
            "a word more",
        ],
    )
    def test_two_names_are_compared_with_reasons(self, one, other, outcome, reason):
        tried = compare(one, other, Reader(PLACES))

        assert tried.outcome == outcome
        assert tried.reasons
        assert reason is None or reason in tried.reasons


class TestServices:
    def test_an_own_one_is_kept_as_it_is_compared(self, session, keep):
        short = keep("  F.Z.B. ", "Freizeitbad Süd")

        assert (short, queries.names_table(session).short["fzb"]) == ("fzb", "freizeitbad sued")
        assert used(session, "fzb") is Use.OWN
        event = session.scalars(select(AuditEvent)).one()
        assert event.action is Action.ABBREVIATION_CHANGED
        assert event.facts == {"short": "fzb", "meaning": "freizeitbad sued"}

    def test_a_shipped_one_gets_another_meaning_and_its_own_back(self, session, keep):
        keep("VS", "Vereinte Senioren")
        changed = used(session, "vs"), queries.names_table(session).short["vs"]

        keep("VS", "Volkssolidarität")

        assert changed == (Use.CHANGED, "vereinte senioren")
        assert used(session, "vs") is Use.SHIPPED
        assert queries.names_table(session) is SHIPPED

    def test_the_shipped_meaning_needs_no_entry(self, session, keep):
        keep("AWO", "Arbeiterwohlfahrt")

        assert session.scalars(select(Abbreviation)).all() == []
        assert session.scalars(select(AuditEvent)).all() == []

    def test_switched_off_and_on_again(self, session, actor):
        services.switch_off(session, short="vs", actor=actor, at=NOW)
        off = used(session, "vs"), "vs" in queries.names_table(session).short

        services.forget_abbreviation(session, short="vs", actor=actor)

        assert off == (Use.OFF, False)
        assert used(session, "vs") is Use.SHIPPED
        meanings = [event.facts["meaning"] for event in session.scalars(select(AuditEvent))]
        assert sorted(meanings) == ["", "volkssolidaritaet"]

    def test_an_own_one_goes(self, session, keep, actor):
        keep("FZB", "Freizeitbad")

        services.forget_abbreviation(session, short="fzb", actor=actor)

        assert "fzb" not in {line.short for line in queries.abbreviations(session)}

    @pytest.mark.parametrize(
        ("short", "meaning", "words"),
        [
            ("", "Etwas", "mit Buchstaben oder Ziffern"),
            ("!", "Etwas", "mit Buchstaben oder Ziffern"),
            ("FZB", "…", "mit Buchstaben oder Ziffern"),
            ("KV", "Krankenversicherung", "steht für eine Ebene"),
            ("Bäder", "BAEDER e. V.", "sind dasselbe"),
        ],
    )
    def test_what_would_mean_nothing_is_refused(self, keep, short, meaning, words):
        with pytest.raises(InvalidError, match=words):
            keep(short, meaning)

    def test_what_is_not_there_is_neither_switched_off_nor_taken_back(self, session, actor):
        with pytest.raises(ConflictError):
            services.switch_off(session, short="gibt es nicht", actor=actor, at=NOW)
        with pytest.raises(ConflictError):
            services.forget_abbreviation(session, short="awo", actor=actor)

    @pytest.mark.parametrize("who", [make.user, make.member, make.moderator])
    def test_only_steering_keeps_the_table(self, session, keep, who):
        with pytest.raises(NotAllowedError):
            keep("FZB", "Freizeitbad", actor=who(session))

    def test_one_small_statement_reads_the_table(self, session, keep, statements):
        keep("FZB", "Freizeitbad")
        session.commit()

        with statements() as seen:
            queries.names_table(session)

        assert len(seen) == 1


@pytest.fixture
def steering(actor, as_user):
    return as_user(actor)


class TestPages:
    def test_one_is_added_changed_and_taken_back(self, steering):
        typed = {"short": "FZB", "meaning": "Freizeitbad"}

        added = steering.post(PAGE, data=typed, follow_redirects=True)
        form = steering.get(PAGE, query_string={"kurz": "fzb"}).text
        steering.post(f"{PAGE}/zuruecknehmen", data={"kurz": "fzb"})

        assert "„fzb“ ist gespeichert und gilt ab sofort." in added.text
        assert 'value="freizeitbad"' in form
        assert "freizeitbad" not in steering.get(PAGE).text

    def test_a_shipped_one_is_switched_off_and_on(self, session, steering):
        steering.post(f"{PAGE}/ausschalten", data={"kurz": "vs"})
        off = used(session, "vs")
        session.commit()

        steering.post(f"{PAGE}/zuruecknehmen", data={"kurz": "vs"})

        assert (off, used(session, "vs")) == (Use.OFF, Use.SHIPPED)

    @pytest.mark.parametrize(
        "typed",
        [{}, {"short": "KV", "meaning": "Krankenkasse"}, {"short": "x" * 61, "meaning": "y"}],
    )
    def test_what_does_not_fit_comes_back(self, steering, typed):
        answer = steering.post(PAGE, data=typed)

        assert answer.status_code == 422
        assert "Bitte prüfen Sie Ihre Angaben" in answer.text

    def test_two_names_can_be_tried(self, steering):
        page = steering.get(
            PAGE, query_string={"eins": "AWO KV Börde", "zwei": "Arbeiterwohlfahrt Börde"}
        ).text

        assert "Wird nicht vorgeschlagen." in page
        assert "Die Ebene im Verband ist eine andere" in page
        assert "Kreisverband (KV)" in page

    def test_it_takes_few_statements(self, steering, statements):
        with statements() as seen:
            steering.get(PAGE, query_string={"eins": "AWO", "zwei": "DRK"})

        assert len(seen) <= 4
