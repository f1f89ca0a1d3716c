"""A text in a round, and the form for a comment on its only passage."""

import pytest

from ikparticipation.consultation.models import CommentStatus
from ikparticipation.organisations.models import MemberRole
from tests import make, make_drafts
from tests.consultation.commenting import TEXT


@pytest.fixture
def in_round(session):
    version = make_drafts.version(session, text=TEXT, slug="leitlinien")
    return make_drafts.open_round(session, of=version)


@pytest.fixture
def form_at(in_round):
    return "/entwuerfe/leitlinien/1/p1/kommentieren"


@pytest.fixture
def author(session):
    return make.user(session)


@pytest.fixture
def organisation(session):
    return make.organisation(session, name="Sprachtreff")


@pytest.fixture
def contributor(session, organisation):
    return make.member(session, of=organisation, role=MemberRole.CONTRIBUTOR)


@pytest.fixture
def representative(session, organisation):
    return make.member(session, of=organisation)


@pytest.fixture
def drafts(session, in_round, organisation, contributor, representative):
    """Two drafts, by two members."""
    return [
        make_drafts.comment(
            session,
            status=CommentStatus.DRAFT,
            in_round=in_round,
            passage=make_drafts.passages(session, in_round.version)[0],
            organisation=organisation,
            author=author,
            text=f"Entwurf von {author.name}",
        )
        for author in (contributor, representative)
    ]
