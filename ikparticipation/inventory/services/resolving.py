"""Whom written names mean, asked again when the register or a decision has changed."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import or_, select, union, update
from sqlalchemy.orm import Session

from ikparticipation.inventory.models import TieStatement
from ikparticipation.inventory.services.deriving import derive_from_response
from ikparticipation.organisations.models import NameDecision, Organisation, OrganisationName
from ikparticipation.organisations.queries import resolve
from ikparticipation.surveys.models import Response, ResponseRevision


def resolve_mentions(session: Session, normal_names: Iterable[str]) -> None:
    """Let all answers mean by these names (`names.normalise`) whom they mean now, or nobody."""
    wanted = sorted(set(filter(None, normal_names)))
    mentions = session.scalars(
        select(TieStatement.mention).where(TieStatement.normal_mention.in_(wanted)).distinct()
    ).all()
    meant = resolve(session, mentions)
    for mention in mentions:
        _let_mean(session, mention, meant.get(mention))


def _let_mean(session: Session, mention: str, partner: UUID | None) -> None:
    """Write down whom a spelling means; whoever names itself has no partner in that."""
    written = (
        update(TieStatement)
        .where(TieStatement.mention == mention)
        .execution_options(synchronize_session=False)
    )
    nobody = written.where(TieStatement.partner_id.is_not(None)).values(partner_id=None)
    if partner is not None:
        is_itself = TieStatement.organisation_id == partner
        nobody = nobody.where(is_itself)
        other = TieStatement.partner_id.is_distinct_from(partner)
        session.execute(written.where(~is_itself, other).values(partner_id=partner))
    session.execute(nobody)


def resolve_names_of(
    session: Session, organisation_ids: Iterable[UUID], besides: Iterable[str] = ()
) -> None:
    """Ask again for all names that these entries have, and for some that one has no longer."""
    resolve_mentions(session, [*_names(session, list(organisation_ids)), *besides])


def derive_again(session: Session, organisation_ids: Iterable[UUID]) -> None:
    """Derive what these organisations answered anew: a merge changed who they are."""
    accepted = (
        select(ResponseRevision.id)
        .join(Response, Response.id == ResponseRevision.response_id)
        .where(
            Response.organisation_id.in_(list(organisation_ids)),
            ResponseRevision.number == Response.accepted_number,
        )
        .order_by(ResponseRevision.submitted_at, ResponseRevision.id)
    )
    for revision_id in session.scalars(accepted).all():
        derive_from_response(session, revision_id)


def _names(session: Session, ids: list[UUID]) -> list[str]:
    entries = select(Organisation.id).where(
        or_(Organisation.id.in_(ids), Organisation.merged_into_id.in_(ids))
    )
    query = union(
        select(Organisation.normal_name).where(Organisation.id.in_(entries)),
        select(OrganisationName.normal_name).where(OrganisationName.organisation_id.in_(entries)),
        select(NameDecision.normal_name).where(NameDecision.organisation_id.in_(entries)),
    )
    return list(session.scalars(query))
