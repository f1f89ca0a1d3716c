"""One line of the sheet survey, written as a sentence of Python."""

GERMAN, ENGLISH = "Deutsch (de)", "English (en)"
COLUMNS = (
    "type",
    "name",
    f"label::{GERMAN}",
    f"label::{ENGLISH}",
    f"hint::{GERMAN}",
    f"hint::{ENGLISH}",
    "required",
    f"required_message::{GERMAN}",
    f"required_message::{ENGLISH}",
    "appearance",
    "inventory",
)

Line = dict[str, str]
"""Heading → cell; blank cells are left out."""
Both = tuple[str, str]
"""The text in German and in English."""


def line(
    type_: str,
    name: str,
    label: Both,
    hint: Both | None = None,
    *,
    needed: Both | None = None,
    goes_to: str = "",
    appearance: str = "",
) -> Line:
    """Return a line; `needed` makes it required and says so when the answer is missing."""
    cells = {"type": type_, "name": name, "appearance": appearance, "inventory": goes_to}
    cells |= _both("label", label) | _both("hint", hint) | _both("required_message", needed)
    cells["required"] = "yes" if needed else ""
    return {heading: cells[heading] for heading in COLUMNS if cells.get(heading)}


def end(type_: str) -> Line:
    return {"type": type_}


def _both(column: str, texts: Both | None) -> Line:
    german, english = texts or ("", "")
    return {f"{column}::{GERMAN}": german, f"{column}::{ENGLISH}": english}
