"""Organisations that answer, and a person of the administration who looks at the results."""

import pytest

from ikparticipation.organisations.models import Kind
from ikparticipation.surveys.services import results
from tests import make, make_surveys

WAVES = "/verwaltung/erhebungen/wellen"


@pytest.fixture
def client(session, as_user):
    return as_user(make.steering(session))


@pytest.fixture
def wave(session):
    return make_surveys.open_wave(session)


@pytest.fixture
def here(wave):
    return f"{WAVES}/{wave.id}/ergebnisse"


@pytest.fixture
def answer(session, wave):
    """`answer(anzahl=3)`: an organisation submits this, and it is counted."""

    def submit(*, accepted=True, offers=1, in_wave=None, kind=Kind.VEREIN, ags="15083270", **said):
        organisation = make.organisation(session, kind=kind, ags=ags)
        asked = in_wave or wave
        make_surveys.invited(session, asked, organisation)
        member = make.member(session, of=organisation)
        document = make_surveys.document(offers=offers, **said)
        revision = make_surveys.submitted(
            session, asked, organisation, member, accepted=accepted, document=document
        )
        results.count_response(session, revision.response_id)
        session.commit()
        return organisation

    return submit
