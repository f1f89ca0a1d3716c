"""Questionnaires for tests, made directly from the model."""

from datetime import UTC, datetime
from uuid import UUID

from ikparticipation.surveys.xlsform.engine import State
from ikparticipation.surveys.xlsform.question import Choice, Formula, Question, QuestionType
from ikparticipation.surveys.xlsform.questionnaire import Group, Questionnaire, Repeat, Section

NOW = datetime(2027, 3, 12, 13, 30, tzinfo=UTC)
"""14:30 in Berlin."""
A, B, C, D = (str(UUID(int=n)) for n in range(1, 5))
FORMULAS = frozenset(
    {
        "relevant",
        "calculation",
        "default_formula",
        "required_when",
        "readonly",
        "choice_filter",
        "constraint",
        "row_count",
    }
)
FARBEN = {
    "rot": {"de": "Rot", "en": "Red"},
    "blau": {"de": "Blau", "en": "Blue"},
    "gelb": {"de": "Gelb", "en": "Yellow"},
}


def _given(given):
    return {
        name: Formula(value) if name in FORMULAS and isinstance(value, str) else value
        for name, value in given.items()
    }


def choices(*names, **columns):
    """Choices named as they are labelled, or those of FARBEN; columns: name → column → value."""
    return tuple(
        Choice(name, FARBEN.get(name, {"de": name}), columns.get(name, {})) for name in names
    )


def q(name, kind="text", **given):
    """A question; formulas may be given as plain text."""
    if kind in {"select_one", "select_multiple", "rank"}:
        given.setdefault("choices", choices(*FARBEN))
    given.setdefault("labels", {"de": name})
    return Question(name=name, type=QuestionType(kind), **_given(given))


def group(name, *elements, **given):
    return Group(name=name, labels={"de": name}, elements=elements, **_given(given))


def repeat(name, *elements, **given):
    given.setdefault("labels", {"de": name})
    return Repeat(name=name, elements=elements, **_given(given))


def section(name, *elements, **given):
    return Section(name=name, labels={"de": name}, elements=elements, **_given(given))


def form(*parts, **given):
    """A questionnaire: sections as they are, all else in one section `s` before them."""
    loose = tuple(part for part in parts if not isinstance(part, Section))
    sections = tuple(part for part in parts if isinstance(part, Section))
    if loose:
        sections = (section("s", *loose), *sections)
    defaults = {"title": "Probe", "languages": ("de", "en"), "default_language": "de"}
    return Questionnaire(sections=sections, **defaults | given)


def row(id_, answers=None, **more):
    return {"id": id_, "answers": answers or {}} | more


def document(answers=None, **rows):
    return {"answers": answers or {}, "rows": rows}


def state(questionnaire, answers=None, *, seed="", now=NOW, language="", **rows):
    """The state of some answers and rows; answers may also be a whole document."""
    whole = answers is not None and "answers" in answers and "rows" in answers
    said = answers if whole else document(answers, **rows)
    return State.of(questionnaire, said, now=now, seed=seed, language=language)


def small():
    """One questionnaire with the types of the first inventory, a nested group and a repeat."""
    return form(
        section(
            "wir",
            q("gruss", "note"),
            q("was", required=True),
            group("zahlen", q("anzahl", "integer"), q("seit", "date")),
            q("farbe", "select_one"),
            q("farben_auch", "select_multiple"),
        ),
        section(
            "angebote",
            repeat(
                "angebot",
                q("titel", required=True, inventory="offer.name"),
                q("plaetze", "integer", inventory="offer.capacity"),
                q("toene", "select_multiple"),
                inventory="offer",
            ),
        ),
    )


def every():
    """A questionnaire with every type there is, and rows in rows; no formulas."""
    return form(
        section(
            "alles",
            q("text"),
            q("lang", appearance=("multiline",)),
            q("ganz", "integer"),
            q("zahl", "decimal"),
            q("stufe", "range", parameters={"start": "0", "end": "10", "step": "0.5"}),
            q("tag", "date"),
            q("zeit", "time"),
            q("moment", "dateTime"),
            q("eine", "select_one"),
            q("viele", "select_multiple"),
            q("folge", "rank"),
            q("ja", "acknowledge"),
            q("ort", "geopoint"),
            q("bild", "image"),
            q("datei", "file"),
            q("hinweis", "note"),
            q("fest", "hidden", default="7"),
        ),
        section(
            "zeilen",
            repeat(
                "angebot",
                q("titel", required=True),
                repeat("ort_zeile", q("strasse"), repeat("raum", q("groesse", "integer"))),
                q("wo", "geopoint"),
            ),
        ),
    )
