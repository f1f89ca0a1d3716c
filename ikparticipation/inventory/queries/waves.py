"""The waves whose answers make up the inventory."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from ikparticipation.db import rows
from ikparticipation.inventory.derive import asked
from ikparticipation.inventory.queries.visible import Reader
from ikparticipation.surveys.models import Wave
from ikparticipation.surveys.queries.questionnaires import compiled_all
from ikparticipation.surveys.xlsform.question import Publish
from ikparticipation.text import pick

_OPENED = (
    select(Wave.id, Wave.titles, Wave.opens_at, Wave.closes_at, Wave.questionnaire_id)
    .where(Wave.opens_at <= bindparam("at"))
    .order_by(Wave.opens_at.desc(), Wave.created_at.desc())
)


@dataclass(frozen=True, kw_only=True)
class InventoryWave:
    id: UUID
    titles: Mapping[str, str]
    opens_at: datetime
    closes_at: datetime
    asked: Mapping[str, Publish]
    """The targets its questionnaire has questions for, `offer.languages`, `tie.partner` …

    Each with who may see the answers.
    """

    @property
    def asks_for_offers(self) -> bool:
        return "offer.name" in self.asked

    @property
    def asks_for_ties(self) -> bool:
        return "tie.partner" in self.asked

    def is_told(self, target: str, reader: Reader) -> bool:
        """Whether this reader may know the answers one by one."""
        return self.asked.get(target) in reader.read

    def is_counted(self, target: str, reader: Reader) -> bool:
        """Whether this reader gets figures of it."""
        return self.asked.get(target) in reader.counted

    def silence(self, target: str, reader: Reader) -> str:
        """Return why an answer is not there, as `symbol` of the templates takes it."""
        if target not in self.asked:
            return "not_asked"
        return "not_answered" if self.is_told(target, reader) else "withheld"

    def title(self, language: str) -> str:
        return pick(self.titles, language)


def inventory_waves(session: Session, *, at: datetime) -> list[InventoryWave]:
    """Return the waves that have begun and ask for offers or partners, the newest first."""
    found = rows(session, _OPENED, {"at": at})
    forms = compiled_all(session, [row.questionnaire_id for row in found])
    waves = [
        InventoryWave(
            id=row.id,
            titles=row.titles,
            opens_at=row.opens_at,
            closes_at=row.closes_at,
            asked=asked(form),
        )
        for row, form in zip(found, forms, strict=True)
    ]
    return [wave for wave in waves if wave.asks_for_offers or wave.asks_for_ties]


def chosen(waves: Sequence[InventoryWave], wave_id: UUID | None) -> InventoryWave | None:
    """Return the wave that was asked for, else the newest one; None: there is none."""
    return next((wave for wave in waves if wave_id in {None, wave.id}), None)
