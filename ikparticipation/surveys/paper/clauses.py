"""Conditions in words: the usual shapes of an expression as clauses that go on after "wenn"."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ikparticipation.surveys.paper.speech import Speech, blank_words
from ikparticipation.surveys.xlsform.expression import Expression, to_text
from ikparticipation.surveys.xlsform.expression.grammar.syntax import (
    Call,
    Literal,
    Negate,
    Number,
    Operation,
    Reference,
)
from ikparticipation.surveys.xlsform.questionnaire import (
    SELECTS,
    Question,
    Questionnaire,
    QuestionType,
    Words,
)
from ikparticipation.text import N_, day_words, number_words

_MIRRORED = {"=": "=", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
_NEGATED = {"=": "!=", "!=": "=", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}
_DAYS = frozenset({QuestionType.DATE, QuestionType.DATETIME})
_NUMBERS = frozenset({QuestionType.INTEGER, QuestionType.DECIMAL, QuestionType.RANGE})
_BLANK_TESTS = {
    ("=", 0.0): False,
    ("<", 1.0): False,
    ("!=", 0.0): True,
    (">", 0.0): True,
    (">=", 1.0): True,
}
"""Comparisons of a length that only ask whether there is anything."""


@dataclass(frozen=True)
class Clauses:
    """Clauses that go on after "wenn"; None where a shape has no words."""

    questionnaire: Questionnaire
    numbers: Mapping[str, str]
    speech: Speech

    def of(self, tree: Expression, *, holds: bool = True) -> str | None:
        """Return the clause that says that it holds, or that it does not."""
        match tree:
            case Call("not", (inside,)):
                return self.of(inside, holds=not holds)
            case Call("selected", (Reference(name), Literal(choice))):
                return self._ticked(name, choice, holds=holds)
            case Operation(("and" | "or" as word, *_), operands):
                return self._joined(word, operands, holds=holds)
            case Operation((operator,), (left, right)) if operator in _NEGATED:
                return self._compared(operator if holds else _NEGATED[operator], left, right)
        return None

    def _joined(self, word: str, operands: tuple[Expression, ...], *, holds: bool) -> str | None:
        is_and = (word == "and") is holds
        one_question = None if is_and or not holds else self._ticked_of_one(operands)
        if one_question is not None:
            return one_question
        clauses = [self.of(each, holds=holds) for each in operands]
        if None in clauses:
            return None
        other = "or" if is_and else "and"
        parts = [
            f"({clause})" if _joint(each, holds=holds) == other else clause
            for each, clause in zip(operands, clauses, strict=True)
        ]
        return f" {self.speech.say(AND if is_and else OR)} ".join(map(str, parts))

    def _ticked_of_one(self, operands: tuple[Expression, ...]) -> str | None:
        """Return one clause for several choices of one question."""
        pairs = [_choice_asked(each) for each in operands]
        names = {pair[0] for pair in pairs if pair}
        if None in pairs or len(names) != 1:
            return None
        question = self._question(names.pop())
        if question is None or question.type not in SELECTS:
            return None
        labels = [question.choice_labels.get(pair[1]) for pair in pairs if pair]
        if None in labels:
            return None
        return self._place(question, TICKED, words=self._quoted([each for each in labels if each]))

    def _ticked(self, name: str, choice: str, *, holds: bool) -> str | None:
        question = self._question(name)
        labels = question.choice_labels.get(choice) if question else None
        if question is None or labels is None:
            return None
        return self._place(question, TICKED if holds else NOT_TICKED, words=self._quoted([labels]))

    def _compared(self, operator: str, left: Expression, right: Expression) -> str | None:
        if _constant(left) is not None and _constant(right) is None:
            operator, left, right = _MIRRORED[operator], right, left
        value = _constant(right)
        match left:
            case Reference(name) if value is not None and (question := self._question(name)):
                return self._answer(question, operator, value)
            case Call("count-selected", (Reference(name),)) if isinstance(value, float):
                return self._counted(self._question(name), operator, value)
            case Call("string-length", (Reference(name),)) if isinstance(value, float):
                return self._has_answer(self._question(name), operator, value)
            case Call("count", (Reference(name),)) if isinstance(value, float):
                return self._rows(name, operator, value)
        return None

    def _answer(self, question: Question, operator: str, value: str | float) -> str | None:
        if value == "":
            return self._blank(question, operator)
        if question.type in SELECTS:
            name = to_text(Number(value)) if isinstance(value, float) else value
            exactly = operator in {"=", "!="} and question.type is QuestionType.SELECT_ONE
            return self._ticked(question.name, name, holds=operator == "=") if exactly else None
        if question.type in _NUMBERS:
            return self._number(question, operator, value)
        if question.type in _DAYS:
            return self._day(question, operator, str(value))
        return self._text(question, operator, value) if operator in {"=", "!="} else None

    def _text(self, question: Question, operator: str, value: str | float) -> str:
        if question.type is QuestionType.ACKNOWLEDGE:
            return self._place(question, AGREED if operator == "=" else NOT_AGREED)
        words = to_text(Number(value)) if isinstance(value, float) else value
        message = SAYS if operator == "=" else SAYS_NOT
        return self._place(question, message, words=self.speech.say(QUOTED, name=words))

    def _blank(self, question: Question, operator: str) -> str | None:
        if operator not in {"=", "!="}:
            return None
        return self._place(question, NOT_ANSWERED if operator == "=" else ANSWERED)

    def _has_answer(self, question: Question | None, operator: str, value: float) -> str | None:
        there = _BLANK_TESTS.get((operator, value))
        if question is None or there is None:
            return None
        return self._place(question, ANSWERED if there else NOT_ANSWERED)

    def _number(self, question: Question, operator: str, value: str | float) -> str | None:
        try:
            return self._place(question, IS_NUMBER, amount=self._amount(operator, float(value)))
        except ValueError:
            return None

    def _counted(self, question: Question | None, operator: str, value: float) -> str | None:
        amount = self._amount(operator, value)
        return self._place(question, TICKED_COUNT, amount=amount) if question else None

    def _rows(self, name: str, operator: str, value: float) -> str | None:
        if self.questionnaire.repeat(name) is None or name not in self.numbers:
            return None
        facts = {"number": self.numbers[name], "amount": self._amount(operator, value)}
        return self.speech.say(ROWS_COUNT, **facts)

    def _amount(self, operator: str, value: float) -> str:
        plain = int(value) if value.is_integer() else value
        return self.speech.say(AMOUNTS[operator], number=number_words(plain, self.speech.around))

    def _day(self, question: Question, operator: str, value: str) -> str | None:
        try:
            day = date.fromisoformat(value[:10])
        except ValueError:
            return None
        return self._place(question, DAYS[operator], day=day_words(day, self.speech.around))

    def _question(self, name: str) -> Question | None:
        """Return a question that stands on the paper with a number."""
        placed = self.questionnaire.question(name)
        return placed.question if placed and name in self.numbers else None

    def _place(self, question: Question, message: str, **facts: str) -> str:
        return self.speech.say(message, number=self.numbers[question.name], **facts)

    def _quoted(self, labels: list[Words]) -> str:
        plain = (
            blank_words(self.speech.pick(each), self.numbers, self.speech.say) for each in labels
        )
        said = [self.speech.say(QUOTED, name=each) for each in plain]
        either = f" {self.speech.say(OR)} "
        return ", ".join(said[:-1]) + (either if len(said) > 1 else "") + said[-1]


def _choice_asked(tree: Expression) -> tuple[str, str] | None:
    """Return question and choice of `selected(${q}, 'x')` and `${q} = 'x'`."""
    match tree:
        case Call("selected", (Reference(name), Literal(choice))):
            return name, choice
        case Operation(("=",), (Reference(name), Literal(choice))):
            return name, choice
    return None


def _joint(tree: Expression, *, holds: bool) -> str | None:
    """Return the word that joins the parts of a clause, None of a single one."""
    match tree:
        case Call("not", (inside,)):
            return _joint(inside, holds=not holds)
        case Operation(("and" | "or" as word, *_)):
            return "and" if (word == "and") is holds else "or"
    return None


def _constant(tree: Expression) -> str | float | None:
    match tree:
        case Literal(text):
            return text
        case Number(value):
            return value
        case Negate(Number(value)):
            return -value
        case Call("date" | "date-time", (Literal(text),)):
            return text
    return None


QUOTED = N_("„%(name)s“")
AND, OR = N_("und"), N_("oder")
TICKED = N_("Sie bei %(number)s %(words)s angekreuzt haben")
NOT_TICKED = N_("Sie bei %(number)s nicht %(words)s angekreuzt haben")
TICKED_COUNT = N_("die Zahl Ihrer Kreuze bei %(number)s %(amount)s ist")
ROWS_COUNT = N_("die Zahl Ihrer Einträge bei %(number)s %(amount)s ist")
AGREED = N_("Sie Frage %(number)s angekreuzt haben")
NOT_AGREED = N_("Sie Frage %(number)s nicht angekreuzt haben")
ANSWERED = N_("Sie Frage %(number)s beantwortet haben")
NOT_ANSWERED = N_("Sie Frage %(number)s nicht beantwortet haben")
SAYS = N_("Ihre Antwort auf %(number)s %(words)s lautet")
SAYS_NOT = N_("Ihre Antwort auf %(number)s nicht %(words)s lautet")
IS_NUMBER = N_("Ihre Antwort auf %(number)s %(amount)s ist")
AMOUNTS = {
    "=": N_("genau %(number)s"),
    "!=": N_("nicht %(number)s"),
    "<": N_("weniger als %(number)s"),
    "<=": N_("höchstens %(number)s"),
    ">": N_("mehr als %(number)s"),
    ">=": N_("mindestens %(number)s"),
}
DAYS = {
    "=": N_("Ihre Antwort auf %(number)s der %(day)s ist"),
    "!=": N_("Ihre Antwort auf %(number)s nicht der %(day)s ist"),
    "<": N_("Ihre Antwort auf %(number)s vor dem %(day)s liegt"),
    "<=": N_("Ihre Antwort auf %(number)s nicht nach dem %(day)s liegt"),
    ">": N_("Ihre Antwort auf %(number)s nach dem %(day)s liegt"),
    ">=": N_("Ihre Antwort auf %(number)s nicht vor dem %(day)s liegt"),
}
