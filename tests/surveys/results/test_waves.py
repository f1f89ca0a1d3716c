from functools import cache

from ikparticipation.surveys.results import Submitted, WaveResult, counts_of, side_by_side, tallies
from ikparticipation.surveys.results.wave_plots import wave_line
from ikparticipation.surveys.results.waves import Comparability
from ikparticipation.surveys.xlsform.comparing import Change
from tests.surveys.results.small import AT
from tests.surveys.xlsform import workbooks
from tests.surveys.xlsform.workbooks import line

YES_NO = (("list_name", "name", "label"), ("janein", "ja", "Ja"), ("janein", "nein", "Nein"))


@cache
def wave(title, *lines, choices=YES_NO, answers=(("hat", "ja"),)):
    survey = (line("begin_group", "wir", "Wir"), *map(dict, lines), line("end_group"))
    form = workbooks.compiled(workbooks.form_of(*survey, choices=choices))
    counts = counts_of(form, Submitted({"answers": dict(answers), "rows": {}}, AT))
    return WaveResult({"de": title}, form, tallies(form, counts))


def asks(type_="select_one janein", name="hat", label="Gibt es Angebote bei Ihnen?", **cells):
    return tuple(line(type_, name, label, **cells).items())


def row(waves, name):
    found = side_by_side(waves)
    return next(each for each in found.rows if each.question.name == name)


def test_the_same_question_under_another_name_stands_in_one_row():
    waves = [wave("2026", asks()), wave("2027", asks(name="gibt", question_id="hat"))]

    found = row(waves, "gibt")

    assert [step.tally is not None for step in found.steps] == [True, True]
    assert found.is_unbroken


def test_a_question_in_other_words_says_so():
    waves = [wave("2026", asks()), wave("2027", asks(label="Gibt es Angebote in Ihrem Haus?"))]

    assert row(waves, "hat").steps[1].comparability is Comparability.REWORDED


def test_a_choice_less_breaks_the_series_and_says_why():
    fewer = YES_NO[:2]
    waves = [wave("2026", asks()), wave("2027", asks(), choices=fewer)]

    step = row(waves, "hat").steps[1]

    assert step.comparability is Comparability.BREAKS
    assert "nicht mehr vergleichbar" in step.reasons[0].text("de")


def test_a_question_that_was_split_begins_rows_of_its_own():
    split = (
        asks(name="beratung", label="Gibt es Beratung?", was="hat"),
        asks(name="kurse", label="Gibt es Kurse?", was="hat"),
    )
    waves = [wave("2026", asks()), wave("2027", *split)]

    found = side_by_side(waves).rows

    assert [(each.question.name, each.origin) for each in found] == [
        ("beratung", Change.SPLIT),
        ("kurse", Change.SPLIT),
        ("hat", None),
    ]
    assert [[step.tally is not None for step in each.steps] for each in found] == [
        [False, True],
        [False, True],
        [True, False],
    ]


def test_a_question_that_was_left_out_once_goes_on_and_was_not_asked_then():
    other = asks("text", "was", "Was machen Sie?")
    waves = [wave("2026", asks()), wave("2027", other), wave("2028", asks())]

    found = row(waves, "hat")

    assert [step.cell("ja").state for step in found.steps] == [None, "not_asked", None]
    assert found.steps[1].cell("ja").missing == "not_asked"


def test_no_line_is_drawn_over_a_break():
    fewer = YES_NO[:2]
    waves = [
        wave("2025", asks()),
        wave("2026", asks()),
        wave("2027", asks(), choices=fewer),
    ]

    plot = wave_line(row(waves, "hat"), [each.title for each in waves], "de", choice="ja")

    assert [len(stroke.points) for stroke in plot.strokes] == [2]
    assert [rule.is_dashed for rule in plot.rules] == [True, False]
    assert "2027: 100\u00a0% (nicht mit der vorigen Erhebung vergleichbar)" in plot.description
