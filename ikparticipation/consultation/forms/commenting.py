"""What people type when they comment. Shape and length only; rules are in `services`."""

from collections.abc import Sequence
from typing import Any, cast
from uuid import UUID, uuid4

from wtforms import HiddenField, RadioField, TextAreaField
from wtforms.fields.choices import (  # type: ignore[attr-defined]  # the stubs are of an older WTForms
    SelectChoice,
)
from wtforms.validators import DataRequired, ValidationError

from ikparticipation.consultation.forms.fields import NOT_TOO_LONG
from ikparticipation.consultation.forms.places import PlaceFields
from ikparticipation.consultation.labels import KINDS
from ikparticipation.consultation.models import CommentKind
from ikparticipation.drafts.forms import as_text, choice_field, seen_field
from ikparticipation.organisations.models import Membership
from ikparticipation.text import N_
from ikparticipation.web import Form

OWN_NAME = "ich"


class WordsForm(Form):
    """What a comment says: its kind, its words, and for a proposal other words for the text."""

    kind = choice_field(
        N_("Was ist Ihr Kommentar?"), KINDS, N_("Bitte wählen Sie, was Ihr Kommentar ist.")
    )
    replacement = TextAreaField(
        N_("Ihr Vorschlag für den Wortlaut"),
        filters=[as_text],
        validators=[NOT_TOO_LONG],
        render_kw={"placeholder": " "},  # lets the style sheet see whether it is empty
    )
    text = TextAreaField(
        N_("Ihr Kommentar"),
        filters=[as_text],
        validators=[DataRequired(N_("Bitte schreiben Sie Ihren Kommentar.")), NOT_TOO_LONG],
    )

    def validate_replacement(self, field: TextAreaField) -> None:
        proposes = self.kind.data is CommentKind.CHANGE_PROPOSAL
        if proposes and not field.data:
            raise ValidationError(N_("Bitte schreiben Sie, wie es heißen soll."))
        if field.data and not proposes:
            raise ValidationError(
                N_("Bitte wählen Sie oben „Änderungsvorschlag“ oder leeren Sie dieses Feld.")
            )

    def leave_out_proposals(self) -> None:
        """Offer no new words where none can stand: on the whole text, or in a reply."""
        choices = cast("list[SelectChoice]", self.kind.choices)
        self.kind.choices = [c for c in choices if c.value != CommentKind.CHANGE_PROPOSAL]
        del self.replacement


class DraftForm(WordsForm):
    """Other words for a draft of an organisation, or for a comment that is corrected."""

    seen = seen_field()


class OnceForm(WordsForm):
    """A form that is stored once, however often it is sent."""

    submission_id = HiddenField()

    def begin(self) -> None:
        """Give a form that is opened its number."""
        if not self.is_submitted():
            self.submission_id.data = str(uuid4())

    def validate_submission_id(self, field: HiddenField) -> None:
        if _uuid(field.data) is None:
            field.data = str(uuid4())
            raise ValidationError(N_("Bitte senden Sie das Formular noch einmal ab."))


class CommentForm(OnceForm):
    """A comment on the whole text, or a reply."""

    speaks_for = RadioField(
        N_("Für wen sprechen Sie?"),
        validate_choice=False,
        validators=[DataRequired(N_("Bitte wählen Sie, für wen Sie sprechen."))],
    )

    def offer_speakers(self, memberships: Sequence[Membership]) -> None:
        """Fill in for whom this person can speak, the organisations first."""
        speakers = [
            *(SelectChoice(str(m.organisation_id), m.organisation.name) for m in memberships),
            SelectChoice(OWN_NAME, N_("Für mich selbst (Ihr Name wird nicht gezeigt)")),
        ]
        self.speaks_for.choices = speakers
        self.begin()
        if not self.is_submitted():
            self.speaks_for.data = speakers[0].value

    @property
    def organisation_id(self) -> UUID | None:
        """The organisation somebody wants to speak for; None: in their own name."""
        return _uuid(self.speaks_for.data)

    def validate_speaks_for(self, field: RadioField) -> None:
        if field.data != OWN_NAME and _uuid(field.data) is None:
            raise ValidationError(N_("Für diese Organisation können Sie nicht sprechen."))


class PassageForm(PlaceFields, CommentForm):
    """A comment on words of a passage, or from one passage to another."""

    def validate_kind(self, _field: RadioField) -> None:
        check_proposal(self)


def check_proposal(form: Any) -> None:
    """Refuse new words for more than one passage. `form`: words and place, the place checked."""
    proposes = form.kind.data is CommentKind.CHANGE_PROPOSAL
    if proposes and not form.place.errors and form.end_key is not None:
        raise ValidationError(
            N_("Einen neuen Wortlaut können Sie nur für Wörter eines Abschnitts vorschlagen.")
        )


def _uuid(value: str | None) -> UUID | None:
    try:
        return UUID(value or "")
    except ValueError:
        return None
