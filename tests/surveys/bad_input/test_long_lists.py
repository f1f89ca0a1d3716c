"""A list of 5,000 addresses of which 300 are malformed, from the upload to the register."""

import csv
import time
from io import BytesIO, StringIO

import pytest
from sqlalchemy import func, select

from ikparticipation.organisations.models import Organisation
from tests import make
from tests.surveys.pages import words

LINES, MALFORMED = 5_000, 300
LIST = "/verwaltung/akteure/liste"
KINDS = ("p{}@verein", "p{} bei verein.de", "@verein{}.de", "p{}@verein..de", "p{};q@verein.de")


def listed() -> bytes:
    out = StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(["Organisation", "E-Mail", "Ort"])
    for n in range(LINES):
        broken = KINDS[n % len(KINDS)].format(n)
        email = broken if n % 16 == 0 and n // 16 < MALFORMED else f"p{n}@verein{n}.de"
        writer.writerow([f"Verein der Freunde von {n}", email, "Colbitz"])
    return out.getvalue().encode("cp1252")


@pytest.fixture
def steering(session, as_user):
    return as_user(make.steering(session))


def test_it_is_read_told_and_taken_in_within_seconds(session, steering):
    started = time.process_time()

    preview = steering.post(LIST, data={"file": (BytesIO(listed()), "liste.csv")}).location
    shown = words(steering.get(preview))
    before = session.scalar(select(func.count(Organisation.id)))
    session.commit()
    report = words(steering.get(steering.post(f"{preview}/einlesen").location))
    spent = time.process_time() - started

    assert "4700 Organisationen kommen neu ins Verzeichnis" in shown
    assert "300 Zeilen müssen zuerst berichtigt werden" in shown
    assert before == 0
    assert "weil etwas zu berichtigen ist 300" in report
    assert session.scalar(select(func.count(Organisation.id))) == LINES - MALFORMED
    assert spent < 20
    broken = steering.get(f"{preview}/berichtigen.csv").text
    assert len(broken.splitlines()) == MALFORMED + 1
