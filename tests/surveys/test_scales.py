"""Words at the numbers of a range: on the page, on paper, in two languages."""

import pytest

from ikparticipation.surveys.paper import composing
from ikparticipation.surveys.paper.composing import Occasion
from ikparticipation.surveys.paper.speech import Speech as PaperSpeech
from ikparticipation.surveys.section_page import Speech, parts
from ikparticipation.surveys.xlsform.questionnaire import Choice
from ikparticipation.surveys.xlsform.values import scale_words
from tests.surveys.xlsform.forms import form, q, state

ENDS = (Choice("-0.5", {"de": "nie", "en": "never"}), Choice("2", {"de": "oft", "en": "often"}))
SCALE = {"ticks": ENDS, "parameters": {"start": "-0.5", "end": "2", "step": "0.5"}}


@pytest.mark.parametrize(
    ("ticks", "language", "around", "words"),
    [
        ((), "de", "de", ""),
        (ENDS, "de", "de", "-0,5 = nie, 2 = oft"),
        (ENDS, "en", "en", "-0.5 = never, 2 = often"),
        (ENDS, "de", "en", "-0.5 = nie, 2 = oft"),
        ((ENDS[0], Choice("2", {"de": ""})), "de", "de", "-0,5 = nie"),
    ],
    ids=[
        "a scale without words",
        "in German",
        "in English",
        "numbers as in the frame of the page",
        "a number without words is not told",
    ],
)
def test_what_the_numbers_mean(ticks, language, around, words):
    question = q("a", "range", **SCALE | {"ticks": ticks})

    assert scale_words(question, language, around) == words


@pytest.mark.parametrize(
    ("given", "hint"),
    [
        ({}, "-0,5 = nie, 2 = oft"),
        ({"hints": {"de": "Im letzten Jahr."}}, "Im letzten Jahr. -0,5 = nie, 2 = oft"),
    ],
    ids=["alone", "behind the hint of the question"],
)
def test_it_stands_in_the_hint_on_the_page_and_on_paper(given, hint):
    questionnaire = form(q("a", "range", **SCALE, **given))

    (field,) = parts(questionnaire.sections[0], state(questionnaire), Speech("de", "de"))
    blank = composing.sheet(
        questionnaire,
        PaperSpeech("de", "de"),
        occasion=Occasion(county="Landkreis Börde", title="Probe"),
    )

    assert field.wording.hint == hint
    assert blank.sections[0].items[0].hint == hint


def test_it_stands_there_also_where_the_question_quotes_an_answer():
    quoting = q("b", "range", labels={"de": "Wie oft ${a}?"}, **SCALE)
    questionnaire = form(q("a"), quoting)

    _, field = parts(
        questionnaire.sections[0], state(questionnaire, {"a": "x"}), Speech("de", "de")
    )

    assert field.wording.hint
    assert field.words == ("Wie oft x?", "-0,5 = nie, 2 = oft", "")
