"""Text blocks for answers."""

from uuid import UUID

from flask import flash, render_template
from flask.typing import ResponseReturnValue

from ikparticipation import clock, db
from ikparticipation.accounts.access import current_user, needs
from ikparticipation.consultation import services
from ikparticipation.consultation.forms import TextBlockForm
from ikparticipation.consultation.models import TextBlock
from ikparticipation.consultation.policies import may_draft_answers
from ikparticipation.consultation.queries.answering import text_blocks as stored
from ikparticipation.consultation.views.blueprint import bp
from ikparticipation.errors import ConflictError, InvalidError
from ikparticipation.web import get_or_404, gettext, see_other


@bp.get("/verwaltung/textbausteine")
@needs(may_draft_answers)
def text_blocks() -> ResponseReturnValue:
    """List the text blocks."""
    return render_template("consultation/text_blocks.html", blocks=stored.text_blocks(db.session()))


@bp.route("/verwaltung/textbausteine/neu", methods=["GET", "POST"])
@needs(may_draft_answers)
def new_text_block() -> ResponseReturnValue:
    """Write a new one."""
    return _edit(None, TextBlockForm(seen=0))


@bp.route("/verwaltung/textbausteine/<uuid:block_id>", methods=["GET", "POST"])
@needs(may_draft_answers)
def text_block(block_id: UUID) -> ResponseReturnValue:
    """Rewrite one; answers in which it stands already do not change."""
    block = get_or_404(TextBlock, block_id)
    return _edit(block, TextBlockForm(seen=block.version, title=block.title, text=block.text))


def _edit(block: TextBlock | None, form: TextBlockForm) -> ResponseReturnValue:
    if not form.is_submitted():
        return _page(block, form)
    if not form.validate():
        return _page(block, form), 422
    try:
        services.save_text_block(
            db.session(),
            block,
            title=form.title.data or "",
            text=form.text.data or "",
            seen=form.seen.data,
            actor=current_user(),
            at=clock.now(),
        )
    except InvalidError as error:
        form.title.errors = [gettext(error.message, **error.facts)]
        return _page(block, form), 422
    except ConflictError as error:
        form.seen.data, form.seen.raw_data = block.version if block else 0, None
        return _page(block, form, conflict=error), 409
    flash(gettext("Der Textbaustein ist gespeichert."), "success")
    return see_other(".text_blocks")


def _page(
    block: TextBlock | None, form: TextBlockForm, conflict: ConflictError | None = None
) -> str:
    return render_template(
        "consultation/text_block.html", block=block, form=form, conflict=conflict
    )
