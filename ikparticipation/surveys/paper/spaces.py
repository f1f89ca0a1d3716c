"""The place for an answer: as much of what its kind needs, or what was answered."""

from collections.abc import Callable

from ikparticipation.surveys.paper.sheet import (
    Boxes,
    Digits,
    Lines,
    Option,
    Said,
    Scale,
    Short,
    Space,
)
from ikparticipation.surveys.paper.speech import Speech
from ikparticipation.surveys.xlsform.questionnaire import Choice, Question, QuestionType
from ikparticipation.surveys.xlsform.values import Value, bounds, steps, value_label
from ikparticipation.text import N_, number_words

MULTILINE_LINES = 5
MOST_BOXES = 60
"""Of a longer list the answers are written down: nobody looks through pages of boxes."""
MOST_BOXES_FILLED = 12
"""Of a longer list only what was ticked is told, so that many rows stay few pages."""
MOST_POINTS = 11
"""So many points fit on a scale."""
LONGEST_POINT = 20
"""A scale of longer words would not be read as one."""
_COLUMNS = ((10, 4), (24, 3), (40, 2))
"""Longest label → columns of boxes that fit beside each other."""
FEW = 4
"""So many boxes stand below each other, however short they are."""

Label = Callable[[Choice], str]


def blank_space(question: Question, label: Label, speech: Speech) -> Space:
    """Return the place for an answer that is still to be given."""
    return _BLANK.get(question.type, _line)(question, label, speech)


def filled_space(question: Question, value: Value | None, label: Label, speech: Speech) -> Space:
    """Return what was answered, in its place; None: nothing was."""
    if value is None or value == []:
        return Said(speech.say(NOTHING_SAID), is_quiet=True)
    if question.type is QuestionType.RANK and isinstance(value, list):
        return _ordered(question, value, label)
    if question.type in {QuestionType.SELECT_ONE, QuestionType.SELECT_MULTIPLE}:
        return _ticked(question, value if isinstance(value, list) else [str(value)], label)
    if question.type is QuestionType.ACKNOWLEDGE:
        return Boxes((Option(speech.say(YES), is_ticked=True),))
    return Said(value_label(question, value, speech.language))


def is_scale(labels: list[str]) -> bool:
    return len(labels) <= MOST_POINTS and max(map(len, labels), default=0) <= LONGEST_POINT


def _ordered(question: Question, value: list[str], label: Label) -> Space:
    places = {name: str(place) for place, name in enumerate(value, start=1)}
    in_order = sorted(question.choices, key=lambda c: int(places.get(c.name, "999")))
    options = [Option(label(c), place=places.get(c.name, "")) for c in in_order]
    return Boxes(tuple(options), is_order=True)


def _ticked(question: Question, names: list[str], label: Label) -> Space:
    shown = question.choices
    if len(shown) > MOST_BOXES_FILLED:
        shown = tuple(choice for choice in shown if choice.name in names)
    options = tuple(Option(label(choice), choice.name in names) for choice in shown)
    unknown = [name for name in names if name not in question.choice_labels]
    options += tuple(Option(name, is_ticked=True) for name in unknown)
    return Boxes(options, columns_of(options))


def columns_of(options: tuple[Option, ...]) -> int:
    if len(options) <= FEW:
        return 1
    longest = max(len(option.label) for option in options)
    return next((columns for length, columns in _COLUMNS if longest <= length), 1)


def _line(question: Question, _label: Label, _speech: Speech) -> Space:
    return Lines(MULTILINE_LINES if "multiline" in question.appearance else 1)


def _short(_question: Question, _label: Label, speech: Speech) -> Space:
    return Short((speech.say(NUMBER),))


def _choices(question: Question, label: Label, speech: Speech) -> Space:
    is_one = question.type is QuestionType.SELECT_ONE
    if len(question.choices) > MOST_BOXES or not question.choices:
        return Lines(1 if is_one else 3, speech.say(WRITE_ONE if is_one else WRITE_SEVERAL))
    options = tuple(Option(label(choice)) for choice in question.choices)
    prompt = speech.say(TICK_ONE if is_one else TICK_SEVERAL)
    if "likert" in question.appearance and is_scale([option.label for option in options]):
        return Scale(options, prompt)
    return Boxes(options, columns_of(options), prompt)


def _rank(question: Question, label: Label, speech: Speech) -> Space:
    options = tuple(Option(label(choice)) for choice in question.choices)
    prompt = speech.say(PUT_IN_ORDER, last=len(options))
    return Boxes(options, prompt=prompt, is_order=True)


def _range(question: Question, _label: Label, speech: Speech) -> Space:
    points = steps(question)
    if points and len(points) <= MOST_POINTS:
        options = tuple(Option(number_words(point, speech.around)) for point in points)
        return Scale(options, speech.say(TICK_ONE))
    start, end, step = (number_words(float(each), speech.around) for each in bounds(question))
    return Short((speech.say(NUMBER),), speech.say(FROM_TO, start=start, end=end, step=step))


def _acknowledge(_question: Question, _label: Label, speech: Speech) -> Space:
    return Boxes((Option(speech.say(YES)),))


def _date(_question: Question, _label: Label, speech: Speech) -> Space:
    return Digits(_said(_DAY, speech))


def _time(_question: Question, _label: Label, speech: Speech) -> Space:
    return Digits(_said(_TIME, speech))


def _moment(_question: Question, _label: Label, speech: Speech) -> Space:
    return Digits(_said(_DAY + _TIME, speech))


def _said(groups: tuple[tuple[int, str], ...], speech: Speech) -> tuple[tuple[int, str], ...]:
    return tuple((count, speech.say(words)) for count, words in groups)


def _point(_question: Question, _label: Label, speech: Speech) -> Space:
    return Lines(2, speech.say(WRITE_PLACE))


def _file(_question: Question, _label: Label, speech: Speech) -> Space:
    return Lines(1, speech.say(ENCLOSE))


TICK_ONE = N_("Bitte nur ein Kreuz")
TICK_SEVERAL = N_("Mehrere Kreuze möglich")
WRITE_ONE = N_("Bitte schreiben Sie Ihre Antwort auf")
WRITE_SEVERAL = N_("Bitte schreiben Sie alles auf, was zutrifft")
WRITE_PLACE = N_("Bitte nennen Sie Anschrift oder Ort, oder geografische Breite und Länge")
PUT_IN_ORDER = N_("Bitte schreiben Sie 1 bis %(last)s in die Kästchen; 1 steht vorn")
ENCLOSE = N_("Bitte legen Sie die Datei oder das Bild bei, und schreiben Sie hier den Titel auf")
FROM_TO = N_("Von %(start)s bis %(end)s, in Schritten von %(step)s")
NUMBER = N_("Zahl")
YES = N_("Ja")
NOTHING_SAID = N_("keine Angabe")
_DAY = ((2, N_("Tag")), (2, N_("Monat")), (4, N_("Jahr")))
_TIME = ((2, N_("Stunde")), (2, N_("Minute")))

_BLANK: dict[QuestionType, Callable[[Question, Label, Speech], Space]] = {
    QuestionType.INTEGER: _short,
    QuestionType.DECIMAL: _short,
    QuestionType.RANGE: _range,
    QuestionType.DATE: _date,
    QuestionType.TIME: _time,
    QuestionType.DATETIME: _moment,
    QuestionType.SELECT_ONE: _choices,
    QuestionType.SELECT_MULTIPLE: _choices,
    QuestionType.RANK: _rank,
    QuestionType.ACKNOWLEDGE: _acknowledge,
    QuestionType.GEOPOINT: _point,
    QuestionType.IMAGE: _file,
    QuestionType.FILE: _file,
}
