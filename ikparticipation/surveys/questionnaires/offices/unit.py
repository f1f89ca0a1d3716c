"""Section 1: who answers, and for which year."""

from ikparticipation.surveys.questionnaires.lines import INTERNAL, PUBLIC, Line, computed, end, line

LINES: tuple[Line, ...] = (
    line(
        "begin_group",
        "stelle",
        ("Ihre Stelle", "Your office"),
        (
            (
                "Dieser Bogen fragt, was Ihre Verwaltung für Integration tut. "
                "Er dauert etwa zehn Minuten."
            ),
            (
                "This questionnaire asks what your administration does for integration. "
                "It takes about ten minutes."
            ),
        ),
    ),
    line(
        "text",
        "einheit",
        ("Welcher Teil Ihrer Verwaltung antwortet?", "Which part of your administration answers?"),
        (
            "Zum Beispiel „Fachdienst Jugend“ oder „Stadt Wolmirstedt, Ordnungsamt“.",
            "For example “Youth service” or “Town of Wolmirstedt, public order office”.",
        ),
        needed=("Bitte nennen Sie Ihre Stelle.", "Please name your office."),
        publish=PUBLIC,
    ),
    line(
        "text",
        "rueckfragen",
        ("Wen dürfen wir bei Rückfragen ansprechen?", "Whom may we ask if we have questions?"),
        (
            "Eine Funktion und eine Durchwahl genügen. Das sieht nur die Integrationskoordination.",
            "A function and an extension number will do. Only the coordination unit sees this.",
        ),
        publish=INTERNAL,
    ),
    line(
        "integer",
        "berichtsjahr",
        ("Für welches Jahr gelten Ihre Zahlen?", "Which year are your figures for?"),
        ("Gemeint ist das letzte volle Jahr.", "We mean the last full year."),
        needed=("Bitte geben Sie das Jahr an.", "Please give the year."),
        must=(
            ". >= 2015 and . <= 2045",
            (
                "Bitte schreiben Sie das Jahr mit vier Ziffern, zum Beispiel 2025.",
                "Please write the year with four digits, for example 2025.",
            ),
        ),
        default="number(format-date(today(), '%Y')) - 1",
        publish=PUBLIC,
    ),
    computed("jahr", "coalesce(${berichtsjahr}, '…')"),
    end("end_group"),
)
