"""What a question says and how it is drawn, kept for all who are asked."""

from collections.abc import Hashable

from ikparticipation.surveys.section_page.pieces import Wording
from ikparticipation.surveys.section_page.speech import Speech
from ikparticipation.surveys.xlsform.engine import State, quotes
from ikparticipation.surveys.xlsform.questionnaire import Choice, Question, QuestionType
from ikparticipation.surveys.xlsform.values import scale_words, steps, to_typed
from ikparticipation.text import pick

PARTNERS = "partnernamen"
"""Id of the list of names in the register, offered while a partner is typed."""
MOST_RADIOS = 7
"""A select_one with more choices is drawn as a drop-down list by `_questions.html`."""
MOST_STEPS = 11
"""A range with more steps is a field for a number."""
LABEL, HINT, GUIDANCE = "\x04", "\x05", "\x06"
"""Marks in the places of words that quote answers; see `views.drawing`."""
_LOOKS = ("minimal", "autocomplete", "likert", "quick")
_MOST_KEPT = 20_000

_KEPT: dict[Hashable, Wording] = {}
"""A wording keeps its question alive, and so the id taken that its key begins with."""
_CHANGES: dict[int, tuple[Question, bool, bool]] = {}
"""By id of the question: itself, whether it depends on answers how it is drawn, and whether its
words quote some."""


def is_partner(question: Question) -> bool:
    return question.partner or question.inventory == "tie.partner"


def wording(question: Question, state: State, speech: Speech, row: str | None) -> Wording:
    """Return how a question is drawn now. Its `words` stand apart where they quote answers."""
    depends, quoting = changes(question)
    if not depends:
        key: Hashable = (id(question), speech)
        found = _KEPT.get(key)
        return found or _keep(
            key, _made(question, question.choices, speech, required=question.required)
        )
    required = state.is_required(question.name, row)
    choices = state.choices(question.name, row)
    shown = question.is_asked and state.is_readonly(question.name, row)
    if quoting and any("${" in text for c in choices for text in c.labels.values()):
        labels = [state.choice_label(question.name, c, speech.language, row) for c in choices]
        said = zip(choices, labels, strict=True)
        spoken = tuple(Choice(choice.name, {speech.language: label}) for choice, label in said)
        return _made(question, spoken, speech, required=required, shown=shown, is_kept=False)
    names = tuple(c.name for c in choices) if question.choice_filter else ()
    key = (id(question), speech, required, shown, names)
    return _KEPT.get(key) or _keep(
        key, _made(question, choices, speech, required=required, shown=shown)
    )


def changes(question: Question) -> tuple[bool, bool]:
    """Return whether it is drawn differently as answers change, and whether its words quote any."""
    found = _CHANGES.get(id(question))
    if found is None:
        if len(_CHANGES) >= _MOST_KEPT:
            _CHANGES.clear()
        rules = (
            question.required_when,
            question.readonly,
            question.choice_filter,
            question.calculation,
        )
        quoting = quotes(question)
        found = _CHANGES[id(question)] = (question, quoting or any(rules), quoting)
    return found[1:]


def _keep(key: Hashable, made: Wording) -> Wording:
    if len(_KEPT) >= _MOST_KEPT:
        _KEPT.clear()
    return _KEPT.setdefault(key, made)


def _made(
    question: Question,
    choices: tuple[Choice, ...],
    speech: Speech,
    *,
    required: bool,
    shown: bool = False,
    is_kept: bool = True,
) -> Wording:
    language, quoting = speech.language, changes(question)[1]
    hint = with_scale(pick(question.hints, language), question, speech)
    guidance = pick(question.guidance, language)
    listed = [(choice.name, pick(choice.labels, language)) for choice in choices]
    return Wording(
        question=question,
        speech=speech,
        type="shown" if shown else _type(question),
        look=next((look for look in _LOOKS if look in question.appearance), ""),
        required=required,
        label=LABEL if quoting else pick(question.labels, language),
        hint=(HINT if quoting else hint) if hint else None,
        guidance=(GUIDANCE if quoting else guidance) if guidance else None,
        choices=_steps(question) if question.type is QuestionType.RANGE else listed,
        datalist=PARTNERS if is_partner(question) else None,
        is_kept=is_kept,
    )


def with_scale(hint: str, question: Question, speech: Speech) -> str:
    """Return a hint that also says what the numbers of a range mean."""
    if not question.ticks:
        return hint
    return " ".join(filter(None, (hint, scale_words(question, speech.language, speech.around))))


def _steps(question: Question) -> list[tuple[str, str]]:
    """Return the steps of a range that are few enough for a line of buttons, as they are typed."""
    found = steps(question) or ()
    written = [to_typed(step)[0] for step in found] if len(found) <= MOST_STEPS else []
    return [(text, text) for text in written]


def _type(question: Question) -> str:
    match question.type:
        case QuestionType.TEXT if "multiline" in question.appearance:
            return "multiline"
        case QuestionType.TEXT if "numbers" in question.appearance:
            return "numbers"
        case QuestionType.RANGE if _steps(question):
            return "scale"
        case other:
            return str(other)
