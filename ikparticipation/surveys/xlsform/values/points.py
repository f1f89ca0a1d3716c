"""Places as latitude and longitude, in degrees of WGS 84.

Comma and point are both decimal signs here: nobody groups thousands of degrees.
"""

import re
from collections.abc import Sequence

from ikparticipation.surveys.xlsform.values.model import Geopoint, Refused
from ikparticipation.text import N_, one_line

DIGITS = 6
_DEGREES = re.compile(
    r"(?P<sign>[+\-\u2212]?)(?P<whole>\d{1,3})(?:[.,](?P<part>\d{1,15}))?\s?°?\s?(?P<side>[NSEOWnseow]?)",
    re.ASCII,
)
_LIMITS = (90, 180)
_SIDES = ("NS", "EOW")


def read_point(typed: Sequence[str]) -> Geopoint | Refused | None:
    """Read two fields of one name: latitude, then longitude. None if both are blank."""
    given = [one_line(text) for text in typed[-2:]]
    if not any(given):
        return None
    if len(given) < 2 or not all(given):  # noqa: PLR2004
        return Refused(HALF)
    lat, lon = (
        _degrees(text, *limits)
        for text, limits in zip(given, zip(_LIMITS, _SIDES, strict=True), strict=True)
    )
    if lat is None or lon is None:
        return Refused(NO_POINT)
    return {"lat": lat, "lon": lon}


def _degrees(text: str, limit: int, sides: str) -> float | None:
    found = _DEGREES.fullmatch(text)
    if found is None or (found["side"] and found["side"].upper() not in sides):
        return None
    size = round(float(f"{found['whole']}.{found['part'] or 0}"), DIGITS)
    if size > limit:
        return None
    negative = found["sign"] in {"-", "\u2212"} or found["side"].upper() in {"S", "W"}
    return -size if negative and size else size


HALF = N_("Bitte geben Sie Breite und Länge an, oder lassen Sie beide Felder leer.")
NO_POINT = N_(
    "Bitte geben Sie Breite und Länge in Grad an, zum Beispiel 52,2890 und 11,4100, "
    "oder wählen Sie den Ort auf der Karte."
)
