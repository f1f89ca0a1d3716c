"""What the measures of a network are called and what they mean, for people who never met them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ikparticipation.inventory.labels import ALGORITHMS
from ikparticipation.inventory.models import NetworkSnapshot
from ikparticipation.text import N_, number_words
from ikparticipation.web import current_language, gettext

HIDDEN = N_("Organisation, die nicht genannt sein möchte")


@dataclass(frozen=True)
class Measure:
    """One line of the table of figures: `of` names the measure it is a share of."""

    key: str
    words: str
    meaning: str
    is_share: bool = False
    of: str = ""
    only_claimed: bool = False


MEASURES = (
    Measure(
        "size", N_("Organisationen"), N_("Gefragt, oder von einer anderen als Partner genannt.")
    ),
    Measure(
        "ties",
        N_("Nennungen"),
        N_("Wer wen nennt, ohne nicht zugeordnete Namen. Jede Richtung zählt für sich."),
    ),
    Measure(
        "pairs",
        N_("Verbundene Paare"),
        N_("Zwei Organisationen, von denen wenigstens eine die andere nennt."),
    ),
    Measure(
        "density",
        N_("Dichte"),
        N_("Wie viele von allen denkbaren Paaren es gibt."),
        is_share=True,
    ),
    Measure(
        "reciprocity",
        N_("Gegenseitigkeit"),
        N_("Wie viele der Nennungen die andere Seite ebenso sieht."),
        is_share=True,
        only_claimed=True,
    ),
    Measure("components", N_("Getrennte Teile"), N_("Zwischen zwei Teilen führt kein Weg.")),
    Measure("largest", N_("Größter Teil"), N_("Organisationen in dem Teil, der die meisten hat.")),
    Measure(
        "isolated",
        N_("Ohne Verbindung"),
        N_(
            "Gefragt, aber mit niemandem verbunden. Wer nicht geantwortet hat und von niemandem "
            "genannt wird, zählt hier mit."
        ),
    ),
    Measure(
        "communities",
        N_("Gruppen"),
        N_("Sie arbeiten untereinander enger zusammen als mit den übrigen."),
    ),
    Measure(
        "modularity",
        N_("Trennung der Gruppen"),
        N_("0: keine. Ab etwa 0,3 sind die Gruppen deutlich, 1 wäre vollständig."),
    ),
    Measure(
        "core",
        N_("Dichtester Kern"),
        N_("Jede Organisation darin arbeitet mit mindestens so vielen anderen daraus zusammen."),
    ),
    Measure(
        "separating",
        N_("Gelenkstellen"),
        N_("Organisationen, ohne die ihr Teil des Netzwerks auseinanderfiele."),
    ),
    Measure(
        "across_places",
        N_("Über Gemeindegrenzen"),
        N_("Paare mit Sitz in zwei Gemeinden, von allen, deren Sitz bekannt ist."),
        of="of_places",
    ),
    Measure(
        "across_fields",
        N_("Über Handlungsfelder"),
        N_("Paare ohne gemeinsames Handlungsfeld, von allen, deren Felder bekannt sind."),
        of="of_fields",
    ),
)


@dataclass(frozen=True)
class Figure:
    """A measure of both networks; None: it cannot be computed."""

    words: str
    meaning: str
    claimed: str | None
    confirmed: str | None


def figures(snapshot: NetworkSnapshot) -> list[Figure]:
    return [
        Figure(
            gettext(each.words),
            gettext(each.meaning),
            _value(each, snapshot.claimed),
            None if each.only_claimed else _value(each, snapshot.confirmed),
        )
        for each in MEASURES
    ]


def _value(measure: Measure, of: Mapping[str, Any]) -> str | None:
    value, language = of[measure.key], current_language()
    if value is None or (measure.of and not of[measure.of]):
        return None
    if measure.is_share:
        return percent(value)
    words = number_words(round(value, 2), language)
    if measure.of:
        whole = number_words(of[measure.of], language)
        return gettext(N_("%(part)s von %(whole)s"), part=words, whole=whole)
    return words


def percent(share: float) -> str:
    """Return "33,3 %": of the page's language, one decimal."""
    return f"{number_words(round(share * 100, 1), current_language())}\u00a0%"


def algorithms(snapshot: NetworkSnapshot) -> list[tuple[str, str]]:
    """Return measure and how it was computed, in the order of the table."""
    given = snapshot.algorithms
    return [
        (gettext(words), gettext(given[key])) for key, words in ALGORITHMS.items() if key in given
    ]
