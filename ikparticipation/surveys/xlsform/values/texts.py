"""Texts as they are typed."""

from ikparticipation.surveys.xlsform.question import Question
from ikparticipation.surveys.xlsform.values.model import Refused, Value
from ikparticipation.text import N_, one_line

MAX_TEXT = 10_000


def read_text(question: Question, typed: list[str]) -> Value | Refused:
    text = typed[-1].strip() if "multiline" in question.appearance else one_line(typed[-1])
    if len(text) > MAX_TEXT:
        return Refused(TOO_LONG, {"length": len(text), "limit": MAX_TEXT})
    return text


TOO_LONG = N_("Ihr Text hat %(length)s Zeichen, höchstens %(limit)s sind möglich. Bitte kürzen.")
