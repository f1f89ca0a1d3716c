"""What the column `type` of the sheet survey says."""

import re
from collections.abc import Mapping
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
    TABLE = auto()
    """A file that expressions look into (csv-external); asks nothing."""
    LATER = auto()
    """Of the standard, and not carried out."""
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
    """Of a select from a file, the name of the file."""
    or_other: bool = False

    @property
    def standard(self) -> str:
        """Return the spelling that every reader of the standard knows."""
        if self.question is None:
            return self.kind.name.lower()
        return f"{self.question} {self.list_name}".strip()

    @property
    def is_from_file(self) -> bool:
        return self.list_name.casefold().endswith(FILE_ENDINGS)


FILE_ENDINGS = (".csv", ".geojson", ".xml")

_ONE = (
    r"select_one(?:_from_file)?|select one from file|select one from|select one|select1|"
    r"add select one prompt using"
)
_MULTIPLE = (
    r"select_multiple(?:_from_file)?|select multiple from file|select multiple|"
    r"select all that apply from|select all that apply|add select multiple prompt using"
)
_SELECT = re.compile(
    rf"(?:(?P<one>{_ONE})|(?P<rank>rank)|(?:{_MULTIPLE})) (?P<list>\S+)"
    r"(?P<other> (?:or_other|or other|or specify other))?",
    re.IGNORECASE,
)
_CONTAINER = re.compile(r"(begin|end)[ _](?:(group)|(?:repeat|lgroup|looped group))")
_PROMPT = re.compile(r"(?:q|add) (.+?)(?: prompt)?")
"""„q int“ and „add integer prompt“ of the first forms, still read by pyxform."""
_QUESTIONS: Mapping[str, QuestionType] = {
    "text": QuestionType.TEXT,
    "string": QuestionType.TEXT,
    "integer": QuestionType.INTEGER,
    "int": QuestionType.INTEGER,
    "decimal": QuestionType.DECIMAL,
    "range": QuestionType.RANGE,
    "date": QuestionType.DATE,
    "time": QuestionType.TIME,
    "datetime": QuestionType.DATETIME,
    "date time": QuestionType.DATETIME,
    "acknowledge": QuestionType.ACKNOWLEDGE,
    "trigger": QuestionType.ACKNOWLEDGE,
    "geopoint": QuestionType.GEOPOINT,
    "location": QuestionType.GEOPOINT,
    "gps": QuestionType.GEOPOINT,
    "image": QuestionType.IMAGE,
    "photo": QuestionType.IMAGE,
    "picture": QuestionType.IMAGE,
    "file": QuestionType.FILE,
    "note": QuestionType.NOTE,
    "calculate": QuestionType.CALCULATE,
    "hidden": QuestionType.HIDDEN,
}
_METADATA = frozenset(
    {"start", "end", "today", "deviceid", "device_id", "phonenumber", "phone_number", "username"}
    | {"email", "simserial", "subscriberid", "imei", "audit", "start-geopoint"}
    | {"background-audio", "background-geopoint", "sim_id", "start_time", "end_time"}
)
_LATER = frozenset(
    {"geotrace", "geoshape", "audio", "video", "barcode", "osm", "xml-external", "percentage"}
    | {"select_one_external", "begin_loop", "end_loop", "cascading_select"}
    | {"begin_kobomatrix", "end_kobomatrix", "begin_score", "end_score", "score__row"}
    | {"begin_rank", "end_rank", "rank__level"}  # of Kobo
)


def parse(cell: str) -> Type:
    """Return what the cell says; `cell` is one line."""
    words = cell.lower()
    if found := _CONTAINER.fullmatch(words):
        return Type(Kind[f"{found[1]}_{'group' if found[2] else 'repeat'}".upper()])
    if question := _question(words):
        return Type(Kind.QUESTION, question)
    if found := _SELECT.fullmatch(cell):
        return Type(Kind.QUESTION, _select(found), found["list"], or_other=bool(found["other"]))
    if words.replace(" ", "_") in _METADATA:
        return Type(Kind.METADATA)
    if words == "csv-external":
        return Type(Kind.TABLE)
    first = words.split(" ")[0]
    later = first in _LATER or words.replace(" ", "_") in _LATER
    return Type(Kind.LATER if later else Kind.UNKNOWN)


def _question(words: str) -> QuestionType | None:
    if words in _QUESTIONS:
        return _QUESTIONS[words]
    prompt = _PROMPT.fullmatch(words)
    return _QUESTIONS.get(prompt[1]) if prompt else None


def _select(found: re.Match[str]) -> QuestionType:
    if found["rank"]:
        return QuestionType.RANK
    return QuestionType.SELECT_ONE if found["one"] else QuestionType.SELECT_MULTIPLE
