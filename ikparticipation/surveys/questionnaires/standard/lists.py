"""The answers to choose from, apart from those that the catalogue has."""

from collections.abc import Mapping

from ikparticipation.surveys.questionnaires.lines import Both

LISTS: Mapping[str, Mapping[str, Both]] = {
    "gemeinden": {"15083": ("Im ganzen Landkreis", "In the whole county")},
    "ja_nein": {"yes": ("Ja", "Yes"), "no": ("Nein", "No")},
    "angebotsarten": {
        "counselling": ("Beratung", "Counselling"),
        "accompaniment": ("Begleitung oder Patenschaft", "Accompaniment or mentoring"),
        "language_course": ("Sprachkurs", "Language course"),
        "course": ("Anderer Kurs oder Bildungsangebot", "Another course or class"),
        "job_support": ("Hilfe bei Arbeit und Ausbildung", "Help with work and training"),
        "meeting_place": ("Begegnung oder Treffpunkt", "Meeting place"),
        "leisure": ("Sport, Kultur oder Freizeit", "Sport, culture or leisure"),
        "interpreting": ("Sprachmittlung", "Interpreting"),
        "material_help": ("Sachspenden oder praktische Hilfe", "Donated goods or practical help"),
        "other": ("Etwas anderes", "Something else"),
    },
    "formen": {
        "on_site": ("Vor Ort", "On site"),
        "outreach": ("Wir kommen zu den Menschen", "We come to people"),
        "phone": ("Am Telefon", "By phone"),
        "online": ("Im Internet", "Online"),
    },
    "zugang": {
        "open": ("Offen für alle, ohne Anmeldung", "Open to everyone, no registration"),
        "registration": ("Mit Anmeldung", "With registration"),
        "referral": ("Nur über eine Stelle, die vermittelt", "Only by referral from an office"),
        "members": ("Nur für Mitglieder", "For members only"),
    },
    "kosten": {
        "free": ("Nichts", "Nothing"),
        "contribution": ("Einen kleinen Beitrag", "A small contribution"),
        "fee": ("Eine Gebühr", "A fee"),
        "covered": (
            "Eine Gebühr, die übernommen werden kann",
            "A fee that can be paid by an office",
        ),
    },
    "finanzierung": {
        "own": ("Eigene Mittel und Mitgliedsbeiträge", "Own money and membership fees"),
        "donations": ("Spenden", "Donations"),
        "fees": ("Beiträge der Teilnehmenden", "Contributions of those who take part"),
        "municipality": ("Stadt oder Gemeinde", "Town or municipality"),
        "county": ("Landkreis", "County"),
        "state": ("Land Sachsen-Anhalt", "State of Saxony-Anhalt"),
        "federal": ("Bund", "Federal government"),
        "eu": ("Europäische Union", "European Union"),
        "foundation": ("Stiftung", "Foundation"),
        "other": ("Andere", "Others"),
    },
    "kooperationsarten": {
        "exchange": ("Austausch und Absprachen", "Exchange and coordination"),
        "referral": ("Wir vermitteln Menschen aneinander", "We refer people to each other"),
        "joint_offer": ("Gemeinsame Angebote", "Joint offers"),
        "resources": ("Räume, Material oder Personal", "Rooms, equipment or staff"),
        "training": ("Fortbildung und fachlicher Rat", "Training and professional advice"),
        "funding": ("Geld", "Money"),
        "other": ("Etwas anderes", "Something else"),
    },
    "richtungen": {
        "mutual": ("Wir unterstützen uns gegenseitig", "We support each other"),
        "given": ("Vor allem wir den Partner", "Mainly we support the partner"),
        "received": ("Vor allem der Partner uns", "Mainly the partner supports us"),
    },
    "haeufigkeiten": {
        "weekly": ("Mindestens einmal in der Woche", "At least once a week"),
        "monthly": ("Etwa einmal im Monat", "About once a month"),
        "quarterly": ("Einige Male im Jahr", "Several times a year"),
        "rarely": ("Seltener", "Less often"),
    },
    "rollen": {
        "lead": ("Wir leiten oder moderieren", "We lead or facilitate"),
        "member": ("Wir sind festes Mitglied", "We are a permanent member"),
        "guest": ("Wir sind ab und zu dabei", "We join now and then"),
    },
}
