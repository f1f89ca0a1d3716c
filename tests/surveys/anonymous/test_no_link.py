"""What somebody with the database learns of an anonymous wave that has been gone through."""

import re
from datetime import date, datetime
from uuid import UUID

import pytest
from sqlalchemy import select, text

from ikparticipation import clock, db
from ikparticipation.audit import AuditEvent
from ikparticipation.surveys.models import AnonymousAnswer, Participation
from ikparticipation.surveys.services import anonymous
from tests import make_surveys
from tests.surveys.anonymous.test_pages import begun, fill, send
from tests.surveys.pages import soup

ANSWERS = "anonymous_answer"
_TELLING = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{64}|[A-Z0-9]{3,4}(-[A-Z0-9]{3,4})+")
"""Ids, hashes and codes."""


def leaves(value):
    """Return every single value in a column, also inside of JSON."""
    if isinstance(value, dict):
        for key, each in value.items():
            yield key
            yield from leaves(each)
    elif isinstance(value, list):
        for each in value:
            yield from leaves(each)
    else:
        yield str(value) if isinstance(value, UUID) else value


def told(session, table, *, besides=()):
    """Return the ids, hashes and codes in all columns of a table."""
    rows = session.execute(select(table)).all()
    values = [each for row in rows for column in row for each in leaves(column)]
    found = {m.group(0) for v in values if isinstance(v, str) for m in _TELLING.finditer(v)}
    return found - set(besides)


@pytest.fixture
def gone_through(app, session, anonymously):
    """Two organisations have answered; one of them has lost its code and begun again."""
    here, begin_at = f"/anonym/{anonymously.wave.id}", f"/teilnahme/{anonymously.wave.id}"
    staff = make_surveys.make.steering(session)
    for number in range(2):
        organisation, user = anonymously.asked()
        client = app.test_client(user=user)
        begun(client, begin_at, here)
        if number == 0:
            client.post(f"{here}/code/weglegen")
            app.test_client(user=staff).post(
                f"/verwaltung/erhebungen/wellen/{anonymously.wave.id}"
                f"/eingeladen/{organisation.id}/neu-beginnen"
            )
            begun(client, begin_at, here)
        fill(client, here)
        send(client, here)
        button = soup(client.get(f"{here}/quittung")).select_one('form[action*="bestaetigen"]')
        client.post(button["action"])
    return anonymously.wave


def test_no_other_table_has_anything_that_stands_with_an_answer(session, work, gone_through):
    work()
    tables = db.Base.metadata.tables
    wave = str(gone_through.id)

    of_answers = told(session, tables[ANSWERS], besides=[wave])

    assert len(of_answers) >= 2 * 3
    for name, table in tables.items():
        if name != ANSWERS:
            assert not of_answers & told(session, table), name


def test_the_two_tables_have_no_value_in_common_but_the_wave(session, gone_through):
    tables = db.Base.metadata.tables
    columns = {
        name: {
            each
            for row in session.execute(select(tables[name])).all()
            for column in row
            for each in leaves(column)
            if not isinstance(each, int)
        }
        for name in (ANSWERS, "participation")
    }

    assert columns[ANSWERS] & columns["participation"] == {str(gone_through.id)}


def test_no_answer_has_a_moment_or_a_name(session, gone_through):
    people = {
        each
        for name in ("organisation", "user_account", "wave_invitation")
        for each in session.scalars(text(f"SELECT id FROM {name}"))  # noqa: S608 - our own names
    }
    moments = (date, datetime)

    answers = session.scalars(select(AnonymousAnswer)).all()
    values = [v for a in answers for each in vars(a).values() for v in leaves(each)]

    assert len(answers) == 3
    assert not any(isinstance(value, moments) for value in values)
    assert not {str(value) for value in values} & {str(each) for each in people}
    assert str(clock.now().date()) not in str(values)


def test_a_participation_has_days_and_no_moment(session, gone_through):
    found = session.scalars(select(Participation)).all()

    values = [value for each in found for value in vars(each).values()]

    assert len(found) == 2
    assert not any(isinstance(value, datetime) for value in values)


def test_the_trail_tells_of_no_answer_and_of_no_beginning(session, gone_through):
    events = session.scalars(select(AuditEvent)).all()

    kinds = {event.subject_type for event in events}
    participations = [event for event in events if event.subject_type == "participation"]

    assert ANSWERS not in kinds
    assert [event.action for event in participations] == ["wave.new_start_allowed"]
    assert [event.facts for event in participations] == [{}]


def test_the_log_has_no_code(gone_through, capfd, app, session):
    anonymously_at = f"/anonym/{gone_through.id}"
    client, code = app.test_client(), anonymous.new_code()

    client.post(f"{anonymously_at}/code/eingeben", data={"code": code})

    out, err = capfd.readouterr()
    assert code not in out + err


class TestClock:
    def test_a_formula_sees_the_end_of_the_wave_and_no_other_moment(self, anonymously):
        answer = AnonymousAnswer(wave=anonymously.wave, code_hash="x", document={})

        assert answer.clock == anonymously.wave.closes_at
        assert str(answer.id) in answer.seed


@pytest.mark.usefixtures("gone_through")
class TestPlaces:
    """Where the rows lie, and which transaction wrote them: only PostgreSQL tells."""

    def written_by(self, session, name):
        rows = session.execute(text(f"SELECT xmin::text FROM {name}"))  # noqa: S608 - our own names
        return [row[0] for row in rows]

    @pytest.fixture(autouse=True)
    def _postgres(self, session):
        if session.get_bind().dialect.name != "postgresql":
            pytest.skip("SQLite has neither")

    def test_no_transaction_wrote_both(self, session):
        answers = self.written_by(session, ANSWERS)
        participations = self.written_by(session, "participation")

        assert not set(answers) & set(participations)

    def test_mixing_leaves_nothing_of_the_order_and_changes_nothing(self, session):
        before = {a.id: a.document for a in session.scalars(select(AnonymousAnswer))}
        begun_before = {p.id: p.starts for p in session.scalars(select(Participation))}

        mixed = anonymous.mix_all(session, at=clock.now())
        session.commit()
        session.expire_all()

        assert mixed == 1
        assert {a.id: a.document for a in session.scalars(select(AnonymousAnswer))} == before
        assert {p.id: p.starts for p in session.scalars(select(Participation))} == begun_before
        written = {*self.written_by(session, ANSWERS), *self.written_by(session, "participation")}
        assert len(written) == 1


def test_on_sqlite_the_rows_lie_in_the_order_of_their_ids(session, gone_through):
    if session.get_bind().dialect.name != "sqlite":
        pytest.skip("PostgreSQL is mixed")

    for name in (ANSWERS, "participation"):
        rows = session.execute(text(f"SELECT * FROM {name}"))  # noqa: S608 - our own names
        ids = [row.id for row in rows]
        assert ids == sorted(ids)
        with pytest.raises(Exception, match="no such column"):
            session.execute(text(f"SELECT rowid FROM {name}"))  # noqa: S608 - our own names
