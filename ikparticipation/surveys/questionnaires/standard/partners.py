"""Sections 3 and 4: with whom the organisation works, and the standing groups it belongs to."""

from ikparticipation.surveys.questionnaires.lines import (
    INTERNAL,
    PUBLIC,
    Line,
    end,
    line,
)

_TIES: tuple[Line, ...] = (
    line(
        "begin_group",
        "kooperationen",
        ("Ihre Kooperationspartner", "Your cooperation partners"),
        (
            (
                "Mit wem arbeiten Sie zusammen? Nennen Sie zuerst die wichtigsten. "
                "Auch Ämter, Schulen und Betriebe zählen."
            ),
            (
                "Who do you work with? Start with the most important ones. "
                "Public offices, schools and companies count, too."
            ),
        ),
    ),
    line("begin_repeat", "kooperation", ("Partner", "Partner"), goes_to="tie"),
    line(
        "text",
        "partner_name",
        ("Mit wem arbeiten Sie zusammen?", "Who do you work with?"),
        (
            "Der Name der Organisation, nicht einer Person.",
            "The name of the organisation, not of a person.",
        ),
        needed=(
            "Bitte tragen Sie den Namen der Organisation ein.",
            "Please enter the name of the organisation.",
        ),
        goes_to="tie.partner",
        publish=PUBLIC,
        partner=True,
    ),
    line(
        "select_one kooperationsarten",
        "partner_art",
        ("Worum geht es dabei vor allem?", "What is it mainly about?"),
        goes_to="tie.kind",
        publish=PUBLIC,
    ),
    line(
        "select_one richtungen",
        "partner_richtung",
        ("Wer unterstützt wen?", "Who supports whom?"),
        goes_to="tie.direction",
        publish=PUBLIC,
    ),
    line(
        "select_one haeufigkeiten",
        "partner_haeufigkeit",
        ("Wie oft haben Sie miteinander zu tun?", "How often are you in touch?"),
        goes_to="tie.intensity",
        publish=PUBLIC,
    ),
    line(
        "text",
        "partner_thema",
        (
            "Was machen Sie mit „${partner_name}“ zusammen?",
            "What do you do together with “${partner_name}”?",
        ),
        (
            "Ein Stichwort genügt, zum Beispiel „Fahrradwerkstatt“.",
            "A keyword is enough, for example “bicycle workshop”.",
        ),
        relevant="${partner_art} = 'joint_offer' or ${partner_art} = 'other'",
        goes_to="tie.topic",
        publish=INTERNAL,
    ),
    end("end_repeat"),
    end("end_group"),
)

_NETWORKS: tuple[Line, ...] = (
    line(
        "begin_group",
        "netzwerke",
        ("Gremien und Netzwerke", "Committees and networks"),
        (
            "Runde Tische, Arbeitskreise, Beiräte: Runden, die sich immer wieder treffen.",
            "Round tables, working groups, advisory boards: groups that meet again and again.",
        ),
    ),
    line(
        "begin_repeat",
        "netzwerk",
        ("Gremium oder Netzwerk", "Committee or network"),
        goes_to="network",
    ),
    line(
        "text",
        "netzwerk_name",
        ("Wie heißt die Runde?", "What is the group called?"),
        (
            "Bitte ausgeschrieben, zum Beispiel „Arbeitskreis Migration Haldensleben“.",
            "Please in full, for example “Arbeitskreis Migration Haldensleben”.",
        ),
        needed=(
            "Bitte tragen Sie den Namen der Runde ein.",
            "Please enter the name of the group.",
        ),
        goes_to="network.name",
        publish=PUBLIC,
    ),
    line(
        "select_one rollen",
        "netzwerk_rolle",
        ("Welche Rolle haben Sie dort?", "What is your role in it?"),
        goes_to="network.role",
        publish=PUBLIC,
    ),
    line(
        "text",
        "netzwerk_thema",
        ("Worum geht es dort?", "What is it about?"),
        goes_to="network.topic",
        publish=PUBLIC,
    ),
    end("end_repeat"),
    end("end_group"),
)

LINES: tuple[Line, ...] = (*_TIES, *_NETWORKS)
