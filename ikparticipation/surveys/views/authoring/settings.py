"""What holds for the whole form: its title and its languages."""

from collections.abc import Callable

from flask import render_template, request
from flask.typing import ResponseReturnValue

from ikparticipation.surveys.section_page import direction, own_name
from ikparticipation.surveys.services import Edit
from ikparticipation.surveys.views.authoring.desk import Desk, at_desk, visible
from ikparticipation.surveys.views.authoring.draft import HERE
from ikparticipation.surveys.views.authoring.languages import language_name
from ikparticipation.surveys.views.blueprint import bp
from ikparticipation.surveys.xlsform import editing
from ikparticipation.surveys.xlsform.editing import EditError, Sheets
from ikparticipation.text import N_, SOURCE_LANGUAGE, one_line
from ikparticipation.web import gettext, see_other

OFFERED = ("de", "en", "ar", "fa", "uk", "ru", "tr", "pl", "ro", "bg", "fr", "es", "vi", "ku")
"""Proposed for a new language; any other code can be typed."""


@bp.get(HERE + "/einstellungen")
@at_desk
def draft_settings(desk: Desk) -> ResponseReturnValue:
    return _page(desk, "")


@bp.post(HERE + "/einstellungen")
@at_desk
def edit_settings(desk: Desk) -> ResponseReturnValue:
    """Do the one thing that the pressed button says."""
    try:
        desk.do(_edit())
    except EditError as error:
        return _page(desk, gettext(error.message, **error.facts)), 422
    return see_other(".draft_settings", survey_id=desk.survey.id)


def _edit() -> Edit:
    form = request.form
    if gone := form.get("entfernen", ""):
        return _of_language(gone, editing.remove_language, REMOVED)
    if first := form.get("standard", ""):
        return _of_language(first, editing.set_default_language, DEFAULT)
    if "hinzufuegen" in form:
        new = one_line(form.get("code", "")) or form.get("sprache", "")
        return _of_language(new, editing.add_language, ADDED)
    title = one_line(visible(form.get("title", "")))
    return Edit(lambda sheets: editing.set_title(sheets, title), TITLE, {"title": title})


def _of_language(code: str, operation: Callable[[Sheets, str], Sheets], message: str) -> Edit:
    facts = {"name": language_name(code, SOURCE_LANGUAGE)}
    return Edit(lambda sheets: operation(sheets, code), message, facts)


def _page(desk: Desk, error: str) -> str:
    outline = desk.outline
    return render_template(
        "surveys/authoring/settings.html",
        desk=desk,
        outline=outline,
        offered=[code for code in OFFERED if code not in outline.languages],
        language_name=language_name,
        direction=direction,
        own_name=own_name,
        error=error,
    )


TITLE = N_("Titel geändert: „%(title)s“")
ADDED = N_("Sprache hinzugefügt: %(name)s")
REMOVED = N_("Sprache entfernt: %(name)s")
DEFAULT = N_("Erste Sprache ist jetzt %(name)s")
