"""Checks that the column `inventory` leads to places that exist and can take the answer."""

from collections.abc import Iterator
from typing import Any

from ikparticipation.surveys.xlsform.findings import Finding
from ikparticipation.surveys.xlsform.reading.checks.tree import Spot, spots
from ikparticipation.surveys.xlsform.reading.columns import YES
from ikparticipation.surveys.xlsform.reading.form import Form, Item, error
from ikparticipation.surveys.xlsform.reading.kinds import Kind
from ikparticipation.surveys.xlsform.reading.nearest import meant, nearest
from ikparticipation.surveys.xlsform.targets import CATALOGUES, ROWS, TARGETS, Target
from ikparticipation.text import N_


def findings(form: Form) -> Iterator[Finding]:
    taken: dict[str, int] = {}
    for spot in spots(form):
        key = spot.item.entry.get("inventory")
        if spot.item.type.kind is Kind.QUESTION and key:
            yield from _question(form, spot, taken)
        elif spot.item.type.kind is Kind.BEGIN_REPEAT and key not in {"", *ROWS}:
            yield _unknown(form, spot.item, tuple(ROWS))
        elif spot.item.type.kind is Kind.BEGIN_GROUP and key:
            yield error(GROUP, form.survey, spot.item.entry, "inventory")
        if key:
            taken.setdefault(key, spot.item.entry.number)
    yield from _nameless(form)


def _question(form: Form, spot: Spot, taken: dict[str, int]) -> Iterator[Finding]:
    sheet, item = form.survey, spot.item
    key = item.entry.get("inventory")
    target = TARGETS.get(key)
    if target is None:
        yield _unknown(form, item, tuple(TARGETS))
        return
    around = spot.repeat.entry.get("inventory") if spot.repeat else None
    if target.row != around:
        message = OUTSIDE_ONLY if target.row is None else INSIDE_ONLY
        yield error(message, sheet, item.entry, "inventory", target=key, row=target.row)
    if item.type.question not in target.types:
        types = ", ".join(sorted(target.types))
        yield error(WRONG_TYPE, sheet, item.entry, "type", target=key, types=types)
    if key in taken:
        yield error(TWICE, sheet, item.entry, "inventory", target=key, other=taken[key])
    if target.names_the_row:
        if item.entry.get("required").casefold() not in YES:
            yield error(MUST_BE_REQUIRED, sheet, item.entry, "required", target=key)
        if item.entry.get("relevant"):
            yield error(MUST_BE_ASKED, sheet, item.entry, "relevant", target=key)
    yield from _choices(form, item, target)


def _choices(form: Form, item: Item, target: Target) -> Iterator[Finding]:
    """Check that the choice names are keys the inventory knows, or at least may know."""
    entries = {entry.get("name"): entry for entry in form.lists.get(item.type.list_name, ())}
    for choice in form.offered.of(item):
        entry = entries.get(choice.name)
        survey = (form.survey, item.entry, "type")
        place = (form.choices, entry, "name") if entry else survey
        facts: dict[str, Any] = {"name": choice.name, "target": target.key}
        if target.vocabulary is not None and choice.name not in target.vocabulary:
            known = ", ".join(sorted(target.vocabulary))
            yield error(NOT_IN_VOCABULARY, *place, known=known, **facts)
        elif target.catalogue and not CATALOGUES[target.catalogue].fullmatch(choice.name):
            yield error(NO_KEY, *place, **facts)


def _nameless(form: Form) -> Iterator[Finding]:
    """Refuse rows that would become an offer, a tie or a network without a name."""
    inside: dict[int, set[str]] = {}
    for spot in spots(form):
        if spot.repeat is not None:
            found = inside.setdefault(spot.repeat.entry.number, set())
            found.add(spot.item.entry.get("inventory"))
    for spot in spots(form):
        needed = ROWS.get(spot.item.entry.get("inventory"))
        if spot.item.type.kind is not Kind.BEGIN_REPEAT or needed is None:
            continue
        if needed not in inside.get(spot.item.entry.number, set()):
            yield error(NAMELESS, form.survey, spot.item.entry, "inventory", target=needed)


def _unknown(form: Form, item: Item, possible: tuple[str, ...]) -> Finding:
    key = item.entry.get("inventory")
    similar = nearest(key, possible)
    message, facts = meant(similar, UNKNOWN_SIMILAR, UNKNOWN)
    facts["known"] = ", ".join(possible)
    return error(message, form.survey, item.entry, "inventory", target=key, **facts)


UNKNOWN = N_("Das Ziel „%(target)s“ gibt es im Bestand nicht. Möglich sind: %(known)s.")
UNKNOWN_SIMILAR = N_("Das Ziel „%(target)s“ gibt es im Bestand nicht. Meinten Sie „%(similar)s“?")
GROUP = N_("Eine Gruppe kann kein Ziel im Bestand haben. Bitte leeren Sie diese Zelle.")
INSIDE_ONLY = N_(
    "„%(target)s“ ist nur in einer Wiederholung möglich, bei der in „inventory“ „%(row)s“ steht."
)
OUTSIDE_ONLY = N_("„%(target)s“ ist nur außerhalb von Wiederholungen möglich.")
WRONG_TYPE = N_("Für „%(target)s“ muss der Typ einer von diesen sein: %(types)s.")
TWICE = N_("Das Ziel „%(target)s“ ist schon in Zeile %(other)s vergeben.")
MUST_BE_REQUIRED = N_("Die Frage mit „%(target)s“ muss Pflicht sein: „required“ auf „yes“ setzen.")
MUST_BE_ASKED = N_(
    "Die Frage mit „%(target)s“ muss immer gestellt werden. Bitte leeren Sie „relevant“."
)
NAMELESS = N_("In dieser Wiederholung fehlt eine Frage mit dem Ziel „%(target)s“.")
NOT_IN_VOCABULARY = N_("„%(name)s“ ist bei „%(target)s“ nicht vorgesehen. Möglich sind: %(known)s.")
NO_KEY = N_("„%(name)s“ ist kein Schlüssel des Katalogs, wie ihn „%(target)s“ braucht.")
