"""What staff type in of a letter, a call or a meeting."""

from wtforms import RadioField, StringField
from wtforms.fields.choices import (  # type: ignore[attr-defined]  # the stubs are of an older WTForms
    SelectChoice,
    enum_coerce,
)
from wtforms.validators import InputRequired, Length, ValidationError

from ikparticipation.consultation.forms.commenting import OnceForm, check_proposal
from ikparticipation.consultation.forms.fields import day_field
from ikparticipation.consultation.forms.places import PlaceFields
from ikparticipation.consultation.labels import CHANNELS
from ikparticipation.consultation.models import Channel
from ikparticipation.drafts.forms import as_line
from ikparticipation.text import N_

BY_STAFF = (Channel.LETTER, Channel.TELEPHONE, Channel.MEETING)
LONGEST_SENDER = 200
_NO_CHANNEL = N_("Bitte wählen Sie, wie der Beitrag kam.")


class ContributionForm(OnceForm):
    """A contribution on the whole text."""

    channel = RadioField(
        N_("Wie kam der Beitrag?"),
        choices=[SelectChoice(c.value, CHANNELS[c]) for c in BY_STAFF],
        coerce=enum_coerce(Channel),
        invalid_value_message=_NO_CHANNEL,  # type: ignore[call-arg]  # the stubs are older
        validators=[InputRequired(_NO_CHANNEL)],
    )
    received_on = day_field(
        N_("Eingegangen am"), InputRequired(N_("Bitte geben Sie an, wann der Beitrag kam."))
    )
    organisation = StringField(
        N_("Organisation aus dem Akteursverzeichnis"),
        filters=[as_line],
        render_kw={"list": "akteure"},
    )
    sender = StringField(
        N_("Oder: Name der Person oder Gruppe"),
        filters=[as_line],
        validators=[Length(max=LONGEST_SENDER, message=N_("Bitte kürzen Sie den Namen."))],
    )

    def begin(self) -> None:
        """Ask the staff about the contribution of somebody else, not about their comment."""
        super().begin()
        self.kind.label.text = N_("Was ist der Beitrag?")
        if self.replacement:
            self.replacement.label.text = N_("Vorschlag für den Wortlaut")
        self.text.label.text = N_("Worte des Beitrags")

    def validate_sender(self, field: StringField) -> None:
        if bool(field.data) == bool(self.organisation.data):
            raise ValidationError(
                N_("Bitte geben Sie entweder eine Organisation oder einen Namen an.")
            )


class PlacedContributionForm(PlaceFields, ContributionForm):
    """A contribution on words of the text."""

    def begin(self) -> None:
        super().begin()
        self.place.label.text = N_("Worauf bezieht sich der Beitrag?")

    def validate_kind(self, _field: RadioField) -> None:
        check_proposal(self)
