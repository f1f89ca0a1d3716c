"""Pages on which staff write drafts, publish them, and record what became of them."""

from ikparticipation.drafts.views import documents, editor, translations, versions
from ikparticipation.drafts.views.blueprint import bp

__all__ = ["bp", "documents", "editor", "translations", "versions"]
