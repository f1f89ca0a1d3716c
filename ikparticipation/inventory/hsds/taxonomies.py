"""Our lists as taxonomies of the standard, and attributes that point to their terms."""

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import Any, Final

from ikparticipation.inventory.hsds.ids import made
from ikparticipation.inventory.hsds.said import Names

Document = dict[str, Any]

TAXONOMIES: Final[Mapping[str, tuple[str, str]]] = {
    "field_of_action": ("Handlungsfelder", "Handlungsfelder des Integrationskonzepts"),
    "target_group": ("Zielgruppen", "Für wen ein Angebot gedacht ist"),
    "service_kind": ("Arten von Angeboten", "Was für ein Angebot es ist"),
    "format": ("Formen", "Wie ein Angebot erbracht wird"),
    "access": ("Zugang", "Wie man ein Angebot nutzen kann"),
    "costs": ("Kosten", "Ob ein Angebot etwas kostet"),
    "funding": ("Finanzierung", "Woher das Geld für ein Angebot kommt"),
    "organization_kind": ("Arten von Organisationen", "Was für eine Organisation es ist"),
    "municipality": ("Gemeinden", "Gemeinden mit dem Amtlichen Gemeindeschlüssel (AGS)"),
    "detail": ("Angaben", "Angaben, für die der Standard kein eigenes Feld hat"),
}
"""Name in `link_type` → name and description."""

DETAILS: Final[Mapping[str, str]] = {
    "source": "Adresse, unter der steht, woher die Angabe stammt",
    "page": "Adresse der Seite über diesen Eintrag",
    "funding_until": "Bis wann die Finanzierung gesichert ist",
    "capacity": "Plätze insgesamt; wie viele davon frei sind, ist nicht bekannt",
    "capacity_unit": "Wie die Plätze gezählt werden",
    "county_wide": "Gilt im ganzen Landkreis",
}
"""Terms of the taxonomy `detail`."""


@cache
def taxonomy_id(name: str) -> str:
    return made("taxonomy", name)


@lru_cache(4096)
def term_id(taxonomy: str, key: str) -> str:
    return made("taxonomy", taxonomy, key)


@cache
def taxonomy(name: str) -> Document:
    title, description = TAXONOMIES[name]
    return {"id": taxonomy_id(name), "name": title, "description": description}


def term(name: str, key: str, words: Mapping[str, str]) -> Document:
    """Return the term of a taxonomy for a key; `words` of all its keys."""
    return _term(name, key, words.get(key, key))


@lru_cache(4096)
def _term(name: str, key: str, word: str) -> Document:
    """Return a term; a service has a dozen of them, and the same as most others."""
    return {
        "id": term_id(name, key),
        "code": key,
        "name": word,
        "description": word,
        "taxonomy": TAXONOMIES[name][0],
        "language": "de",
        "taxonomy_detail": taxonomy(name),
    }


def words_of(name: str, names: Names) -> Mapping[str, str]:
    """Return key → word of a taxonomy."""
    return DETAILS if name == "detail" else names.lists.get(name, {})


def terms(names: Names) -> Iterator[Document]:
    """Return all terms, taxonomy by taxonomy, in the order of their lists."""
    for name in TAXONOMIES:
        words = words_of(name, names)
        yield from (term(name, key, words) for key in words)


def attribute(owner: str, name: str, key: str, names: Names, value: str = "") -> Document:
    """Return what ties `owner` (an id) to a term; with a value where the term alone says little."""
    found = {
        "id": made("attribute", owner, name, key),
        "link_type": name,
        "taxonomy_term": term(name, key, words_of(name, names)),
    }
    return found | ({"value": value} if value else {})
