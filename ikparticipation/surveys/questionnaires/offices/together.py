"""Section 4: working together, what is needed, and that the figures were checked."""

from ikparticipation.surveys.questionnaires.lines import (
    AGGREGATED,
    INTERNAL,
    Both,
    Line,
    end,
    line,
)


def _statement(name: str, label: Both) -> Line:
    return line("select_one zustimmung", name, label, publish=AGGREGATED, appearance="likert")


LINES: tuple[Line, ...] = (
    line(
        "begin_group",
        "gemeinsam",
        ("Zusammenarbeit und Bedarf", "Working together and needs"),
    ),
    line(
        "begin_group",
        "zusammenarbeit",
        ("Wie gut stimmt das bei Ihnen?", "How true is this for you?"),
    ),
    _statement(
        "weiss_wer",
        (
            "Wir wissen, wer im Landkreis wofür zuständig ist.",
            "We know who in the county is responsible for what.",
        ),
    ),
    _statement(
        "erreichen_gut",
        (
            "Wir erreichen die anderen Stellen schnell.",
            "We can reach the other offices quickly.",
        ),
    ),
    _statement(
        "planen_gemeinsam",
        (
            "Neue Maßnahmen planen wir mit anderen zusammen.",
            "We plan new measures together with others.",
        ),
    ),
    end("end_group"),
    line(
        "rank bedarfe",
        "bedarf_reihenfolge",
        ("Was brauchen Sie am dringendsten?", "What do you need most urgently?"),
        (
            "Bringen Sie die Punkte in eine Reihenfolge, das Dringendste zuerst.",
            "Put the points in order, the most urgent one first.",
        ),
        publish=AGGREGATED,
    ),
    line(
        "select_multiple handlungsfelder",
        "bedarf_felder",
        (
            "In welchen Handlungsfeldern fehlt am meisten?",
            "In which fields of action is most missing?",
        ),
        ("Wählen Sie höchstens drei.", "Choose three at most."),
        must=(
            "count-selected(.) <= 3",
            (
                "Bitte wählen Sie höchstens drei Handlungsfelder.",
                "Please choose three fields of action at most.",
            ),
        ),
        goes_to="finding.fields",
        publish=AGGREGATED,
        catalogue="field_of_action",
    ),
    line(
        "text",
        "bedarf_worte",
        ("Was fehlt im Landkreis?", "What is missing in the county?"),
        (
            "Was, wo und für wen?",
            "What, where and for whom?",
        ),
        goes_to="finding.needs",
        publish=INTERNAL,
        appearance="multiline",
    ),
    line(
        "file",
        "bericht",
        (
            "Haben Sie einen Bericht oder eine Statistik dazu?",
            "Do you have a report or statistics about it?",
        ),
        (
            "Das sieht nur die Integrationskoordination.",
            "Only the coordination unit sees this.",
        ),
        parameters="max-size=5",
        publish=INTERNAL,
    ),
    line(
        "acknowledge",
        "geprueft",
        (
            "Die Zahlen sind geprüft und dürfen zusammengefasst veröffentlicht werden.",
            "The figures have been checked and may be published in summary.",
        ),
        needed=(
            "Bitte bestätigen Sie das, bevor Sie absenden.",
            "Please confirm this before you send it.",
        ),
        publish=INTERNAL,
    ),
    end("end_group"),
)
