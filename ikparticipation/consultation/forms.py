"""What people type in a consultation. Shape and length only; rules are in `services`."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import cast
from uuid import UUID, uuid4

from wtforms import DateField, HiddenField, RadioField, TextAreaField
from wtforms.fields.choices import (  # type: ignore[attr-defined]  # the stubs are of an older WTForms
    SelectChoice,
)
from wtforms.validators import DataRequired, InputRequired, Length, Optional, ValidationError

from ikparticipation.consultation.anchors import Span, occurrences, sentences, trimmed, whole
from ikparticipation.consultation.labels import CATEGORIES, KINDS, MODERATIONS, OUTCOMES
from ikparticipation.consultation.models import (
    CommentKind,
    Moderation,
    Outcome,
)
from ikparticipation.consultation.period import day_begins, day_ends
from ikparticipation.consultation.services.answers import LONGEST_REASON
from ikparticipation.consultation.services.comments import LONGEST
from ikparticipation.drafts.forms import as_line, as_text, choice_field, seen_field
from ikparticipation.organisations.models import Membership
from ikparticipation.text import N_
from ikparticipation.web import Form, gettext

OWN_NAME = "ich"
MOST_PLACES = 8
"""Words that stand in a passage more often than that are not offered one by one."""
MOST_SENTENCES = 60
LAST_YEAR = 2100

_NOT_TOO_LONG = Length(max=LONGEST, message=N_("Bitte kürzen Sie auf 5.000 Zeichen."))


class CommentForm(Form):
    """A comment on one passage. `quote`: the words that were marked in the text, if any."""

    submission_id = HiddenField()
    quote = HiddenField(filters=[as_line])
    place = RadioField(
        N_("Worauf bezieht sich Ihr Kommentar?"),
        validate_choice=False,
        validators=[DataRequired(N_("Bitte wählen Sie die Stelle."))],
    )
    kind = choice_field(
        N_("Was ist Ihr Kommentar?"), KINDS, N_("Bitte wählen Sie, was Ihr Kommentar ist.")
    )
    replacement = TextAreaField(
        N_("Ihr Vorschlag für den Wortlaut"),
        filters=[as_text],
        validators=[_NOT_TOO_LONG],
        render_kw={"placeholder": " "},  # lets the style sheet see whether it is empty
    )
    text = TextAreaField(
        N_("Ihr Kommentar"),
        filters=[as_text],
        validators=[DataRequired(N_("Bitte schreiben Sie Ihren Kommentar.")), _NOT_TOO_LONG],
    )
    speaks_for = RadioField(
        N_("Für wen sprechen Sie?"),
        validate_choice=False,
        validators=[DataRequired(N_("Bitte wählen Sie, für wen Sie sprechen."))],
    )

    def offer(self, passage: str, memberships: Sequence[Membership]) -> None:
        """Fill in what can be chosen for this passage and this person."""
        marked = occurrences(self.quote.data or "", passage)
        places = _places(passage, marked)
        speakers = [
            *(SelectChoice(str(m.organisation_id), m.organisation.name) for m in memberships),
            SelectChoice(OWN_NAME, N_("Für mich selbst (Ihr Name wird nicht gezeigt)")),
        ]
        self.place.choices, self.speaks_for.choices = places, speakers
        if not memberships and not self.speaks_for.data:
            self.speaks_for.data = OWN_NAME
        if not self.is_submitted():
            self.submission_id.data = str(uuid4())
            self.speaks_for.data = speakers[0].value
            if len(marked) == 1 or not self.quote.data:
                self.place.data = places[0].value

    def validate_submission_id(self, field: HiddenField) -> None:
        try:
            UUID(field.data or "")
        except ValueError as error:
            field.data = str(uuid4())
            raise ValidationError(N_("Bitte senden Sie das Formular noch einmal ab.")) from error

    def validate_place(self, field: RadioField) -> None:
        _check_offered(field, N_("Diese Stelle gibt es hier nicht. Bitte wählen Sie eine andere."))

    def validate_speaks_for(self, field: RadioField) -> None:
        _check_offered(field, N_("Für diese Organisation können Sie nicht sprechen."))

    def validate_replacement(self, field: TextAreaField) -> None:
        proposes = self.kind.data is CommentKind.CHANGE_PROPOSAL
        if proposes and not field.data:
            raise ValidationError(N_("Bitte schreiben Sie, wie es heißen soll."))
        if field.data and not proposes:
            raise ValidationError(
                N_("Bitte wählen Sie oben „Änderungsvorschlag“ oder leeren Sie dieses Feld.")
            )

    @property
    def span(self) -> Span:
        """The chosen place. Only after validating."""
        start, _, end = str(self.place.data).partition("-")
        return Span(int(start), int(end))


def _check_offered(field: RadioField, message: str) -> None:
    if field.data not in [choice.value for choice in cast("list[SelectChoice]", field.choices)]:
        raise ValidationError(message)


def _places(passage: str, marked: Sequence[Span]) -> list[SelectChoice]:
    """Return the places that can be chosen: marked words first, then the whole, then sentences.

    Words that stand in the passage more than once are offered with their surroundings.
    """
    labelled = _in_context if len(marked) > 1 else _quoted
    labels = {span: labelled(passage, span) for span in marked if len(marked) <= MOST_PLACES}
    labels[whole(passage)] = N_("Der ganze Abschnitt")
    parts = [trimmed(passage, span) for span in sentences(passage)]
    for span in parts if 1 < len(parts) <= MOST_SENTENCES else []:
        labels.setdefault(span, _quoted(passage, span))
    return [SelectChoice(f"{span.start}-{span.end}", label) for span, label in labels.items()]


def _quoted(passage: str, span: Span) -> str:
    return gettext("„%(name)s“", name=passage[span.start : span.end])


def _in_context(passage: str, span: Span) -> str:
    before = passage[max(0, span.start - 25) : span.start]
    after = passage[span.end : span.end + 25]
    return f"… {before}{_quoted(passage, span)}{after} …"


class DeclineForm(Form):
    seen = seen_field()
    category = choice_field(N_("Grund"), CATEGORIES, N_("Bitte wählen Sie einen Grund."))
    reason = TextAreaField(
        N_("Begründung für die Person, die den Kommentar geschrieben hat"),
        filters=[as_text],
        validators=[DataRequired(N_("Bitte begründen Sie die Entscheidung.")), _NOT_TOO_LONG],
    )


class SeenForm(Form):
    seen = seen_field()


def day_field(label: str, *validators: object) -> DateField:
    return DateField(
        label,
        format=["%Y-%m-%d", "%d.%m.%Y"],
        invalid_value_message=N_("Bitte geben Sie ein Datum an, zum Beispiel 12.03.2027."),  # type: ignore[call-arg]
        validators=[*validators, _check_year],
    )


def _check_year(_form: Form, field: DateField) -> None:
    if field.data and field.data.year > LAST_YEAR:
        raise ValidationError(N_("Dieses Datum liegt zu weit in der Zukunft."))


class AnswerForm(Form):
    seen = seen_field()
    outcome = choice_field(N_("Ergebnis"), OUTCOMES, N_("Bitte wählen Sie ein Ergebnis."))
    deferred_until = day_field(N_("Zurückgestellt bis"), Optional())
    reason = TextAreaField(
        N_("Begründung"),
        filters=[as_text],
        validators=[
            DataRequired(N_("Bitte begründen Sie die Antwort.")),
            Length(max=LONGEST_REASON, message=N_("Bitte kürzen Sie auf 10.000 Zeichen.")),
        ],
    )

    def validate(self, extra_validators: object = None) -> bool:
        """Check the fields, and that a date goes with "deferred" and with nothing else."""
        fits = super().validate(extra_validators)
        defers, day = self.outcome.data is Outcome.DEFERRED, self.deferred_until.data
        if fits and defers != (day is not None):
            self.deferred_until.errors = [N_("Ein Datum gehört zu „Zurückgestellt“ und nur dazu.")]
            return False
        return bool(fits)


class EndForm(Form):
    closes_on = day_field(
        N_("Letzter Tag"), InputRequired(N_("Bitte geben Sie den letzten Tag an."))
    )

    @property
    def closes_at(self) -> datetime:
        """The end of the chosen day. Only after validating."""
        return day_ends(cast("date", self.closes_on.data))


class RoundForm(EndForm):
    opens_on = day_field(N_("Erster Tag"), InputRequired(N_("Bitte geben Sie den ersten Tag an.")))
    moderation = choice_field(
        N_("Prüfung der Kommentare"),
        MODERATIONS,
        N_("Bitte wählen Sie, wann Kommentare erscheinen."),
        default=Moderation.PRE,
    )

    @property
    def opens_at(self) -> datetime:
        """The beginning of the chosen day. Only after validating."""
        return day_begins(cast("date", self.opens_on.data))
