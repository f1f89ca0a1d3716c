"""Results of one question: its figures, its texts, and another question beside it."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from ikparticipation.accounts.access import needs
from ikparticipation.errors import InvalidError
from ikparticipation.surveys.policies import LEAST_ANONYMOUS, may_run_surveys
from ikparticipation.surveys.queries.results import MOST_DOCUMENTS
from ikparticipation.surveys.results import CrossTable, cross
from ikparticipation.surveys.results.crossing import Line
from ikparticipation.surveys.results.relevance import records
from ikparticipation.surveys.views.anonymous.hidden import hidden_page
from ikparticipation.surveys.views.blueprint import bp
from ikparticipation.surveys.views.results.figures import Figure, figures_by_section
from ikparticipation.surveys.views.results.place import Place
from ikparticipation.surveys.xlsform.questionnaire import Placed
from ikparticipation.surveys.xlsform.values import value_label
from ikparticipation.text import pick
from ikparticipation.web import current_language, gettext, page_within

TEXTS = 50
"""On one page."""


@dataclass(frozen=True)
class Told:
    """One text, and who wrote it."""

    organisation_id: UUID
    organisation: str
    words: str


@bp.get("/verwaltung/erhebungen/wellen/<uuid:wave_id>/ergebnisse/<question>")
@needs(may_run_surveys)
def question_results(wave_id: UUID, question: str) -> ResponseReturnValue:
    """Show one question, and with `?mit=` how its answers come together with another's.

    With `?wer=1` also who answered what: what stands behind its figures. Texts are always listed.
    An anonymous wave has no who.
    """
    place = Place.at(wave_id)
    if hidden := hidden_page(place.wave, gettext("Ergebnisse")):
        return hidden
    tally = place.tallies.get(question) or abort(404)
    figure = Figure(tally, current_language())
    asks_who = "wer" in request.args and not place.wave.anonymous
    texts = list(_texts(place, tally.placed)) if figure.is_text or asks_who else []
    if place.wave.anonymous:
        texts.sort(key=lambda told: told.words)  # else two lists could be laid side by side
    page, pages = page_within(len(texts), TEXTS)
    other = request.args.get("mit", "")
    table, error = _crossed(place, question, other) if other else (None, "")
    shown = render_template(
        "surveys/results/question.html",
        place=place,
        wave=place.wave,
        figure=figure,
        asks_who=asks_who,
        texts=texts[(page - 1) * TEXTS : page * TEXTS],
        page=page,
        pages=pages,
        others=list(_others(place, question)),
        other=other,
        table=table,
        words_of=_words_of,
        error=error,
        reads_documents=figure.is_text or asks_who or bool(other) or place.needs_documents,
        most=MOST_DOCUMENTS,
    )
    return (shown, 422) if error else shown


def _texts(place: Place, placed: Placed) -> Iterator[Told]:
    for each in place.said:
        for path in records(each.submitted.document, placed.chain):
            value = path[-1]["answers"].get(placed.question.name)
            if value is not None and value != []:
                words = value_label(placed.question, value, current_language())
                yield Told(each.organisation_id, each.organisation, words)


def _others(place: Place, question: str) -> Iterator[tuple[str, str]]:
    """Return what it can be crossed with: name and label, in the order of the pages."""
    for _, section, figures in figures_by_section(place.tallies):
        for figure in figures:
            if figure.name != question:
                yield figure.name, f"{figure.repeat or section}: {figure.label}"


def _crossed(place: Place, question: str, other: str) -> tuple[CrossTable | None, str]:
    """Return the table, or why there is none."""
    if place.is_too_many:
        return None, ""
    submitted = [each.submitted for each in place.said]
    try:
        table = cross(place.questionnaire, submitted, question, other)
    except InvalidError as error:
        return None, gettext(error.message, **error.facts)
    if place.wave.anonymous and table.has_groups_below(LEAST_ANONYMOUS):
        return None, gettext(
            "Diese beiden Fragen lassen sich hier nicht kreuzen: In einer Zelle stünden weniger "
            "als %(least)s Antworten, und die Erhebung ist anonym.",
            least=LEAST_ANONYMOUS,
        )
    return table, ""


def _words_of(line: Line) -> str:
    """Return what stands before a row or above a column."""
    words = pick(line.labels, current_language()) or line.key
    return gettext(words) if words else ""
