"""How a wave is run: who accepts, what is conspicuous, which earlier wave it continues."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from math import isfinite
from typing import Any
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from ikparticipation.accounts.models import User
from ikparticipation.audit import Action, record
from ikparticipation.errors import ConflictError, InvalidError
from ikparticipation.surveys.conspicuous import Rules
from ikparticipation.surveys.models import Acceptance, Questionnaire, Response, Wave
from ikparticipation.surveys.queries.waves import earlier_waves
from ikparticipation.surveys.services.rules import check_may_run_surveys, titles_in_all_languages
from ikparticipation.text import N_

LEAST_FACTOR, MOST = 1.1, 1_000_000.0


class ContinuedWaveError(InvalidError):
    """The wave that is to be continued does not fit; forms show it there."""


@dataclass(frozen=True, kw_only=True)
class WaveSettings:
    """What a person decides about a wave besides its period; the defaults suit most."""

    acceptance: Acceptance = Acceptance.AUTOMATIC
    rules: Rules = field(default_factory=Rules)
    continues_id: UUID | None = None

    @classmethod
    def of(cls, wave: Wave) -> "WaveSettings":
        return cls(
            acceptance=wave.acceptance,
            rules=Rules.from_json(wave.rules),
            continues_id=wave.continues_id,
        )

    def to_json(self) -> dict[str, Any]:
        """Return it as the trail keeps it."""
        return {
            "acceptance": self.acceptance.value,
            "rules": asdict(self.rules),
            "continues_id": str(self.continues_id) if self.continues_id else None,
        }


def default_settings(session: Session, survey_id: UUID, *, opens_at: datetime) -> WaveSettings:
    """Return what a new wave of a survey begins with: as the last one, and continuing it.

    It continues the newest earlier wave in which somebody has submitted something.
    """
    earlier = earlier_waves(session, survey_id, before=opens_at)
    last = session.get(Wave, earlier[0].id) if earlier else None
    return WaveSettings(
        acceptance=last.acceptance if last else Acceptance.AUTOMATIC,
        rules=Rules.from_json(last.rules) if last else Rules(),
        continues_id=next((wave.id for wave in earlier if wave.answered), None),
    )


def apply(session: Session, wave: Wave, settings: WaveSettings) -> None:
    """Set what was decided; `wave` need not be stored yet.

    Raises ContinuedWaveError, and InvalidError for rules that mean nothing.
    """
    _check_rules(settings.rules)
    if settings.continues_id != wave.continues_id:
        _check_continued(session, wave, settings.continues_id)
    wave.acceptance, wave.continues_id = settings.acceptance, settings.continues_id
    wave.rules = settings.rules.to_json()


def change_settings(
    session: Session,
    wave: Wave,
    settings: WaveSettings,
    *,
    titles: Mapping[str, str],
    intros: Mapping[str, str],
    actor: User,
) -> None:
    """Change what may still be changed; it holds for what is submitted from now on.

    Raises ContinuedWaveError as well once somebody has begun to answer, who has seen the answers
    of that wave. Of an anonymous wave only its words change.
    """
    check_may_run_surveys(actor)
    session.refresh(wave, with_for_update={"of": Wave})
    before = _as_it_is(wave)
    if wave.anonymous:
        settings = WaveSettings.of(wave)
    titles = titles_in_all_languages(titles)
    check_title_is_free(session, wave.questionnaire.survey_id, titles, besides=wave.id)
    if settings.continues_id != wave.continues_id and has_begun(session, wave.id):
        raise ContinuedWaveError(
            N_("Das lässt sich nicht mehr ändern: Es hat schon jemand zu antworten begonnen.")
        )
    apply(session, wave, settings)
    wave.titles, wave.intros = titles, tidy_intros(intros)
    after = _as_it_is(wave)
    changed = [name for name in after if after[name] != before[name]]
    if changed:
        session.flush()
        record(
            session,
            Action.WAVE_CHANGED,
            wave,
            actor_id=actor.id,
            before={name: before[name] for name in changed},
            after={name: after[name] for name in changed},
        )


def has_begun(session: Session, wave_id: UUID) -> bool:
    """Whether somebody has begun to answer."""
    return bool(session.scalar(select(exists().where(Response.wave_id == wave_id))))


def tidy_intros(intros: Mapping[str, str]) -> dict[str, str]:
    return {language: words.strip() for language, words in intros.items() if words.strip()}


def check_title_is_free(
    session: Session, survey_id: UUID, titles: Mapping[str, str], *, besides: UUID | None = None
) -> None:
    """Raise ConflictError if another wave of the survey is called the same."""
    others = session.execute(
        select(Wave.id, Wave.titles)
        .join(Wave.questionnaire)
        .where(Questionnaire.survey_id == survey_id)
    )
    if any(known["de"] == titles["de"] for wave_id, known in others if wave_id != besides):
        raise ConflictError(
            N_("In dieser Erhebung gibt es schon eine Welle „%(title)s“."), title=titles["de"]
        )


def _as_it_is(wave: Wave) -> dict[str, Any]:
    own = {"titles": dict(wave.titles), "intros": dict(wave.intros)}
    return own | WaveSettings.of(wave).to_json()


def _check_continued(session: Session, wave: Wave, continues_id: UUID | None) -> None:
    if continues_id is None:
        return
    survey_id = wave.questionnaire.survey_id
    earlier = earlier_waves(session, survey_id, before=wave.opens_at)
    if continues_id == wave.id or continues_id not in {each.id for each in earlier}:
        raise ContinuedWaveError(
            N_("Bitte wählen Sie eine Welle dieser Erhebung, die früher begonnen hat.")
        )


def _check_rules(rules: Rules) -> None:
    numbers = (rules.jump, rules.jump_least, rules.outlier)
    known = all(isfinite(number) and 0 <= number <= MOST for number in numbers)
    if not known or 0 < rules.jump < LEAST_FACTOR:
        raise InvalidError(N_("Diese Schwellen passen nicht. Bitte prüfen Sie die Zahlen."))
