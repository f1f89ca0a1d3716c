"""For those who run surveys: a version on paper, and what an organisation submitted."""

from uuid import UUID

from flask import abort, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import joinedload, undefer

from ikparticipation import db
from ikparticipation.accounts.access import needs
from ikparticipation.organisations.models import Organisation
from ikparticipation.surveys import models, queries
from ikparticipation.surveys.paper.composing import Occasion, sheet
from ikparticipation.surveys.policies import may_run_surveys
from ikparticipation.surveys.views.blueprint import bp
from ikparticipation.surveys.views.printing.handing_out import (
    FILES_BY_ADDRESS,
    Paper,
    as_file,
    as_page,
    filled,
    plain,
    speech_of,
    submitted,
    who_asks,
)
from ikparticipation.web import current_language, get_or_404, gettext, limiter

VERSION = "/verwaltung/erhebungen/frageboegen/<uuid:questionnaire_id>/papier"
ANSWERS = "/verwaltung/erhebungen/wellen/<uuid:wave_id>/antworten/<uuid:organisation_id>/papier"


@bp.get(VERSION)
@needs(may_run_surveys)
def version_paper(questionnaire_id: UUID) -> ResponseReturnValue:
    return as_page(_of_version(questionnaire_id))


@bp.get(f"{VERSION}.pdf")
@limiter.limit(FILES_BY_ADDRESS)
@needs(may_run_surveys)
def version_paper_file(questionnaire_id: UUID) -> ResponseReturnValue:
    return as_file(_of_version(questionnaire_id))


@bp.get(ANSWERS)
@needs(may_run_surveys)
def response_paper(wave_id: UUID, organisation_id: UUID) -> ResponseReturnValue:
    """Show what was submitted, the newest or that of `?nummer=`, never what is only saved."""
    return as_page(_of_response(wave_id, organisation_id))


@bp.get(f"{ANSWERS}.pdf")
@limiter.limit(FILES_BY_ADDRESS)
@needs(may_run_surveys)
def response_paper_file(wave_id: UUID, organisation_id: UUID) -> ResponseReturnValue:
    return as_file(_of_response(wave_id, organisation_id))


def _of_version(questionnaire_id: UUID) -> Paper:
    stored = _version(questionnaire_id)
    compiled = queries.compiled(stored)
    speech = speech_of(compiled)
    county, operator = who_asks()
    mark = gettext("Version %(number)s", number=stored.number)
    occasion = Occasion(
        county=county, operator=operator, title=stored.survey.title(speech.language)
    )
    here = url_for(".questionnaire", questionnaire_id=stored.id)
    return Paper(
        sheet=sheet(compiled, speech, occasion=occasion),
        questionnaire=compiled,
        page=f"{here}/papier",
        file=f"{here}/papier.pdf",
        query={},
        above=[
            (gettext("Verwaltung"), "/verwaltung/"),
            (gettext("Erhebungen"), url_for(".surveys")),
            (occasion.title, url_for(".survey", survey_id=stored.survey_id)),
            (gettext("Fragebogen Version %(number)s", number=stored.number), here),
        ],
        mark=mark,
        name=f"fragebogen-version-{stored.number}-{plain(speech.language)}",
        at=stored.uploaded_at,
    )


def _version(questionnaire_id: UUID) -> models.Questionnaire:
    found = db.session().scalar(
        select(models.Questionnaire)
        .where(models.Questionnaire.id == questionnaire_id)
        .options(joinedload(models.Questionnaire.survey), undefer(models.Questionnaire.compiled))
    )
    return found or abort(404)


def _of_response(wave_id: UUID, organisation_id: UUID) -> Paper:
    wave = get_or_404(models.Wave, wave_id)
    revision, receipt = submitted(wave_id, organisation_id)
    organisation = get_or_404(Organisation, organisation_id).name
    compiled = queries.compiled_by_id(db.session(), wave.questionnaire_id)
    speech = speech_of(compiled)
    here = url_for(".read_response", wave_id=wave_id, organisation_id=organisation_id)
    seed = queries.seed_of(wave_id, organisation_id)
    occasion = _occasion(wave, organisation, speech.language)
    title = wave.title(current_language())
    return Paper(
        sheet=filled(compiled, speech, revision, receipt, occasion=occasion, seed=seed),
        questionnaire=compiled,
        page=f"{here}/papier",
        file=f"{here}/papier.pdf",
        query={"nummer": str(revision.number)},
        above=[
            (gettext("Verwaltung"), "/verwaltung/"),
            (gettext("Erhebungen"), url_for(".surveys")),
            (title, url_for(".wave", wave_id=wave_id)),
            (organisation, f"{here}?nummer={revision.number}"),
        ],
        mark=gettext("Quittung %(code)s", code=receipt.code),
        name=f"antworten-{plain(receipt.code)}",
        at=revision.submitted_at,
    )


def _occasion(wave: models.Wave, organisation: str, language: str) -> Occasion:
    county, operator = who_asks()
    return Occasion(
        county=county,
        operator=operator,
        title=wave.title(language),
        intro=wave.intro(language),
        organisation=organisation,
        closes_at=wave.closes_at,
    )
