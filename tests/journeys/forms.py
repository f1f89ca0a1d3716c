"""A questionnaire filled in by keyboard, whatever its language: things are found by their names.

A story says section by section what is answered, in rounds: what a round makes appear is answered
in a later one, after "Zwischenspeichern". Without scripts questions only come up then.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Locator, expect

from ikparticipation.surveys.section_page import html_id
from ikparticipation.surveys.xlsform.questionnaire import Question, Questionnaire, QuestionType
from tests.journeys.hands import Keyboard
from tests.journeys.sheets import PNG

Answers = Mapping[str, Any]


@dataclass(frozen=True)
class Rows:
    """Rows of a repeat: what is answered in each, and in rows inside."""

    repeat: str
    rows: Sequence[Answers]
    are_there: bool = False
    """Whether the questionnaire makes them by itself, from a number."""
    inside: Mapping[int, "Rows"] = field(default_factory=dict)
    """Number of the row, counted from 0 → the rows in it."""


Round = Answers | Rows


@dataclass(frozen=True)
class Story:
    """`sections`: name → rounds. `forgotten`: what is left blank until it is missed."""

    sections: Mapping[str, Sequence[Round]]
    forgotten: Mapping[str, Answers]


class Filler:
    """Fills in with nothing but the keyboard; files are picked outside of the page."""

    def __init__(self, hand: Keyboard, questionnaire: Questionnaire) -> None:
        self.hand, self.page, self.questionnaire = hand, hand.page, questionnaire

    def fill(self, rounds: Sequence[Round]) -> None:
        for number, each in enumerate(rounds):
            if number:
                self.press("#speichern")
            if isinstance(each, Rows):
                self.rows(each)
            else:
                self.answers(each)

    def answers(self, answers: Answers, before: str = "answers/") -> None:
        for name, value in answers.items():
            placed = self.questionnaire.question(name)
            assert placed is not None, name
            self._answer(placed.question, f"{before}{name}", value)

    def rows(self, rows: Rows) -> None:
        for number, answers in enumerate(rows.rows):
            if not rows.are_there:
                self.press(f'button[name="add/{rows.repeat}"]')
            row_id = self._row_id(rows.repeat, number)
            self._unfold(self.page.locator(f"#zeile-{row_id}"))
            self.answers(answers, f"rows/{rows.repeat}/{row_id}/")
            if number in rows.inside:
                self._inner(rows.inside[number], rows.repeat, row_id)

    def _inner(self, inner: Rows, outer: str, outer_id: str) -> None:
        add = self.page.locator(f'button[name="add/{inner.repeat}/{outer_id}"]')
        for number, answers in enumerate(inner.rows):
            if not add.count():
                self.press("#speichern")
            self._unfold(self.page.locator(f"#zeile-{outer_id}"))
            self._go(add)
            self._unfold(self.page.locator(f"#zeile-{outer_id}"))
            ids = self.page.locator(f'input[name="rows/{outer}/{outer_id}/{inner.repeat}"]')
            row_id = ids.nth(number).get_attribute("value")
            self._unfold(self.page.locator(f"#zeile-{row_id}"))
            self.answers(answers, f"rows/{inner.repeat}/{row_id}/")

    def press(self, button: str) -> None:
        self._go(self.page.locator(button).and_(self.page.locator(":not(.sr)")))

    def _go(self, button: Locator) -> None:
        self.hand._go(button)  # noqa: SLF001 - a hand of its own

    def _row_id(self, repeat: str, number: int) -> str:
        ids = self.page.locator(f'input[type="hidden"][name="rows/{repeat}"]')
        found = ids.nth(number).get_attribute("value")
        assert found, (repeat, number)
        return found

    def _unfold(self, title: Locator) -> None:
        if title.locator("..").get_attribute("open") is None:
            self.hand._open(title)  # noqa: SLF001

    def _answer(self, question: Question, name: str, value: Any) -> None:
        at = f"#{html_id(name)}"
        if question.type is QuestionType.RANK:
            self._rank(question, at, value)
        elif question.type is QuestionType.GEOPOINT:
            self._type(f"{at}-0", value["lat"])
            self._type(f"{at}-1", value["lon"])
        elif question.type is QuestionType.IMAGE:
            file = {"name": value, "mimeType": "image/png", "buffer": PNG}
            self.page.locator(at).set_input_files(file)
        else:
            self._simple(question, name, value)

    def _simple(self, question: Question, name: str, value: Any) -> None:
        fields = self.page.locator(f'[name="{name}"]:not([type="hidden"])')
        expect(fields.first).to_be_attached()
        kind = fields.first.get_attribute("type")
        if fields.first.evaluate("field => field.tagName") == "SELECT":
            label = fields.locator(f'option[value="{value}"]').inner_text()
            self.hand._pick(fields.first, label)  # noqa: SLF001
        elif kind in {"radio", "checkbox"}:
            self._tick(name, value if isinstance(value, list) else [value])
        elif kind == "date":
            self.hand._set_date(fields.first, value)  # noqa: SLF001
        elif question.type is QuestionType.TIME:
            self.hand._set_time(fields.first, value)  # noqa: SLF001
        else:
            self._type(f"#{html_id(name)}", value)

    def _type(self, at: str, value: Any) -> None:
        words = str(value).replace(".", ",") if isinstance(value, float) else str(value)
        self.hand._type(self.page.locator(at), words)  # noqa: SLF001

    def _tick(self, name: str, values: Sequence[Any]) -> None:
        fold = self.page.locator(f"#{html_id(name)} details.fold:not(.guidance)")
        if fold.count() and fold.get_attribute("open") is None:
            self.hand._open(fold.locator("summary"))  # noqa: SLF001
        for each in values:
            box = self.page.locator(f'input[name="{name}"][value="{each}"]')
            self.hand._tick(box)  # noqa: SLF001
            expect(box).to_be_checked()

    def _rank(self, question: Question, at: str, order: Sequence[str]) -> None:
        numbers = {choice.name: n for n, choice in enumerate(question.choices)}
        for place, name in enumerate(order):
            entry = self.page.locator(f"{at}-{numbers[name]}-eintrag")
            up = entry.get_by_role("button").first
            if not up.count():
                select = entry.locator("select")
                self.hand._pick(select, select.locator("option").nth(place + 1).inner_text())  # noqa: SLF001
                continue
            while self._place(entry) > place:
                self.hand._reach(up)  # noqa: SLF001
                self.page.keyboard.press("Enter")

    @staticmethod
    def _place(entry: Locator) -> int:
        place: int = entry.evaluate("item => [...item.parentElement.children].indexOf(item)")
        return place


def said(record: Mapping[str, Any], questionnaire: Questionnaire) -> dict[str, Any]:
    """Return what people answered, without what was computed; rows as a list by repeat."""
    answers = {
        name: value["name"] if isinstance(value, dict) and "file" in value else value
        for name, value in record["answers"].items()
        if (placed := questionnaire.question(name))
        and placed.question.is_asked
        and placed.question.calculation is None
    }
    rows = {
        repeat: [said(row, questionnaire) for row in rows]
        for repeat, rows in record.get("rows", {}).items()
        if rows
    }
    return answers | rows
