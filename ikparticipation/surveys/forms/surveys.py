"""What staff type about surveys. Shape and length only; rules are in `services`.

The questionnaire itself is drawn and read without WTForms (`section_page`, `xlsform.answers`).
"""

from collections.abc import Mapping
from datetime import date, datetime, time

from flask_wtf.file import FileField, FileRequired, MultipleFileField
from wtforms import (  # type: ignore[attr-defined]  # the stubs are of an older WTForms
    DateField,
    RadioField,
    SelectChoice,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, InputRequired, Length, Optional, ValidationError

from ikparticipation.surveys.authoring.blank import PURPOSES, Beginning, Purpose
from ikparticipation.surveys.services import LONGEST_REASON
from ikparticipation.text import BERLIN, N_, SOURCE_LANGUAGE, canonical, cleaned, one_line
from ikparticipation.web import Form

FIRST_YEAR, LAST_YEAR = 2000, 2200
_LAST_MINUTE = time(23, 59, 59)
_DAY_MISSING = N_("Bitte geben Sie einen Tag an, zum Beispiel 31.12.2027.")
_FORMATS = ["%Y-%m-%d", "%d.%m.%Y"]


def _tidy(text: str | None) -> str:
    return one_line(text or "")


def _seen(text: str | None) -> str:
    """As `_tidy`, and nothing where there is nothing to see."""
    return canonical(text or "")


def _paragraphs(text: str | None) -> str:
    return cleaned(text or "").strip()


def title_field(label: str, *, required: bool) -> StringField:
    missing = DataRequired(N_("Bitte geben Sie einen Titel an."))
    too_long = Length(max=150, message=N_("Bitte kürzen Sie den Titel auf höchstens 150 Zeichen."))
    return StringField(
        label, filters=[_tidy], validators=[missing if required else Optional(), too_long]
    )


def intro_field(label: str) -> TextAreaField:
    too_long = Length(max=2000, message=N_("Bitte kürzen Sie den Text auf höchstens 2000 Zeichen."))
    return TextAreaField(label, filters=[_paragraphs], validators=[too_long])


def _words(label: str, missing: str) -> StringField:
    too_long = Length(max=300, message=N_("Bitte kürzen Sie den Text auf höchstens 300 Zeichen."))
    return StringField(label, filters=[_seen], validators=[DataRequired(missing), too_long])


def _workbook() -> FileField:
    return FileField(
        N_("Fragebogen (XLSForm, .xlsx oder .md)"),
        validators=[FileRequired(N_("Bitte wählen Sie eine Datei aus."))],
    )


def _more_files() -> MultipleFileField:
    return MultipleFileField(N_("Weitere Dateien (.csv, .geojson)"))


def day_field(label: str) -> DateField:
    return DateField(
        label, format=_FORMATS, validators=[InputRequired(_DAY_MISSING), _in_our_times]
    )


def _in_our_times(_form: Form, day: DateField) -> None:
    """Refuse a slip of the finger: date fields begin with year 2 while one types."""
    if day.data and not FIRST_YEAR <= day.data.year <= LAST_YEAR:
        raise ValidationError(N_("Bitte prüfen Sie das Jahr."))


def first_moment(day: date) -> datetime:
    """Return when a day begins here."""
    return datetime.combine(day, time(), BERLIN)


def last_moment(day: date) -> datetime:
    """Return the last second of a day here, so that the page names this day as the end."""
    return datetime.combine(day, _LAST_MINUTE, BERLIN)


class SurveyForm(Form):
    title_de = title_field(N_("Titel"), required=True)
    title_en = title_field(N_("Titel auf Englisch"), required=False)
    workbook = _workbook()
    more = _more_files()

    @property
    def titles(self) -> dict[str, str]:
        return {"de": self.title_de.data or "", "en": self.title_en.data or ""}


class WorkbookForm(Form):
    workbook = _workbook()
    more = _more_files()


class BlankForm(Form):
    """How a questionnaire begins that is written in the browser."""

    title_de = title_field(N_("Titel"), required=True)
    title_en = title_field(N_("Titel auf Englisch"), required=False)
    purpose = RadioField(
        N_("Wozu dient der Fragebogen?"),
        choices=[SelectChoice(purpose.value, words) for purpose, words in PURPOSES.items()],
        default=Purpose.OWN.value,
    )
    languages = SelectMultipleField(
        N_("Sprachen"),
        default=[SOURCE_LANGUAGE],
        validators=[DataRequired(N_("Bitte wählen Sie mindestens eine Sprache."))],
    )
    page = _words(N_("Überschrift der ersten Seite"), N_("Bitte geben Sie eine Überschrift an."))
    question = _words(N_("Erste Frage"), N_("Bitte schreiben Sie die erste Frage."))

    def offer(self, languages: list[tuple[str, str]]) -> None:
        """Let these languages (code, name) be chosen; a browser sends them in their order."""
        self.languages.choices = [SelectChoice(code, name) for code, name in languages]

    def without_titles(self) -> "BlankForm":
        """Return the form as it is for a survey that has its titles."""
        del self.title_de
        del self.title_en
        return self

    @property
    def titles(self) -> dict[str, str]:
        return {"de": self.title_de.data or "", "en": self.title_en.data or ""}

    def beginning(self, titles: Mapping[str, str]) -> Beginning:
        languages = list(dict.fromkeys(self.languages.data or ()))
        return Beginning(
            title=titles.get(languages[0]) or titles[SOURCE_LANGUAGE],
            languages=languages,
            page=self.page.data or "",
            question=self.question.data or "",
            purpose=Purpose(self.purpose.data),
        )


class PublicationForm(Form):
    reason = TextAreaField(
        N_("Begründung"),
        filters=[_paragraphs],
        validators=[
            Length(
                max=LONGEST_REASON,
                message=N_("Bitte kürzen Sie die Begründung auf höchstens 1000 Zeichen."),
            )
        ],
    )
