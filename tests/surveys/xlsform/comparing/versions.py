"""Two versions for tests: a base form, and what is otherwise in the next."""

from dataclasses import replace

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

FARBEN = (
    Choice("rot", {"de": "Rot", "en": "Red"}),
    Choice("blau", {"de": "Blau", "en": "Blue"}),
    Choice("gelb", {"de": "Gelb", "en": "Yellow"}),
)


def question(name: str, label: str = "", type_: str = "text", **more) -> Question:
    labels = {"de": label or f"Frage {name}?", "en": f"Question {name}?"}
    return Question(name=name, type=QuestionType(type_), **{"labels": labels} | more)


def rule(source: str) -> Formula:
    return Formula(source)


WAS = question("was", "Was machen Sie für Menschen in der Stadt?")
FARBE = question("farbe", "Welche Farbe hat Ihr Haus?", "select_one", choices=FARBEN)
ANZAHL = question(
    "anzahl",
    "Wie viele Hauptamtliche haben Sie?",
    "integer",
    inventory="organisation.employees",
    relevant=rule("${farbe} = 'rot'"),
)
TITEL = question("titel", "Wie heißt das Angebot?", inventory="offer.name", required=True)
PLAETZE = question("plaetze", "Wie viele Plätze hat es?", "integer", inventory="offer.capacity")
SCALE = question("skala", "Wie zufrieden sind Sie?", "range", parameters={"start": "1", "end": "5"})
BASE = (WAS, FARBE, ANZAHL, SCALE)
ROWS = (TITEL, PLAETZE)


def form(questions=BASE, rows=ROWS, *, extra=(), repeat=None, **more) -> Questionnaire:
    """Return a form of two sections: `wir`, and `angebote` with the repeat `angebot`."""
    angebot = Repeat(
        name="angebot",
        labels={"de": "Angebot", "en": "Offer"},
        inventory="offer",
        elements=tuple(rows),
    )
    wir = Section(
        name="wir", labels={"de": "Über uns", "en": "About us"}, elements=tuple(questions)
    )
    angebote = Section(
        name="angebote",
        labels={"de": "Angebote", "en": "Offers"},
        elements=(replace(angebot, **repeat or {}),),
    )
    settings = {"title": "Probe", "languages": ("de", "en"), "default_language": "de"} | more
    return Questionnaire(sections=(wir, angebote, *extra), **settings)


def with_one(changed: Question, **more) -> Questionnaire:
    """Return the form with one of its questions (the one of that identity) as it is given."""
    lists = [
        tuple(
            changed if each.name in {changed.name, changed.question_id} else each for each in side
        )
        for side in (BASE, ROWS)
    ]
    return form(*lists, **more)


def changed(base: Question, **facts) -> Questionnaire:
    return with_one(replace(base, **facts))


def grouped(name: str, *elements, **more) -> Group:
    return Group(name=name, labels={"de": name}, elements=elements, **more)
