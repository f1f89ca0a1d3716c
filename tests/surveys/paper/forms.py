"""A questionnaire with one question of every kind, in German, English and Arabic."""

from ikparticipation.surveys.xlsform.questionnaire import (
    Choice,
    Formula,
    Group,
    Question,
    Questionnaire,
    QuestionType,
    Repeat,
    Section,
)

YES_NO = (
    Choice("ja", {"de": "Ja", "en": "Yes", "ar": "نعم"}),
    Choice("nein", {"de": "Nein", "en": "No", "ar": "لا"}),
)
KINDS = (
    Choice("beratung", {"de": "Beratung", "en": "Counselling", "ar": "استشارة"}),
    Choice("kurs", {"de": "Sprachkurs", "en": "Language course", "ar": "دورة لغة"}),
    Choice("treff", {"de": "Treff", "en": "Meeting place", "ar": "ملتقى"}),
    Choice("other", {"de": "Anderes", "en": "Other", "ar": "غير ذلك"}),
)
MANY = tuple(
    Choice(str(n), {"de": f"Ort {n}", "en": f"Place {n}", "ar": f"{n} مكان"}) for n in range(34)
)
DEGREES = tuple(
    Choice(str(n), {"de": de, "en": en, "ar": ar})
    for n, (de, en, ar) in enumerate(
        (
            ("gar nicht", "not at all", "أبدا"),
            ("etwas", "somewhat", "قليلا"),
            ("sehr", "very", "جدا"),
        )
    )
)
ARABIC = "سؤال"


def question(name, type_="text", label=None, /, **given):
    """A question that is called after its name."""
    given.setdefault("choices", ())
    for formula in ("relevant", "required_when", "readonly", "calculation", "choice_filter"):
        if isinstance(given.get(formula), str):
            given[formula] = Formula(given[formula])
    label = label or name.capitalize()
    return Question(
        name=name,
        type=QuestionType(type_),
        labels={"de": label, "en": f"{label} (en)", "ar": f"{ARABIC} {name}"},
        **given,
    )


def section(name, *elements, **given):
    labels = {"de": name.capitalize(), "en": f"{name} (en)", "ar": f"قسم {name}"}
    return Section(name=name, labels=labels, elements=elements, **given)


def group(name, *elements, title=None, **given):
    return Group(name=name, labels={"de": title} if title else {}, elements=elements, **given)


def repeat(name, *elements, **given):
    return Repeat(
        name=name,
        labels={"de": name.capitalize(), "en": name, "ar": "بند"},
        elements=elements,
        **given,
    )


def form(*sections, **given):
    return Questionnaire(
        title="Probe",
        languages=("de", "en", "ar"),
        default_language="de",
        sections=sections,
        **given,
    )


def likert(name, **given):
    return question(name, "select_one", choices=DEGREES, appearance=("likert",), **given)


def every_kind():
    """Each kind of question, group and rows; formulas as real forms have them."""
    return form(
        section(
            "wir",
            question("gruss", "note", "Willkommen"),
            question("name", required=True, hints={"de": "Wie im Register", "ar": "كما في السجل"}),
            question("was", appearance=("multiline",), guidance={"de": "Drei Sätze genügen."}),
            question("anzahl", "integer"),
            question("quote", "decimal"),
            question("note_", "range", parameters={"start": "1", "end": "5", "step": "1"}),
            question("prozent", "range", parameters={"start": "0", "end": "100", "step": "5"}),
            question("seit", "date"),
            question("um", "time"),
            question("wann", "dateTime"),
            question("mal_zwei", "calculate", calculation="${anzahl} * 2"),
            question("doppelt", "integer", "Das sind", calculation="${anzahl} * 2"),
        ),
        section(
            "angebote",
            question("hat", "select_one", "Gibt es Angebote?", choices=YES_NO, required=True),
            question("arten", "select_multiple", choices=KINDS, relevant="${hat} = 'ja'"),
            question("arten_other", relevant="selected(${arten}, 'other')"),
            question("orte", "select_multiple", choices=MANY),
            question("rang", "rank", choices=KINDS[:3]),
            question("einig", "acknowledge"),
            question("wo", "geopoint"),
            question("bild", "image"),
            question("datei", "file"),
            group(
                "urteil",
                question(
                    "kopf", "select_one", "Wie ist …?", choices=DEGREES, appearance=("label",)
                ),
                likert("hilfe", required=True),
                likert("zeit", relevant="${anzahl} > 5"),
                title="Ihr Urteil",
            ),
            group("ohne_titel", likert("allein"), question("zuletzt")),
            relevant=Formula("${anzahl} >= 1"),
        ),
        section(
            "reihen",
            repeat(
                "angebot",
                question("titel", required=True),
                question("warum", "text", "Warum heißt es ${titel}?"),
                repeat("termin", question("tag", "date"), max_rows=2),
                min_rows=1,
            ),
        ),
        section(
            "partner",
            repeat("partner", question("wer"), row_count=Formula("${anzahl}")),
        ),
    )
