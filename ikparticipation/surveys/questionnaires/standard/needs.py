"""Section 5: what is missing, what works, what is to come."""

from ikparticipation.surveys.questionnaires.lines import (
    AGGREGATED,
    INTERNAL,
    Line,
    computed,
    end,
    line,
)

LINES: tuple[Line, ...] = (
    line(
        "begin_group",
        "bedarfe",
        ("Bedarfe und Ausblick", "Needs and outlook"),
        (
            "Ihre Sicht zählt: Sie sehen jeden Tag, was klappt und was fehlt.",
            "Your view counts: you see every day what works and what is missing.",
        ),
    ),
    line(
        "select_multiple handlungsfelder",
        "bedarf_handlungsfelder",
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
        "select_multiple zielgruppen",
        "bedarf_zielgruppen",
        ("Wer wird bisher zu wenig erreicht?", "Who is not reached well enough so far?"),
        goes_to="finding.target_groups",
        publish=AGGREGATED,
        catalogue="target_group",
    ),
    line(
        "select_multiple sprachen",
        "bedarf_sprachen",
        (
            "Für welche Sprachen fehlt Sprachmittlung?",
            "For which languages are interpreters missing?",
        ),
        goes_to="finding.languages",
        publish=AGGREGATED,
        catalogue="language",
    ),
    line(
        "select_multiple gemeinden",
        "bedarf_gemeinden",
        (
            "Wo fehlen Angebote besonders?",
            "Where are offers missing most?",
        ),
        goes_to="finding.municipalities",
        publish=AGGREGATED,
        catalogue="municipality",
    ),
    line(
        "text",
        "bedarf_fehlt",
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
        "text",
        "bedarf_klappt",
        (
            "Was klappt gut und sollte bleiben?",
            "What works well and should stay?",
        ),
        ("Stichworte genügen.", "Keywords are enough."),
        goes_to="finding.strengths",
        publish=INTERNAL,
    ),
    line(
        "text",
        "bedarf_hilfe",
        (
            "Was würde Ihrer Organisation am meisten helfen?",
            "What would help your organisation most?",
        ),
        (
            "Zum Beispiel Räume, Geld, Fortbildung oder eine feste Ansprechperson.",
            "For example rooms, money, training or a contact person.",
        ),
        goes_to="finding.support",
        publish=INTERNAL,
    ),
    line(
        "text",
        "ausblick",
        (
            "Was haben Sie in den nächsten zwei Jahren vor?",
            "What are your plans for the next two years?",
        ),
        (
            "Neue Angebote, aber auch solche, die Sie beenden müssen.",
            "New offers, but also those you have to end.",
        ),
        goes_to="finding.outlook",
        publish=INTERNAL,
    ),
    computed("anzahl_angebote", "count(${angebot})", publish=AGGREGATED),
    computed("anzahl_plaetze", "sum(${angebot_plaetze})", publish=AGGREGATED),
    computed("anzahl_partner", "count(${kooperation})", publish=AGGREGATED),
    line(
        "note",
        "danke",
        (
            (
                "Danke für Ihre Zeit. Angebote: ${anzahl_angebote}, Plätze zusammen: "
                "${anzahl_plaetze}, Partner: ${anzahl_partner}. "
                "Auf der nächsten Seite prüfen Sie alles und senden es ab."
            ),
            (
                "Thank you for your time. Offers: ${anzahl_angebote}, places altogether: "
                "${anzahl_plaetze}, partners: ${anzahl_partner}. "
                "On the next page you check everything and send it."
            ),
        ),
    ),
    end("end_group"),
)
