"""What everybody can take along: the synopsis, the draft for Word, annotations, the feed."""

import json
from datetime import datetime
from typing import Any

from flask import Response, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ikparticipation import clock, db, typesetting
from ikparticipation.accounts.access import reader
from ikparticipation.consultation import queries
from ikparticipation.consultation.labels import OUTCOMES
from ikparticipation.consultation.outputs import annotations as web_annotations
from ikparticipation.consultation.outputs import feed as atom
from ikparticipation.consultation.outputs.synopsis import Audience, Synopsis
from ikparticipation.consultation.outputs.word import export
from ikparticipation.consultation.policies import is_sealed
from ikparticipation.consultation.queries.commenting.word_drafts import bare_draft, word_draft
from ikparticipation.consultation.queries.outputs.material import Source, source_at, synopsis_of
from ikparticipation.consultation.queries.reading.news import newest_versions, released_answers
from ikparticipation.consultation.views.blueprint import bp
from ikparticipation.consultation.views.outputs.files import (
    DOCX,
    FILES_BY_ADDRESS,
    attachment,
    file_answer,
    output_words,
    settings,
    tag_of,
    variant,
)
from ikparticipation.consultation.views.outputs.synopsis_page import page
from ikparticipation.drafts.models import SLUG, Version
from ikparticipation.web import current_language, get_or_404, gettext, limiter

VERSION = "/entwuerfe/<slug>/<int(max=9999):number>"


@bp.get(f"{VERSION}/synopse")
def synopsis(slug: str, number: int) -> ResponseReturnValue:
    """Show what the files contain, with filters and the first rows."""
    source = _source(slug, number)
    here = url_for(".synopsis", slug=slug, number=number)
    found = _public(source)
    return render_template(
        "consultation/synopsis.html",
        **page(found, output_words(), here=here),
        is_sealed=is_sealed(source, clock.now()),
        pdf_possible=typesetting.is_possible(),
    )


@bp.get(f"{VERSION}/synopse.docx", defaults={"form": "docx"})
@bp.get(f"{VERSION}/synopse.xlsx", defaults={"form": "xlsx"})
@bp.get(f"{VERSION}/synopse.pdf", defaults={"form": "pdf"})
@limiter.limit(FILES_BY_ADDRESS)
def synopsis_file(slug: str, number: int, form: str) -> ResponseReturnValue:
    said = output_words()
    return file_answer(variant(_public(_source(slug, number)), said), said, form)


@bp.get(f"{VERSION}/entwurf.docx")
@limiter.limit(FILES_BY_ADDRESS)
def draft_file(slug: str, number: int) -> ResponseReturnValue:
    """Hand out the version to be commented on in Word, with the comments that are published."""
    session, said = db.session(), output_words()
    versions = queries.versions_of(session, slug, reader=reader()) if SLUG.fullmatch(slug) else ()
    shown = next((v for v in versions if v.number == number), None) or abort(404)
    site, source = settings().base_url, source_at(session, slug, number)
    if source is None:
        draft = bare_draft(session, get_or_404(Version, shown.id), site=site)
    else:
        draft = word_draft(session, source.version_id, _public(source), said, site=site)
    data = export.written(draft, language=said.language, author=settings().county)
    return attachment(data, DOCX, f"entwurf-{slug}-{number}.docx")


@bp.get(f"{VERSION}/kommentare.jsonld")
@limiter.limit(FILES_BY_ADDRESS)
def annotations(slug: str, number: int) -> ResponseReturnValue:
    """Hand out the published comments as Web Annotations."""
    found, said = _public(_source(slug, number)), output_words()
    collection = web_annotations.collection(found, said, site=settings().base_url)
    body = json.dumps(collection, ensure_ascii=False, sort_keys=True)
    answer = Response(body, content_type=web_annotations.MEDIA_TYPE)
    answer.set_etag(tag_of(found.state, said.language))
    return answer.make_conditional(request)


@bp.get("/entwuerfe/feed.atom")
@limiter.limit(FILES_BY_ADDRESS)
def feed() -> ResponseReturnValue:
    """Hand out new versions and answers, as a feed to subscribe to."""
    entries, site = _news(), settings().base_url
    body = atom.written(
        entries,
        title=gettext("Entwürfe und Antworten, %(county)s", county=settings().county),
        author=settings().county,
        site=site,
        address=f"{site}{url_for('.feed')}",
        language=current_language(),
    )
    answer = Response(body, content_type=atom.MEDIA_TYPE)
    answer.set_etag(tag_of(body))
    answer.last_modified = atom.changed_at(entries)
    if reader() is not None:
        return answer  # nothing is kept by the browser of somebody who is signed in
    return answer.make_conditional(request)


def _source(slug: str, number: int) -> Source:
    """Return the round at the address; a closed circle has no page for everybody."""
    found = source_at(db.session(), slug, number) if SLUG.fullmatch(slug) else None
    if found is None or not found.is_public():
        abort(404)
    return found


def _public(source: Source, at: datetime | None = None) -> Synopsis:
    return synopsis_of(
        db.session(),
        source,
        audience=Audience.PUBLIC,
        at=at or clock.now(),
        site=settings().base_url,
    )


def _news() -> list[atom.Entry]:
    session, site = db.session(), settings().base_url
    versions = [_version_entry(row, site) for row in newest_versions(session, atom.MOST_ENTRIES)]
    answers = [_answer_entry(row, site) for row in released_answers(session, atom.MOST_ENTRIES)]
    return [*versions, *answers]


def _version_entry(row: Any, site: str) -> atom.Entry:
    title = gettext("%(title)s, Fassung %(number)s", title=row.title, number=row.number)
    return atom.Entry(
        address=f"{site}/entwuerfe/{row.slug}/{row.number}",
        title=title,
        summary=gettext("Fassung %(number)s ist veröffentlicht.", number=row.number),
        category="version",
        at=row.published_at,
    )


def _answer_entry(row: Any, site: str) -> atom.Entry:
    title = gettext("Antwort auf einen Kommentar zu „%(title)s“", title=row.title)
    outcome = gettext(OUTCOMES[row.outcome])
    return atom.Entry(
        address=f"{site}/kommentare/{row.id}",
        title=title,
        summary=f"{outcome}. {row.reason}",
        category="answer",
        at=row.released_at,
    )
