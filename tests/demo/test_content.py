from collections import Counter
from datetime import timedelta
from itertools import chain

import pytest

from ikparticipation.accounts.models import StaffRole
from ikparticipation.catalogue import shipped
from ikparticipation.consultation.models import ChangeReason, CommentKind, CommentStatus, Outcome
from ikparticipation.consultation.queries.answering.assigned import DRAFTING
from ikparticipation.consultation.queries.next_version.changes import POINTING
from ikparticipation.demo import read
from ikparticipation.drafts.models import LEICHTE_SPRACHE
from ikparticipation.drafts.passages import PassageKind, parse
from ikparticipation.inventory.derive import derive
from ikparticipation.organisations.models import Kind, MemberRole
from ikparticipation.organisations.names import normalise
from ikparticipation.surveys.questionnaires import SHIPPED
from ikparticipation.surveys.questionnaires.catalogues import shipped_catalogues
from ikparticipation.surveys.xlsform.check import check, submission
from ikparticipation.surveys.xlsform.compile import read_workbook
from tests.surveys.xlsform.forms import state

NOW = timedelta(0)
MARK = "(Beispiel)"
COUNTY = read.county()
QUESTIONNAIRES = {
    which: read_workbook(each.file.read_bytes(), catalogues=shipped_catalogues()).questionnaire
    for which, each in SHIPPED.items()
}
NAMES = {organisation.name for organisation in COUNTY.organisations}


def municipalities():
    return sorted(shipped.municipalities())


def derived():
    known = municipalities()
    standard = QUESTIONNAIRES[COUNTY.wave.questionnaire]
    return {r.organisation: derive(standard, r.document, known) for r in COUNTY.responses}


def members(key):
    return {member.email: member for member in COUNTY.by_key[key].people}


def named_partners():
    """Who answered → the names they gave."""
    return {key: [tie.mention for tie in said.ties] for key, said in derived().items()}


every_comment = pytest.mark.parametrize(
    ("document", "comment"),
    [
        pytest.param(document, comment, id=f"{document.slug}-{comment.key}")
        for document in COUNTY.documents
        for comment in document.comments
    ],
)
every_document = pytest.mark.parametrize("document", COUNTY.documents, ids=lambda d: d.slug)
every_response = pytest.mark.parametrize(
    ("wave", "response"),
    [
        pytest.param(wave, response, id=f"{wave.questionnaire}-{response.organisation}")
        for wave in COUNTY.waves
        for response in wave.responses
    ],
)
every_standard_response = pytest.mark.parametrize(
    "response", [pytest.param(each, id=each.organisation) for each in COUNTY.responses]
)


def test_there_are_24_organisations_of_every_kind_and_no_two_are_alike():
    kinds = Counter(organisation.kind for organisation in COUNTY.organisations)

    assert len(COUNTY.organisations) == len({normalise(name) for name in NAMES}) == 24
    assert len(COUNTY.by_key) == 24
    assert set(kinds) == set(Kind)
    assert kinds[Kind.FACHDIENST] >= 3


def test_everything_invented_says_that_it_is_an_example():
    networks = {
        row["answers"]["netzwerk_name"]
        for response in COUNTY.responses
        for row in response.document["rows"].get("netzwerk", [])
    }
    mentions = set(chain.from_iterable(named_partners().values()))
    measures = {
        row["answers"][question]
        for response in COUNTY.office_wave.responses
        for row in response.document["rows"]["massnahme"]
        for question in ("massnahme_titel", "massnahme_partner")
        if question in row["answers"]
    }
    units = {unit.names["de"] for unit in COUNTY.staff.units}

    titles = {document.title for document in COUNTY.documents}
    decisions = {
        words
        for document in COUNTY.documents
        for revision in document.revisions
        if revision.decision
        for words in (revision.decision.body, revision.decision.reference)
    }

    everything = NAMES | mentions | measures | networks | units | titles | decisions
    assert {name for name in everything if not name.endswith(MARK)} == set()
    assert all("Beispieltext" in document.text[:200] for document in COUNTY.documents)


def test_nobody_can_be_reached_by_the_addresses_and_numbers():
    addresses = [member.email for member in COUNTY.staff.people]
    for organisation in COUNTY.organisations:
        addresses += [organisation.email, *members(organisation.key)]
        assert organisation.phone.startswith("030 23125 ")
        assert len(organisation.phone) == len("030 23125 000")

    assert len(set(addresses)) == len(addresses)
    assert all(a == a.lower() and a.isascii() for a in addresses)
    assert all(a.endswith(".example.org") for a in addresses)


def test_each_organisation_sits_in_the_county_and_has_somebody_who_may_submit():
    for organisation in COUNTY.organisations:
        roles = [member.role for member in organisation.people]
        assert MemberRole.REPRESENTATIVE in roles, organisation.key
        assert organisation.ags in municipalities(), organisation.key


def test_one_person_stands_for_each_role():
    roles = {member.email: member.role for member in COUNTY.staff.people}
    for organisation in COUNTY.organisations:
        roles |= {email: member.role for email, member in members(organisation.key).items()}

    shown = COUNTY.staff.sign_in
    assert {each.role for each in shown} == {*StaffRole, *MemberRole, *read.Desk}
    assert len(shown) == len(StaffRole) + len(MemberRole) + len(read.Desk)
    assert len({each.email for each in shown}) == len(shown)
    assert all(roles[each.email] is each.role for each in shown if each.role not in {*read.Desk})


def test_whoever_looks_around_as_an_office_has_answers_to_draft():
    (email,) = (each.email for each in COUNTY.staff.sign_in if each.role is read.Desk.OFFICE)
    (office,) = (o for o in COUNTY.organisations if email in members(o.key))

    assigned = [
        comment
        for comment in COUNTY.guidelines.comments
        if comment.assignment and comment.assignment.office == office.key
    ]
    assert office.kind in DRAFTING
    assert [comment.answer for comment in assigned].count(None) >= 1
    assert [comment.answer.drafted_by for comment in assigned if comment.answer] == [email]


def test_whoever_looks_around_as_representative_still_has_the_questionnaire_before_them():
    (email,) = (
        each.email for each in COUNTY.staff.sign_in if each.role is MemberRole.REPRESENTATIVE
    )
    (theirs,) = (o.key for o in COUNTY.organisations if email in members(o.key))

    assert theirs not in {response.organisation for response in COUNTY.responses}


def test_waves_and_round_are_open_on_the_day_the_county_is_filled():
    guidelines = COUNTY.guidelines

    assert all(wave.period.opens < NOW < wave.period.closes for wave in COUNTY.waves)
    assert guidelines.published <= guidelines.round.opens < NOW < guidelines.round.closes


def test_the_other_text_has_gone_all_the_way():
    field = COUNTY.field
    published, *later = field.revisions
    answers = field.answers.values()

    steps = [field.published, field.round.opens, field.round.closes]
    steps += [min(answer.drafted for answer in answers), max(answer.released for answer in answers)]
    steps += [published.published, published.decision.decided, published.decision.recorded]
    assert [*steps, NOW] == sorted({*steps, NOW})
    assert field.round.closes < published.saved < published.published
    assert [revision.published for revision in later] == [None]


def test_half_of_the_organisations_have_answered():
    answered = {response.organisation for response in COUNTY.responses}

    assert len(answered) == len(COUNTY.responses) == len(COUNTY.organisations) // 2
    assert answered <= COUNTY.by_key.keys()


def test_two_of_the_offices_that_were_asked_have_answered():
    wave = COUNTY.office_wave
    (office,) = (each.email for each in COUNTY.staff.sign_in if each.role is read.Desk.OFFICE)
    answered = {response.organisation for response in wave.responses}

    assert len(answered) == len(wave.responses) == 2
    assert answered < set(wave.asked)
    assert {COUNTY.by_key[key].kind for key in wave.asked} == set(DRAFTING)
    assert not any(office in members(key) for key in answered)


@every_response
def test_an_answer_passes_the_check_of_its_questionnaire(wave, response):
    assert check(state(QUESTIONNAIRES[wave.questionnaire], response.document)) == ()


@every_response
def test_an_answer_says_nothing_that_is_not_asked(wave, response):
    asked = state(QUESTIONNAIRES[wave.questionnaire], response.document)

    kept, said = submission(asked), response.document
    assert kept["answers"].items() >= said["answers"].items()
    for repeat, rows in said["rows"].items():
        for row, there in zip(rows, kept["rows"][repeat], strict=True):
            assert there["answers"].items() >= row["answers"].items()


@every_response
def test_an_answer_is_submitted_in_time_by_a_representative(wave, response):
    submitter = members(response.organisation)[response.submitted_by]

    assert submitter.role is MemberRole.REPRESENTATIVE
    assert wave.period.opens < response.started < response.submitted < NOW


@every_standard_response
def test_an_answer_has_offers_and_partners(response):
    said = derived()[response.organisation]

    assert 1 <= len(said.offers) <= 4
    assert 1 <= len(said.ties) <= 5
    assert COUNTY.by_key[response.organisation].name not in {tie.mention for tie in said.ties}


def test_row_ids_are_unique_over_all_answers():
    rows = chain.from_iterable(
        repeat
        for wave in COUNTY.waves
        for response in wave.responses
        for repeat in response.document["rows"].values()
    )
    ids = [
        each["id"]
        for row in rows
        for each in (row, *chain.from_iterable(row.get("rows", {}).values()))
    ]

    assert len(ids) == len(set(ids))


def test_partners_are_named_by_both_sides_by_one_side_and_in_other_spellings():
    keys = {organisation.name: organisation.key for organisation in COUNTY.organisations}
    named = named_partners()
    ties = {(a, keys[name]) for a, names in named.items() for name in names if name in keys}
    mentions = set(chain.from_iterable(named.values())) - NAMES
    spellings = {normalise(name) for name in NAMES}

    both_answered = {(a, b) for a, b in ties if b in named}
    assert any((b, a) in ties for a, b in both_answered)
    assert any((b, a) not in ties for a, b in both_answered)
    assert any(b not in named for a, b in ties)
    assert any(normalise(mention) in spellings for mention in mentions)
    assert sum(normalise(mention) not in spellings for mention in mentions) >= 3


def test_the_picture_has_rich_towns_thin_villages_and_little_for_health():
    places, fields = Counter(), {}
    for said in derived().values():
        for offer in said.offers:
            if not offer.county_wide:
                places.update(offer.municipalities)
            for field in offer.fields:
                fields.setdefault(field, set()).update(offer.municipalities)

    assert {ags for ags, _ in places.most_common(4)} == {
        *("15083270", "15083415", "15083531", "15083565")
    }
    assert len(set(municipalities()) - set(places)) > 10
    assert len(fields) == 6
    assert len(fields["gesundheit"]) == min(map(len, fields.values())) == 3


def test_the_guidelines_have_every_kind_of_passage_the_product_shows():
    blocks = parse(COUNTY.guidelines.text)

    kinds = {block.kind for block in blocks}
    assert kinds == set(PassageKind) - {PassageKind.QUOTE}
    assert sum(block.text.startswith("Leitlinie ") for block in blocks) == 8
    assert 1200 <= sum(len(block.text.split()) for block in blocks) <= 1600


@every_comment
def test_a_comment_stands_at_exactly_one_place(document, comment):
    places = [block.text.count(comment.quote or "\n") for block in parse(document.text)]

    assert sum(places) == (0 if comment.quote is None else 1)


def test_one_comment_is_on_a_whole_text():
    wholes = [c.key for d in COUNTY.documents for c in d.comments if c.quote is None]

    assert len(wholes) == 1


@every_comment
def test_a_comment_is_from_a_member_and_its_dates_follow_one_another(document, comment):
    answer = document.answers.get(comment.key)
    appeal = comment.decline.appeal if comment.decline else None
    steps = [document.round.opens, comment.submitted, comment.moderated]
    steps += [comment.assignment.assigned] if comment.assignment else []
    steps += [answer.drafted, answer.released] if answer else []
    steps += [comment.withdrawn, appeal.appealed if appeal else None]
    taken = [step for step in steps if step is not None]

    assert comment.author in members(comment.organisation)
    assert taken == sorted(taken)
    assert taken[-1] < NOW
    assert comment.submitted < document.round.closes


@every_comment
def test_what_others_do_about_a_comment_comes_after_it_while_the_round_is_open(document, comment):
    done = [(each.by, each.organisation, each.supported) for each in comment.supports]
    done += [(each.author, each.organisation, each.submitted) for each in comment.replies]

    for person, organisation, then in done:
        assert members(organisation)[person].role is MemberRole.REPRESENTATIVE
        assert organisation != comment.organisation
        assert comment.moderated < then < min(NOW, document.round.closes)
    assert all(each.submitted < each.moderated < NOW for each in comment.replies)
    if comment.report:
        assert comment.report.by not in members(comment.organisation)
        assert comment.moderated < comment.report.reported < NOW


@every_comment
def test_a_comment_has_what_its_state_needs_and_nothing_else(document, comment):
    status, answer = comment.status, document.answers.get(comment.key)
    undecided = {CommentStatus.DRAFT, CommentStatus.SUBMITTED}

    assert (comment.moderated is None) == (status in undecided)
    assert (comment.decline is not None) == (status is CommentStatus.DECLINED)
    assert (comment.withdrawn is not None) == (status is CommentStatus.WITHDRAWN)
    assert (comment.replacement is not None) == (comment.kind is CommentKind.CHANGE_PROPOSAL)
    if answer is not None:
        assert status is CommentStatus.PUBLISHED
        assert answer.reason
        assert (answer.deferred_until is not None) == (answer.outcome is Outcome.DEFERRED)
        assert answer.deferred_until is None or answer.deferred_until > NOW
    if comment.assignment or comment.report or comment.supports or comment.replies:
        assert status is CommentStatus.PUBLISHED
    if comment.assignment:
        assert COUNTY.by_key[comment.assignment.office].kind in DRAFTING
        assert comment.assignment.due > NOW


def test_comments_are_in_every_state_with_every_kind_and_every_outcome():
    comments, answers = COUNTY.guidelines.comments, COUNTY.guidelines.answers
    released = [answer for answer in answers.values() if answer.released is not None]
    drafts = [answer for answer in answers.values() if answer.released is None]

    assert {comment.status for comment in comments} == set(CommentStatus)
    assert {comment.kind for comment in comments} == set(CommentKind)
    assert {answer.outcome for answer in released} == set(Outcome)
    assert len(drafts) == 2
    assert [draft.drafted_by is None for draft in drafts].count(True) == 1
    assert any(c.status is CommentStatus.PUBLISHED and c.key not in answers for c in comments)
    assert len(comments) >= 26


def test_people_do_everything_the_product_lets_them_do_about_a_comment():
    comments = COUNTY.guidelines.comments

    assert any(comment.supports for comment in comments)
    assert any(comment.replies for comment in comments)
    assert any(comment.report for comment in comments)
    assert any(comment.decline and comment.decline.appeal for comment in comments)
    assert any(comment.assignment and comment.key not in COUNTY.guidelines.answers
               for comment in comments)  # fmt: skip
    assert [len(group.comments) for group in COUNTY.guidelines.groups] == [3]
    assert len(COUNTY.text_blocks) >= 2


@every_document
def test_keys_are_unique_and_what_refers_to_them_is_there(document):
    keys = [comment.key for comment in document.comments]
    named = [*chain.from_iterable(group.comments for group in document.groups)]
    for revision in document.revisions:
        named += [*revision.taken_over, *chain.from_iterable(e.answers for e in revision.edits)]

    assert len(set(keys)) == len(keys)
    assert set(named) <= set(keys)


@every_document
def test_who_sees_the_words_changed_has_an_answer_that_says_so(document):
    pointing = {key for r in document.revisions for e in r.edits for key in e.answers}
    taken_over = {key for r in document.revisions for key in r.taken_over}
    comments = {comment.key: comment for comment in document.comments}

    assert all(document.answers[key].outcome in POINTING for key in pointing | taken_over)
    assert all(comments[key].replacement for key in taken_over)


@every_document
def test_every_edit_finds_its_words_and_has_at_most_one_kind_of_reason(document):
    text = document.text

    for revision in document.revisions:
        for edit in revision.edits:
            assert text.count(edit.old) == 1, edit.old
            assert not (edit.answers and edit.reason)
            text = text.replace(edit.old, edit.new)
    assert parse(text)


def test_of_the_next_guidelines_one_change_is_not_explained_yet():
    (revision,) = COUNTY.guidelines.revisions

    reasons = {edit.reason for edit in revision.edits if not edit.answers}
    assert reasons == {ChangeReason.EDITORIAL, ChangeReason.OWN_INITIATIVE, None}
    assert sum(not edit.answers and edit.reason is None for edit in revision.edits) == 1
    assert any(edit.answers for edit in revision.edits)
    assert revision.published is None


def test_some_passages_are_there_in_simple_words_and_in_a_language_that_runs_the_other_way():
    translations = {each.language: each.passages for each in COUNTY.guidelines.translations}

    assert set(translations) == {LEICHTE_SPRACHE, "ar"}
    for passages in translations.values():
        texts = [block.text for block in parse(COUNTY.guidelines.text)]
        assert len(passages) >= 3
        assert all(sum(each.words in text for text in texts) == 1 for each in passages)


def said_with(comment):
    """What is written in a comment and about it."""
    yield from (comment.text, comment.replacement or "")
    if comment.decline:
        yield comment.decline.reason
        yield comment.decline.appeal.text if comment.decline.appeal else ""
    yield comment.assignment.note if comment.assignment else ""
    yield comment.report.text if comment.report else ""
    yield from (reply.text for reply in comment.replies)


def test_texts_use_real_quotation_marks():
    texts = [o.description for o in COUNTY.organisations]
    texts += [words for block in COUNTY.text_blocks for words in (block.title, block.text)]
    for document in COUNTY.documents:
        texts += [document.title, document.text]
        texts += [answer.reason for answer in document.answers.values()]
        texts += [edit.new for r in document.revisions for edit in r.edits]
        texts += [each.text for t in document.translations for each in t.passages]
        texts += chain.from_iterable(map(said_with, document.comments))

    assert [text for text in texts if '"' in text or "'" in text or " - " in text] == []
