"""The questionnaire for paper: blank, and filled as it was submitted. Each as page and as PDF."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import cast
from urllib.parse import urlencode
from uuid import UUID

from flask import Response, abort, current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import joinedload, undefer

from ikparticipation import db, typesetting
from ikparticipation.accounts.access import needs
from ikparticipation.errors import DomainError
from ikparticipation.settings import Settings
from ikparticipation.surveys import models, queries
from ikparticipation.surveys.paper import pdf
from ikparticipation.surveys.paper.composing import Occasion, Receipt, filled_sheet, sheet
from ikparticipation.surveys.paper.sheet import Sheet
from ikparticipation.surveys.paper.speech import Speech, speech_in
from ikparticipation.surveys.policies import may_run_surveys
from ikparticipation.surveys.section_page.speech import own_name, tag
from ikparticipation.surveys.views.blueprint import bp
from ikparticipation.surveys.views.place import Place, for_organisation
from ikparticipation.surveys.xlsform.document import Document
from ikparticipation.surveys.xlsform.engine import State
from ikparticipation.surveys.xlsform.questionnaire import Questionnaire
from ikparticipation.web import current_language, gettext, limiter

FILES_BY_ADDRESS = "60/minute;600/hour"
"""Setting a filled questionnaire takes a second; a whole office may sit behind one address."""
VERSION = "/verwaltung/erhebungen/frageboegen/<uuid:questionnaire_id>/papier"
OWN = "/erhebung/<uuid:wave_id>/papier"
RECEIPT = "/erhebung/<uuid:wave_id>/quittung/papier"


@dataclass(frozen=True)
class Paper:
    """A sheet with the addresses around it."""

    sheet: Sheet
    questionnaire: Questionnaire
    page: str
    """Address of the page, without its query."""
    file: str
    """The same of the PDF."""
    query: Mapping[str, str]
    above: list[tuple[str, str]]
    """The way to it: words and address."""
    mark: str
    """What each page of the PDF names: the organisation, the version, the receipt."""
    name: str
    """Of the file, without its ending."""
    at: datetime
    """Since when it says what it says."""

    def address(self, path: str, **more: str) -> str:
        query = {**self.query, **more}
        return f"{path}?{urlencode(query)}" if query else path


@bp.get(VERSION)
@needs(may_run_surveys)
def version_paper(questionnaire_id: UUID) -> ResponseReturnValue:
    return _page(_of_version(questionnaire_id))


@bp.get(f"{VERSION}.pdf")
@limiter.limit(FILES_BY_ADDRESS)
@needs(may_run_surveys)
def version_paper_file(questionnaire_id: UUID) -> ResponseReturnValue:
    return _file(_of_version(questionnaire_id))


@bp.get(OWN)
@for_organisation
def paper(place: Place) -> ResponseReturnValue:
    """Show the blank questionnaire; also before it opens, to prepare, and after it has ended."""
    return _page(_of_place(place))


@bp.get(f"{OWN}.pdf")
@limiter.limit(FILES_BY_ADDRESS)
@for_organisation
def paper_file(place: Place) -> ResponseReturnValue:
    return _file(_of_place(place))


@bp.get(RECEIPT)
@for_organisation
def receipt_paper(place: Place) -> ResponseReturnValue:
    """Show what was submitted, the newest or that of `?nummer=`."""
    return _page(_of_receipt(place))


@bp.get(f"{RECEIPT}.pdf")
@limiter.limit(FILES_BY_ADDRESS)
@for_organisation
def receipt_paper_file(place: Place) -> ResponseReturnValue:
    return _file(_of_receipt(place))


def _page(paper: Paper) -> ResponseReturnValue:
    languages = [
        (code, tag(code), own_name(code), paper.address(paper.page, sprache=code))
        for code in paper.questionnaire.languages
    ]
    chosen = paper.address(paper.file, sprache=paper.sheet.language)
    return render_template(
        "surveys/paper.html",
        sheet=paper.sheet,
        lang=tag(paper.sheet.language),
        above=paper.above,
        languages=languages,
        pdf=chosen if typesetting.is_possible() else None,
    )


def _file(paper: Paper) -> ResponseReturnValue:
    """Hand out the PDF; where there can be none, say so and lead to the page."""
    try:
        data = pdf.written(paper.sheet, mark=paper.mark, moment=int(paper.at.timestamp()))
    except DomainError as error:
        back = paper.address(paper.page, sprache=paper.sheet.language)
        page = render_template(
            "error.html", message=gettext(error.message), way_on=(gettext("Zum Ausdrucken"), back)
        )
        return page, error.status
    answer = Response(data, mimetype=typesetting.MEDIA_TYPE)
    answer.headers.set("Content-Disposition", "attachment", filename=f"{paper.name}.pdf")
    return answer


def _speech(questionnaire: Questionnaire, otherwise: str | None = None) -> Speech:
    """Return the languages that `?sprache=` asks for; `otherwise` is that of the questionnaire."""
    asked = request.args.get("sprache")
    chosen = asked if asked in questionnaire.languages else otherwise
    return speech_in(questionnaire, chosen, page=current_language())


def _of_version(questionnaire_id: UUID) -> Paper:
    stored = _version(questionnaire_id)
    compiled = queries.compiled(stored)
    speech = _speech(compiled)
    county, operator = _who_asks()
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
        name=f"fragebogen-version-{stored.number}-{_ascii(speech.language)}",
        at=stored.uploaded_at,
    )


def _version(questionnaire_id: UUID) -> models.Questionnaire:
    found = db.session().scalar(
        select(models.Questionnaire)
        .where(models.Questionnaire.id == questionnaire_id)
        .options(joinedload(models.Questionnaire.survey), undefer(models.Questionnaire.compiled))
    )
    return found or abort(404)


def _of_place(place: Place) -> Paper:
    speech = _speech(place.questionnaire, place.speech.language)
    here = place.path().partition("?")[0]
    return Paper(
        sheet=sheet(place.questionnaire, speech, occasion=_occasion(place, speech)),
        questionnaire=place.questionnaire,
        page=f"{here}/papier",
        file=f"{here}/papier.pdf",
        query=_kept(place),
        above=[(place.wave.title(current_language()), place.path())],
        mark=place.seat.organisation,
        name=f"fragebogen-{_ascii(speech.language)}",
        at=place.wave.created_at,
    )


def _of_receipt(place: Place) -> Paper:
    revision, receipt = _submitted(place)
    speech = _speech(place.questionnaire, place.speech.language)
    state = State.of(
        place.questionnaire,
        cast("Document", revision.document),
        now=revision.submitted_at,
        language=speech.language,
        seed=place.seed,
    )
    here = place.path().partition("?")[0]
    return Paper(
        sheet=filled_sheet(
            place.questionnaire,
            speech,
            occasion=_occasion(place, speech),
            answers=state,
            receipt=receipt,
        ),
        questionnaire=place.questionnaire,
        page=f"{here}/quittung/papier",
        file=f"{here}/quittung/papier.pdf",
        query={**_kept(place), "nummer": str(revision.number)},
        above=[
            (place.wave.title(current_language()), place.path()),
            (gettext("Quittung"), place.path("quittung")),
        ],
        mark=gettext("Quittung %(code)s", code=receipt.code),
        name=f"antworten-{_ascii(receipt.code)}",
        at=revision.submitted_at,
    )


def _submitted(place: Place) -> tuple[models.ResponseRevision, Receipt]:
    """Return one submission of this organisation; 404 if there is none of this number."""
    session, asked = db.session(), place.seat.organisation_id
    receipts = queries.receipts(session, place.wave.id, asked)
    newest = receipts[0].number if receipts else 0
    number = request.args.get("nummer", newest, type=int)
    row = next((each for each in receipts if each.number == number), None) or abort(404)
    revision = queries.revision_of(session, place.wave.id, asked, number) or abort(404)
    receipt = Receipt(
        code=row.receipt_code,
        hash=row.receipt_hash,
        submitted_at=row.submitted_at,
        submitted_by=row.name,
        number=row.number,
    )
    return revision, receipt


def _occasion(place: Place, speech: Speech) -> Occasion:
    county, operator = _who_asks()
    return Occasion(
        county=county,
        operator=operator,
        title=place.wave.title(speech.language),
        intro=place.wave.intro(speech.language),
        organisation=place.seat.organisation,
        closes_at=place.wave.closes_at,
        address=f"{_settings().base_url}/erhebung/{place.wave.id}" if place.is_open else "",
    )


def _who_asks() -> tuple[str, tuple[str, ...]]:
    settings = _settings()
    lines = (line.strip() for line in settings.operator.split("|"))
    return settings.county, tuple(line for line in lines if line)


def _settings() -> Settings:
    found: Settings = current_app.extensions["ikp_settings"]
    return found


def _kept(place: Place) -> dict[str, str]:
    """Return the part of the address that keeps the organisation."""
    return {"fuer": str(place.seat.organisation_id)} if place.others else {}


def _ascii(text: str) -> str:
    """Return a part of a file name: letters, digits and dashes as every system takes them."""
    return "".join(c for c in text if c.isascii() and (c.isalnum() or c == "-")).lower()
