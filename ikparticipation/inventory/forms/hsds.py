"""Choosing a file of another directory."""

from flask_wtf.file import FileField, FileRequired

from ikparticipation.text import N_
from ikparticipation.web import Form


class OfferFileForm(Form):
    file = FileField(
        N_("Datei (.json oder .zip)"),
        validators=[FileRequired(N_("Bitte wählen Sie eine Datei aus."))],
    )
