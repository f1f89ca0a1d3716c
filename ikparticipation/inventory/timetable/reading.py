"""Opening hours as people write them, read into rules. What is not understood is never guessed.

A sentence is understood as a whole or not at all: "viermal im Halbjahr, mittwochs 17–19 Uhr" must
not become every Wednesday. Beside days and hours only some remarks may stand (`_REMARK`), which
limit nothing that a rule could say; they stay with the rules as their note. "Jeden zweiten
Freitag" may be every other one or the second of each month, and is not understood.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ikparticipation.inventory.timetable.rules import (
    ALL_WEEK,
    DAYS,
    MIDNIGHT,
    Rule,
    monthly,
    weekly,
)

_NAMES = {
    "mo": 0, "montag": 0, "di": 1, "dienstag": 1, "mi": 2, "mittwoch": 2, "do": 3,
    "donnerstag": 3, "fr": 4, "freitag": 4, "sa": 5, "samstag": 5, "sonnabend": 5, "so": 6,
    "sonntag": 6,
}  # fmt: skip
_NTH = {"ersten": 1, "1": 1, "dritten": 3, "3": 3, "vierten": 4, "4": 4, "letzten": -1}
_SECOND = {"zweiten": 2, "2": 2}
"""Only with "im Monat": without it, the second Friday may be every other one."""

_DAY = (
    r"(?:(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag)s?"
    r"|(?:mo|di|mi|do|fr|sa|so)\.?)(?!\w)"
)
_TO = r"\s*(?:–|-|—|bis)\s*"
_AND = r"\s*(?:,|und|u\.|\+|/|&)\s*"
_CLOCK = r"(?:2[0-4]|[01]?\d)(?!\d)(?:[:.][0-5]\d)?(?:\s*uhr)?"
_SPAN = rf"(?:von\s+)?({_CLOCK}){_TO}({_CLOCK})"
_SPANS = re.compile(rf"{_SPAN}(?:\s+uhr)?")
_DAYS = rf"{_DAY}(?:(?:{_TO}|{_AND}){_DAY})*"
_WEEKLY = re.compile(
    rf"(?P<days>täglich|{_DAYS})(?:\s*[:,])?\s*(?:auch\s+)?(?P<times>{_SPAN}(?:{_AND}{_SPAN})*)",
    re.IGNORECASE,
)
_MONTHLY = re.compile(
    rf"(?:jede[nr]?|an\s+jedem|am|immer\s+am)?\s*(?P<nth>\w+)\.?\s+(?P<day>{_DAY})"
    rf"(?P<month>\s+(?:im|des|eines(?:\s+jeden)?|jeden)\s+monats?)?(?:\s*[:,])?\s*(?P<times>{_SPAN})",
    re.IGNORECASE,
)
_REMARK = re.compile(
    r"(?:nicht|au(?:ß|ss)er)\s+(?:in\s+den\s+|an\s+|w(?:ä|ae)hrend\s+der\s+)?(?:\w*ferien|feiertagen?|feiertags)"
    r"|[\w\s]*(?:nach|mit)\s+(?:\w+\s+)?(?:vereinbarung|absprache|anmeldung|voranmeldung)",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"[\s,.]*(?:und|sowie)?[\s,.]*", re.IGNORECASE)
_SENTENCES = re.compile(r"[;\n]+|(?<![\d.])(?<!\b\w\w)\.\s+(?=[A-ZÄÖÜ])")


@dataclass(frozen=True)
class Read:
    """What was understood of a text, and the sentences that were not, as they were written."""

    rules: tuple[Rule, ...] = ()
    rest: str = ""


def read(text: str) -> Read:
    """Return the rules a text states. Never raises, whatever the text is."""
    rules: list[Rule] = []
    rest: list[str] = []
    for sentence in filter(None, map(str.strip, _SENTENCES.split(text))):
        understood = _sentence(sentence)
        if understood is None:
            rest.append(sentence)
        else:
            rules += (rule for rule in understood if rule not in rules)
    return Read(tuple(rules), "; ".join(rest))


def _sentence(sentence: str) -> list[Rule] | None:
    """Return the rules of a sentence; None where something in it is not understood."""
    plain = _brackets(sentence)
    rules: list[Rule] = []
    notes: list[str] = []
    place = 0
    while place < len(plain):
        if place and (gap := _BETWEEN.match(plain, place)):
            place = gap.end()
            if place == len(plain):
                break
        if remark := _REMARK.match(plain, place):
            notes.append(remark[0].strip())
            place = remark.end()
        elif found := _MONTHLY.match(plain, place) or _WEEKLY.match(plain, place):
            said = _rules(found)
            if said is None:
                return None
            rules += said
            place = _end(plain, found.end())
        else:
            return None
    return [replace(rule, note=", ".join(notes)) for rule in rules] if rules else None


def _brackets(sentence: str) -> str:
    """Write remarks in brackets as if they stood behind a comma."""
    return re.sub(r"\s*\(([^()]*)\)", r", \1", sentence).strip(" .,")


def _end(plain: str, place: int) -> int:
    """Return where a word "Uhr" behind the hours ends."""
    uhr = re.compile(r"\s*uhr\b", re.IGNORECASE).match(plain, place)
    return uhr.end() if uhr else place


def _rules(found: "re.Match[str]") -> list[Rule] | None:
    spans = [_minutes(*span) for span in _SPANS.findall(found["times"].lower())]
    if not spans or any(opens == closes for opens, closes in spans):
        return None
    if "nth" in found.groupdict():
        return _monthly_rules(found, spans)
    days = _days(found["days"].lower())
    return None if not days else [rule for span in spans for rule in _weekly_rules(days, *span)]


def _monthly_rules(found: "re.Match[str]", spans: list[tuple[int, int]]) -> list[Rule] | None:
    known = _NTH | _SECOND if found["month"] else {}
    nth = known.get(found["nth"].lower())
    if nth is None or any(closes < opens for opens, closes in spans):
        return None
    day = _number(found["day"])
    return [monthly(nth, day, opens, closes) for opens, closes in spans]


def _weekly_rules(days: int, opens: int, closes: int) -> Iterator[Rule]:
    if opens < closes:
        yield weekly(days, opens, closes)
        return
    yield weekly(days, opens, MIDNIGHT)
    if closes:
        following = days << 1
        yield weekly((following | following >> len(DAYS)) & ALL_WEEK, 0, closes)


def _days(words: str) -> int:
    """Return the weekdays as `Rule` has them; 0: a range runs backwards."""
    if words == "täglich":
        return ALL_WEEK
    days = 0
    for part in re.split(_AND, words):
        ends = [_number(word) for word in re.split(_TO, part)]
        if len(ends) > 2 or ends[-1] < ends[0]:  # noqa: PLR2004 - from and to
            return 0
        days |= (2 << ends[-1]) - (1 << ends[0])
    return days


def _number(word: str) -> int:
    plain = word.lower().strip(" .")
    return _NAMES[plain if plain in _NAMES else plain.removesuffix("s")]


def _minutes(opens: str, closes: str) -> tuple[int, int]:
    return _minute(opens) % MIDNIGHT, _minute(closes)


def _minute(clock: str) -> int:
    hour, _, minute = clock.replace("uhr", "").strip().replace(".", ":").partition(":")
    return min(int(hour) * 60 + int(minute or 0), MIDNIGHT)
