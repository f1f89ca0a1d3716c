"""Passages of a published version in further languages, page by page."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from flask import abort, flash, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.utils import redirect

from ikparticipation import clock, db
from ikparticipation.accounts.access import current_user, needs
from ikparticipation.accounts.policies import may_steer
from ikparticipation.drafts import queries, services
from ikparticipation.drafts.compare import pieces
from ikparticipation.drafts.forms import as_text
from ikparticipation.drafts.labels import PROGRESS, PROGRESS_COLOURS
from ikparticipation.drafts.models import Version
from ikparticipation.drafts.queries import Aligned, TargetLanguage
from ikparticipation.drafts.services import StaleError, Typed, UnfitError, fingerprint
from ikparticipation.drafts.states import Progress
from ikparticipation.drafts.views.blueprint import bp
from ikparticipation.web import get_or_404, gettext, ngettext, page_within

PAGE = 20
"""Passages on a page: an evening's work for a volunteer, and quick to send."""


@bp.get("/fassungen/<uuid:version_id>/uebersetzungen")
@needs(may_steer)
def translations(version_id: UUID) -> ResponseReturnValue:
    """List the languages with how many passages each has."""
    version = get_or_404(Version, version_id)
    session = db.session()
    done = {each.code: number for each, number in queries.languages_of(session, version_id)}
    return render_template(
        "drafts/translations.html",
        version=version,
        languages=queries.target_languages(session),
        done=done,
        passages=len(queries.passages_of(session, version_id)),
    )


@bp.get("/fassungen/<uuid:version_id>/uebersetzungen/<code>")
@needs(may_steer)
def translate(version_id: UUID, code: str) -> ResponseReturnValue:
    """Show the passages beside their words in another language."""
    version, language = _asked(version_id, code)
    rows = queries.aligned(db.session(), version, language.code)
    return _page(version, language, rows, {row.key: row.source for row in rows})


@bp.post("/fassungen/<uuid:version_id>/uebersetzungen/<code>")
@needs(may_steer)
def save_translations(version_id: UUID, code: str) -> ResponseReturnValue:
    """Store the words of one page, all or nothing; what was typed comes back if it is nothing."""
    version, language = _asked(version_id, code)
    typed = _typed()
    problems: dict[str, Any] = {}
    try:
        number = services.save_translations(
            db.session(), version, language.code, typed, actor=current_user(), at=clock.now()
        )
    except StaleError as error:
        problems = {"stale": error.stored}
    except UnfitError as error:
        problems = {"unfit": {k: gettext(e.message, **e.facts) for k, e in error.reasons.items()}}
    if problems:
        return _again(version, language, typed, **problems)
    flash(_saved(number), "success")
    return redirect(request.full_path.rstrip("?") + _anchor(), 303)


def _asked(version_id: UUID, code: str) -> tuple[Version, TargetLanguage]:
    version = get_or_404(Version, version_id)
    return version, queries.target_language(db.session(), code) or abort(404)


def _typed() -> list[Typed]:
    """Return what the page sends for each passage: `text-<key>` and `seen-<key>`."""
    return [
        Typed(name.removeprefix("text-"), as_text(text), request.form.get(f"seen-{name[5:]}", ""))
        for name, text in request.form.items()
        if name.startswith("text-")
    ]


def _saved(number: int) -> str:
    if not number:
        return gettext("Es gab nichts Neues zu speichern.")
    return ngettext(
        "%(num)s Übersetzung gespeichert.", "%(num)s Übersetzungen gespeichert.", number
    )


def _anchor() -> str:
    """Return where to go on: the passage whose button was pressed."""
    key = request.form.get("nach", "")
    return f"#{key}" if key.isalnum() else ""


def _again(
    version: Version, language: TargetLanguage, typed: Sequence[Typed], **problems: Any
) -> ResponseReturnValue:
    """Show the same passages with what was typed, beside what somebody else has stored."""
    rows = queries.aligned(db.session(), version, language.code)
    texts = {each.key: each.source for each in typed}
    sent = [row for row in rows if row.key in texts]
    page = _page(version, language, sent, texts, everything=rows, **problems)
    return page, 409 if "stale" in problems else 422


def _page(
    version: Version,
    language: TargetLanguage,
    rows: Sequence[Aligned],
    texts: Mapping[str, str],
    *,
    everything: Sequence[Aligned] | None = None,
    stale: Mapping[str, str] | None = None,
    unfit: Mapping[str, str] | None = None,
) -> str:
    only = _only()
    is_again = everything is not None
    chosen = [row for row in rows if is_again or only is None or row.progress is only]
    page, pages = page_within(len(chosen), PAGE)
    shown = chosen if is_again else chosen[(page - 1) * PAGE : page * PAGE]
    return render_template(
        "drafts/translate.html",
        version=version,
        to=language,
        rows=shown,
        texts=texts,
        seen={row.key: fingerprint(row.source) for row in shown},
        changed={row.key: pieces(row.earlier.german, row.text) for row in shown if row.earlier},
        stale=stale or {},
        unfit=unfit or {},
        counts=Counter(row.progress for row in everything or rows),
        passages=len(everything or rows),
        only=only,
        progress=PROGRESS,
        colours=PROGRESS_COLOURS,
        page=page,
        pages=1 if is_again else pages,
    )


def _only() -> Progress | None:
    asked = request.args.get("zeige", "")
    return Progress(asked) if asked in set(Progress) else None
