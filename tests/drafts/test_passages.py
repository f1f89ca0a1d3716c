from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ikparticipation.drafts import passages
from ikparticipation.drafts.passages import Block, PassageKind, TextLimitError, parse
from ikparticipation.text import canonical

HEADING, PARAGRAPH, LIST_ITEM, TABLE_ROW, QUOTE = PassageKind


class Reading(HTMLParser):
    """What a browser would make of a piece of HTML."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.tags, self.words = [], ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.words += data


def outline(markdown):
    return [(block.kind, block.level, block.marker, block.text) for block in parse(markdown)]


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("# Eins", [(HEADING, 1, "", "Eins")]),
        ("### Drei\n\nText", [(HEADING, 3, "", "Drei"), (PARAGRAPH, 0, "", "Text")]),
        ("Eins\n===", [(HEADING, 1, "", "Eins")]),
        ("Eine Zeile\nund noch eine", [(PARAGRAPH, 0, "", "Eine Zeile und noch eine")]),
        ("- a\n- b", [(LIST_ITEM, 1, "•", "a"), (LIST_ITEM, 1, "•", "b")]),
        (  # nested lists are deeper items
            "- a\n  - b\n    - c\n- d",
            [
                (LIST_ITEM, 1, "•", "a"),
                (LIST_ITEM, 2, "•", "b"),
                (LIST_ITEM, 3, "•", "c"),
                (LIST_ITEM, 1, "•", "d"),
            ],
        ),
        (  # numbers as a reader sees them, whatever was typed
            "3. c\n3. d\n\n   mehr\n3. e",
            [
                (LIST_ITEM, 1, "3.", "c"),
                (LIST_ITEM, 1, "4.", "d"),
                (LIST_ITEM, 1, "", "mehr"),  # the second paragraph of an item
                (LIST_ITEM, 1, "5.", "e"),
            ],
        ),
        (  # the outer numbers go on after an inner list
            "1. a\n   1. b\n2. c",
            [(LIST_ITEM, 1, "1.", "a"), (LIST_ITEM, 2, "1.", "b"), (LIST_ITEM, 1, "2.", "c")],
        ),
        ("> Zitat\n>\n> weiter", [(QUOTE, 0, "", "Zitat"), (QUOTE, 0, "", "weiter")]),
        ("> - Punkt", [(LIST_ITEM, 1, "•", "Punkt")]),
        ("- > Zitat", [(QUOTE, 0, "", "Zitat")]),
        (
            "| Ort | Angebot |\n|---|---|\n| Barleben | **Café** |\n| | Sport |\n| Zielitz | |",
            [
                (TABLE_ROW, 0, "", "Ort | Angebot"),
                (TABLE_ROW, 0, "", "Barleben | Café"),
                (TABLE_ROW, 0, "", "| Sport"),
                (TABLE_ROW, 0, "", "Zielitz"),
            ],
        ),
        ("    Code\n      Zeile zwei", [(PARAGRAPH, 0, "", "Code Zeile zwei")]),
        ("```python\na  =  1\n```", [(PARAGRAPH, 0, "", "a = 1")]),
        ("- a\n\n  ```\n  b\n  ```", [(LIST_ITEM, 1, "•", "a"), (LIST_ITEM, 1, "", "b")]),
        ("a\n\n---\n\nb", [(PARAGRAPH, 0, "", "a"), (PARAGRAPH, 0, "", "b")]),
        ("![Ein *Bild* vom Fest](x.png)", [(PARAGRAPH, 0, "", "Ein Bild vom Fest")]),
        ("![](x.png)\n\n#\n\n-\n\n| |\n|-|\n| |", []),  # nothing left to read
        ("[so]: https://example.org", []),
        ("", []),
    ],
)
def test_a_text_becomes_blocks_in_its_order(markdown, expected):
    assert outline(markdown) == expected


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("Ku\u0308che", "Küche"),
        ("K&#252;che", "Küche"),
        ("Inte\u00adgra\u200btion\ufeff", "Integration"),
        ("§\u00a043  Absatz\t4", "§ 43 Absatz 4"),
        ("Zeile  \numbrochen", "Zeile umbrochen"),
        ("**fett ** und *kursiv*", "**fett ** und kursiv"),
        ("a **b **\u00a0c", "a **b ** c"),
        ("`  x   y  `", "x y"),
        ("&nbsp;a&nbsp;", "a"),
        ("a\\*b &amp; c &lt;d&gt;", "a*b & c <d>"),
        ("a\u0000b\ud800c", "a\ufffdb?c"),  # what no database stores
    ],
)
def test_the_text_is_canonical(markdown, text):
    (block,) = parse(markdown)

    assert block.text == text


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("*a* **b** `c`", "<em>a</em> <strong>b</strong> <code>c</code>"),
        ("a  \nb", "a <br>b"),
        ("&nbsp;a **b**&nbsp;", "a <strong>b</strong>"),
        ("![Ein *Bild*](x.png)", "Ein Bild"),
        ("```\na\n  b\n```", "<code>a <br>b</code>"),
        ("1 < 2 & 3", "1 &lt; 2 &amp; 3"),
        (
            "[Kreis](https://example.org/?a=1&b=2 'Titel')",
            '<a href="https://example.org/?a=1&amp;b=2" rel="noopener">Kreis</a>',
        ),
        (
            "<mailto:rat@example.org>",
            '<a href="mailto:rat@example.org" rel="noopener">mailto:rat@example.org</a>',
        ),
        ("[hier](/verwaltung)", "hier"),  # leads who knows where
        ("[hier](ftp://example.org)", "hier"),
        ("[hier](//example.org)", "hier"),
        (
            "[a ![b](c) d](https://example.org)",
            '<a href="https://example.org" rel="noopener">a b d</a>',
        ),
        ("[x](javascript:alert(1))", "[x](javascript:alert(1))"),
        ("[x](data:text/html,x)", "[x](data:text/html,x)"),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("Text <b onclick=x>fett</b>", "Text &lt;b onclick=x&gt;fett&lt;/b&gt;"),
        ("می\u200cخواهم", "می\u200cخواهم"),  # Persian needs its joiners
        ("# *A*", "<em>A</em>"),
        ("| `a` | *b* |\n|-|-|", "<code>a</code> | <em>b</em>"),
    ],
)
def test_the_html_has_the_same_words_and_only_what_is_harmless(markdown, html):
    assert [block.html for block in parse(markdown)] == [html]


@pytest.mark.parametrize(
    ("markdown", "of", "limit"),
    [
        ("a" * 200_001, "characters", 200_000),
        ("a\n\n" * 2_001, "blocks", 2_000),
        (">" * 41 + " a", "levels", 40),
        ("- " * 41 + "a", "levels", 40),
        (">" * 10_000 + " a", "levels", 40),  # deeper than the parser looks
    ],
)
def test_a_text_nobody_could_comment_on_is_refused(markdown, of, limit):
    with pytest.raises(TextLimitError) as refusal:
        parse(markdown)

    assert (refusal.value.of, refusal.value.limit) == (of, limit)
    assert isinstance(refusal.value, ValueError)


def test_a_text_at_the_limits_is_taken():
    assert len(parse("a\n\n" * passages.MOST_BLOCKS)) == passages.MOST_BLOCKS
    assert parse("a" * passages.MOST_CHARACTERS)[0].text == "a" * passages.MOST_CHARACTERS
    assert outline("- " * 19 + "a")[0][:2] == (LIST_ITEM, 19)


fragments = st.sampled_from(
    [
        *(
            "# ",
            "- ",
            "1. ",
            "> ",
            "    ",
            "\n",
            "\n\n",
            "  \n",
            "**",
            "*",
            "_",
            "`",
            "```",
            "|",
            "|-|",
        ),
        *("[", "](", ")", "![", "<", ">", "</", "&#", ";", "&nbsp;", "\\", "\u00ad", "\u200b"),
        *(
            "javascript:",
            "https://example.org",
            "mailto:",
            "data:text/html,",
            '"',
            "'",
            " onerror=",
        ),
        *(
            "<script>",
            "</script>",
            "<img src=x onerror=alert(1)>",
            "<svg onload=",
            "<style>",
            "<!--",
        ),
        *(
            "]]>",
            "<![CDATA[",
            "<a href='",
            "ä",
            "Wort",
            " ",
            "\t",
            "\u00a0",
            "\u202e",
            "\u0000",
            "\u0308",
        ),
    ]
)
texts = st.one_of(st.text(max_size=200), st.lists(fragments, max_size=40).map("".join))


@settings(max_examples=400)
@given(texts)
def test_whatever_is_typed_the_html_is_harmless(markdown):
    for block in parse(markdown):
        for tag, attributes in Reading(block.html).tags:
            assert tag in {"a", "br", "code", "em", "strong"}
            assert attributes.keys() <= {"href", "rel"}
            if tag == "a":
                assert attributes["rel"] == "noopener"
                assert attributes["href"].lower().startswith(("http://", "https://", "mailto:"))


@settings(max_examples=400)
@given(texts)
def test_whatever_is_typed_the_html_shows_the_text(markdown):
    for block in parse(markdown):
        assert block.text
        assert block.text == canonical(block.text)
        assert canonical(Reading(block.html).words) == block.text


ordinary = st.lists(
    st.sampled_from(["Wort", "größer", "3 < 4", "R&B", "**fett**", "*schräg*", "`so`"])
    | st.sampled_from(
        ["[dort](https://example.org)", "weich\u00adgetrennt", "§\u00a05", "  \n", "\n"]
    ),
    max_size=20,
).map(" ".join)


@given(ordinary)
def test_an_offset_in_the_text_is_an_offset_in_the_words_of_the_html(markdown):
    for block in parse(markdown):
        assert Reading(block.html).words == block.text


@given(texts, texts)
def test_paragraphs_far_apart_do_not_influence_each_other(one, other):
    plain = [" ".join(word for word in text.split() if word.isalnum()) for text in (one, other)]

    together = [block.text for block in parse("\n\n".join(plain))]

    assert together == [canonical(text) for text in plain if canonical(text)]


def test_blocks_compare_by_value():
    assert parse("# A\n\nb") == (
        Block(HEADING, 1, "A", "A"),
        Block(PARAGRAPH, 0, "b", "b"),
    )
