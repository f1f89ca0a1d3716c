"""Trying a questionnaire out: filled in like by a respondent, with the state of every rule beside.

Nothing is stored. What was answered travels in a signed hidden field, so nobody can send a
document that the pages did not make.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast
from uuid import UUID

from flask import abort, current_app, render_template, request
from flask.typing import ResponseReturnValue
from itsdangerous import BadSignature, URLSafeSerializer

from ikparticipation import clock
from ikparticipation.accounts.access import needs
from ikparticipation.surveys import queries
from ikparticipation.surveys.models import Questionnaire
from ikparticipation.surveys.policies import may_run_surveys
from ikparticipation.surveys.section_page import Speech, direction, own_name, parts, summary
from ikparticipation.surveys.views.authoring.desk import Desk, with_draft
from ikparticipation.surveys.views.authoring.draft import HERE, checked
from ikparticipation.surveys.views.authoring.rules import rules_of
from ikparticipation.surveys.views.blueprint import bp
from ikparticipation.surveys.views.buttons import pressed
from ikparticipation.surveys.xlsform import questionnaire as xlsform
from ikparticipation.surveys.xlsform.answers import fill_in
from ikparticipation.surveys.xlsform.check import check, check_section
from ikparticipation.surveys.xlsform.document import Document, Problem
from ikparticipation.surveys.xlsform.engine import State, begin
from ikparticipation.web import current_language, get_or_404, see_other

SEED = "vorschau"
LARGEST = 300_000
"""Characters of the signed document; some 500 rows of offers."""


@dataclass(frozen=True)
class Trying:
    """One person's attempt at one form."""

    questionnaire: xlsform.Questionnaire
    key: str
    """What the document belongs to: a version, or one state of a draft."""
    language: str

    def signer(self) -> URLSafeSerializer:
        return URLSafeSerializer(str(current_app.secret_key), salt=f"preview {self.key}")

    def state(self, document: Document) -> State:
        return State.of(
            self.questionnaire, document, now=clock.now(), language=self.language, seed=SEED
        )

    def begun(self) -> Document:
        return begin(self.questionnaire, now=clock.now(), seed=SEED, language=self.language)

    def sent(self) -> tuple[Document, bool]:
        """Return the document that was sent; a new one, and False, when it fits no more."""
        sent = request.form.get("stand", "")
        if not sent or len(sent) > LARGEST:
            return self.begun(), not sent
        try:
            return cast("Document", self.signer().loads(sent)), True
        except BadSignature:
            return self.begun(), False


def trying(questionnaire: xlsform.Questionnaire, key: str) -> Trying:
    """Return the attempt in the language that was chosen, else in the reader's or the first."""
    chosen = request.values.get("sprache") or request.form.get("in")
    return Trying(questionnaire, key, Speech.of(questionnaire, current_language(), chosen).language)


def section_of(tried: Trying, name: str | None) -> xlsform.Section:
    pages = tried.questionnaire.pages
    found = tried.questionnaire.section(name) if name else next(iter(pages), None)
    return found or abort(404)


@bp.get("/verwaltung/erhebungen/frageboegen/<uuid:questionnaire_id>/vorschau")
@bp.get("/verwaltung/erhebungen/frageboegen/<uuid:questionnaire_id>/vorschau/<section_name>")
@needs(may_run_surveys)
def preview_version(questionnaire_id: UUID, section_name: str | None = None) -> ResponseReturnValue:
    """Try out a published version."""
    version = get_or_404(Questionnaire, questionnaire_id)
    return _first_page(trying(queries.compiled(version), str(version.id)), section_name, version)


@bp.post("/verwaltung/erhebungen/frageboegen/<uuid:questionnaire_id>/vorschau/<section_name>")
@needs(may_run_surveys)
def fill_in_version(questionnaire_id: UUID, section_name: str) -> ResponseReturnValue:
    version = get_or_404(Questionnaire, questionnaire_id)
    return _next_page(trying(queries.compiled(version), str(version.id)), section_name, version)


@bp.get(HERE + "/vorschau")
@bp.get(HERE + "/vorschau/<section_name>")
@with_draft
def preview_draft(desk: Desk, section_name: str | None = None) -> ResponseReturnValue:
    """Try out the draft, also what is not saved yet."""
    questionnaire = checked(desk).questionnaire
    if questionnaire is None:
        return see_other(".draft", survey_id=desk.survey.id)
    return _first_page(trying(questionnaire, _key(desk)), section_name, desk)


@bp.post(HERE + "/vorschau/<section_name>")
@with_draft
def fill_in_draft(desk: Desk, section_name: str) -> ResponseReturnValue:
    questionnaire = checked(desk).questionnaire
    if questionnaire is None:
        return see_other(".draft", survey_id=desk.survey.id)
    return _next_page(trying(questionnaire, _key(desk)), section_name, desk)


def _key(desk: Desk) -> str:
    return f"{desk.draft.id} {desk.draft.version}"


def _first_page(
    tried: Trying, section_name: str | None, about: Questionnaire | Desk
) -> ResponseReturnValue:
    section = section_of(tried, section_name)
    return _page(tried, tried.state(tried.begun()), section, about)


def _next_page(
    tried: Trying, section_name: str, about: Questionnaire | Desk
) -> ResponseReturnValue:
    """Take what was typed, and show the page that the pressed button leads to."""
    section = section_of(tried, section_name)
    document, is_ours = tried.sent()
    if not is_ours:
        return _page(tried, tried.state(document), section, about, is_anew=True), 409
    typed = request.form.to_dict(flat=False)
    form = dict(typed)
    step = pressed(form, section, document, {})
    # A row goes at once, also a filled one: nothing here is worth asking about.
    form |= {name: ids for name, ids in typed.items() if name.startswith("remove/")}
    goes_on = step.name == "weiter"
    filled = fill_in(tried.state(document), section, form)
    problems = (*filled.problems, *check_section(filled.state, section, complete=goes_on))
    if goes_on and not problems:
        following = _beside(filled.state, section, 1)
        left = len(check(filled.state)) if following is section else None
        return _page(tried, filled.state, following, about, left=left)
    if step.name == "zurueck":
        section, problems = _beside(filled.state, section, -1), ()
    elif wanted := request.form.get("zu"):
        section, problems = section_of(tried, wanted), ()
    return _page(tried, filled.state, section, about, problems)


def _steps(tried: Trying, state: State) -> list[tuple[str, str, bool]]:
    """Return name, label, and whether it is relevant now, of each section."""
    return [
        (each.name, state.words(each, "label", tried.language), state.is_relevant(each.name))
        for each in tried.questionnaire.pages
    ]


def _beside(state: State, section: xlsform.Section, way: int) -> xlsform.Section:
    """Return the next relevant section that way; at the end it is the same."""
    sections = state.questionnaire.sections
    place = sections.index(section)
    rest = sections[place + 1 :] if way > 0 else sections[:place][::-1]
    shown = (each for each in rest if each.is_shown and state.is_relevant(each.name))
    return next(shown, section)


def _page(
    tried: Trying,
    state: State,
    section: xlsform.Section,
    about: Questionnaire | Desk,
    problems: Sequence[Problem] = (),
    *,
    is_anew: bool = False,
    left: int | None = None,
) -> str:
    """Return a section; `left`: after the last one, how much still stands in the way of sending."""
    speech = Speech(tried.language, current_language())
    stand = tried.signer().dumps(state.document)
    return render_template(
        "surveys/authoring/preview.html",
        desk=about if isinstance(about, Desk) else None,
        version=about if isinstance(about, Questionnaire) else None,
        tried=tried,
        speech=speech,
        section=section,
        title=state.words(section, "label", tried.language),
        lead=state.words(section, "hint", tried.language),
        steps=_steps(tried, state),
        parts=parts(section, state, speech, problems),
        errors=summary(section, problems, speech, state),
        rules=list(rules_of(state, section, tried.language)),
        stand=stand if len(stand) <= LARGEST else "",
        is_anew=is_anew,
        left=left,
        direction=direction,
        own_name=own_name,
    )
