"""Comments whose place in a new version a person decides."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple
from uuid import UUID

from flask import abort, flash, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from ikparticipation import clock, db
from ikparticipation.accounts.access import current_user, needs
from ikparticipation.consultation import services
from ikparticipation.consultation.anchors import (
    CONTEXT,
    Span,
    sentences,
    trimmed,
    whole,
)
from ikparticipation.consultation.forms.placing import PlaceForm
from ikparticipation.consultation.labels import PLACES
from ikparticipation.consultation.models import CommentPlace
from ikparticipation.consultation.policies import may_moderate
from ikparticipation.consultation.queries.next_version.undecided import placing_case, to_place
from ikparticipation.consultation.views.blueprint import bp, comment_words, words
from ikparticipation.db import AnyRow
from ikparticipation.drafts.models import Passage, Version
from ikparticipation.drafts.queries import passages_of
from ikparticipation.errors import ConflictError, InvalidError
from ikparticipation.text import N_
from ikparticipation.web import get_or_404, gettext, see_other


class Choice(NamedTuple):
    """A place that can be chosen, with the words around it."""

    value: str
    position: int
    before: str
    words: str
    after: str


@bp.get("/verwaltung/zuordnen/<uuid:version_id>")
@needs(may_moderate)
def placing(version_id: UUID) -> ResponseReturnValue:
    """List the comments that have no sure place in this version."""
    return render_template(
        "consultation/placing.html",
        version=get_or_404(Version, version_id),
        comments=to_place(db.session(), version_id),
        places=words(PLACES),
        **comment_words(),
    )


@bp.get("/verwaltung/zuordnen/stelle/<uuid:place_id>")
@needs(may_moderate)
def place(place_id: UUID) -> ResponseReturnValue:
    """Show the old words beside the places where they could stand now."""
    return _page(place_id, PlaceForm())


@bp.post("/verwaltung/zuordnen/stelle/<uuid:place_id>")
@needs(may_moderate)
def confirm_place(place_id: UUID) -> ResponseReturnValue:
    """Store what the person chose, and go on with the next one."""
    stored, form = get_or_404(CommentPlace, place_id), PlaceForm()
    if not form.validate():
        return _page(place_id, form), 422
    try:
        _confirm(stored, form)
    except (InvalidError, ValueError):
        form.place.errors = [gettext("Diese Stelle gibt es hier nicht. Bitte wählen Sie eine.")]
        return _page(place_id, form), 422
    except ConflictError as error:
        db.session().rollback()
        return _page(place_id, PlaceForm(formdata=None), error), 409
    flash(gettext("Der Kommentar ist zugeordnet."), "success")
    return see_other(".placing", version_id=stored.version_id)


def _confirm(stored: CommentPlace, form: PlaceForm) -> None:
    session, chosen = db.session(), form.chosen
    passage = span = None
    if chosen is not None:
        key, span = chosen
        passage = session.scalar(
            select(Passage).where(Passage.version_id == stored.version_id, Passage.key == key)
        )
        if passage is None:
            raise InvalidError(N_("Diesen Abschnitt gibt es hier nicht."))
    services.confirm_place(
        session, stored, passage=passage, span=span, actor=current_user(), at=clock.now()
    )


def _page(place_id: UUID, form: PlaceForm, conflict: ConflictError | None = None) -> str:
    session = db.session()
    case: Any = placing_case(session, place_id) or abort(404)
    version = session.get_one(Version, case.version_id)
    passages = passages_of(session, version.id)
    by_key = {passage.key: passage for passage in passages}
    asked = by_key.get(request.values.get("abschnitt", ""))
    return render_template(
        "consultation/place.html",
        case=case,
        version=version,
        passages=passages,
        suggested=list(_suggested(case, by_key)),
        asked=asked,
        parts=list(_parts(asked)) if asked else [],
        form=form,
        conflict=conflict,
        places=words(PLACES),
        **comment_words(),
    )


def _suggested(case: Any, by_key: Mapping[str, AnyRow]) -> Iterator[Choice]:
    for each in case.suggestions:
        yield _choice(by_key[each["key"]], Span(each["start"], each["end"]))


def _parts(passage: AnyRow) -> Iterator[Choice]:
    """Yield the whole passage, then its sentences."""
    yield _choice(passage, whole(passage.text))
    spans = [trimmed(passage.text, span) for span in sentences(passage.text)]
    for span in spans if len(spans) > 1 else ():
        yield _choice(passage, span)


def _choice(passage: AnyRow, span: Span) -> Choice:
    text = passage.text
    return Choice(
        value=f"{passage.key}:{span.start}-{span.end}",
        position=passage.position,
        before=text[max(0, span.start - CONTEXT) : span.start],
        words=text[span.start : span.end],
        after=text[span.end : span.end + CONTEXT],
    )
