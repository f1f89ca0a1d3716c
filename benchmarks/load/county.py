"""A database with one open wave, the organisations that are asked, and what others have stored."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

from flask import Flask
from sqlalchemy import Connection, text
from sqlalchemy.orm import Session

from benchmarks.instance import KEY
from benchmarks.load.forms import as_json
from ikparticipation import clock, db
from ikparticipation.accounts.models import User
from ikparticipation.app import create_app
from ikparticipation.catalogue.services import load
from ikparticipation.organisations.models import Kind, MemberRole, Membership, Organisation
from ikparticipation.organisations.names import normalise
from ikparticipation.settings import Settings
from ikparticipation.surveys.models import Questionnaire, Survey, Wave, WaveInvitation
from ikparticipation.surveys.xlsform.questionnaire import Questionnaire as Form
from ikparticipation.text import sort_key

COPIED = ("organisation", "wave_invitation", "response", "response_revision")
UNIQUE = {"name", "receipt_code", "sort_key", "normal_name"}


@dataclass(frozen=True)
class Seat:
    """Who answers for one organisation, as the cookie of a signed-in browser says it."""

    organisation_id: UUID
    cookie: str


@dataclass(frozen=True)
class County:
    """`path`: where the wave is answered."""

    app: Flask
    environment: dict[str, str]
    path: str
    seats: list[Seat]


@contextmanager
def county(url: str, form: Form, *, seats: int, broker: str = "memory://") -> Iterator[County]:
    """Fill an empty database with a wave of this form, open to so many organisations."""
    with TemporaryDirectory(prefix="ikp-bench-") as folder:
        environment = {
            "IKP_INSTANCE": folder,
            "IKP_DATABASE_URL": url or f"sqlite:///{Path(folder) / 'ik.db'}",
            "IKP_BROKER_URL": broker,
            "IKP_SECRET_KEY": KEY,
        }
        app = create_app(Settings.from_env(environment), lambda _event: None)
        engine = db.sessions_of(app).kw["bind"]
        db.Base.metadata.create_all(engine)
        with app.app_context(), db.transaction() as session:
            load(session)
            wave, asked = _wave(session, form), [_asked(number) for number in range(seats)]
            for member in asked:
                session.add(member)
                session.flush()
                session.add(_invitation(wave, member))
            session.flush()
            path = f"/erhebung/{wave.id}"
            there = [_seat(app, member) for member in asked]
        yield County(app, environment, path, there)
        engine.dispose()


def _wave(session: Session, form: Form) -> Wave:
    now = clock.now()
    survey = Survey(titles={"de": form.title}, created_at=now)
    author = User(email="steuerung@example.org", name="Steuerung", created_at=now)
    session.add(author)
    session.flush()
    questionnaire = Questionnaire(
        survey=survey, number=1, file_name="messung.xlsx", workbook=b"", compiled=as_json(form),
        uploaded_at=now, uploaded_by_id=author.id,
    )  # fmt: skip
    wave = Wave(
        questionnaire=questionnaire,
        titles={"de": form.title},
        opens_at=now - timedelta(days=1),
        closes_at=now + timedelta(days=9),
        created_at=now,
    )
    session.add(wave)
    return wave


def _asked(number: int) -> Membership:
    now, name = clock.now(), f"Verein {number:04}"
    organisation = Organisation(
        name=name, sort_key=sort_key(name), normal_name=normalise(name), kind=Kind.VEREIN,
        ags="15083270", registered_at=now, origin_file="benchmark",
    )  # fmt: skip
    user = User(email=f"person{number}@example.org", name=f"Person {number}", created_at=now)
    role = MemberRole.REPRESENTATIVE
    return Membership(user=user, organisation=organisation, role=role, since=now)


def _invitation(wave: Wave, member: Membership) -> WaveInvitation:
    return WaveInvitation(
        wave=wave,
        organisation=member.organisation,
        invited_at=clock.now(),
        invited_by_id=member.user.id,
    )


def _seat(app: Flask, member: Membership) -> Seat:
    interface: Any = app.session_interface
    signer = interface.get_signing_serializer(app)
    known = {"_user_id": member.user.get_id(), "_fresh": True}
    return Seat(member.organisation.id, signer.dumps(known))


def multiply(connection: Connection, organisation_id: UUID, times: int) -> None:
    """Store what one organisation has submitted as often again, each for another organisation.

    In the same wave, for that is where it could slow something down. PostgreSQL only.
    """
    facts = {"organisation": organisation_id, "times": times}
    connection.execute(
        text("CREATE TEMP TABLE copy AS SELECT n, gen_random_uuid() AS organisation, "
             "gen_random_uuid() AS response FROM generate_series(1, :times) AS n"),
        facts,
    )  # fmt: skip
    for table in COPIED:
        columns = db.Base.metadata.tables[table].columns.keys()
        new = ", ".join(f'"{name}"' for name in columns)
        values = ", ".join(_copied(table, name) for name in columns)
        where = {"organisation": "id", "response_revision": "response_id"}
        mine = ":organisation"
        if table == "response_revision":
            mine = "(SELECT id FROM response WHERE organisation_id = :organisation)"
        key = where.get(table, "organisation_id")
        words = (
            f'INSERT INTO "{table}" ({new}) SELECT {values} '  # noqa: S608 - our own names
            f'FROM copy, "{table}" AS one WHERE one.{key} = {mine}'
        )
        connection.execute(text(words), facts)
    connection.commit()
    connection.execution_options(isolation_level="AUTOCOMMIT").execute(text("VACUUM ANALYZE"))


def _copied(table: str, column: str) -> str:
    match table, column:
        case ("organisation", "id") | ("wave_invitation" | "response", "organisation_id"):
            return "copy.organisation"
        case ("response", "id") | ("response_revision", "response_id"):
            return "copy.response"
        case (_, "id"):
            return "gen_random_uuid()"
        case (_, name) if name in UNIQUE:
            return f"one.\"{name}\" || ' ' || copy.n"
    return f'one."{column}"'
