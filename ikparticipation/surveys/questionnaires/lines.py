"""The sheets of a questionnaire in two languages, written as sentences of Python."""

from collections.abc import Mapping
from dataclasses import dataclass

GERMAN, ENGLISH = "Deutsch (de)", "English (en)"
_TRANSLATED = ("label", "hint", "guidance_hint", "required_message", "constraint_message")
_PLAIN = (
    *("required", "relevant", "constraint", "calculation", "default", "appearance"),
    *("parameters", "inventory", "question_id", "publish", "partner"),
)
CATALOGUES = ("municipality", "language", "target_group", "field_of_action")
COLUMNS = (
    *("type", "name"),
    *(f"{column}::{language}" for column in _TRANSLATED for language in (GERMAN, ENGLISH)),
    *_PLAIN,
    *CATALOGUES,
)
CHOICE_COLUMNS = ("list_name", "name", f"label::{GERMAN}", f"label::{ENGLISH}")

PUBLIC, AGGREGATED, INTERNAL = "public", "aggregated", "internal"
"""Who may see an answer: see `question.Publish`."""

Line = dict[str, str]
"""Heading → cell; blank cells are left out."""
Both = tuple[str, str]
"""The text in German and in English."""


@dataclass(frozen=True, kw_only=True)
class Form:
    """What becomes a workbook."""

    title: str
    form_id: str
    columns: tuple[str, ...]
    """Headings of the sheet survey; `choice_columns` those of choices."""
    lines: tuple[Line, ...]
    choice_columns: tuple[str, ...]
    choices: tuple[Line, ...]

    @property
    def settings(self) -> Line:
        return {
            "form_title": self.title,
            "form_id": self.form_id,
            "default_language": GERMAN,
        }


def line(  # noqa: PLR0913 - what a line of a questionnaire can say
    type_: str,
    name: str,
    label: Both,
    hint: Both | None = None,
    *,
    guidance: Both | None = None,
    needed: Both | None = None,
    relevant: str = "",
    must: tuple[str, Both] | None = None,
    goes_to: str = "",
    publish: str = "",
    catalogue: str = "",
    appearance: str = "",
    parameters: str = "",
    default: str = "",
    partner: bool = False,
) -> Line:
    """Return a line. A question says who may see its answers (`publish`).

    `needed` makes it required and says so when the answer is missing; `must` is what has to hold
    of the answer, and what to say when it does not; `catalogue` is where its choices come from.
    """
    constraint, wrong = must or ("", None)
    texts = {
        "label": label,
        "hint": hint,
        "guidance_hint": guidance,
        "required_message": needed,
        "constraint_message": wrong,
    }
    cells = {
        "type": type_,
        "name": name,
        **{
            heading: cell for column, both in texts.items() for heading, cell in _both(column, both)
        },
        "required": "yes" if needed else "",
        "relevant": relevant,
        "constraint": constraint,
        "default": default,
        "appearance": appearance,
        "parameters": parameters,
        "inventory": goes_to,
        "question_id": name if publish else "",
        "publish": publish,
        "partner": "yes" if partner else "",
        catalogue: "yes" if catalogue else "",
    }
    return _in_order(cells)


def computed(name: str, calculation: str, *, publish: str = INTERNAL) -> Line:
    """Return a line that nobody sees: the result is quoted or evaluated."""
    cells = {"type": "calculate", "name": name, "calculation": calculation}
    return _in_order(cells | {"question_id": name, "publish": publish})


def end(type_: str) -> Line:
    return {"type": type_}


def choice_lines(lists: Mapping[str, Mapping[str, Both]]) -> tuple[Line, ...]:
    """Return the lines of the sheet choices, list by list."""
    return tuple(
        dict(zip(CHOICE_COLUMNS, (name, choice, *texts), strict=True))
        for name, choices in lists.items()
        for choice, texts in choices.items()
    )


def _in_order(cells: Line) -> Line:
    return {heading: cells[heading] for heading in COLUMNS if cells.get(heading)}


def _both(column: str, texts: Both | None) -> list[tuple[str, str]]:
    german, english = texts or ("", "")
    return [(f"{column}::{GERMAN}", german), (f"{column}::{ENGLISH}", english)]
