"""Pictures of the main pages of the demo county: `./ik screenshots`.

Without options the few that the README shows; with `--all` every page below, narrow and wide,
light and dark.
"""

import argparse
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from ikparticipation.launcher import ROOT
from tests.instance import Instance, InstanceError, demo_county
from tests.journeys.site import Site
from tests.services import ServiceError, chromium

WIDE, NARROW = (1280, 800), (390, 844)
Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")


@dataclass(frozen=True)
class Shot:
    """A page: where to start, as whom, and which links to follow from there."""

    name: str
    path: str
    role: str = ""
    follow: tuple[str, ...] = ()
    look_at: str = ""
    """What a picture of one screen shows; empty: the head of the page."""


DRAFT = "/entwuerfe/leitlinien/1"
FIELD = "/entwuerfe/sprachfoerderung/2"
GATE = 'main a[href$="/naechste-fassung"]'
SURVEY = 'main a[href^="/erhebung/"]'
WAVE, SETTINGS = "main .queue__title", 'main a[href$="/einstellungen"]'
SHOTS = (
    Shot("start", "/"),
    Shot("entwuerfe", "/entwuerfe/"),
    Shot("entwurf", DRAFT, look_at=".passage:has(.answer)"),
    Shot("spaetere-fassung", FIELD),
    Shot("vergleich", f"{FIELD}/vergleich/1", look_at=".diff__behind"),
    Shot("kommentar", DRAFT, follow=('main a[href^="/kommentare/"]',)),
    Shot("bestand", "/bestand/", look_at="#karte"),
    Shot("woher", "/bestand/", follow=("main tbody td.num a:not(.zero)",)),
    Shot("angebote", "/angebote/"),
    Shot("angebot", "/angebote/", follow=("main .card h2 a",)),
    Shot("netzwerk", "/netzwerk/", look_at="#bild"),
    Shot("akteure", "/akteure/"),
    Shot("akteur", "/netzwerk/", follow=('main a[href^="/akteure/"]',)),
    Shot("hilfe", "/hilfe/"),
    Shot("anmelden", "/anmelden"),
    Shot("aufgaben", "/mein/aufgaben", "representative"),
    Shot("fragebogen", "/mein/aufgaben", "representative", (SURVEY,)),
    Shot("abschnitt", "/mein/aufgaben", "representative", (SURVEY, "main .kern-btn--primary")),
    Shot("pruefen", "/mein/aufgaben", "representative", (SURVEY, 'main a[href*="/angebote"]')),
    Shot("kommentieren", DRAFT, "representative", (".passage:nth-child(4) .passage__do a",)),
    Shot("organisation", "/mein/organisation", "representative"),
    Shot("moderation", "/verwaltung/moderation", "moderator"),
    Shot("moderieren", "/verwaltung/moderation", "moderator", ("main .queue__title",)),
    Shot("verwaltung", "/verwaltung/", "steering"),
    Shot("abwaegung", "/verwaltung/abwaegung", "steering"),
    Shot("naechste-fassung", "/verwaltung/abwaegung", "steering", (GATE,)),
    Shot("synopse", f"{DRAFT}/synopse"),
    Shot("kommentare", f"{DRAFT}/kommentare"),
    Shot("gruppen", "/verwaltung/moderation", "moderator", ('main a[href$="/gruppen"]',)),
    Shot("antworten", "/verwaltung/abwaegung", "steering", ("main .queue__title",)),
    Shot("texte", "/verwaltung/entwuerfe", "steering"),
    Shot("text", "/verwaltung/entwuerfe", "steering", ("main .queue__title",)),
    Shot("runden", "/verwaltung/runden", "steering"),
    Shot("erhebungen", "/verwaltung/erhebungen", "steering"),
    Shot("welle", "/verwaltung/erhebungen", "steering", ("main .queue__title",)),
    Shot("ruecklauf", "/verwaltung/erhebungen", "steering", (WAVE, 'main a[href$="/ruecklauf"]')),
    Shot("ergebnisse", "/verwaltung/erhebungen", "steering", (WAVE, 'main a[href$="/ergebnisse"]')),
    Shot("pruefung", "/verwaltung/erhebungen/pruefung", "steering"),
    Shot("antwort", "/verwaltung/erhebungen/pruefung", "steering", ("main .queue__title",)),
    Shot("einstellungen", "/verwaltung/erhebungen", "steering", (WAVE, SETTINGS)),
    Shot("register", "/verwaltung/akteure", "steering"),
    Shot("eintrag", "/verwaltung/akteure", "steering", ("main tbody a",)),
    Shot("konten", "/verwaltung/konten", "administrator"),
    Shot("betrieb", "/verwaltung/betrieb/", "administrator"),
    Shot("postausgang", "/verwaltung/betrieb/postausgang", "administrator"),
    Shot("mail", "/verwaltung/betrieb/postausgang", "administrator", ("main .queue__title",)),
)
TO_THE_TOP = "element => scrollTo(0, scrollY + element.getBoundingClientRect().top - 24)"
README = {
    "bestand": (1280, 1000),
    "entwurf": WIDE,
    "naechste-fassung": (1280, 1000),
    "vergleich": (1280, 1000),
    "abschnitt": NARROW,
    "ruecklauf": (1280, 1000),
    "antwort": (1280, 1000),
    "angebote": (1280, 1000),
    "netzwerk": (1280, 1150),
}


class Photographer:
    """One browser, and one context for each role that has signed in."""

    def __init__(self, browser: Browser, instance: Instance) -> None:
        self.browser, self.base_url = browser, instance.base_url
        printed = re.findall(
            r"^ +(\w+) +\S+(/anmelden/\S+)", instance.words_of("launcher"), re.MULTILINE
        )
        self.cookies = {role: self._sign_in(path) for role, path in printed} | {"": []}

    def take(
        self, shot: Shot, file: Path, size: tuple[int, int], scheme: Scheme, *, whole: bool
    ) -> None:
        with self._window(shot.role, size, scheme) as window:
            page = window.new_page()
            page.goto(shot.path)
            for selector in shot.follow:
                self._follow(page, shot, selector)
            if shot.look_at and not whole:
                page.locator(shot.look_at).first.evaluate(TO_THE_TOP)
            page.screenshot(path=file, full_page=whole)

    def _follow(self, page: Page, shot: Shot, selector: str) -> None:
        link = page.locator(selector).first
        if not link.count():
            raise InstanceError(f"{shot.name}: {page.url} has nothing like {selector}")
        page.goto(str(link.get_attribute("href")))

    def _sign_in(self, path: str) -> list[Any]:
        with self.browser.new_context(base_url=self.base_url) as window:
            page = window.new_page()
            page.goto(path)
            page.locator("main form button").click()
            page.wait_for_load_state()
            return window.cookies()

    def _window(self, role: str, size: tuple[int, int], scheme: Scheme) -> BrowserContext:
        window = self.browser.new_context(
            base_url=self.base_url,
            viewport={"width": size[0], "height": size[1]},
            color_scheme=scheme,
            locale="de-DE",
            reduced_motion="reduce",
        )
        window.add_cookies(self.cookies[role])
        return window


def wanted(
    folder: Path, *, everything: bool
) -> Iterator[tuple[Shot, Path, tuple[int, int], Scheme]]:
    for shot in SHOTS:
        if not everything:
            if shot.name in README:
                yield shot, folder / f"{shot.name}.png", README[shot.name], "light"
            continue
        for size in (WIDE, NARROW):
            for scheme in SCHEMES:
                yield shot, folder / f"{shot.name}-{size[0]}-{scheme}.png", size, scheme


def main() -> int:
    """Start a demo county, take the pictures, and name the files."""
    parser = argparse.ArgumentParser(prog="./ik screenshots", description=main.__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "screenshots")
    parser.add_argument("--all", action="store_true", help="every page, two widths, light and dark")
    parser.add_argument("--only", default="", help="the pages with these names: bestand,start")
    options = parser.parse_args()
    only = set(filter(None, options.only.split(",")))
    options.out.mkdir(parents=True, exist_ok=True)
    try:
        with demo_county() as instance, sync_playwright() as playwright:
            site = Site(instance)
            site.let_the_worker_finish()
            site.close()
            arguments = ["--no-sandbox", "--lang=de-DE"]
            with playwright.chromium.launch(executable_path=chromium(), args=arguments) as browser:
                photographer = Photographer(browser, instance)
                for shot, file, size, scheme in wanted(options.out, everything=options.all):
                    if not only or shot.name in only:
                        photographer.take(shot, file, size, scheme, whole=options.all)
                        print(file, flush=True)
    except (InstanceError, ServiceError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
