"""The draft as a whole: what is wrong with it, what changed, and what can become of it."""

from collections import OrderedDict
from typing import Any
from uuid import UUID

from flask import flash, render_template
from flask.typing import ResponseReturnValue

from ikparticipation import clock, db
from ikparticipation.accounts.access import current_user, needs
from ikparticipation.errors import ConflictError, InvalidError
from ikparticipation.surveys import queries, services
from ikparticipation.surveys.forms.surveys import PublicationForm
from ikparticipation.surveys.models import Survey
from ikparticipation.surveys.policies import may_run_surveys
from ikparticipation.surveys.services import CheckedDraft
from ikparticipation.surveys.views.authoring.comparing import told
from ikparticipation.surveys.views.authoring.desk import Desk, at_desk, is_sent, posted, seen
from ikparticipation.surveys.views.authoring.findings import with_lines
from ikparticipation.surveys.views.authoring.trial import tried
from ikparticipation.surveys.views.blueprint import bp
from ikparticipation.surveys.views.downloads import handed_out
from ikparticipation.surveys.xlsform.editing import EditError, to_markdown
from ikparticipation.text import pick
from ikparticipation.web import current_language, get_or_404, gettext, see_other

HERE = "/verwaltung/erhebungen/<uuid:survey_id>/entwurf"

_CHECKED: OrderedDict[tuple[UUID, int, UUID | None], CheckedDraft] = OrderedDict()
"""By draft, its count of changes, and the newest version: checking takes a second."""
_MOST = 50


def checked(desk: Desk, *, anew: bool = False) -> CheckedDraft:
    """Return what stands in the way of publication, computed once for each state of the draft.

    `anew`: although it was computed before; the catalogue may have changed since.
    """
    newest = queries.newest_id(db.session(), desk.survey.id)
    key = (desk.draft.id, desk.draft.version, newest)
    found = None if anew else _CHECKED.get(key)
    if found is None:
        found = _CHECKED[key] = services.check_draft(db.session(), desk.draft)
        if len(_CHECKED) > _MOST:
            _CHECKED.popitem(last=False)
    return found


@bp.get(HERE)
@needs(may_run_surveys)
def draft(survey_id: UUID) -> ResponseReturnValue:
    """Show everything about the draft; without one, how to begin."""
    survey = get_or_404(Survey, survey_id)
    there = queries.draft_of(db.session(), survey_id)
    if there is None:
        newest = queries.newest_id(db.session(), survey_id)
        return render_template("surveys/authoring/none.html", survey=survey, newest=newest)
    desk = Desk(survey, there)
    return _page(desk, checked(desk))


def _page(desk: Desk, result: CheckedDraft) -> str:
    return render_template(
        "surveys/authoring/draft.html",
        desk=desk,
        checked=result,
        findings=with_lines(result.findings, desk),
        rows=told(result.changes) if result.changes else (),
        trial=tried(result, current_language()),
        likely=_likely(result, current_language()),
        names=queries.names_of(db.session(), {desk.draft.began_by_id, desk.draft.changed_by_id}),
    )


def _likely(result: CheckedDraft, language: str) -> list[tuple[str, str]]:
    """Return labels of questions that are gone, each with the new one that may be the same."""
    if result.changes is None:
        return []
    return [
        (pick(each.old.question.labels, language), pick(each.new.question.labels, language))
        for each in result.changes.likely
    ]


def _sent() -> dict[str, Any]:
    """Return who sends what, as the services take it."""
    return {"seen": seen(), "posted": posted(), "actor": current_user(), "at": clock.now()}


@bp.post(HERE + "/speichern")
@at_desk
def save_draft(desk: Desk) -> ResponseReturnValue:
    services.save_draft(db.session(), desk.draft, **_sent())
    flash(gettext("Der Entwurf ist gespeichert."), "success")
    return see_other(".draft", survey_id=desk.survey.id)


@bp.post(HERE + "/rueckgaengig")
@at_desk
def undo(desk: Desk) -> ResponseReturnValue:
    """Undo the last step."""
    services.undo_step(db.session(), desk.draft, **_sent())
    return see_other(".outline", survey_id=desk.survey.id)


@bp.route(HERE + "/verwerfen", methods=["GET", "POST"])
@at_desk
def discard_edits(desk: Desk) -> ResponseReturnValue:
    """Undo everything that is not saved, after asking once more."""
    if not is_sent():
        return render_template("surveys/authoring/discard_edits.html", desk=desk)
    services.undo_all(db.session(), desk.draft, **_sent())
    flash(gettext("Der Entwurf ist wieder so, wie er gespeichert war."), "success")
    return see_other(".draft", survey_id=desk.survey.id)


@bp.route(HERE + "/loeschen", methods=["GET", "POST"])
@at_desk
def discard_draft(desk: Desk) -> ResponseReturnValue:
    """Delete the draft, after asking once more."""
    if not is_sent():
        return render_template("surveys/authoring/discard_draft.html", desk=desk)
    services.discard_draft(db.session(), desk.draft, seen=seen(), actor=current_user())
    flash(gettext("Der Entwurf ist gelöscht."), "success")
    return see_other(".survey", survey_id=desk.survey.id)


@bp.route(HERE + "/veroeffentlichen", methods=["GET", "POST"])
@at_desk
def publish(desk: Desk) -> ResponseReturnValue:
    """Make the draft the next version; where figures break, say why."""
    form, result = PublicationForm(), checked(desk)
    if not result.may_be_published:
        return see_other(".draft", survey_id=desk.survey.id)
    page = {"desk": desk, "form": form, "checked": result}
    if not form.is_submitted():
        return render_template("surveys/authoring/publish.html", **page)
    if not form.validate():
        return render_template("surveys/authoring/publish.html", **page), 422
    try:
        version = services.publish_draft(
            db.session(),
            desk.draft,
            seen=seen(),
            reason=form.reason.data or "",
            actor=current_user(),
            at=clock.now(),
        )
    except services.WorkbookError:
        return _page(desk, checked(desk, anew=True)), 422
    except services.StaleDraftError:
        raise
    except (InvalidError, ConflictError) as error:
        form.reason.errors = [gettext(error.message, **error.facts)]
        return render_template("surveys/authoring/publish.html", **page), error.status
    flash(gettext("Version %(number)s ist veröffentlicht.", number=version.number), "success")
    return see_other(".questionnaire", questionnaire_id=version.id)


@bp.get(HERE + "/datei.xlsx")
@at_desk
def draft_workbook(desk: Desk) -> ResponseReturnValue:
    """Hand out the draft as it came, or, once edited, as a workbook written anew."""
    file = services.file_of(desk.draft)
    return handed_out(file.data, file.name)


@bp.get(HERE + "/datei.md")
@at_desk
def draft_markdown(desk: Desk) -> ResponseReturnValue:
    """Hand out the draft as the Markdown table of the XLSForm standard."""
    try:
        text = to_markdown(desk.sheets)
    except EditError as error:
        flash(gettext(error.message, **error.facts), "warning")
        return see_other(".draft", survey_id=desk.survey.id)
    return handed_out(text.encode(), desk.draft.file_name)
