"""Section 2: what the organisation offers, one row for each offer."""

from ikparticipation.surveys.questionnaires.lines import PUBLIC, Line, computed, end, line
from ikparticipation.surveys.questionnaires.standard.access import ACCESS, FUNDING

_WHAT: tuple[Line, ...] = (
    line("begin_group", "angebot_was", ("Was und für wen", "What and for whom")),
    line(
        "text",
        "angebot_name",
        ("Wie heißt das Angebot?", "What is the offer called?"),
        (
            "Zum Beispiel „Sprachcafé am Markt“.",
            "For example “Language café at the market”.",
        ),
        needed=("Bitte geben Sie dem Angebot einen Namen.", "Please give the offer a name."),
        goes_to="offer.name",
        publish=PUBLIC,
    ),
    computed("angebot_titel", "coalesce(${angebot_name}, '…')"),
    line(
        "text",
        "angebot_beschreibung",
        ("Was passiert dort?", "What happens there?"),
        (
            "Ein oder zwei Sätze für Menschen, die Hilfe suchen.",
            "One or two sentences for people who are looking for help.",
        ),
        goes_to="offer.description",
        publish=PUBLIC,
        appearance="multiline",
    ),
    line(
        "select_one angebotsarten",
        "angebot_art",
        ("Was beschreibt das Angebot am besten?", "What describes the offer best?"),
        goes_to="offer.kind",
        publish=PUBLIC,
    ),
    line(
        "select_multiple handlungsfelder",
        "angebot_handlungsfelder",
        ("Zu welchen Handlungsfeldern gehört es?", "Which fields of action does it belong to?"),
        needed=(
            "Bitte wählen Sie mindestens ein Handlungsfeld.",
            "Please choose at least one field of action.",
        ),
        goes_to="offer.fields",
        publish=PUBLIC,
        catalogue="field_of_action",
    ),
    line(
        "select_multiple zielgruppen",
        "angebot_zielgruppen",
        ("Für wen ist es gedacht?", "Who is it for?"),
        goes_to="offer.target_groups",
        publish=PUBLIC,
        catalogue="target_group",
    ),
    line(
        "select_multiple sprachen",
        "angebot_sprachen",
        ("In welchen Sprachen gibt es das Angebot?", "In which languages is it available?"),
        (
            "Auch mit regelmäßiger Sprachmittlung.",
            "Also with a regular interpreter.",
        ),
        goes_to="offer.languages",
        publish=PUBLIC,
        catalogue="language",
    ),
    end("end_group"),
)

_WHERE: tuple[Line, ...] = (
    line("begin_group", "angebot_wo", ("Wo und wann", "Where and when")),
    line(
        "select_multiple formen",
        "angebot_form",
        ("Wie kann man es nutzen?", "How can people use it?"),
        goes_to="offer.formats",
        publish=PUBLIC,
    ),
    line(
        "select_multiple gemeinden",
        "angebot_gemeinden",
        (
            "In welchen Städten und Gemeinden findet es statt?",
            "In which towns and municipalities does it take place?",
        ),
        (
            ("Überall oder online: „Im ganzen Landkreis“."),
            ("Everywhere or online: “In the whole county”."),
        ),
        needed=(
            "Bitte wählen Sie mindestens einen Ort oder „Im ganzen Landkreis“.",
            "Please choose at least one place or “In the whole county”.",
        ),
        goes_to="offer.municipalities",
        publish=PUBLIC,
        catalogue="municipality",
    ),
    line(
        "text",
        "angebot_orte",
        ("Wo genau?", "Where exactly?"),
        (
            "Straße und Hausnummer oder der Name des Hauses.",
            "Street and number or the name of the building.",
        ),
        relevant="selected(${angebot_form}, 'on_site') or selected(${angebot_form}, 'outreach')",
        goes_to="offer.places",
        publish=PUBLIC,
    ),
    line(
        "text",
        "angebot_zeiten",
        ("Wann gibt es „${angebot_titel}“?", "When does “${angebot_titel}” take place?"),
        (
            "Zum Beispiel „dienstags 15–18 Uhr, nicht in den Ferien“.",
            "For example “Tuesdays 3–6 pm, not during school holidays”.",
        ),
        goes_to="offer.hours",
        publish=PUBLIC,
    ),
    line(
        "integer",
        "angebot_plaetze",
        (
            "Wie viele Menschen können gleichzeitig teilnehmen?",
            "How many people can take part at the same time?",
        ),
        (
            "Bei Beratung: Termine pro Woche. Eine Schätzung reicht.",
            "For counselling: appointments a week. An estimate will do.",
        ),
        relevant="${angebot_art} != 'material_help'",
        must=(
            ". >= 1 and . <= 10000",
            (
                (
                    "Bitte prüfen Sie die Zahl: Möglich ist 1 bis 10.000. "
                    "Wenn Sie es nicht wissen, lassen Sie das Feld frei."
                ),
                (
                    "Please check the number: it can be 1 to 10,000. "
                    "If you do not know it, leave this blank."
                ),
            ),
        ),
        goes_to="offer.capacity",
        publish=PUBLIC,
    ),
    line(
        "integer",
        "angebot_plaetze_frei",
        (
            "Wie viele davon sind zurzeit frei?",
            "How many of these are free at the moment?",
        ),
        (
            "0 heißt: zurzeit voll. Wenn Sie es nicht wissen, lassen Sie das Feld frei.",
            "0 means: full at the moment. If you do not know it, leave this blank.",
        ),
        relevant="${angebot_plaetze} >= 1",
        must=(
            ". >= 0 and . <= ${angebot_plaetze}",
            (
                (
                    "Bitte prüfen Sie die Zahl: Frei können höchstens so viele sein, "
                    "wie es insgesamt gibt."
                ),
                ("Please check the number: no more can be free than there are altogether."),
            ),
        ),
        goes_to="offer.capacity_available",
        publish=PUBLIC,
    ),
    end("end_group"),
)

LINES: tuple[Line, ...] = (
    line(
        "begin_group",
        "angebote",
        (
            "Ihre Beratungs- und Unterstützungsangebote",
            "What you offer: counselling and support",
        ),
        (
            (
                "Bitte tragen Sie jedes Angebot einzeln ein. "
                "Wenn Sie keine eigenen Angebote haben, gehen Sie einfach weiter."
            ),
            "Please enter each offer separately. If you have no offers of your own, simply go on.",
        ),
    ),
    line("begin_repeat", "angebot", ("Angebot", "Offer"), goes_to="offer"),
    *_WHAT,
    *_WHERE,
    *ACCESS,
    *FUNDING,
    end("end_repeat"),
    end("end_group"),
)
