"""The entries of the register. Each function is one complete act.

`actor` is who does it; None means the installation itself (the command line).
"""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from ikparticipation.accounts.models import User
from ikparticipation.audit import Action, record
from ikparticipation.errors import ConflictError, InvalidError, NotAllowedError
from ikparticipation.organisations import policies
from ikparticipation.organisations.models import (
    Kind,
    LegalForm,
    Organisation,
    OrganisationStatus,
)
from ikparticipation.organisations.names import Level, normalise
from ikparticipation.organisations.queries import Rows, fields_of, membership_of, same_name
from ikparticipation.organisations.services.fields import set_fields
from ikparticipation.organisations.services.former import note_former_name
from ikparticipation.organisations.services.origin import ENTERED, INSTALLATION, Origin
from ikparticipation.organisations.services.umbrellas import check_umbrella
from ikparticipation.text import N_, one_line, sort_key


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What makes an organisation findable, and where it stands; steering keeps it."""

    name: str
    kind: Kind
    ags: str | None = None
    level: Level | None = None
    umbrella_id: UUID | None = None
    status: OrganisationStatus = OrganisationStatus.ACTIVE
    """Not MERGED: that is what merging does."""


@dataclass(frozen=True, kw_only=True)
class Profile:
    """What an organisation says about itself; its representatives may change it."""

    description: str = ""
    email: str = ""
    phone: str = ""
    website: str = ""
    public: bool = True
    contact_public: bool = True
    legal_form: LegalForm | None = None
    fields: frozenset[str] | None = None
    """Keys of the catalogue; None: as they are."""


class SameNameError(InvalidError):
    """The register has this name in another spelling; a person decides whether it is a twin."""

    def __init__(self, twins: Rows) -> None:
        super().__init__(N_("Im Verzeichnis steht schon eine Organisation mit diesem Namen."))
        self.twins = twins


class StaleError(ConflictError):
    """Somebody else changed the organisation since the form was opened."""

    def __init__(self) -> None:
        super().__init__(N_("Diese Angaben hat inzwischen jemand anders geändert."))


def register_organisation(
    session: Session,
    entry: Entry,
    profile: Profile,
    *,
    actor: User | None,
    at: datetime,
    twin_is_meant: bool = False,
    example: bool = False,
    origin: Origin | None = None,
) -> Organisation:
    """Add an organisation to the register.

    Raises SameNameError for another spelling of a known name unless `twin_is_meant`, and
    ConflictError for exactly the same name.
    """
    check_keeps_register(actor)
    name = _free_name(session, entry.name, besides=None, twin_is_meant=twin_is_meant)
    organisation = new_organisation(
        name, entry, profile, at=at, example=example, origin=origin, actor=actor
    )
    check_umbrella(session, organisation, umbrella_id=entry.umbrella_id, level=entry.level)
    session.add(organisation)
    session.flush()
    set_fields(session, organisation.id, profile.fields or ())
    _record(session, Action.ORGANISATION_REGISTERED, organisation, actor)
    return organisation


def new_organisation(
    name: str,
    entry: Entry,
    profile: Profile,
    *,
    at: datetime,
    actor: User | None,
    example: bool = False,
    origin: Origin | None = None,
) -> Organisation:
    """Return an organisation that is nowhere stored yet, with the keys made from its name."""
    origin = origin or (INSTALLATION if actor is None else ENTERED)
    return Organisation(
        **_keys(name),
        kind=entry.kind,
        ags=entry.ags,
        level=entry.level,
        umbrella_id=entry.umbrella_id,
        status=entry.status,
        example=example,
        registered_at=at,
        origin_file=origin.file,
        origin_row=origin.row,
        origin_person_id=actor.id if actor else None,
        origin_reason=origin.reason,
        **_columns(profile),
    )


def profile_of(organisation: Organisation) -> Profile:
    """Return what it says about itself now, for whoever changes a part of it."""
    return Profile(
        description=organisation.description,
        email=organisation.email,
        phone=organisation.phone,
        website=organisation.website,
        public=organisation.public,
        contact_public=organisation.contact_public,
        legal_form=organisation.legal_form,
    )


def change_organisation(
    session: Session,
    organisation: Organisation,
    profile: Profile,
    *,
    entry: Entry | None = None,
    seen: int,
    actor: User | None,
    at: datetime | None = None,
    twin_is_meant: bool = False,
) -> Organisation:
    """Change what the register says. `seen` is the version the person had before their eyes.

    The `entry` is for steering only; the name it had before stays as a former one. Raises
    StaleError, SameNameError, UmbrellaError, LevelError.
    """
    check_may_edit(session, organisation, actor)
    if organisation.version != seen:
        raise StaleError
    new = _columns(profile)
    if entry is not None:
        check_keeps_register(actor)
        new |= _entered(session, organisation, entry, twin_is_meant=twin_is_meant)
    changed = [field for field, value in new.items() if getattr(organisation, field) != value]
    facts: dict[str, Any] = {}
    if "normal_name" in changed:
        facts["former"] = organisation.name
        note_former_name(session, organisation, new["normal_name"], actor=actor, at=at)
    fields_too = _change_fields(session, organisation, profile)
    for field in changed:
        setattr(organisation, field, new[field])
    if fields_too:
        changed.append("fields")
    if changed:
        session.flush()
        _record(session, Action.ORGANISATION_CHANGED, organisation, actor, fields=changed, **facts)
    return organisation


def _entered(
    session: Session, organisation: Organisation, entry: Entry, *, twin_is_meant: bool
) -> dict[str, Any]:
    """Return what steering entered as values of columns, once it is known to fit."""
    if OrganisationStatus.MERGED in {organisation.status, entry.status}:
        raise ConflictError(MERGED)
    name = _free_name(session, entry.name, besides=organisation, twin_is_meant=twin_is_meant)
    if (entry.umbrella_id, entry.level) != (organisation.umbrella_id, organisation.level):
        check_umbrella(session, organisation, umbrella_id=entry.umbrella_id, level=entry.level)
    return asdict(entry) | _keys(name)


def _change_fields(session: Session, organisation: Organisation, profile: Profile) -> bool:
    """Store other fields of action; the entry gets a new version, as from any other change."""
    if profile.fields is None or profile.fields == fields_of(session, organisation.id):
        return False
    set_fields(session, organisation.id, profile.fields)
    flag_modified(organisation, "description")
    return True


def _columns(profile: Profile) -> dict[str, Any]:
    values = asdict(profile)
    del values["fields"]
    return values


def _keys(name: str) -> dict[str, Any]:
    return {"name": name, "sort_key": sort_key(name), "normal_name": normalise(name)}


def _free_name(
    session: Session, name: str, *, besides: Organisation | None, twin_is_meant: bool
) -> str:
    name = one_line(name)
    if not normalise(name):
        raise InvalidError(N_("Bitte geben Sie einen Namen mit Buchstaben oder Ziffern ein."))
    twins = same_name(session, name, besides=besides.id if besides else None)
    if any(twin.name == name for twin in twins):
        raise ConflictError(
            N_("„%(name)s“ steht schon im Verzeichnis. Bitte ergänzen Sie zum Beispiel den Ort."),
            name=name,
        )
    renamed = besides is None or besides.name != name
    if twins and renamed and not twin_is_meant:
        raise SameNameError(twins)
    return name


def check_keeps_register(actor: User | None) -> None:
    """Raise NotAllowedError unless it is steering, or the installation itself."""
    if actor is not None and not policies.may_keep_register(actor):
        raise NotAllowedError(N_("Das Verzeichnis pflegt nur die Verwaltung."))


def check_may_edit(session: Session, organisation: Organisation, actor: User | None) -> None:
    if actor is None:
        return
    membership = membership_of(session, actor, organisation.id)
    if not policies.may_edit(actor, organisation, membership):
        raise NotAllowedError(
            N_("Das darf nur, wer „%(organisation)s“ vertritt, oder die Verwaltung."),
            organisation=organisation.name,
        )


def _record(
    session: Session,
    action: Action,
    organisation: Organisation,
    actor: User | None,
    **facts: object,
) -> None:
    record(session, action, organisation, actor_id=actor.id if actor else None, **facts)


MERGED = N_(
    "Dieser Eintrag ist in einen anderen übergegangen. Bitte arbeiten Sie dort weiter, oder nehmen "
    "Sie die Zusammenführung zuerst zurück."
)
