import pytest

from ikparticipation.consultation.anchors import Span, sentences
from ikparticipation.consultation.mapping import (
    AUTOMATIC,
    Method,
    Place,
    map_anchors,
)
from tests.consultation.mapped import (
    BUS,
    CHANGED,
    DELETED,
    GUIDELINES,
    HELP,
    MOVED,
    SUGGESTED,
    UNCHANGED,
    WAIT,
    at,
    edited,
    follow,
    mapped,
    texts,
)


@pytest.mark.parametrize(
    ("words", "others", "selected", "status", "now"),
    [
        # words beside the selection come, go, are others
        ("Wir planen", "Wir alle planen", BUS, UNCHANGED, BUS),
        ("Wer im Dorf lebt, darf", "Niemand darf", BUS, UNCHANGED, BUS),
        ("darf nicht schlechter", "soll besser", "Dorf lebt", UNCHANGED, "Dorf lebt"),
        # words inside are others, come, go
        ("der Bus selten", "die Bahn selten", BUS, CHANGED, "nur weil die Bahn selten fährt"),
        ("Bus selten", "Bus so selten", BUS, CHANGED, "nur weil der Bus so selten fährt"),
        ("Bus selten", "Bus", BUS, CHANGED, "nur weil der Bus fährt"),
        # its first, its last word is another
        ("nur weil", "da", "weil der Bus selten", CHANGED, "der Bus selten"),
        ("weil der", "da der", "weil der Bus selten", CHANGED, "da der Bus selten"),
        ("selten fährt", "selten kommt", BUS, CHANGED, "nur weil der Bus selten kommt"),
        # a word gets an ending
        ("Kurse", "Kursen", "Kurs", CHANGED, "Kurs"),
        # all of its words are gone
        (", nur weil der Bus selten fährt", "", BUS, DELETED, None),
        (" Wir planen Beratung und Kurse deshalb vom Dorf her.", "", "Beratung", DELETED, None),
        # the sentence goes to another passage
        (f" {WAIT}", "", WAIT, DELETED, None),
    ],
)
def test_what_becomes_of_words_when_the_text_is_edited(words, others, selected, status, now):
    assert follow(selected, edited(words, others)) == (status, now)


@pytest.mark.parametrize(
    "new",
    [
        [*GUIDELINES[:4], *GUIDELINES[5:], HELP],  # as a passage, to the end
        [HELP, *GUIDELINES[:4], *GUIDELINES[5:]],  # to the beginning
        [*GUIDELINES[:4], GUIDELINES[5], f"{GUIDELINES[6]} {HELP}"],  # into another passage
    ],
)
def test_a_sentence_that_moved_takes_its_comments_along(new):
    assert follow(HELP, new) == (MOVED, HELP)
    assert follow("hilft Sprachmittlung", new) == (MOVED, "hilft Sprachmittlung")


def test_words_that_stand_elsewhere_too_move_with_their_sentence():
    old = ["Das Dorf ist nicht fern.", *GUIDELINES]
    new = [*old[:5], old[6], f"{old[7]} {HELP}"]
    span = Span(HELP.index("nicht"), HELP.index("nicht") + 5)

    (result,) = mapped(old, new, (5, span))

    assert (result.status, result.method) == (MOVED, Method.SENTENCE)
    assert result.place == Place(6, Span(*(len(old[7]) + 1 + n for n in (span.start, span.end))))


def test_of_two_equal_words_one_of_which_is_gone_none_is_chosen():
    old = ["Wir fragen im ganzen Ort die Kinder und die Eltern, was sie hier brauchen."]
    new = ["Wir fragen im ganzen Ort die Eltern, was sie hier brauchen."]
    first, second = (Span(n, n + 3) for n in (25, 40))
    assert {old[0][span.start : span.end] for span in (first, second)} == {"die"}

    assert [result.status for result in mapped(old, new, (0, first), (0, second))] == 2 * [
        SUGGESTED
    ]


@pytest.mark.parametrize(
    ("words", "others", "selected"),
    [
        # the words are others, and by chance the old ones stand in a new sentence
        ("der Bus selten", "der Zug selten", "weil der Bus"),
        ("der Bus selten", "der Zug selten", "Bus"),
    ],
)
def test_words_that_were_replaced_are_not_found_in_another_sentence(words, others, selected):
    new = [*edited(words, others), "Alle freuen sich, weil der Bus morgen wieder fährt."]

    assert follow(selected, new) == (SUGGESTED, None)


def test_hardly_any_of_the_words_is_left():
    selected = "planen Beratung und Kurse deshalb"

    status, _ = follow(selected, edited(selected, "zahlen Kleidung und Essen gern"))

    assert status in {SUGGESTED, DELETED}


def test_a_section_that_moved_takes_its_heading_along():
    new = [*GUIDELINES[2:5], *GUIDELINES[:2], *GUIDELINES[5:]]

    assert follow("Jeder Ort zählt", new) == (MOVED, "Jeder Ort zählt")
    assert follow(WAIT, new) == (UNCHANGED, WAIT)


def test_two_passages_that_change_places():
    new = [GUIDELINES[0], GUIDELINES[3], GUIDELINES[2], GUIDELINES[1], *GUIDELINES[4:]]

    assert {follow(BUS, new)[1], follow(WAIT, new)[1]} == {BUS, WAIT}


def test_fewer_than_six_words_elsewhere_are_not_surely_the_ones_that_were_here():
    old = ["Wir fragen alle.", "Das Amt hilft gern weiter.", "Alles kostet Geld."]
    new = ["Wir fragen alle.", "Ein Verein weiß: Das Amt hilft selten.", "Alles kostet Geld."]

    (result,) = mapped(old, [*new[1:], new[0], "Gern weiter."], (1, Span(14, 25)))

    assert result.status not in {UNCHANGED, MOVED}


def test_a_paragraph_that_was_split():
    first, second, third = (
        GUIDELINES[3][s.start : s.end].rstrip() for s in sentences(GUIDELINES[3])
    )
    new = [*GUIDELINES[:3], first, f"{second} {third}", *GUIDELINES[4:]]

    assert follow("Sprache öffnet Türen", new) == (UNCHANGED, "Sprache öffnet Türen")
    assert follow(WAIT, new) == (UNCHANGED, WAIT)
    assert follow("binnen acht Wochen", new) == (UNCHANGED, "binnen acht Wochen")


def test_a_sentence_that_was_split():
    new = [*GUIDELINES[:4], "Solange das eigene Deutsch noch nicht reicht,"]
    new += ["hilft Sprachmittlung in allen Ämtern.", *GUIDELINES[5:]]

    assert follow("das eigene Deutsch", new) == (UNCHANGED, "das eigene Deutsch")
    assert follow("hilft Sprachmittlung", new) == (UNCHANGED, "hilft Sprachmittlung")
    assert follow("nicht reicht, hilft Sprachmittlung", new)[0] not in {UNCHANGED, MOVED}


def test_paragraphs_that_were_merged():
    new = [*GUIDELINES[:3], f"{GUIDELINES[3]} {GUIDELINES[4]}", *GUIDELINES[5:]]

    for words in (WAIT, HELP, "binnen acht Wochen", "hilft Sprachmittlung"):
        assert follow(words, new) == (UNCHANGED, words)


def test_a_section_that_was_deleted():
    new = GUIDELINES[:2] + GUIDELINES[5:]

    for words in (WAIT, HELP, "Leitlinie 2: Sprache", "binnen acht Wochen", "Türen zu Arbeit"):
        status, now = follow(words, new)
        assert (status in AUTOMATIC, now) == (False, None)


def test_a_deleted_sentence_is_not_found_where_the_same_one_stands():
    span = Span(GUIDELINES[1].index("Das Angebot"), len(GUIDELINES[1]))
    gone = [GUIDELINES[0], GUIDELINES[1][: span.start].rstrip(), *GUIDELINES[2:]]

    (result,) = mapped(GUIDELINES, gone, (1, span))

    assert result.place is None
    assert result.status is SUGGESTED
    assert [at(gone, one.place) for one in result.suggestions] == ["Das Angebot ist kostenlos."]


def test_the_same_sentence_in_two_passages_keeps_its_places():
    places = [n for n, text in enumerate(GUIDELINES) if "kostenlos" in text]
    spans = [
        (n, Span(GUIDELINES[n].index("Angebot"), GUIDELINES[n].index("kostenlos"))) for n in places
    ]
    new = edited("Wir planen", "Gemeinsam planen wir", edited("Türen zu", "alle Türen zu"))

    results = mapped(GUIDELINES, new, *spans)

    assert [result.status for result in results] == [UNCHANGED, UNCHANGED]
    assert [result.place.block for result in results] == places


def test_of_two_passages_that_are_the_same_none_is_chosen():
    old = ["Nord hat viele Orte.", "Keine Angebote", "Keine Angebote", "Süd hat wenige Orte."]
    new = [old[0], old[1], old[3]]

    for block in (1, 2):
        (result,) = mapped(old, new, (block, Span(0, 14)))
        assert result.status is SUGGESTED
        assert [one.place for one in result.suggestions] == [Place(1, Span(0, 14))]


def test_at_most_three_places_are_proposed_the_best_first():
    same = "Das Angebot ist kostenlos."
    old = [f"Im {place} gibt es Kurse. {same}" for place in ("Norden", "Süden", "Westen", "Osten")]
    new = [f"{text} Im Rathaus." for text in old]

    (result,) = mapped([*old, "Zum Schluss: Das Angebot ist kostenlos."], new, (4, Span(13, 39)))

    assert result.status is SUGGESTED
    assert 1 <= len(result.suggestions) <= 3
    scores = [one.score for one in result.suggestions]
    assert scores == sorted(scores, reverse=True)
    assert result.score == scores[0]
    assert {at(new, one.place) for one in result.suggestions} == {same}


def test_a_key_says_where_a_passage_is_though_its_words_are_others():
    old = texts(["Deutsch lernen alle gern.", "Wir fahren mit dem Bus."], ["p1", "p2"])
    new = texts(["Wir fahren mit dem Rad.", "Deutsch lernen viele gern."], ["p2", "p1"])

    lernen, fahren = map_anchors(old, new, [(0, Span(0, 14)), (1, Span(4, 10))])

    assert (lernen.place, fahren.place) == (Place(1, Span(0, 14)), Place(0, Span(4, 10)))
    assert sorted([lernen.status, fahren.status]) == [MOVED, UNCHANGED]


def test_near_identical_list_items_are_not_mixed_up():
    places = ["Nordheim", "Südheim", "Westheim", "Ostheim", "Mittelheim"]
    old = [f"Die Beratung in {place} ist montags von acht bis zwölf offen." for place in places]
    new = [text.replace("montags", "dienstags") for text in old if "Südheim" not in text]

    results = mapped(old, new, *((n, Span(0, len(text))) for n, text in enumerate(old)))

    for place, result in zip(places, results, strict=True):
        if result.status in AUTOMATIC:
            assert place in at(new, result.place)
    assert results[1].status not in AUTOMATIC


@pytest.mark.parametrize(
    ("old", "new", "span", "status"),
    [
        (["Ort"], [], Span(0, 3), DELETED),
        (["Ort"], [""], Span(0, 3), DELETED),
        (["Ort", ""], ["", "Ort"], Span(0, 3), UNCHANGED),
        (["a b"], ["a b"], Span(1, 2), UNCHANGED),  # only the space
        (["a b"], ["a c"], Span(1, 2), DELETED),
        (["a"], ["a"], Span(0, 1), UNCHANGED),
        (["…"], ["…"], Span(0, 1), UNCHANGED),
        (["…"], ["?"], Span(0, 1), DELETED),
        (["e\u0301\u0323 ok"], ["e\u0301\u0323 ok"], Span(0, 2), UNCHANGED),
    ],
)
def test_small_and_empty_texts(old, new, span, status):
    (result,) = mapped(old, new, (0, span))

    assert result.status is status


@pytest.mark.parametrize("span", [Span(0, 0), Span(2, 2), Span(-1, 2), Span(0, 4), Span(3, 1)])
def test_no_selection_outside_the_text(span):
    with pytest.raises(ValueError, match="is not in a text"):
        mapped(["Ort"], ["Ort"], (0, span))
