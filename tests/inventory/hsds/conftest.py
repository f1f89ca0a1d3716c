"""The interface and its files, as programs read them."""

import io
import zipfile

import pytest

from ikparticipation.inventory.hsds.openapi import SCHEMAS
from tests import make, make_hsds

BASE = "/daten/hsds"


@pytest.fixture
def fetch(as_user):
    """`fetch("/services", search="x")`: what the interface answers, with 200."""

    def get(path, status=200, **parameters):
        answer = as_user().get(BASE + path, query_string=parameters)
        assert answer.status_code == status, (path, parameters, answer.text[:300])
        assert answer.mimetype == "application/json"
        return answer.json

    return get


@pytest.fixture
def county(session):
    """Two organisations with an offer that says everything and one that says only its name."""
    one = make.organisation(
        session, name="Wegweiser e. V.", email="post@example.org", phone="03904 1"
    )
    two = make.organisation(
        session, name="Begegnung Barleben", contact_public=False, phone="039203"
    )
    make_hsds.rich(session, one)
    make_hsds.offer(session, two, name="Offener Treff")
    return one, two


@pytest.fixture
def unpacked(as_user):
    """The data package: path → bytes."""

    def get():
        with as_user().get("/daten/hsds.zip") as answer:
            assert answer.mimetype == "application/zip"
            archive = zipfile.ZipFile(io.BytesIO(answer.data))
            return {name: archive.read(name) for name in archive.namelist()}

    return get


@pytest.fixture
def official_of():
    return lambda name: {"$ref": f"{SCHEMAS}{name}"}
