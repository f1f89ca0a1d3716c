"""A questionnaire for paper as page and as PDF, whatever is on it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import cast
from urllib.parse import urlencode
from uuid import UUID

from flask import Response, abort, current_app, render_template, request
from flask.typing import ResponseReturnValue

from ikparticipation import db, typesetting
from ikparticipation.db import AnyRow
from ikparticipation.errors import DomainError
from ikparticipation.settings import Settings
from ikparticipation.surveys import queries
from ikparticipation.surveys.models import CHANNEL_NAMES, ResponseRevision
from ikparticipation.surveys.paper import pdf
from ikparticipation.surveys.paper.composing import Occasion, Receipt, filled_sheet
from ikparticipation.surveys.paper.sheet import Sheet
from ikparticipation.surveys.paper.speech import Speech, speech_in
from ikparticipation.surveys.section_page.speech import own_name, tag
from ikparticipation.surveys.xlsform.document import Document
from ikparticipation.surveys.xlsform.engine import State
from ikparticipation.surveys.xlsform.questionnaire import Questionnaire
from ikparticipation.text import day_words
from ikparticipation.web import current_language, gettext

FILES_BY_ADDRESS = "60/minute;600/hour"
"""Setting a filled questionnaire takes a second; a whole office may sit behind one address."""


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


def as_page(paper: Paper) -> ResponseReturnValue:
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


def as_file(paper: Paper) -> ResponseReturnValue:
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


def speech_of(questionnaire: Questionnaire, otherwise: str | None = None) -> Speech:
    """Return the languages that `?sprache=` asks for; `otherwise` is that of the questionnaire."""
    asked = request.args.get("sprache")
    chosen = asked if asked in questionnaire.languages else otherwise
    return speech_in(questionnaire, chosen, page=current_language())


def who_submitted(row: AnyRow) -> str:
    """Return the name of a row of `queries.receipts`, and how it came when staff entered it."""
    name: str = row.name
    if row.received_on is None:
        return name
    return gettext(
        "%(name)s, Verwaltung (%(channel)s, eingegangen am %(day)s)",
        name=name,
        channel=gettext(CHANNEL_NAMES[row.channel]),
        day=day_words(row.received_on, current_language()),
    )


def submitted(wave_id: UUID, organisation_id: UUID) -> tuple[ResponseRevision, Receipt]:
    """Return the submission of `?nummer=`, else the newest; 404 if there is none."""
    session = db.session()
    receipts = queries.receipts(session, wave_id, organisation_id)
    newest = receipts[0].number if receipts else 0
    number = request.args.get("nummer", newest, type=int)
    row = next((each for each in receipts if each.number == number), None) or abort(404)
    revision = queries.revision_of(session, wave_id, organisation_id, number) or abort(404)
    receipt = Receipt(
        code=row.receipt_code,
        hash=row.receipt_hash,
        submitted_at=row.submitted_at,
        submitted_by=who_submitted(row),
        number=row.number,
    )
    return revision, receipt


def filled(
    questionnaire: Questionnaire,
    speech: Speech,
    revision: ResponseRevision,
    receipt: Receipt,
    *,
    occasion: Occasion,
    seed: str,
) -> Sheet:
    """Return what was submitted, as it stood at that moment."""
    state = State.of(
        questionnaire,
        cast("Document", revision.document),
        now=revision.submitted_at,
        language=speech.language,
        seed=seed,
    )
    return filled_sheet(questionnaire, speech, occasion=occasion, answers=state, receipt=receipt)


def who_asks() -> tuple[str, tuple[str, ...]]:
    ours = settings()
    lines = (line.strip() for line in ours.operator.split("|"))
    return ours.county, tuple(line for line in lines if line)


def settings() -> Settings:
    found: Settings = current_app.extensions["ikp_settings"]
    return found


def plain(text: str) -> str:
    """Return a part of a file name: letters, digits and dashes as every system takes them."""
    return "".join(c for c in text if c.isascii() and (c.isalnum() or c == "-")).lower()
