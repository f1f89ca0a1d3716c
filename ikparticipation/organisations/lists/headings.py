"""What the headings of a list mean, however they are written."""

import re
from collections.abc import Sequence
from enum import StrEnum

from ikparticipation.organisations.lists.files import Rows, UnreadableListError
from ikparticipation.organisations.names.normal import normalise
from ikparticipation.text import N_


class Column(StrEnum):
    NAME = "name"
    EMAIL = "email"
    PERSON = "person"
    FIRST_NAME = "first_name"
    LAST_NAME = "last_name"
    TOWN = "town"
    POSTCODE = "postcode"
    KIND = "kind"
    PHONE = "phone"
    LANGUAGE = "language"
    LEGAL_FORM = "legal_form"
    SHORT_NAME = "short_name"
    OTHER_NAME = "other_name"
    UMBRELLA = "umbrella"


_MEANINGS = {
    Column.NAME: (
        "organisation organization organisationsname nameorganisation nameverein "
        "nameeinrichtung namedesvereins namederorganisation namedereinrichtung verein vereinsname "
        "verband traeger einrichtung institution akteur "
        "vereinorganisation organisationverein bezeichnung vereineorganisationen"
    ),
    Column.EMAIL: (
        "email emails mail emailadresse mailadresse emailaddress emailkontakt emailansprechperson"
    ),
    Column.PERSON: (
        "ansprechperson ansprechpartner ansprechpartnerin kontaktperson kontakt vertretung "
        "vorsitz vorsitzende vorsitzender vorsitzendevorsitzender contact contactperson "
        "nameansprechpartner nameansprechperson vornameundname vornamename namevorname "
        "vornamenachname vorundnachname"
    ),
    Column.FIRST_NAME: "vorname firstname rufname vornameansprechperson",
    Column.LAST_NAME: "nachname familienname zuname lastname surname nachnameansprechperson",
    Column.TOWN: "ort gemeinde stadt sitz wohnort ortsteil town city plzort postleitzahlort",
    Column.POSTCODE: "plz postleitzahl postcode zip",
    Column.KIND: "art organisationsart typ kategorie kind type",
    Column.PHONE: "telefon tel telefonnummer telefonnr rufnummer festnetz mobil handy phone",
    Column.LANGUAGE: "sprache language korrespondenzsprache",
    Column.LEGAL_FORM: "rechtsform gesellschaftsform legalform",
    Column.SHORT_NAME: "kurzname kurzform kurzbezeichnung abkuerzung kuerzel",
    Column.OTHER_NAME: (
        "alternativname alternativername andererername anderername weiterername auchbekanntals "
        "auchgenannt fruherername frueherername"
    ),
    Column.UMBRELLA: "dachverband dachorganisation spitzenverband",
}
_BY_KEY = {key: column for column, keys in _MEANINGS.items() for key in keys.split()}
_AMBIGUOUS = "name"
"""The organisation's, unless another column is; then the person's."""
_LOOKED_AT = 10
"""Rows: above the headings there may be a title."""
_BRACKETS = re.compile(r"[(\[].*?[)\]]|\*")


def understand(rows: Rows) -> tuple[dict[Column, int], Rows, list[str]]:
    """Return column → position, the rows below the headings, and headings that mean nothing here.

    UnreadableListError where no column names the organisations.
    """
    for place, (_, cells) in enumerate(rows[:_LOOKED_AT]):
        columns = _columns(cells)
        if Column.NAME in columns:
            used = set(columns.values())
            ignored = [cell for i, cell in enumerate(cells) if cell and i not in used]
            return columns, rows[place + 1 :], ignored
    raise UnreadableListError(NO_NAMES)


def _columns(cells: Sequence[str]) -> dict[Column, int]:
    keys = [_key(cell) for cell in cells]
    found: dict[Column, int] = {}
    for position, key in enumerate(keys):
        if key in _BY_KEY:
            found.setdefault(_BY_KEY[key], position)
    if _AMBIGUOUS in keys:
        found.setdefault(_meaning_of_name(found), keys.index(_AMBIGUOUS))
    return found


def _meaning_of_name(found: dict[Column, int]) -> Column:
    if Column.FIRST_NAME in found:
        return Column.LAST_NAME
    return Column.PERSON if Column.NAME in found else Column.NAME


def _key(heading: str) -> str:
    return normalise(_BRACKETS.sub(" ", heading)).replace(" ", "")


NO_NAMES = N_(
    "In der Liste fehlt eine Spalte mit den Namen der Organisationen. Bitte schreiben Sie in die "
    "erste Zeile Überschriften, zum Beispiel: Organisation; E-Mail; Ansprechperson; Ort."
)
