"""A form with every type of question and every way of drawing one, in German, English, Arabic."""

from functools import cache

from tests.surveys.xlsform import workbooks

HEADINGS = (
    "type",
    "name",
    "label::Deutsch (de)",
    "label::English (en)",
    "label::العربية (ar)",
    "hint::Deutsch (de)",
    "guidance_hint::Deutsch (de)",
    "required",
    "relevant",
    "constraint",
    "constraint_message::Deutsch (de)",
    "constraint_message::English (en)",
    "constraint_message::العربية (ar)",
    "appearance",
    "parameters",
    "calculation",
    "readonly",
    "repeat_count",
    "choice_filter",
    "default",
    "partner",
    "max_rows",
)
CHOICE_HEADINGS = (
    "list_name",
    "name",
    "label::Deutsch (de)",
    "label::English (en)",
    "label::العربية (ar)",
    "bezirk",
)
AGREE = ("wenig", "mittel", "sehr")
CHOICES = (
    CHOICE_HEADINGS,
    ("janein", "ja", "Ja", "Yes", "نعم"),
    ("janein", "nein", "Nein", "No", "لا"),
    ("farben", "rot", "Rot", "Red", "أحمر"),
    ("farben", "blau", "Blau", "Blue", "أزرق"),
    ("farben", "gelb", "Gelb", "Yellow", "أصفر"),
    ("stufen", "wenig", "Wenig", "Little", "قليل"),
    ("stufen", "mittel", "Mittel", "Medium", "متوسط"),
    ("stufen", "sehr", "Sehr", "Much", "كثير"),
    ("bezirke", "nord", "Norden", "North", "الشمال"),
    ("bezirke", "sued", "Süden", "South", "الجنوب"),
    *(
        ("orte", f"n{n}", f"Nordort {n}", f"North {n}", f"مكان شمالي {n}", "nord")
        for n in range(1, 10)
    ),
    *(
        ("orte", f"s{n}", f"Südort {n}", f"South {n}", f"مكان جنوبي {n}", "sued")
        for n in range(1, 10)
    ),
)


def line(type_: str, name: str, de: str, en: str, ar: str, **more: str) -> tuple[str, ...]:
    """Return a line of the sheet survey; `more` by heading, German where it has languages."""
    given = {
        "type": type_,
        "name": name,
        "label::Deutsch (de)": de,
        "label::English (en)": en,
        "label::العربية (ar)": ar,
    }
    for heading, words in more.items():
        in_german = f"{heading}::Deutsch (de)"
        given[in_german if in_german in HEADINGS else heading] = words
    return tuple(given.get(heading, "") for heading in HEADINGS)


def end(type_: str) -> tuple[str, ...]:
    return line(f"end_{type_}", "", "", "", "")


SURVEY = (
    HEADINGS,
    line("begin_group", "worte", "Worte und Zahlen", "Words and numbers", "كلمات وأرقام"),
    line("note", "gruss", "Willkommen, ${name}", "Welcome, ${name}", "أهلا وسهلا ${name}"),
    line("text", "name", "Wie heißen Sie?", "What is your name?", "ما اسمك؟", required="yes",
         hint="So wie im Register", guidance_hint="Der volle Name hilft bei Rückfragen."),
    line("text", "lang", "Was machen Sie?", "What do you do?",
         "ماذا تفعل؟", appearance="multiline"),
    line("text", "telefon", "Telefon", "Telephone", "الهاتف", appearance="numbers w5"),
    line("integer", "anzahl", "Wie viele?", "How many?", "كم العدد؟", appearance="w5",
         constraint=". <= 100", constraint_message="Höchstens 100, ${name}.",
         **{"constraint_message::English (en)": "100 at most.",
            "constraint_message::العربية (ar)": "مئة على الأكثر."}),
    line("decimal", "stunden", "Stunden je Woche", "Hours a week", "ساعات في الأسبوع"),
    line("range", "note_r", "Wie zufrieden?", "How content?", "ما مدى رضاك؟",
         parameters="start=1 end=5 step=1"),
    line("range", "prozent", "Anteil in Prozent", "Share in per cent", "النسبة المئوية",
         parameters="start=0 end=100 step=5"),
    line("calculate", "doppelt_roh", "", "", "", calculation="${anzahl} * 2"),
    line("integer", "doppelt", "Das Doppelte", "Twice as many",
         "الضعف", calculation="${anzahl} * 2"),
    line("text", "fest", "Kennzeichen", "Mark", "علامة", readonly="true()", default="A-17"),
    end("group"),
    line("begin_group", "zeiten", "Zeit und Ort", "Time and place", "الوقت والمكان"),
    line("date", "tag", "An welchem Tag?", "On which day?", "في أي يوم؟"),
    line("time", "uhr", "Um wie viel Uhr?", "At what time?", "في أي ساعة؟"),
    line("dateTime", "moment", "Wann genau?", "When exactly?", "متى بالضبط؟"),
    line("geopoint", "ort", "Wo ist es?", "Where is it?", "أين هو؟"),
    line("image", "bild", "Ein Bild davon", "A picture of it", "صورة له"),
    line("file", "datei", "Ein Bericht", "A report", "تقرير", parameters="max-size=1"),
    end("group"),
    line("begin_group", "auswahl", "Auswahl", "Choices", "الاختيارات"),
    line("select_one farben", "farbe", "Welche Farbe?", "Which colour?", "أي لون؟"),
    line("select_one janein", "schnell", "Geht das?", "Is it possible?", "هل هذا ممكن؟",
         appearance="quick"),
    line("select_one stufen", "likert", "Wie wichtig?", "How important?", "ما مدى الأهمية؟",
         appearance="likert"),
    line("select_one farben", "minimal", "Zweite Farbe", "Second colour", "اللون الثاني",
         appearance="minimal"),
    line("select_multiple farben", "mehrere", "Welche auch?", "Which ones, too?", "أيها أيضا؟"),
    line("rank farben", "rang", "Welche zuerst?", "Which one first?", "أيها أولا؟"),
    line("acknowledge", "einig", "Ich stimme zu.", "I agree.", "أوافق.", required="yes"),
    line("begin_group", "tabelle", "Zusammenarbeit", "Cooperation", "التعاون"),
    line("select_one stufen", "kopf", "Wie gut geht es mit …?", "How well does it go with …?",
         "كيف تسير الأمور مع …؟", appearance="label"),
    line("select_one stufen", "schule", "… den Schulen", "… the schools", "… المدارس",
         appearance="list-nolabel", required="yes"),
    line("select_one stufen", "amt", "… dem Amt", "… the office", "… الدائرة",
         appearance="list-nolabel"),
    end("group"),
    line("select_one bezirke", "bezirk", "In welchem Teil?", "In which part?", "في أي جزء؟"),
    line("select_one orte", "platz", "An welchem Ort?", "At which place?", "في أي مكان؟",
         choice_filter="bezirk = ${bezirk}", relevant="${bezirk} != ''"),
    line("select_one orte", "alle_orte", "Lieblingsort", "Favourite place", "المكان المفضل"),
    line("select_one janein", "mehr", "Möchten Sie mehr sagen?", "Would you like to say more?",
         "هل تريد أن تقول المزيد؟"),
    line("text", "grund", "Was denn?", "What is it?", "ما هو؟", required="yes",
         relevant="${mehr} = 'ja'"),
    end("group"),
    line("begin_group", "angebote", "Angebote", "Offers", "العروض"),
    line("begin_repeat", "angebot", "Angebot", "Offer", "عرض", max_rows="40"),
    line("text", "titel", "Wie heißt es?", "What is it called?", "ما اسمه؟", required="yes"),
    line("text", "wann", "Wann ist „${titel}“ offen?", "When is ${titel} open?",
         "متى يفتح ${titel}؟"),
    line("text", "wer", "Mit wem?", "With whom?", "مع من؟", partner="yes"),
    line("begin_repeat", "treffen", "Treffen", "Meeting", "لقاء", max_rows="3"),
    line("text", "wo", "Wo trifft man sich?", "Where do people meet?",
         "أين اللقاء؟", required="yes"),
    end("repeat"),
    end("repeat"),
    line("integer", "kinder", "Wie viele Kinder?", "How many children?", "كم عدد الأطفال؟"),
    line("begin_repeat", "kind", "Kind", "Child", "طفل", repeat_count="${kinder}"),
    line("text", "vorname", "Vorname", "First name", "الاسم الأول"),
    end("repeat"),
    end("group"),
    line("begin_group", "nachtrag", "Nachtrag", "Supplement", "ملحق", relevant="${mehr} = 'ja'"),
    line("text", "noch", "Noch etwas?", "Anything else?", "شيء آخر؟"),
    end("group"),
)  # fmt: skip
SETTINGS = (("form_title", "default_language"), ("Alles", "Deutsch (de)"))


@cache
def workbook() -> bytes:
    return workbooks.xlsx({"survey": SURVEY, "choices": CHOICES, "settings": SETTINGS})


@cache
def questionnaire():
    return workbooks.compiled(workbook())
