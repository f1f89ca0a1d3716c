"""A list of organisations to be taken in."""

from flask_wtf.file import FileField, FileRequired

from ikparticipation.text import N_
from ikparticipation.web import Form


class ListForm(Form):
    file = FileField(
        N_("Liste (.csv oder .xlsx)"),
        validators=[FileRequired(N_("Bitte wählen Sie eine Datei aus."))],
    )
