"""„Sprachkurse: Bedarf“: a survey among people who learn German, in German, English and Arabic.

Written as counties write such forms: places that depend on the town, a scale, an order, a table of
opinions, rows by number, a score nobody sees. It is not shipped.
"""

from functools import cache

from ikparticipation.surveys.questionnaires.catalogues import shipped_catalogues
from ikparticipation.surveys.questionnaires.lines import Form
from ikparticipation.surveys.questionnaires.write_standard import workbook_bytes
from ikparticipation.surveys.xlsform.compile import read_workbook

LANGUAGES = ("Deutsch (de)", "English (en)", "العربية (ar)")
_TRANSLATED = ("label", "hint", "guidance_hint", "required_message", "constraint_message")
_PLAIN = (
    *("required", "relevant", "constraint", "calculation", "default", "repeat_count"),
    *("choice_filter", "appearance", "parameters", "question_id", "publish", "municipality"),
)
COLUMNS = (
    *("type", "name"),
    *(f"{column}::{language}" for column in _TRANSLATED for language in LANGUAGES),
    *_PLAIN,
)
CHOICE_COLUMNS = ("list_name", "name", *(f"label::{each}" for each in LANGUAGES), "gemeinde")
SCORE = {"a0": 0, "a1": 1, "a2": 2, "b1": 3, "b2": 4}
"""Level → what it counts in the score."""

HALDENSLEBEN, OSCHERSLEBEN, WOLMIRSTEDT = "15083270", "15083415", "15083565"


def _texts(column, texts):
    return {f"{column}::{of}": text for of, text in zip(LANGUAGES, texts, strict=True)}


def line(type_, name, *label, hint=(), guidance=(), needed=(), wrong=(), **cells):
    """Return a line; texts are in German, English and Arabic."""
    line = {"type": type_, "name": name, "question_id": name, "publish": "aggregated"}
    for column, texts in (
        ("label", label),
        ("hint", hint),
        ("guidance_hint", guidance),
        ("required_message", needed),
        ("constraint_message", wrong),
    ):
        line |= _texts(column, texts) if texts else {}
    return line | ({"required": "yes"} if needed else {}) | cells


def begin(kind, name, *label, hint=(), **cells):
    texts = _texts("label", label) | (_texts("hint", hint) if hint else {})
    return {"type": f"begin_{kind}", "name": name} | texts | cells


def end(kind):
    return {"type": f"end_{kind}"}


PLACE = (
    begin(
        "group",
        "ort",
        "Wo und wann Sie lernen möchten",
        "Where and when you would like to learn",
        "أين ومتى تريد أن تتعلم",
    ),
    line(
        "note",
        "willkommen",
        "Diese Fragen dauern etwa fünf Minuten. Ihr Name wird nicht gefragt.",
        "These questions take about five minutes. We do not ask for your name.",
        "تستغرق هذه الأسئلة خمس دقائق تقريبا. لا نسأل عن اسمك.",
    ),
    line(
        "select_one gemeinden",
        "gemeinde",
        "In welcher Stadt oder Gemeinde wohnen Sie?",
        "In which town or municipality do you live?",
        "في أي مدينة أو بلدية تسكن؟",
        needed=(
            "Bitte wählen Sie Ihren Ort.",
            "Please choose your place.",
            "يرجى اختيار مكان سكنك.",
        ),
    ),
    line(
        "select_one orte",
        "kursort",
        "Welcher Kursort passt Ihnen?",
        "Which place suits you?",
        "أي مكان للدورة يناسبك؟",
        choice_filter="gemeinde = ${gemeinde}",
        relevant="${gemeinde} != ''",
    ),
    line(
        "geopoint",
        "treffpunkt",
        "Gibt es einen anderen guten Ort? Zeigen Sie ihn auf der Karte.",
        "Is there another good place? Show it on the map.",
        "هل هناك مكان آخر مناسب؟ حدده على الخريطة.",
        publish="internal",
    ),
    line(
        "date",
        "ab_wann",
        "Ab wann haben Sie Zeit?",
        "From when on do you have time?",
        "ابتداء من أي يوم لديك وقت؟",
        constraint=". >= date('2020-01-01')",
        wrong=(
            "Bitte prüfen Sie das Jahr.",
            "Please check the year.",
            "يرجى التحقق من السنة.",
        ),
    ),
    line(
        "time",
        "uhrzeit",
        "Um wie viel Uhr soll der Kurs beginnen?",
        "At what time should the course begin?",
        "في أي ساعة يجب أن تبدأ الدورة؟",
    ),
    end("group"),
)

LEARNING = (
    begin("group", "lernen", "Wie Sie lernen", "How you learn", "كيف تتعلم"),
    line("hidden", "gewicht", default="10"),
    line(
        "select_one stufen",
        "stufe",
        "Wie gut sprechen Sie Deutsch?",
        "How well do you speak German?",
        "ما مستواك في اللغة الألمانية؟",
        guidance=(
            "A1 und A2: einfache Sätze. B1 und B2: Gespräche in Alltag und Beruf.",
            "A1 and A2: simple sentences. B1 and B2: conversations in daily life and at work.",
            "المستويان A1 و A2: جمل بسيطة. المستويان B1 و B2: محادثات في الحياة اليومية والعمل.",
        ),
        needed=(
            "Bitte wählen Sie eine Stufe.",
            "Please choose a level.",
            "يرجى اختيار مستوى.",
        ),
    ),
    line(
        "range",
        "stunden",
        "Wie viele Stunden in der Woche können Sie lernen?",
        "How many hours a week can you learn?",
        "كم ساعة في الأسبوع يمكنك أن تتعلم؟",
        parameters="start=0 end=30 step=5",
    ),
    line(
        "calculate",
        "stufe_zahl",
        calculation=" + ".join(
            f"number(${{stufe}} = '{level}') * {points}"
            for level, points in SCORE.items()
            if points
        ),
    ),
    line(
        "calculate",
        "punkte",
        calculation="${stufe_zahl} * ${gewicht} + if(${stunden} = '', 0, ${stunden})",
    ),
    line(
        "note",
        "rat",
        "Danach passt ein Kurs mit mehr als 15 Stunden in der Woche zu Ihnen.",
        "So a course of more than 15 hours a week suits you.",
        "وفقا لذلك تناسبك دورة تزيد على خمس عشرة ساعة في الأسبوع.",
        relevant="${punkte} > 30",
    ),
    line(
        "rank ziele",
        "reihenfolge",
        "Wofür brauchen Sie Deutsch am meisten?",
        "What do you need German for most?",
        "لماذا تحتاج إلى اللغة الألمانية أكثر؟",
        hint=(
            "Das Wichtigste zuerst.",
            "The most important one first.",
            "الأهم أولا.",
        ),
    ),
    line(
        "select_one gruende or_other",
        "hindernis",
        "Was hindert Sie am Lernen?",
        "What keeps you from learning?",
        "ما الذي يمنعك من التعلم؟",
    ),
    begin("group", "meinung", "Was meinen Sie?", "What do you think?", "ما رأيك؟"),
    line(
        "select_one zustimmung",
        "kopf",
        "Wie sehr stimmen Sie zu?",
        "How much do you agree?",
        "إلى أي مدى توافق؟",
        appearance="label",
    ),
    line(
        "select_one zustimmung",
        "kurs_nah",
        "Ein Kurs ist in meiner Nähe.",
        "There is a course near me.",
        "توجد دورة بالقرب مني.",
        appearance="list-nolabel",
    ),
    line(
        "select_one zustimmung",
        "kurs_bezahlbar",
        "Die Kosten sind kein Problem.",
        "The costs are not a problem.",
        "التكاليف ليست مشكلة.",
        appearance="list-nolabel",
    ),
    end("group"),
    end("group"),
)

CHILDREN = (
    begin("group", "familie", "Kinder und Betreuung", "Children and care", "الأطفال ورعايتهم"),
    line(
        "integer",
        "kinder",
        "Für wie viele Kinder brauchen Sie während des Kurses Betreuung?",
        "For how many children do you need care during the course?",
        "كم طفلا يحتاج إلى رعاية أثناء الدورة؟",
        constraint=". >= 0 and . <= 8",
        wrong=(
            "Bitte schreiben Sie eine Zahl von 0 bis 8.",
            "Please write a number from 0 to 8.",
            "يرجى كتابة عدد من 0 إلى 8.",
        ),
    ),
    begin("repeat", "kind", "Kind", "Child", "طفل", repeat_count="${kinder}"),
    line(
        "text",
        "rufname",
        "Wie sollen wir das Kind hier nennen?",
        "What shall we call the child here?",
        "بأي اسم نسمي الطفل هنا؟",
        publish="internal",
    ),
    line(
        "integer",
        "alter",
        "Wie alt ist „${rufname}“?",
        "How old is “${rufname}”?",
        "كم عمر «${rufname}»؟",
        constraint=". >= 0 and . <= 17",
        wrong=(
            "Bitte schreiben Sie das Alter in Jahren, von 0 bis 17.",
            "Please write the age in years, from 0 to 17.",
            "يرجى كتابة العمر بالسنوات من 0 إلى 17.",
        ),
    ),
    end("repeat"),
    line(
        "image",
        "bescheinigung",
        "Haben Sie ein Zeugnis von einem Kurs? Sie können ein Foto davon hochladen.",
        "Do you have a course certificate? You can upload a photo of it.",
        "هل لديك شهادة من دورة؟ يمكنك تحميل صورة لها.",
        publish="internal",
    ),
    line(
        "acknowledge",
        "einverstanden",
        "Meine Antworten dürfen ohne meinen Namen ausgewertet werden.",
        "My answers may be evaluated without my name.",
        "أوافق على تقييم إجاباتي دون ذكر اسمي.",
        needed=(
            "Bitte bestätigen Sie das, bevor Sie absenden.",
            "Please confirm this before you send it.",
            "يرجى تأكيد ذلك قبل الإرسال.",
        ),
        publish="internal",
    ),
    end("group"),
)

_LISTS = {
    "gemeinden": {
        HALDENSLEBEN: ("Haldensleben", "Haldensleben", "هالدنسليبن"),
        OSCHERSLEBEN: ("Oschersleben", "Oschersleben", "أوشرسليبن"),
        WOLMIRSTEDT: ("Wolmirstedt", "Wolmirstedt", "فولميرشتيت"),
    },
    "stufen": {
        "a0": ("Noch gar nicht", "Not at all yet", "لا أتكلمها بعد"),
        "a1": ("A1", "A1", "A1"),
        "a2": ("A2", "A2", "A2"),
        "b1": ("B1", "B1", "B1"),
        "b2": ("B2 oder mehr", "B2 or more", "B2 أو أكثر"),
    },
    "ziele": {
        "work": ("Arbeit", "Work", "العمل"),
        "school": ("Schule der Kinder", "The children's school", "مدرسة الأطفال"),
        "offices": ("Ämter", "Public offices", "الدوائر الحكومية"),
        "neighbours": ("Nachbarn und Freunde", "Neighbours and friends", "الجيران والأصدقاء"),
    },
    "gruende": {
        "time": ("Keine Zeit", "No time", "ليس لدي وقت"),
        "way": ("Der Weg ist zu weit", "It is too far", "الطريق طويل جدا"),
        "care": ("Keine Kinderbetreuung", "No child care", "لا توجد رعاية للأطفال"),
    },
    "zustimmung": {
        "1": ("Gar nicht", "Not at all", "لا أوافق أبدا"),
        "2": ("Ein wenig", "A little", "أوافق قليلا"),
        "3": ("Sehr", "Very much", "أوافق كثيرا"),
    },
}
_PLACES = {
    "vhs_h": (HALDENSLEBEN, "Volkshochschule", "Adult education centre", "مركز تعليم الكبار"),
    "bib_h": (HALDENSLEBEN, "Bibliothek", "Library", "المكتبة"),
    "haus_o": (OSCHERSLEBEN, "Bürgerhaus", "Community centre", "المركز الاجتماعي"),
    "schule_o": (OSCHERSLEBEN, "Grundschule", "Primary school", "المدرسة الابتدائية"),
    "kirche_w": (WOLMIRSTEDT, "Gemeindehaus", "Parish hall", "قاعة الكنيسة"),
}


def _choices():
    for name, choices in _LISTS.items():
        for choice, texts in choices.items():
            yield {"list_name": name, "name": choice} | _texts("label", texts)
    for name, (town, *texts) in _PLACES.items():
        yield {"list_name": "orte", "name": name, "gemeinde": town} | _texts("label", texts)


FORM = Form(
    title="Sprachkurse: Bedarf",
    form_id="sprachkurse-bedarf",
    columns=COLUMNS,
    lines=(*PLACE, *LEARNING, *CHILDREN),
    choice_columns=CHOICE_COLUMNS,
    choices=tuple(_choices()),
)


@cache
def workbook() -> bytes:
    return workbook_bytes(FORM)


@cache
def compiled():
    """Return what `read_workbook` says about it."""
    return read_workbook(workbook(), catalogues=shipped_catalogues())


def questionnaire():
    return compiled().questionnaire
