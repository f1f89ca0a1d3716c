"""Section 2, of each offer: how people get in and what it costs, and who pays for it."""

from ikparticipation.surveys.questionnaires.lines import PUBLIC, Line, end, line

_OWN_CONTACT = "${verzeichnis} = 'yes' and ${angebot_zugang} = 'registration'"

ACCESS: tuple[Line, ...] = (
    line("begin_group", "angebot_zugang_kosten", ("Zugang und Kosten", "Access and costs")),
    line(
        "select_one zugang",
        "angebot_zugang",
        ("Wie kommt man hinein?", "How do people join?"),
        goes_to="offer.access",
        publish=PUBLIC,
    ),
    line(
        "select_one kosten",
        "angebot_kosten",
        ("Was kostet es die Teilnehmenden?", "What does it cost those who take part?"),
        goes_to="offer.costs",
        publish=PUBLIC,
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
        relevant=_OWN_CONTACT,
        must=(
            "regex(., '^[+0-9][0-9 ()/.-]{4,30}$')",
            (
                "Bitte schreiben Sie nur die Nummer, zum Beispiel 03904 12345.",
                "Please write the number only, for example 03904 12345.",
            ),
        ),
        goes_to="offer.phone",
        publish=PUBLIC,
    ),
    line(
        "text",
        "angebot_webseite",
        ("Gibt es eine Internetseite dazu?", "Is there a website about it?"),
        relevant=_OWN_CONTACT,
        must=(
            "regex(., '^[^@ ]+[.][^@ ]+$')",
            (
                "Bitte schreiben Sie nur eine Adresse, zum Beispiel www.ihr-verein.de/sprachcafe",
                "Please write one address only, for example www.your-association.de/cafe",
            ),
        ),
        goes_to="offer.website",
        publish=PUBLIC,
    ),
    end("end_group"),
)

FUNDING: tuple[Line, ...] = (
    line("begin_group", "angebot_mittel", ("Finanzierung", "Funding")),
    line(
        "select_multiple finanzierung",
        "angebot_finanzierung",
        ("Woher kommt das Geld dafür?", "Where does the money for it come from?"),
        ("Nur die Herkunft, kein Betrag.", "Only the origin, no amount."),
        guidance=(
            (
                "Der Landkreis möchte wissen, welche Angebote von befristetem Geld abhängen. "
                "Diese Angabe steht auch im Verzeichnis bei Ihrem Angebot."
            ),
            (
                "The county would like to know which offers depend on money that ends. "
                "This is also shown with your offer in the directory."
            ),
        ),
        goes_to="offer.funding",
        publish=PUBLIC,
    ),
    line(
        "date",
        "angebot_gefoerdert_bis",
        ("Bis wann ist „${angebot_titel}“ finanziert?", "Until when is “${angebot_titel}” funded?"),
        (
            "Wenn es kein festes Ende gibt, lassen Sie das Feld frei.",
            "If there is no fixed end, leave this blank.",
        ),
        relevant="${angebot_finanzierung} != '' and ${angebot_finanzierung} != 'own'",
        must=(
            ". >= date('2015-01-01') and . <= date('2045-12-31')",
            (
                "Bitte prüfen Sie das Jahr: Möglich ist 2015 bis 2045.",
                "Please check the year: it can be 2015 to 2045.",
            ),
        ),
        goes_to="offer.funding_until",
        publish=PUBLIC,
    ),
    line(
        "note",
        "angebot_ausgelaufen",
        (
            (
                "Dieser Tag ist schon vorbei. Wenn das Angebot weitergeht, tragen Sie bitte "
                "das neue Ende ein; wenn nicht, entfernen Sie das Angebot."
            ),
            (
                "This day has passed already. If the offer goes on, please enter the new end; "
                "if it does not, remove the offer."
            ),
        ),
        relevant="${angebot_gefoerdert_bis} != '' and ${angebot_gefoerdert_bis} < today()",
    ),
    end("end_group"),
)
