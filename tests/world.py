"""One of everything: an organisation and its people, the staff, and a thing for every address."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count
from secrets import token_urlsafe
from typing import Any
from uuid import UUID, uuid4

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from ikparticipation import clock
from ikparticipation.accounts.models import User
from ikparticipation.accounts.queries import token_hash
from ikparticipation.accounts.services import issue_link
from ikparticipation.audit import Action, EventState, record
from ikparticipation.audit.models import MOST_TRIES
from ikparticipation.consultation.models import (
    Circle,
    Comment,
    CommentKind,
    CommentStatus,
    Statement,
)
from ikparticipation.inventory import services as inventory
from ikparticipation.inventory.hsds.said import Place
from ikparticipation.inventory.hsds.taxonomies import taxonomy_id, term_id
from ikparticipation.inventory.hsds.writing import place_id
from ikparticipation.inventory.models import DoubtOutcome, NetworkName, Offer, OfferDoubt
from ikparticipation.inventory.services.groups import add_group_member
from ikparticipation.mail import OutgoingMail
from ikparticipation.organisations.models import MemberRole, Membership, Organisation, Outcome
from ikparticipation.organisations.names import normalise
from ikparticipation.organisations.services import deciding, keeping_apart, merging
from ikparticipation.receipts import new_code
from ikparticipation.surveys.models import (
    AnswerFile,
    Channel,
    ContactProposal,
    Entry,
    InvitationMail,
    Participation,
    Questionnaire,
    ReopeningRequest,
    ResponseRevision,
    SurveyOptOut,
    WaveInvitation,
)
from ikparticipation.surveys.services import results, reviewing
from tests import (
    make,
    make_answers,
    make_drafts,
    make_hsds,
    make_inventory,
    make_jobs,
    make_lists,
    make_surveys,
    make_ties,
)

_numbers = count(100)
PEOPLE = "VCRFMSA"
"""Visitor · contributor and representative of the organisation the things belong to ·
somebody else, who represents another one · moderator · steering · administrator."""

Values = dict[str, Any]
"""Argument of an address, or a part of its query → value."""


@dataclass
class World:
    """An organisation with its people and what it said, and the staff."""

    session: Session
    people: dict[str, User | None]
    organisation: Organisation
    answered: ResponseRevision
    read: dict[tuple[str, str], Values] = field(default_factory=dict)
    """What addresses were last given: who only reads gets the same as the one before."""

    def values(self, line: str, arguments: set[str]) -> Values:
        """Return things for the arguments of an address, made anew."""
        made = _MAKERS[line](self) if line in _MAKERS else {}
        for name in arguments - made.keys():
            found = _MAKERS[name](self)
            made |= {each: value for each, value in found.items() if each in arguments}
        self.session.commit()  # SQLite: an open transaction would keep the pages from writing
        return made

    def addresses(self, app: Flask, line: str) -> Iterator[tuple[str, str]]:
        """Yield method and address of each way to call an endpoint.

        `line` is its name, or its name and in brackets which thing is meant.
        """
        for rule in app.url_map.iter_rules(line.partition(" (")[0]):
            for method in sorted((rule.methods or set()) & {"GET", "POST"}):
                arguments = rule.arguments - set(rule.defaults or ())
                values = self.read.get((line, rule.rule)) if method == "GET" else None
                if values is None:
                    values = self.values(line, arguments)
                if method == "GET":
                    self.read[line, rule.rule] = values
                with app.test_request_context():
                    yield method, app.url_for(rule.endpoint, **values)


def build(session: Session) -> World:
    wave, organisation, representative = make_surveys.seat(session)
    answered = make_surveys.submitted(session, wave, organisation, representative)
    inventory.derive_from_response(session, answered.id)
    inventory.take_network(session, wave.id, at=clock.now())
    results.count_response(session, answered.response_id)
    session.commit()
    people = {
        "V": None,
        "C": make.member(session, of=organisation, role=MemberRole.CONTRIBUTOR),
        "R": representative,
        "F": make.member(session),
        "M": make.moderator(session),
        "S": make.steering(session),
        "A": make.administrator(session),
    }
    return World(session, people, organisation, answered)


def _answer(world: World) -> Values:
    wave = world.answered.response.wave
    return {
        "wave_id": wave.id,
        "section_name": "angebote",
        "row_id": world.answered.document["rows"]["angebot"][0]["id"],
        "questionnaire_id": wave.questionnaire_id,
        "question": "anzahl",
        "survey_id": wave.questionnaire.survey_id,
    }


def _partner_field(world: World) -> Values:
    row = world.answered.document["rows"]["partner"][0]["id"]
    field = f"rows/partner/{row}/name"
    return _answer(world) | {"section_name": "partner", "feld": field}


def _answer_file(world: World) -> Values:
    response, key = world.answered.response, "0" * 64
    file = {"file": key, "name": "bericht.txt", "type": "text/plain", "size": 5}
    for each in (response, world.answered):
        each.document = {**each.document, "answers": {**each.document["answers"], "datei": file}}
    if not world.session.scalars(select(AnswerFile)).all():
        kept = AnswerFile(
            response=response,
            sha256=key,
            media_type="text/plain",
            content=b"hallo",
            stored_at=response.saved_at,
        )
        world.session.add(kept)
    world.session.commit()
    return {"response_id": response.id, "sha256": key}


def _questionnaire_draft(world: World) -> Values:
    survey = world.answered.response.wave.questionnaire.survey
    make_surveys.draft(world.session, survey)
    return {
        "survey_id": survey.id,
        "line_id": "survey-4",
        "list_name": "farben",
        "section_name": "wir",
    }


def _two_versions(world: World) -> Values:
    first = world.answered.response.wave.questionnaire
    versions = world.session.scalars(
        select(Questionnaire.id).where(Questionnaire.survey_id == first.survey_id)
    ).all()
    if len(versions) == 1:
        new = make_surveys.questionnaire(world.session, survey=first.survey, number=2)
        versions = [*versions, new.id]
    return {"questionnaire_id": versions[0], "other": versions[1]}


def _passage(world: World) -> Values:
    version = make_drafts.open_round(world.session).version
    key = make_drafts.passages(world.session, version)[1].key
    return {"slug": version.document.slug, "number": version.number, "key": key}


def _unpublished(world: World) -> Values:
    return {"slug": make_drafts.document(world.session).slug, "number": 1}


def _comment(world: World, **given: Any) -> Values:
    comment = make_drafts.comment(
        world.session, author=world.people["C"], organisation=world.organisation, **given
    )
    return {"comment_id": comment.id}


def _undecided(world: World) -> Values:
    return _comment(world, status=CommentStatus.SUBMITTED)


def _draft(world: World) -> Values:
    return _comment(world, status=CommentStatus.DRAFT)


def _statement(world: World) -> Values:
    released = Statement(
        round=make_drafts.open_round(world.session),
        organisation=world.organisation,
        released_at=clock.now(),
        released_by_id=make.user(world.session).id,
        receipt_code=new_code(),
        receipt_hash="",
    )
    return {"statement_id": make.store(world.session, released).id}


def _others_comment(world: World) -> Values:
    comment = make_drafts.comment(world.session)
    return {"comment_id": comment.id, "organisation_id": world.organisation.id}


def _passage_of_round(world: World) -> Values:
    in_round = make_drafts.open_round(world.session)
    key = make_drafts.passages(world.session, in_round.version)[1].key
    return {"round_id": in_round.id, "key": key}


def _group(world: World) -> Values:
    return {"group_id": make_drafts.group(world.session)[0].id}


def _member(world: World) -> Values:
    person = make.member(world.session, of=world.organisation, role=MemberRole.CONTRIBUTOR)
    query = select(Membership.id).where(Membership.user_id == person.id)
    return {"membership_id": world.session.scalars(query).one()}


def _uploaded_list(world: World) -> Values:
    return {"import_id": make_lists.uploaded(world.session, actor=world.people["S"]).id}


def _failed_event(world: World) -> Values:
    event = record(world.session, Action.USER_CHANGED, make.user(world.session), actor_id=None)
    event.state, event.tries, event.error = EventState.FAILED, MOST_TRIES, "ValueError: so nicht"
    return {"event_id": event.id}


def _job(world: World) -> Values:
    return {"job_id": make_jobs.done(world.session, actor=world.people["S"]).id}


def _mail(world: World) -> Values:
    now = clock.now()
    letter = OutgoingMail(
        key=str(uuid4()),
        to="a@example.org",
        subject="Ihre Einladung",
        body="Guten Tag!\n",
        written_at=now,
        due_at=now,
    )
    return {"mail_id": make.store(world.session, letter).id}


def _link(world: World) -> Values:
    person = make.user(world.session)
    return {"token": issue_link(world.session, person, leads_to="/", at=clock.now())}


def _not_me(world: World) -> Values:
    """The link of a mail to somebody of an organisation that has not answered."""
    token, now = token_urlsafe(32), clock.now()
    invitation = _invitation(world)
    letter = OutgoingMail(
        key=f"invitation {token}", to="", subject="", body="", written_at=now, due_at=now
    )
    person = make.user(world.session)
    world.session.add(letter)
    world.session.flush()
    kept = InvitationMail(
        invitation=invitation,
        user_id=person.id,
        mail_id=letter.id,
        sent_for=now,
        token_hash=token_hash(token),
        leads_to="/",
    )
    make.store(world.session, kept)
    return {"token": token}


def _invitation(world: World) -> WaveInvitation:
    wave = make_surveys.open_wave(world.session)
    organisation = make_surveys.invited(world.session, wave)
    query = select(WaveInvitation).where(WaveInvitation.organisation_id == organisation.id)
    return world.session.scalars(query).one()


def _entry(world: World, invitation: WaveInvitation | None = None, **given: Any) -> Entry:
    staff = world.people["S"]
    entry = Entry(
        invitation=invitation or _invitation(world),
        channel=Channel.PAPER,
        received_on=clock.now().date(),
        source="Ordner 3",
        opened_at=clock.now(),
        opened_by_id=staff.id if staff else make.steering(world.session).id,
        **given,
    )
    return make.store(world.session, entry)


def _own_entry(world: World) -> Values:
    """What was entered for the organisation."""
    query = select(Entry).where(Entry.revision_id == world.answered.id)
    entry = world.session.scalars(query).one_or_none()
    if entry is None:
        asked = select(WaveInvitation).where(
            WaveInvitation.organisation_id == world.organisation.id,
            WaveInvitation.wave_id == world.answered.response.wave_id,
        )
        invitation = world.session.scalars(asked).one()
        entry = _entry(world, invitation, closed_at=clock.now(), revision=world.answered)
    return _answer(world) | {"entry_id": entry.id}


def _anonymous(world: World) -> Values:
    """A wave in which the organisation was asked anonymously, and has begun elsewhere."""
    wave = make_surveys.open_wave(world.session, anonymous=True)
    make_surveys.invited(world.session, wave, world.organisation)
    today = clock.now().date()
    begun = Participation(wave=wave, organisation=world.organisation, begun_on=today)
    make.store(world.session, begun)
    return {
        "wave_id": wave.id,
        "organisation_id": world.organisation.id,
        "section_name": "wir",
        "row_id": uuid4(),
    }


def _contact_proposal(world: World) -> Values:
    proposal = ContactProposal(
        invitation=_invitation(world),
        name="Eva Neu",
        email=f"eva{next(_numbers)}@example.org",
        proposed_by_id=make.user(world.session).id,
        proposed_at=clock.now(),
    )
    return {"proposal_id": make.store(world.session, proposal).id}


def _opt_out(world: World) -> Values:
    wish = SurveyOptOut(
        organisation=make.organisation(world.session),
        wished_at=clock.now(),
        wished_by_id=make.user(world.session).id,
    )
    return {"opt_out_id": make.store(world.session, wish).id}


def _hidden(world: World) -> Values:
    world.organisation.public = False
    return {"organisation_id": world.organisation.id}


def _offer(world: World) -> Values:
    query = select(Offer.id).where(Offer.organisation_id == world.organisation.id)
    return {"offer_id": world.session.scalars(query).first()}


def _lasting_offer(world: World) -> Values:
    query = select(Offer.lasting_id).where(Offer.organisation_id == world.organisation.id)
    return {"offer_id": world.session.scalars(query).first()}


def _hidden_lasting_offer(world: World) -> Values:
    _hidden(world)
    return _lasting_offer(world)


def _lasting(world: World) -> Values:
    return {"lasting_id": _lasting_offer(world)["offer_id"]}


def _layer(world: World) -> Values:
    offer = make_inventory.first_offer(world.session, world.organisation)
    return {"layer_id": make_inventory.layer(world.session, offer).id}


def _ended(world: World, by: str) -> Values:
    doubt = make.store(
        world.session,
        OfferDoubt(
            lasting_id=uuid4(),
            organisation_id=world.organisation.id,
            offer_name="Sprachcafé",
            words="Gibt es das noch?",
            said_at=clock.now(),
        ),
    )
    ended = {"outcome": DoubtOutcome.ENDED, "answer": "", "at": clock.now()}
    inventory.settle_doubt(world.session, doubt.id, actor=world.people[by], **ended)
    return {"doubt_id": doubt.id}


def _doubt(world: World) -> Values:
    offer = make_inventory.first_offer(world.session, world.organisation)
    return {"doubt_id": make_inventory.doubt(world.session, offer).id}


def _service(world: World) -> Values:
    return {"service_id": make_hsds.offer(world.session, world.organisation).lasting_id}


def _service_at_location(world: World) -> Values:
    offer = make_hsds.offer(world.session, world.organisation)
    make_hsds.place(world.session, offer.id)
    return {"link_id": UUID(place_id(offer.lasting_id, Place(number=1)))}


def _offer_file(world: World) -> Values:
    return {"file_id": make_hsds.uploaded(world.session, actor=world.people["S"]).id}


def _change_proposal(world: World, **given: Any) -> Values:
    kind = CommentKind.CHANGE_PROPOSAL
    return _comment(world, kind=kind, replacement="Kurse für alle.", **given)


def _drafted_proposal(world: World) -> Values:
    return _change_proposal(world, status=CommentStatus.DRAFT)


def _assigned(world: World, **given: Any) -> Values:
    values = _comment(world, **given)
    comment = world.session.get_one(Comment, values["comment_id"])
    make_answers.assignment(world.session, comment, to=world.organisation)
    return values


def _carried(world: World, **given: Any) -> Values:
    in_round = make_drafts.open_round(world.session, **given)
    place = make_answers.place(
        world.session, comment=make_drafts.comment(world.session, in_round=in_round)
    )
    return {"slug": place.to_version.document.slug, "number": 2, "earlier": 1}


def _answered(world: World) -> Values:
    return {"comment_id": make_drafts.answer(world.session).comment_id}


def _document_in_round(world: World) -> Values:
    return {"document_id": make_drafts.open_round(world.session).version.document_id}


def _corrected_answer(world: World) -> Values:
    """An answer that was asked about and corrected, of the organisation."""
    response, staff, at = world.answered.response, world.people["S"], clock.now()
    given = {"question": "anzahl", "row_id": "", "actor": staff, "at": at}
    inquiry = reviewing.ask(world.session, response.id, words="Sind das alle?", **given)
    number = {"answers/anzahl": [str(next(_numbers))]}
    correction = reviewing.correct(
        world.session, response.id, form=number, reason="Gezählt.", seen=1, **given
    )
    world.session.commit()
    return _answer(world) | {
        "inquiry_id": inquiry.id,
        "correction_id": correction.id,
        "organisation_id": world.organisation.id,
        "frage": "anzahl",
    }


def _reopening_request(world: World) -> Values:
    asked = ReopeningRequest(
        response=make_surveys.submitted(world.session, *make_surveys.seat(world.session)).response,
        reason="Ein Angebot fehlt.",
        asked_by_id=make.user(world.session).id,
        asked_at=clock.now(),
    )
    return {"request_id": make.store(world.session, asked).id}


def _other_name(world: World) -> Values:
    name = f"Anderer Name {next(_numbers)}"
    made = make.other_name(world.session, of=world.organisation, name=name)
    return {"organisation_id": world.organisation.id, "name_id": made.id}


def _named(world: World) -> Values:
    """Another organisation names the one of this world as its partner."""
    wave, partner = world.answered.response.wave, make.organisation(world.session)
    said = make_ties.said(world.session, wave)
    make.store(world.session, make_ties.statement(partner, world.organisation, *said))
    return {
        "wave_id": wave.id,
        "organisation_id": world.organisation.id,
        "partner_id": partner.id,
    }


def _tie_reply(world: World) -> Values:
    named, wave = _named(world), world.answered.response.wave
    partner = world.session.get_one(Organisation, named["partner_id"])
    person = world.people["R"]
    reply = make_ties.reply(world.session, wave, world.organisation, partner, actor=person)
    return {"reply_id": reply.id}


def _spelling(world: World) -> Values:
    group = make_ties.group(world.session, f"Tisch {next(_numbers)}", f"T {next(_numbers)}")
    other = select(NetworkName.id).where(
        NetworkName.network_id == group.id, NetworkName.name != group.name
    )
    return {"spelling_id": world.session.scalars(other).one()}


def _belonging(world: World) -> Values:
    belonging = add_group_member(
        world.session,
        make_ties.group(world.session),
        world.organisation.id,
        role="",
        reason="Protokoll",
        actor=make.steering(world.session),
        at=clock.now(),
    )
    return {"belonging_id": belonging.id}


def _mention(world: World) -> Values:
    name = f"Unbekannt {next(_numbers)}"
    said = make_ties.said(world.session, world.answered.response.wave)
    written = make_ties.statement(
        world.organisation, None, *said, mention=name, normal_mention=normalise(name)
    )
    make.store(world.session, written)
    return {"name": name}


def _two_entries(world: World) -> Values:
    one, other = make.organisation(world.session), make.organisation(world.session)
    return {"kept_id": one.id, "gone_id": other.id, "one_id": one.id, "other_id": other.id}


_WHY: dict[str, Any] = {"reason": "Nachgefragt", "at": clock.now()}


def _decided(world: World) -> Values:
    decision = deciding.decide_name(
        world.session,
        _mention(world)["name"],
        Outcome.LEFT,
        None,
        actor=make.steering(world.session),
        **_WHY,
    )
    return {"decision_id": decision.id}


def _merged(world: World) -> Values:
    both = [make.organisation(world.session) for _ in range(2)]
    actor = make.steering(world.session)
    done = merging.merge_organisations(world.session, *both, actor=actor, **_WHY)
    return {"merge_id": done.id}


def _kept_apart(world: World) -> Values:
    both = [make.organisation(world.session) for _ in range(2)]
    actor = make.steering(world.session)
    pair = keeping_apart.keep_apart(world.session, *both, actor=actor, **_WHY)
    return {"pair_id": pair.id}


_MAKERS: dict[str, Callable[[World], Values]] = {
    "inventory.mention": _mention,
    "decision_id": _decided,
    "organisations.merge": _two_entries,
    "organisations.keep_apart": _two_entries,
    "merge_id": _merged,
    "pair_id": _kept_apart,
    "inventory.pair": _named,
    "inventory.confirm_tie": _named,
    "inventory.deny_tie": _named,
    "reply_id": _tie_reply,
    "network_id": lambda world: {"network_id": make_ties.group(world.session).id},
    "spelling_id": _spelling,
    "belonging_id": _belonging,
    "request_id": _reopening_request,
    "wave_id": _answer,
    "section_name": _answer,
    "row_id": _answer,
    "questionnaire_id": _answer,
    "survey_id": _answer,
    "question": _answer,
    "slug": _passage,
    "number": _passage,
    "key": _passage,
    "comment_id": _comment,
    "group_id": _group,
    "membership_id": _member,
    "import_id": _uploaded_list,
    "event_id": _failed_event,
    "mail_id": _mail,
    "job_id": _job,
    "token": _link,
    "surveys.other_person": _not_me,
    "surveys.no_more_surveys": _not_me,
    "surveys.decide_contact": _contact_proposal,
    "opt_out_id": _opt_out,
    "entry_id": lambda world: {"entry_id": _entry(world).id},
    "surveys.object_to_entry": _own_entry,
    "surveys.mail_texts": lambda world: _answer(world) | {"kind": "einladung"},
    "offer_id": _offer,
    "doubt_id": _doubt,
    "inventory.take_back_my_end": lambda world: _ended(world, "R"),
    "inventory.take_back_end": lambda world: _ended(world, "S"),
    "lasting_id": _lasting,
    "layer_id": _layer,
    "inventory.offer": _lasting_offer,
    "inventory.doubt": _lasting_offer,
    "inventory.doubt (of a hidden organisation)": _hidden_lasting_offer,
    "service_id": _service,
    "link_id": _service_at_location,
    "file_id": _offer_file,
    "taxonomy_id": lambda _world: {"taxonomy_id": UUID(taxonomy_id("target_group"))},
    "term_id": lambda _world: {"term_id": UUID(term_id("target_group", "frauen"))},
    "inventory.hsds.organization (hidden)": _hidden,
    "name_id": _other_name,
    "organisation_id": lambda world: {"organisation_id": world.organisation.id},
    "user_id": lambda world: {"user_id": make.moderator(world.session).id},
    "document_id": lambda world: {"document_id": make_drafts.document(world.session).id},
    "round_id": lambda world: {"round_id": make_drafts.open_round(world.session).id},
    "language": lambda _world: {"language": "en"},
    "filename": lambda _world: {"filename": "ikp.css"},
    "inventory.actor (hidden)": _hidden,
    "inventory.network_organisation (hidden)": _hidden,
    "inventory.network_picture": lambda _world: {"form": "svg"},
    "inventory.network_file": lambda _world: {"form": "graphml"},
    "inventory.network_table": lambda _world: {"table": "knoten"},
    "inventory.offer (of a hidden organisation)": _hidden_lasting_offer,
    "consultation.version (not published)": _unpublished,
    "consultation.compare (not published)": _unpublished,
    "consultation.carried_comments": _carried,
    "consultation.carried_comments (in a closed circle)": lambda world: _carried(
        world, circle=Circle.CLOSED
    ),
    "code": lambda _world: {"code": "ar"},
    "other": lambda _world: {"other": 1},
    "surveys.register": _partner_field,
    "surveys.take_name": _partner_field,
    "surveys.answer_file": _answer_file,
    "surveys.correct_answer": _corrected_answer,
    "inquiry_id": _corrected_answer,
    "correction_id": _corrected_answer,
    "surveys.compare_versions": _two_versions,
    **{
        f"surveys.{page}": _questionnaire_draft
        for page in (
            *("draft", "save_draft", "undo", "discard_edits", "discard_draft", "publish"),
            *("draft_workbook", "draft_markdown", "outline", "move", "move_line", "remove_line"),
            *("line", "edit_line", "new_line", "choice_list", "edit_choices", "draft_settings"),
            *("edit_settings", "preview_draft", "fill_in_draft"),
        )
    },
    **{
        f"surveys.{page}": _anonymous
        for page in (
            *("anonymous_overview", "speak_anonymously", "type_code", "open_anonymously"),
            *("put_code_away", "anonymous_section", "save_anonymous_section"),
            *("remove_anonymous_row", "anonymous_register", "take_name_anonymously"),
            *("review_anonymously", "submit_anonymously", "anonymous_receipt", "participation"),
            *("begin_anonymously", "confirm_took_part", "new_start"),
        )
    },
    "surveys.fill_in_version": lambda world: _answer(world) | {"section_name": "wir"},
    "consultation.comment (undecided)": _undecided,
    "consultation.comment (declined)": lambda world: _comment(world, status=CommentStatus.DECLINED),
    "consultation.appeal (declined)": lambda world: _comment(world, status=CommentStatus.DECLINED),
    "consultation.report (undecided)": _undecided,
    "consultation.proposal": _change_proposal,
    "consultation.take_over": _change_proposal,
    "consultation.take_over_by_hand": _change_proposal,
    "consultation.proposal (draft)": _drafted_proposal,
    "consultation.take_over (draft)": _drafted_proposal,
    "consultation.take_over_by_hand (draft)": _drafted_proposal,
    "consultation.my_answer": _assigned,
    "consultation.my_answer (draft)": lambda world: _assigned(world, status=CommentStatus.DRAFT),
    "consultation.answer (draft)": _draft,
    "consultation.link_changes (draft)": _draft,
    "consultation.assign (draft)": _draft,
    "consultation.link_changes": _answered,
    "consultation.next_version": _document_in_round,
    "block_id": lambda world: {"block_id": make_answers.text_block(world.session).id},
    "version_id": lambda world: {"version_id": make_drafts.version(world.session).id},
    "place_id": lambda world: {"place_id": make_answers.place(world.session).id},
    "consultation.open_round": lambda world: {"fassung": make_drafts.version(world.session).id},
    "statement_id": _statement,
    "consultation.edit_draft": _draft,
    "consultation.delete_draft": _draft,
    "consultation.support": _others_comment,
    "consultation.take_back_support": _others_comment,
    "consultation.enter_contribution": _passage_of_round,
    "consultation.moderate": _undecided,
    "consultation.publish_comment": _undecided,
    "consultation.decline_comment": _undecided,
}
"""What makes the values of an argument: by the line of the table of rights, or by its name."""
