"""Words with answers in them, and why something is as it is."""

import pytest

from ikparticipation.surveys.xlsform.engine import quotes
from ikparticipation.surveys.xlsform.question import Choice
from tests.surveys.xlsform.forms import (
    A,
    B,
    C,
    form,
    group,
    q,
    repeat,
    row,
    section,
    small,
    state,
)


class TestWords:
    FORM = form(
        q("name"),
        q("tag", "date"),
        q("farben", "select_multiple"),
        q("summe", "calculate", calculation="sum(${alter})"),
        q("weg", relevant="false()"),
        q("was", labels={"de": "${name}: ${tag}, ${farben}.", "en": "${name}: ${tag}, ${farben}."}),
        q("leer", hints={"de": "[${weg}][${gibt_es_nicht}]"}, guidance={"de": "${summe} Jahre"}),
        repeat(
            "kind",
            q("vorname"),
            q("alter", "integer", labels={"de": "Wie alt ist ${vorname}?"}),
            labels={"de": "Kind ${vorname}"},
        ),
        section("alle", q("danke", "note", labels={"de": "Danke, ${vorname}!"})),
    )
    ANSWERS = {"name": "<Eva>", "tag": "2027-03-12", "farben": ["rot", "gelb"], "weg": "x"}
    ROWS = {
        "kind": [row(A, {"vorname": "Ali", "alter": 4}), row(B, {"vorname": "Bea", "alter": 6})]
    }

    @pytest.mark.parametrize(
        ("name", "aspect", "language", "row_id", "words"),
        [
            ("was", "label", "de", None, "<Eva>: 12. März 2027, Rot, Gelb."),  # pages escape it
            ("was", "label", "en", None, "<Eva>: 12 March 2027, Red, Yellow."),
            ("leer", "hint", "de", None, "[][]"),  # not relevant, or unknown
            ("leer", "guidance", "de", None, "10 Jahre"),
            ("alter", "label", "de", B, "Wie alt ist Bea?"),  # of the same row
            ("danke", "label", "de", None, "Danke, Ali, Bea!"),  # of all rows
            ("name", "hint", "de", None, ""),
        ],
    )
    def test_have_answers_filled_in(self, name, aspect, language, row_id, words):
        seen = state(self.FORM, self.ANSWERS, **self.ROWS)
        element = self.FORM.question(name).question

        assert seen.words(element, aspect, language, row_id) == words

    def test_of_a_row_are_its_own(self):
        seen = state(self.FORM, self.ANSWERS, **self.ROWS)

        assert seen.words(self.FORM.repeat("kind"), "label", "de", A) == "Kind Ali"

    def test_of_choices_too(self):
        named = (Choice("selbst", {"de": "${name} selbst"}), Choice("andere", {"de": "andere"}))
        questionnaire = form(
            q("name"),
            q("wer", "select_one", choices=named),
            q("also", "note", labels={"de": "Also: ${wer}"}),
        )

        seen = state(questionnaire, {"name": "Eva", "wer": "selbst"})

        assert seen.choice_label("wer", named[0], "de") == "Eva selbst"
        assert (
            seen.words(questionnaire.question("also").question, "label", "de") == "Also: Eva selbst"
        )

    def test_that_quote_are_known(self):
        assert quotes(self.FORM.question("was").question)
        assert not quotes(self.FORM.question("name").question)


class TestExplanation:
    FORM = form(
        q("a", "integer"),
        section(
            "seite",
            group("gruppe", q("b", constraint=". != ${a}", required_when="${a} > 1")),
            relevant="${a} > 2",
        ),
        repeat("kind", q("alter", "integer"), q("groesse", relevant="${alter} > 3")),
        q("summe", "calculate", calculation="sum(${alter}) + count(${kind})"),
        q("kaputt", relevant="sum('x') > 1"),
    )

    def test_says_what_hides_it_and_why(self):
        seen = state(self.FORM, {"a": 2, "b": "x"}).explain("b")

        assert (seen.is_relevant, seen.hidden_by, seen.value) == (False, "seite", "x")
        assert [(a.name, a.of, a.source, a.value, a.inputs) for a in seen.aspects] == [
            ("required_when", "b", "${a} > 1", "true", (("a", ("2",)),)),
            ("constraint", "b", ". != ${a}", "true", (("a", ("2",)),)),
            ("relevant", "seite", "${a} > 2", "false", (("a", ("2",)),)),
        ]

    def test_tells_values_of_rows(self):
        rows = {"kind": [row(A, {"alter": 3}), row(B, {"alter": 5}), row(C)]}
        seen = state(self.FORM, **rows)

        (aspect,) = seen.explain("summe").aspects
        (in_row,) = seen.explain("groesse", B).aspects

        assert aspect.value == "11"
        assert aspect.inputs == (("kind", ("3",)), ("alter", ("3", "5", "")))
        assert (in_row.value, in_row.inputs) == ("true", (("alter", ("5",)),))

    def test_tells_what_is_wrong_with_a_formula(self):
        (aspect,) = state(self.FORM).explain("kaputt").aspects

        assert aspect.value == ""
        assert aspect.error is not None

    def test_of_a_form_without_formulas_is_short(self):
        seen = state(small(), {"was": "x"}).explain("was")

        assert (seen.value, seen.is_relevant, seen.aspects) == ("x", True, ())
