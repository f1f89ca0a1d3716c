"""Which button of a section's page was pressed, in the words of `xlsform.answers`."""

from dataclasses import dataclass

from ikparticipation.surveys.xlsform.document import row_id
from ikparticipation.surveys.xlsform.questionnaire import Section

STEPS = frozenset({"speichern", "weiter", "zurueck"})


@dataclass(frozen=True)
class Step:
    name: str
    """One of STEPS, `hinzufuegen` or `entfernen`."""
    row: str | None = None
    """The row that was added."""
    removes: str | None = None
    """A row with answers: somebody is asked once more before it goes."""

    @property
    def goes_on(self) -> bool:
        """Whether it says „done here“, so that what is wrong must be seen now."""
        return self.name in {"speichern", "weiter"}


def pressed(form: dict[str, list[str]], section: Section) -> Step:
    """Return the step, and complete the form: a new row, or a blank row that goes."""
    if added := form.get("hinzufuegen"):
        repeat = added[-1]
        new = form.get(f"neu/{repeat}", [""])[-1]
        if section_repeat(section, repeat) and new:
            form[f"add/{repeat}"] = [new]
            return Step("hinzufuegen", row=row_id(repeat, new))
    elif removed := form.get("entfernen"):
        for repeat in (each.name for each in section.repeats):
            if removed[-1] in form.get(f"rows/{repeat}", []):
                return _removal(form, repeat, removed[-1])
    step = form.get("aktion", ["speichern"])[-1]
    return Step(step if step in STEPS else "speichern")


def section_repeat(section: Section, name: str) -> bool:
    return any(repeat.name == name for repeat in section.repeats)


def _removal(form: dict[str, list[str]], repeat: str, posted: str) -> Step:
    prefix = f"rows/{repeat}/{posted}/"
    filled = any(value.strip() for name in form if name.startswith(prefix) for value in form[name])
    if filled:
        return Step("entfernen", removes=row_id(repeat, posted))
    form[f"remove/{repeat}"] = [posted]
    return Step("entfernen")
