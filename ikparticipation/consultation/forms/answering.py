"""What the administration types when it answers. Shape and length only; rules are in `services`."""

from datetime import date
from typing import cast
from uuid import UUID

from wtforms import (
    BooleanField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import (  # type: ignore[attr-defined]  # the stubs are of an older WTForms
    SelectChoice,
)
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from ikparticipation.consultation.forms.fields import AtMost, day_field
from ikparticipation.consultation.labels import CHANGE_REASONS, OUTCOMES
from ikparticipation.consultation.models import ChangeReason, Outcome
from ikparticipation.consultation.services.answering.answers import LONGEST_REASON
from ikparticipation.consultation.services.answering.assignments import LONGEST_NOTE
from ikparticipation.consultation.services.answering.text_blocks import LONGEST_TITLE
from ikparticipation.db import AnyRow
from ikparticipation.drafts.forms import as_line, as_text, choice_field, seen_field
from ikparticipation.text import N_
from ikparticipation.web import Form

NO_REASON = "none"


class AnswerForm(Form):
    seen = seen_field()
    comment_seen = seen_field()
    outcome = choice_field(N_("Ergebnis"), OUTCOMES, N_("Bitte wählen Sie ein Ergebnis."))
    deferred_until = day_field(N_("Zurückgestellt bis"), Optional())
    reason = TextAreaField(
        N_("Begründung"),
        filters=[as_text],
        validators=[
            DataRequired(N_("Bitte begründen Sie die Antwort.")),
            AtMost(LONGEST_REASON),
        ],
    )
    changes = SelectMultipleField(N_("Geänderte Stellen"), choices=[], validate_choice=False)
    whole_group = BooleanField(N_("Dieselbe Antwort für alle Kommentare der Gruppe"))

    def validate(self, extra_validators: object = None) -> bool:
        """Check the fields, and that a date goes with "deferred" and with nothing else."""
        fits = super().validate(extra_validators)
        defers, day = self.outcome.data is Outcome.DEFERRED, self.deferred_until.data
        if fits and defers != (day is not None):
            self.deferred_until.errors = [N_("Ein Datum gehört zu „Zurückgestellt“ und nur dazu.")]
            return False
        return bool(fits)

    def insert(self, words: str) -> None:
        """Put a text block behind what is typed already."""
        typed = (self.reason.data or "").rstrip()
        self.reason.data = f"{typed}\n\n{words}" if typed else words


class AssignForm(Form):
    office = SelectField(
        N_("Wer soll die Antwort entwerfen?"),
        choices=[],
        validators=[DataRequired(N_("Bitte wählen Sie, wer antworten soll."))],
    )
    due_on = day_field(N_("Bis wann?"), InputRequired(N_("Bitte geben Sie einen Termin an.")))
    note = TextAreaField(
        N_("Hinweis dazu"),
        filters=[as_text],
        validators=[AtMost(LONGEST_NOTE)],
    )
    whole_group = BooleanField(N_("Alle Kommentare der Gruppe zuweisen"))

    def offer(self, offices: list[AnyRow]) -> None:
        self.office.choices = [
            SelectChoice("", N_("Bitte wählen")),
            *(SelectChoice(str(row.id), row.name) for row in offices),
        ]

    @property
    def office_id(self) -> UUID:
        """Only after validating."""
        return UUID(self.office.data)

    @property
    def day(self) -> date:
        """Only after validating."""
        return cast("date", self.due_on.data)


class ChangesForm(Form):
    """Marks several changed passages at once."""

    changes = SelectMultipleField(N_("Geänderte Stellen"), choices=[], validate_choice=False)
    reason = RadioField(
        N_("Warum haben sie sich geändert?"),
        choices=[
            *(SelectChoice(reason.value, label) for reason, label in CHANGE_REASONS.items()),
            SelectChoice(NO_REASON, N_("Begründung zurücknehmen")),
        ],
        validators=[InputRequired(N_("Bitte wählen Sie einen Grund."))],
    )

    def validate(self, extra_validators: object = None) -> bool:
        fits = super().validate(extra_validators)
        if not self.changes.data:
            self.changes.errors = [N_("Bitte wählen Sie mindestens eine Stelle.")]
            return False
        return bool(fits)

    @property
    def chosen(self) -> ChangeReason | None:
        """Only after validating."""
        return None if self.reason.data == NO_REASON else ChangeReason(self.reason.data)


class TextBlockForm(Form):
    seen = seen_field()
    title = StringField(
        N_("Name"),
        filters=[as_line],
        validators=[
            DataRequired(N_("Bitte geben Sie einen Namen ein.")),
            Length(max=LONGEST_TITLE, message=N_("Bitte kürzen Sie den Namen auf 120 Zeichen.")),
        ],
    )
    text = TextAreaField(
        N_("Text"),
        filters=[as_text],
        validators=[
            DataRequired(N_("Bitte schreiben Sie den Text.")),
            AtMost(LONGEST_REASON),
        ],
    )


class TakeoverForm(Form):
    """The whole working text, into which a person puts a proposal."""

    seen = seen_field()
    text = TextAreaField(
        N_("Text mit dem Vorschlag"),
        filters=[as_text],
        validators=[DataRequired(N_("Bitte schreiben Sie den Text."))],
    )
