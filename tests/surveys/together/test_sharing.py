"""Who may take, give and release sections; what follows from it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import delete, func, select

from ikparticipation import clock
from ikparticipation.audit import Action, AuditEvent
from ikparticipation.errors import ConflictError, InvalidError, NotAllowedError
from ikparticipation.mail import OutgoingMail
from ikparticipation.organisations.models import Membership
from ikparticipation.surveys.contributors import MOST_PEOPLE, contributions, noted
from ikparticipation.surveys.models import SectionAssignment
from ikparticipation.surveys.queries.together import holders, section_tasks
from ikparticipation.surveys.services.together import SectionTakenError
from tests import make, make_surveys

NOW = make_surveys.NOW

ASSIGNING = {
    # what                                          who has it  by      to       comes of it
    "a member takes a free section":               ("",     "henk", "henk",  "henk"),
    "who represents them takes one":               ("",     "vera", "vera",  "vera"),
    "who represents them gives one":               ("",     "vera", "henk",  "henk"),
    "who represents them gives it to another":     ("hanna", "vera", "henk", "henk"),
    "who represents them takes it from somebody":  ("henk", "vera", "vera",  "vera"),
    "twice is once":                               ("henk", "henk", "henk",  "henk"),
    "a colleague's section is not taken away":     ("hanna", "henk", "henk", SectionTakenError),
    "who fills in gives nothing to others":        ("",     "henk", "hanna", NotAllowedError),
    "nobody from outside gets one":                ("",     "vera", "fred",  InvalidError),
    "nobody from outside takes one":               ("",     "fred", "fred",  NotAllowedError),
}  # fmt: skip


@pytest.mark.parametrize("rule", ASSIGNING)
def test_assigning(office, rule):
    before, by, to, expected = ASSIGNING[rule]
    if before:
        office.assign("vera", before, "wir")

    outcome = _outcome(office, lambda: office.assign(by, to, "wir"))

    assert outcome == (expected if isinstance(expected, type) else office.person(expected).id)


RELEASING = {
    "one's own":                                  ("henk", "henk", None),
    "another one's, by who represents them":      ("henk", "vera", None),
    "another one's, by a colleague":              ("henk", "hanna", SectionTakenError),
    "a free one":                                 ("", "henk", None),
}  # fmt: skip


@pytest.mark.parametrize("rule", RELEASING)
def test_releasing(office, rule):
    before, by, expected = RELEASING[rule]
    if before:
        office.assign("vera", before, "wir")

    assert _outcome(office, lambda: office.release(by, "wir")) == expected


def _outcome(office, act):
    """Who has the section in the end, or why not."""
    try:
        act()
    except (ConflictError, InvalidError, NotAllowedError) as error:
        office.session.rollback()
        return type(error)
    held = holders(office.session, office.wave.id, office.organisation.id)
    return held["wir"].user_id if "wir" in held else None


def test_it_is_all_or_none(office):
    office.assign("hanna", "hanna", "partner")

    with pytest.raises(SectionTakenError, match="übernommen"):
        office.assign("henk", "henk", "wir", "partner")
    office.session.rollback()

    held = holders(office.session, office.wave.id, office.organisation.id)
    assert {name: holder.name for name, holder in held.items()} == {"partner": "Hanna Hilfe"}


def test_who_looked_at_an_older_page_is_told(office):
    office.assign("henk", "henk", "wir")

    with pytest.raises(SectionTakenError):
        office.assign("vera", "hanna", "wir", seen={"wir": None})


@pytest.mark.parametrize("sections", [(), ("nirgends",), ("wir", "nirgends")])
def test_only_sections_that_there_are(office, sections):
    with pytest.raises(InvalidError):
        office.assign("henk", "henk", *sections)


@pytest.mark.parametrize("days", [-3, 40])
def test_not_before_and_not_after_the_wave(office, days):
    make_surveys.submitted(office.session, office.wave, office.organisation, office.people.vera)

    with pytest.raises(ConflictError):
        office.assign("henk", "henk", "wir", at=NOW + timedelta(days=days))


def test_an_anonymous_survey_is_not_shared_out(office):
    office.wave.anonymous = True

    with pytest.raises(ConflictError):
        office.assign("henk", "henk", "wir")


class TestWhoLeaves:
    def leave(self, office, name):
        user = office.person(name)
        office.session.execute(delete(Membership).where(Membership.user_id == user.id))
        office.session.commit()
        return user

    def test_has_no_section_any_more(self, office):
        office.assign("henk", "henk", "wir")
        self.leave(office, "henk")

        assert holders(office.session, office.wave.id, office.organisation.id) == {}
        assert office.assign("hanna", "hanna", "wir") == ["wir"]

    def test_and_gets_none_back_by_coming_back(self, office):
        office.assign("henk", "henk", "wir")
        user, role = self.leave(office, "henk"), "contributor"
        later = NOW + timedelta(hours=1)
        back = Membership(user=user, organisation=office.organisation, role=role, since=later)
        make.store(office.session, back)

        assert holders(office.session, office.wave.id, office.organisation.id) == {}

    def test_nor_does_who_cannot_sign_in_any_more(self, office):
        office.assign("henk", "henk", "wir")
        office.people.henk.disabled_at = clock.now()
        office.session.commit()

        assert holders(office.session, office.wave.id, office.organisation.id) == {}


class TestTasks:
    def tasks(self, office, name, at=NOW):
        return [task.section for task in section_tasks(office.session, office.person(name), at)]

    def test_open_sections_that_one_has_are_tasks(self, office):
        office.assign("vera", "henk", "wir", "partner")

        assert self.tasks(office, "henk") == ["wir", "partner"]
        assert self.tasks(office, "hanna") == self.tasks(office, "vera") == []

    def test_what_is_filled_in_is_none(self, office):
        office.assign("vera", "henk", "wir", "partner")
        office.answer(section_versions={"wir": 1})

        assert self.tasks(office, "henk") == ["partner"]

    def test_nor_what_is_submitted(self, office):
        office.assign("vera", "henk", "wir")
        make_surveys.submitted(office.session, office.wave, office.organisation, office.people.vera)

        assert self.tasks(office, "henk") == []

    def test_nor_what_is_over(self, office):
        office.assign("vera", "henk", "wir")

        assert self.tasks(office, "henk", NOW + timedelta(days=20)) == ["wir"]
        assert self.tasks(office, "henk", NOW + timedelta(days=60)) == []

    def test_it_is_told_on_the_page_of_tasks(self, office, as_user):
        office.assign("vera", "henk", "partner")

        page = as_user(office.people.henk).get("/mein/aufgaben")

        assert "Ihre Abschnitte in Fragebögen" in page.text
        assert f'{office.here}/partner?fuer={office.organisation.id}"' in page.text


class TestMail:
    def letters(self, office, work):
        work()
        return office.session.scalars(select(OutgoingMail)).all()

    def test_one_mail_for_each_act_in_the_persons_language(self, office, work):
        office.assign("vera", "hanna", "wir", "partner")

        (letter,) = self.letters(office, work)

        assert letter.to == office.people.hanna.email
        assert "Vera Vertretung has assigned you these sections" in letter.body
        assert "– About us" in letter.body
        assert "– Partner" in letter.body

    def test_none_to_oneself(self, office, work):
        office.assign("vera", "vera", "wir")
        office.assign("henk", "henk", "partner")

        assert self.letters(office, work) == []

    def test_none_about_what_went_to_somebody_else_since(self, office, work):
        office.assign("vera", "hanna", "wir")
        office.assign("vera", "vera", "wir")

        assert self.letters(office, work) == []

    def test_a_double_click_is_one_act(self, office, work):
        office.assign("vera", "henk", "wir")
        office.assign("vera", "henk", "wir")

        assert len(self.letters(office, work)) == 1
        assert office.session.scalar(select(func.count(SectionAssignment.id))) == 1


class TestWish:
    def wishes(self, session):
        query = select(AuditEvent).where(AuditEvent.action == Action.SUBMISSION_WISHED)
        return len(session.scalars(query).all())

    def test_all_who_may_submit_get_a_mail(self, office, work):
        office.answer()

        assert office.ask_to_submit("henk")
        work()

        (letter,) = office.session.scalars(select(OutgoingMail)).all()
        assert letter.to == office.people.vera.email
        assert "Henk Hilfe bittet Sie" in letter.body
        assert f"{office.here}/pruefen?fuer={office.organisation.id}" in letter.body

    def test_once_a_day_whoever_asks(self, office):
        office.answer()
        soon, tomorrow = NOW + timedelta(hours=23), NOW + timedelta(hours=24)

        asked = [
            office.ask_to_submit("henk"),
            office.ask_to_submit("hanna", at=soon),
            office.ask_to_submit("hanna", at=tomorrow),
        ]

        assert asked == [True, False, True]
        assert self.wishes(office.session) == 2

    @pytest.mark.parametrize("state", ["nothing saved", "all submitted", "by who may submit"])
    def test_not_without_need(self, office, state):
        if state == "all submitted":
            make_surveys.submitted(
                office.session, office.wave, office.organisation, office.people.vera
            )
        elif state != "nothing saved":
            office.answer()

        with pytest.raises(ConflictError):
            office.ask_to_submit("vera" if state == "by who may submit" else "henk")


class TestWhoWrote:
    def test_each_person_once_who_wrote_last_first(self):
        ids = [uuid4() for _ in range(MOST_PEOPLE + 2)]
        stored = {}
        for minute, user in enumerate([*ids, ids[-2]]):
            stored = noted(stored, "wir", user, NOW + timedelta(minutes=minute))

        found = contributions(stored, "wir")

        assert len(found) == MOST_PEOPLE
        assert [each.user_id for each in found[:3]] == [ids[-2], ids[-1], ids[-3]]
        assert found[0].at == NOW + timedelta(minutes=len(ids))

    def test_saving_notes_who_and_when_only_for_what_changes(self, office):
        seat = office.wave, office.organisation, office.people.henk
        form = {"answers/was": ["Nähen"]}

        make_surveys.save(office.session, seat, form)
        later = (*seat[:2], office.people.vera)
        make_surveys.save(office.session, later, form, at=NOW + timedelta(hours=1))
        saved = make_surveys.save(
            office.session, later, {"answers/anzahl": ["3"]}, at=NOW + timedelta(hours=2)
        )

        found = contributions(saved.response.section_people, "wir")
        assert [(each.user_id, each.at) for each in found] == [
            (office.people.vera.id, NOW + timedelta(hours=2)),
            (office.people.henk.id, NOW),
        ]
