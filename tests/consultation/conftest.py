"""A text in a round, and the form for a comment on its only passage."""

import pytest

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
