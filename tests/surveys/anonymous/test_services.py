import pytest
from sqlalchemy import func, select

from ikparticipation import clock
from ikparticipation.audit import Action, AuditEvent
from ikparticipation.errors import ConflictError, GoneError, InvalidError, NotAllowedError
from ikparticipation.organisations.models import MemberRole
from ikparticipation.surveys import services
from ikparticipation.surveys.models import (
    AnonymousAnswer,
    AnswerStatus,
    Participation,
    Response,
    Wave,
)
from ikparticipation.surveys.queries import compiled_by_id
from ikparticipation.surveys.queries.anonymous import number_sent, turnout
from ikparticipation.surveys.services import anonymous
from ikparticipation.text import BERLIN
from tests import make, make_surveys
from tests.surveys import every_type


def number_of(session, model):
    return session.scalar(select(func.count()).select_from(model))


class TestBeginning:
    def test_it_is_noted_to_the_day(self, anonymously):
        seat = anonymously.asked()

        begun = anonymously.begin(*seat)

        assert begun.begun_on == clock.now().astimezone(BERLIN).date()
        assert (begun.starts, begun.took_part_on) == (1, None)

    def test_it_makes_no_answer_and_no_event(self, session, anonymously):
        seat = anonymously.asked()
        before = number_of(session, AuditEvent)

        anonymously.begin(*seat)

        assert number_of(session, AnonymousAnswer) == 0
        assert number_of(session, AuditEvent) == before

    def test_the_same_browser_begins_once(self, session, anonymously):
        seat = anonymously.asked()
        anonymously.begin(*seat, browser="a")

        again = anonymously.begin(*seat, browser="a")

        assert again.starts == 1
        assert number_of(session, Participation) == 1

    def test_another_browser_is_told_that_the_code_is_given_out(self, anonymously):
        seat = anonymously.asked()
        anonymously.begin(*seat, browser="a")

        with pytest.raises(anonymous.BegunError):
            anonymously.begin(*seat, browser="b")

    def test_contributors_do_not_begin(self, anonymously):
        seat = anonymously.asked(role=MemberRole.CONTRIBUTOR)

        with pytest.raises(NotAllowedError):
            anonymously.begin(*seat)

    def test_who_was_not_asked_does_not_begin(self, session, anonymously):
        organisation = make.organisation(session)
        user = make.member(session, of=organisation)

        with pytest.raises(NotAllowedError):
            anonymously.begin(organisation, user)

    def test_others_do_not_begin_for_an_organisation(self, session, anonymously):
        organisation, _ = anonymously.asked()

        with pytest.raises(NotAllowedError):
            anonymously.begin(organisation, make.member(session))

    def test_nobody_begins_after_the_end(self, anonymously):
        seat = anonymously.asked()
        anonymously.end()

        with pytest.raises(services.WaveClosedError):
            anonymously.begin(*seat)

    def test_a_wave_that_is_not_anonymous_is_not_begun_like_that(self, session, anonymously):
        anonymously.wave = make_surveys.open_wave(session)
        seat = anonymously.asked()

        with pytest.raises(ConflictError):
            anonymously.begin(*seat)


class TestNewStart:
    def test_it_is_counted_and_recorded(self, session, anonymously, staff):
        organisation, user = anonymously.asked()
        anonymously.begin(organisation, user, browser="a")

        anonymous.allow_new_start(
            session, anonymously.wave, organisation.id, actor=staff, at=clock.now()
        )
        begun = anonymously.begin(organisation, user, browser="b")

        assert begun.starts == 2
        assert turnout(session, anonymously.wave.id).new_starts == 1
        (event,) = session.scalars(
            select(AuditEvent).where(AuditEvent.action == Action.NEW_START_ALLOWED)
        )
        assert (event.subject_id, event.actor_id) == (begun.id, staff.id)

    def test_it_gives_one_code_not_two(self, session, anonymously, staff):
        organisation, user = anonymously.asked()
        anonymously.begin(organisation, user, browser="a")
        for _ in range(2):
            anonymous.allow_new_start(
                session, anonymously.wave, organisation.id, actor=staff, at=clock.now()
            )
        anonymously.begin(organisation, user, browser="b")

        with pytest.raises(anonymous.BegunError):
            anonymously.begin(organisation, user, browser="c")

    def test_only_staff_allow_it(self, session, anonymously):
        organisation, user = anonymously.asked()
        anonymously.begin(organisation, user)

        with pytest.raises(NotAllowedError):
            anonymous.allow_new_start(
                session, anonymously.wave, organisation.id, actor=user, at=clock.now()
            )

    def test_who_has_taken_part_does_not_begin_again(self, session, anonymously, staff):
        organisation, user = anonymously.asked()
        anonymously.begin(organisation, user)
        anonymous.confirm_took_part(
            session, anonymously.wave, organisation.id, actor=user, at=clock.now()
        )

        with pytest.raises(ConflictError):
            anonymous.allow_new_start(
                session, anonymously.wave, organisation.id, actor=staff, at=clock.now()
            )


class TestAnswering:
    def test_the_database_has_the_hash_of_the_code_alone(self, session, anonymously):
        code = anonymously.open()

        answer = session.scalars(select(AnonymousAnswer)).one()

        assert code not in str({name: vars(answer)[name] for name in vars(answer)})
        assert answer.code_hash == anonymous.code_hash(anonymously.wave.id, code)

    def test_a_code_is_opened_once(self, session, anonymously):
        code = anonymously.open()
        anonymously.save(code, {"answers/was": ["Beraten"]})

        anonymous.open_answer(session, anonymously.wave, code, at=clock.now())
        session.commit()

        assert number_of(session, AnonymousAnswer) == 1
        assert anonymously.answer(code).document["answers"]["was"] == "Beraten"

    def test_what_is_saved_is_kept(self, anonymously):
        code = anonymously.open()

        saved = anonymously.save(code, {"answers/was": ["Beraten"]}, opened=0)

        assert saved.refused == saved.invalid == ()
        assert anonymously.answer(code).section_versions == {"wir": 1}

    def test_two_tabs_with_the_same_code_get_both_values(self, anonymously):
        code = anonymously.open()
        anonymously.save(code, {"answers/was": ["Beraten"]}, opened=0)

        with pytest.raises(services.SaveConflictError) as caught:
            anonymously.save(code, {"answers/was": ["Lehren"]}, opened=0)

        assert caught.value.state.document["answers"]["was"] == "Lehren"
        assert anonymously.answer(code).document["answers"]["was"] == "Beraten"

    def test_what_a_page_sends_late_does_not_overwrite_what_it_sent_after(self, anonymously):
        code = anonymously.open()
        anonymously.save(code, {"answers/was": ["neu"]}, opened=0, page="seite.2")

        anonymously.save(code, {"answers/was": ["alt"]}, opened=0, page="seite.1")

        assert anonymously.answer(code).document["answers"]["was"] == "neu"

    def test_a_page_does_not_conflict_with_itself(self, anonymously):
        code = anonymously.open()
        anonymously.save(code, {"answers/was": ["eins"]}, opened=0, page="seite.1")

        anonymously.save(code, {"answers/was": ["zwei"]}, opened=0, page="seite.2")

        assert anonymously.answer(code).document["answers"]["was"] == "zwei"

    @pytest.mark.parametrize("wrong", ["", "AAAA-AAAA-AAAA-AAAA", "' OR 1=1 --", "K7QM"], ids=str)
    def test_a_guessed_code_opens_nothing(self, anonymously, wrong):
        anonymously.open()

        with pytest.raises(GoneError):
            anonymously.save(wrong, {"answers/was": ["Beraten"]})

    def test_a_code_of_another_wave_opens_nothing(self, session, anonymously):
        code = anonymously.open()
        anonymously.wave = make_surveys.open_wave(session, anonymous=True)

        with pytest.raises(GoneError):
            anonymously.save(code, {"answers/was": ["Beraten"]})

    def test_nothing_changes_after_the_end(self, anonymously):
        code = anonymously.open()
        anonymously.complete(code)
        anonymously.end()

        for act in (anonymously.submit, lambda code: anonymously.save(code, {})):
            with pytest.raises(services.WaveClosedError):
                act(code)

        assert anonymously.answer(code).status is AnswerStatus.DRAFT

    def test_a_page_without_a_section_of_the_questionnaire_is_refused(self, anonymously):
        code = anonymously.open()

        with pytest.raises(InvalidError):
            anonymously.save(code, {}, section="gibt-es-nicht")


class TestSending:
    def test_it_gives_a_receipt_and_is_counted(self, session, anonymously):
        code = anonymously.open()
        anonymously.complete(code)

        sent = anonymously.submit(code)

        assert sent.status is AnswerStatus.SUBMITTED
        assert sent.receipt_code
        assert len(sent.receipt_hash) == 64
        assert number_sent(session, anonymously.wave.id) == 1

    def test_what_is_missing_is_told_and_nothing_is_sent(self, session, anonymously):
        code = anonymously.open()

        with pytest.raises(services.IncompleteError) as caught:
            anonymously.submit(code)
        session.rollback()

        assert caught.value.problems
        assert number_sent(session, anonymously.wave.id) == 0

    def test_twice_is_once(self, session, anonymously):
        code = anonymously.sent()

        first = anonymously.answer(code).receipt_code
        again = anonymously.submit(code)

        assert again.receipt_code == first
        assert number_sent(session, anonymously.wave.id) == 1

    def test_what_was_sent_is_final(self, anonymously):
        code = anonymously.sent()

        with pytest.raises(anonymous.FinalError):
            anonymously.save(code, {"answers/was": ["anders"]})

    def test_what_was_not_looked_at_is_not_sent(self, anonymously):
        code = anonymously.open()
        anonymously.complete(code)

        with pytest.raises(services.UnseenChangesError):
            anonymously.submit(code, seen=1)


class TestOpeningAWave:
    def open(self, session, questionnaire, staff, **given):
        now = clock.now()
        defaults = {
            "titles": {"de": "Anonym"},
            "opens_at": now - make.DAY,
            "closes_at": now + make.DAY,
            "actor": staff,
            "at": now,
            "anonymous": True,
        }
        return services.open_wave(session, questionnaire, **defaults | given)

    def test_it_is_accepted_by_itself_and_continues_nothing(self, session, staff):
        before = make_surveys.open_wave(session)
        seat = make_surveys.seat(session, before)
        make_surveys.submitted(session, *seat)
        before.opens_at -= 400 * make.DAY
        session.commit()

        wave = self.open(session, before.questionnaire, staff)

        assert wave.anonymous
        assert wave.continues_id is None

    def test_a_questionnaire_that_asks_for_files_is_refused(self, session, staff):
        asks = make_surveys.questionnaire(session, data=every_type.workbook())

        with pytest.raises(InvalidError) as refused:
            self.open(session, asks, staff)

        assert "Dateien" in str(refused.value)
        assert self.open(session, asks, staff, anonymous=False)

    def test_an_anonymous_wave_is_not_continued_by_the_next(self, session, anonymously):
        organisation, user = anonymously.asked()
        anonymously.begin(organisation, user)
        anonymous.confirm_took_part(
            session, anonymously.wave, organisation.id, actor=user, at=clock.now()
        )
        session.commit()

        settings = services.default_settings(
            session, anonymously.wave.questionnaire.survey_id, opens_at=clock.now()
        )

        assert settings.continues_id is None

    def test_an_end_that_has_come_does_not_move_any_more(self, session, anonymously, staff):
        anonymously.end()

        with pytest.raises(services.PeriodError):
            services.change_wave(
                session,
                anonymously.wave,
                closes_at=clock.now() + make.DAY,
                actor=staff,
                at=clock.now(),
            )

    def test_an_end_that_has_not_come_moves(self, session, anonymously, staff):
        later = anonymously.wave.closes_at + make.DAY

        services.change_wave(
            session, anonymously.wave, closes_at=later, actor=staff, at=clock.now()
        )

        assert session.get(Wave, anonymously.wave.id).closes_at == later

    def test_what_it_should_think_about_is_counted(self, anonymously):
        questionnaire = compiled_by_id(anonymously.session, anonymously.wave.questionnaire_id)

        found = anonymous.cautions(questionnaire)

        assert found[anonymous.Caution.WORDS] == 3
        assert found[anonymous.Caution.INVENTORY] >= 4
        assert anonymous.Caution.PLACES not in found


class TestNoResponses:
    def test_nothing_is_saved_by_name(self, session, anonymously):
        seat = anonymously.wave, *anonymously.asked()

        with pytest.raises(ConflictError):
            make_surveys.save(session, seat, {"answers/was": ["Beraten"]})

        session.rollback()
        assert number_of(session, Response) == 0


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("K7QM-XRDP-4ACD-EFGH", "K7QM-XRDP-4ACD-EFGH"),
        ("k7qmxrdp4acdefgh", "K7QM-XRDP-4ACD-EFGH"),
        (" k7qm xrdp 4acd efgh ", "K7QM-XRDP-4ACD-EFGH"),
        ("K7QM-XRDP-4ACD", ""),
        ("K7QM-XRDP-4ACD-EFGH-A", ""),
        ("", ""),
        ("A" * 5000, ""),
    ],
)
def test_a_code_has_one_spelling(typed, code):
    assert anonymous.tidy(typed) == code


def test_new_codes_are_their_own_spelling_and_differ():
    codes = {anonymous.new_code() for _ in range(200)}

    assert len(codes) == 200
    assert all(anonymous.tidy(code) == code for code in codes)
