"""A draft goes to Word and comes back: what was written into it stands where it belongs."""

from collections import Counter
from dataclasses import replace
from io import BytesIO
from uuid import UUID

import docx
import pytest
from docx.oxml.ns import qn

from ikparticipation.consultation.outputs.word import export
from ikparticipation.consultation.outputs.word.contributions import (
    FoundKind,
    FoundPlace,
    contributions,
    said,
)
from ikparticipation.errors import ConflictError, InvalidError
from tests.consultation.word_cases import (
    ANFANG,
    CASES,
    KURSE,
    OUR_FIRST,
    PATEN,
    SCHLUSS,
    SPORT,
    SUCHT,
    VEREINE,
    ZITAT,
    comments_only,
    draft,
    into_ours,
    key_of,
    replies,
    rewritten,
    with_changes,
)
from tests.consultation.word_hands import Hands
from tests.consultation.word_programs import PROGRAMS, saved_by

DRAFT = draft()
FILE = export.written(DRAFT, language="de", author="Landkreis Börde")
VARIANTS = [(case, program) for case in CASES for program in PROGRAMS]


def brought_back(do, program="word"):
    """What is found after somebody did something to the file and a program saved it."""
    hands = Hands(FILE)
    truth = do(hands)
    data = saved_by(program, hands)
    return contributions(docx.Document(BytesIO(data)), DRAFT), truth


def comments_in(reading):
    return [found for found in reading.found if found.kind is FoundKind.COMMENT]


def test_at_least_95_percent_of_the_comments_stand_on_the_right_passage_by_themselves(capsys):
    came_of_it = Counter()

    for case, program in VARIANTS:
        reading, truth = brought_back(case, program)
        found = {each.text: each for each in comments_in(reading)}
        for text, keys in truth.items():
            place = found[text].place
            stands = {place.key, place.end_key} if place else None
            came_of_it["right" if stands == keys else "by hand" if stands is None else "wrong"] += 1

    with capsys.disabled():
        print(f"\n{len(VARIANTS)} Word files, comments: {dict(came_of_it)}")
    assert len(VARIANTS) >= 40
    assert came_of_it["wrong"] == 0
    assert came_of_it["right"] >= 0.95 * came_of_it.total() >= 300


@pytest.mark.parametrize("program", PROGRAMS)
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.__name__)
def test_nothing_is_dropped_and_nothing_of_ours_comes_back(case, program):
    reading, truth = brought_back(case, program)

    found = Counter(each.text for each in comments_in(reading))

    assert set(truth) <= set(found)
    assert set(found.values()) == {1}
    assert reading.recognised == (1 if case is into_ours else 2)


def test_the_words_are_found_to_the_letter_whatever_the_program_does():
    for program in PROGRAMS:
        reading, _ = brought_back(comments_only, program)
        by_text = {each.text: each for each in comments_in(reading)}

        courses = by_text[f"zu {KURSE}"]
        trainers = by_text[f"zu {SPORT}"]

        assert courses.words == "Sie sind für alle offen"
        assert courses.place == FoundPlace(KURSE, 50, KURSE, 73)
        assert trainers.place == FoundPlace(SPORT, 8, SPORT, 29)


def test_a_draft_that_nobody_touched_brings_nothing():
    for program in PROGRAMS:
        reading, _ = brought_back(lambda _hands: None, program)

        assert reading.found == ()
        assert reading.recognised == 2
        assert reading.differing == ()


def test_the_file_is_the_same_byte_for_byte():
    again = export.written(draft(), language="de", author="Landkreis Börde")

    assert again == FILE


def test_each_passage_is_a_paragraph_with_its_key_and_comments_are_real():
    document = docx.Document(BytesIO(FILE))

    names = [mark.get(qn("w:name")) for mark in document.element.body.iter(qn("w:bookmarkStart"))]

    assert {f"p_{passage.key}" for passage in DRAFT.passages} <= set(names)
    assert len(names) == len(set(names))
    first, second = document.comments
    assert (first.author, second.author) == ("Verein A (Beispiel)", "Privatperson")
    assert first.timestamp.isoformat() == "2026-11-01T09:00:00+00:00"
    assert first.text.startswith("Hinweis\nWelche?\n")
    assert f"/kommentare/{OUR_FIRST}#" in first.text


def test_lists_are_lists_and_tables_are_tables():
    document = docx.Document(BytesIO(FILE))

    numbered = [
        p
        for p in document.element.body.iter(qn("w:p"))
        if p.find(f".//{qn('w:numPr')}") is not None
    ]

    assert len(numbered) == 6
    assert [[cell.text for cell in row.cells] for row in document.tables[0].rows][1] == [
        "Sport",
        "Übungsleiter gewinnen",
        "2027",
    ]


def test_replies_stand_with_what_they_reply_to():
    reading, _ = brought_back(replies, "word")
    by_text = {each.text: each for each in comments_in(reading)}

    to_ours, own, to_own = (
        by_text["Alle Sprachen."],
        by_text["Wer zahlt das?"],
        by_text["Der Landkreis."],
    )

    assert to_ours.reply_to == OUR_FIRST
    assert own.resolved
    assert (to_own.reply_to, to_own.thread, to_own.author) == (None, own.number, "Kasse (Beispiel)")


def test_who_writes_into_our_comment_replies_to_it():
    reading, _ = brought_back(into_ours, "google")

    (found,) = comments_in(reading)

    assert found.reply_to == OUR_FIRST
    assert found.text.endswith("Das fragen wir auch.")


def test_tracked_changes_become_proposals_on_whole_words():
    reading, _ = brought_back(with_changes, "libreoffice")
    texts = {p.key: p.text for p in DRAFT.passages}

    changes = {}
    for each in reading.found:
        if each.kind is FoundKind.CHANGE:
            words = texts[each.place.key][each.place.start : each.place.end]
            changes[each.place.key, words] = (said(each, "de").kind, each.replacement)

    assert changes == {
        (ANFANG, "nur"): ("change_proposal", "nur dauerhaft und"),
        (KURSE, "kosten nichts"): ("change_proposal", "sind kostenlos"),
        (SUCHT, "werden schnell"): ("change_proposal", "werden"),
        (SPORT, "Übungsleiter"): ("change_proposal", "Übungsleiterinnen"),
        (VEREINE, "Raum."): ("change_proposal", "Raum.\nEin Fest im Jahr ist zu wenig."),
        (ZITAT, texts[ZITAT]): ("objection", ""),
        (PATEN, texts[PATEN]): ("objection", ""),
        ("k11", "Der"): ("change_proposal", "Begleitung durch Patinnen und Paten\nDer"),
    }


def test_what_was_typed_over_without_tracking_is_named():
    reading, _ = brought_back(rewritten, "word")

    assert reading.differing == (KURSE, "k5", SCHLUSS)


def test_a_change_without_a_sure_place_tells_in_words_what_it_was():
    reading, _ = brought_back(lambda hands: hands.replace(KURSE, "kosten nichts", "sind frei"))
    (change,) = reading.found

    by_hand = said(replace(change, place=None, replacement=None), "de", by_hand=True)

    assert by_hand.kind == "remark"
    assert by_hand.text == "Änderung in der Word-Datei: „kosten nichts“ soll heißen: „sind frei“"


@pytest.mark.parametrize(
    "other",
    [
        {"version_id": UUID(int=5), "number": 2},
        {"version_id": UUID(int=6), "slug": "arbeitsmarkt"},
    ],
)
@pytest.mark.parametrize("program", ["word", "google"])
def test_the_file_of_another_version_is_refused(other, program):
    hands = Hands(export.written(draft(**other), language="de", author="Landkreis Börde"))

    with pytest.raises(ConflictError, match="anderen Fassung"):
        contributions(docx.Document(BytesIO(saved_by(program, hands))), DRAFT)


def test_a_text_that_is_not_ours_is_refused():
    document = docx.Document()
    document.add_paragraph("Ein ganz anderer Text über das Wetter in der Lausitz und am Meer.")

    with pytest.raises(InvalidError, match="steht der Text dieser Fassung nicht"):
        contributions(document, DRAFT)


def test_a_comment_that_stands_nowhere_is_listed_for_a_person_to_place():
    def lose_its_marks(hands):
        number = hands.comment(KURSE, "Sie sind", "ohne Ort")
        for name in ("commentRangeStart", "commentRangeEnd", "commentReference"):
            for node in list(hands.body.iter(qn(f"w:{name}"))):
                if node.get(qn("w:id")) == number:
                    node.getparent().remove(node)

    reading, _ = brought_back(lose_its_marks)

    (found,) = reading.found
    assert (found.text, found.place) == ("ohne Ort", None)


def test_more_than_anybody_can_look_through_is_refused(monkeypatch):
    monkeypatch.setattr(
        "ikparticipation.consultation.outputs.word.contributions.MOST",
        len(comments_only(Hands(FILE))) - 1,
    )

    with pytest.raises(InvalidError, match="mehrere Dateien"):
        brought_back(comments_only)


def test_a_heading_typed_anew_keeps_its_comment_by_its_bookmark():
    def retype(hands):
        hands.comment(key_of("Begegnung"), "Begegnung", "Warum zuletzt?")
        hands.retype(key_of("Begegnung"), "Begegnung", "Miteinander")

    by_bookmark, _ = brought_back(retype, "word")
    without, _ = brought_back(retype, "google")

    assert by_bookmark.found[0].place.key == key_of("Begegnung")
    assert without.found[0].place is None
