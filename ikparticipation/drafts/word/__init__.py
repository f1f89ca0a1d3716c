"""Word documents (.docx): opened only after a look at what is in them, and read as Markdown."""

from ikparticipation.drafts.word.losses import Loss, LossKind
from ikparticipation.drafts.word.opening import WordFileError, opened
from ikparticipation.drafts.word.reading import to_markdown

__all__ = ["Loss", "LossKind", "WordFileError", "opened", "to_markdown"]
