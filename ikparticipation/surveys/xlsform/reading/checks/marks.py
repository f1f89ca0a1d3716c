"""Checks the columns that say `yes`: choices of the catalogue, an organisation of the register."""

from collections.abc import Iterator

from ikparticipation.surveys.xlsform.findings import Finding
from ikparticipation.surveys.xlsform.questionnaire import QuestionType
from ikparticipation.surveys.xlsform.reading.columns import NO, YES
from ikparticipation.surveys.xlsform.reading.form import Form, Item, error, warning
from ikparticipation.surveys.xlsform.reading.meanings import MARKS
from ikparticipation.surveys.xlsform.targets import CATALOGUES, TARGETS
from ikparticipation.text import N_

_PARTNER = "partner"
_FROM_CATALOGUE = frozenset({QuestionType.SELECT_ONE, QuestionType.SELECT_MULTIPLE})


def findings(form: Form) -> Iterator[Finding]:
    marked = []
    for item in form.items:
        yield from _words(form, item)
        if item.is_named and any(item.entry.says_yes(mark) for mark in MARKS):
            marked.append(item)
            yield from _marked(form, item)
        if item.is_named and item.entry.says_yes(_PARTNER):
            yield from _partner(form, item)
    if marked and form.given.catalogues is None:
        yield warning(NO_CATALOGUE, form.survey, marked[0].entry, marked[0].mark)


def _words(form: Form, item: Item) -> Iterator[Finding]:
    for column in (*MARKS, _PARTNER):
        cell = item.entry.get(column)
        if cell.casefold() not in YES | NO:
            yield error(YES_OR_NO, form.survey, item.entry, column, value=cell)


def _marked(form: Form, item: Item) -> Iterator[Finding]:
    marks = [mark for mark in MARKS if item.entry.says_yes(mark)]
    place = (form.survey, item.entry, marks[0])
    if len(marks) > 1:
        yield error(SEVERAL, form.survey, item.entry, marks[1], first=marks[0], second=marks[1])
    if item.type.question not in _FROM_CATALOGUE or item.type.is_from_file:
        yield error(NO_SELECT, *place, mark=marks[0])
        return
    target = TARGETS.get(item.entry.get("inventory"))
    if target is not None and target.catalogue not in {None, marks[0]}:
        yield error(OTHER_CATALOGUE, *place, target=target.key, mark=target.catalogue)
    yield from _own_choices(form, item, marks[0])


def _own_choices(form: Form, item: Item, mark: str) -> Iterator[Finding]:
    """Check what the list of the workbook adds to the catalogue."""
    known = {entry.name for entry in (form.given.catalogues or {}).get(mark, ())}
    told = False
    for entry in form.lists.get(item.type.list_name, ()):
        name = entry.get("name")
        if name in known and not told:
            told, of = True, item.type.list_name
            yield warning(IN_CATALOGUE, form.choices, entry, "name", name=name, list=of)
        elif name and name not in known and not CATALOGUES[mark].fullmatch(name):
            yield error(NO_KEY, form.choices, entry, "name", name=name, mark=mark)


def _partner(form: Form, item: Item) -> Iterator[Finding]:
    if item.type.question is not QuestionType.TEXT:
        yield error(NO_PARTNER, form.survey, item.entry, _PARTNER)
    elif item.entry.get("choice_filter"):
        yield error(NO_FILTER, form.survey, item.entry, "choice_filter")


YES_OR_NO = N_("Hier steht „%(value)s“. Bitte schreiben Sie „yes“ oder lassen Sie die Zelle leer.")
NO_CATALOGUE = N_(
    "Die Listen des Katalogs sind hier nicht zur Hand. "
    "Die Antworten dieser Fragen sind deshalb noch leer."
)
SEVERAL = N_(
    "Die Antworten können nur aus einem Katalog kommen: „%(first)s“ oder „%(second)s“. "
    "Bitte leeren Sie eine der Zellen."
)
NO_SELECT = N_(
    "Mit „%(mark)s“ kommen die Antworten aus dem Katalog. "
    "Der Typ muss deshalb „select_one %(mark)s“ oder „select_multiple %(mark)s“ sein."
)
OTHER_CATALOGUE = N_(
    "„%(target)s“ braucht Antworten aus einem anderen Katalog. "
    "Bitte schreiben Sie „yes“ in die Spalte „%(mark)s“."
)
IN_CATALOGUE = N_(
    "„%(name)s“ steht schon im Katalog; es gilt der Text von dort. "
    "In der Liste „%(list)s“ braucht nur zu stehen, was dazukommt."
)
NO_KEY = N_("„%(name)s“ ist kein Schlüssel, wie ihn der Katalog „%(mark)s“ hat.")
NO_PARTNER = N_("Mit „partner“ muss der Typ „text“ oder „select_one“ mit einer Liste sein.")
NO_FILTER = N_(
    "Partner kommen aus dem Akteursverzeichnis und lassen sich nicht filtern. "
    "Bitte leeren Sie diese Zelle."
)
