from collections import Counter
from datetime import timedelta
from itertools import chain

import pytest

from ikparticipation.accounts.models import StaffRole
from ikparticipation.catalogue import shipped
from ikparticipation.consultation.models import CommentKind, CommentStatus, Outcome
from ikparticipation.demo import read
from ikparticipation.drafts.passages import PassageKind, parse
from ikparticipation.inventory.derive import derive
from ikparticipation.organisations.models import Kind, MemberRole
from ikparticipation.organisations.names import normalise
from ikparticipation.surveys.questionnaires import STANDARD
from ikparticipation.surveys.xlsform.check import check
from ikparticipation.surveys.xlsform.compile import read_workbook

NOW = timedelta(0)
MARK = "(Beispiel)"
COUNTY = read.county()
QUESTIONNAIRE = read_workbook(STANDARD.read_bytes()).questionnaire
NAMES = {organisation.name for organisation in COUNTY.organisations}


def municipalities():
    return sorted(shipped.municipalities())


def derived():
    known = municipalities()
    return {r.organisation: derive(QUESTIONNAIRE, r.document, known) for r in COUNTY.responses}


def members(key):
    return {member.email: member for member in COUNTY.by_key[key].people}


def named_partners():
    """Who answered → the names they gave."""
    return {key: [tie.mention for tie in said.ties] for key, said in derived().items()}


def by_key(comments):
    return [pytest.param(comment, id=comment.key) for comment in comments]


def by_organisation(responses):
    return [pytest.param(response, id=response.organisation) for response in responses]


every_comment = pytest.mark.parametrize("comment", by_key(COUNTY.comments))
every_response = pytest.mark.parametrize("response", by_organisation(COUNTY.responses))


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
    units = {unit.names["de"] for unit in COUNTY.staff.units}

    everything = NAMES | mentions | networks | units | {COUNTY.programme.document_title}
    assert {name for name in everything if not name.endswith(MARK)} == set()
    assert "Beispieltext" in COUNTY.guidelines[:200]


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
    assert {each.role for each in shown} == {*StaffRole, *MemberRole}
    assert len(shown) == len(StaffRole) + len(MemberRole)
    assert all(roles[each.email] is each.role for each in shown)


def test_whoever_looks_around_as_representative_still_has_the_questionnaire_before_them():
    (email,) = (
        each.email for each in COUNTY.staff.sign_in if each.role is MemberRole.REPRESENTATIVE
    )
    (theirs,) = (o.key for o in COUNTY.organisations if email in members(o.key))

    assert theirs not in {response.organisation for response in COUNTY.responses}


def test_wave_and_round_are_open_on_the_day_the_county_is_filled():
    programme = COUNTY.programme

    assert programme.wave.opens < NOW < programme.wave.closes
    assert programme.published <= programme.round.opens < NOW < programme.round.closes


def test_half_of_the_organisations_have_answered():
    answered = {response.organisation for response in COUNTY.responses}

    assert len(answered) == len(COUNTY.responses) == len(COUNTY.organisations) // 2
    assert answered <= COUNTY.by_key.keys()


@every_response
def test_an_answer_passes_the_check_of_the_standard_questionnaire(response):
    assert check(QUESTIONNAIRE, response.document) == ()


@every_response
def test_an_answer_is_submitted_in_time_by_a_representative(response):
    submitter = members(response.organisation)[response.submitted_by]

    assert submitter.role is MemberRole.REPRESENTATIVE
    assert COUNTY.programme.wave.opens < response.started < response.submitted < NOW


@every_response
def test_an_answer_has_offers_and_partners(response):
    said = derived()[response.organisation]

    assert 1 <= len(said.offers) <= 4
    assert 1 <= len(said.ties) <= 5
    assert COUNTY.by_key[response.organisation].name not in {tie.mention for tie in said.ties}


def test_row_ids_are_unique_over_all_answers():
    rows = chain.from_iterable(
        repeat for response in COUNTY.responses for repeat in response.document["rows"].values()
    )
    ids = [row["id"] for row in rows]

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
    blocks = parse(COUNTY.guidelines)

    kinds = {block.kind for block in blocks}
    assert kinds == set(PassageKind) - {PassageKind.QUOTE}
    assert sum(block.text.startswith("Leitlinie ") for block in blocks) == 8
    assert 1200 <= sum(len(block.text.split()) for block in blocks) <= 1600


@every_comment
def test_a_comment_stands_at_exactly_one_place(comment):
    places = [block.text.count(comment.quote) for block in parse(COUNTY.guidelines)]

    assert sum(places) == 1


@every_comment
def test_a_comment_is_from_a_member_and_its_dates_follow_one_another(comment):
    answer = comment.answer
    steps = [COUNTY.programme.round.opens, comment.submitted, comment.moderated]
    steps += [answer.drafted, answer.released] if answer else []
    taken = [step for step in steps if step is not None]

    assert comment.author in members(comment.organisation)
    assert taken == sorted(taken)
    assert taken[-1] < NOW


@every_comment
def test_a_comment_has_what_its_state_needs_and_nothing_else(comment):
    status, answer = comment.status, comment.answer

    assert (comment.moderated is None) == (status is CommentStatus.SUBMITTED)
    assert (comment.decline is not None) == (status is CommentStatus.DECLINED)
    assert (comment.replacement is not None) == (comment.kind is CommentKind.CHANGE_PROPOSAL)
    if answer is not None:
        assert status is CommentStatus.PUBLISHED
        assert answer.reason
        assert (answer.deferred_until is not None) == (answer.outcome is Outcome.DEFERRED)
        assert answer.deferred_until is None or answer.deferred_until > NOW


def test_comments_are_in_every_state_with_every_kind_and_every_outcome():
    comments = COUNTY.comments
    released = [c.answer for c in comments if c.answer and c.answer.released is not None]
    drafts = [c.answer for c in comments if c.answer and c.answer.released is None]

    later = {CommentStatus.DRAFT, CommentStatus.WITHDRAWN}  # nothing to see, or only a tombstone
    assert {comment.status for comment in comments} == set(CommentStatus) - later
    assert {comment.kind for comment in comments} == set(CommentKind)
    assert {answer.outcome for answer in released} == set(Outcome)
    assert len(drafts) == 1
    assert any(c.status is CommentStatus.PUBLISHED and c.answer is None for c in comments)
    assert len({comment.key for comment in comments}) == len(comments) >= 26


def test_texts_use_real_quotation_marks():
    texts = [COUNTY.guidelines, *(o.description for o in COUNTY.organisations)]
    for comment in COUNTY.comments:
        texts += [comment.text, comment.replacement or ""]
        texts += [comment.answer.reason if comment.answer else ""]
        texts += [comment.decline.reason if comment.decline else ""]

    assert [text for text in texts if '"' in text or "'" in text or " - " in text] == []
