"""A draft of a questionnaire: from a file or a version to the next version, step by step."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import select

from ikparticipation import clock, db
from ikparticipation.audit import Action, AuditEvent
from ikparticipation.errors import ConflictError, NotAllowedError
from ikparticipation.surveys import models, queries, services
from ikparticipation.surveys.authoring import drafting
from ikparticipation.surveys.authoring.drafting import Upload
from ikparticipation.surveys.services import Edit
from ikparticipation.surveys.xlsform import editing
from ikparticipation.surveys.xlsform.editing import EditError, Sheets
from tests import make, make_surveys
from tests.surveys.xlsform import workbooks

NOW = clock.now()
BROKEN = workbooks.form(
    ("begin_group", "a", "A", "A"),
    ("text", "was", "Was?", "What?", "", "", "", "offer.nmae"),
    ("select_one fehlt", "farbe", "Welche?", "Which?"),
    ("end_group",),
)


@pytest.fixture
def actor(session):
    return make.steering(session)


def begin(session, survey, data, actor, **given):
    upload = Upload(name=given.pop("name", "neu.xlsx"), data=data)
    return services.begin_draft(session, survey, upload, actor=actor, at=NOW, **given)


def sheets_of(draft):
    return Sheets.from_json(draft.sheets)


def line_named(draft, name):
    return editing.outline(sheets_of(draft)).find(name)


def label(draft, name):
    return line_named(draft, name).label("de")


def edit(session, draft, change, actor, **given):
    step = Edit(change, "„%(label)s“ geändert", {"label": "Probe"})
    defaults = {"seen": draft.version, "posted": str(draft.version), "actor": actor, "at": NOW}
    services.edit_draft(session, draft, step, **defaults | given)
    session.commit()


def relabel(session, draft, actor, name="was", text="Was tun Sie?", **given):
    key = line_named(draft, name).id
    edit(
        session,
        draft,
        lambda sheets: editing.set_texts(sheets, key, "label", {"de": text}),
        actor,
        **given,
    )


def publish(session, draft, actor, reason="", **given):
    defaults = {"seen": draft.version, "actor": actor, "at": NOW}
    stored = services.publish_draft(session, draft, reason=reason, **defaults | given)
    session.commit()
    return stored


def actions(session):
    return [each.action for each in session.scalars(select(AuditEvent).order_by(AuditEvent.at))]


class TestBeginning:
    def test_a_file_becomes_the_draft_of_its_survey(self, session, actor):
        draft = make_surveys.draft(session, actor=actor)

        assert queries.draft_of(session, draft.survey_id) is draft
        assert label(draft, "was") == "Was machen Sie?"
        assert actions(session) == [Action.QUESTIONNAIRE_DRAFTED]

    def test_a_readable_file_with_mistakes_becomes_one_too(self, session, actor):
        draft = make_surveys.draft(session, data=BROKEN, actor=actor)

        checked = services.check_draft(session, draft)
        assert not checked.may_be_published
        assert {(f.sheet, f.row) for f in checked.findings if f.is_error} == {
            ("survey", 3),
            ("survey", 4),
        }

    @pytest.mark.parametrize("data", [b"", b"Ein Brief", b"PK\x03\x04 kaputt"], ids=str)
    def test_a_file_that_cannot_be_read_leaves_nothing(self, session, actor, data):
        survey = make_surveys.questionnaire(session).survey

        with pytest.raises(services.WorkbookError):
            begin(session, survey, data, actor)

        assert queries.draft_of(session, survey.id) is None
        assert actions(session) == []

    def test_a_formula_is_refused_with_its_place_because_a_draft_could_not_hold_it(
        self, session, actor
    ):
        survey = make_surveys.questionnaire(session).survey
        data = workbooks.form(("text", "was", "=1+1", "What?"))

        with pytest.raises(services.WorkbookError) as refused:
            begin(session, survey, data, actor)

        assert [(f.sheet, f.row, f.column) for f in refused.value.findings] == [("survey", 2, "C")]

    def test_a_markdown_table_is_a_file_too(self, session, actor):
        text = (
            "| survey | | | |\n| | type | name | label::Deutsch (de) |\n"
            "| | text | was | Was machen Sie? |\n"
        )

        draft = make_surveys.draft(session, data=text.encode(), file_name="f.md", actor=actor)

        assert label(draft, "was") == "Was machen Sie?"

    def test_the_same_file_twice_is_one_draft(self, session, actor):
        draft = make_surveys.draft(session, actor=actor)

        again = begin(session, draft.survey, make_surveys.workbook(), actor)

        assert again is draft
        assert actions(session) == [Action.QUESTIONNAIRE_DRAFTED]

    def test_a_draft_that_the_page_did_not_show_is_not_replaced(self, session, actor):
        draft = make_surveys.draft(session, actor=actor)

        with pytest.raises(services.DraftTakenError):
            begin(session, draft.survey, make_surveys.workbook("Anders"), actor)

        assert draft.file == make_surveys.workbook()

    def test_a_draft_that_the_page_showed_is_replaced_whole(self, session, actor):
        draft = make_surveys.draft(session, actor=actor)
        relabel(session, draft, actor)

        begin(session, draft.survey, make_surveys.workbook("Neu"), actor, seen=draft.version)

        assert draft.file == make_surveys.workbook("Neu")
        assert draft.steps == []
        assert label(draft, "was") == "Was machen Sie?"

    def test_a_version_can_be_edited_as_a_draft_and_stays_itself(self, session, actor):
        version = make_surveys.questionnaire(session)

        draft = services.begin_from_version(session, version, actor=actor, at=NOW)
        relabel(session, draft, actor)

        assert draft.based_on_id == version.id
        assert version.workbook == make_surveys.workbook()

    def test_where_there_is_a_draft_a_version_begins_no_other(self, session, actor):
        version = make_surveys.questionnaire(session)
        draft = make_surveys.draft(session, version.survey, data=BROKEN, actor=actor)

        assert services.begin_from_version(session, version, actor=actor, at=NOW) is draft

    @pytest.mark.parametrize("role", [make.moderator, make.user])
    def test_only_steering_drafts(self, session, role):
        survey = make_surveys.questionnaire(session).survey
        draft = make_surveys.draft(session)
        somebody = role(session)

        for act in (
            lambda: begin(session, survey, make_surveys.workbook(), somebody),
            lambda: relabel(session, draft, somebody),
            lambda: publish(session, draft, somebody),
            lambda: services.undo_step(session, draft, seen=draft.version, actor=somebody, at=NOW),
            lambda: services.undo_all(session, draft, seen=draft.version, actor=somebody, at=NOW),
            lambda: services.save_draft(session, draft, seen=draft.version, actor=somebody, at=NOW),
            lambda: services.discard_draft(session, draft, seen=draft.version, actor=somebody),
        ):
            with pytest.raises(NotAllowedError):
                act()


class TestFile:
    def test_what_was_not_edited_comes_back_byte_for_byte(self, session, actor):
        draft = make_surveys.draft(session, actor=actor)

        assert services.file_of(draft).data == make_surveys.workbook()
        assert services.file_of(draft).name == "entwurf.xlsx"

    def test_what_was_edited_is_written_anew_and_says_the_edit(self, session, actor):
        draft = make_surveys.draft(session, actor=actor)

        relabel(session, draft, actor)

        written = services.file_of(draft)
        assert written.data != make_surveys.workbook()
        assert "Was tun Sie?" in str(workbooks.compiled(written.data))

    def test_what_was_undone_comes_back_byte_for_byte(self, session, actor):
        draft = make_surveys.draft(session, actor=actor)
        relabel(session, draft, actor)

        services.undo_step(session, draft, seen=draft.version, actor=actor, at=NOW)

        assert services.file_of(draft).data == make_surveys.workbook()


class TestSteps:
    def test_each_step_can_be_undone_back_to_the_beginning(self, session, actor):
        draft = make_surveys.draft(session, actor=actor)
        before = sheets_of(draft)
        for text in ("Eins", "Zwei", "Drei"):
            relabel(session, draft, actor, text=text)

        labels = []
        for _ in range(3):
            services.undo_step(session, draft, seen=draft.version, actor=actor, at=NOW)
            session.commit()
            labels.append(label(draft, "was"))

        assert labels == ["Zwei", "Eins", "Was machen Sie?"]
        assert sheets_of(draft) == before

    def test_undoing_with_nothing_left_changes_nothing(self, session, actor):
        draft = make_surveys.draft(session, actor=actor)
        count = draft.version

        services.undo_step(session, draft, seen=count, actor=actor, at=NOW)
        session.commit()

        assert draft.version == count

    def test_saving_keeps_the_edits_and_ends_undoing(self, session, actor):
        draft = make_surveys.draft(session, actor=actor)
        relabel(session, draft, actor)

        services.save_draft(session, draft, seen=draft.version, actor=actor, at=NOW)
        session.commit()
        services.undo_step(session, draft, seen=draft.version, actor=actor, at=NOW)

        assert label(draft, "was") == "Was tun Sie?"
        assert drafting.last_open(drafting.from_json(draft.steps)) is None

    def test_discarding_goes_back_to_what_was_saved(self, session, actor):
        draft = make_surveys.draft(session, actor=actor)
        relabel(session, draft, actor, text="Gespeichert")
        services.save_draft(session, draft, seen=draft.version, actor=actor, at=NOW)
        session.commit()
        relabel(session, draft, actor, text="Eins")
        relabel(session, draft, actor, text="Zwei")

        services.undo_all(session, draft, seen=draft.version, actor=actor, at=NOW)

        assert label(draft, "was") == "Gespeichert"

    def test_a_step_that_makes_no_sense_is_refused_and_leaves_nothing(self, session, actor):
        draft = make_surveys.draft(session, actor=actor)
        key, count = line_named(draft, "was").id, draft.version

        with pytest.raises(EditError):
            edit(session, draft, lambda s: editing.set_name(s, key, "anzahl"), actor)

        session.commit()
        assert draft.version == count
        assert draft.steps == []

    def test_a_step_that_changes_nothing_is_none(self, session, actor):
        draft = make_surveys.draft(session, actor=actor)

        relabel(session, draft, actor, text="Was machen Sie?")

        assert draft.steps == []

    def test_a_double_click_is_one_step(self, session, actor):
        draft = make_surveys.draft(session, actor=actor)
        key, count = line_named(draft, "anzahl").id, draft.version

        for _ in range(2):
            edit(
                session, draft, lambda s: editing.move_up(s, key), actor, seen=count, posted="eins"
            )

        assert len(draft.steps) == 1

    def test_the_second_of_two_people_is_told_what_the_first_did(self, session, actor):
        draft = make_surveys.draft(session, actor=actor)
        other, count = make.steering(session), draft.version
        relabel(session, draft, actor, text="Eins", seen=count, posted="eins")

        with pytest.raises(services.StaleDraftError) as stale:
            relabel(session, draft, other, text="Zwei", seen=count, posted="zwei")

        assert [step.words("de") for step in stale.value.steps] == ["„Probe“ geändert"]
        assert [step.actor_id for step in stale.value.steps] == [str(actor.id)]
        assert label(draft, "was") == "Eins"

    def test_of_two_at_the_same_moment_one_is_told(self, app, session, actor):
        draft = make_surveys.draft(session, actor=actor)
        key, count = line_named(draft, "was").id, draft.version
        barrier = Barrier(2)

        def act(number):
            with db.sessions_of(app)() as own:
                mine = own.get_one(models.QuestionnaireDraft, draft.id)
                person = own.get_one(type(actor), actor.id)
                own.rollback()
                barrier.wait(10)
                step = Edit(
                    lambda sheets: editing.set_texts(sheets, key, "label", {"de": f"Nr. {number}"}),
                    "m",
                )
                facts = {"seen": count, "posted": str(number), "actor": person, "at": NOW}
                try:
                    services.edit_draft(own, mine, step, **facts)
                    own.commit()
                except services.StaleDraftError as stale:
                    return len(stale.steps)
            return 0

        with ThreadPoolExecutor(2) as pool:
            told = sorted(pool.map(act, range(2)))

        assert told == [0, 1]
        session.expire_all()
        assert len(draft.steps) == 1

    def test_only_the_newest_steps_are_kept(self, session, actor):
        draft = make_surveys.draft(session, actor=actor)
        many = [
            drafting.Step(number=n, message="m", actor_id="", at=NOW.isoformat())
            for n in range(drafting.MOST_STEPS + 5)
        ]

        kept = drafting.to_json(many)

        assert len(kept) == drafting.MOST_STEPS
        assert kept[-1]["number"] == many[-1].number
        assert draft.steps == []


class TestPublishing:
    def test_a_draft_becomes_the_next_version_and_ends(self, session, actor):
        version = make_surveys.questionnaire(session)
        draft = make_surveys.draft(
            session, version.survey, data=make_surveys.workbook("Neu"), actor=actor
        )

        stored = publish(session, draft, actor)

        assert (stored.number, stored.file_name) == (2, "entwurf.xlsx")
        assert stored.workbook == make_surveys.workbook("Neu")
        assert queries.draft_of(session, version.survey_id) is None
        assert actions(session)[-1] is Action.QUESTIONNAIRE_PUBLISHED

    def test_the_protocol_keeps_number_and_checksum(self, session, actor):
        draft = make_surveys.draft(session, actor=actor)

        publish(session, draft, actor)

        event = session.scalars(
            select(AuditEvent).where(AuditEvent.action == Action.QUESTIONNAIRE_PUBLISHED)
        ).one()
        assert event.facts["number"] == 1
        assert len(event.facts["sha256"]) == 64

    def test_a_draft_with_mistakes_is_refused_and_stays(self, session, actor):
        draft = make_surveys.draft(session, data=BROKEN, actor=actor)

        with pytest.raises(services.WorkbookError) as refused:
            publish(session, draft, actor)

        assert len([f for f in refused.value.findings if f.is_error]) == 2
        assert session.scalars(select(models.Questionnaire)).all() == []
        assert queries.draft_of(session, draft.survey_id) is draft

    def test_a_wave_keeps_the_version_it_was_opened_with(self, session, actor):
        wave = make_surveys.open_wave(session)
        first = wave.questionnaire
        draft = services.begin_from_version(session, first, actor=actor, at=NOW)
        relabel(session, draft, actor)

        second = publish(session, draft, actor)

        assert second.number == first.number + 1
        assert wave.questionnaire is first
        assert queries.compiled(first).question("was").question.labels["de"] == "Was machen Sie?"

    def test_what_breaks_a_series_needs_a_reason_that_is_kept(self, session, actor):
        version = make_surveys.questionnaire(session)
        draft = services.begin_from_version(session, version, actor=actor, at=NOW)
        key = line_named(draft, "plaetze").id
        edit(session, draft, lambda s: editing.remove(s, key), actor)

        with pytest.raises(services.ReasonMissingError):
            publish(session, draft, actor, reason="  ")
        stored = publish(session, draft, actor, reason="Plätze zählt jetzt das Jobcenter.")

        assert stored.reason == "Plätze zählt jetzt das Jobcenter."
        event = session.scalars(
            select(AuditEvent).where(AuditEvent.action == Action.QUESTIONNAIRE_PUBLISHED)
        ).one()
        assert event.facts["reason"] == stored.reason

    def test_a_renamed_question_goes_on_without_a_reason(self, session, actor):
        version = make_surveys.questionnaire(session)
        draft = services.begin_from_version(session, version, actor=actor, at=NOW)
        key = line_named(draft, "plaetze").id
        edit(session, draft, lambda s: editing.set_name(s, key, "zahl_der_plaetze"), actor)

        stored = publish(session, draft, actor)

        found = queries.compiled(stored).question("zahl_der_plaetze")
        assert found.question.identity == "plaetze"
        assert stored.reason == ""

    def test_a_draft_that_says_the_same_as_the_newest_version_is_no_new_one(self, session, actor):
        version = make_surveys.questionnaire(session)
        draft = services.begin_from_version(session, version, actor=actor, at=NOW)

        with pytest.raises(ConflictError, match="Version 1"):
            publish(session, draft, actor)

    def test_a_page_that_was_opened_before_another_edit_does_not_publish(self, session, actor):
        draft = make_surveys.draft(session, actor=actor)
        count = draft.version
        relabel(session, draft, actor)

        with pytest.raises(services.StaleDraftError):
            publish(session, draft, actor, seen=count)

        assert session.scalars(select(models.Questionnaire)).all() == []

    def test_files_go_with_the_draft_into_the_version_and_back(self, session, actor):
        files = {"orte.csv": b"\xef\xbb\xbfname,label\nhdl,Haldensleben\n"}
        draft = make_surveys.draft(session, files=files, actor=actor)

        stored = publish(session, draft, actor)
        again = services.begin_from_version(session, stored, actor=actor, at=NOW)

        assert drafting.unpacked(stored.files) == files
        assert services.file_of(again).files == files

    def test_a_discarded_draft_leaves_the_versions_alone(self, session, actor):
        version = make_surveys.questionnaire(session)
        draft = services.begin_from_version(session, version, actor=actor, at=NOW)

        services.discard_draft(session, draft, seen=draft.version, actor=actor)
        session.commit()

        assert queries.draft_of(session, version.survey_id) is None
        assert session.get(models.Questionnaire, version.id) is version
        assert actions(session)[-1] is Action.QUESTIONNAIRE_DISCARDED
