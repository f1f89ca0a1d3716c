"""What staff choose for an export."""

from wtforms import (  # type: ignore[attr-defined]  # the stubs are of an older WTForms
    RadioField,
    SelectChoice,
    SelectField,
)

from ikparticipation.surveys.export_job import Scope
from ikparticipation.surveys.exports import Format
from ikparticipation.text import LANGUAGES, N_
from ikparticipation.web import Form

SCOPES = {
    Scope.ACCEPTED: N_("Nur angenommene"),
    Scope.SUBMITTED: N_("Alle abgesendeten; noch nicht angenommene sind vorläufig"),
}
FORMATS = {
    Format.XLSX: N_("XLSX für Tabellenprogramme, mit einem Blatt je Tabelle"),
    Format.CSV: N_("CSV, mehrere Dateien in einem ZIP-Archiv"),
    Format.CSV_PLAIN: N_("CSV für Programme: Kommas, Dezimalpunkte, Texte unverändert"),
    Format.SPSS: N_("SPSS (.sav) mit Beschriftungen, in einem ZIP-Archiv"),
    Format.JSON: N_("JSON, so wie die Antworten gespeichert sind"),
}
LANGUAGE_NAMES = {"de": N_("Deutsch"), "en": N_("Englisch")}


class ExportForm(Form):
    scope = RadioField(
        N_("Welche Antworten?"),
        choices=[SelectChoice(scope.value, words) for scope, words in SCOPES.items()],
        default=Scope.ACCEPTED.value,
    )
    format = RadioField(
        N_("In welchem Format?"),
        choices=[SelectChoice(kind.value, words) for kind, words in FORMATS.items()],
        default=Format.XLSX.value,
    )
    language = SelectField(
        N_("Sprache der Erläuterungen und der SPSS-Beschriftungen"),
        choices=[SelectChoice(each, LANGUAGE_NAMES[each]) for each in LANGUAGES],
    )
