"""Taking in a list of organisations: upload, decide about doubts, confirm; then it is forgotten.

A list is kept for a day at most, lines with personal data only until it is confirmed; those that
must be corrected stay for the rest of the day, to be downloaded.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from ikparticipation.accounts.models import User
from ikparticipation.audit import Action, record
from ikparticipation.catalogue.queries import municipalities
from ikparticipation.errors import GoneError, InvalidError
from ikparticipation.organisations import lists
from ikparticipation.organisations.lists import Judged, Place, Verdict, Words
from ikparticipation.organisations.models import (
    KIND_NAMES,
    LEGAL_FORM_NAMES,
    Decision,
    Kind,
    LegalForm,
    ListImport,
    ListLine,
    Membership,
)
from ikparticipation.organisations.queries.lists import all_names
from ikparticipation.organisations.services.lists.taking import Taking
from ikparticipation.organisations.services.register import check_keeps_register
from ikparticipation.text import N_, one_line

KEPT = timedelta(days=1)
LONGEST_FILE_NAME = 120

_OTHER_KINDS = {
    "Club": Kind.VEREIN,
    "Initiative": Kind.VEREIN,
    "Wohlfahrtsverband": Kind.VERBAND,
    "Dachverband": Kind.VERBAND,
    "Freier Träger": Kind.TRAEGER,
    "Schule": Kind.EINRICHTUNG,
    "Kita": Kind.EINRICHTUNG,
    "Beratungsstelle": Kind.EINRICHTUNG,
    "Amt": Kind.BEHOERDE,
    "Verwaltung": Kind.BEHOERDE,
    "Gemeinde": Kind.BEHOERDE,
    "Kommune": Kind.BEHOERDE,
    "Stadt": Kind.BEHOERDE,
}
"""Words of lists that are not the names of kinds."""
_SHORT_FORMS = {
    "e.V.": LegalForm.REGISTERED_ASSOCIATION,
    "e. V.": LegalForm.REGISTERED_ASSOCIATION,
    "eingetragener Verein": LegalForm.REGISTERED_ASSOCIATION,
    "gGmbH": LegalForm.GGMBH,
    "UG": LegalForm.UG,
    "UG (haftungsbeschränkt)": LegalForm.UG,
    "eG": LegalForm.COOPERATIVE,
    "KdöR": LegalForm.PUBLIC_BODY,
    "K.d.ö.R.": LegalForm.PUBLIC_BODY,
    "AöR": LegalForm.PUBLIC_INSTITUTION,
    "Kirche": LegalForm.CHURCH,
    "Religionsgemeinschaft": LegalForm.CHURCH,
    "Initiative": LegalForm.INITIATIVE,
    "ohne": LegalForm.INITIATIVE,
}
"""Words of lists that are not the names of legal forms."""


@dataclass(frozen=True)
class Choice:
    """What a person chose for a doubt; `organisation_id` with THIS only."""

    decision: Decision
    organisation_id: UUID | None = None


def begin_list(
    session: Session, data: bytes, *, file_name: str, leads_to: str, actor: User, at: datetime
) -> ListImport:
    """Read a list and compare it with the register. UnreadableListError: nothing is kept."""
    check_keeps_register(actor)
    places = [
        Place(ags=row.ags, name=row.name, postcode=row.postcode) for row in municipalities(session)
    ]
    read = lists.read_list(data, _words(places))
    forget_old_lists(session, at=at)
    listed = ListImport(
        file_name=one_line(file_name)[-LONGEST_FILE_NAME:],
        created_by_id=actor.id,
        created_at=at,
        leads_to=leads_to,
        ignored=list(read.ignored),
    )
    session.add(listed)
    session.flush()
    judged = lists.judge(
        read.lines,
        register=[lists.Entry(row.id, row.name, row.ags) for row in all_names(session)],
        members=_addresses(session),
        places=places,
    )
    session.execute(insert(ListLine), [_stored(listed.id, each) for each in judged])
    return listed


def choose(session: Session, listed: ListImport, choices: Mapping[int, Choice]) -> None:
    """Keep what was chosen for doubts, row → choice. What no doubt offers is refused."""
    _check_open(listed)
    lines = session.scalars(
        select(ListLine).where(
            ListLine.list_import_id == listed.id,
            ListLine.verdict == Verdict.DOUBT,
            ListLine.row.in_(list(choices)),
        )
    ).all()
    if len(lines) != len(choices):
        raise InvalidError(NOT_OFFERED)
    for line in lines:
        choice = choices[line.row]
        offered = {UUID(key) for key, *_ in line.candidates}
        if choice.decision is Decision.THIS and choice.organisation_id not in offered:
            raise InvalidError(NOT_OFFERED)
        line.decision = choice.decision
        line.organisation_id = choice.organisation_id if choice.decision is Decision.THIS else None


def take_in(session: Session, listed: ListImport, *, actor: User, at: datetime) -> None:
    """Register what is new, invite who can represent, and write the report.

    The caller has locked `listed`. Done once, it does nothing again. Doubts nobody decided about
    are left out.
    """
    check_keeps_register(actor)
    if listed.done_at is not None:
        return
    lines = session.scalars(
        select(ListLine).where(ListLine.list_import_id == listed.id).order_by(ListLine.row)
    ).all()
    taking = Taking(session, file=listed.file_name, actor=actor, at=at)
    for line in lines:
        taking.take(line)
    taking.finish()
    listed.done_at, listed.report = at, dict(taking.report)
    session.execute(
        update(ListLine)
        .where(ListLine.list_import_id == listed.id, ListLine.verdict != Verdict.STOPPED)
        .values(told={}, candidates=[])
    )
    record(session, Action.LIST_TAKEN_IN, listed, actor_id=actor.id, **taking.report)


def discard_list(session: Session, listed: ListImport) -> None:
    """Throw an uploaded list away; what it already brought into the register stays."""
    _forget(session, [listed.id])


def forget_old_lists(session: Session, *, at: datetime) -> int:
    """Delete lists uploaded more than a day ago with all their lines; how many."""
    old = session.scalars(select(ListImport.id).where(ListImport.created_at < at - KEPT)).all()
    _forget(session, old)
    return len(old)


def _forget(session: Session, ids: Iterable[UUID]) -> None:
    wanted = list(ids)
    if wanted:
        session.execute(delete(ListLine).where(ListLine.list_import_id.in_(wanted)))
        session.execute(delete(ListImport).where(ListImport.id.in_(wanted)))


def _words(places: list[Place]) -> Words:
    kinds = {str(name): kind.value for kind, name in KIND_NAMES.items()}
    forms = {str(name): form.value for form, name in LEGAL_FORM_NAMES.items()}
    return Words(
        places,
        kinds | {word: kind.value for word, kind in _OTHER_KINDS.items()},
        forms | {word: form.value for word, form in _SHORT_FORMS.items()},
    )


def _addresses(session: Session) -> list[tuple[str, UUID]]:
    query = select(User.email, Membership.organisation_id).join(Membership.user)
    return [(email, organisation) for email, organisation in session.execute(query)]


def _stored(import_id: UUID, judged: Judged) -> dict[str, Any]:
    known = judged.verdict is Verdict.KNOWN
    told = asdict(judged.line)
    del told["row"]
    told["faults"] = [[fault.problem.value, fault.about] for fault in judged.line.faults]
    return {
        "id": uuid4(),
        "list_import_id": import_id,
        "row": judged.line.row,
        "verdict": judged.verdict,
        "told": told,
        "candidates": [[str(c.id), round(c.score), list(c.reasons)] for c in judged.candidates],
        "decision": None,
        "organisation_id": judged.candidates[0].id if known else None,
    }


def _check_open(listed: ListImport) -> None:
    if listed.done_at is not None:
        raise GoneError(ALREADY_DONE)


NOT_OFFERED = N_(
    "Diese Auswahl passt nicht mehr zur Liste. Bitte laden Sie die Seite neu und wählen noch "
    "einmal."
)
ALREADY_DONE = N_("Diese Liste ist schon eingelesen.")
