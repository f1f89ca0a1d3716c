"""Two versions of a text compared, for everybody who may see both."""

from functools import lru_cache
from uuid import UUID

from flask import abort, render_template
from flask.typing import ResponseReturnValue

from ikparticipation import db
from ikparticipation.accounts.access import reader
from ikparticipation.consultation import queries
from ikparticipation.consultation.labels import CHANGE_REASONS
from ikparticipation.consultation.views.blueprint import bp, comment_words, words
from ikparticipation.drafts.alignment import Unit
from ikparticipation.drafts.differences import Changes, compared
from ikparticipation.drafts.models import SLUG
from ikparticipation.drafts.queries import passages_of
from ikparticipation.web import see_other

MOST_PAIRS = 20


@bp.get("/entwuerfe/<slug>/<int(max=9999):number>/vergleich/<int(max=9999):other>")
def compare(slug: str, number: int, other: int) -> ResponseReturnValue:
    """Show what changed from the older of two versions to the newer one, whichever is named first.

    One address for each pair: the other way round leads there.
    """
    me, session = reader(), db.session()
    versions = queries.versions_of(session, slug, reader=me) if SLUG.fullmatch(slug) else ()
    found = {version.number: version for version in versions}
    if number not in found or other not in found:
        abort(404)
    if number < other:
        return see_other(".compare", slug=slug, number=other, other=number)
    new, old = found[number], found[other]
    return render_template(
        "consultation/compare.html",
        new=new,
        old=old,
        versions=versions,
        changes=_changes(old.id, new.id),
        behind=queries.behind_changes(session, versions, other, number, reader=me),
        change_reasons=words(CHANGE_REASONS),
        **comment_words(),
    )


@lru_cache(MOST_PAIRS)
def _changes(old_id: UUID, new_id: UUID) -> Changes:
    """Compare two versions, once: they never change."""
    session = db.session()
    before, after = passages_of(session, old_id), passages_of(session, new_id)
    return compared(
        before, after, [Unit(p.text, p.key) for p in before], [Unit(p.text, p.key) for p in after]
    )
