"""What changes between two versions of a questionnaire, and what that does to series of figures.

`compare` pairs questions by identity and says what is otherwise; `breaks` says which figures
cannot be compared with earlier ones; `in_words` makes rows for a page.
"""

from ikparticipation.surveys.xlsform.comparing.changes import (
    Aspect,
    Change,
    Changes,
    ChoiceChange,
    ContainerChange,
    Likely,
    QuestionChange,
    Wording,
)
from ikparticipation.surveys.xlsform.comparing.compare import compare
from ikparticipation.surveys.xlsform.comparing.figures import FIGURES
from ikparticipation.surveys.xlsform.comparing.labels import ASPECTS, CHANGES, SIGNS
from ikparticipation.surveys.xlsform.comparing.series.breaking import breaks
from ikparticipation.surveys.xlsform.comparing.series.grades import GRADES, Break, Grade
from ikparticipation.surveys.xlsform.comparing.telling import ChangeRow, Detail, in_words

__all__ = [
    "ASPECTS",
    "CHANGES",
    "FIGURES",
    "GRADES",
    "SIGNS",
    "Aspect",
    "Break",
    "Change",
    "ChangeRow",
    "Changes",
    "ChoiceChange",
    "ContainerChange",
    "Detail",
    "Grade",
    "Likely",
    "QuestionChange",
    "Wording",
    "breaks",
    "compare",
    "in_words",
]
