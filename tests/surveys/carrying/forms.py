"""Two versions of a questionnaire: what the second has anew, has no more, or asks otherwise."""

from functools import cache

from ikparticipation.surveys.xlsform.questionnaire import Questionnaire
from tests.surveys.xlsform import workbooks

HEADINGS = (*workbooks.SURVEY_HEADINGS, "calculation", "question_id", "default", "readonly")


def line(kind, name="", label="", calculation="", question_id="", default="", readonly=""):
    inventory = required = ""
    texts = (label, label, "", "", required, inventory)
    cells = dict(zip(workbooks.SURVEY_HEADINGS, (kind, name, *texts), strict=False))
    own = {
        "calculation": calculation,
        "question_id": question_id,
        "default": default,
        "readonly": readonly,
    }
    return tuple((cells | own).get(heading, "") for heading in HEADINGS)


def compiled(lines, choices):
    settings = (("form_title", "default_language"), ("Probe", "Deutsch (de)"))
    sheets = {"survey": (HEADINGS, *lines), "choices": choices, "settings": settings}
    return workbooks.compiled(workbooks.xlsx(sheets))


HEAD = workbooks.CHOICES[0]


def choices(*names):
    return (HEAD, *(("orte", name, name, name) for name in names))


@cache
def before() -> Questionnaire:
    return compiled(
        (
            line("begin_group", "wir", "Über uns"),
            line("text", "was", "Was?", question_id="zweck"),
            line("integer", "anzahl", "Wie viele?"),
            line("text", "notiz", "Notiz?"),
            line("select_multiple orte", "wo", "Wo?"),
            line("end_group"),
            line("begin_group", "angebote", "Angebote"),
            line("begin_repeat", "angebot", "Angebot"),
            line("text", "titel", "Titel?"),
            line("integer", "plaetze", "Plätze?"),
            line("calculate", "doppelt", calculation="${plaetze} * 2"),
            line("begin_repeat", "zeit", "Zeit"),
            line("text", "tag", "Tag?"),
            line("end_repeat"),
            line("end_repeat"),
            line("end_group"),
        ),
        choices("a", "b", "c"),
    )


@cache
def now() -> Questionnaire:
    """`was` is called otherwise; `notiz` counts now; `c` is gone; `neu` is new; no `plaetze`."""
    return compiled(
        (
            line("begin_group", "wir", "Über uns"),
            line("text", "zweck", "Was?", question_id="zweck"),
            line("decimal", "anzahl", "Wie viele?"),
            line("integer", "notiz", "Notiz?"),
            line("select_multiple orte", "wo", "Wo?"),
            line("text", "neu", "Neu?", default="wie immer"),
            line("end_group"),
            line("begin_group", "angebote", "Angebote"),
            line("begin_repeat", "angebot", "Angebot"),
            line("text", "titel", "Titel?"),
            line("begin_repeat", "zeit", "Zeit"),
            line("text", "tag", "Tag?"),
            line("end_repeat"),
            line("end_repeat"),
            line("end_group"),
        ),
        choices("b", "a"),
    )
