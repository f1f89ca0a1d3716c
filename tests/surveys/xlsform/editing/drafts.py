"""Sheets for tests, written as the tables that they are."""

from hypothesis import strategies as st

from ikparticipation.surveys.xlsform.editing import Row, Sheets, Table, outline
from ikparticipation.surveys.xlsform.editing.tables.sheets import trimmed
from ikparticipation.surveys.xlsform.reading.kinds import Kind, parse

SURVEY = """
type | name | label::Deutsch (de) | label::English (en) | relevant | intern
begin_group | wir | Über uns | About us | |
text | was | Was machen Sie? | What do you do? | | a
select_one farben | farbe | Welche Farbe? | Which colour? | |
integer | anzahl | Wie viele? | How many? | ${farbe}='rot' |
end_group | | | | |
begin_repeat | angebot | Angebot | Offer | |
text | titel | Wie heißt es in ${was}? | Its name? | | b
select_one farben | ton | Welcher Ton? | Which shade? | |
end_repeat | angebot | | | |
note | ende | Danke, ${farbe} | Thank you | |
"""
CHOICES = """
list_name | name | label::Deutsch (de) | label::English (en) | gruppe
farben    | rot  | Rot                 | Red                 | warm
farben    | blau | Blau                | Blue                | kalt
"""
SETTINGS = """
form_title | default_language
Probe      | Deutsch (de)
"""


def table(sheet: str, text: str) -> Table:
    lines = [[cell.strip() for cell in line.split("|")] for line in text.strip().split("\n")]
    rows = (Row(f"{sheet}-{n}", trimmed(line)) for n, line in enumerate(lines[1:], start=2))
    return Table(trimmed(lines[0]), tuple(rows))


def sheets(survey: str = SURVEY, choices: str = CHOICES, settings: str = SETTINGS) -> Sheets:
    texts = {"survey": survey, "choices": choices, "settings": settings}
    return Sheets({name: table(name, text) for name, text in texts.items() if text})


def line_id(draft: Sheets, name: str) -> str:
    line = outline(draft).find(name)
    assert line, name
    return line.id


def choice_id(draft: Sheets, list_name: str, name: str) -> str:
    return next(c.id for c in outline(draft).lists[list_name].choices if c.name == name)


def shape(draft: Sheets) -> str:
    """Return the lines of the form with their nesting: wir(was farbe anzahl) angebot(…) ende."""

    def told(line) -> str:
        inside = f"({' '.join(map(told, line.inside))})" if line.kind in {"group", "repeat"} else ""
        return (line.name or line.type) + inside

    return " ".join(map(told, outline(draft).lines))


def names_in(draft: Sheets, list_name: str) -> list[str]:
    return [choice.name for choice in outline(draft).lists[list_name].choices]


def column(draft: Sheets, heading: str, sheet: str = "survey") -> list[str]:
    table = draft.table(sheet)
    index = table.headings.index(heading)
    return [row.cell(index) for row in table.rows if row.cell(index)]


def is_balanced(draft: Sheets) -> bool:
    begun = []
    for row in draft.table("survey").rows:
        kind = parse(row.cell(0)).kind
        if kind.begins:
            begun.append(kind)
        elif kind.ends:
            other = Kind.BEGIN_GROUP if kind is Kind.END_GROUP else Kind.BEGIN_REPEAT
            if not begun or begun.pop() is not other:
                return False
    return not begun


CELLS = st.text(max_size=12) | st.sampled_from(
    [
        *("007", "15083020", "1e5", "=1+1", "#N/A", "TRUE", "2027-01-02", "'a", "_x0041_", "„so“"),
        *("a|b", "a\\|b", "\\", "|", "-", "--:", "# Rest", "a\nb", " x "),
        *("\u0338=", "e\x00\u0301", "\ufffe"),
    ]
)


@st.composite
def any_sheets(draw):
    """Return sheets as an upload can have them, whatever they say."""
    tables = {}
    names = ["survey", "choices", "settings", "Notizen 2026", "new", "a|b", "--", "größe & <so>"]
    for name in draw(st.lists(st.sampled_from(names), min_size=1, unique=True)):
        headings = trimmed(draw(st.lists(CELLS, max_size=5)))
        lines = draw(st.lists(st.lists(CELLS, max_size=6), max_size=6)) if headings else []
        rows = (Row(f"{name}-{n}", trimmed(line)) for n, line in enumerate(lines, start=2))
        tables[name] = Table(headings, tuple(row for row in rows if row.cells))
    return Sheets(tables)
