"""The codebook of a version of a questionnaire, as page and as PDF."""

from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlencode
from uuid import UUID

from flask import Response, abort, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import joinedload, undefer

from ikparticipation import db, typesetting
from ikparticipation.accounts.access import needs
from ikparticipation.errors import DomainError
from ikparticipation.surveys import exports, queries
from ikparticipation.surveys.exports.book import Book, book
from ikparticipation.surveys.models import Questionnaire
from ikparticipation.surveys.paper.speech import Speech
from ikparticipation.surveys.policies import may_run_surveys
from ikparticipation.surveys.section_page.speech import direction, own_name, tag
from ikparticipation.surveys.views.blueprint import bp
from ikparticipation.surveys.views.printing.handing_out import FILES_BY_ADDRESS, speech_of
from ikparticipation.surveys.xlsform.comparing import breaks, compare
from ikparticipation.text import N_
from ikparticipation.web import current_language, gettext, limiter

PAGE = "/verwaltung/erhebungen/frageboegen/<uuid:questionnaire_id>/codebuch"
LOOK = Path(exports.__file__).with_name("codebook.typ")
NO_PRINTER = N_("Hier ist kein PDF-Satz eingerichtet. Bitte drucken Sie die Seite mit dem Browser.")


@bp.get(PAGE)
@needs(may_run_surveys)
def codebook(questionnaire_id: UUID) -> ResponseReturnValue:
    """Say what each column of the exports holds and what its values mean."""
    version, before = _versions(questionnaire_id)
    speech = speech_of(queries.compiled(version))
    here = url_for(".codebook", questionnaire_id=version.id)
    return render_template(
        "surveys/codebook.html",
        version=version,
        before=before,
        book=_book(version, before, speech),
        languages=[
            (each == speech.language, own_name(each), f"{here}?{urlencode({'sprache': each})}")
            for each in queries.compiled(version).languages
        ],
        lang=tag(speech.language),
        direction=direction(speech.language),
        pdf=f"{here}.pdf?{urlencode({'sprache': speech.language})}"
        if typesetting.is_possible()
        else None,
    )


@bp.get(f"{PAGE}.pdf")
@limiter.limit(FILES_BY_ADDRESS)
@needs(may_run_surveys)
def codebook_file(questionnaire_id: UUID) -> ResponseReturnValue:
    version, before = _versions(questionnaire_id)
    speech = speech_of(queries.compiled(version))
    content = _book(version, before, speech).as_json() | {
        "lang": tag(speech.language).partition("-")[0],
        "is_right_to_left": direction(speech.language) == "rtl",
        "frame_language": current_language(),
        "words": {"changes": gettext("Was mit früheren Wellen nicht vergleichbar ist")},
    }
    moment = int(version.uploaded_at.timestamp())
    try:
        data = typesetting.pdf(LOOK, content, moment=moment, otherwise=NO_PRINTER)
    except DomainError as error:
        way_on = gettext("Zum Codebuch"), url_for(".codebook", questionnaire_id=version.id)
        page = render_template("error.html", message=gettext(error.message), way_on=way_on)
        return page, error.status
    answer = Response(data, mimetype=typesetting.MEDIA_TYPE)
    name = f"codebuch-version-{version.number}.pdf"
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer


def _book(version: Questionnaire, before: Questionnaire | None, speech: Speech) -> Book:
    return book(
        queries.compiled(version),
        title=gettext("Codebuch: %(title)s", title=version.survey.title(current_language())),
        about=gettext("Version %(number)s des Fragebogens", number=version.number),
        version=version.number,
        changes=_changes(version, before),
        language=current_language(),
        own=speech.language,
    )


def _changes(version: Questionnaire, before: Questionnaire | None) -> Sequence[str]:
    if before is None:
        return ()
    found = breaks(compare(queries.compiled(before), queries.compiled(version)))
    return [each.text(current_language()) for each in found]


def _versions(questionnaire_id: UUID) -> tuple[Questionnaire, Questionnaire | None]:
    """Return a version and the one before it, by one statement."""
    survey_id = (
        select(Questionnaire.survey_id)
        .where(Questionnaire.id == questionnaire_id)
        .scalar_subquery()
    )
    number = (
        select(Questionnaire.number).where(Questionnaire.id == questionnaire_id).scalar_subquery()
    )
    query = (
        select(Questionnaire)
        .where(
            Questionnaire.survey_id == survey_id,
            Questionnaire.number <= number,
        )
        .order_by(Questionnaire.number.desc())
        .limit(2)
        .options(joinedload(Questionnaire.survey), undefer(Questionnaire.compiled))
    )
    found = db.session().scalars(query).all()
    if not found:
        abort(404)
    return found[0], found[1] if len(found) > 1 else None
