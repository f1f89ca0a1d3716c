"""What the column `type` of the sheet survey says."""

import re
from dataclasses import dataclass
from enum import Enum, auto

from ikparticipation.surveys.xlsform.questionnaire import QuestionType


class Kind(Enum):
    QUESTION = auto()
    BEGIN_GROUP = auto()
    BEGIN_REPEAT = auto()
    END_GROUP = auto()
    END_REPEAT = auto()
    METADATA = auto()
    """Collected by a telephone (start, deviceid …); there is none here."""
    LATER = auto()
    """Of the standard, and not supported yet."""
    UNKNOWN = auto()

    @property
    def begins(self) -> bool:
        return self in {Kind.BEGIN_GROUP, Kind.BEGIN_REPEAT}

    @property
    def ends(self) -> bool:
        return self in {Kind.END_GROUP, Kind.END_REPEAT}


@dataclass(frozen=True)
class Type:
    kind: Kind
    question: QuestionType | None = None
    list_name: str = ""
    or_other: bool = False

    @property
    def standard(self) -> str:
        """Return the spelling that every reader of the standard knows."""
        if self.question is None:
            return self.kind.name.lower()
        return f"{self.question} {self.list_name}".strip()


_ONE = r"select_one|select one from|select one|select1|add select one prompt using"
_MULTIPLE = (
    r"select_multiple|select multiple|select all that apply from|select all that apply|"
    r"add select multiple prompt using"
)
_SELECT = re.compile(
    rf"(?:(?P<one>{_ONE})|(?:{_MULTIPLE})) (?P<list>\S+)"
    r"(?P<other> (?:or_other|or other|or specify other))?",
    re.IGNORECASE,
)
_CONTAINER = re.compile(r"(begin|end)[ _](?:(group)|(?:repeat|lgroup|looped group))")
_QUESTIONS = {
    "text": QuestionType.TEXT,
    "string": QuestionType.TEXT,
    "integer": QuestionType.INTEGER,
    "int": QuestionType.INTEGER,
    "date": QuestionType.DATE,
    "note": QuestionType.NOTE,
}
_METADATA = frozenset(
    {"start", "end", "today", "deviceid", "device_id", "phonenumber", "phone_number", "username"}
    | {"email", "simserial", "subscriberid", "imei", "audit", "start-geopoint"}
)
_LATER = frozenset(
    {"decimal", "range", "time", "datetime", "rank", "calculate", "hidden", "acknowledge"}
    | {"trigger", "geopoint", "geotrace", "geoshape", "image", "photo", "audio", "video", "file"}
    | {"barcode", "osm", "xml-external", "csv-external", "select_one_from_file"}
    | {"select_multiple_from_file", "select_one_external", "background-audio"}
    | {"background-geopoint", "begin_loop", "end_loop", "cascading_select"}
)


def parse(cell: str) -> Type:
    """Return what the cell says; `cell` is one line."""
    words = cell.lower()
    if found := _CONTAINER.fullmatch(words):
        return Type(Kind[f"{found[1]}_{'group' if found[2] else 'repeat'}".upper()])
    if words in _QUESTIONS:
        return Type(Kind.QUESTION, _QUESTIONS[words])
    if found := _SELECT.fullmatch(cell):
        question = QuestionType.SELECT_ONE if found["one"] else QuestionType.SELECT_MULTIPLE
        return Type(Kind.QUESTION, question, found["list"], or_other=bool(found["other"]))
    if words in _METADATA:
        return Type(Kind.METADATA)
    first = words.split(" ")[0]
    later = first in _LATER or words.replace(" ", "_") in _LATER
    return Type(Kind.LATER if later else Kind.UNKNOWN)
