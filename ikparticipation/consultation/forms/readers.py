"""What authors and readers ask moderators. Shape and length only; rules are in `services`."""

from wtforms import TextAreaField
from wtforms.validators import DataRequired

from ikparticipation.consultation.forms.fields import NOT_TOO_LONG, AtMost
from ikparticipation.consultation.labels import REPORT_REASONS
from ikparticipation.consultation.services.moderating.reports import LONGEST_REPORT
from ikparticipation.drafts.forms import as_text, choice_field
from ikparticipation.text import N_
from ikparticipation.web import Form


class AppealForm(Form):
    text = TextAreaField(
        N_("Warum soll der Kommentar veröffentlicht werden?"),
        filters=[as_text],
        validators=[DataRequired(N_("Bitte schreiben Sie, warum.")), NOT_TOO_LONG],
    )


class ReportForm(Form):
    reason = choice_field(
        N_("Was stimmt mit diesem Kommentar nicht?"),
        REPORT_REASONS,
        N_("Bitte wählen Sie einen Grund."),
    )
    text = TextAreaField(
        N_("Was wir dazu wissen sollten"),
        filters=[as_text],
        validators=[AtMost(LONGEST_REPORT)],
    )
