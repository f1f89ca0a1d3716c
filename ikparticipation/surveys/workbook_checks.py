"""Does a questionnaire fit this installation? What the engine alone cannot know.

Choices that go into the inventory must name entries the catalogue has, and no section may be
called like another page of the questionnaire (`/erhebung/<wave>/pruefen`).
"""

from collections.abc import Collection, Iterator, Mapping

from ikparticipation.surveys.xlsform.findings import Finding
from ikparticipation.surveys.xlsform.questionnaire import Questionnaire
from ikparticipation.surveys.xlsform.reading.form import Form, error, put_together
from ikparticipation.surveys.xlsform.reading.workbook import open_workbook
from ikparticipation.surveys.xlsform.targets import TARGETS, catalogue_choices, is_county
from ikparticipation.text import N_

UNKNOWN_KEY = N_(
    "„%(name)s“ steht nicht im Katalog. Für „%(target)s“ brauchen wir einen Eintrag von dort."
)

RESERVED = N_("Einen Abschnitt „%(name)s“ kann es nicht geben. Bitte nennen Sie ihn anders.")
RESERVED_NAMES = frozenset({"papier", "papier.pdf", "pruefen", "quittung"})

Keys = Mapping[str, Collection[str]]
"""Catalogue (as `targets` names it) → the keys it has."""


def findings(data: bytes, questionnaire: Questionnaire, known: Keys) -> list[Finding]:
    """Return what stands in the way, with its place in the workbook."""
    used = catalogue_choices(questionnaire)
    all_known = all(keys <= set(known[_catalogue(target)]) for target, keys in used.items())
    if all_known and RESERVED_NAMES.isdisjoint(section.name for section in questionnaire.sections):
        return []
    form = put_together(open_workbook(data).sheets)
    return [*_reserved(form, questionnaire), *_unknown(form, known)]


def _catalogue(target: str) -> str:
    return TARGETS[target].catalogue or ""


def _reserved(form: Form, questionnaire: Questionnaire) -> Iterator[Finding]:
    for item in form.items:
        if item.name in RESERVED_NAMES and questionnaire.section(item.name):
            yield error(RESERVED, form.survey, item.entry, "name", name=item.name)


def _unknown(form: Form, known: Keys) -> Iterator[Finding]:
    told: set[int] = set()
    for item in form.items:
        target = TARGETS.get(item.entry.get("inventory"))
        if target is None or target.catalogue is None:
            continue
        for choice in form.lists.get(item.type.list_name, ()):
            name = choice.get("name")
            county = target.catalogue == "municipality" and is_county(name)
            if name not in known[target.catalogue] and not county and choice.number not in told:
                told.add(choice.number)
                yield error(UNKNOWN_KEY, form.choices, choice, "name", name=name, target=target.key)
