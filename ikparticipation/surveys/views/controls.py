"""What some kinds of questions show besides their words: bounds, files, places on the map."""

from collections.abc import Sequence
from typing import Any

from ikparticipation.surveys.section_page import Field
from ikparticipation.surveys.views.picture import HEIGHT, Municipality, edges, point_of
from ikparticipation.surveys.xlsform.questionnaire import Question
from ikparticipation.surveys.xlsform.values import bounds, to_typed
from ikparticipation.surveys.xlsform.values.files import (
    FILE_TYPES,
    IMAGE_TYPES,
    MEGABYTE,
    TOO_BIG,
    limit_mb,
)
from ikparticipation.surveys.xlsform.values.numbers import plain
from ikparticipation.web import gettext


def about(field: Field, places: Sequence[Municipality]) -> dict[str, Any]:
    """Return what the macro `question` needs for this type, beyond what all have."""
    question, type_ = field.wording.question, field.wording.type
    found: dict[str, Any] = {"room": None, "held": field.file}
    if type_ == "range":
        found["room"] = _between(question)
    elif type_ in {"image", "file"}:
        found |= _taken(question, type_)
    elif type_ == "geopoint":
        values = [*field.values, "", ""][:2]
        found |= {"values": values, "point": point_of(values), "places": places}
        found |= {"height": HEIGHT, "edges": edges()}
    return found


def _between(question: Question) -> str:
    start, end, step = (to_typed(plain(number))[0] for number in bounds(question))
    if step == "1":
        return gettext("Von %(start)s bis %(end)s", start=start, end=end)
    return gettext(
        "Von %(start)s bis %(end)s in Schritten von %(step)s", start=start, end=end, step=step
    )


def _taken(question: Question, type_: str) -> dict[str, Any]:
    types = IMAGE_TYPES if type_ == "image" else FILE_TYPES
    limit = limit_mb(question)
    kinds = ", ".join(dict.fromkeys(ending.upper() for ending in types.values()))
    endings = ",".join(f".{ending}" for ending in (*types.values(), "jpeg"))
    words = f"{limit:g}".replace(".", ",")
    return {
        "room": gettext("Höchstens %(limit)s MB; %(kinds)s", limit=words, kinds=kinds),
        "too_big": gettext(TOO_BIG, limit=words),
        "accept": endings,
        "most": int(limit * MEGABYTE),
    }
