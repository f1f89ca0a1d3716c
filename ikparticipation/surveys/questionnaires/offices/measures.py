"""Section 2: measures, one row for each, with the people reached by year inside of it."""

from ikparticipation.surveys.questionnaires.lines import (
    AGGREGATED,
    INTERNAL,
    PUBLIC,
    Line,
    computed,
    end,
    line,
)

_STARTED = "${massnahme_stand} != '' and ${massnahme_stand} != 'planned'"

_WHAT: tuple[Line, ...] = (
    line(
        "text",
        "massnahme_titel",
        ("Wie heißt die Maßnahme?", "What is the measure called?"),
        needed=("Bitte geben Sie der Maßnahme einen Namen.", "Please give the measure a name."),
        publish=PUBLIC,
    ),
    computed("massnahme_name", "coalesce(${massnahme_titel}, '…')"),
    line(
        "select_multiple handlungsfelder",
        "massnahme_felder",
        ("Zu welchen Handlungsfeldern gehört sie?", "Which fields of action does it belong to?"),
        publish=PUBLIC,
        catalogue="field_of_action",
    ),
    line(
        "select_multiple zielgruppen",
        "massnahme_zielgruppen",
        ("Für wen ist sie gedacht?", "Who is it for?"),
        publish=PUBLIC,
        catalogue="target_group",
    ),
    line(
        "select_one stand",
        "massnahme_stand",
        ("Wie weit ist sie?", "How far has it got?"),
        needed=("Bitte wählen Sie den Stand.", "Please choose how far it has got."),
        publish=PUBLIC,
        appearance="quick",
    ),
    line(
        "date",
        "massnahme_von",
        ("Wann beginnt sie?", "When does it begin?"),
        publish=PUBLIC,
    ),
    line(
        "date",
        "massnahme_bis",
        ("Wann endet sie?", "When does it end?"),
        ("Ohne festes Ende lassen Sie das Feld frei.", "If there is no fixed end, leave blank."),
        must=(
            "${massnahme_von} = '' or . >= ${massnahme_von}",
            (
                "Das Ende liegt vor dem Beginn. Bitte prüfen Sie beide Tage.",
                "The end is before the beginning. Please check both days.",
            ),
        ),
        publish=PUBLIC,
    ),
)

_MONEY: tuple[Line, ...] = (
    line(
        "decimal",
        "massnahme_budget",
        (
            "Wie viele Euro standen dafür im Jahr ${jahr} bereit?",
            "How many euros were available for it in ${jahr}?",
        ),
        (
            "Ohne Personalkosten. Gab es kein eigenes Geld, tragen Sie 0 ein.",
            "Without staff costs. If there was no money for it, enter 0.",
        ),
        relevant=_STARTED,
        must=(
            ". >= 0 and . <= 100000000",
            ("Bitte prüfen Sie den Betrag.", "Please check the amount."),
        ),
        publish=AGGREGATED,
    ),
    line(
        "select_multiple geldquellen",
        "massnahme_geld",
        ("Woher kam das Geld?", "Where did the money come from?"),
        relevant="${massnahme_budget} > 0",
        publish=PUBLIC,
    ),
    line(
        "text",
        "massnahme_partner",
        ("Wer ist dabei Ihr wichtigster Partner?", "Who is your most important partner in it?"),
        (
            "Der Name der Organisation, nicht der einer Person.",
            "The name of the organisation, not of a person.",
        ),
        publish=PUBLIC,
        partner=True,
    ),
)

_REACHED: tuple[Line, ...] = (
    line(
        "begin_repeat",
        "erreicht",
        ("Jahr", "Year"),
        (
            "Wie viele Menschen haben Sie erreicht? Eine Zeile für jedes Jahr.",
            "How many people have you reached? One line for each year.",
        ),
        relevant=_STARTED,
    ),
    line(
        "integer",
        "erreicht_jahr",
        ("Welches Jahr?", "Which year?"),
        needed=("Bitte geben Sie das Jahr an.", "Please give the year."),
        must=(
            ". >= 2015 and . <= ${berichtsjahr}",
            (
                "Möglich ist 2015 bis ${jahr}.",
                "It can be 2015 to ${jahr}.",
            ),
        ),
        publish=PUBLIC,
    ),
    line(
        "integer",
        "erreicht_personen",
        (
            "Wie viele Menschen hat „${massnahme_name}“ erreicht?",
            "How many people did “${massnahme_name}” reach?",
        ),
        (
            "Zählen Sie jeden Menschen einmal. Eine Schätzung reicht.",
            "Count each person once. An estimate will do.",
        ),
        must=(
            ". >= 0 and . <= 200000",
            ("Bitte prüfen Sie die Zahl.", "Please check the number."),
        ),
        publish=AGGREGATED,
    ),
    end("end_repeat"),
    computed("massnahme_erreicht", "sum(${erreicht_personen})"),
    line(
        "note",
        "massnahme_summe",
        (
            "Zusammen ${massnahme_erreicht} Menschen in allen eingetragenen Jahren.",
            "Altogether ${massnahme_erreicht} people in all years entered.",
        ),
        relevant="${massnahme_erreicht} > 0",
    ),
)

LINES: tuple[Line, ...] = (
    line(
        "begin_group",
        "massnahmen",
        ("Ihre Maßnahmen", "Your measures"),
        (
            (
                "Was Ihre Stelle für Integration tut oder vorhat: Projekte, Kurse, Verfahren. "
                "Nennen Sie die wichtigsten."
            ),
            (
                "What your office does or plans for integration: projects, courses, procedures. "
                "Name the most important ones."
            ),
        ),
    ),
    line("begin_repeat", "massnahme", ("Maßnahme", "Measure")),
    *_WHAT,
    *_MONEY,
    *_REACHED,
    end("end_repeat"),
    computed("massnahmen_zahl", "count(${massnahme})", publish=AGGREGATED),
    computed("budget_summe", "sum(${massnahme_budget})", publish=INTERNAL),
    end("end_group"),
)
