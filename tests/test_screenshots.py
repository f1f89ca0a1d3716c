from bs4 import BeautifulSoup

from ikparticipation import clock
from ikparticipation.demo.fill import fill, sign_in_links
from tests.screenshots import README, SHOTS


def arrive(visitor, shot):
    """Go the way of the photographer; return the last page."""
    page = visitor.get(shot.path)
    for selector in shot.follow:
        link = BeautifulSoup(page.text, "html.parser").select_one(selector)
        assert link is not None, f"{shot.name}: {page.request.path} has nothing like {selector}"
        page = visitor.get(link["href"])
    return page


def test_every_page_of_the_pictures_can_be_reached_in_the_demo_county(session, as_user, work):
    assert fill(session, at=clock.now())
    links = sign_in_links(session, at=clock.now())
    work()
    visitors = {"": as_user()} | {role: as_user() for role, _, _ in links}
    for role, _, path in links:
        assert visitors[role].post(path).status_code == 303

    pages = {shot.name: arrive(visitors[shot.role], shot) for shot in SHOTS}

    assert {name: page.status_code for name, page in pages.items() if page.status_code != 200} == {}
    for shot in SHOTS:
        if shot.look_at:
            assert BeautifulSoup(pages[shot.name].text, "html.parser").select_one(shot.look_at)
    assert set(README) <= set(pages)
