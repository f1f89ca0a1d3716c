"""Texts to try: those of the formulas, some as long as they say, some that match, everyday ones."""

from collections.abc import Iterator, Sequence

from ikparticipation.surveys.xlsform.checking.probing import trees
from ikparticipation.surveys.xlsform.checking.samples.patterns import examples
from ikparticipation.surveys.xlsform.expression import Expression
from ikparticipation.surveys.xlsform.questionnaire import Question
from ikparticipation.surveys.xlsform.values import MAX_TEXT, Value
from ikparticipation.text import one_line

EVERYDAY = (
    "Beispiel",
    "x",
    "7",
    "Verein für Begegnung e. V.",
    "kontakt@example.org",
    "https://www.example.org/",
    "0391 1234567",
    "+49 391 1234567",
    "39104",
    "2027",
    "2027-06-15",
    "DE89370400440532013000",
    "Wort " * 30,
)


def of_text(_question: Question, formulas: Sequence[Expression]) -> tuple[list[Value], bool]:
    found = (text for tree in formulas for text in _hinted(tree))
    texts = dict.fromkeys(one_line(text) for text in (*found, *EVERYDAY))
    return [text for text in texts if text and len(text) <= MAX_TEXT], False


def _hinted(tree: Expression) -> Iterator[str]:
    yield from trees.literals(tree)
    for pattern in trees.patterns(tree):
        yield from examples(pattern)
    for number in trees.numbers(tree):
        if number == int(number):
            yield str(int(number))
        for length in (int(number), int(number) + 1, int(number) - 1):
            if 0 < length <= MAX_TEXT:
                yield "x" * length
