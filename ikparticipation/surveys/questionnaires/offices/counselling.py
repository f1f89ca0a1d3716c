"""Section 3: counselling in figures, and the staff for it."""

from ikparticipation.surveys.questionnaires.lines import AGGREGATED, Line, computed, end, line

_COUNSELS = "${beraet} = 'yes'"
_PART = (
    "Von ${faelle} Fällen können es nicht mehr als ${faelle} sein. Bitte prüfen Sie beide Zahlen.",
    "Of ${faelle} cases it cannot be more than ${faelle}. Please check both numbers.",
)

LINES: tuple[Line, ...] = (
    line(
        "begin_group",
        "beratung",
        ("Beratung und Personal", "Counselling and staff"),
        (
            "Zahlen für das Jahr ${jahr}. Was Sie nicht zählen, lassen Sie frei.",
            "Figures for ${jahr}. Leave blank what you do not count.",
        ),
    ),
    line(
        "select_one ja_nein",
        "beraet",
        (
            "Beraten Sie Menschen mit Einwanderungsgeschichte?",
            "Do you counsel people with a history of immigration?",
        ),
        publish=AGGREGATED,
        appearance="quick",
    ),
    line(
        "integer",
        "faelle",
        ("Wie viele Fälle waren es im Jahr?", "How many cases were there in the year?"),
        (
            "Ein Fall ist ein Mensch oder eine Familie, nicht ein Gespräch.",
            "A case is a person or a family, not a conversation.",
        ),
        relevant=_COUNSELS,
        must=(
            ". >= 0 and . <= 100000",
            ("Bitte prüfen Sie die Zahl.", "Please check the number."),
        ),
        publish=AGGREGATED,
    ),
    line(
        "integer",
        "faelle_neu",
        ("Wie viele davon waren neu?", "How many of them were new?"),
        relevant="${faelle} > 0",
        must=(". >= 0 and . <= ${faelle}", _PART),
        publish=AGGREGATED,
    ),
    line(
        "integer",
        "faelle_sprachmittlung",
        ("Bei wie vielen war Sprachmittlung nötig?", "How many needed an interpreter?"),
        relevant="${faelle} > 0",
        must=(". >= 0 and . <= ${faelle}", _PART),
        publish=AGGREGATED,
    ),
    computed(
        "anteil_sprachmittlung",
        "if(${faelle} > 0 and ${faelle_sprachmittlung} != '', "
        "round(100 * ${faelle_sprachmittlung} div ${faelle}, 0), '')",
        publish=AGGREGATED,
    ),
    line(
        "note",
        "anteil",
        (
            "Das sind ${anteil_sprachmittlung} Prozent der Fälle.",
            "That is ${anteil_sprachmittlung} per cent of the cases.",
        ),
        relevant="${anteil_sprachmittlung} != ''",
    ),
    line(
        "decimal",
        "stellen",
        (
            "Wie viele volle Stellen arbeiten bei Ihnen für Integration?",
            "How many full-time posts work for integration in your office?",
        ),
        (
            "Zum Beispiel 1,5 für eine volle und eine halbe Stelle.",
            "For example 1.5 for a full-time and a half-time post.",
        ),
        guidance=(
            (
                "Zählen Sie Anteile zusammen: Wer mit 20 von 40 Stunden für Integration arbeitet, "
                "zählt 0,5."
            ),
            "Add up the shares: somebody who works 20 of 40 hours for integration counts 0.5.",
        ),
        must=(
            ". >= 0 and . <= 500",
            ("Bitte prüfen Sie die Zahl.", "Please check the number."),
        ),
        publish=AGGREGATED,
    ),
    end("end_group"),
)
