"""Which button of a section's page was pressed, in the words of `xlsform.answers`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ikparticipation.surveys.section_page import questions_of
from ikparticipation.surveys.views.picture import middle_of, typed_at
from ikparticipation.surveys.xlsform.answers import Uploads
from ikparticipation.surveys.xlsform.answers.reading import CONFIRM_ALL
from ikparticipation.surveys.xlsform.document import Document, row_id, spots
from ikparticipation.surveys.xlsform.questionnaire import QuestionType, Section

STEPS = frozenset({"speichern", "weiter", "zurueck"})
Form = dict[str, list[str]]


@dataclass(frozen=True)
class Step:
    name: str
    """One of STEPS, `hinzufuegen`, `entfernen`, `verschieben`, `suchen`, `sprache`, `ort`, `sagen`
    (something was said of a row of last time) or `alle` (of all)."""
    row: str | None = None
    """The row that was added or moved, or of which something was said."""
    removes: str | None = None
    """A row with answers: somebody is asked once more before it goes."""
    value: str = ""
    """The language that was chosen, or the field that was searched for or set."""

    @property
    def goes_on(self) -> bool:
        """Whether it says „done here“, so that what is wrong must be seen now."""
        return self.name in {"speichern", "weiter"}


def pressed(form: Form, section: Section, document: Document, uploads: Uploads) -> Step:
    """Return the step, and complete the form: a place that was pointed at, a row that stays."""
    for name, values in list(form.items()):
        button, _, rest = name.partition("/")
        repeat = rest.partition("/")[0]
        if not any(chain[-1].name == repeat for chain in section.all_repeats):
            continue
        if button == "add" and values[-1]:
            return Step("hinzufuegen", row=row_id(repeat, values[-1]))
        if button in {"confirm", "end"}:
            return Step("sagen", row=row_id(repeat, values[-1]), value=button)
        if button in {"open", "resume"}:
            return Step("hinzufuegen", row=row_id(repeat, values[-1]))
        if button in {"up", "down"}:
            return Step("verschieben", row=row_id(repeat, values[-1]))
        if button == "remove":
            return _removal(form, repeat, values[-1], document, section, uploads)
    return _pointed(form, section) or _named(form)


def _named(form: Form) -> Step:
    if CONFIRM_ALL in form:
        return Step("alle")
    for name in ("sprache", "suchen"):
        if name in form:
            return Step(name, value=form[name][-1])
    step = form.get("aktion", ["speichern"])[-1]
    return Step(step if step in STEPS else "speichern")


def _removal(
    form: Form,
    repeat: str,
    posted: str,
    document: Document,
    section: Section,
    uploads: Uploads,
) -> Step:
    """Let a blank row go at once; ask about one in which something stands."""
    prefix, wanted = f"rows/{repeat}/{posted}/", row_id(repeat, posted)
    typed = any(v.strip() for name in form if name.startswith(prefix) for v in form[name])
    sent = any(name.startswith(prefix) for name in uploads)
    held = any(
        isinstance(value, dict) and "file" in value
        for spot in spots(section, document)
        if spot.row_id == wanted
        for value in spot.record["answers"].values()
    )
    if not (typed or sent or held):
        return Step("entfernen")
    del form[f"remove/{repeat}"]
    return Step("entfernen", removes=wanted)


def _pointed(form: Form, section: Section) -> Step | None:
    """Take a click on the map, or the middle of a municipality, for what was typed.

    A key pressed on the picture says 0, 0: no place was pointed at.
    """
    fields = set(point_fields(form, section))
    for name in [name for name in form if name.startswith("karte/") and name.endswith(".x")]:
        field = name.removeprefix("karte/").removesuffix(".x")
        x, y = (_whole(form, f"karte/{field}.{axis}") for axis in "xy")
        if field in fields and (x or y):
            form[field] = typed_at(x, y)
            return Step("ort", value=field)
    field = form.get("mitte", [""])[-1]
    middle = middle_of(form.get(f"gemeinde/{field}", [""])[-1]) if field in fields else None
    if middle is not None:
        form[field] = middle
    return Step("ort", value=field) if field in fields else None


def point_fields(form: Mapping[str, object], section: Section) -> Iterator[str]:
    """Return the posted fields that are places."""
    points = {q.name for q in questions_of(section) if q.type is QuestionType.GEOPOINT}
    yield from (name for name in form if name.rpartition("/")[2] in points)


def _whole(form: Form, name: str) -> int:
    text = form.get(name, [""])[-1]
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else 0  # noqa: PLR2004
