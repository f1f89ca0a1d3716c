"""A real browser on a real installation: its own database, its own worker, nothing switched off."""

import pytest
from playwright.sync_api import (
    Browser,
    ConsoleMessage,
    Page,
    Response,
    expect,
    sync_playwright,
)

from tests import instance, make_surveys, services
from tests.journeys.county import PEOPLE, walker
from tests.journeys.sheets import Sheet
from tests.journeys.site import Site
from tests.journeys.walk import Walk
from tests.surveys import every_type

QUIETLY = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-dev-shm-usage",
    "--disable-extensions",
    "--disable-sync",
    "--lang=de-DE",
    "--no-first-run",
)
PATIENCE = 15_000
"""Milliseconds until a thing must have appeared: other tests run beside."""
expect.set_options(timeout=PATIENCE)
DEEP = {
    "consultation.answer": 5,
    "consultation.comment": 9,
    "consultation.publish": 2,
    "consultation.version": 3,
    "drafts.edit": 2,
    "surveys.read_response": 14,
    "surveys.survey": 2,
    "surveys.wave": 2,
}
"""What can be done about a comment, a version, a text or a survey depends on how far it is."""
REFUSALS = ("422", "409", "410", "404", "403")


@pytest.fixture(scope="session")
def chrome():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=services.chromium(), args=list(QUIETLY)
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def site():
    """An installation in which only the two journeys happen."""
    with instance.running() as running:
        site = Site(running)
        yield site
        site.close()


@pytest.fixture(scope="session")
def workshop():
    """An installation for whatever a test puts into it."""
    with instance.running() as running:
        site = Site(running)
        yield site
        site.close()


@pytest.fixture(scope="session")
def county():
    """The demo county after the worker has done everything that follows from it."""
    with instance.demo_county() as running:
        county = Site(running)
        county.let_the_worker_finish()
        yield county
        county.close()


@pytest.fixture(scope="session")
def examples(county):
    """Endpoint → who sees it with the fewest rights, and an address of it."""
    found = {}
    for role in PEOPLE:
        walk = Walk(walker(county, role), most=1, deep=DEEP)
        for endpoint, path in walk.all_over().example.items():
            found.setdefault(endpoint, (role, path))
    return found


@pytest.fixture
def tab(chrome):
    """`tab(site, "person@example.org", js=False, width=390)`: a page in a browser of its own.

    Without a person nobody is signed in. What the browser complains about fails the test.
    """
    contexts, complaints = [], []

    def open_tab(
        site: Site, person: str | None = None, *, js: bool = True, width: int = 1280, **more
    ) -> Page:
        context = _context(chrome, site, js=js, width=width, **more)
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        if person:
            context.add_cookies(cookies_of(site, person))
        listen(context, complaints)
        return context.new_page()

    yield open_tab
    for context in contexts:
        context.close()
    assert not complaints, complaints


def _context(chrome: Browser, site: Site, *, js: bool, width: int, **more):
    return chrome.new_context(
        base_url=site.url,
        java_script_enabled=js,
        locale="de-DE",
        reduced_motion="reduce",
        timezone_id="Europe/Berlin",
        viewport={"width": width, "height": 800},
        **more,
    )


def cookies_of(site: Site, person: str) -> list[dict[str, str]]:
    jar = site.visitor(person).http.cookies.jar
    return [{"name": c.name, "value": c.value, "url": site.url} for c in jar]


def listen(context, complaints: list[str]) -> None:
    """Collect errors of scripts, of the content policy and of missing files, and 500s."""

    def note(message: ConsoleMessage) -> None:
        if message.type == "error" and not _is_refusal(message.text):
            complaints.append(f"{message.text} ({message.location})")

    context.on("console", note)
    context.on("weberror", lambda error: complaints.append(str(error.error)))
    context.on("response", lambda answer: complaints.extend(_failures(answer)))


def _is_refusal(text: str) -> bool:
    """The browser notes every page with such a status, also one that the test asked for."""
    return "Failed to load resource" in text and any(f"of {code} " in text for code in REFUSALS)


def _failures(answer: Response) -> list[str]:
    is_ours = "/static/" in answer.url or answer.status >= 500
    return [f"{answer.status} {answer.url}"] if answer.status >= 400 and is_ours else []


@pytest.fixture
def sheet(workshop):
    """`sheet(document)`: a questionnaire with every type, in which this is answered."""

    def made(document=None, **saved) -> Sheet:
        with workshop.database() as session:
            stored = make_surveys.questionnaire(session, data=every_type.workbook())
            wave = make_surveys.open_wave(session, questionnaire=stored)
            seat = make_surveys.seat(session, wave)
            if document:
                make_surveys.response(
                    session, *seat, document=document, section_versions=saved or {"worte": 1}
                )
            return Sheet(workshop, *seat)

    return made


@pytest.fixture
def unwatched(chrome):
    """`unwatched(sheet)`: a page whose complaints are expected, because something is broken."""
    contexts = []

    def open_page(sheet: Sheet) -> Page:
        context = chrome.new_context(base_url=sheet.site.url, locale="de-DE")
        context.add_cookies(cookies_of(sheet.site, sheet.email))
        contexts.append(context)
        page = context.new_page()
        page.goto(sheet.path("worte"))
        return page

    yield open_page
    for context in contexts:
        context.close()
