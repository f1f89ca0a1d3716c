import pytest
from sqlalchemy import event, select

from ikparticipation import clock, db
from ikparticipation.audit import Action, AuditEvent
from ikparticipation.errors import ConflictError, InvalidError, NotAllowedError
from ikparticipation.surveys import models, queries, services
from ikparticipation.surveys.questionnaires import SHIPPED
from tests import make, make_surveys
from tests.surveys.xlsform import workbooks

NOW = clock.now()


def upload(session, survey, data, **given):
    defaults = {"file_name": "probe.xlsx", "at": NOW}
    if "actor" not in given:
        given["actor"] = make.steering(session)
    return services.upload_questionnaire(session, survey, data, **defaults | given)


@pytest.fixture
def survey(session):
    return services.create_survey(session, {"de": "Probe"}, actor=make.steering(session), at=NOW)


def test_a_workbook_becomes_the_next_version(session, survey):
    first = upload(session, survey, make_surveys.workbook("A"))
    second = upload(session, survey, make_surveys.workbook("B"))

    assert (first.number, second.number) == (1, 2)
    assert second.workbook == make_surveys.workbook("B")
    assert [s.name for s in queries.compiled(second).sections] == ["wir", "angebote", "partner"]
    events = session.scalars(select(AuditEvent)).all()
    assert {e.action for e in events} == {Action.QUESTIONNAIRE_UPLOADED}
    assert {e.subject_id for e in events} == {first.id, second.id}


def test_a_double_click_makes_one_version(session, survey):
    first = upload(session, survey, make_surveys.workbook())
    again = upload(session, survey, make_surveys.workbook())

    assert again is first
    assert len(session.scalars(select(AuditEvent)).all()) == 1


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "leer"),
        (b"Das ist ein Brief.", "xlsx"),
        (b"PK\x03\x04 kaputt", "xlsx"),
    ],
)
def test_a_file_that_is_no_workbook_is_refused_with_the_reason(session, survey, data, says):
    with pytest.raises(services.WorkbookError) as refused:
        upload(session, survey, data)

    assert any(says in finding.text("de") for finding in refused.value.findings)
    assert session.scalars(select(models.Questionnaire)).all() == []


def test_every_mistake_is_named_with_its_place_and_nothing_is_stored(session, survey):
    data = workbooks.form(
        ("text", "was", "Was?", "What?", "", "", "", "offer.nmae"),
        ("select_one fehlt", "farbe", "Welche?", "Which?"),
    )

    with pytest.raises(services.WorkbookError) as refused:
        upload(session, survey, data)

    places = {(f.sheet, f.row) for f in refused.value.findings if f.is_error}
    assert places == {("survey", 2), ("survey", 3)}
    assert session.scalars(select(models.Questionnaire)).all() == []


def test_choices_for_the_inventory_must_be_entries_of_the_catalogue(session, survey):
    data = workbooks.form(
        ("begin_group", "a", "A", "A"),
        ("select_multiple orte", "wo", "Wo?", "Where?", "", "", "", "organisation.municipalities"),
        ("end_group",),
        choices=(
            workbooks.CHOICES[0],
            ("orte", "15083270", "Haldensleben", "Haldensleben"),
            ("orte", "15083999", "Nirgends", "Nowhere"),
            ("orte", "15083", "im ganzen Landkreis", "in the whole county"),
        ),
    )

    with pytest.raises(services.WorkbookError) as refused:
        upload(session, survey, data)

    (finding,) = refused.value.findings
    assert (finding.sheet, finding.row, finding.column) == ("choices", 3, "B")
    assert "15083999" in finding.text("de")


def test_a_section_may_not_be_called_like_a_page(session, survey):
    data = workbooks.form(
        ("begin_group", "pruefen", "Prüfen", "Check"),
        ("text", "was", "Was?", "What?"),
        ("end_group",),
    )

    with pytest.raises(services.WorkbookError) as refused:
        upload(session, survey, data)

    (finding,) = (found for found in refused.value.findings if found.is_error)
    assert (finding.sheet, finding.row) == ("survey", 2)
    assert "pruefen" in finding.text("de")


def test_warnings_are_kept_for_the_page(session, survey):
    data = workbooks.form(
        ("begin_group", "a", "A", "A"),
        ("text", "was", "Was?", "What?", "Nur auf Deutsch"),
        ("end_group",),
    )

    stored = upload(session, survey, data)

    assert stored.warnings
    assert stored.warnings[0]["severity"] == "warning"


@pytest.mark.parametrize("which", SHIPPED)
def test_a_shipped_questionnaire_is_taken_once(session, which):
    actor, shipped = make.steering(session), SHIPPED[which]

    taken = services.take_standard(session, which, actor=actor, at=NOW)
    again = services.take_standard(session, which, actor=actor, at=NOW)

    assert again is taken
    assert taken.workbook == shipped.file.read_bytes()
    assert taken.warnings == []
    assert taken.survey.titles == shipped.titles
    assert len(session.scalars(select(models.Survey)).all()) == 1


def test_both_shipped_questionnaires_have_surveys_of_their_own(session):
    actor = make.steering(session)

    taken = [services.take_standard(session, which, actor=actor, at=NOW) for which in SHIPPED]

    assert len({questionnaire.survey_id for questionnaire in taken}) == 2


def test_two_surveys_cannot_have_the_same_title(session, survey):
    with pytest.raises(ConflictError, match="Probe"):
        services.create_survey(session, {"de": "Probe"}, actor=make.steering(session), at=NOW)


def test_a_survey_needs_a_title(session):
    with pytest.raises(InvalidError):
        services.create_survey(session, {"de": " "}, actor=make.steering(session), at=NOW)


@pytest.mark.parametrize("role", [make.moderator, make.user])
def test_only_steering_makes_surveys_and_uploads(session, survey, role):
    actor = role(session)

    with pytest.raises(NotAllowedError):
        services.create_survey(session, {"de": "Noch eine"}, actor=actor, at=NOW)
    with pytest.raises(NotAllowedError):
        upload(session, survey, make_surveys.workbook(), actor=actor)


def test_a_questionnaire_is_read_from_the_database_once_in_a_process(app, session):
    stored = make_surveys.questionnaire(session)
    engine = db.sessions_of(app).kw["bind"]
    first = queries.compiled_by_id(session, stored.id)
    seen = []
    event.listen(engine, "before_cursor_execute", lambda *args: seen.append(args[2]))

    again = queries.compiled_by_id(session, stored.id)

    assert again is first
    assert queries.compiled(stored) is first
    assert seen == []
