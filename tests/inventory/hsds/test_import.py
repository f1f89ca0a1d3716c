"""Taking in files of other directories: looked through first, then once, and again for changes."""

import csv
import io
import json
import zipfile
from contextlib import suppress
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import delete, func, select

from ikparticipation import clock
from ikparticipation.audit import Action, AuditEvent
from ikparticipation.errors import InvalidError, NotAllowedError
from ikparticipation.inventory.hsds.ids import taken_over
from ikparticipation.inventory.hsds.reading import read
from ikparticipation.inventory.hsds.uploads import UnreadableFileError, opened
from ikparticipation.inventory.models import (
    DirectoryEdition,
    DoubtOutcome,
    Offer,
    OfferDoubt,
    OfferHours,
    OfferImport,
    OfferPlace,
    OfferReply,
    Source,
    SourceKind,
)
from ikparticipation.inventory.queries import hsds as queries
from ikparticipation.inventory.services import hsds as services
from ikparticipation.inventory.services.hsds import Choice, State
from ikparticipation.inventory.services.replies import put_replies
from ikparticipation.organisations.lists import Verdict
from ikparticipation.organisations.models import Decision, Organisation, OrganisationField
from tests import make, make_hsds

HERE = "/verwaltung/bestand/hsds"


def entry(name="Sprachcafé", *, owner="Café International", key=None, **said):
    """A service as another directory writes it, with the least the standard asks for."""
    document = {
        "id": key or f"service-{name}",
        "name": name,
        "status": "active",
        "assured_date": "2026-02-01",
        "organization": {"id": f"org-{owner}", "name": owner, "description": "Wir sind da."},
    }
    return document | said


def as_file(*entries):
    return json.dumps(list(entries)).encode()


@pytest.fixture
def names(session):
    return queries.names(session, site="https://county.example", county="Landkreis Börde")


@pytest.fixture
def take(session, names):
    """`take(data)`: a file is uploaded and confirmed; the import with its report."""
    person = make.steering(session)

    def run(data, choices=None, *, show=True, end_missing=False, file_name="fremd.json"):
        at = clock.now()
        imported = services.begin_import(
            session, data, file_name=file_name, names=names, actor=person, at=at
        )
        services.take_in(
            session,
            imported,
            choices or {},
            names=names,
            show=show,
            end_missing=end_missing,
            actor=person,
            at=at,
        )
        session.commit()
        return imported

    return run


def _counts(imported):
    return {name: number for name, number in imported.report.items() if number}


def _rows(session):
    """Everything there is about offers, to be compared."""
    session.expire_all()
    return [
        sorted(tuple(map(str, row)) for row in session.execute(select(table.__table__)))
        for table in (Offer, OfferPlace, OfferHours, Source, Organisation)
    ]


def test_nothing_is_written_before_it_is_confirmed(session, names):
    before = _rows(session)
    person = make.steering(session)

    imported = services.begin_import(
        session, as_file(entry()), file_name="f.json", names=names, actor=person, at=clock.now()
    )
    plan = services.plan_of(session, imported, names)

    assert plan.count(State.NEW) == 1
    assert plan.count(Verdict.NEW) == 1
    assert _rows(session) == before


def test_a_confirmed_file_brings_organisation_and_offer_with_their_source(session, take):
    imported = take(as_file(entry("Erstes"), entry("Zweites", key="zwei")))

    organisation = session.scalars(select(Organisation)).one()
    assert (organisation.name, organisation.origin_file) == ("Café International", "fremd.json")
    assert (organisation.origin_row, organisation.public) == (1, True)
    offer = session.scalars(select(Offer).where(Offer.name == "Zweites")).one()
    source = session.get_one(Source, offer.source_id)
    assert (source.kind.value, source.file, source.place) == ("file", "fremd.json", "2")
    assert (offer.response_id, offer.wave_id, offer.current) == (None, None, True)
    assert offer.lasting_id == taken_over("zwei")
    assert offer.confirmed_at.date().isoformat() == "2026-01-31"
    assert _counts(imported) == {"registered": 1, "new": 2}
    assert imported.data is None


def test_it_is_in_the_audit_trail(session, take):
    imported = take(as_file(entry()))

    event = session.scalars(
        select(AuditEvent).where(AuditEvent.action == Action.OFFERS_TAKEN_IN)
    ).one()
    assert event.subject_id == imported.id
    assert event.facts["new"] == 1


def test_the_same_file_twice_changes_nothing(session, take):
    data = as_file(entry(), entry("Beratung", owner="Amt", key="b"))
    take(data)
    before = _rows(session)

    imported = take(data)

    assert _counts(imported) == {"known": 2, "same": 2}
    assert _rows(session) == before


def test_confirming_twice_does_it_once(session, names, take):
    imported = take(as_file(entry()))
    person = make.steering(session)

    services.take_in(
        session,
        imported,
        {},
        names=names,
        show=True,
        end_missing=False,
        actor=person,
        at=clock.now(),
    )

    assert session.scalar(select(func.count(Offer.id))) == 1


def test_a_newer_file_brings_the_offer_up_to_date(session, take):
    take(as_file(entry(description="Montags")))
    before = session.scalars(select(Offer)).one()
    ids = (before.id, before.lasting_id)

    imported = take(as_file(entry(description="Dienstags", assured_date="2026-03-01")))

    session.expire_all()
    offer = session.scalars(select(Offer)).one()
    assert (offer.id, offer.lasting_id) == ids
    assert offer.description == "Dienstags"
    assert _counts(imported) == {"known": 1, "changed": 1}


def test_an_offer_whose_organisation_is_called_otherwise_now_is_still_the_same(session, take):
    take(as_file(entry()))
    organisation = session.scalars(select(Organisation)).one()
    organisation.name, organisation.normal_name = "Ganz anders", "ganz anders"
    session.commit()

    imported = take(as_file(entry(description="neu")))

    assert _counts(imported) == {"known": 1, "changed": 1}


@pytest.mark.parametrize(("end_missing", "current"), [(True, False), (False, True)])
def test_what_is_missing_ends_only_if_the_person_says_so(session, take, end_missing, current):
    take(as_file(entry("Alt", key="alt"), entry("Neu", key="neu")))

    imported = take(as_file(entry("Neu", key="neu")), end_missing=end_missing)

    session.expire_all()
    assert session.scalars(select(Offer.current).where(Offer.name == "Alt")).one() is current
    assert imported.report["ended"] == int(end_missing)


def test_offers_that_answers_brought_are_never_ended(session, take):
    take(as_file(entry()))
    organisation = session.scalars(select(Organisation)).one()
    own = make_hsds.offer(session, organisation, name="Aus einer Antwort")

    take(as_file(entry()), end_missing=True)

    session.expire_all()
    assert session.get_one(Offer, own.id).current is True


def test_an_offer_that_ended_and_comes_again_is_there_again(session, take):
    take(as_file(entry("A", key="a"), entry("B", key="b")))
    take(as_file(entry("A", key="a")), end_missing=True)

    take(as_file(entry("A", key="a"), entry("B", key="b")))

    session.expire_all()
    assert list(session.scalars(select(Offer.current))) == [True, True]


def test_a_known_organisation_keeps_what_the_register_says(session, take):
    known = make.organisation(session, name="Café International", description="Unser Text")

    take(as_file(entry()))

    session.expire_all()
    assert session.scalars(select(Offer.organisation_id)).one() == known.id
    assert session.get_one(Organisation, known.id).description == "Unser Text"


def test_a_similar_name_is_a_doubt_and_left_out_until_somebody_decides(session, take):
    make.organisation(session, name="AWO Kreisverband Börde e. V.")

    imported = take(as_file(entry(owner="AWO Kreisverband der Börde")))

    assert _counts(imported) == {"open": 1}
    assert session.scalar(select(func.count(Offer.id))) == 0


DECISIONS = [
    (Decision.THIS, {"known": 1, "new": 1}, 1),
    (Decision.NEW, {"registered": 1, "new": 1}, 2),
    (Decision.LEAVE, {"left": 1}, 1),
]


@pytest.mark.parametrize(("decision", "counts", "organisations"), DECISIONS)
def test_a_doubt_is_what_the_person_says(session, take, decision, counts, organisations):
    alike = make.organisation(session, name="AWO Kreisverband Börde e. V.", ags="15083040")
    data = as_file(entry(owner="AWO Kreisverband der Börde"))
    key = str(taken_over("org-AWO Kreisverband der Börde"))
    chosen = Choice(decision, alike.id if decision is Decision.THIS else None)

    imported = take(data, {key: chosen})

    assert _counts(imported) == counts
    assert session.scalar(select(func.count(Organisation.id))) == organisations


def test_a_choice_that_no_doubt_offers_is_refused(session, take):
    stranger = make.organisation(session, name="Ganz anderer Verein")
    key = str(taken_over("org-Café International"))

    with pytest.raises(InvalidError):
        take(as_file(entry()), {key: Choice(Decision.THIS, stranger.id)})


def test_new_organisations_are_public_only_if_the_person_says_so(session, take, fetch):
    take(as_file(entry()), show=False)

    assert session.scalars(select(Organisation.public)).one() is False
    assert fetch("/services")["empty"] is True


def test_only_steering_takes_files_in(session, names):
    with pytest.raises(NotAllowedError):
        services.begin_import(
            session,
            as_file(entry()),
            file_name="f",
            names=names,
            actor=make.moderator(session),
            at=clock.now(),
        )


def test_a_file_is_forgotten_after_a_day(session, names):
    person, at = make.steering(session), clock.now()
    for moment in (at - timedelta(days=1, minutes=1), at):
        services.begin_import(
            session, as_file(entry()), file_name="f", names=names, actor=person, at=moment
        )

    assert session.scalar(select(func.count(OfferImport.id))) == 1


@pytest.mark.parametrize("path", ["/daten/hsds.json", "/daten/hsds.zip"])
def test_our_own_export_read_into_an_empty_county_gives_the_same_services(
    path, session, county, as_user, take
):
    with as_user().get(path) as answer:
        data = answer.data
    before = _comparable(session)
    for table in (Offer, Source, OrganisationField, Organisation):
        session.execute(delete(table))
    session.commit()
    session.expunge_all()

    imported = take(data)

    assert _counts(imported) == {"registered": 2, "new": 2}
    assert _comparable(session) == before


def _comparable(session):
    """All public services without what is made of other things in them, and without ids."""
    return [
        asdict(
            replace(
                service,
                id=None,
                places_text="",
                website=service.website.removeprefix("https://"),
                provider=replace(service.provider, id=None),
            )
        )
        for service in queries.all_services(session)
    ]


def test_our_own_export_read_into_our_own_county_changes_nothing(session, county, as_user, take):
    before = _rows(session)
    with as_user().get("/daten/hsds.zip") as answer:
        imported = take(answer.data)

    assert _counts(imported) == {"known": 2}
    assert _rows(session) == before


def test_words_of_other_lists_are_matched_by_name_or_told(names):
    document = entry(
        attributes=[
            {"id": "1", "taxonomy_term": {"id": "x", "name": "Bildung"}},
            {"id": "2", "taxonomy_term": {"id": "y", "name": "Tierschutz"}},
        ],
        languages=[{"id": "3", "name": "Arabisch"}, {"id": "4", "code": "tlh", "name": "Klingon"}],
        service_areas=[{"id": "5", "name": "Barleben"}, {"id": "6", "name": "Hessen"}],
    )

    found = read(opened(as_file(document)), names)

    service = found.services[0].service
    assert (service.fields, service.languages, service.municipalities) == (
        ("bildung",),
        ("ar",),
        ("15083040",),
    )
    assert set(found.unknown) == {"Tierschutz", "Hessen", "Klingon"}


FAULTS = [
    ("without an id", [entry(key="") | {"id": ""}], "Kennung"),
    ("without a name", [entry(name="")], "keinen Namen"),
    ("a name without end", [entry(name="x" * 201)], "zu lang"),
    ("without an organisation", [entry() | {"organization": None}], "fehlt die Organisation"),
    ("not active there", [entry(status="defunct")], "nicht aktiv"),
    ("twice the same id", [entry(key="a"), entry(key="a")], "mehrfach"),
    ("no entry at all", [7], "etwas anderes"),
]


@pytest.mark.parametrize(("what", "entries", "words"), FAULTS, ids=[row[0] for row in FAULTS])
def test_an_entry_that_cannot_be_read_is_told_with_its_place(what, entries, words, names):
    found = read(opened(as_file(*entries)), names)

    fault = found.faults[-1]
    assert words in fault.words % {"about": fault.about}
    assert fault.row == len(entries)


def _zip(**tables):
    """A data package of these tables, each a list of rows with the headings first."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, rows in tables.items():
            text = io.StringIO()
            csv.writer(text).writerows(rows)
            archive.writestr(f"paket/{name}.csv", text.getvalue())
    return file.getvalue()


ORGANISATIONS = [("id", "name", "description"), ("o", "Verein", "x")]
SERVICES = [("id", "organization_id", "name", "status"), ("s", "o", "Kurs", "active")]


def test_rows_of_a_package_that_cannot_be_read_are_told_with_file_and_row(names):
    rows = [*SERVICES, ("", "o", "Ohne", "active"), ("t", "o", "Kurs", "active", "zu", "viel")]
    data = _zip(organizations=ORGANISATIONS, services=[*rows, ("u", "fehlt", "Waise", "active")])

    found = read(opened(data), names)

    assert [each.service.name for each in found.services] == ["Kurs"]
    assert [(each.file, each.row) for each in found.faults] == [
        ("services.csv", 3),
        ("services.csv", 4),
        ("services.csv", 5),
    ]


def _packed(services):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("services.csv", services)
    return file.getvalue()


def _bomb():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("services.csv", b"id\n" + b"0" * 60_000_000)
    return file.getvalue()


def _crowd():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for number in range(100):
            archive.writestr(f"{number}.csv", "id\n")
    return file.getvalue()


UNREADABLE = [
    ("nothing", b"", "leer"),
    ("not JSON", b"<html>", "weder JSON"),
    ("cut off", b'[{"id": ', "weder JSON"),
    ("not a number", b'[{"id": NaN}]', "weder JSON"),
    ("nested without end", b"[" * 100_000, "weder JSON"),
    ("a number", b"7", "keine Angebote"),
    ("an empty list", b"[]", "keine Angebote"),
    ("half a ZIP", _zip(services=SERVICES)[:60], "beschädigt"),
    ("a ZIP of other things", _zip(other=SERVICES), "fehlen services.csv"),
    ("too many members", _crowd(), "fehlen services.csv"),
    ("a bomb", _bomb(), "Entpackt"),
    ("too big", b"[" + b" " * 5_000_001, "größer als 5"),
    ("no ids", _zip(services=[("name",), ("Kurs",)]), "fehlt die Spalte id"),
    ("a quote without end", _packed(b'id,name\r\n1,"Kurs\r\n'), "ab Zeile"),
    ("not UTF-8", _packed(b"id,name\r\n1,K\xfcrs\r\n"), "UTF-8"),
    ("half a member", _zip(services=SERVICES).replace(b"Kurs", b"Lurs"), "beschädigt"),
]


@pytest.mark.parametrize(("what", "data", "words"), UNREADABLE, ids=[row[0] for row in UNREADABLE])
def test_a_file_that_is_none_is_refused_in_german(what, data, words):
    with pytest.raises(UnreadableFileError) as refused:
        opened(data)

    assert words in str(refused.value)


def test_the_pages_lead_from_the_file_to_the_report(session, as_user):
    person = make.steering(session)
    alike = make.organisation(session, name="AWO Kreisverband Börde e. V.", ags="15083040")
    visitor = as_user(person)
    data = as_file(entry(), entry("Kurs", owner="AWO Kreisverband der Börde", key="k"), 7)

    uploaded = visitor.post(HERE, data={"file": (io.BytesIO(data), "fremd.json")})
    assert uploaded.status_code == 303
    preview = visitor.get(uploaded.location)
    assert "1 Angebot kommt dazu" in preview.text
    assert "Bis zu 1 weiteres" in preview.text
    assert "Gemeint ist „AWO Kreisverband Börde e. V.“" in preview.text
    assert "Eintrag 3" in preview.text
    key = taken_over("org-AWO Kreisverband der Börde")
    taken = visitor.post(
        f"{uploaded.location}/uebernehmen",
        data={f"organisation-{key}": str(alike.id), "zeigen": "ja"},
    )
    report = visitor.get(taken.location)

    assert "Angebote übernommen" in report.text
    assert session.scalar(select(func.count(Offer.id))) == 2


def test_a_file_that_is_none_is_told_on_the_page(session, as_user):
    visitor = as_user(make.steering(session))

    refused = visitor.post(HERE, data={"file": (io.BytesIO(b"<html>"), "a.json")})
    missing = visitor.post(HERE, data={})

    assert (refused.status_code, missing.status_code) == (422, 422)
    assert "weder JSON noch ein ZIP" in refused.text


def test_a_file_can_be_thrown_away(session, as_user, names):
    person = make.steering(session)
    imported = services.begin_import(
        session, as_file(entry()), file_name="f", names=names, actor=person, at=clock.now()
    )
    session.commit()

    as_user(person).post(f"{HERE}/{imported.id}/verwerfen")

    assert session.scalar(select(func.count(OfferImport.id))) == 0
    assert as_user(person).get(f"{HERE}/{uuid4()}").status_code == 404


def test_a_choice_that_is_no_id_is_refused(session, as_user, names):
    person = make.steering(session)
    imported = services.begin_import(
        session, as_file(entry()), file_name="f", names=names, actor=person, at=clock.now()
    )
    session.commit()

    refused = as_user(person).post(
        f"{HERE}/{imported.id}/uebernehmen", data={"organisation-x": "quatsch"}
    )

    assert refused.status_code == 422


def test_the_preview_costs_the_same_whatever_the_file_holds(session, as_user, names, statements):
    person, counted = make.steering(session), []
    for number in (2, 30):
        entries = [entry(f"A{n}", owner=f"Verein Nummer {n} {number}") for n in range(number)]
        imported = services.begin_import(
            session, as_file(*entries), file_name="f", names=names, actor=person, at=clock.now()
        )
        session.commit()
        with statements() as seen:
            as_user(person).get(f"{HERE}/{imported.id}")
        counted.append(len(seen))

    assert counted[0] == counted[1] <= 8, counted


def _reply(session, offer, outcome, at):
    """The organisation answers a reader's doubt."""
    doubt = make.store(
        session,
        OfferDoubt(
            lasting_id=offer.lasting_id,
            organisation_id=offer.organisation_id,
            offer_name=offer.name,
            words="Stimmt nicht mehr",
            said_at=at,
        ),
    )
    person = make.steering(session)
    source = make.store(
        session, Source(kind=SourceKind.PERSON, person_id=person.id, reason="Auf Nachfrage")
    )
    make.store(
        session,
        OfferReply(
            offer_id=offer.id,
            organisation_id=offer.organisation_id,
            source_id=source.id,
            doubt_id=doubt.id,
            outcome=outcome,
            by_staff=False,
            said_at=at,
        ),
    )
    put_replies(session, offer.organisation_id)
    session.commit()
    session.expire_all()


@pytest.mark.parametrize("outcome", [DoubtOutcome.STILL_TRUE, DoubtOutcome.ENDED])
def test_what_the_organisation_said_since_outlasts_the_same_file(session, take, outcome):
    take(as_file(entry()))
    _reply(session, session.scalars(select(Offer)).one(), outcome, clock.now())
    before = _rows(session)

    imported = take(as_file(entry()))

    assert _counts(imported) == {"known": 1, "same": 1}
    assert _rows(session) == before


def test_an_offer_that_was_ended_here_comes_back_with_a_file_that_is_newer(session, take):
    take(as_file(entry()))
    at = datetime(2026, 3, 1, tzinfo=UTC)
    _reply(session, session.scalars(select(Offer)).one(), DoubtOutcome.ENDED, at)

    imported = take(as_file(entry(assured_date="2026-04-01")))

    session.expire_all()
    assert _counts(imported) == {"known": 1, "new": 1}
    assert session.scalars(select(Offer.current)).one() is True


def test_the_directory_is_read_anew_afterwards(session, take):
    take(as_file(entry()))
    first = session.scalars(select(DirectoryEdition.token)).one()

    take(as_file(entry(description="neu")))

    session.expire_all()
    assert session.scalars(select(DirectoryEdition.token)).one() != first


DAYS = {
    "assured": ({"assured_date": "2026-02-01"}, True),
    "only changed": ({"assured_date": "", "last_modified": "2026-02-01T10:00:00Z"}, False),
    "nothing": ({"assured_date": ""}, False),
    "a day for none": ({"assured_date": "0001-01-01"}, False),
    "a day to come": ({"assured_date": "2099-01-01"}, False),
}


@pytest.mark.parametrize("day", DAYS)
def test_what_nobody_confirmed_is_not_told_as_confirmed(session, take, as_user, fetch, day):
    said, assured = DAYS[day]
    take(as_file(entry(**said)))
    offer = session.scalars(select(Offer)).one()

    ages = [
        BeautifulSoup(as_user().get(path).text, "html.parser").select_one(".age").text
        for path in ("/angebote/", f"/angebote/{offer.lasting_id}")
    ]
    told = fetch(f"/services/{offer.lasting_id}").get("assured_date")

    assert offer.assured is assured
    assert ["nicht bestätigt" in age for age in ages] == [not assured] * 2
    assert bool(told) is assured
    assert _counts(take(as_file(entry(**said)))) == {"known": 1, "same": 1}


def test_what_the_organisation_says_itself_is_confirmed(session, take):
    take(as_file(entry(assured_date="")))
    _reply(session, session.scalars(select(Offer)).one(), DoubtOutcome.STILL_TRUE, clock.now())

    assert session.scalars(select(Offer.assured)).one() is True
    assert _counts(take(as_file(entry(assured_date="")))) == {"known": 1, "same": 1}


def test_a_damaged_package_is_refused_whatever_packed_it(names):
    for how in (zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w", how) as archive:
            archive.writestr("services.csv", "id,name\n" + "1,Sprachcafé\n" * 200)
        whole = held.getvalue()
        for place in range(50, len(whole) - 120, 3):
            torn = whole[:place] + bytes([whole[place] ^ 0x5A]) + whole[place + 1 :]
            with suppress(UnreadableFileError):
                opened(torn)
