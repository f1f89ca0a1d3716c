"""The synopsis in a Word template of the administration's own (docxtpl; fields: docs/synopsis.md).

A template is somebody's program. So it may do four things only: show a field, go through a list,
ask a question, and choose one of a few filters. Everything else is refused before it runs: calls,
sums, imports, and loops within loops over whole lists, which never end.
"""

from collections.abc import Callable, Iterable, Mapping
from io import BytesIO
from typing import Any

from docx.document import Document
from docxtpl import DocxTemplate  # type: ignore[import-untyped]  # it has no types
from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, UndefinedError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from ikparticipation.consultation.outputs.cells import (
    answer_words,
    figure_rows,
    head_lines,
    place_words,
    state_lines,
    who_words,
)
from ikparticipation.consultation.outputs.synopsis import Row, Synopsis, Words, shortened
from ikparticipation.consultation.outputs.wordml import saved, set_properties
from ikparticipation.errors import InvalidError
from ikparticipation.text import N_, day_words

FIELDS = (
    "titel", "fassung", "kopf", "stand", "pruefsumme", "adresse", "nachweis", "zahlen",
    "kommentare",
)  # fmt: skip
COMMENT_FIELDS = (
    "nummer", "stelle", "zitat", "abschnitt", "art", "stand", "ablehnung", "text", "vorschlag",
    "von", "absender", "weg", "tag", "unterstuetzung", "ergebnis", "begruendung",
    "zurueckgestellt_bis", "aenderungen", "quittung",
)  # fmt: skip
"""What can be shown of the whole, and of each comment; a test holds them to what there is."""
FILTERS = ("upper", "lower", "default", "length", "trim")
_ALLOWED: tuple[type[nodes.Node], ...] = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Const,
    nodes.Getattr,
    nodes.For,
    nodes.If,
    nodes.CondExpr,
    nodes.Compare,
    nodes.Operand,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.Filter,
    nodes.Keyword,
)


class TemplateFileError(InvalidError):
    """The template cannot be used; the message says why."""


FORBIDDEN = N_(
    "Die Vorlage verwendet „%(what)s“. Erlaubt sind nur Felder, {%% for %%}, {%% if %%} und "
    "die Filter der Anleitung."
)
NESTED = N_("In der Vorlage steht eine Schleife über „%(what)s“ innerhalb einer anderen.")
UNKNOWN = N_("Die Vorlage hat ein Feld, das es nicht gibt: %(what)s")
SYNTAX = N_("Die Vorlage hat einen Fehler in einem Feld: %(what)s")
BROKEN = N_("Die Vorlage ließ sich nicht füllen. Bitte speichern Sie sie in Word noch einmal neu.")


def written(
    template: bytes,
    synopsis: Synopsis,
    words: Words,
    *,
    author: str,
    opened: Callable[[bytes], Document],
) -> bytes:
    """Return the filled template. `opened` opens the file of a stranger, or says why not.

    Raises TemplateFileError with a message for the person who uploaded it.
    """
    opened(template)
    filled = DocxTemplate(BytesIO(template))
    filled.init_docx()
    environment = ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    environment.filters = {name: environment.filters[name] for name in FILTERS}
    try:
        for source in _sources(filled):
            _check(environment.parse(source))
        filled.render(fields(synopsis, words), environment, autoescape=True)
    except InvalidError:
        raise
    except UndefinedError as error:
        raise TemplateFileError(UNKNOWN, what=str(error)[:200]) from error
    except TemplateSyntaxError as error:
        raise TemplateFileError(SYNTAX, what=(error.message or "")[:200]) from error
    except (TemplateError, ValueError, TypeError, AttributeError, KeyError, SyntaxError) as error:
        raise TemplateFileError(BROKEN) from error
    title = words.say(N_("Synopse: %(title)s"), title=synopsis.title)
    set_properties(filled.docx, title=title, author=author, at=synopsis.as_of)
    return saved(filled.docx)


def _sources(filled: Any) -> Iterable[str]:
    """Yield all that docxtpl will run: body, headers, footers, footnotes, properties."""
    document = filled.docx
    yield filled.patch_xml(filled.get_xml())
    for kind in (filled.HEADER_URI, filled.FOOTER_URI):
        for _, part in filled.get_headers_footers(kind):
            yield filled.patch_xml(filled.get_part_xml(part))
    for part in document.part.package.iter_parts():
        if part.content_type.endswith("footnotes+xml"):
            yield filled.patch_xml(part.blob.decode("utf-8"))
    about = document.core_properties
    for name in ("author", "comments", "identifier", "language", "subject", "title"):
        yield getattr(about, name)


def _check(tree: nodes.Template) -> None:
    """Raise TemplateFileError if the template asks for more than it may."""
    for node in tree.find_all(nodes.Node):
        if not isinstance(node, _ALLOWED):
            raise TemplateFileError(FORBIDDEN, what=type(node).__name__)
        if isinstance(node, nodes.Filter) and node.name not in FILTERS:
            raise TemplateFileError(FORBIDDEN, what=node.name)
        if isinstance(node, nodes.Getattr) and node.attr.startswith("_"):
            raise TemplateFileError(FORBIDDEN, what=node.attr)
    for loop in tree.find_all(nodes.For):
        _check_loop(loop, set())


def _check_loop(loop: nodes.For, around: set[str]) -> None:
    """Let an inner loop only go through what belongs to the item of an outer one."""
    listed = loop.iter
    owner = getattr(getattr(listed, "node", None), "name", None)
    if loop.recursive or (around and owner not in around):
        raise TemplateFileError(NESTED, what=getattr(listed, "name", type(listed).__name__))
    inside = {*around, getattr(loop.target, "name", "")}
    for part in loop.body:
        for inner in [part, *part.find_all(nodes.Node)]:
            if isinstance(inner, nodes.For):
                _check_loop(inner, inside)


def fields(synopsis: Synopsis, words: Words) -> Mapping[str, Any]:
    """Return what a template can show; the names are German, as those who write templates are."""
    return {
        "titel": synopsis.title,
        "fassung": synopsis.number,
        "kopf": head_lines(synopsis, words),
        "stand": day_words(synopsis.as_of, words.language),
        "pruefsumme": synopsis.state,
        "adresse": synopsis.address,
        "nachweis": state_lines(synopsis, words),
        "zahlen": [
            {"name": label, "anzahl": count} for label, count in figure_rows(synopsis, words)
        ],
        "kommentare": [
            _fields_of(number, row, words) for number, row in enumerate(synopsis.rows, start=1)
        ],
    }


def _fields_of(number: int, row: Row, words: Words) -> Mapping[str, Any]:
    answer = row.answer
    deferred = answer.deferred_until if answer else None
    return {
        "nummer": number,
        "stelle": place_words(row, words),
        "zitat": shortened(row.quote),
        "abschnitt": shortened(row.place.text) if row.place else "",
        "art": words.kinds[row.kind],
        "stand": words.statuses[row.status],
        "ablehnung": words.categories[row.decline_category] if row.decline_category else "",
        "text": row.text,
        "vorschlag": row.proposal or "",
        "von": who_words(row, words),
        "absender": row.sender,
        "weg": words.channels[row.channel],
        "tag": day_words(row.day, words.language),
        "unterstuetzung": row.support,
        "ergebnis": answer_words(row, words),
        "begruendung": answer.reason if answer else "",
        "zurueckgestellt_bis": day_words(deferred, words.language) if deferred else "",
        "aenderungen": [
            {"vorher": shortened(change.before), "nachher": shortened(change.after)}
            for change in row.changes
        ],
        "quittung": row.receipt_code,
    }
