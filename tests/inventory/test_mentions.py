"""Names in answers that nobody of the register has: the list, one name, the log, the way back."""

import pytest
from sqlalchemy import func, select

from ikparticipation import clock
from ikparticipation.inventory.models import TieStatement
from ikparticipation.inventory.queries import mentions as queries
from ikparticipation.inventory.queries.mentions import Which
from ikparticipation.inventory.services.resolving import resolve_mentions
from ikparticipation.organisations.models import NameDecision, Organisation, Outcome
from ikparticipation.organisations.services import deciding
from tests import make
from tests.make_inventory import partner, says, wave

LIST = "/verwaltung/bestand/nennungen"


@pytest.fixture
def written(session):
    """Two clubs wrote a name that nobody has, in two waves; one wrote another name, too."""
    make.organisation(session, name="Nähstube Wolmirstedt e. V.")
    first, second = wave(session), wave(session)
    clubs = [make.organisation(session, name=f"Verein {letter}") for letter in "AB"]
    says(session, first, clubs[0], partners=[partner("Nähstübchen Wolmirstedt")])
    says(session, second, clubs[0], partners=[partner("Nähstübchen Wolmirstedt")])
    more = [partner("nähstübchen wolmirstedt"), partner("Frau Muster"), partner("Verein A")]
    says(session, second, clubs[1], partners=more)
    return clubs


def words(page):
    return " ".join(page.get_text(" ").split())


def buttons(page):
    return {button["value"]: words(button) for button in page.select("button[name=was]")}


def partners(session):
    session.rollback()
    query = select(TieStatement.normal_mention, Organisation.name, func.count()).outerjoin(
        Organisation, Organisation.id == TieStatement.partner_id
    )
    grouped = query.group_by(TieStatement.normal_mention, Organisation.name)
    found = {name: (meant, number) for name, meant, number in session.execute(grouped)}
    session.rollback()
    return found


def test_the_list_names_who_wrote_it_and_who_may_be_meant(read, session, written):
    page = read(LIST, make.steering(session))

    rows = [words(row) for row in page.select(".queue__row")]
    assert len(rows) == 2
    assert rows[0].startswith("Nähstübchen Wolmirstedt Verein")
    assert "2 weitere Nennungen" in rows[0]
    assert "Vielleicht gemeint: Nähstube Wolmirstedt e. V." in rows[0]
    assert "Frau Muster Verein B" in rows[1]


def test_one_name_shows_each_who_wrote_it_and_asks_with_reasons(read, session, written):
    page = read(f"{LIST}/name?name=Nähstübchen+Wolmirstedt", make.steering(session))

    assert len(page.select("section[aria-labelledby=wer] tbody tr")) == 3
    assert "Ist gemeint – Nähstube Wolmirstedt e. V." in buttons(page).values()
    assert "left" in buttons(page)
    new = page.select_one("a[href^='/verwaltung/akteure/neu']")
    form = read(new["href"], make.steering(session))
    assert form.select_one("input[name=name]")["value"] == "Nähstübchen Wolmirstedt"


def test_said_once_it_counts_in_all_answers_and_can_be_taken_back(
    as_user, session, work, written, read
):
    entry = session.scalar(select(Organisation.id).where(Organisation.name.like("Nähstube%")))
    staff = make.steering(session)
    said = {"was": f"same:{entry}", "reason": "Anruf"}

    browser = as_user(staff)
    answer = browser.post(f"{LIST}/name?name=Nähstübchen+Wolmirstedt", data=said)
    work()

    assert answer.status_code == 303
    name = "naehstuebchen wolmirstedt"
    assert partners(session)[name] == ("Nähstube Wolmirstedt e. V.", 3)
    rows = [words(row) for row in read(LIST, staff).select(".queue__row")]
    assert [row.split(" ")[0] for row in rows] == ["Frau"]
    log = read(f"{LIST}/protokoll", staff)
    assert "Anruf" in words(log.select_one(".queue__row"))
    session.rollback()
    browser.post(log.select_one(".queue__row form")["action"])
    work()
    assert partners(session)[name] == (None, 3)


def test_none_of_them_keeps_all_apart_at_once(as_user, session, written, read):
    staff = make.steering(session)
    make.organisation(session, name="Nähstübchen Wolmirstedt Nord")
    path = f"{LIST}/name?name=Nähstübchen+Wolmirstedt"
    (none,) = [
        value for value, said in buttons(read(path, staff)).items() if said.startswith("Keine")
    ]

    answer = as_user(staff).post(path, data={"was": none, "reason": "Andere Anschrift"})

    assert answer.status_code == 303
    assert set(buttons(read(path, staff))) == {"left"}
    assert session.scalar(select(func.count(NameDecision.id))) == 2


def test_what_is_left_is_not_asked_again_and_stands_in_a_list_of_its_own(session, written):
    deciding.decide_name(
        session,
        "Frau Muster",
        Outcome.LEFT,
        None,
        reason="Privatperson",
        actor=make.steering(session),
        at=clock.now(),
    )

    assert [each.name for each in queries.mentions(session, Which.LEFT, page=1)] == ["Frau Muster"]
    assert queries.open_mentions(session).number == 1


def test_without_a_reason_nothing_is_decided_and_the_page_says_so(as_user, session, written):
    path = f"{LIST}/name?name=Frau+Muster"

    answer = as_user(make.steering(session)).post(path, data={"was": "left", "reason": ""})

    assert answer.status_code == 422
    assert "Bitte schreiben Sie in wenigen Worten" in answer.text
    assert session.scalar(select(func.count(NameDecision.id))) == 0


def test_what_somebody_else_decided_meanwhile_is_told(as_user, session, written):
    entry = session.scalars(select(Organisation.id)).first()
    path, staff = f"{LIST}/name?name=Frau+Muster", make.steering(session)
    as_user(staff).post(path, data={"was": "left", "reason": "Privatperson"})

    answer = as_user(staff).post(path, data={"was": f"same:{entry}", "reason": "Anruf"})

    assert answer.status_code == 409
    assert "ist schon entschieden" in answer.text


@pytest.mark.parametrize("was", ["", "same:x", "vielleicht", "same"])
def test_a_button_that_does_not_exist_is_refused(as_user, session, written, was):
    path = f"{LIST}/name?name=Frau+Muster"

    answer = as_user(make.steering(session)).post(path, data={"was": was, "reason": "Anruf"})

    assert answer.status_code in {400, 422}
    assert session.scalar(select(func.count(NameDecision.id))) == 0


def test_another_one_is_found_by_searching_the_register(read, session, written):
    path = f"{LIST}/name?name=Frau+Muster&suche=Verein+A"

    page = read(path, make.steering(session))

    assert "Ist gemeint – Verein A" in buttons(page).values()


def test_who_registers_it_has_resolved_it(as_user, session, work, written):
    form = {"name": "Nähstübchen Wolmirstedt", "kind": "verein", "reason": "Anruf"}
    form |= {"ags": "15083565", "status": "active", "version": "0", "public": "y"}

    answer = as_user(make.steering(session)).post("/verwaltung/akteure/neu", data=form)
    work()

    assert answer.status_code == 303
    name = "naehstuebchen wolmirstedt"
    assert partners(session)[name] == ("Nähstübchen Wolmirstedt", 3)


def test_the_overview_says_how_many_wait_and_since_when(read, session, written):
    page = read("/verwaltung/", make.steering(session))

    row = page.select_one(f"a[href='{LIST}']").find_parent("li")
    assert "2 Namen aus Antworten" in words(row)
    assert "die älteste" in words(row)


def test_who_names_itself_names_no_partner(session):
    asked, club = wave(session), make.organisation(session, name="Verein A")
    says(session, asked, club, partners=[partner("verein a")])

    resolve_mentions(session, ["verein a"])

    assert session.scalars(select(TieStatement.partner_id)).all() == [None]
    assert queries.open_mentions(session).number == 0


def test_the_list_asks_the_database_the_same_whatever_its_length(
    as_user, session, written, statements
):
    staff = make.steering(session)
    asked = wave(session)
    for number in range(25):
        make.organisation(session, name=f"Kreisverband der Imker {number}")
        says(session, asked, partners=[partner(f"Imkerverein {number}. Abteilung")])
    browser = as_user(staff)
    browser.get(LIST)

    with statements() as counted:
        browser.get(LIST)

    assert len(counted) <= 8
