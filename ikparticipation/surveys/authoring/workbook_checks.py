"""Does a questionnaire fit this installation? What the engine alone cannot know.

Choices that go into the inventory must name entries the catalogue has, and no section may be
called like another page of the questionnaire (`/erhebung/<wave>/pruefen`). Said, but allowed:
what goes into the inventory and is kept back there, because its name is not public.
"""

from collections.abc import Collection, Iterator, Mapping

from ikparticipation.surveys.xlsform.findings import Finding
from ikparticipation.surveys.xlsform.question import Publish
from ikparticipation.surveys.xlsform.questionnaire import Question, Questionnaire
from ikparticipation.surveys.xlsform.reading.form import Form, error, put_together, warning
from ikparticipation.surveys.xlsform.reading.workbook import open_workbook
from ikparticipation.surveys.xlsform.targets import TARGETS, catalogue_choices, is_county
from ikparticipation.text import N_

UNKNOWN_KEY = N_(
    "„%(name)s“ steht nicht im Katalog. Für „%(target)s“ brauchen wir einen Eintrag von dort."
)

RESERVED = N_("Einen Abschnitt „%(name)s“ kann es nicht geben. Bitte nennen Sie ihn anders.")
RESERVED_NAMES = frozenset({"papier", "papier.pdf", "pruefen", "quittung"})

KEPT_BACK = N_(
    "„%(target)s“ ist nicht öffentlich. Deshalb erscheint im öffentlichen Bestand nichts von dem, "
    "was hier angegeben wird. Soll es erscheinen, tragen Sie in „publish“ bitte „public“ ein."
)
ONLY_COUNTED = N_(
    "„%(target)s“ ist nur als Zahl öffentlich. Deshalb zählt der öffentliche Bestand, was hier "
    "angegeben wird, und zeigt nichts davon. Soll es erscheinen, tragen Sie in „publish“ bitte "
    "„public“ ein."
)
_SAID = {Publish.INTERNAL: KEPT_BACK, Publish.AGGREGATED: ONLY_COUNTED}

Keys = Mapping[str, Collection[str]]
"""Catalogue (as `targets` names it) → the keys it has."""
SHOWN = frozenset({"offer.name", "tie.partner"})
"""What the inventory shows rows of."""


def findings(data: bytes, questionnaire: Questionnaire, known: Keys) -> list[Finding]:
    """Return what stands in the way, with its place in the workbook."""
    used = catalogue_choices(questionnaire)
    all_known = all(keys <= set(known[_catalogue(target)]) for target, keys in used.items())
    is_free = RESERVED_NAMES.isdisjoint(section.name for section in questionnaire.sections)
    if all_known and is_free and not list(_kept_back(questionnaire)):
        return []
    form = put_together(open_workbook(data).sheets)
    return [
        *_reserved(form, questionnaire),
        *_unknown(form, known),
        *_said(form, {question.name: question for question in _kept_back(questionnaire)}),
    ]


def _kept_back(questionnaire: Questionnaire) -> Iterator[Question]:
    """Return the questions that name offers or partners, and are not public."""
    for placed in questionnaire.placed:
        question = placed.question
        if question.inventory in SHOWN and question.publish is not Publish.PUBLIC:
            yield question


def _said(form: Form, kept_back: Mapping[str, Question]) -> Iterator[Finding]:
    for item in form.items:
        question = kept_back.get(item.name)
        if question is not None:
            words, target = _SAID[question.publish], question.inventory
            yield warning(words, form.survey, item.entry, "publish", target=target)


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
