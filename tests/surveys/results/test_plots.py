from xml.etree import ElementTree as ET

import pytest

from ikparticipation.surveys.results import counts_of, tallies, total
from ikparticipation.surveys.results.plots import choice_bars, histogram, stacked_bars
from tests.surveys.results import small
from tests.surveys.results.small import saying

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def found():
    responses = [
        saying(hat="ja", plaetze=5, anteil=0.5, farben=["rot", "blau"], seit="2027-03-01"),
        saying(hat="ja", plaetze=30, anteil=2.25, farben=["rot"], folge=["rot", "blau", "gelb"]),
        saying(hat="nein", farben=["gelb"]),
    ]
    return tallies(small.form(), total(counts_of(small.form(), each) for each in responses))


@pytest.fixture
def drawn(app):
    """`drawn(plot)`: the SVG as the page has it, parsed."""

    def draw(plot):
        with app.test_request_context():
            macros = app.jinja_env.get_template("surveys/results/_plots.html").module
            assert str(macros.plot_figure(plot, "frage")).count("<table") == bool(plot.table.rows)
            return ET.fromstring(str(macros.plot_svg(plot, "frage")))  # noqa: S314

    return draw


def test_bars_are_as_long_as_their_shares_and_say_their_numbers(found):
    plot = choice_bars(found["hat"], "de")

    yes, no = plot.bars
    assert yes.width == pytest.approx(2 * no.width, abs=0.2)
    assert yes.title == "Ja: 2 (66,7\u00a0%)"
    assert plot.description == "Ja: 2 (66,7\u00a0%); Nein: 1 (33,3\u00a0%)."
    assert plot.notes == ("3 beantwortet, 0 keine Angabe, 0 nicht gefragt.",)


def test_several_answers_say_that_they_add_up_to_more(found):
    plot = choice_bars(found["farben"], "de")

    assert [row.cells for row in plot.table.rows] == [
        ("2", "66,7\u00a0%"),
        ("1", "33,3\u00a0%"),
        ("1", "33,3\u00a0%"),
    ]
    assert any("mehr als 100" in note for note in plot.notes)


def test_a_rank_shows_what_was_put_first_and_mean_places(found):
    plot = choice_bars(found["folge"], "de")

    assert [row.label for row in plot.table.rows] == ["Rot", "Blau", "Gelb"]
    assert [each.mean for each in found["folge"].ranked] == [1, 2, 3]


def test_a_histogram_stands_on_one_line_and_ends_at_its_highest_bar(found):
    plot = histogram(found["plaetze"], "de")

    assert {bar.y + bar.height for bar in plot.bars} == {200}
    assert max(bar.height for bar in plot.bars) == 180
    assert sum(int(row.cells[0]) for row in plot.table.rows) == 2


def test_stacked_bars_fill_the_width(found):
    plot = stacked_bars([found["hat"], found["kostet"]], "Wie ist es?", "de")

    parts = [bar for bar in plot.bars if bar.width > 14]
    assert sum(bar.width for bar in parts) == pytest.approx(640, abs=0.5)
    assert plot.table.head == ("Frage", "Ja", "Nein", "keine Angabe", "nicht gefragt")


def test_questions_with_other_choices_are_not_stacked(found):
    with pytest.raises(ValueError, match="other choices"):
        stacked_bars([found["hat"], found["farben"]], "", "de")


def test_what_nobody_answered_is_said_instead_of_drawn(found):
    plot = histogram(found["preis"], "de")

    assert plot.description == "Das wurde niemand gefragt."
    assert not plot.table.rows


@pytest.mark.parametrize("name", ["hat", "farben", "plaetze", "anteil", "seit"])
def test_the_picture_is_well_formed_and_described_in_words(found, drawn, name):
    tally = found[name]
    plot = choice_bars(tally, "de") if tally.choices else histogram(tally, "de")

    svg = drawn(plot)

    assert svg.tag == f"{SVG}svg"
    assert svg.get("role") == "img"
    assert svg.find(f"{SVG}title").text == plot.title
    assert svg.find(f"{SVG}desc").text == plot.description
    assert svg.get("aria-labelledby") == "frage-title frage-desc"
    assert len(svg.findall(f"{SVG}g/{SVG}rect")) == len(plot.bars)


def test_words_of_the_questionnaire_are_escaped(found, drawn):
    plot = choice_bars(found["hat"], "de")
    risky = type(plot)(**{**vars(plot), "title": "<b>A & B</b>"})

    assert drawn(risky).find(f"{SVG}title").text == "<b>A & B</b>"
