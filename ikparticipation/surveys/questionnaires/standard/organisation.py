"""Section 1: the organisation itself."""

from ikparticipation.surveys.questionnaires.standard.lines import Line, end, line

LINES: tuple[Line, ...] = (
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
                "Schön, dass Sie dabei sind! Sie können jederzeit speichern "
                "und später weitermachen. Pflicht sind nur wenige Fragen. "
                "Was Sie nicht wissen, lassen Sie einfach frei."
            ),
            (
                "Good to have you here! You can save at any time and carry on later. "
                "Only a few questions are required. Simply leave blank what you do not know."
            ),
        ),
    ),
    line(
        "text",
        "beschreibung",
        ("Was macht Ihre Organisation?", "What does your organisation do?"),
        (
            "Zwei oder drei Sätze genügen, so wie Sie es Ihrer Nachbarschaft erklären würden.",
            "Two or three sentences are enough, as you would explain it to a neighbour.",
        ),
        goes_to="organisation.description",
        appearance="multiline",
    ),
    line(
        "select_multiple gemeinden",
        "taetig_in",
        (
            "In welchen Städten und Gemeinden sind Sie tätig?",
            "In which towns and municipalities are you active?",
        ),
        (
            "Wählen Sie „Im ganzen Landkreis“, wenn Sie keinen Ort ausschließen.",
            "Choose “In the whole county” if you do not leave any place out.",
        ),
        needed=(
            "Bitte wählen Sie mindestens einen Ort oder „Im ganzen Landkreis“.",
            "Please choose at least one place or “In the whole county”.",
        ),
        goes_to="organisation.municipalities",
    ),
    line(
        "select_multiple handlungsfelder",
        "handlungsfelder",
        (
            "In welchen Handlungsfeldern sind Sie aktiv?",
            "In which fields of action are you active?",
        ),
        ("Mehrere Antworten sind möglich.", "You can choose several answers."),
        goes_to="organisation.fields",
    ),
    line(
        "select_multiple zielgruppen",
        "zielgruppen",
        ("Für wen sind Sie vor allem da?", "Who are you mainly there for?"),
        ("Mehrere Antworten sind möglich.", "You can choose several answers."),
        goes_to="organisation.target_groups",
    ),
    line(
        "select_multiple sprachen",
        "sprachen",
        (
            "In welchen Sprachen kann man bei Ihnen sprechen?",
            "Which languages can people speak with you?",
        ),
        (
            "Gemeint ist, was Ihr Team selbst kann, ohne Sprachmittlung von außen.",
            "What your own team can speak, without interpreters from outside.",
        ),
        goes_to="organisation.languages",
    ),
    line(
        "integer",
        "hauptamtliche",
        (
            "Wie viele Menschen arbeiten hauptamtlich für Integration?",
            "How many people work for integration as paid staff?",
        ),
        (
            "Zählen Sie Köpfe, keine Stellenanteile. Ohne Hauptamtliche tragen Sie 0 ein.",
            "Count people, not full-time posts. If there are none, enter 0.",
        ),
        goes_to="organisation.employees",
    ),
    line(
        "integer",
        "ehrenamtliche",
        (
            "Wie viele Menschen engagieren sich ehrenamtlich dafür?",
            "How many people volunteer for it?",
        ),
        (
            "Eine Schätzung reicht. Ohne Ehrenamtliche tragen Sie 0 ein.",
            "An estimate will do. If there are none, enter 0.",
        ),
        goes_to="organisation.volunteers",
    ),
    line(
        "text",
        "telefon",
        ("Unter welcher Nummer erreicht man Sie?", "On which number can you be reached?"),
        (
            "Am besten eine allgemeine Nummer, keine private.",
            "Preferably a general number, not a private one.",
        ),
        goes_to="organisation.phone",
    ),
    line(
        "text",
        "email",
        ("Unter welcher E-Mail-Adresse erreicht man Sie?", "Which e-mail address can people use?"),
        (
            "Am besten eine allgemeine Adresse wie kontakt@…",
            "Preferably a general address such as contact@…",
        ),
        goes_to="organisation.email",
    ),
    line(
        "text",
        "webseite",
        ("Haben Sie eine Internetseite?", "Do you have a website?"),
        ("Zum Beispiel www.ihr-verein.de", "For example www.your-association.de"),
        goes_to="organisation.website",
    ),
    line(
        "select_one ja_nein",
        "verzeichnis",
        (
            "Dürfen wir Ihre Organisation im öffentlichen Verzeichnis zeigen?",
            "May we show your organisation in the public directory?",
        ),
        (
            (
                "Gezeigt werden der Name Ihrer Organisation, Ihre Angaben von dieser Seite "
                "und Ihre Angebote. Sie können sich später anders entscheiden."
            ),
            (
                "We would show the name of your organisation, what you enter on this page and what "
                "you offer. You can change your mind later."
            ),
        ),
        needed=(
            "Bitte entscheiden Sie: ja oder nein.",
            "Please decide: yes or no.",
        ),
        goes_to="organisation.public",
    ),
    end("end_group"),
)
