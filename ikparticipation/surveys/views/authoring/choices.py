"""The choices of a list: their words in all languages, their order, new ones."""

from collections.abc import Iterable

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ikparticipation.surveys.section_page import direction
from ikparticipation.surveys.services import Edit
from ikparticipation.surveys.views.authoring.desk import Desk, at_desk, typed_anew, visible
from ikparticipation.surveys.views.authoring.draft import HERE
from ikparticipation.surveys.views.authoring.languages import language_name
from ikparticipation.surveys.views.authoring.outline import catalogued
from ikparticipation.surveys.views.blueprint import bp
from ikparticipation.surveys.xlsform import editing
from ikparticipation.surveys.xlsform.editing import ChoiceList, EditError, Sheets
from ikparticipation.text import N_, one_line
from ikparticipation.web import gettext


@bp.get(HERE + "/liste/<list_name>")
@at_desk
def choice_list(desk: Desk, list_name: str) -> ResponseReturnValue:
    return _page(desk, _list_or_404(desk, list_name), "")


@bp.post(HERE + "/liste/<list_name>")
@at_desk
def edit_choices(desk: Desk, list_name: str) -> ResponseReturnValue:
    """Take the words of all choices, and do what the pressed button says: one step."""
    choices = _list_or_404(desk, list_name)
    languages = desk.outline.languages
    edit = Edit(
        lambda sheets: _pressed(_words(sheets, choices, languages), choices, languages),
        *_step(choices, languages),
    )
    try:
        desk.do(edit)
    except EditError as error:
        return _page(desk, choices, gettext(error.message, **error.facts)), 422
    address = url_for(".choice_list", survey_id=desk.survey.id, list_name=list_name)
    place = request.form.get("hoch") or request.form.get("runter") or ""
    is_there = any(place == choice.id for choice in choices.choices)
    return redirect(f"{address}#{place}" if is_there else address, 303)


def _words(sheets: Sheets, choices: ChoiceList, languages: Iterable[str]) -> Sheets:
    typed, languages = typed_anew(), tuple(languages)
    for choice in choices.choices:
        names = {code: f"label/{choice.id}/{code}" for code in languages}
        texts = {code: one_line(typed[name]) for code, name in names.items() if name in typed}
        if texts:
            sheets = editing.set_texts(sheets, choice.id, "label", texts)
        if f"name/{choice.id}" in typed:
            forced = "trotzdem" in request.form
            name = typed[f"name/{choice.id}"]
            sheets = editing.set_choice_name(sheets, choice.id, name, forced=forced)
    return sheets


def _pressed(sheets: Sheets, choices: ChoiceList, languages: Iterable[str]) -> Sheets:
    forced = "trotzdem" in request.form
    if removed := request.form.get("entfernen"):
        return editing.remove_choice(sheets, removed, forced=forced)
    if question := request.form.get("kopie"):
        return editing.copy_list(sheets, question)
    if up := request.form.get("hoch"):
        return editing.move_up(sheets, up)
    if down := request.form.get("runter"):
        return editing.move_down(sheets, down)
    labels = new_labels(languages)
    if any(labels.values()):
        name = one_line(request.form.get("neu-name", ""))
        return editing.add_choice(sheets, choices.name, labels, name=name)
    return sheets


def new_labels(languages: Iterable[str]) -> dict[str, str]:
    """Return what was typed for a choice to be added, by language."""
    return {code: one_line(visible(request.form.get(f"neu/{code}", ""))) for code in languages}


def _step(choices: ChoiceList, languages: Iterable[str]) -> tuple[str, dict[str, str]]:
    facts = {"list": choices.name}
    if "kopie" in request.form:
        return N_("Eigene Liste aus „%(list)s“ gemacht"), facts
    removed = next((c for c in choices.choices if c.id == request.form.get("entfernen")), None)
    if removed:
        label = next(iter(removed.labels.values()), removed.name)
        return N_("Antwort „%(label)s“ aus der Liste „%(list)s“ gelöscht"), facts | {"label": label}
    label = next((text for text in new_labels(languages).values() if text), "")
    if label and not {"hoch", "runter"} & request.form.keys():
        return N_("Antwort „%(label)s“ zur Liste „%(list)s“ hinzugefügt"), facts | {"label": label}
    return N_("Antworten der Liste „%(list)s“ geändert"), facts


def _list_or_404(desk: Desk, name: str) -> ChoiceList:
    return desk.outline.lists.get(name) or abort(404)


def _page(desk: Desk, choices: ChoiceList, error: str) -> str:
    outline = desk.outline
    used_by = [line for name in choices.used_by if (line := outline.find(name)) is not None]
    return render_template(
        "surveys/authoring/choices.html",
        desk=desk,
        outline=outline,
        choices=choices,
        used_by=used_by,
        is_catalogued=choices.name in catalogued(desk),
        error=error,
        typed=typed_anew() if error else {},
        new=new_labels(outline.languages) if error else {},
        direction=direction,
        language_name=language_name,
    )
