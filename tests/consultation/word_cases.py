"""A draft, and what organisations do to it in Word: each case says where all of it belongs."""

from datetime import UTC, datetime
from uuid import UUID

from ikparticipation.consultation.outputs.word.draft import DraftComment, DraftPassage, WordDraft
from ikparticipation.drafts.passages import parse

TEXT = """\
# Leitlinien der Integration

Der Landkreis versteht Integration als Aufgabe aller. Sie gelingt nur **gemeinsam** mit Vereinen.

## Sprache

Sprachkurse gibt es in jedem Ort des Landkreises. Sie sind für alle offen und kosten nichts.

Der Landkreis sorgt dafür, dass jedes Angebot gut zu erreichen ist. Dafür gibt es Fahrkarten.

- Kinderbetreuung während des Kurses
- Kurse am Abend und am Wochenende
- Beratung vor dem ersten Kurs

## Arbeit

Wer eine Arbeit sucht, bekommt Beratung in der eigenen Sprache. Zeugnisse werden schnell anerkannt.

Der Landkreis sorgt dafür, dass jedes Angebot gut zu erreichen ist. Dafür gibt es Busse.

1. Praktikum in einem Betrieb
2. Begleitung durch Patinnen und Paten
3. Anerkennung von Zeugnissen

## Begegnung

Vereine und Verbände öffnen ihre Häuser für alle. Ehrenamt braucht Anerkennung und einen Raum.

Der Landkreis sorgt dafür, dass jedes Angebot gut zu erreichen ist. Dafür gibt es Räume.

| Feld | Was wir wollen | Bis wann |
|---|---|---|
| Sport | Übungsleiter gewinnen | 2027 |
| Kultur | Feste gemeinsam feiern | 2028 |

> Niemand kommt allein an.

Dieses Konzept wird alle zwei Jahre geprüft und fortgeschrieben. Der Kreistag beschließt darüber.
"""
AT = datetime(2026, 11, 1, 9, tzinfo=UTC)
OUR_FIRST, OUR_SECOND = UUID(int=1), UUID(int=2)


def passages(text=TEXT):
    return tuple(
        DraftPassage(f"k{n}", b.kind, b.level, b.marker, b.text, b.html)
        for n, b in enumerate(parse(text), start=1)
    )


def draft(text=TEXT, **given):
    keys = {p.text: p.key for p in passages(text)}
    first = next(iter(keys.values()))
    second = next((key for words, key in keys.items() if "Sprachkurse" in words), first)
    ours = (
        DraftComment(
            OUR_FIRST, second, 0, second, 11, "Verein A (Beispiel)", AT, "Hinweis\nWelche?"
        ),
        DraftComment(OUR_SECOND, None, 0, None, 0, "Privatperson", AT, "Frage\nWarum erst jetzt?"),
    )
    return WordDraft(
        **{
            "version_id": UUID(int=99),
            "slug": "leitlinien",
            "number": 1,
            "title": "Leitlinien der Integration",
            "site": "https://beteiligung.example.org",
            "as_of": AT,
            "passages": passages(text),
            "comments": ours,
        }
        | given
    )


def key_of(words, nth=0):
    return [p.key for p in passages() if words in p.text][nth]


SPRACHE, KURSE, WEGE = key_of("Sprache"), key_of("Sprachkurse"), key_of("Der Landkreis sorgt")
KINDER, ABEND = key_of("Kinderbetreuung"), key_of("am Abend")
ARBEIT, SUCHT, BUSSE = key_of("Arbeit"), key_of("Wer eine Arbeit"), key_of("Der Landkreis sorgt", 1)
PATEN, VEREINE, RAEUME = key_of("Patinnen"), key_of("Häuser"), key_of("Der Landkreis sorgt", 2)
SPORT, KULTUR = key_of("Sport |"), key_of("Kultur |")
ZITAT, SCHLUSS, ANFANG = key_of("Niemand"), key_of("Dieses Konzept"), key_of("versteht")


def _some_comments(hands):
    """Ten comments all over the text, on sentences, words, cells, and on sentences like others."""
    marked = [
        (SPRACHE, "Sprache", 0),
        (KURSE, "Sie sind für alle offen", 0),
        (WEGE, "Der Landkreis sorgt dafür, dass jedes Angebot gut zu erreichen ist.", 0),
        (BUSSE, "gut zu erreichen", 0),
        (RAEUME, "Der Landkreis sorgt dafür", 0),
        (ABEND, "am Wochenende", 0),
        (PATEN, "Patinnen und Paten", 0),
        (SPORT, "Übungsleiter gewinnen", 1),
        (ZITAT, "allein", 0),
        (SCHLUSS, "alle zwei Jahre", 0),
    ]
    for key, words, cell in marked:
        hands.comment(key, words, f"zu {key}", cell=cell)
    return {f"zu {key}": {key} for key, _, _ in marked}


def comments_only(hands):
    return _some_comments(hands)


def across_paragraphs(hands):
    hands.comment(KURSE, "Sie sind für alle", "zu zweien", to=((WEGE,), "Dafür gibt es Fahrkarten"))
    hands.comment(KINDER, "während", "in der Liste", to=((ABEND,), "Kurse am Abend"))
    hands.comment(SPORT, "Sport", "über Zellen", to=((SPORT, 1), "Übungsleiter"))
    return {"zu zweien": {KURSE, WEGE}, "in der Liste": {KINDER, ABEND}, "über Zellen": {SPORT}}


def whole_lines(hands):
    hands.comment_on_lines(SUCHT, "die ganze Zeile", next_key=BUSSE)
    hands.comment_on_lines(VEREINE, "der ganze Absatz")
    hands.comment_at_point(SCHLUSS, "ein Punkt")
    hands.comment(ANFANG, None, "alles")
    return {
        "die ganze Zeile": {SUCHT},
        "der ganze Absatz": {VEREINE},
        "ein Punkt": {SCHLUSS},
        "alles": {ANFANG},
    }


def replies(hands):
    own = hands.comment(VEREINE, "Ehrenamt", "Wer zahlt das?")
    hands.reply(own, "Der Landkreis.", author="Kasse (Beispiel)")
    hands.reply(hands.ours("Welche?"), "Alle Sprachen.")
    hands.resolve(own)
    return {"Wer zahlt das?": {VEREINE}, "Der Landkreis.": {VEREINE}, "Alle Sprachen.": {KURSE}}


def into_ours(hands):
    hands.write_into(hands.ours("Welche?"), "Das fragen wir auch.")
    return {"Hinweis\nWelche?\nDas fragen wir auch.": {KURSE}}


def with_changes(hands):
    """Comments beside and on tracked changes."""
    truth = _some_comments(hands)
    hands.replace(KURSE, "kosten nichts", "sind kostenlos")
    hands.insert(ANFANG, "gelingt nur", " dauerhaft und")
    hands.replace(SUCHT, " schnell", "")
    hands.replace(SPORT, "Übungsleiter", "Übungsleiterinnen", cell=1)
    hands.strike(ZITAT)
    hands.add_after(VEREINE, "Ein Fest im Jahr ist zu wenig.")
    hands.move(PATEN, SUCHT)
    return truth


def rewritten(hands):
    """Sentences around are typed anew and nobody tracks it."""
    truth = _some_comments(hands)
    hands.retype(KURSE, "Sprachkurse gibt es in jedem Ort des Landkreises.", "Kurse sind überall.")
    hands.retype(
        WEGE, "Dafür gibt es Fahrkarten.", "Fahrkarten gibt es dafür im Bürgerbüro umsonst."
    )
    hands.retype(SCHLUSS, "Der Kreistag beschließt darüber.", "Beschlossen wird im Kreistag.")
    return truth


def split_and_merged(hands):
    truth = _some_comments(hands)
    hands.split(KURSE, "Sie sind")
    hands.split(SCHLUSS, "Der Kreistag")
    hands.merge(SUCHT)
    hands.merge(VEREINE)
    return truth


def cut_and_pasted(hands):
    truth = _some_comments(hands)
    hands.cut_and_paste(SCHLUSS, ANFANG)
    hands.cut_and_paste(VEREINE, SUCHT)
    return truth


def renumbered(hands):
    truth = _some_comments(hands)
    hands.number_headings()
    hands.write_cover_letter()
    return truth


def shortened(hands):
    """Whole passages are gone, also one of three that begin alike."""
    truth = _some_comments(hands)
    for key in (BUSSE, SUCHT, ARBEIT):
        hands.drop(key)
    truth.pop(f"zu {BUSSE}")
    return truth


def all_at_once(hands):
    truth = _some_comments(hands)
    hands.split(KURSE, "Sie sind")
    hands.replace(SUCHT, "schnell", "sofort")
    hands.retype(VEREINE, "Ehrenamt braucht Anerkennung und einen Raum.", "Ehrenamt braucht Räume.")
    hands.cut_and_paste(ZITAT, ANFANG)
    hands.number_headings()
    hands.write_cover_letter()
    return truth


CASES = [
    comments_only,
    across_paragraphs,
    whole_lines,
    replies,
    into_ours,
    with_changes,
    rewritten,
    split_and_merged,
    cut_and_pasted,
    renumbered,
    shortened,
    all_at_once,
]
