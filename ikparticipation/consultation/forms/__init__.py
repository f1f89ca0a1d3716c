"""What people type in a consultation, a module for each topic."""

from ikparticipation.consultation.forms.answering import (
    AnswerForm,
    AssignForm,
    ChangesForm,
    TakeoverForm,
    TextBlockForm,
)
from ikparticipation.consultation.forms.commenting import (
    CommentForm,
    DraftForm,
    PassageForm,
    WordsForm,
)
from ikparticipation.consultation.forms.contributing import (
    ContributionForm,
    PlacedContributionForm,
)
from ikparticipation.consultation.forms.moderating import (
    AppealDecisionForm,
    BlackenForm,
    DeclineForm,
    KeepForm,
    SeenForm,
)
from ikparticipation.consultation.forms.readers import AppealForm, ReportForm
from ikparticipation.consultation.forms.rounds import EndForm, RoundForm

__all__ = [
    "AnswerForm",
    "AppealDecisionForm",
    "AppealForm",
    "AssignForm",
    "BlackenForm",
    "ChangesForm",
    "CommentForm",
    "ContributionForm",
    "DeclineForm",
    "DraftForm",
    "EndForm",
    "KeepForm",
    "PassageForm",
    "PlacedContributionForm",
    "ReportForm",
    "RoundForm",
    "SeenForm",
    "TakeoverForm",
    "TextBlockForm",
    "WordsForm",
]
