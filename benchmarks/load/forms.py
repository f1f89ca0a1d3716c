"""The forms that are answered: 25 questions in four sections, and a section of many rows."""

from typing import Any

from ikparticipation.surveys.xlsform.question import Choice, Question, QuestionType
from ikparticipation.surveys.xlsform.questionnaire import Questionnaire, Repeat, Section
from ikparticipation.surveys.xlsform.stored import to_json

KINDS = ("text", "select_one", "integer", "select_one", "date", "select_one", "text")
SIZES = (7, 6, 6, 6)
"""Questions of each section: 25 in all."""
CHOICES = tuple(Choice(f"antwort{n}", {"de": f"Antwort {n}"}) for n in range(5))
ROW = ("text", "select_one", "integer", "date", "text")

Fields = list[tuple[str, str]]


def four_sections() -> Questionnaire:
    """Return the form of 25 questions."""
    kinds = iter(KINDS * 4)
    return _form(
        *(
            Section(
                name=f"teil{number}",
                labels={"de": f"Teil {number}"},
                elements=tuple(
                    _question(f"frage_{number}_{n}", next(kinds), required=n == 0)
                    for n in range(size)
                ),
            )
            for number, size in enumerate(SIZES, 1)
        )
    )


def answers(number: int, who: int) -> Fields:
    """Return what the organisation `who` types in section `number`; each types something else."""
    section = four_sections().sections[number - 1]
    return [(f"answers/{q.name}", _answer(q.type.value, q.name, who)) for q in section.questions]


def stored(who: int) -> dict[str, Any]:
    """Return the same as they are stored, all sections together."""
    typed = [pair for number in range(1, len(SIZES) + 1) for pair in answers(number, who)]
    return {
        name.removeprefix("answers/"): int(text) if text.isdecimal() else text
        for name, text in typed
    }


def many_rows(most: int) -> Questionnaire:
    """Return a form of one section with rows of five questions."""
    questions = (_question(f"spalte_{n}", kind) for n, kind in enumerate(ROW))
    repeat = Repeat(name="zeile", labels={"de": "Zeile"}, elements=tuple(questions), max_rows=most)
    return _form(Section(name="zeilen", labels={"de": "Zeilen"}, elements=(repeat,)))


def row_answers(row: str, time: int) -> Fields:
    """Return what a page posts for one row, something else each time."""
    typed = [
        (f"rows/zeile/{row}/spalte_{n}", _answer(kind, f"{row} {n}", time))
        for n, kind in enumerate(ROW)
    ]
    return [("rows/zeile", row), *typed]


def as_json(form: Questionnaire) -> dict[str, Any]:
    return to_json(form)


def _form(*sections: Section) -> Questionnaire:
    return Questionnaire(
        title="Messung", languages=("de",), default_language="de", sections=sections
    )


def _question(name: str, kind: str, *, required: bool = False) -> Question:
    return Question(
        name=name,
        type=QuestionType(kind),
        labels={"de": f"Was sagen Sie zu {name.replace('_', ' ')}?"},
        choices=CHOICES if kind == "select_one" else (),
        required=required,
    )


def _answer(kind: str, name: str, who: int) -> str:
    match kind:
        case "select_one":
            return f"antwort{(who + len(name)) % 5}"
        case "integer":
            return str(who)
        case "date":
            return f"{2000 + who % 25}-03-15"
    return f"Angabe {who} zu {name}: Wir beraten Zugewanderte in Wolmirstedt."
