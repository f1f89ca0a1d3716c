"""What staff type about a wave: its period, its titles, and how it is run."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any, cast
from uuid import UUID

from wtforms import (  # type: ignore[attr-defined]  # the stubs are of an older WTForms
    BooleanField,
    DateField,
    Field,
    RadioField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
)
from wtforms.validators import ValidationError

from ikparticipation.surveys.conspicuous import Rules
from ikparticipation.surveys.forms.surveys import (
    day_field,
    first_moment,
    intro_field,
    last_moment,
    title_field,
)
from ikparticipation.surveys.models import Acceptance, Wave
from ikparticipation.surveys.queries import WaveRow
from ikparticipation.surveys.services import WaveSettings
from ikparticipation.surveys.services.wave_settings import LEAST_FACTOR, MOST
from ikparticipation.text import BERLIN, N_, SOURCE_LANGUAGE, one_line
from ikparticipation.web import Form, current_language, gettext

ACCEPTANCES = {
    Acceptance.AUTOMATIC: N_("Von selbst, wenn nichts auffällt; den Rest sieht eine Person an"),
    Acceptance.BY_HAND: N_("Eine Person sieht jede Antwort an"),
}
JUMP, OUTLIER, CONTRADICTIONS = "sprung", "ausreisser", "widerspruch"
CHECKS = {
    JUMP: N_("Sprünge gegenüber dem letzten Mal"),
    OUTLIER: N_("Zahlen weit außerhalb der anderen"),
    CONTRADICTIONS: N_("Widersprüche zwischen zwei Organisationen"),
}
_USUAL = Rules()
_THOUSANDS = re.compile(r"\d{1,3}(\.\d{3})+$")


def _number(label: str) -> StringField:
    """Return a field for a number as people here write it: "2,5"."""
    return StringField(label, filters=[lambda typed: one_line(typed or "")])


class PeriodForm(Form):
    closes_on = day_field(N_("Letzter Tag"))

    @property
    def closes_at(self) -> datetime:
        return last_moment(cast("date", self.closes_on.data))

    @classmethod
    def of(cls, wave: Wave) -> "PeriodForm":
        return cls(closes_on=wave.closes_at.astimezone(BERLIN).date())


class SettingsForm(Form):
    """How a wave is called and run: what may be changed as long as there is time."""

    title_de = title_field(N_("Titel"), required=True)
    title_en = title_field(N_("Titel auf Englisch"), required=False)
    intro_de = intro_field(N_("Worum geht es?"))
    intro_en = intro_field(N_("Worum geht es? (auf Englisch)"))
    continues = SelectField(N_("Antworten zum Bestätigen vorlegen aus"))
    acceptance = RadioField(
        N_("Wer nimmt Antworten an?"),
        choices=[SelectChoice(key.value, words) for key, words in ACCEPTANCES.items()],
    )
    checks = SelectMultipleField(
        N_("Was fällt auf?"),
        choices=[SelectChoice(key, words) for key, words in CHECKS.items()],
    )
    jump = _number(N_("Sprung: mindestens so viel Mal größer oder kleiner"))
    jump_least = _number(N_("Sprung: mindestens um so viel mehr oder weniger"))
    outlier = _number(N_("Weit außerhalb: so viele Spannen der mittleren Hälfte entfernt"))

    @classmethod
    def beginning_with(cls, settings: WaveSettings, **given: Any) -> "SettingsForm":
        """Return the form with these settings as long as nothing else is sent."""
        rules = settings.rules
        on = {JUMP: rules.jump, OUTLIER: rules.outlier, CONTRADICTIONS: rules.contradictions}
        return cls(
            data={
                "continues": str(settings.continues_id or ""),
                "acceptance": settings.acceptance.value,
                "checks": [name for name, value in on.items() if value],
                "jump": _words(rules.jump or _USUAL.jump),
                "jump_least": _words(rules.jump_least),
                "outlier": _words(rules.outlier or _USUAL.outlier),
            }
            | given
        )

    @classmethod
    def of(cls, wave: Wave) -> "SettingsForm":
        given = {f"title_{code}": words for code, words in wave.titles.items()}
        given |= {f"intro_{code}": words for code, words in wave.intros.items()}
        return cls.beginning_with(WaveSettings.of(wave), **given)

    def offer_waves(self, earlier: Sequence[WaveRow]) -> None:
        """Let one of these be continued, or none."""
        self.continues.choices = [
            SelectChoice("", gettext("keiner Welle: Der Fragebogen beginnt leer")),
            *(SelectChoice(str(wave.id), _told(wave)) for wave in earlier),
        ]

    def keep_the_wave_before(self) -> None:
        """Leave the question out which wave is continued: it is decided."""
        del self.continues

    def ask_only_for_words(self) -> None:
        """Leave out how answers are reviewed: of an anonymous wave none is."""
        for name in ("continues", "acceptance", "checks", "jump", "jump_least", "outlier"):
            del self[name]

    def validate_jump(self, typed: StringField) -> None:
        if JUMP in (self.checks.data or ()):
            _check(typed, LEAST_FACTOR)

    def validate_jump_least(self, typed: StringField) -> None:
        if JUMP in (self.checks.data or ()):
            _check(typed, 0)

    def validate_outlier(self, typed: StringField) -> None:
        if OUTLIER in (self.checks.data or ()):
            _check(typed, LEAST_FACTOR)

    def settings(self, before: WaveSettings) -> WaveSettings:
        """Return what was chosen; what the form does not ask stays as it was."""
        if self.acceptance is None:
            return before
        checks = self.checks.data or ()
        changed: dict[str, Any] = {}
        if self.continues is not None:
            changed["continues_id"] = UUID(self.continues.data) if self.continues.data else None
        rules = Rules(
            jump=_value(self.jump) or 0 if JUMP in checks else 0,
            jump_least=_least(self.jump_least),
            outlier=_value(self.outlier) or 0 if OUTLIER in checks else 0,
            contradictions=CONTRADICTIONS in checks,
        )
        return replace(before, acceptance=Acceptance(self.acceptance.data), rules=rules, **changed)

    @property
    def titles(self) -> dict[str, str]:
        return {"de": self.title_de.data or "", "en": self.title_en.data or ""}

    @property
    def intros(self) -> dict[str, str]:
        return {"de": self.intro_de.data or "", "en": self.intro_en.data or ""}


class WaveForm(SettingsForm):
    """A new wave: besides how it is run, its questionnaire and its period."""

    questionnaire = SelectField(N_("Fragebogen"))
    opens_on = day_field(N_("Erster Tag"))
    closes_on = day_field(N_("Letzter Tag"))
    anonymous = BooleanField(N_("Anonym: Wer was antwortet, ist nirgends gespeichert"))

    def offer(self, versions: list[tuple[str, str]]) -> None:
        """Let one of these questionnaires (id, words) be chosen; the newest comes first."""
        self.questionnaire.choices = [SelectChoice(key, words) for key, words in versions]

    def validate_closes_on(self, closes_on: DateField) -> None:
        if self.opens_on.data and closes_on.data and closes_on.data < self.opens_on.data:
            raise ValidationError(N_("Der letzte Tag liegt vor dem ersten."))

    @property
    def opens_at(self) -> datetime:
        return first_moment(cast("date", self.opens_on.data))

    @property
    def closes_at(self) -> datetime:
        return last_moment(cast("date", self.closes_on.data))


def _told(wave: WaveRow) -> str:
    title = wave.title(current_language())
    if not wave.answered:
        return gettext("%(title)s (noch ohne Antworten)", title=title)
    return title


def _words(number: float) -> str:
    """Return a number as it is typed, without points between the thousands."""
    words = f"{number:.6f}".rstrip("0").rstrip(".")
    return words.replace(".", ",") if current_language() == SOURCE_LANGUAGE else words


def _value(field: Field) -> float | None:
    """Return the number that was typed: 2,5 and 2.5 are the same; None: it is none."""
    typed = (field.data or "").replace(" ", "")
    if "," in typed or _THOUSANDS.match(typed):
        typed = typed.replace(".", "").replace(",", ".")
    try:
        return float(typed)
    except ValueError:
        return None


def _least(field: Field) -> float:
    value = _value(field)
    return _USUAL.jump_least if value is None else value


def _check(field: Field, least: float) -> None:
    value = _value(field)
    if value is None or not least <= value <= MOST:
        words: Mapping[str, str] = {"least": _words(least), "most": _words(MOST)}
        problem = N_("Bitte geben Sie eine Zahl von %(least)s bis %(most)s an, zum Beispiel 3.")
        raise ValidationError(gettext(problem, **words))
