import pytest

from ikparticipation.organisations import queries
from ikparticipation.organisations.models import (
    Kind,
    MemberRole,
    Membership,
    NameKind,
    OrganisationStatus,
)
from ikparticipation.organisations.services import set_fields
from tests import make

HALDENSLEBEN, GROENINGEN = "15083270", "15083245"


@pytest.fixture
def register(session):
    """Four organisations that differ in name, kind and place."""
    for name, kind, ags in [
        ("Ährenkranz e. V.", Kind.VEREIN, HALDENSLEBEN),
        ("Bürgerbus Börde", Kind.VEREIN, GROENINGEN),
        ("Zuckerrübe 100 % gGmbH", Kind.TRAEGER, HALDENSLEBEN),
        ("Amt_für alles", Kind.BEHOERDE, None),
    ]:
        make.organisation(session, name=name, kind=kind, ags=ags)


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        ({}, ["Ährenkranz e. V.", "Amt_für alles", "Bürgerbus Börde", "Zuckerrübe 100 % gGmbH"]),
        ({"words": "BÜRGER"}, ["Bürgerbus Börde"]),
        ({"words": "burgerbus"}, ["Bürgerbus Börde"]),
        ({"words": "börde bürgerbus"}, ["Bürgerbus Börde"]),
        ({"words": "börde zuckerrübe"}, []),
        ({"words": "%"}, ["Zuckerrübe 100 % gGmbH"]),
        ({"words": "_"}, ["Amt_für alles"]),
        ({"words": "'; DROP TABLE organisation; --"}, []),
        ({"kind": Kind.VEREIN}, ["Ährenkranz e. V.", "Bürgerbus Börde"]),
        ({"ags": HALDENSLEBEN}, ["Ährenkranz e. V.", "Zuckerrübe 100 % gGmbH"]),
        ({"kind": Kind.VEREIN, "ags": HALDENSLEBEN}, ["Ährenkranz e. V."]),
        ({"ags": "00000000"}, []),
    ],
)
def test_the_register_is_searched_by_words_kind_and_place(session, register, wanted, names):
    found = queries.register(session, queries.Filter(**wanted), page=1)

    assert [row.name for row in found.rows] == names
    assert found.total == len(names)


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        ({}, ["Bund", "Landesverband", "Verein"]),
        ({"words": "lv"}, ["Landesverband"]),
        ({"words": "früher so"}, ["Verein"]),
        ({"words": "früher gleich"}, []),
        ({"field": "sport"}, ["Verein"]),
        ({"umbrella": "Bund"}, ["Landesverband"]),
        ({"status": OrganisationStatus.DISSOLVED}, ["Landesverband"]),
        ({"status": OrganisationStatus.MERGED}, ["Zweiter Eintrag"]),
        ({"has_account": True}, ["Verein"]),
        ({"has_account": False}, ["Bund", "Landesverband"]),
        ({"public": False}, ["Bund"]),
        ({"public": False, "has_account": True}, []),
    ],
    ids=[
        "everything that is an entry of its own",
        "an abbreviation",
        "words of a former name",
        "words of two names",
        "a field of action",
        "an umbrella body",
        "dissolved",
        "merged",
        "with an account",
        "without",
        "not public",
        "two at once",
    ],
)
def test_the_register_is_searched_by_all_that_an_entry_says(session, wanted, names):
    bund = make.organisation(session, name="Bund", public=False)
    verband = make.organisation(
        session, name="Landesverband", umbrella_id=bund.id, status=OrganisationStatus.DISSOLVED
    )
    verein = make.organisation(session, name="Verein")
    make.organisation(
        session,
        name="Zweiter Eintrag",
        status=OrganisationStatus.MERGED,
        merged_into_id=verein.id,
    )
    make.other_name(session, of=verband, name="LV", kind=NameKind.SHORT)
    make.other_name(session, of=verein, name="Früher so", kind=NameKind.FORMER)
    make.other_name(session, of=verein, name="Immer gleich")
    make.member(session, of=verein)
    set_fields(session, verein.id, ["sport"])
    if wanted.get("umbrella"):
        wanted = {"umbrella_id": bund.id}

    found = queries.register(session, queries.Filter(**wanted), page=1)

    assert [row.name for row in found.rows] == names


def test_a_typed_name_means_who_is_called_so(session):
    exact = make.organisation(session, name="Chor")
    twin = make.organisation(session, name="Chor e. V.")
    make.other_name(session, of=twin, name="Sänger")

    typed = ["Chor", "chor", "sänger", "Orchester"]

    found = {name: [row.id for row in queries.meant_by(session, name)] for name in typed}
    assert found == {
        "Chor": [exact.id],
        "chor": [exact.id, twin.id],
        "sänger": [twin.id],
        "Orchester": [],
    }


@pytest.mark.parametrize(
    ("asked", "shown", "rows"), [(1, 1, 50), (2, 2, 1), (3, 2, 1), (0, 1, 50), (-5, 1, 50)]
)
def test_a_page_has_fifty(session, asked, shown, rows):
    for number in range(51):
        make.organisation(session, name=f"Verein {number:03}")

    found = queries.register(session, queries.Filter(), page=asked)

    assert (found.page, found.pages, found.total, len(found.rows)) == (shown, 2, 51, rows)


def test_a_row_says_place_and_number_of_members(session):
    organisation = make.organisation(session, ags=HALDENSLEBEN)
    make.member(session, of=organisation)
    make.member(session, of=organisation)

    row = queries.register(session, queries.Filter(), page=1).rows[0]

    assert (row.place, row.members) == ("Haldensleben", 2)


def test_members_come_with_representatives_first(session):
    organisation = make.organisation(session)
    for name, role in [
        ("Anna", MemberRole.CONTRIBUTOR),
        ("Zoe", MemberRole.REPRESENTATIVE),
        ("Bernd", MemberRole.REPRESENTATIVE),
    ]:
        make.member(session, of=organisation, name=name, role=role)
    make.member(session)

    rows = queries.members(session, [organisation.id])

    assert [row.name for row in rows] == ["Bernd", "Zoe", "Anna"]


def test_memberships_come_in_the_order_of_the_organisations(session):
    member = make.member(session, of=make.organisation(session, name="Zebra"))
    first = make.organisation(session, name="Ähre")
    make.store(
        session,
        Membership(
            user=member, organisation=first, role=MemberRole.CONTRIBUTOR, since=member.created_at
        ),
    )

    found = queries.memberships(session, member)

    assert [membership.organisation.name for membership in found] == ["Ähre", "Zebra"]


class TestResolve:
    @pytest.mark.parametrize(
        "mention",
        ["Heimatverein Gröningen e.V.", "heimatverein groeningen", " Heimatverein  Gröningen"],
    )
    def test_another_spelling_of_a_name_means_the_organisation(self, session, mention):
        meant = make.organisation(session, name="Heimatverein Gröningen e. V.")

        assert queries.resolve(session, [mention]) == {mention: meant.id}

    @pytest.mark.parametrize("mention", ["Heimatverein", "Heimatverein Gröning", "", "!?"])
    def test_what_is_only_similar_stays_open(self, session, mention):
        make.organisation(session, name="Heimatverein Gröningen e. V.")

        assert queries.resolve(session, [mention]) == {}

    def test_a_name_that_two_share_stays_open(self, session):
        make.organisation(session, name="Heimatverein Gröningen e. V.")
        make.organisation(session, name="Heimatverein Gröningen")

        assert queries.resolve(session, ["Heimatverein Groeningen"]) == {}

    def test_what_is_written_as_one_of_them_is_called_means_that_one(self, session):
        make.organisation(session, name="Heimatverein Gröningen e. V.")
        meant = make.organisation(session, name="Heimatverein Gröningen")

        found = queries.resolve(session, ["Heimatverein Gröningen"])

        assert found == {"Heimatverein Gröningen": meant.id}

    def test_many_names_take_one_statement(self, session, statements):
        meant = [make.organisation(session) for _ in range(30)]

        with statements() as seen:
            found = queries.resolve(session, [o.name for o in meant] + ["unbekannt"])

        assert found == {o.name: o.id for o in meant}
        assert len(seen) == 1

    def test_no_names_resolve_to_nothing(self, session):
        assert queries.resolve(session, []) == {}
