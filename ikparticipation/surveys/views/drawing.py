"""Drawing questions, quickly.

An offer has a hundred boxes and a page a dozen offers; calling the macro for each question took
half the time of the page. So the macro draws every question once, with marks in the places of id,
name, value and words that quote answers, and the marks are filled in here.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextvars import ContextVar
from types import SimpleNamespace
from typing import Any

from flask import current_app
from markupsafe import Markup, escape

from ikparticipation.surveys.section_page import LABEL, Field, Table, Wording
from ikparticipation.surveys.section_page.wording import GUIDANCE, HINT
from ikparticipation.surveys.views.blueprint import bp
from ikparticipation.surveys.views.controls import about
from ikparticipation.surveys.views.picture import Municipality
from ikparticipation.surveys.xlsform.values import not_blank
from ikparticipation.web import gettext

ID, NAME, VALUE, CHOSEN = "\x00", "\x01", "\x02", "\x03"
"""Marks. None of them can be in a text: control characters are taken out of all that is typed."""
TYPED = frozenset({"text", "multiline", "numbers", "integer", "decimal", "range"})
DATED = {"date": "date", "time": "time", "dateTime": "datetime-local"}
"""Their own kind of input shows nothing but what it takes for a date."""
CHOSEN_FROM = frozenset({"select_one", "select_multiple", "scale", "acknowledge"})

PLACES: ContextVar[Sequence[Municipality]] = ContextVar("places", default=())
"""The municipalities whose middle can be taken for a place."""


@bp.app_template_filter()
def drawn(field: Field) -> Markup:
    """Return the HTML of a question, as the macro `question` draws it."""
    wording = field.wording
    if field.error is not None or not wording.is_kept or not _is_filled_in(field):
        return _by_macro(field)
    html = wording.html
    if html is None:
        html = wording.html = str(_by_macro(_blank(wording), CHOSEN))
        wording.folded = dict(wording.choices) if CHOSEN in html else None
    html = html.replace(ID, field.id).replace(NAME, field.name)
    if field.words is not None:
        for mark, words in zip((LABEL, HINT, GUIDANCE), field.words, strict=True):
            html = html.replace(mark, escape(words))
    if wording.type in TYPED or wording.type in DATED:
        value = escape(field.values[0]) if field.values else ""
        return Markup(html.replace(VALUE, value))  # noqa: S704 - drawn by the macro, escaped
    chosen = "selected" if "<select" in html else "checked"
    if wording.folded is not None:
        html = html.replace(CHOSEN, escape(_ticked(wording.folded, field.values)), 1)
    for value in map(escape, field.values):
        html = html.replace(f'value="{value}">', f'value="{value}" {chosen}>', 1)
    return Markup(html)  # noqa: S704


@bp.app_template_filter()
def tabled(table: Table) -> SimpleNamespace:
    """Return a table with its lines as the macros `question` and `table` take them."""
    return SimpleNamespace(
        id=table.id,
        label=table.label,
        hint=table.hint,
        choices=table.choices,
        lines=[_asked(field) for field in table.fields],
        own=Markup(table.speech.own),  # noqa: S704 - attributes of our own
    )


def _is_filled_in(field: Field) -> bool:
    """Whether the HTML of a blank one is all that is needed, and marks to fill in."""
    type_ = field.wording.type
    if type_ in TYPED or type_ in CHOSEN_FROM or type_ == "note":
        return True
    if type_ in DATED:
        return not field.values or _is_iso(type_, field.values[0])
    return type_ == "rank" and not field.values


def _is_iso(type_: str, typed: str) -> bool:
    """Whether an input for dates would show it; what it cannot show would be lost."""
    shape = {"date": "0000-00-00", "time": "00:00", "dateTime": "0000-00-00T00:00"}[type_]
    plain = "".join("0" if c.isdigit() and c.isascii() else c for c in typed)
    return plain == shape


def _ticked(labels: Mapping[str, str], values: list[str]) -> str:
    """Return what is ticked in words, for a list that is folded up."""
    ticked = [labels[value] for value in values if value in labels]
    return ", ".join(ticked) or gettext("nichts angekreuzt")


def _blank(wording: Wording) -> Field:
    typed = wording.type in TYPED or wording.type in DATED
    return Field(ID, NAME, [VALUE] if typed else [], None, wording)


def _asked(field: Field, chosen: str | None = None) -> SimpleNamespace:
    """Return a question as its macro takes it."""
    wording, values = field.wording, field.values
    label, hint, guidance = _words(field)
    own, ours = wording.speech.own, wording.speech.ours
    return SimpleNamespace(
        id=field.id,
        name=field.name,
        type=wording.type,
        look=wording.look,
        label=label,
        hint=hint,
        guidance=guidance,
        required=wording.required,
        value=values[0] if values else "",
        choices=list(_offered(wording, values)),
        chosen=chosen or _ticked(dict(wording.choices), values),
        error=field.error.text if field.error else None,
        own_error=field.error.is_own if field.error else False,
        datalist=wording.datalist,
        input=_input(wording.type, values),
        text=field.text,
        own=Markup(own),  # noqa: S704 - attributes of our own
        ours=Markup(ours),  # noqa: S704
        **about(field, PLACES.get()),
    )


def _words(field: Field) -> tuple[str, str | None, str | None]:
    wording = field.wording
    if field.words is None:
        return wording.label, wording.hint, wording.guidance
    label, hint, guidance = field.words
    return label, hint or None, guidance or None


def _input(type_: str, values: Sequence[str]) -> str:
    if type_ not in DATED:
        return "text"
    shows = not values or values[0] == VALUE or _is_iso(type_, values[0])
    return DATED[type_] if shows else "text"


def _offered(wording: Wording, values: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    if wording.type != "rank":
        yield from ((value, label, value in values) for value, label in wording.choices)
        return
    places = _places(values)
    numbers = {name: number for number, (name, _) in enumerate(wording.choices)}
    listed = sorted(wording.choices, key=lambda choice: places.get(choice[0]) or len(places) + 1)
    for name, label in listed:
        yield name, label, places.get(name, 0), numbers[name]


def _places(values: Sequence[str]) -> dict[str, int]:
    """Return name → place, of names in their order or of „2 rot“ as it was typed."""
    given = [text.partition(" ") for text in not_blank(values)]
    if given and all(space and place.isdecimal() for place, space, _ in given):
        return {name: int(place) for place, _, name in given}
    return {name: place for place, name in enumerate(not_blank(values), start=1)}


def _by_macro(field: Field, chosen: str | None = None) -> Markup:
    macros: Any = current_app.jinja_env.get_template("_questions.html").module
    made: Markup = macros.question(_asked(field, chosen))
    if field.wording.type not in CHOSEN_FROM and field.wording.type != "rank":
        return made
    # Without a blank field, „none of them“ could not be told from „not on this page“.
    return Markup('{}<input type="hidden" name="{}" value="">').format(made, field.name)
