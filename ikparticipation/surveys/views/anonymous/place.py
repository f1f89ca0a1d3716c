"""From which place somebody answers anonymously: the wave, and the answer of a code."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast
from uuid import UUID

from flask import abort, redirect
from flask.typing import ResponseReturnValue

from ikparticipation import clock, db
from ikparticipation.organisations.models import MemberRole
from ikparticipation.surveys import queries, services
from ikparticipation.surveys.models import AnonymousAnswer, AnswerStatus, Response, Wave
from ikparticipation.surveys.queries import Seat
from ikparticipation.surveys.queries.anonymous import with_answer
from ikparticipation.surveys.section_page import questions_of
from ikparticipation.surveys.services import anonymous
from ikparticipation.surveys.services.saving import NO_UPLOADS
from ikparticipation.surveys.views.anonymous.held import Held, forget
from ikparticipation.surveys.views.place import Place
from ikparticipation.surveys.xlsform.answers import PostedForm, Uploads
from ikparticipation.surveys.xlsform.document import Document
from ikparticipation.surveys.xlsform.engine import State
from ikparticipation.surveys.xlsform.questionnaire import QuestionType, Section
from ikparticipation.web import gettext

P = ParamSpec("P")
_NOBODY = UUID(int=0)


@dataclass(frozen=True)
class AnonymousPlace(Place):
    """The place of a code. The pages of a questionnaire draw it as that of an organisation."""

    answer: AnonymousAnswer
    code: str

    @classmethod
    def of(cls, wave: Wave, answer: AnonymousAnswer, code: str) -> "AnonymousPlace":
        return cls(
            wave=wave,
            seat=Seat(
                organisation_id=_NOBODY,
                organisation=gettext("anonyme Antwort"),
                role=MemberRole.REPRESENTATIVE,
                invited_at=None,
                response=None,
                saved_by=None,
            ),
            questionnaire=queries.compiled_by_id(db.session(), wave.questionnaire_id),
            others=(),
            now=clock.now(),
            answer=answer,
            code=code,
        )

    @property
    def is_anonymous(self) -> bool:
        return True

    @property
    def is_final(self) -> bool:
        return self.answer.status is AnswerStatus.SUBMITTED

    @property
    def is_open(self) -> bool:
        return self.wave.is_open(self.now) and not self.is_final

    @property
    def is_late(self) -> bool:
        return False

    @property
    def response(self) -> Response | None:
        """What is saved. The pages read only what it has in common with a Response."""
        return cast("Response", self.answer)

    @property
    def document(self) -> Document:
        return cast("Document", self.answer.document)

    @property
    def seed(self) -> str:
        return self.answer.seed

    def state_of(self, document: Document) -> State:
        return State.of(
            self.questionnaire,
            document,
            now=self.answer.clock,
            language=self.speech.language,
            seed=self.seed,
        )

    def warns(self, section: Section) -> bool:
        """Whether something is written or pointed at there that could tell who answers."""
        telling = {QuestionType.TEXT, QuestionType.GEOPOINT}
        return any(question.type in telling for question in questions_of(section))

    def saver_of(self, response: Response | None) -> str | None:  # noqa: ARG002
        return None

    def save(
        self,
        section: Section,
        form: PostedForm,
        uploads: Uploads = NO_UPLOADS,  # noqa: ARG002 - no question of an anonymous wave takes any
        **more: Any,
    ) -> services.Saved:
        return anonymous.save_section(
            db.session(), self.wave, self.code, section.name, form, at=self.now, **more
        )

    def path(self, page: str = "", **more: str) -> str:
        query = "&".join(f"{name}={value}" for name, value in more.items())
        address = f"/anonym/{self.wave.id}" + (f"/{page}" if page else "")
        return f"{address}?{query}" if query else address


def read(wave_id: UUID) -> tuple[Wave, AnonymousAnswer | None, Held | None]:
    """Return an anonymous wave with what this browser holds of it; 404 without such a wave."""
    held = Held.of(wave_id)
    code_hash = anonymous.code_hash(wave_id, held.code) if held else ""
    wave, answer = with_answer(db.session(), wave_id, code_hash) or abort(404)
    if held and answer is None and not held.given:
        held = None
        forget(wave_id)
    return wave, answer, held


def with_code(
    view: Callable[Concatenate[AnonymousPlace, P], ResponseReturnValue],
) -> Callable[Concatenate[UUID, P], ResponseReturnValue]:
    """Give a view the place of the code this browser holds; without one, ask for it."""

    @wraps(view)
    def placed(wave_id: UUID, *args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        wave, answer, held = read(wave_id)
        if answer is None or held is None:
            return redirect(f"/anonym/{wave_id}", 303)
        return view(AnonymousPlace.of(wave, answer, held.code), *args, **kwargs)

    return cast("Callable[Concatenate[UUID, P], ResponseReturnValue]", placed)
