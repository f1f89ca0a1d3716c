"""Checks the column `parameters`: what is carried out is possible, the rest is told."""

from collections.abc import Iterator

from ikparticipation.surveys.xlsform.findings import Finding
from ikparticipation.surveys.xlsform.questionnaire import SELECTS, QuestionType
from ikparticipation.surveys.xlsform.reading.checks import ticks
from ikparticipation.surveys.xlsform.reading.form import Form, Item, error, warning
from ikparticipation.surveys.xlsform.reading.nearest import meant, nearest
from ikparticipation.surveys.xlsform.reading.parameters import parameters
from ikparticipation.surveys.xlsform.reading.settled import kept, number, settled
from ikparticipation.text import N_

_ONLY_LOOKS = frozenset(
    {"rows", "randomize", "seed", "app", "quality", "placeholder", "tick_interval"}
    | {"capture-accuracy", "warning-accuracy", "allow-mock-accuracy"}
)
"""Of the standard, and not carried out: the same is asked without them."""
MAX_SIZE = 20
"""Megabytes an uploaded file may be allowed to have."""
MAX_PIXELS = 20_000
MAX_STEPS = 1_000_000


def findings(form: Form) -> Iterator[Finding]:
    for item in form.items:
        if not item.is_question or item.type.question is None or item.is_added:
            continue
        if item.entry.get("parameters"):
            yield from _names(form, item, item.type.question)
        if item.type.question is QuestionType.RANGE:
            yield from _range(form, item)
        if item.tick_list:
            yield from ticks.findings(form, item)


def _names(form: Form, item: Item, type_: QuestionType) -> Iterator[Finding]:
    place = (form.survey, item.entry, "parameters")
    given = parameters(item.entry.get("parameters"))
    if given is None:
        yield error(UNREADABLE, *place)
        return
    possible = kept(type_, from_file=item.type.is_from_file)
    for name, value in given.items():
        if name == "randomize" and type_ in SELECTS and value == "true":
            yield warning(RANDOM, *place)
        elif name in possible:
            yield from _limit(form, item, name, value)
            if name == "max-pixels":
                yield warning(NOT_SHRUNK, *place)
        elif name in _ONLY_LOOKS:
            yield warning(NOT_READ, *place, name=name)
        else:
            similar = nearest(name, possible | _ONLY_LOOKS)
            message, facts = meant(similar, UNKNOWN_SIMILAR, UNKNOWN)
            yield error(message, *place, name=name, **facts)


def _limit(form: Form, item: Item, name: str, value: str) -> Iterator[Finding]:
    most = {"max-size": MAX_SIZE, "max-pixels": MAX_PIXELS}.get(name)
    size = number(value)
    if most is None:
        return
    is_whole = name == "max-pixels"
    if size is None or not 0 < size <= most or (is_whole and size % 1):
        message = NOT_WHOLE if is_whole else BAD_LIMIT
        yield error(message, form.survey, item.entry, "parameters", name=name, limit=most)


def _range(form: Form, item: Item) -> Iterator[Finding]:
    place = (form.survey, item.entry, "parameters")
    given = settled(item, QuestionType.RANGE)
    values = {name: number(text) for name, text in given.items()}
    for name, value in values.items():
        if value is None:
            yield error(NO_NUMBER, *place, name=name, value=given[name])
    start, end, step = (values[name] for name in ("start", "end", "step"))
    if start is None or end is None or step is None:
        return
    if start >= end:
        yield error(BACKWARDS, *place)
    elif not 0 < step <= end - start or (end - start) / step > MAX_STEPS:
        yield error(BAD_STEP, *place)


UNREADABLE = N_(
    "Diese Angaben sind nicht zu lesen. Bitte schreiben Sie sie so: „start=1 end=5 step=1“."
)
UNKNOWN = N_("Die Angabe „%(name)s“ gibt es bei diesem Typ nicht. Bitte entfernen Sie sie.")
UNKNOWN_SIMILAR = N_(
    "Die Angabe „%(name)s“ gibt es bei diesem Typ nicht. Meinten Sie „%(similar)s“?"
)
NOT_READ = N_("Die Angabe „%(name)s“ wird nicht beachtet.")
NOT_SHRUNK = N_(
    "Bilder werden nicht verkleinert, „max-pixels“ wird nicht beachtet. "
    "Wie groß eine Datei höchstens sein darf, legen Sie mit „max-size“ (in MB) fest."
)
RANDOM = N_("Die Antworten werden nicht gemischt. Sie stehen immer in der Reihenfolge der Liste.")
BAD_LIMIT = N_("„%(name)s“ muss eine Zahl über 0 und höchstens %(limit)s sein.")
NOT_WHOLE = N_("„%(name)s“ muss eine ganze Zahl über 0 und höchstens %(limit)s sein.")
NO_NUMBER = N_("„%(name)s“ muss eine Zahl sein; da steht „%(value)s“.")
BACKWARDS = N_("„start“ muss kleiner sein als „end“. Bitte tauschen Sie die Zahlen.")
BAD_STEP = N_(
    "„step“ muss größer als 0 sein und zwischen „start“ und „end“ passen. "
    "Bitte ändern Sie die Zahl."
)
