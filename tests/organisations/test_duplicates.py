"""Pages for entries that may be one: side by side, merged, kept apart, undone."""

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import func, select

from ikparticipation.organisations.models import ApartPair, Membership, Merge
from tests import make

REGISTER = "/verwaltung/akteure"


def words(page):
    return " ".join(page.get_text(" ").split())


@pytest.fixture
def two(session):
    kept = make.organisation(session, name="Freiwillige Feuerwehr Barleben")
    gone = make.organisation(session, name="FFW Barleben e. V.")
    make.member(session, of=gone)
    session.commit()
    return kept, gone


@pytest.fixture
def staff(as_user, session):
    return as_user(make.steering(session))


def page_of(browser, path, status=200):
    answer = browser.get(path, follow_redirects=True)
    assert answer.status_code == status
    return BeautifulSoup(answer.text, "html.parser")


def merge(browser, kept, gone, reason="Dieselbe Wache"):
    path = f"{REGISTER}/{kept.id}/zusammenfuehren/{gone.id}"
    return browser.post(path, data={"reason": reason})


def test_the_list_shows_pairs_with_reasons(staff, two):
    rows = page_of(staff, f"{REGISTER}/doppelt").select(".queue__row")

    assert len(rows) == 1
    assert all(each.name in words(rows[0]) for each in two)
    assert words(rows[0].select_one(".queue__meta"))


def test_without_pairs_it_says_so(staff):
    assert "Kein Eintrag sieht doppelt aus" in words(page_of(staff, f"{REGISTER}/doppelt"))


def test_side_by_side_it_tells_what_moves(staff, two):
    page = page_of(staff, f"{REGISTER}/{two[0].id}/zusammenfuehren/{two[1].id}")

    assert "Mitgliedschaften: 1" in words(page)
    assert page.select_one("form textarea[name=reason], form input[name=reason]")


def test_merged_its_page_leads_to_the_other_with_a_sentence(staff, as_user, session, two):
    kept, gone = two
    assert merge(staff, kept, gone).status_code == 303
    session.expire_all()

    there = page_of(staff, f"{REGISTER}/{gone.id}")
    public = page_of(as_user(), f"/akteure/{gone.id}")

    for page in (there, public):
        assert words(page.h1).startswith("Freiwillige Feuerwehr Barleben")
        assert "„FFW Barleben e. V.“ ist dieselbe Organisation" in words(page)
    assert "Darin aufgegangen" in words(there)


def test_undone_with_one_click_on_the_page_of_the_entry(staff, session, two):
    kept, gone = two
    merge(staff, kept, gone)
    button = page_of(staff, f"{REGISTER}/{kept.id}").select_one("form[action*=zusammenfuehrungen]")

    answer = staff.post(button["action"])

    assert answer.location.endswith(str(gone.id))
    session.expire_all()
    assert session.scalars(select(Membership.organisation_id)).all() == [gone.id]
    assert "aufgehoben von" in words(page_of(staff, f"{REGISTER}/zusammenfuehrungen"))


def test_a_reason_is_needed(staff, session, two):
    answer = merge(staff, *two, reason="")

    assert answer.status_code == 422
    assert session.scalar(select(func.count(Merge.id))) == 0


def test_two_who_merge_the_same_get_one_merge_and_one_sentence(staff, session, two):
    third = make.organisation(session)
    session.commit()
    merge(staff, *two)

    answer = merge(staff, third, two[1])

    assert answer.status_code == 409
    assert session.scalar(select(func.count(Merge.id))) == 1


def test_kept_apart_they_are_not_shown_until_that_is_taken_back(staff, session, two):
    one, other = two
    path = f"{REGISTER}/{one.id}/verschieden/{other.id}"

    assert staff.post(path, data={"reason": ""}).status_code == 422
    assert staff.post(path, data={"reason": "Verein und Wehr"}).status_code == 303

    page = page_of(staff, f"{REGISTER}/doppelt")
    assert "Als verschieden vermerkt" in words(page)
    assert "Vergleichen" not in words(page)
    staff.post(page.select_one("form[action*=verschieden]")["action"])
    assert "Vergleichen" in words(page_of(staff, f"{REGISTER}/doppelt"))
    assert session.scalar(select(func.count(ApartPair.id))) == 1


def test_a_later_merge_is_undone_first(staff, session, two):
    third = make.organisation(session, name="Zweckverband Feuerwehr")
    session.commit()
    merge(staff, *two)
    merge(staff, third, two[0])
    first = session.scalars(select(Merge.id).order_by(Merge.merged_at)).first()
    session.rollback()

    staff.post(f"{REGISTER}/zusammenfuehrungen/{first}/aufheben")

    page = page_of(staff, f"{REGISTER}/zusammenfuehrungen")
    assert "Eine spätere Zusammenführung baut darauf auf" in words(page)
