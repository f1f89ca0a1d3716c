"""What a confirmed file does to register and directory."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from ikparticipation.accounts.models import User
from ikparticipation.audit import Action, record
from ikparticipation.errors import ConflictError, GoneError, InvalidError, NotAllowedError
from ikparticipation.inventory.hsds.reading import read
from ikparticipation.inventory.hsds.said import Names
from ikparticipation.inventory.hsds.uploads import opened
from ikparticipation.inventory.models import Offer, OfferImport
from ikparticipation.inventory.services.editions import renew_directory
from ikparticipation.inventory.services.hsds.planning import (
    Plan,
    PlannedProvider,
    State,
    offer_id,
    planned,
)
from ikparticipation.inventory.services.hsds.storing import store_offer
from ikparticipation.inventory.services.hsds.summary import summary
from ikparticipation.inventory.services.replies import put_replies
from ikparticipation.organisations.lists import Verdict
from ikparticipation.organisations.models import (
    LEGAL_FORM_NAMES,
    Decision,
    Kind,
)
from ikparticipation.organisations.policies import may_keep_register
from ikparticipation.organisations.services import (
    Entry,
    Origin,
    Profile,
    register_organisation,
    set_fields,
)
from ikparticipation.text import N_, one_line

KEPT = timedelta(days=1)
LONGEST_FILE_NAME = 120
_COUNTED = ("registered", "known", "open", "left", "stopped", "new", "changed", "same", "ended")
_LEGAL_FORMS = {name: form for form, name in LEGAL_FORM_NAMES.items()}


@dataclass(frozen=True)
class Choice:
    """What a person chose for an organisation in doubt; `organisation_id` with THIS only."""

    decision: Decision
    organisation_id: UUID | None = None


def begin_import(
    session: Session, data: bytes, *, file_name: str, names: Names, actor: User, at: datetime
) -> OfferImport:
    """Keep a file for a day. UnreadableFileError: it cannot be read, nothing is kept."""
    _check_may(actor)
    found = read(opened(data), names)
    forget_old_imports(session, at=at)
    imported = OfferImport(
        file_name=one_line(file_name)[-LONGEST_FILE_NAME:] or "hsds",
        data=data,
        created_by_id=actor.id,
        created_at=at,
        preview=summary(planned(session, found)),
    )
    session.add(imported)
    session.flush()
    return imported


def plan_of(session: Session, imported: OfferImport, names: Names) -> Plan:
    """Return what a kept file would do now."""
    if imported.data is None:
        raise GoneError(ALREADY_DONE)
    return planned(session, read(opened(imported.data), names))


def take_in(
    session: Session,
    imported: OfferImport,
    choices: Mapping[str, Choice],
    *,
    names: Names,
    show: bool,
    end_missing: bool,
    actor: User,
    at: datetime,
) -> None:
    """Register who is new, store the offers, and write the report; once only.

    The caller has locked `imported`. `choices`: id of the organisation there → what is meant;
    a doubt that nobody decided is left out with its offers. `show`: new organisations are public.
    """
    _check_may(actor)
    if imported.done_at is not None:
        return
    plan = plan_of(session, imported, names)
    _check_choices(plan, choices)
    taking = _Taking(session, imported, actor=actor, at=at, show=show)
    meant = {each.entry.provider.id: taking.organisation(each, choices) for each in plan.providers}
    for service in plan.services:
        owner = meant.get(service.entry.service.provider.id)
        if service.state is State.OWN or owner is None:
            continue
        taking.report[service.state.value] += 1
        if service.state is not State.SAME:
            store_offer(session, service.entry, owner, file=imported.file_name, at=at)
    for owner in filter(None, set(meant.values())):
        put_replies(session, owner)
    if end_missing:
        _end(session, plan)
        taking.report["ended"] = len(plan.missing)
    imported.done_at, imported.data, imported.preview = at, None, {}
    imported.report = dict(taking.report)
    session.flush()
    record(session, Action.OFFERS_TAKEN_IN, imported, actor_id=actor.id, **taking.report)
    renew_directory(session)


def discard_import(session: Session, imported: OfferImport) -> None:
    """Throw a file away; what it already brought stays."""
    session.delete(imported)


def forget_old_imports(session: Session, *, at: datetime) -> None:
    """Delete what was uploaded more than a day ago; what came of it stays."""
    session.execute(delete(OfferImport).where(OfferImport.created_at < at - KEPT))


class _Taking:
    def __init__(
        self, session: Session, imported: OfferImport, *, actor: User, at: datetime, show: bool
    ) -> None:
        self.report: Counter[str] = Counter(dict.fromkeys(_COUNTED, 0))
        self._session, self._imported = session, imported
        self._actor, self._at, self._show = actor, at, show

    def organisation(self, planned: PlannedProvider, choices: Mapping[str, Choice]) -> UUID | None:
        """Return who is meant, registered if need be; None: it is left out."""
        choice = choices.get(str(planned.entry.provider.id))
        if planned.verdict is Verdict.KNOWN:
            self.report["known"] += 1
            return planned.organisation_id
        if planned.verdict is Verdict.DOUBT and choice is None:
            self.report["open"] += 1
            return None
        if planned.verdict is Verdict.DOUBT and choice is not None:
            if choice.decision is Decision.LEAVE:
                self.report["left"] += 1
                return None
            if choice.decision is Decision.THIS:
                self.report["known"] += 1
                return choice.organisation_id
        return self._register(planned)

    def _register(self, planned: PlannedProvider) -> UUID | None:
        """Register it; two of the very same name cannot be told apart, so the second is left."""
        said = planned.entry.provider
        kind = Kind(said.kind) if said.kind in set(Kind) else Kind.VEREIN
        try:
            organisation = register_organisation(
                self._session,
                Entry(name=said.name, kind=kind, ags=said.ags or None),
                Profile(
                    description=said.description,
                    email=said.email,
                    phone=said.phone,
                    website=said.website,
                    public=self._show,
                ),
                actor=self._actor,
                at=self._at,
                twin_is_meant=True,
                origin=Origin(file=self._imported.file_name, row=planned.entry.row),
            )
        except (ConflictError, InvalidError):
            self.report["stopped"] += 1
            return None
        organisation.legal_form = _LEGAL_FORMS.get(said.legal_form)
        set_fields(self._session, organisation.id, said.fields)
        self.report["registered"] += 1
        return organisation.id


def _end(session: Session, plan: Plan) -> None:
    ids = [offer_id(lasting_id) for lasting_id in plan.missing]
    session.execute(update(Offer).where(Offer.id.in_(ids)).values(current=False))


def _check_choices(plan: Plan, choices: Mapping[str, Choice]) -> None:
    """Refuse what no doubt offers."""
    doubts = {
        str(each.entry.provider.id): {candidate.id for candidate in each.candidates}
        for each in plan.providers
        if each.verdict is Verdict.DOUBT
    }
    for key, choice in choices.items():
        offered = doubts.get(key)
        if offered is None or (
            choice.decision is Decision.THIS and choice.organisation_id not in offered
        ):
            raise InvalidError(NOT_OFFERED)


def _check_may(actor: User) -> None:
    if not may_keep_register(actor):
        raise NotAllowedError(N_("Das Verzeichnis pflegt nur die Koordination."))


ALREADY_DONE = N_("Diese Datei ist schon übernommen.")
NOT_OFFERED = N_(
    "Diese Auswahl passt nicht mehr zur Datei. Bitte laden Sie die Seite neu und wählen noch "
    "einmal."
)
