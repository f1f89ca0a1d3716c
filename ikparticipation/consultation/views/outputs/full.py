"""Synopses for the administration: with what is not published, and in a template of its own."""

from uuid import UUID

from flask import abort, render_template, url_for
from flask.typing import ResponseReturnValue

from ikparticipation import clock, db, typesetting
from ikparticipation.accounts.access import needs
from ikparticipation.consultation.forms.word_files import TemplateForm
from ikparticipation.consultation.outputs import docx_template
from ikparticipation.consultation.outputs.synopsis import Audience, Synopsis
from ikparticipation.consultation.policies import may_open_rounds
from ikparticipation.consultation.queries.outputs.material import source_of, synopsis_of
from ikparticipation.consultation.views.blueprint import bp
from ikparticipation.consultation.views.outputs.files import (
    DOCX,
    attachment,
    file_answer,
    file_name,
    output_words,
    settings,
    variant,
)
from ikparticipation.consultation.views.outputs.synopsis_page import page
from ikparticipation.drafts.word import WordFileError, opened
from ikparticipation.errors import DomainError
from ikparticipation.web import gettext

ROUND = "/verwaltung/runden/<uuid:round_id>"


@bp.get(f"{ROUND}/synopse")
@needs(may_open_rounds)
def full_synopsis(round_id: UUID) -> ResponseReturnValue:
    """Show the synopsis with all that was submitted; drafts of answers are in none."""
    return _show(round_id, TemplateForm(formdata=None))


@bp.post(f"{ROUND}/synopse")
@needs(may_open_rounds)
def fill_template(round_id: UUID) -> ResponseReturnValue:
    """Fill a Word template that comes with the request. It is not kept."""
    form, said = TemplateForm(), output_words()
    if not form.validate():
        return _show(round_id, form), 422
    found = variant(_full(round_id), said)
    try:
        data = docx_template.written(
            form.template.data.read(), found, said, author=settings().county, opened=opened
        )
    except (DomainError, WordFileError) as error:
        form.template.errors = [gettext(error.message, **error.facts)]
        return _show(round_id, form), 422
    return attachment(data, DOCX, file_name(found, "docx"))


@bp.get(f"{ROUND}/synopse.docx", defaults={"form": "docx"})
@bp.get(f"{ROUND}/synopse.xlsx", defaults={"form": "xlsx"})
@bp.get(f"{ROUND}/synopse.pdf", defaults={"form": "pdf"})
@needs(may_open_rounds)
def full_synopsis_file(round_id: UUID, form: str) -> ResponseReturnValue:
    said = output_words()
    return file_answer(variant(_full(round_id), said), said, form)


def _full(round_id: UUID) -> Synopsis:
    source = source_of(db.session(), round_id) or abort(404)
    return synopsis_of(
        db.session(),
        source,
        audience=Audience.STAFF,
        at=clock.now(),
        site=settings().base_url,
    )


def _show(round_id: UUID, form: TemplateForm) -> str:
    here = url_for(".full_synopsis", round_id=round_id)
    return render_template(
        "consultation/synopsis.html",
        **page(_full(round_id), output_words(), here=here),
        form=form,
        fields=docx_template.FIELDS,
        comment_fields=docx_template.COMMENT_FIELDS,
        is_sealed=False,
        pdf_possible=typesetting.is_possible(),
    )
