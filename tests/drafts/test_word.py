"""What a Word document says stands in the text that is read from it, word for word."""

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from ikparticipation.drafts.passages import parse
from ikparticipation.drafts.word import LossKind, opened, to_markdown
from ikparticipation.text import canonical
from tests.drafts.word_files import changed, parts_of, saved, with_body, word

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def read(document):
    """The Markdown, and what was lost: kind → count."""
    data = document if isinstance(document, bytes) else saved(document)
    text, losses = to_markdown(opened(data))
    return text, {loss.kind: loss.count for loss in losses}


def blocks(document):
    return [(b.kind.value, b.level, b.marker, b.text) for b in parse(read(document)[0])]


def cells_of(table):
    return [cell for row in table.rows for cell in row.cells]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Title", "# Worum es geht"),
        ("Heading 1", "# Worum es geht"),
        ("Heading 2", "## Worum es geht"),
        ("Heading 6", "###### Worum es geht"),
        ("Quote", "> Worum es geht"),
        ("List Bullet", "- Worum es geht"),
        ("List Number", "1. Worum es geht"),
        ("Normal", "Worum es geht"),
        ("Subtitle", "Worum es geht"),
    ],
)
def test_the_style_says_what_a_paragraph_is(name, expected):
    document = docx.Document()
    document.add_paragraph("Worum es geht", style=name)

    assert read(document) == (expected, {})


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Überschrift 1", "# Ziel"),
        ("überschrift 3", "### Ziel"),
        ("Titel", "# Ziel"),
        ("Zitat", "> Ziel"),
        ("Überschriftenlos", "Ziel"),
        ("Mein Überschrift 1", "Ziel"),
    ],
)
def test_german_names_of_styles_are_known(name, expected):
    document = docx.Document()
    document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    document.add_paragraph("Ziel", style=name)

    assert read(document)[0] == expected


def test_a_style_is_what_it_is_based_on():
    document = docx.Document()
    own = document.styles.add_style("Amtsüberschrift", WD_STYLE_TYPE.PARAGRAPH)
    own.base_style = document.styles["Heading 2"]
    document.add_paragraph("Ziel", style="Amtsüberschrift")

    assert read(document)[0] == "## Ziel"


def test_styles_that_are_based_on_each_other_come_to_an_end():
    document = docx.Document()
    one = document.styles.add_style("Eins", WD_STYLE_TYPE.PARAGRAPH)
    two = document.styles.add_style("Zwei", WD_STYLE_TYPE.PARAGRAPH)
    one.base_style, two.base_style = two, one
    document.add_paragraph("Ziel", style="Eins")

    assert read(document)[0] == "Ziel"


def test_an_outline_level_makes_a_heading_and_the_seventh_is_the_sixth():
    levels = "".join(
        f'<w:p><w:pPr><w:outlineLvl w:val="{n}"/></w:pPr><w:r><w:t>Z</w:t></w:r></w:p>'
        for n in (0, 6, 9, "x")
    )

    text, losses = read(with_body(levels))

    assert text == "# Z\n\n###### Z\n\nZ\n\nZ"
    assert losses == {LossKind.DEEP_HEADING: 1}


def test_words_are_bold_italic_and_linked_where_they_were():
    document = docx.Document()
    paragraph = document.add_paragraph("Kurse sind ")
    paragraph.add_run("überall ").bold = True
    paragraph.add_run("offen").italic = True
    both = paragraph.add_run(" für alle")
    both.bold = both.italic = True
    paragraph.add_run(", siehe ")
    relation = document.part.relate_to(
        "https://example.org/a_b", RELATIONSHIP_TYPE.HYPERLINK, is_external=True
    )
    paragraph._p.append(  # noqa: SLF001 - python-docx writes no links
        parse_xml(
            f'<w:hyperlink {nsdecls("w", "r")} r:id="{relation}"><w:r><w:t>hier</w:t></w:r>'
            "</w:hyperlink>"
        )
    )

    text, losses = read(document)

    assert (
        text
        == "Kurse sind **überall** *offen* ***für alle***, siehe [hier](https://example.org/a_b)"
    )
    assert losses == {}
    assert "<strong>überall</strong> <em>offen</em>" in parse(text)[0].html


@pytest.mark.parametrize(
    ("address", "losses"),
    [
        ("https://example.org/(a)", {}),
        ("mailto:kreis@example.org", {}),
        ("javascript:alert(1)", {LossKind.LINK: 1}),
        ("file:///C:/Entwurf.docx", {LossKind.LINK: 1}),
        ("https://example.org/a b", {LossKind.LINK: 1}),
    ],
)
def test_a_link_leads_where_a_text_may_lead(address, losses):
    document = docx.Document()
    paragraph = document.add_paragraph("Achtung!")
    relation = document.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    paragraph._p.append(  # noqa: SLF001 - python-docx writes no links
        parse_xml(
            f'<w:hyperlink {nsdecls("w", "r")} r:id="{relation}"><w:r><w:t>h[ie]r</w:t></w:r>'
            "</w:hyperlink>"
        )
    )

    text, lost = read(document)

    block = parse(text)[0]
    assert (block.text, lost) == ("Achtung!h[ie]r", losses)
    assert ("<a href" in block.html) is not bool(losses)


def test_a_link_made_by_a_field_is_a_link():
    field = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK '
        '"https://example.org/" </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/>'
        '</w:r><w:r><w:t>Seite</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
        "<w:r><w:t> lesen</w:t></w:r></w:p>"
    )

    assert read(with_body(field)) == ("[Seite](https://example.org/) lesen", {})


def test_emphasis_that_cannot_be_written_is_left_out_and_said():
    document = docx.Document()
    paragraph = document.add_paragraph("vor")
    paragraph.add_run("(Ziel:)").bold = True
    paragraph.add_run("nach")

    text, losses = read(document)

    assert parse(text)[0].text == "vor(Ziel:)nach"
    assert losses == {LossKind.EMPHASIS: 1}


def test_lists_keep_their_depth_and_their_numbers():
    document = docx.Document()
    for style in ("List Bullet", "List Bullet 2", "List Bullet 3", "List Bullet"):
        document.add_paragraph(style, style=style)
    document.add_paragraph("Dazwischen")
    for style in ("List Number", "List Number 2", "List Number 2", "List Number"):
        document.add_paragraph(style, style=style)
    document.add_paragraph("Ein Einschub")
    document.add_paragraph("List Number", style="List Number")

    assert blocks(document) == [
        ("list_item", 1, "•", "List Bullet"),
        ("list_item", 2, "•", "List Bullet 2"),
        ("list_item", 3, "•", "List Bullet 3"),
        ("list_item", 1, "•", "List Bullet"),
        ("paragraph", 0, "", "Dazwischen"),
        ("list_item", 1, "1.", "List Number"),
        ("list_item", 2, "1.", "List Number 2"),
        ("list_item", 2, "2.", "List Number 2"),
        ("list_item", 1, "2.", "List Number"),
        ("paragraph", 0, "", "Ein Einschub"),
        ("list_item", 1, "3.", "List Number"),
    ]


def numbered(*items, numbers):
    """A document with its own numbering; items are (list, level, words)."""
    paragraphs = "".join(
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
        f"</w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"
        for number, level, words in items
    )
    data = with_body(paragraphs)
    xml = f'<w:numbering xmlns:w="{W}">{numbers}</w:numbering>'
    return changed(data, {"word/numbering.xml": xml.encode()})


LEVELS = (
    '<w:abstractNum w:abstractNumId="1">'
    '<w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="decimal"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/></w:lvl>'
    '<w:lvl w:ilvl="2"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0">'
    '<w:startOverride w:val="1"/></w:lvlOverride></w:num>'
)


def test_numbering_of_the_document_is_counted_as_word_counts_it():
    items = [
        (1, 0, "a"),
        (1, 1, "b"),
        (1, 1, "c"),
        (1, 2, "d"),
        (1, 0, "e"),
        (1, 1, "f"),
        (2, 0, "g"),
    ]

    data = numbered(*items, numbers=LEVELS)

    assert [(b[1], b[2], b[3]) for b in blocks(data)] == [
        (1, "3.", "a"),
        (2, "1.", "b"),
        (2, "2.", "c"),
        (3, "•", "d"),
        (1, "4.", "e"),
        (2, "1.", "f"),
        (1, "1.", "g"),
    ]
    assert read(data)[1] == {LossKind.LETTERED_LIST: 3}


@pytest.mark.parametrize("number", ["0", "99", "x"])
def test_a_list_that_is_none_leaves_its_words(number):
    data = numbered((number, 0, "Worte"), numbers=LEVELS)

    assert read(data) == ("Worte", {})


def test_a_table_has_its_first_row_as_header():
    document = docx.Document()
    table = document.add_table(2, 2)
    for cell, words in zip(cells_of(table), ["Ort", "Zahl | Art", "Angern", "3\n4"], strict=True):
        cell.text = words

    text, losses = read(document)

    assert text == "| Ort | Zahl \\| Art |\n| --- | --- |\n| Angern | 3 4 |"
    assert [b.text for b in parse(text)] == ["Ort | Zahl | Art", "Angern | 3 4"]
    assert losses == {}


def test_merged_cells_and_tables_in_tables_keep_their_words():
    document = docx.Document()
    table = document.add_table(3, 3)
    for number, cell in enumerate(cells_of(table)):
        cell.text = f"z{number}"
    table.cell(0, 0).merge(table.cell(0, 1))
    table.cell(1, 0).merge(table.cell(2, 0))
    inner = table.cell(2, 2).add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "innen", "drin"

    text, losses = read(document)

    assert all(f"z{number}" in text for number in range(9))
    assert "innen drin" in text
    assert [b.kind.value for b in parse(text)] == ["table_row"] * 3
    assert losses == {LossKind.MERGED_CELLS: 2, LossKind.NESTED_TABLE: 1}


def test_a_table_without_words_is_none():
    document = docx.Document()
    document.add_table(2, 2)
    document.add_paragraph("Danach.")

    assert read(document)[0] == "Danach."


def test_footnotes_stand_in_brackets_where_their_mark_stood():
    data = with_body(
        '<w:p><w:r><w:t>Jeder Ort</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r>'
        "<w:r><w:t> zählt.</w:t></w:r></w:p>"
        '<w:p><w:r><w:t>Fehlt</w:t></w:r><w:r><w:footnoteReference w:id="7"/></w:r></w:p>'
    )
    notes = (
        f'<w:footnotes xmlns:w="{W}"><w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r>'
        "<w:r><w:t>Stand [2027].</w:t></w:r></w:p></w:footnote></w:footnotes>"
    )
    rels = parts_of(data)["word/_rels/document.xml.rels"].replace(
        b"</Relationships>",
        b'<Relationship Id="rN" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        b'relationships/footnotes" Target="footnotes.xml"/></Relationships>',
    )
    types = parts_of(data)["[Content_Types].xml"].replace(
        b"</Types>",
        b'<Override PartName="/word/footnotes.xml" ContentType="application/vnd.openxmlformats-'
        b'officedocument.wordprocessingml.footnotes+xml"/></Types>',
    )

    text, losses = read(
        changed(
            data,
            {
                "word/footnotes.xml": notes.encode(),
                "word/_rels/document.xml.rels": rels,
                "[Content_Types].xml": types,
            },
        )
    )

    assert [b.text for b in parse(text)] == ["Jeder Ort [Fußnote: Stand [2027].] zählt.", "Fehlt"]
    assert losses == {LossKind.FOOTNOTE: 1, LossKind.MISSING_FOOTNOTE: 1}


@pytest.mark.parametrize(
    ("run", "words", "kind"),
    [
        ("<w:r><w:drawing/></w:r>", "", LossKind.IMAGE),
        ("<w:r><w:pict/></w:r>", "", LossKind.IMAGE),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>geheim</w:t></w:r>", "", LossKind.HIDDEN),
        ("<w:ins><w:r><w:t> neu</w:t></w:r></w:ins>", " neu", LossKind.TRACKED),
        ("<w:del><w:r><w:delText> alt</w:delText></w:r></w:del>", "", LossKind.TRACKED),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0E0"/></w:r>', "", LossKind.SYMBOL),
        ('<w:r><w:commentReference w:id="1"/></w:r>', "", LossKind.COMMENT),
        ("<w:smartTag><w:r><w:t> klug</w:t></w:r></w:smartTag>", " klug", None),
        ("<w:sdt><w:sdtContent><w:r><w:t> Feld</w:t></w:r></w:sdtContent></w:sdt>", " Feld", None),
        ("<w:r><w:tab/><w:t>Tab</w:t><w:softHyphen/></w:r>", " Tab", None),
        ("<w:r><w:br/><w:t>Zeile</w:t></w:r>", " Zeile", None),
        ('<w:r><w:br w:type="page"/><w:t>Seite</w:t></w:r>', " Seite", None),
        ("<w:r><w:noBreakHyphen/><w:t>Y</w:t></w:r>", "\N{NON-BREAKING HYPHEN}Y", None),
        ('<w:r><w:rPr><w:b w:val="0"/></w:rPr><w:t>!</w:t></w:r>', "!", None),
    ],
)
def test_what_stands_among_the_words(run, words, kind):
    text, losses = read(with_body(f"<w:p><w:r><w:t>Wort</w:t></w:r>{run}</w:p>"))

    assert [b.text for b in parse(text)] == [f"Wort{words}"]
    assert losses == ({kind: 1} if kind else {})


def test_a_text_box_comes_behind_its_paragraph_and_once():
    box = "<w:txbxContent><w:p><w:r><w:t>Im Kasten</w:t></w:r></w:p></w:txbxContent>"
    both = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent>"
    )

    text, losses = read(with_body(f"<w:p><w:r><w:t>Davor.</w:t></w:r><w:r>{both}</w:r></w:p>"))

    assert text == "Davor.\n\nIm Kasten"
    assert losses == {LossKind.TEXT_BOX: 1}


def test_heads_feet_and_contents_are_left_out_and_said():
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Landkreis"
    document.sections[0].footer.paragraphs[0].text = "17"
    document.styles.add_style("toc 1", WD_STYLE_TYPE.PARAGRAPH)
    document.add_paragraph("1 Ziel …… 3", style="toc 1")
    document.add_paragraph("Ziel")

    assert read(document) == ("Ziel", {LossKind.HEADER: 1, LossKind.CONTENTS: 1})


def test_a_document_without_words_is_an_empty_text():
    assert read(word("", "  ", "\u00ad")) == ("", {})


FEW = settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow])
"""Each example writes a file and reads it."""
SIGNS = st.text(alphabet="ab Ä1.)#*_`[](){}<>&;|\\!~+-=:>\"'/\t–„“", min_size=1, max_size=30)


@given(st.lists(SIGNS, min_size=1, max_size=6))
@example(["1. Januar", "# kein Titel", "- kein Punkt", "a | b", "--- | ---"])
@example(["[x]: https://example.org", "[x]", "&amp; &#35;", "<b>fett</b>", "Bürger*innen und*"])
@example(["***", "___", "```", "> nein", "\\", "a\\", "!", "[a](b)", "=== "])
@FEW
def test_paragraphs_say_the_same_words_whatever_signs_are_in_them(texts):
    expected = [words for text in texts if (words := canonical(text))]

    found = blocks(word(*texts))

    assert [(kind, words) for kind, _, _, words in found] == [("paragraph", w) for w in expected]


@given(st.lists(st.tuples(SIGNS, st.booleans(), st.booleans()), min_size=1, max_size=5))
@FEW
def test_emphasis_never_changes_the_words(runs):
    document = docx.Document()
    for style in ("Normal", "Heading 2", "List Bullet", "List Number", "Quote"):
        paragraph = document.add_paragraph(style=style)
        for text, bold, italic in runs:
            run = paragraph.add_run(text)
            run.bold, run.italic = bold, italic
    expected = canonical("".join(text for text, _, _ in runs))

    found = blocks(document)

    kinds = ["paragraph", "heading", "list_item", "list_item", "quote"] if expected else []
    assert [(kind, words) for kind, _, _, words in found] == [(k, expected) for k in kinds]


@given(st.lists(st.lists(SIGNS, min_size=2, max_size=2), min_size=1, max_size=4))
@FEW
def test_cells_say_the_same_words_whatever_signs_are_in_them(rows):
    document = docx.Document()
    table = document.add_table(len(rows), 2)
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text

    found = [b.text for b in parse(read(document)[0])]

    cells = [[canonical(text) for text in texts] for texts in rows]
    expected = [" | ".join(row[: 2 if row[1] else 1]) for row in cells if any(row)]
    assert found == [canonical(each) for each in expected]


@given(st.lists(st.tuples(st.integers(0, 8), st.booleans()), min_size=1, max_size=12))
@FEW
def test_items_of_any_depth_are_all_there_and_never_change_their_kind(items):
    numbers = (
        '<w:abstractNum w:abstractNumId="1">'
        + "".join(f'<w:lvl w:ilvl="{n}"><w:numFmt w:val="decimal"/></w:lvl>' for n in range(9))
        + '</w:abstractNum><w:abstractNum w:abstractNumId="2">'
        + "".join(f'<w:lvl w:ilvl="{n}"><w:numFmt w:val="bullet"/></w:lvl>' for n in range(9))
        + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>'
    )
    listed = [
        (1 if counted else 2, level, f"Punkt {n}") for n, (level, counted) in enumerate(items)
    ]

    found = blocks(numbered(*listed, numbers=numbers))

    assert [(kind, words) for kind, _, _, words in found] == [("list_item", w) for *_, w in listed]
    assert [marker == "•" for _, _, marker, _ in found] == [not counted for _, counted in items]
