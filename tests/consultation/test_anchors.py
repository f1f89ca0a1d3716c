import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikparticipation.consultation.anchors import (
    CONTEXT,
    Span,
    anchor_at,
    locate,
    occurrences,
    sentences,
    trimmed,
    whole,
)
from ikparticipation.text import canonical

WORDS = st.sampled_from(
    ["Kurse", "z.", "B.", "gibt", "es", "Nr.", "12.", "2015.", "Ort.", "„Wer?“", "§", "und", "usw."]
)
PASSAGES = st.lists(WORDS, min_size=1, max_size=30).map(" ".join)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", []),
        ("Ein Wort", ["Ein Wort"]),
        ("Kurse gibt es. Sie sind offen.", ["Kurse gibt es.", "Sie sind offen."]),
        ("Wer hilft? Alle! Gut.", ["Wer hilft?", "Alle!", "Gut."]),
        ("Angebote, z. B. Kurse. Mehr davon.", ["Angebote, z. B. Kurse.", "Mehr davon."]),
        ("Angebote, z.B. Kurse. Mehr davon.", ["Angebote, z.B. Kurse.", "Mehr davon."]),
        (
            "Nach § 5 Abs. 2 Nr. 3 gilt das. Es gilt.",
            ["Nach § 5 Abs. 2 Nr. 3 gilt das.", "Es gilt."],
        ),
        ("Verein bzw. Verband. Beide.", ["Verein bzw. Verband.", "Beide."]),
        ("Etwa 3 Mio. Euro. Viel.", ["Etwa 3 Mio. Euro.", "Viel."]),
        ("D. h. Kurse, u. a. Deutsch. Ja.", ["D. h. Kurse, u. a. Deutsch.", "Ja."]),
        ("Am 12. März beginnt es. Dann los.", ["Am 12. März beginnt es.", "Dann los."]),
        ("Seit 2015. Wir zählen.", ["Seit 2015.", "Wir zählen."]),
        ("Nach Art. 3 GG. Gleich.", ["Nach Art. 3 GG.", "Gleich."]),
        ("Angebote dieser Art. Wir fördern sie.", ["Angebote dieser Art.", "Wir fördern sie."]),
        ("Frau Dr. Linde berät. Gern.", ["Frau Dr. Linde berät.", "Gern."]),
        ("„Wer hilft?“ Das fragen viele.", ["„Wer hilft?“", "Das fragen viele."]),
        ("Er sagt: „Gut.“ „Sehr gut.“", ["Er sagt: „Gut.“", "„Sehr gut.“"]),
        ("Kurse, Treffs usw. Das hilft.", ["Kurse, Treffs usw.", "Das hilft."]),
        ("Kurse, Treffs usw. und mehr.", ["Kurse, Treffs usw. und mehr."]),
        ("Und dann … Stille.", ["Und dann …", "Stille."]),
        ("(Siehe oben.) Weiter.", ["(Siehe oben.)", "Weiter."]),
        ("Ärzte fehlen. Über alles.", ["Ärzte fehlen.", "Über alles."]),
    ],
)
def test_a_text_falls_into_its_sentences(text, parts):
    assert [text[s.start : s.end] for s in (trimmed(text, s) for s in sentences(text))] == parts


@given(st.one_of(st.text(), PASSAGES))
def test_the_sentences_of_any_text_put_together_give_the_text_back(text):
    spans = sentences(text)

    assert "".join(text[s.start : s.end] for s in spans) == text
    assert all(s.start < s.end for s in spans)


@given(PASSAGES)
def test_a_short_form_never_ends_a_sentence(text):
    for span in sentences(text)[:-1]:
        last = trimmed(text, span)
        assert text[last.start : last.end].split()[-1] not in {"z.", "B.", "Nr.", "12."}


@pytest.mark.parametrize(
    ("words", "text", "found"),
    [
        ("Sport", "Sport für alle", Span(0, 5)),
        ("für alle", "Sport für alle", Span(6, 14)),
        ("für \n alle", "Sport für alle", Span(6, 14)),  # as a browser copies it
        ("f\u00fcr", "Sport f\u00fcr alle", Span(6, 9)),
        ("fu\u0308r", "Sport f\u00fcr alle", Span(6, 9)),  # the same letter, made of two
        ("Bildung", "Sport für alle", None),  # not there
        ("Sport", "Sport und Sport", None),  # twice: not decided here
        ("", "Sport", None),
        ("\u00ad", "Sport", None),  # nothing once it is canonical
    ],
)
def test_words_are_found_only_where_that_is_certain(words, text, found):
    assert locate(words, text) == found


def test_overlapping_places_count_too():
    assert occurrences("aa", "aaa") == [Span(0, 2), Span(1, 3)]


@given(st.text().map(canonical), st.data())
def test_every_anchor_quotes_what_stands_there(text, data):
    if not text:
        return
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))

    anchor = anchor_at(text, Span(start, end))

    assert text[start:end] == anchor.quote
    assert text[:start].endswith(anchor.before)
    assert text[end:].startswith(anchor.after)
    assert max(len(anchor.before), len(anchor.after)) <= CONTEXT
    assert len(anchor.before) == min(start, CONTEXT)


@given(st.text(min_size=1).map(canonical), st.data())
def test_every_place_that_is_listed_holds_the_words(text, data):
    start = data.draw(st.integers(0, max(0, len(text) - 1)))
    words = canonical(text[start : data.draw(st.integers(start, len(text)))])

    found = occurrences(words, text)

    assert all(text[s.start : s.end] == words for s in found)
    assert bool(found) == bool(words)


@pytest.mark.parametrize("span", [Span(0, 0), Span(-1, 2), Span(3, 2), Span(0, 6), Span(9, 12)])
def test_no_anchor_outside_the_text(span):
    with pytest.raises(ValueError, match="is not in a text"):
        anchor_at("Sport", span)


def test_the_whole_text_is_a_span():
    assert anchor_at("Sport", whole("Sport")).quote == "Sport"
