"""Where a comment stands in a new version. Shape only; rules are in `services`."""

from wtforms import RadioField
from wtforms.validators import InputRequired

from ikparticipation.consultation.anchors import Span
from ikparticipation.text import N_
from ikparticipation.web import Form

GONE = "weg"


class PlaceForm(Form):
    """`place`: "<key>:<start>-<end>", or `GONE`."""

    place = RadioField(
        N_("Wo steht der Kommentar in der neuen Fassung?"),
        choices=[],
        validate_choice=False,
        validators=[InputRequired(N_("Bitte wählen Sie die Stelle."))],
    )

    @property
    def chosen(self) -> tuple[str, Span] | None:
        """Return key and span, None for words that are gone; ValueError for anything else."""
        value = str(self.place.data)
        if value == GONE:
            return None
        key, _, span = value.rpartition(":")
        start, _, end = span.partition("-")
        return key, Span(int(start), int(end))
