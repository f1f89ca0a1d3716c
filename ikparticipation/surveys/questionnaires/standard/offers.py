"""Section 2: what the organisation offers, one row for each offer."""

from ikparticipation.surveys.questionnaires.standard.lines import Line, end, line

_WHAT: tuple[Line, ...] = (
    line("begin_group", "angebot_was", ("Was und für wen", "What and for whom")),
    line(
        "text",
        "angebot_name",
        ("Wie heißt das Angebot?", "What is the offer called?"),
        (
            "So, dass man es wiedererkennt, zum Beispiel „Sprachcafé am Markt“.",
            "So that people recognise it, for example “Language café at the market”.",
        ),
        needed=("Bitte geben Sie dem Angebot einen Namen.", "Please give the offer a name."),
        goes_to="offer.name",
    ),
    line(
        "text",
        "angebot_beschreibung",
        ("Was passiert dort?", "What happens there?"),
        (
            "Ein bis drei Sätze. Schreiben Sie für Menschen, die Hilfe suchen.",
            "One to three sentences. Write for people who are looking for help.",
        ),
        goes_to="offer.description",
        appearance="multiline",
    ),
    line(
        "select_one angebotsarten",
        "angebot_art",
        ("Was beschreibt das Angebot am besten?", "What describes the offer best?"),
        goes_to="offer.kind",
    ),
    line(
        "select_multiple handlungsfelder",
        "angebot_handlungsfelder",
        ("Zu welchen Handlungsfeldern gehört es?", "Which fields of action does it belong to?"),
        (
            "Wählen Sie, worum es vor allem geht. Mehrere Antworten sind möglich.",
            "Choose what it is mainly about. You can choose several answers.",
        ),
        needed=(
            "Bitte wählen Sie mindestens ein Handlungsfeld.",
            "Please choose at least one field of action.",
        ),
        goes_to="offer.fields",
    ),
    line(
        "select_multiple zielgruppen",
        "angebot_zielgruppen",
        ("Für wen ist es gedacht?", "Who is it for?"),
        ("Mehrere Antworten sind möglich.", "You can choose several answers."),
        goes_to="offer.target_groups",
    ),
    line(
        "select_multiple sprachen",
        "angebot_sprachen",
        ("In welchen Sprachen gibt es das Angebot?", "In which languages is it available?"),
        (
            "Auch Sprachen, für die Sie regelmäßig Sprachmittlung haben.",
            "Include languages for which you regularly have an interpreter.",
        ),
        goes_to="offer.languages",
    ),
    end("end_group"),
)

_WHERE: tuple[Line, ...] = (
    line("begin_group", "angebot_wo", ("Wo und wann", "Where and when")),
    line(
        "select_multiple gemeinden",
        "angebot_gemeinden",
        (
            "In welchen Städten und Gemeinden findet es statt?",
            "In which towns and municipalities does it take place?",
        ),
        (
            "Bei Angeboten am Telefon oder im Internet: „Im ganzen Landkreis“.",
            "For offers by phone or online: “In the whole county”.",
        ),
        needed=(
            "Bitte wählen Sie mindestens einen Ort oder „Im ganzen Landkreis“.",
            "Please choose at least one place or “In the whole county”.",
        ),
        goes_to="offer.municipalities",
    ),
    line(
        "text",
        "angebot_orte",
        ("Wo genau?", "Where exactly?"),
        (
            "Straße und Hausnummer oder der Name des Hauses, eine Zeile je Ort.",
            "Street and number or the name of the building, one line for each place.",
        ),
        goes_to="offer.places",
        appearance="multiline",
    ),
    line(
        "select_multiple formen",
        "angebot_form",
        ("Wie kann man es nutzen?", "How can people use it?"),
        ("Mehrere Antworten sind möglich.", "You can choose several answers."),
        goes_to="offer.formats",
    ),
    line(
        "text",
        "angebot_zeiten",
        ("Wann findet es statt?", "When does it take place?"),
        (
            "Zum Beispiel „dienstags 15–18 Uhr, nicht in den Ferien“.",
            "For example “Tuesdays 3–6 pm, not during school holidays”.",
        ),
        goes_to="offer.hours",
        appearance="multiline",
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
        goes_to="offer.capacity",
    ),
    end("end_group"),
)

_ACCESS: tuple[Line, ...] = (
    line("begin_group", "angebot_zugang_kosten", ("Zugang und Kosten", "Access and costs")),
    line(
        "select_one zugang",
        "angebot_zugang",
        ("Wie kommt man hinein?", "How do people join?"),
        goes_to="offer.access",
    ),
    line(
        "select_one kosten",
        "angebot_kosten",
        ("Was kostet es die Teilnehmenden?", "What does it cost those who take part?"),
        goes_to="offer.costs",
    ),
    line(
        "text",
        "angebot_telefon",
        (
            "Gibt es eine eigene Telefonnummer für das Angebot?",
            "Does the offer have a phone number of its own?",
        ),
        (
            "Nur, wenn sie von der Nummer Ihrer Organisation abweicht.",
            "Only if it differs from the number of your organisation.",
        ),
        goes_to="offer.phone",
    ),
    line(
        "text",
        "angebot_webseite",
        ("Gibt es eine Internetseite dazu?", "Is there a website about it?"),
        goes_to="offer.website",
    ),
    end("end_group"),
)

_FUNDING: tuple[Line, ...] = (
    line("begin_group", "angebot_mittel", ("Finanzierung", "Funding")),
    line(
        "select_multiple finanzierung",
        "angebot_finanzierung",
        ("Woher kommt das Geld dafür?", "Where does the money for it come from?"),
        ("Mehrere Antworten sind möglich.", "You can choose several answers."),
        goes_to="offer.funding",
    ),
    line(
        "date",
        "angebot_gefoerdert_bis",
        ("Bis wann ist es finanziert?", "Until when is it funded?"),
        (
            "Wenn es kein festes Ende gibt, lassen Sie das Feld frei.",
            "If there is no fixed end, leave this blank.",
        ),
        goes_to="offer.funding_until",
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
    *_ACCESS,
    *_FUNDING,
    end("end_repeat"),
    end("end_group"),
)
