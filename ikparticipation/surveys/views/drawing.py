"""Drawing questions, quickly.

An offer has a hundred boxes and a page a dozen offers; calling the macro for each question took
half the time of the page. So the macro draws every question once, with marks in the places of id,
name and value, and the marks are filled in here.
"""

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

from flask import current_app
from markupsafe import Markup, escape

from ikparticipation.surveys.section_page import Field, Wording
from ikparticipation.surveys.views.blueprint import bp
from ikparticipation.web import gettext

ID, NAME, VALUE, CHOSEN = "\x00", "\x01", "\x02", "\x03"
"""Marks. None of them can be in a text: control characters are taken out of all that is typed."""
TYPED = frozenset({"text", "multiline", "integer", "date"})


@bp.app_template_filter()
def drawn(field: Field) -> Markup:
    """Return the HTML of a question, as the macro `question` draws it."""
    if field.error is not None:
        return _by_macro(field.wording, field.id, field.name, field.values, field.error)
    wording = field.wording
    html = wording.html
    if html is None:
        blank = [VALUE] if wording.type in TYPED else []
        html = wording.html = str(_by_macro(wording, ID, NAME, blank, None, CHOSEN))
        wording.folded = dict(wording.choices) if CHOSEN in html else None
    html = html.replace(ID, field.id).replace(NAME, field.name)
    if wording.type in TYPED:
        value = escape(field.values[0]) if field.values else ""
        return Markup(html.replace(VALUE, value))  # noqa: S704 - drawn by the macro, escaped
    chosen = "selected" if "<select" in html else "checked"
    if wording.folded is not None:
        html = html.replace(CHOSEN, escape(_ticked(wording.folded, field.values)), 1)
    for value in map(escape, field.values):
        html = html.replace(f'value="{value}">', f'value="{value}" {chosen}>', 1)
    return Markup(html)  # noqa: S704


def _ticked(labels: Mapping[str, str], values: list[str]) -> str:
    """Return what is ticked in words, for a list that is folded up."""
    ticked = [labels[value] for value in values if value in labels]
    return ", ".join(ticked) or gettext("nichts angekreuzt")


def _by_macro(
    wording: Wording,
    html_id: str,
    name: str,
    values: list[str],
    error: str | None,
    chosen: str | None = None,
) -> Markup:
    macros: Any = current_app.jinja_env.get_template("_questions.html").module
    question = SimpleNamespace(
        id=html_id,
        name=name,
        type=wording.type,
        label=wording.label,
        hint=wording.hint,
        required=wording.question.required,
        value=values[0] if values else "",
        choices=[(value, label, value in values) for value, label in wording.choices],
        chosen=chosen or _ticked(dict(wording.choices), values),
        error=error,
        datalist=wording.datalist,
    )
    drawn: Markup = macros.question(question)
    if not wording.choices:
        return drawn
    # Without a blank field, „none of them“ could not be told from „not on this page“.
    return Markup('{}<input type="hidden" name="{}" value="">').format(drawn, name)
