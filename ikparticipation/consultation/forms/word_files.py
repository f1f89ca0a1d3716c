"""Word files that people bring along: a template of one's own, and a draft with comments in it."""

from collections.abc import Sequence
from uuid import UUID

from flask_wtf.file import FileField, FileRequired
from wtforms import SelectField, StringField
from wtforms.validators import InputRequired, Length, ValidationError

from ikparticipation.consultation.forms.contributing import LONGEST_SENDER
from ikparticipation.consultation.forms.fields import day_field
from ikparticipation.drafts.forms import as_line
from ikparticipation.organisations.models import Membership
from ikparticipation.text import N_
from ikparticipation.web import Form

_CHOOSE = FileRequired(N_("Bitte wählen Sie eine Datei aus."))


class TemplateForm(Form):
    template = FileField(N_("Eigene Word-Vorlage (.docx)"), validators=[_CHOOSE])


class SenderFields(Form):
    """Whose words these are: for staff, who enter them."""

    received_on = day_field(
        N_("Eingegangen am"), InputRequired(N_("Bitte geben Sie an, wann der Beitrag kam."))
    )
    organisation = StringField(N_("Organisation aus dem Akteursverzeichnis"), filters=[as_line])
    sender = StringField(
        N_("Oder: Name der Person oder Gruppe"),
        filters=[as_line],
        validators=[Length(max=LONGEST_SENDER, message=N_("Bitte kürzen Sie den Namen."))],
    )

    def validate_sender(self, field: StringField) -> None:
        if bool(field.data) == bool(self.organisation.data):
            raise ValidationError(
                N_("Bitte geben Sie entweder eine Organisation oder einen Namen an.")
            )


class ReceivedFileForm(SenderFields):
    file = FileField(N_("Word-Datei mit Kommentaren (.docx)"), validators=[_CHOOSE])


class MemberFields(Form):
    """For which organisation somebody speaks."""

    speaks_for = SelectField(N_("Für wen sprechen Sie?"))

    def offer(self, memberships: Sequence[Membership]) -> None:
        self.speaks_for.choices = [
            (str(m.organisation_id), m.organisation.name) for m in memberships
        ]

    @property
    def organisation_id(self) -> UUID:
        """The chosen organisation. Only after validating."""
        return UUID(self.speaks_for.data)


class OwnFileForm(MemberFields):
    file = FileField(N_("Word-Datei mit Kommentaren (.docx)"), validators=[_CHOOSE])
