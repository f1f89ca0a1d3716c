"""Bringing the shipped catalogue into the database."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikparticipation import clock
from ikparticipation.catalogue import shipped
from ikparticipation.catalogue.models import FieldOfAction, Language, Municipality, TargetGroup

_Kind = type[FieldOfAction] | type[Language] | type[TargetGroup] | type[Municipality]


@dataclass(frozen=True)
class Loaded:
    """What loading did with one list."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    retired: int = 0


def load(session: Session, *, at: datetime | None = None) -> dict[str, Loaded]:
    """Bring in the shipped catalogue; table name → what happened. A second time nothing does.

    A municipality that the shipped file no longer has is retired as of `at` (default: now).
    Entries of the other lists are not, because the county may have entries of its own.
    """
    retired = _retire_municipalities(session, at or clock.now())
    return {
        "municipality": _store(session, Municipality, "ags", shipped.municipalities(), retired),
        "field_of_action": _store(session, FieldOfAction, "key", shipped.fields_of_action()),
        "language": _store(session, Language, "key", shipped.languages()),
        "target_group": _store(session, TargetGroup, "key", shipped.target_groups()),
    }


def _retire_municipalities(session: Session, at: datetime) -> int:
    gone = session.scalars(
        select(Municipality).where(
            Municipality.retired_at.is_(None), Municipality.ags.not_in(shipped.municipalities())
        )
    ).all()
    for municipality in gone:
        municipality.retired_at = at
    return len(gone)


def _store(
    session: Session, kind: _Kind, key_name: str, facts: shipped.Facts, retired: int = 0
) -> Loaded:
    stored = {getattr(row, key_name): row for row in session.scalars(select(kind))}
    changed = 0
    for key, values in facts.items():
        if key not in stored:
            session.add(kind(**(values | {key_name: key})))
            continue
        news = {name: new for name, new in values.items() if getattr(stored[key], name) != new}
        for name, new in news.items():
            setattr(stored[key], name, new)
        changed += bool(news)
    session.flush()
    added = len(facts.keys() - stored.keys())
    return Loaded(added, changed, len(facts) - added - changed, retired)
