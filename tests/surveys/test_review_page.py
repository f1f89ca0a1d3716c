from uuid import uuid4

from ikparticipation.surveys.review_page import review, row_in_words
from ikparticipation.surveys.section_page import Speech, changed_rows, parts, row_title, summary
from ikparticipation.surveys.xlsform.check import check
from tests.surveys.xlsform.forms import state
from tests.surveys.xlsform.workbooks import small

QUESTIONNAIRE = small()
WIR, ANGEBOTE = QUESTIONNAIRE.sections
REPEAT = ANGEBOTE.repeats[0]
A, B, C = (str(uuid4()) for _ in range(3))


def row(row_id, **answers):
    return {"id": row_id, "answers": answers}


def document(*rows, **answers):
    return {"answers": answers, "rows": {"angebot": list(rows)}}


def reviewed(said, language, *, problems=False):
    now = state(QUESTIONNAIRE, said)
    return review(now, Speech(language, language), check(now) if problems else ())


class TestReview:
    def test_every_question_stands_there_answered_or_not_but_no_notes(self):
        said = document(row(A, titel="Café", toene=["rot", "gelb"]), was="Beraten", anzahl=1200)

        wir, angebote = reviewed(said, "de")

        assert [(a.label, a.text) for a in wir.answers] == [
            ("Was machen Sie?", "Beraten"),
            ("Wie viele?", "1200"),
            ("Seit wann?", None),
            ("Welche Farbe?", None),
            ("Welche auch?", None),
        ]
        (offers,) = angebote.repeats
        assert (offers.word, offers.rows[0].title) == ("Angebot", "Café")
        assert [a.text for a in offers.rows[0].answers] == ["Café", None, "Rot, Gelb"]

    def test_what_is_missing_or_wrong_is_marked_at_its_place(self):
        said = document(row(A, plaetze=3))
        said["invalid"] = {"anzahl": "viele"}

        wir, angebote = reviewed(said, "en", problems=True)

        assert (wir.problems, angebote.problems) == (2, 1)
        was, anzahl = wir.answers[:2]
        assert (was.text, anzahl.text) == (None, "viele")
        assert was.error
        assert anzahl.error
        title = angebote.repeats[0].rows[0].answers[0]
        assert title.error
        assert title.id == f"rows-angebot-{A}-titel"

    def test_it_speaks_the_readers_language(self):
        wir, _ = reviewed(document(farbe="rot"), "en")

        assert wir.title == "About us"
        assert ("Which colour?", "Red") in [(a.label, a.text) for a in wir.answers]

    def test_a_blank_row_is_told_from_one_with_something_in_it(self):
        said = document(row(A), row(B, titel="Café"))

        _, angebote = reviewed(said, "de", problems=True)

        (offers,) = angebote.repeats
        assert [row.is_blank for row in offers.rows] == [True, False]
        assert [bool(row.error) for row in offers.rows] == [True, False]


class TestRows:
    def test_a_row_is_called_by_the_answer_that_names_it(self):
        assert row_title(REPEAT, row(A, plaetze=3, titel="Café"), "de") == "Café"
        assert row_title(REPEAT, row(A, plaetze=3), "de") == "3"
        assert row_title(REPEAT, row(A), "de") == ""

    def test_in_words_it_has_only_what_is_answered(self):
        said = row(A, titel="Café", toene=["blau"])
        now = state(QUESTIONNAIRE, document(said))

        assert row_in_words(REPEAT, said, now, Speech("de", "de")) == [
            ("Wie heißt es?", "Café"),
            ("Welche Töne?", "Blau"),
        ]

    def test_changed_are_new_ones_and_those_that_say_something_else(self):
        before = document(row(A, titel="Eins"), row(B, titel="Zwei"))
        after = document(row(A, titel="Eins"), row(B, titel="Zwei neu"), row(C))

        assert changed_rows(ANGEBOTE, before, after) == [B, C]

    def test_of_several_only_blank_wrong_and_named_ones_are_open(self):
        said = document(row(A, titel="Eins"), row(B), row(C, titel="Drei"))

        def open_ones(**given):
            (group,) = parts(ANGEBOTE, state(QUESTIONNAIRE, said), "de", **given)
            return [card.id for card in group.cards if card.is_open]

        assert open_ones() == [B]
        assert open_ones(open_rows=[A]) == [A, B]
        (only,) = parts(ANGEBOTE, state(QUESTIONNAIRE, document(row(A, titel="Eins"))), "de")
        assert only.cards[0].is_open


class TestSummary:
    def test_each_problem_is_named_and_leads_to_its_field(self):
        said = document(row(A, plaetze=3))

        problems = [p for p in check(state(QUESTIONNAIRE, said)) if p.section == "angebote"]

        ((target, label, text),) = summary(ANGEBOTE, problems, "de")
        assert target == f"rows-angebot-{A}-titel"
        assert label == "Angebot 1, Wie heißt es?"
        assert text
