"""What staff type to correct the places and hours of an offer: each as one line of text."""

import math
import re
from collections.abc import Mapping, Sequence

import wtforms
from wtforms import (  # type: ignore[attr-defined]  # the stubs are of an older WTForms
    FieldList,
    FormField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, ValidationError

from ikparticipation.accounts.forms import tidy
from ikparticipation.inventory.timetable import Rule, read, told
from ikparticipation.inventory.whereabouts import Place
from ikparticipation.text import N_, sort_key
from ikparticipation.web import Form, gettext

MOST_PLACES = 12
_SHORT = Length(max=300, message=N_("Bitte kürzen Sie den Text auf höchstens 300 Zeichen."))
_POINT = re.compile(r"(-?\d{1,2}(?:\.\d+)?)[,;\s]+(-?\d{1,3}(?:\.\d+)?)")
NOT_READ = N_(
    "Das lässt sich nicht als Zeiten lesen: „%(words)s“. "
    "Bitte schreiben Sie zum Beispiel „Mo–Fr 9–12 Uhr; Di 14–18 Uhr“."
)
NOT_KNOWN = N_("Diese Sprache steht nicht in der Liste: „%(words)s“. Bitte prüfen Sie sie.")
NO_POINT = N_("Bitte schreiben Sie Breite und Länge so: „52.2897, 11.4143“.")


def _line(label: str) -> StringField:
    return StringField(label, filters=[tidy], validators=[_SHORT])


def _check_hours(_form: wtforms.Form, field: wtforms.Field) -> None:
    found = read(field.data or "")
    if found.rest:
        raise ValidationError(gettext(NOT_READ, words=found.rest))


class PlaceForm(wtforms.Form):
    """One place; a blank one is none."""

    address = _line(N_("Adresse"))
    ags = SelectField(N_("Gemeinde"))
    languages = _line(N_("Sprachen an diesem Ort"))
    hours = StringField(
        N_("Zeiten an diesem Ort"), filters=[tidy], validators=[_SHORT, _check_hours]
    )
    point = _line(N_("Koordinaten"))
    note = _line(N_("Hinweis zu diesem Ort"))

    known: Mapping[str, str] = {}
    """Sort key of a language → its key."""

    @property
    def is_blank(self) -> bool:
        return not any(field.data for field in self if field.name != "csrf_token")

    def validate_languages(self, field: wtforms.Field) -> None:
        wrong = [word for word in _words(field.data) if sort_key(word) not in self.known]
        if wrong:
            raise ValidationError(gettext(NOT_KNOWN, words=", ".join(wrong)))

    def validate_point(self, field: wtforms.Field) -> None:
        if field.data and self._point() is None:
            raise ValidationError(NO_POINT)

    def place(self) -> Place:
        latitude, longitude = self._point() or (None, None)
        return Place(
            address=self.address.data or "",
            ags=self.ags.data or None,
            languages=tuple(self.known[sort_key(word)] for word in _words(self.languages.data)),
            latitude=latitude,
            longitude=longitude,
            note=self.note.data or "",
        )

    def _point(self) -> tuple[float, float] | None:
        found = _POINT.fullmatch(self.point.data or "")
        if found is None:
            return None
        latitude, longitude = float(found[1]), float(found[2])
        inside = abs(latitude) <= 90 and abs(longitude) <= 180  # noqa: PLR2004 - degrees
        return (latitude, longitude) if inside and math.isfinite(latitude) else None


class CorrectOfferForm(Form):
    places = FieldList(FormField(PlaceForm), max_entries=MOST_PLACES)
    hours = TextAreaField(
        N_("Zeiten an allen Orten"),
        filters=[tidy],
        validators=[
            Length(max=1000, message=N_("Bitte kürzen Sie den Text auf höchstens 1000 Zeichen.")),
            _check_hours,
        ],
    )
    reason = StringField(
        N_("Grund"),
        filters=[tidy],
        validators=[
            InputRequired(N_("Bitte begründen Sie die Berichtigung.")),
            Length(max=500, message=N_("Bitte kürzen Sie den Text auf höchstens 500 Zeichen.")),
        ],
    )

    def offer_choices(self, towns: Mapping[str, str], languages: Mapping[str, str]) -> None:
        """Let these be chosen: AGS → name, key of a language → name."""
        known = {sort_key(name): key for key, name in languages.items()}
        for entry in self.places:
            entry.form.known = known
            entry.form.ags.choices = [
                SelectChoice("", N_("nicht bekannt")),
                *(SelectChoice(ags, name) for ags, name in towns.items()),
            ]

    def read_places(self) -> list[Place]:
        return [entry.form.place() for entry in self.places if not entry.form.is_blank]

    def read_rules(self) -> list[Rule]:
        """Return the rules; each place's own name its number."""
        filled = [entry.form for entry in self.places if not entry.form.is_blank]
        rules = list(read(self.hours.data or "").rules)
        for number, form in enumerate(filled, start=1):
            rules += (_at(rule, number) for rule in read(form.hours.data or "").rules)
        return rules


def as_typed(
    places: Sequence[Place], rules: Sequence[Rule], languages: Mapping[str, str]
) -> dict[str, object]:
    """Return what the form says at first, with a blank place to be filled."""
    blank = [Place(address="", ags=None)] if len(places) < MOST_PLACES else []
    return {
        "places": [
            {
                "address": place.address,
                "ags": place.ags or "",
                "languages": ", ".join(languages[key] for key in place.languages),
                "hours": told(rule for rule in rules if rule.place == number),
                "point": "" if place.latitude is None else f"{place.latitude}, {place.longitude}",
                "note": place.note,
            }
            for number, place in enumerate([*places, *blank], start=1)
        ],
        "hours": told(rule for rule in rules if rule.place is None),
    }


def _at(rule: Rule, number: int) -> Rule:
    return Rule(**{**vars(rule), "place": number})


def _words(text: str | None) -> list[str]:
    return [word.strip() for word in (text or "").split(",") if word.strip()]
