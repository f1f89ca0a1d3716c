"""The page that asks for an export, and the job that writes it, as the worker runs it."""

import csv
import io
import json
import zipfile
from datetime import date, timedelta
from tempfile import NamedTemporaryFile
from uuid import uuid4

import openpyxl
import pandas as pd
import pyreadstat
import pytest
from sqlalchemy import select

from ikparticipation import clock
from ikparticipation.jobs import Job, JobState
from ikparticipation.surveys import services
from ikparticipation.surveys.models import Channel, Correction, ReviewStatus
from ikparticipation.surveys.queries.carrying import carried_document
from tests import make, make_jobs, make_surveys
from tests.markup import complaints
from tests.surveys.pages import soup, words
from worker.running import run_job


@pytest.fixture
def client(session, as_user):
    return as_user(make.steering(session))


@pytest.fixture
def wave(session):
    return make_surveys.open_wave(session)


def page_of(wave):
    return f"/verwaltung/erhebungen/wellen/{wave.id}/export"


def responded(session, wave, **given):
    """What one organisation has submitted."""
    _, organisation, person = make_surveys.seat(session, wave)
    return make_surveys.submitted(session, wave, organisation, person, **given)


@pytest.fixture
def exported(app, session, client, wave):
    """`exported(format=…, scope=…)`: what is in the file that comes of what is chosen."""

    def export(**chosen):
        data = {"scope": "accepted", "format": "json", "language": "de"} | chosen
        page = page_of(wave)
        session.commit()  # a reader of SQLite must not hold the page up
        answer = client.post(page, data=data)
        job = session.scalars(select(Job).order_by(Job.created_at.desc())).first()
        assert answer.location == f"/verwaltung/auftraege/{job.id}"
        session.commit()
        assert run_job(app, job.id, lease=timedelta(minutes=1))
        session.expire_all()
        assert (job.state, job.done) == (JobState.DONE, job.total)
        return job, make_jobs.content(session, job)

    return export


def test_without_a_response_the_page_says_so_and_offers_no_button(client, wave):
    answer = client.get(page_of(wave))

    assert complaints(answer.text) == []
    assert "Noch keine Antworten" in words(answer)
    assert not soup(answer).select("main form")


def test_the_page_offers_formats_and_counts_what_there_is(session, client, wave):
    responded(session, wave)
    responded(session, wave, accepted=False)

    answer = client.get(page_of(wave))

    assert complaints(answer.text) == []
    assert "Abgesendet: 2, angenommen: 1." in words(answer)
    offered = [i["value"] for i in soup(answer).select("input[name=format]")]
    assert offered == ["xlsx", "csv", "csv-plain", "spss", "json"]


@pytest.mark.parametrize(
    ("chosen", "says"),
    [
        ({"format": "pdf"}, "Keine gültige Auswahl"),
        ({"scope": "drafts"}, "Keine gültige Auswahl"),
        ({"language": "ar"}, "Keine gültige Auswahl"),
        ({"scope": "accepted"}, "Noch ist keine Antwort angenommen."),
    ],
    ids=["format", "scope", "language", "nothing accepted"],
)
def test_what_cannot_be_exported_comes_back(session, client, wave, chosen, says):
    responded(session, wave, accepted=False)
    data = {"scope": "submitted", "format": "csv", "language": "de"} | chosen

    answer = client.post(page_of(wave), data=data)

    assert answer.status_code == 422
    assert says in soup(answer).select_one(".error-summary").text
    assert session.scalars(select(Job)).all() == []


def test_csv_has_the_accepted_responses_and_their_rows(session, wave, exported):
    one = responded(session, wave, document=make_surveys.document(offers=2, was="=1+1"))
    responded(session, wave, accepted=False)

    job, data = exported(format="csv")

    packed = zipfile.ZipFile(io.BytesIO(data))
    tables = {
        name: list(
            csv.DictReader(io.StringIO(packed.read(name).decode("utf-8-sig")), delimiter=";")
        )
        for name in packed.namelist()
    }
    (response,) = tables["responses.csv"]
    assert response["_response"] == str(one.response_id)
    assert response["_organisation"] == one.response.organisation.name
    assert (response["was"], response["orte/15083270"]) == ("'=1+1", "1")
    assert [row["titel"] for row in tables["angebot.csv"]] == ["Angebot 1", "Angebot 2"]
    assert {row["_response"] for row in tables["angebot.csv"]} == {str(one.response_id)}
    assert job.file_name.isascii()
    assert job.file_name.endswith("-angenommen-csv.zip")


def test_all_that_was_submitted_says_what_is_preliminary(session, wave, exported):
    accepted = responded(session, wave)
    waiting = responded(session, wave, accepted=False)

    job, data = exported(scope="submitted")

    read = {each["response"]: each["review"] for each in json.loads(data)}
    assert read[str(accepted.response_id)] == ReviewStatus.ACCEPTED
    assert read[str(waiting.response_id)] == waiting.response.review != ReviewStatus.ACCEPTED
    assert "vorlaeufig" in job.file_name


def test_of_a_response_changed_after_it_was_accepted_the_accepted_revision_counts(
    session, wave, exported
):
    first = responded(session, wave)
    response = first.response
    response.document = make_surveys.document(was="Neues.")
    person = make.member(session, of=response.organisation)
    services.submit_response(session, response, actor=person, at=clock.now())
    response.review = ReviewStatus.PENDING
    session.commit()

    _, counted = exported()
    _, newest = exported(scope="submitted")

    (one,), (other,) = json.loads(counted), json.loads(newest)
    assert (one["answers"]["was"], one["review"]) == ("Wir beraten.", "accepted")
    assert (other["answers"]["was"], other["review"]) == ("Neues.", "pending")


def test_a_correction_is_on_top_of_what_was_answered(session, wave, exported):
    revision = responded(session, wave)
    layer = {"question": "anzahl", "original": 12, "value": 21, "reason": "Zahlendreher"}
    facts = {"corrected_at": clock.now(), "corrected_by_id": make.steering(session).id}
    session.add(Correction(response=revision.response, number=1, **layer, **facts))
    session.commit()

    _, data = exported()

    (one,) = json.loads(data)
    assert (one["answers"]["anzahl"], one["answers"]["was"]) == (21, "Wir beraten.")


def test_xlsx_of_many_responses_equals_what_is_stored(session, wave, exported):
    stored = [responded(session, wave, document=make_surveys.document(anzahl=n)) for n in range(3)]

    _, data = exported(format="xlsx", language="en")

    book = openpyxl.load_workbook(io.BytesIO(data))
    head, *rows = book["responses"].iter_rows(values_only=True)
    told = {row[0]: dict(zip(head, row, strict=True))["anzahl"] for row in rows}
    assert told == {str(r.response_id): r.document["answers"]["anzahl"] for r in stored}
    assert book.sheetnames == ["responses", "angebot", "partner", "codebook"]


@pytest.fixture
def continued(session, wave):
    """What an organisation said in a wave that continues another, of each row something else."""
    _, organisation, person = make_surveys.seat(session, wave)
    make_surveys.submitted(
        session, wave, organisation, person, document=make_surveys.document(offers=3)
    )
    second = make_surveys.open_wave(session, questionnaire=wave.questionnaire, continues_id=wave.id)
    make_surveys.invited(session, second, organisation)
    document = carried_document(session, second, organisation.id, at=clock.now())
    still, other, over = document["rows"]["angebot"]
    new = {"id": str(uuid4()), "answers": other["answers"] | {"titel": "Neu"}}
    document["rows"]["angebot"] = [
        still | {"confirmed": True},
        other | {"answers": other["answers"] | {"titel": "Anders"}},
        new,
    ]
    document["rows"]["partner"] = [
        row | {"confirmed": True} for row in document["rows"].get("partner", [])
    ]
    document["ended"] = {"angebot": [over]}
    document["carried"] = document["carried"] | {"sections": []}
    revision = make_surveys.submitted(session, second, organisation, person, document=document)
    revision.channel, revision.received_on = Channel.PAPER, date(2027, 3, 9)
    session.commit()
    return revision


@pytest.mark.parametrize("kind", ["csv", "xlsx", "spss", "json"])
def test_what_was_said_of_rows_and_how_they_came_is_read_back(
    app, session, client, continued, kind
):
    page = page_of(continued.response.wave)
    data = {"scope": "accepted", "format": kind, "language": "de"}
    assert client.post(page, data=data).status_code == 303
    job = session.scalars(select(Job)).one()
    session.commit()
    assert run_job(app, job.id, lease=timedelta(minutes=1))
    session.expire_all()

    responses, offers = read_back(kind, make_jobs.content(session, job))

    stored = continued.document
    rows = stored["rows"]["angebot"] + stored["ended"]["angebot"]
    assert [row["said"] for row in rows] == ["same", "changed", "new", "ended"]
    assert offers == [(row["id"], row["answers"]["titel"], row["said"]) for row in rows]
    assert responses == [("paper", "2027-03-09")]


def read_back(kind, data):
    """Return channel and day of the responses, and id, title and word of each row."""
    about, row = ["_channel", "_received_on"], ["_row", "titel", "_said"]
    match kind:
        case "json":
            (one,) = json.loads(data)
            rows = one["rows"]["angebot"] + one["ended"]["angebot"]
            told = [(each["id"], each["answers"]["titel"], each["said"]) for each in rows]
            return [(one["channel"], one["received_on"])], told
        case "xlsx":
            book = pd.read_excel(io.BytesIO(data), sheet_name=None, dtype=str)
            tables = (book["responses"][about], book["angebot"][row])
        case "csv":
            packed = zipfile.ZipFile(io.BytesIO(data))
            tables = (
                pd.read_csv(packed.open(f"{name}.csv"), sep=";", dtype=str)[columns]
                for name, columns in (("responses", about), ("angebot", row))
            )
        case "spss":
            tables = (
                read_sav(data, name)[[each.removeprefix("_") for each in columns]]
                for name, columns in (("responses", about), ("angebot", row))
            )
    responses, offers = (
        [tuple(map(str, line)) for line in table.itertuples(index=False)] for table in tables
    )
    return responses, offers


def read_sav(data, name):
    with NamedTemporaryFile(suffix=".sav") as file:
        file.write(zipfile.ZipFile(io.BytesIO(data)).read(f"{name}.sav"))
        file.flush()
        frame, _ = pyreadstat.read_sav(file.name)
    return frame
