"""Who takes part in a round: all, or those who were invited; and what is sealed."""

import pytest
from sqlalchemy import select

from ikparticipation import clock
from ikparticipation.audit import Action, AuditEvent
from ikparticipation.consultation import services
from ikparticipation.consultation.anchors import whole
from ikparticipation.consultation.models import Circle, CommentKind, Round, RoundInvitation
from ikparticipation.consultation.period import day_of
from ikparticipation.errors import NotAllowedError
from ikparticipation.mail import OutgoingMail
from ikparticipation.organisations.queries import membership_of
from tests import make, make_drafts
from tests.consultation.commenting import comments, typed

FORM = "/entwuerfe/leitlinien/1/p1/kommentieren"


def invite(session, in_round, *organisations):
    count = services.invite_organisations(
        session, in_round, organisations, actor=make.steering(session), at=clock.now()
    )
    session.commit()
    return count


def submit(session, in_round, person, **given):
    passage = make_drafts.passages(session, in_round.version)[0]
    return services.submit_comment(
        session,
        author=person,
        in_round=in_round,
        passage=passage,
        span=whole(passage.text),
        kind=CommentKind.REMARK,
        text="Auch abends.",
        at=clock.now(),
        **given,
    )


@pytest.mark.parametrize(
    ("circle", "invited", "uninvited", "nobody"),
    [
        (Circle.EVERYONE, True, True, True),
        (Circle.INVITED, True, False, False),
        (Circle.CLOSED, True, False, False),
    ],
)
def test_who_may_comment(
    session, in_round, organisation, representative, circle, invited, uninvited, nobody
):
    in_round.circle = circle
    invite(session, in_round, organisation)
    other_organisation = make.organisation(session)
    other = make.member(session, of=other_organisation)
    tries = {
        (representative, organisation): invited,
        (representative, None): invited,
        (other, other_organisation): uninvited,
        (other, None): uninvited,
        (make.user(session), None): nobody,
    }

    for (person, speaks_for), allowed in tries.items():
        membership = membership_of(session, person, speaks_for.id) if speaks_for else None
        if allowed:
            submit(session, in_round, person, membership=membership)
        else:
            with pytest.raises(NotAllowedError, match="eingeladen"):
                submit(session, in_round, person, membership=membership)


@pytest.mark.parametrize(
    ("circle", "opened", "sent"),
    [(Circle.EVERYONE, 200, 303), (Circle.INVITED, 403, 403), (Circle.CLOSED, 404, 404)],
)
def test_the_form_for_somebody_who_was_not_invited(
    session, as_user, in_round, author, circle, opened, sent
):
    in_round.circle = circle
    session.commit()

    page = as_user(author).get(FORM)
    answer = as_user(author).post(FORM, data=typed(text="Mühsam getippt"))

    assert (page.status_code, answer.status_code) == (opened, sent)
    assert len(comments(session)) == (sent == 303)
    if sent == 403:
        assert "Mühsam getippt" in answer.text


@pytest.mark.parametrize("circle", [Circle.INVITED, Circle.CLOSED])
def test_an_invited_member_comments_as_anybody(
    session, as_user, in_round, organisation, representative, circle
):
    in_round.circle = circle
    invite(session, in_round, organisation)

    client = as_user(representative)

    assert client.get("/entwuerfe/leitlinien/1").status_code == 200
    assert client.get(FORM).status_code == 200
    answer = client.post(FORM, data=typed(speaks_for=str(organisation.id)))
    assert answer.status_code == 303


class TestInviting:
    def test_each_organisation_once_and_its_members_are_told(
        self, session, work, in_round, organisation, representative, contributor
    ):
        gone = make.member(session, of=organisation)
        gone.disabled_at = clock.now()
        other = make.organisation(session)

        assert invite(session, in_round, organisation, other) == 2
        assert invite(session, in_round, organisation) == 0
        work()

        letters = session.scalars(select(OutgoingMail)).all()
        assert {m.to for m in letters} == {representative.email, contributor.email}
        assert all("/entwuerfe/leitlinien/1" in m.body for m in letters)
        events = session.scalars(select(AuditEvent.action)).all()
        assert events.count(Action.ROUND_INVITED) == 2

    @pytest.mark.parametrize("who", [make.user, make.moderator])
    def test_only_by_the_coordination(self, session, in_round, organisation, who):
        with pytest.raises(NotAllowedError):
            services.invite_organisations(
                session, in_round, [organisation], actor=who(session), at=clock.now()
            )

    def test_they_are_found_in_the_register_and_chosen(
        self, session, as_user, in_round, organisation
    ):
        make.organisation(session, name="Turnverein Ärmelkanal")
        client = as_user(make.steering(session))
        here = f"/verwaltung/runden/{in_round.id}/einladen"
        assert "Turnverein" in client.get(here).text
        found = client.get(f"{here}?suche=sprach").text
        assert "Sprachtreff" in found
        assert "Turnverein" not in found

        page = client.post(
            here, data={"organisation": [str(organisation.id), "x"]}, follow_redirects=True
        )

        assert "1 Organisation ist eingeladen; ihre Mitglieder" in page.text
        assert session.scalars(select(RoundInvitation.organisation_id)).all() == [organisation.id]
        session.commit()
        assert client.post(here, data={}).status_code == 422


def test_a_round_for_invited_and_sealed_leads_on_to_inviting(session, as_user):
    version, today = make_drafts.version(session), day_of(clock.now())
    session.commit()
    data = {
        "opens_on": today,
        "closes_on": today,
        "moderation": "pre",
        "circle": "closed",
        "sealed": "y",
    }
    client = as_user(make.steering(session))

    answer = client.post(f"/verwaltung/runden/neu?fassung={version.id}", data=data)

    opened = session.scalars(select(Round)).one()
    session.commit()
    assert answer.location.endswith(f"/verwaltung/runden/{opened.id}/einladen")
    assert (opened.circle, opened.sealed) == (Circle.CLOSED, True)
    listed = client.get("/verwaltung/runden").text
    assert "Nur eingeladene Organisationen lesen und kommentieren" in listed
    assert "versiegelt bis zum Ende" in listed


def test_the_form_says_that_the_round_is_sealed(session, as_user, in_round, author):
    in_round.sealed = True
    session.commit()

    assert "Bis dahin liest ihn niemand außer Ihnen" in as_user(author).get(FORM).text


@pytest.mark.parametrize("page", ["", "/{}/freigeben"])
def test_a_closed_round_hides_its_statements_from_those_who_were_not_invited(
    session, as_user, in_round, organisation, representative, page
):
    in_round.circle = Circle.CLOSED
    session.commit()
    address = f"/mein/stellungnahme/{in_round.id}{page.format(organisation.id)}"

    assert as_user(representative).get(address).status_code == 404
    invite(session, in_round, organisation)
    assert as_user(representative).get(address).status_code in {200, 303}
