"""Published comments as Web Annotations (W3C Recommendation "Web Annotation Data Model", 2017).

Each stands on its version by a TextPositionSelector and a TextQuoteSelector, both in code points
of the canonical text of its passage, which is the fragment of the target's address. Ids are the
lasting addresses of the comments.
"""

from datetime import datetime
from typing import Any

from ikparticipation.consultation.outputs.synopsis import PRIVATE, Place, Row, Synopsis, Words

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
MEDIA_TYPE = f'application/ld+json; profile="{CONTEXT}"'
_MOTIVATIONS = {
    "approval": "assessing",
    "objection": "assessing",
    "change_proposal": "editing",
    "question": "questioning",
    "remark": "commenting",
}


def collection(synopsis: Synopsis, words: Words, *, site: str) -> dict[str, Any]:
    """Return the AnnotationCollection. `site`: the address of the site, without a stroke."""
    items = [_annotation(row, synopsis, words, site) for row in synopsis.rows if _is_said(row)]
    here = f"{synopsis.address}/kommentare.jsonld"
    return {
        "@context": CONTEXT,
        "id": here,
        "type": "AnnotationCollection",
        "label": synopsis.title,
        "modified": _moment(synopsis.as_of),
        "total": len(items),
        "first": {
            "id": f"{here}#seite-1",
            "type": "AnnotationPage",
            "partOf": here,
            "startIndex": 0,
            "items": items,
        },
    }


def _is_said(row: Row) -> bool:
    return row.status == "published"


def _annotation(row: Row, synopsis: Synopsis, words: Words, site: str) -> dict[str, Any]:
    annotation: dict[str, Any] = {
        "id": f"{site}/kommentare/{row.id}",
        "type": "Annotation",
        "motivation": "replying" if row.reply_to else _MOTIVATIONS[row.kind],
        "created": _moment(row.submitted_at),
        "body": _bodies(row, words),
        "target": _target(row, synopsis, site),
    }
    if row.organisation:
        annotation["creator"] = {"type": "Organization", "name": row.organisation}
    else:
        annotation["creator"] = {"type": "Person", "name": words.say(PRIVATE)}
    return annotation


def _bodies(row: Row, words: Words) -> list[dict[str, Any]]:
    kind = words.kinds[row.kind]
    bodies: list[dict[str, Any]] = [
        {"type": "TextualBody", "value": row.text, "format": "text/plain", "purpose": "commenting"},
        {"type": "TextualBody", "value": kind, "format": "text/plain", "purpose": "classifying"},
    ]
    if row.proposal is not None:
        bodies.append(
            {
                "type": "TextualBody",
                "value": row.proposal,
                "format": "text/plain",
                "purpose": "editing",
            }
        )
    return bodies


def _target(row: Row, synopsis: Synopsis, site: str) -> str | dict[str, Any]:
    if row.reply_to:
        return f"{site}/kommentare/{row.reply_to}"
    place = row.place
    if place is None:
        return synopsis.address
    source = f"{synopsis.address}#{place.key}"
    if place.key == place.end_key:
        return {"source": source, "selector": _selectors(row, place)}
    last = f"{synopsis.address}#{place.end_key}"
    first_words, _, last_words = row.quote.partition("\n")
    end = {"type": "TextPositionSelector", "start": 0, "end": place.end}
    return {
        "source": synopsis.address,
        "selector": {
            "type": "RangeSelector",
            "startSelector": {
                "type": "FragmentSelector",
                "value": place.key,
                "refinedBy": _quoted(first_words, place.before, "")
                | {"refinedBy": _position(place.start, len(place.text))},
            },
            "endSelector": {
                "type": "FragmentSelector",
                "value": last.rpartition("#")[2],
                "refinedBy": _quoted(last_words.rpartition("\n")[2], "", place.after)
                | {"refinedBy": end},
            },
        },
    }


def _selectors(row: Row, place: Place) -> list[dict[str, Any]]:
    """Name the place twice: a reader takes whichever of the two it understands."""
    return [_quoted(row.quote, place.before, place.after), _position(place.start, place.end)]


def _quoted(words: str, before: str, after: str) -> dict[str, Any]:
    quote: dict[str, Any] = {"type": "TextQuoteSelector", "exact": words}
    return quote | {name: text for name, text in (("prefix", before), ("suffix", after)) if text}


def _position(start: int, end: int) -> dict[str, Any]:
    return {"type": "TextPositionSelector", "start": start, "end": end}


def _moment(at: datetime) -> str:
    return at.replace(microsecond=0).isoformat().replace("+00:00", "Z")
