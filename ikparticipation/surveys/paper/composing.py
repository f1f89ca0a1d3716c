"""The whole sheet: its head, the questions, where it goes, and pages for what has no room."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from ikparticipation.surveys.paper.numbering import numbering
from ikparticipation.surveys.paper.sheet import Extra, Fact, Sheet
from ikparticipation.surveys.paper.speech import Speech
from ikparticipation.surveys.paper.writing import ROWS_ON_PAPER, Answers, Writer
from ikparticipation.surveys.xlsform.questionnaire import Questionnaire, Repeat
from ikparticipation.text import N_, day_words, moment_words


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """What proves a submission."""

    code: str
    hash: str
    submitted_at: datetime
    submitted_by: str
    number: int
    """1 of the first submission."""


@dataclass(frozen=True, kw_only=True)
class Occasion:
    """What the questionnaire itself does not know: who asks whom, until when."""

    county: str
    title: str
    intro: str = ""
    organisation: str | None = None
    """None: whoever fills it in writes it down."""
    closes_at: datetime | None = None
    operator: tuple[str, ...] = ()
    """Name, address, telephone of who asks, line by line; () if nobody has said so."""
    address: str = ""
    """Where it can be answered online."""


def sheet(questionnaire: Questionnaire, speech: Speech, *, occasion: Occasion) -> Sheet:
    """Return a blank sheet, to be filled in by hand."""
    writer = Writer(questionnaire, dict(numbering(questionnaire)), speech)
    say = speech.say
    return Sheet(
        language=speech.language,
        is_right_to_left=speech.is_right_to_left,
        frame_language=speech.around,
        sender=occasion.county,
        kicker=say(BLANK),
        title=occasion.title,
        intro=_paragraphs(occasion.intro),
        facts=_blank_facts(occasion, speech),
        how_title=say(HOW_TITLE),
        how=tuple(_how(occasion, speech)),
        sections=tuple(writer.section(section) for section in questionnaire.pages),
        closing_title=say(CLOSING_TITLE),
        closing=tuple(_closing(occasion, speech)),
        signing=(Fact(say(DAY_AND_PLACE), None), Fact(say(SIGNATURE), None)),
        extras=tuple(_extras(writer, occasion)),
        words=_look_words(speech),
    )


def filled_sheet(
    questionnaire: Questionnaire,
    speech: Speech,
    *,
    occasion: Occasion,
    answers: Answers,
    receipt: Receipt,
) -> Sheet:
    """Return what was submitted, with the answers in their places and what proves them."""
    writer = Writer(questionnaire, dict(numbering(questionnaire)), speech, answers)
    return Sheet(
        language=speech.language,
        is_right_to_left=speech.is_right_to_left,
        frame_language=speech.around,
        sender=occasion.county,
        kicker=speech.say(FILLED),
        title=occasion.title,
        facts=_receipt_facts(occasion, receipt, speech),
        sections=tuple(writer.section(section) for section in questionnaire.pages),
        closing_title=speech.say(RECEIPT_TITLE),
        closing=(speech.say(RECEIPT_WORDS),),
        words=_look_words(speech),
    )


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _last_day(closes_at: datetime, speech: Speech) -> str:
    """Return the last day on which it is open; the hour is nothing for the post."""
    return day_words(closes_at - timedelta(microseconds=1), speech.around)


def _blank_facts(occasion: Occasion, speech: Speech) -> tuple[Fact, ...]:
    facts = [
        Fact(speech.say(ORGANISATION), occasion.organisation),
        Fact(speech.say(FILLED_IN_BY), None),
        Fact(speech.say(REACHED_AT), None),
    ]
    if occasion.closes_at:
        facts.append(Fact(speech.say(BACK_BY), _last_day(occasion.closes_at, speech)))
    if occasion.operator:
        facts.append(Fact(speech.say(BACK_TO), ", ".join(occasion.operator)))
    return tuple(facts)


def _receipt_facts(occasion: Occasion, receipt: Receipt, speech: Speech) -> tuple[Fact, ...]:
    return (
        Fact(speech.say(ORGANISATION), occasion.organisation or ""),
        Fact(speech.say(N_("Quittung")), receipt.code),
        Fact(speech.say(N_("Eingegangen")), moment_words(receipt.submitted_at, speech.around)),
        Fact(speech.say(N_("Abgesendet von")), receipt.submitted_by),
        Fact(
            speech.say(N_("Stand")),
            speech.say(N_("%(number)s. Einsendung"), number=receipt.number),
        ),
        Fact(speech.say(N_("Prüfsumme (SHA-256)")), receipt.hash),
    )


def _how(occasion: Occasion, speech: Speech) -> Iterator[str]:
    yield from (speech.say(sentence) for sentence in HOW)
    if occasion.address:
        yield speech.say(ONLINE, address=occasion.address)


def _closing(occasion: Occasion, speech: Speech) -> Iterator[str]:
    if not occasion.operator:
        yield speech.say(NO_ADDRESS)
        return
    if occasion.closes_at:
        yield speech.say(SEND_BY, day=_last_day(occasion.closes_at, speech))
    else:
        yield speech.say(SEND)
    yield "\n".join(occasion.operator)
    yield speech.say(ASK_THERE)


def _extras(writer: Writer, occasion: Occasion) -> Iterator[Extra]:
    """Return a page for each repeat that may have more rows than are printed."""
    for section in writer.questionnaire.pages:
        for repeat in section.repeats:
            if repeat.max_rows > ROWS_ON_PAPER:
                yield _extra(writer, repeat, occasion)


def _extra(writer: Writer, repeat: Repeat, occasion: Occasion) -> Extra:
    say = writer.speech.say
    word = writer.words(repeat, "label")
    number = writer.numbers.get(repeat.name, "")
    return Extra(
        title=say(EXTRA_TITLE, number=number, name=word),
        facts=(
            Fact(say(ORGANISATION), occasion.organisation),
            Fact(say(NUMBER_OF, name=word), None),
        ),
        remark=say(COPY_THIS),
        items=writer.items(repeat.elements),
    )


def _look_words(speech: Speech) -> dict[str, str]:
    return {
        "page": speech.say(PAGE, page="{page}", pages="{pages}"),
        "ticked": speech.say(TICKED),
        "guidance": speech.say(GUIDANCE),
    }


BLANK = N_("Fragebogen zum Ausfüllen auf Papier")
FILLED = N_("Abgesendete Antworten")
HOW_TITLE = N_("So füllen Sie den Bogen aus")
HOW = (
    N_("Kreuzen Sie die Kästchen an, und schreiben Sie bitte in Druckschrift."),
    N_("Lassen Sie frei, was Sie nicht wissen. Nötig sind nur die Fragen mit „Pflichtangabe“."),
    N_("Beginnt es mit „Nur wenn“, und das trifft nicht zu, gehen Sie zur nächsten Frage."),
    N_("Reicht der Platz nicht, schreiben Sie auf einem Blatt mit der Nummer der Frage weiter."),
)
ONLINE = N_("Online geht es auch, und Sie können zwischendurch speichern: %(address)s")
ORGANISATION = N_("Organisation")
FILLED_IN_BY = N_("Ausgefüllt von")
REACHED_AT = N_("Telefon oder E-Mail")
BACK_BY = N_("Zurück bis")
BACK_TO = N_("Zurück an")
CLOSING_TITLE = N_("Zum Schluss")
NO_ADDRESS = N_("Wohin Sie den Bogen senden und wer Fragen beantwortet, steht in Ihrer Einladung.")
SEND_BY = N_("Bitte senden Sie den Bogen so ab, dass er bis %(day)s hier ankommt:")
SEND = N_("Bitte senden Sie den ausgefüllten Bogen an:")
ASK_THERE = N_("Dort beantwortet man auch Ihre Fragen. Vielen Dank für Ihre Mühe.")
DAY_AND_PLACE = N_("Ort und Datum")
SIGNATURE = N_("Unterschrift einer vertretungsberechtigten Person")
RECEIPT_TITLE = N_("Was die Quittung sagt")
RECEIPT_WORDS = N_(
    "Die Quittung können Sie am Telefon nennen. Die Prüfsumme (SHA-256) ändert sich, sobald sich "
    "auch nur ein Zeichen der Antworten ändert."
)
EXTRA_TITLE = N_("Ergänzungsblatt zu %(number)s: %(name)s")
NUMBER_OF = N_("%(name)s Nr.")
COPY_THIS = N_("Kopieren Sie diese Seite, sooft Sie sie brauchen, und legen Sie sie bei.")
PAGE = N_("Seite %(page)s von %(pages)s")
TICKED = N_("angekreuzt:")
GUIDANCE = N_("Hilfe:")
