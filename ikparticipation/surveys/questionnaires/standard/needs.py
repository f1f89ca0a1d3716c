"""Section 5: what is missing, what works, what is to come."""

from ikparticipation.surveys.questionnaires.standard.lines import Line, end, line

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
        goes_to="finding.fields",
    ),
    line(
        "select_multiple zielgruppen",
        "bedarf_zielgruppen",
        ("Wer wird bisher zu wenig erreicht?", "Who is not reached well enough so far?"),
        ("Mehrere Antworten sind möglich.", "You can choose several answers."),
        goes_to="finding.target_groups",
    ),
    line(
        "select_multiple sprachen",
        "bedarf_sprachen",
        (
            "Für welche Sprachen fehlt Sprachmittlung?",
            "For which languages are interpreters missing?",
        ),
        goes_to="finding.languages",
    ),
    line(
        "select_multiple gemeinden",
        "bedarf_gemeinden",
        (
            "Wo fehlen Angebote besonders?",
            "Where are offers missing most?",
        ),
        ("Mehrere Antworten sind möglich.", "You can choose several answers."),
        goes_to="finding.municipalities",
    ),
    line(
        "text",
        "bedarf_fehlt",
        ("Was fehlt im Landkreis?", "What is missing in the county?"),
        (
            "Je genauer, desto besser: Was, wo und für wen?",
            "The more precise, the better: what, where and for whom?",
        ),
        goes_to="finding.needs",
        appearance="multiline",
    ),
    line(
        "text",
        "bedarf_klappt",
        (
            "Was klappt gut und sollte bleiben?",
            "What works well and should stay?",
        ),
        goes_to="finding.strengths",
        appearance="multiline",
    ),
    line(
        "text",
        "bedarf_hilfe",
        (
            "Was würde Ihrer Organisation am meisten helfen?",
            "What would help your organisation most?",
        ),
        (
            "Zum Beispiel Räume, Geld, Fortbildung, eine feste Ansprechperson.",
            "For example rooms, money, training, a contact person.",
        ),
        goes_to="finding.support",
        appearance="multiline",
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
        appearance="multiline",
    ),
    line(
        "note",
        "danke",
        (
            (
                "Das war die letzte Frage. Danke für Ihre Zeit! "
                "Auf der nächsten Seite sehen Sie alles noch einmal, bevor Sie es absenden."
            ),
            (
                "That was the last question. Thank you for your time! "
                "On the next page you can look at everything once more before you send it."
            ),
        ),
    ),
    end("end_group"),
)
