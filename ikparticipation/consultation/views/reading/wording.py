"""A change proposal as people read it: word by word beside the words it is to replace."""

from collections.abc import Sequence
from functools import lru_cache

from ikparticipation.consultation.views.blueprint import bp
from ikparticipation.drafts.compare import Piece, pieces
from ikparticipation.text import canonical

MOST_KEPT = 500


@bp.app_template_filter("changed_words")
@lru_cache(MOST_KEPT)
def changed_words(quote: str, replacement: str) -> Sequence[Piece]:
    """Return the words that stay, go and come; both texts are compared as they are counted."""
    return pieces(canonical(quote), canonical(replacement))
