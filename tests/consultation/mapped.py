"""Texts for mapping, and short ways to follow words through them."""

from hypothesis import strategies as st

from ikparticipation.consultation.anchors import Span, locate
from ikparticipation.consultation.mapping import (
    MappedStatus,
    Text,
    map_anchors,
)

UNCHANGED, CHANGED, MOVED = MappedStatus.UNCHANGED, MappedStatus.CHANGED, MappedStatus.MOVED
SUGGESTED, DELETED = MappedStatus.SUGGESTED, MappedStatus.DELETED

GUIDELINES = [
    "Leitlinie 1: Jeder Ort zählt",
    (
        "Wer im Dorf lebt, darf nicht schlechter gestellt sein, nur weil der Bus selten fährt. "
        "Wir planen Beratung und Kurse deshalb vom Dorf her. Das Angebot ist kostenlos."
    ),
    "Leitlinie 2: Sprache",
    (
        "Sprache öffnet Türen zu Arbeit, Schule und Nachbarschaft. "
        "Wer Deutsch lernen will, soll binnen acht Wochen einen passenden Platz finden. "
        "Das Angebot ist kostenlos."
    ),
    "Solange das eigene Deutsch noch nicht reicht, hilft Sprachmittlung in allen Ämtern.",
    "Leitlinie 3: Arbeit",
    "Ausbildung hat Vorrang vor schneller Hilfsarbeit, wenn junge Menschen das wünschen.",
]
BUS = "nur weil der Bus selten fährt"
WAIT = "Wer Deutsch lernen will, soll binnen acht Wochen einen passenden Platz finden."
HELP = GUIDELINES[4]

NOUNS = ["Kurs", "Dorf", "Schule", "Kita", "Verein", "Arbeit", "Sprache", "Beratung", "Bus", "Amt"]
VERBS = ["hilft", "öffnet", "trägt", "fördert", "braucht", "stärkt", "sucht", "findet"]
FILLERS = ["der", "die", "das", "und", "in", "mit", "für", "ein", "zu", "nicht"]
SENTENCES = st.lists(
    st.one_of(st.sampled_from(NOUNS), st.sampled_from(VERBS), st.sampled_from(FILLERS)),
    min_size=3,
    max_size=12,
).map(lambda words: f"{' '.join(words).capitalize()}.")
BLOCKS = st.lists(st.lists(SENTENCES, min_size=1, max_size=4).map(" ".join), min_size=1, max_size=8)
MARKS = "abäß \u0308\u00ad\u00a0\u200d–„“.,1"


def texts(blocks, keys=None):
    keys = keys or [None] * len(blocks)
    return [Text(key, block) for key, block in zip(keys, blocks, strict=True)]


def mapped(old, new, *spans):
    return map_anchors(texts(old), texts(new), spans)


def selection(blocks, words):
    """Where words stand that stand in only one of the blocks, and there once."""
    (found,) = [(n, locate(words, text)) for n, text in enumerate(blocks) if locate(words, text)]
    return found


def follow(words, new, old=GUIDELINES):
    """What becomes of the words: status, and what stands where they are now."""
    (result,) = mapped(old, new, selection(old, words))
    return result.status, result.place and at(new, result.place)


def at(blocks, place):
    return blocks[place.block][place.span.start : place.span.end]


def edited(words, others, blocks=GUIDELINES):
    assert sum(block.count(words) for block in blocks) == 1
    return [block.replace(words, others) for block in blocks]


def every_span(blocks, longest=30):
    return [
        (n, Span(start, end))
        for n, text in enumerate(blocks)
        for start in range(len(text))
        for end in range(start + 1, min(len(text), start + longest) + 1)
    ]


def drawn_span(data, blocks):
    block = data.draw(st.sampled_from([n for n, text in enumerate(blocks) if text]))
    start = data.draw(st.integers(0, len(blocks[block]) - 1))
    return block, Span(start, data.draw(st.integers(start + 1, len(blocks[block]))))
