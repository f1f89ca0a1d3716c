"""Section 1: the organisation itself."""

from ikparticipation.surveys.questionnaires.lines import (
    AGGREGATED,
    INTERNAL,
    PUBLIC,
    Line,
    end,
    line,
)

_IN_DIRECTORY = "${verzeichnis} = 'yes'"
_PEOPLE = (
    ". >= 0 and . <= 10000",
    (
        "Bitte prüfen Sie die Zahl: Möglich ist 0 bis 10.000.",
        "Please check the number: it can be 0 to 10,000.",
    ),
)

_WHO: tuple[Line, ...] = (
    line(
        "begin_group",
        "organisation",
        ("Ihre Organisation", "Your organisation"),
        (
            "Wer Sie sind und wo Sie arbeiten. Das dauert etwa drei Minuten.",
            "Who you are and where you work. This takes about three minutes.",
        ),
    ),
    line(
        "note",
        "willkommen",
        (
            (
                "Schön, dass Sie dabei sind. Sie können jederzeit speichern und später "
                "weitermachen. Was Sie nicht wissen, bleibt frei."
            ),
            (
                "Good to have you here. You can save at any time and carry on later. "
                "Simply leave blank what you do not know."
            ),
        ),
    ),
    line(
        "text",
        "beschreibung",
        ("Was macht Ihre Organisation?", "What does your organisation do?"),
        (
            "Ein Satz genügt, wie für Ihre Nachbarschaft.",
            "One sentence is enough, as for a neighbour.",
        ),
        goes_to="organisation.description",
        publish=PUBLIC,
    ),
    line(
        "select_multiple gemeinden",
        "taetig_in",
        (
            "In welchen Städten und Gemeinden sind Sie tätig?",
            "In which towns and municipalities are you active?",
        ),
        (
            ("Überall? Dann wählen Sie nur „Im ganzen Landkreis“."),
            ("Everywhere? Then choose only “In the whole county”."),
        ),
        needed=(
            "Bitte wählen Sie mindestens einen Ort oder „Im ganzen Landkreis“.",
            "Please choose at least one place or “In the whole county”.",
        ),
        goes_to="organisation.municipalities",
        publish=PUBLIC,
        catalogue="municipality",
    ),
    line(
        "select_multiple handlungsfelder",
        "handlungsfelder",
        (
            "In welchen Handlungsfeldern sind Sie aktiv?",
            "In which fields of action are you active?",
        ),
        ("Auch ab und zu zählt.", "Now and then counts, too."),
        goes_to="organisation.fields",
        publish=PUBLIC,
        catalogue="field_of_action",
    ),
    line(
        "select_multiple zielgruppen",
        "zielgruppen",
        ("Für wen sind Sie vor allem da?", "Who are you mainly there for?"),
        goes_to="organisation.target_groups",
        publish=PUBLIC,
        catalogue="target_group",
    ),
    line(
        "select_multiple sprachen",
        "sprachen",
        (
            "In welchen Sprachen kann man bei Ihnen sprechen?",
            "Which languages can people speak with you?",
        ),
        (
            "Was Ihr Team selbst spricht, ohne Sprachmittlung.",
            "What your own team speaks, without interpreters from outside.",
        ),
        goes_to="organisation.languages",
        publish=PUBLIC,
        catalogue="language",
    ),
)

_PEOPLE_AND_CONTACT: tuple[Line, ...] = (
    line(
        "integer",
        "hauptamtliche",
        (
            "Wie viele Menschen arbeiten hauptamtlich für Integration?",
            "How many people work for integration as paid staff?",
        ),
        (
            "Köpfe, keine Stellenanteile. Wenn es niemand ist: 0.",
            "People, not full-time posts. If there are none: 0.",
        ),
        must=_PEOPLE,
        goes_to="organisation.employees",
        publish=AGGREGATED,
    ),
    line(
        "integer",
        "ehrenamtliche",
        (
            "Wie viele Menschen engagieren sich ehrenamtlich dafür?",
            "How many people volunteer for it?",
        ),
        (
            "Eine Schätzung reicht. Wenn es niemand ist: 0.",
            "An estimate will do. If there are none: 0.",
        ),
        must=_PEOPLE,
        goes_to="organisation.volunteers",
        publish=AGGREGATED,
    ),
    line(
        "select_one ja_nein",
        "verzeichnis",
        (
            "Dürfen wir Ihre Organisation im öffentlichen Verzeichnis zeigen?",
            "May we show your organisation in the public directory?",
        ),
        (
            "Mit Ihren Angeboten. Sie können sich später anders entscheiden.",
            "Together with what you offer. You can change your mind later.",
        ),
        guidance=(
            (
                "Öffentlich sind dann der Name Ihrer Organisation, ihre Beschreibung, Orte, "
                "Themen und Sprachen, Ihre Angebote und Partner und der Kontakt, den Sie unten "
                "angeben. Zahlen zu Ihren Leuten und Ihre Sicht auf die Bedarfe zeigen wir nie "
                "zusammen mit Ihrem Namen."
            ),
            (
                "Public are then the name of your organisation, its description, places, topics "
                "and languages, your offers and partners, and the contact details you enter below. "
                "We never show the numbers of your people or your view of what is needed together "
                "with your name."
            ),
        ),
        needed=("Bitte entscheiden Sie: ja oder nein.", "Please decide: yes or no."),
        goes_to="organisation.public",
        publish=INTERNAL,
    ),
    line(
        "text",
        "telefon",
        ("Unter welcher Nummer erreicht man Sie?", "On which number can you be reached?"),
        (
            "Am besten eine allgemeine Nummer, keine private.",
            "Preferably a general number, not a private one.",
        ),
        relevant=_IN_DIRECTORY,
        must=(
            "regex(., '^[+0-9][0-9 ()/.-]{4,30}$')",
            (
                "Bitte schreiben Sie nur die Nummer, zum Beispiel 03904 12345.",
                "Please write the number only, for example 03904 12345.",
            ),
        ),
        goes_to="organisation.phone",
        publish=PUBLIC,
    ),
    line(
        "text",
        "email",
        ("Unter welcher E-Mail-Adresse erreicht man Sie?", "Which e-mail address can people use?"),
        (
            "Am besten eine allgemeine Adresse wie kontakt@…",
            "Preferably a general address such as contact@…",
        ),
        relevant=_IN_DIRECTORY,
        must=(
            "regex(., '^[^@ ]+@[^@ ]+[.][^@ .]+$')",
            (
                "Das ist noch keine vollständige Adresse. Sie sieht so aus: kontakt@ihr-verein.de",
                "This is not a complete address yet. It looks like this: contact@example.org",
            ),
        ),
        goes_to="organisation.email",
        publish=PUBLIC,
    ),
    line(
        "text",
        "webseite",
        ("Haben Sie eine Internetseite?", "Do you have a website?"),
        ("Zum Beispiel www.ihr-verein.de", "For example www.your-association.de"),
        relevant=_IN_DIRECTORY,
        must=(
            "regex(., '^[^@ ]+[.][^@ ]+$')",
            (
                "Bitte schreiben Sie nur eine Adresse, zum Beispiel www.ihr-verein.de",
                "Please write one address only, for example www.your-association.de",
            ),
        ),
        goes_to="organisation.website",
        publish=PUBLIC,
    ),
    end("end_group"),
)

LINES: tuple[Line, ...] = (*_WHO, *_PEOPLE_AND_CONTACT)
