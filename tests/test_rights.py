"""Who may open what: one line for each endpoint, tried with real things by seven people.

    x  opens: for reading and, where there is something to send, for sending
    -  is refused: a visitor is asked to sign in, anybody else reads that it is not for them
    0  is not there for this person: that it exists is nobody's business

A name in brackets says which thing is meant where not all are alike; `world` has the things.
"""

import re

import pytest
from sqlalchemy import delete

from ikparticipation import clock
from ikparticipation.organisations.models import Membership
from tests import make, make_inventory, make_surveys
from tests.world import PEOPLE, build

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True, scope="session")

RIGHTS = {
    # everybody                                     V C R F M S A
    "static":                                      "x x x x x x x",
    "healthz":                                     "x x x x x x x",
    "readyz":                                      "x x x x x x x",
    "reporting.home":                              "x x x x x x x",
    "reporting.help_page":                         "x x x x x x x",
    "reporting.accessibility":                     "x x x x x x x",
    "reporting.privacy":                           "x x x x x x x",
    "reporting.imprint":                           "x x x x x x x",
    "inventory.overview":                          "x x x x x x x",
    "inventory.where_from":                        "x x x x x x x",
    "inventory.offers":                            "x x x x x x x",
    "inventory.offer":                             "x x x x x x x",
    "inventory.offer (of a hidden organisation)":  "0 x x 0 x x x",
    "inventory.doubt":                             "x x x x x x x",
    "inventory.doubt (of a hidden organisation)":  "0 x x 0 x x x",
    "inventory.network":                           "x x x x x x x",
    "inventory.network_organisation":              "x x x x x x x",
    "inventory.network_organisation (hidden)":     "0 x x 0 x x x",
    "inventory.network_picture":                   "x x x x x x x",
    "inventory.network_file":                      "x x x x x x x",
    "inventory.network_table":                     "x x x x x x x",
    "inventory.data":                              "x x x x x x x",
    "inventory.hsds_services":                     "x x x x x x x",
    "inventory.hsds_organizations":                "x x x x x x x",
    "inventory.hsds_package":                      "x x x x x x x",
    "inventory.hsds.about":                        "x x x x x x x",
    "inventory.hsds.description":                  "x x x x x x x",
    "inventory.hsds.services":                     "x x x x x x x",
    "inventory.hsds.service":                      "x x x x x x x",
    "inventory.hsds.service_at_locations":         "x x x x x x x",
    "inventory.hsds.service_at_location":          "x x x x x x x",
    "inventory.hsds.organizations":                "x x x x x x x",
    "inventory.hsds.organization":                 "x x x x x x x",
    "inventory.hsds.organization (hidden)":        "0 0 0 0 0 0 0",
    "inventory.hsds.all_taxonomies":               "x x x x x x x",
    "inventory.hsds.taxonomy":                     "x x x x x x x",
    "inventory.hsds.taxonomy_terms":               "x x x x x x x",
    "inventory.hsds.taxonomy_term":                "x x x x x x x",
    "inventory.upload_offers":                     "- - - - - x x",
    "inventory.offers_preview":                    "- - - - - x x",
    "inventory.take_offers_in":                    "- - - - - x x",
    "inventory.discard_offers":                    "- - - - - x x",
    "inventory.actors":                            "x x x x x x x",
    "inventory.actor":                             "x x x x x x x",
    "inventory.actor (hidden)":                    "0 x x 0 x x x",
    "inventory.pair":                              "x x x x x x x",
    "inventory.groups":                            "x x x x x x x",
    "inventory.group":                             "x x x x x x x",
    "consultation.drafts":                         "x x x x x x x",
    "consultation.version":                        "x x x x x x x",
    "consultation.version (not published)":        "0 0 0 0 0 0 0",
    "consultation.comments_of_version":            "x x x x x x x",
    "consultation.carried_comments":               "x x x x x x x",
    "consultation.carried_comments (in a closed circle)": "0 0 0 0 x x x",
    "consultation.compare":                        "x x x x x x x",
    "consultation.compare (not published)":        "0 0 0 0 0 0 0",
    "consultation.synopsis":                       "x x x x x x x",
    "consultation.synopsis_file":                  "x x x x x x x",
    "consultation.draft_file":                     "x x x x x x x",
    "consultation.annotations":                    "x x x x x x x",
    "consultation.feed":                           "x x x x x x x",
    "consultation.comment":                        "x x x x x x x",
    "consultation.comment (undecided)":            "- x x 0 x x x",
    "consultation.comment (declined)":             "- x x 0 x x x",
    "consultation.report":                         "x x x x x x x",
    "consultation.report (undecided)":             "- 0 0 0 0 0 0",

    # coming in                                     V C R F M S A
    "accounts.sign_in":                            "x x x x x x x",
    "accounts.ask_for_link":                       "x x x x x x x",
    "accounts.link_sent":                          "x x x x x x x",
    "accounts.show_link":                          "x x x x x x x",
    "accounts.follow_link":                        "x x x x x x x",
    "accounts.renew_link":                         "x x x x x x x",
    "accounts.choose_language":                    "x x x x x x x",
    "surveys.other_person":                        "x x x x x x x",
    "surveys.no_more_surveys":                     "x x x x x x x",

    # whoever has the code; without it one is asked for it
    "surveys.anonymous_overview":                 "x x x x x x x",
    "surveys.speak_anonymously":                  "x x x x x x x",
    "surveys.type_code":                          "x x x x x x x",
    "surveys.open_anonymously":                   "x x x x x x x",
    "surveys.put_code_away":                      "x x x x x x x",
    "surveys.anonymous_section":                  "x x x x x x x",
    "surveys.save_anonymous_section":             "x x x x x x x",
    "surveys.remove_anonymous_row":               "x x x x x x x",
    "surveys.anonymous_register":                 "x x x x x x x",
    "surveys.take_name_anonymously":              "x x x x x x x",
    "surveys.review_anonymously":                 "x x x x x x x",
    "surveys.submit_anonymously":                 "x x x x x x x",
    "surveys.anonymous_receipt":                  "x x x x x x x",

    # everybody who is signed in                    V C R F M S A
    "accounts.sign_out":                           "- x x x x x x",
    "accounts.sign_out_everywhere":                "- x x x x x x",
    "accounts.account":                            "- x x x x x x",
    "accounts.set_password":                       "- x x x x x x",
    "accounts.remove_password":                    "- x x x x x x",
    "reporting.my_tasks":                          "- x x x x x x",
    "reporting.my_comments":                       "- x x x x x x",
    "reporting.my_responses":                      "- x x x x x x",
    "organisations.mine":                          "- x x x x x x",
    "inventory.partners":                          "- x x x x x x",
    "inventory.appearances":                       "- x x x x x x",
    "inventory.my_doubts":                         "- x x x x x x",
    "surveys.county_picture":                      "- x x x x x x",
    "consultation.comment_on":                     "- x x x x x x",
    "consultation.my_answers":                     "- x x x x x x",
    "consultation.my_answer":                      "- x x 0 0 0 0",
    "consultation.my_answer (of others)":          "- 0 0 0 0 0 0",
    "consultation.my_answer (draft)":              "- 0 0 0 0 0 0",
    "consultation.comment_on_text":                "- x x x x x x",
    "consultation.reply":                          "- x x x x x x",

    # members of any organisation                   V C R F M S A
    "consultation.my_statement":                   "- x x x - - -",
    "consultation.own_word_file":                  "- x x x - - -",
    "consultation.take_own_word_file":             "- x x x - - -",

    # members of the organisation; others see none  V C R F M S A
    "consultation.edit_draft":                     "- x x 0 0 0 0",
    "consultation.delete_draft":                   "- x x 0 0 0 0",
    "consultation.statement":                      "- x x 0 x x x",

    # representatives of the organisation           V C R F M S A
    "consultation.release_statement":              "- - x - - - -",
    "consultation.correct":                        "- - x - - - -",
    "consultation.withdraw":                       "- - x - - - -",
    "consultation.support":                        "- - x - - - -",
    "consultation.take_back_support":              "- - x - - - -",
    "consultation.appeal":                         "- x x - - - -",
    "consultation.appeal (declined)":              "- x x 0 - - -",

    # members of an organisation that was asked     V C R F M S A
    "surveys.overview":                            "- x x - - - -",
    "surveys.section":                             "- x x - - - -",
    "surveys.save_section":                        "- x x - - - -",
    "surveys.remove_row":                          "- x x - - - -",
    "surveys.speak":                               "- x x - - - -",
    "surveys.register":                            "- x x - - - -",
    "surveys.take_name":                           "- x x - - - -",
    "surveys.review_answers":                      "- x x - - - -",
    "surveys.share_out":                           "- x x - - - -",
    "surveys.ask_to_submit":                       "- x x - - - -",
    "surveys.ask_to_reopen":                       "- x x - - - -",
    "surveys.submit":                              "- - x - - - -",
    "surveys.receipt":                             "- x x - - - -",
    "surveys.inquiries":                           "- x x - - - -",
    "surveys.reply_to":                            "- x x - - - -",
    "inventory.my_doubt":                          "- x x 0 0 0 0",
    "inventory.take_back_my_end":                  "- x x 0 0 0 0",
    "inventory.confirm_tie":                       "- x x - - - -",
    "inventory.deny_tie":                          "- x x - - - -",
    "inventory.withdraw_reply":                    "- x x - - - -",
    "surveys.object_to_correction":                "- - x - - - -",
    "surveys.entered_for_us":                      "- x x - - - -",
    "surveys.object_to_entry":                     "- - x - - - -",
    "surveys.paper":                               "- x x - - - -",
    "surveys.paper_file":                          "- x x - - - -",
    "surveys.receipt_paper":                       "- x x - - - -",
    "surveys.receipt_paper_file":                  "- x x - - - -",
    "surveys.participation":                       "- x x - - - -",
    "surveys.begin_anonymously":                   "- - x - - - -",
    "surveys.confirm_took_part":                   "- x x - - - -",
    "surveys.other_person_signed_in":              "- - x - - - -",
    "surveys.no_more_surveys_signed_in":           "- - x - - - -",

    # the organisation and who runs surveys         V C R F M S A
    "surveys.answer_file":                         "- x x 0 0 x x",

    # representatives; others have no such page     V C R F M S A
    "organisations.edit_own":                      "- - x 0 0 0 0",
    "organisations.invite_own":                    "- - x 0 0 0 0",
    "organisations.member_own":                    "- - x 0 0 0 0",
    "organisations.remove_member_own":             "- - x 0 0 0 0",
    "organisations.send_link_own":                 "- - x 0 0 0 0",

    # every staff role                              V C R F M S A
    "reporting.overview":                          "- - - - x x x",
    "consultation.moderation":                     "- - - - x x x",
    "consultation.moderate":                       "- - - - x x x",
    "consultation.publish_comment":                "- - - - x x x",
    "consultation.decline_comment":                "- - - - x x x",
    "consultation.blacken_comment":                "- - - - x x x",
    "consultation.keep_comment":                   "- - - - x x x",
    "consultation.decide_appeal":                  "- - - - x x x",
    "consultation.groups":                         "- - - - x x x",
    "consultation.form_group":                     "- - - - x x x",
    "consultation.group":                          "- - - - x x x",
    "consultation.add_to_group":                   "- - - - x x x",
    "consultation.split_off":                      "- - - - x x x",
    "consultation.dissolve_group":                 "- - - - x x x",
    "consultation.answers":                        "- - - - x x x",
    "consultation.answer":                         "- - - - x x x",
    "consultation.answer (draft)":                 "- - - - 0 0 0",
    "consultation.link_changes":                   "- - - - x x x",
    "consultation.link_changes (draft)":           "- - - - 0 0 0",
    "consultation.assign":                         "- - - - x x x",
    "consultation.assign (draft)":                 "- - - - 0 0 0",
    "consultation.text_blocks":                    "- - - - x x x",
    "consultation.new_text_block":                 "- - - - x x x",
    "consultation.text_block":                     "- - - - x x x",
    "consultation.changes":                        "- - - - x x x",
    "consultation.explain_changes":                "- - - - x x x",
    "consultation.next_version":                   "- - - - x x x",
    "consultation.placing":                        "- - - - x x x",
    "consultation.place":                          "- - - - x x x",
    "consultation.confirm_place":                  "- - - - x x x",
    "consultation.choose_place":                   "- - - - x x x",
    "consultation.enter_on_text":                  "- - - - x x x",
    "consultation.enter_contribution":             "- - - - x x x",
    "consultation.received_word_file":             "- - - - x x x",
    "consultation.take_received_word_file":        "- - - - x x x",

    # steering                                      V C R F M S A
    "consultation.invite_organisations":           "- - - - - x x",
    "consultation.publish":                        "- - - - - x x",
    "consultation.proposal":                       "- - - - - x x",
    "consultation.proposal (draft)":               "- - - - - 0 0",
    "consultation.take_over":                      "- - - - - x x",
    "consultation.take_over (draft)":              "- - - - - 0 0",
    "consultation.take_over_by_hand":              "- - - - - x x",
    "consultation.take_over_by_hand (draft)":      "- - - - - 0 0",
    "consultation.release":                        "- - - - - x x",
    "consultation.release_answers":                "- - - - - x x",
    "consultation.rounds":                         "- - - - - x x",
    "consultation.open_round":                     "- - - - - x x",
    "consultation.change_end":                     "- - - - - x x",
    "consultation.full_synopsis":                  "- - - - - x x",
    "consultation.fill_template":                  "- - - - - x x",
    "consultation.full_synopsis_file":             "- - - - - x x",
    "drafts.documents":                            "- - - - - x x",
    "drafts.new_document":                         "- - - - - x x",
    "drafts.edit":                                 "- - - - - x x",
    "drafts.preview":                              "- - - - - x x",
    "drafts.take_file":                            "- - - - - x x",
    "drafts.versions":                             "- - - - - x x",
    "drafts.adopt":                                "- - - - - x x",
    "drafts.translations":                         "- - - - - x x",
    "drafts.translate":                            "- - - - - x x",
    "drafts.save_translations":                    "- - - - - x x",
    "surveys.surveys":                             "- - - - - x x",
    "inventory.doubts":                            "- - - - - x x",
    "inventory.settle":                            "- - - - - x x",
    "inventory.correct_offer":                     "- - - - - x x",
    "inventory.withdraw_layer":                    "- - - - - x x",
    "inventory.note_correction":                   "- - - - - x x",
    "inventory.take_back_end":                     "- - - - - x x",
    "inventory.mentions":                          "- - - - - x x",
    "inventory.mention":                           "- - - - - x x",
    "inventory.name_decisions":                    "- - - - - x x",
    "inventory.undo_name_decision":                "- - - - - x x",
    "inventory.keep_groups":                       "- - - - - x x",
    "inventory.new_group":                         "- - - - - x x",
    "inventory.group_from_mention":                "- - - - - x x",
    "inventory.keep_group":                        "- - - - - x x",
    "inventory.change_group":                      "- - - - - x x",
    "inventory.end_group":                         "- - - - - x x",
    "inventory.add_spelling":                      "- - - - - x x",
    "inventory.remove_spelling":                   "- - - - - x x",
    "inventory.enter_into_group":                  "- - - - - x x",
    "inventory.take_out_of_group":                 "- - - - - x x",
    "surveys.new_survey":                          "- - - - - x x",
    "surveys.blank_survey":                        "- - - - - x x",
    "surveys.blank_draft":                         "- - - - - x x",
    "surveys.take_standard":                       "- - - - - x x",
    "surveys.survey":                              "- - - - - x x",
    "surveys.upload":                              "- - - - - x x",
    "surveys.questionnaire":                       "- - - - - x x",
    "surveys.workbook":                            "- - - - - x x",
    "surveys.codebook":                            "- - - - - x x",
    "surveys.codebook_file":                       "- - - - - x x",
    "surveys.version_paper":                       "- - - - - x x",
    "surveys.version_paper_file":                  "- - - - - x x",
    "surveys.edit_version":                      "- - - - - x x",
    "surveys.draft":                             "- - - - - x x",
    "surveys.save_draft":                        "- - - - - x x",
    "surveys.undo":                              "- - - - - x x",
    "surveys.discard_edits":                     "- - - - - x x",
    "surveys.discard_draft":                     "- - - - - x x",
    "surveys.publish":                           "- - - - - x x",
    "surveys.draft_workbook":                    "- - - - - x x",
    "surveys.draft_markdown":                    "- - - - - x x",
    "surveys.outline":                           "- - - - - x x",
    "surveys.move":                              "- - - - - x x",
    "surveys.move_line":                         "- - - - - x x",
    "surveys.remove_line":                       "- - - - - x x",
    "surveys.line":                              "- - - - - x x",
    "surveys.edit_line":                         "- - - - - x x",
    "surveys.new_line":                          "- - - - - x x",
    "surveys.choice_list":                       "- - - - - x x",
    "surveys.edit_choices":                      "- - - - - x x",
    "surveys.draft_settings":                    "- - - - - x x",
    "surveys.edit_settings":                     "- - - - - x x",
    "surveys.preview_version":                   "- - - - - x x",
    "surveys.fill_in_version":                   "- - - - - x x",
    "surveys.preview_draft":                     "- - - - - x x",
    "surveys.fill_in_draft":                     "- - - - - x x",
    "surveys.compare_versions":                  "- - - - - x x",
    "surveys.new_wave":                            "- - - - - x x",
    "surveys.wave":                                "- - - - - x x",
    "surveys.period":                              "- - - - - x x",
    "surveys.wave_settings":                       "- - - - - x x",
    "surveys.invite":                              "- - - - - x x",
    "surveys.remind":                              "- - - - - x x",
    "surveys.reminders":                           "- - - - - x x",
    "surveys.mail_texts":                          "- - - - - x x",
    "surveys.returns":                             "- - - - - x x",
    "surveys.phone_list":                          "- - - - - x x",
    "surveys.invitation":                          "- - - - - x x",
    "surveys.new_start":                           "- - - - - x x",
    "surveys.decide_contact":                      "- - - - - x x",
    "surveys.lift_opt_out":                        "- - - - - x x",
    "surveys.export_wave":                         "- - - - - x x",
    "surveys.wave_results":                        "- - - - - x x",
    "surveys.question_results":                    "- - - - - x x",
    "surveys.survey_results":                      "- - - - - x x",
    "surveys.review_queue":                        "- - - - - x x",
    "surveys.read_response":                       "- - - - - x x",
    "surveys.accept_response":                     "- - - - - x x",
    "surveys.return_response":                     "- - - - - x x",
    "surveys.refuse_response":                     "- - - - - x x",
    "surveys.ask_back":                            "- - - - - x x",
    "surveys.reply_as_staff":                      "- - - - - x x",
    "surveys.correct_answer":                      "- - - - - x x",
    "surveys.withdraw_correction":                 "- - - - - x x",
    "surveys.begin_entry":                         "- - - - - x x",
    "surveys.discard_entry":                       "- - - - - x x",
    "surveys.settle_objection":                    "- - - - - x x",
    "surveys.uphold_correction":                   "- - - - - x x",
    "surveys.reopening_request":                   "- - - - - x x",
    "surveys.grant_reopening":                     "- - - - - x x",
    "surveys.decline_reopening":                   "- - - - - x x",
    "surveys.response_paper":                      "- - - - - x x",
    "surveys.response_paper_file":                 "- - - - - x x",
    "organisations.register":                      "- - - - - x x",
    "organisations.create":                        "- - - - - x x",
    "organisations.upload_list":                   "- - - - - x x",
    "organisations.list_preview":                  "- - - - - x x",
    "organisations.choose_in_list":                "- - - - - x x",
    "organisations.take_list_in":                  "- - - - - x x",
    "organisations.list_faults":                   "- - - - - x x",
    "organisations.discard_list":                  "- - - - - x x",
    "organisations.detail":                        "- - - - - x x",
    "organisations.edit":                          "- - - - - x x",
    "organisations.other_names":                   "- - - - - x x",
    "organisations.remove_name":                   "- - - - - x x",
    "organisations.duplicates":                    "- - - - - x x",
    "organisations.merge":                         "- - - - - x x",
    "organisations.merge_log":                     "- - - - - x x",
    "organisations.undo_merge":                    "- - - - - x x",
    "organisations.keep_apart":                    "- - - - - x x",
    "organisations.undo_apart":                    "- - - - - x x",
    "organisations.abbreviations":                 "- - - - - x x",
    "organisations.keep_abbreviation":             "- - - - - x x",
    "organisations.switch_abbreviation_off":       "- - - - - x x",
    "organisations.forget_abbreviation":           "- - - - - x x",
    "organisations.invite":                        "- - - - - x x",
    "organisations.member":                        "- - - - - x x",
    "organisations.remove_member":                 "- - - - - x x",
    "organisations.send_link":                     "- - - - - x x",

    # whoever of the staff asked; administrators    V C R F M S A
    "reporting.jobs":                              "- - - - x x x",
    "reporting.job":                               "- - - - 0 x x",
    "reporting.job_file":                          "- - - - 0 x x",
    "reporting.cancel_job":                        "- - - - 0 x x",
    "reporting.repeat_job":                        "- - - - 0 x x",

    # administration                                V C R F M S A
    "accounts.staff_accounts":                     "- - - - - - x",
    "accounts.invite":                             "- - - - - - x",
    "accounts.staff_account":                      "- - - - - - x",
    "accounts.disable":                            "- - - - - - x",
    "accounts.enable":                             "- - - - - - x",
    "accounts.send_link":                          "- - - - - - x",
    "reporting.operation":                         "- - - - - - x",
    "reporting.try_again":                         "- - - - - - x",
    "reporting.outbox":                            "- - - - - - x",
    "reporting.letter":                            "- - - - - - x",
}  # fmt: skip


@pytest.fixture
def world(session):
    return build(session)


def came_of_it(answer, *, visitor):
    """Say in the table's signs what an answer means."""
    to_sign_in = answer.status_code in {302, 303} and answer.location.startswith("/anmelden")
    if answer.status_code == 404:
        return "0"
    if (visitor and to_sign_in) or (not visitor and answer.status_code == 403):
        return "-"
    if answer.status_code in {401, 403, 405, 500} or to_sign_in:
        return f"? {answer.status_code}"
    return "x"


def test_every_endpoint_has_its_line_and_every_line_its_endpoint(app):
    endpoints = {rule.endpoint for rule in app.url_map.iter_rules()}

    assert {line.partition(" (")[0] for line in RIGHTS} == endpoints
    assert all(re.fullmatch("[x0-]( [x0-]){6}", signs) for signs in RIGHTS.values())


@pytest.mark.parametrize("line", RIGHTS)
def test_rights(app, world, as_user, line):
    tried = {}

    for person in PEOPLE:
        for method, path in world.addresses(app, line):
            answer = as_user(world.people[person]).open(path, method=method, buffered=True)
            tried[person, method] = came_of_it(answer, visitor=person == "V")

    expected = dict(zip(PEOPLE, RIGHTS[line].split(), strict=True))
    assert tried == {(person, method): expected[person] for person, method in tried}


@pytest.mark.parametrize("line", [line for line in RIGHTS if "member" in line or "link" in line])
def test_a_member_is_only_found_under_their_own_organisation(app, world, as_user, line):
    elsewhere, here = str(make.organisation(world.session).id), str(world.organisation.id)

    for method, path in world.addresses(app, line):
        if here in path:
            moved = path.replace(here, elsewhere)
            answer = as_user(world.people["S"]).open(moved, method=method)
            assert answer.status_code == 404, (method, path)


def test_an_answer_is_only_found_in_the_wave_it_was_given_in(world, as_user):
    other = make_inventory.wave(world.session)
    path = f"/verwaltung/erhebungen/wellen/{other.id}/antworten/{world.organisation.id}"

    assert as_user(world.people["S"]).get(path).status_code == 404


@pytest.mark.parametrize("page", ["", "/angebote", "/pruefen", "/quittung"])
def test_nobody_answers_for_an_organisation_they_do_not_act_for(world, as_user, page):
    wave = world.answered.response.wave
    _, _, person = make_surveys.seat(world.session, wave)
    world.session.commit()

    answer = as_user(person).get(f"/erhebung/{wave.id}{page}?fuer={world.organisation.id}")

    assert answer.status_code == 403


def test_whoever_was_locked_out_is_a_visitor_again(world, as_user):
    client = as_user(world.people["S"])
    assert client.get("/verwaltung/").status_code == 200

    world.people["S"].disabled_at = clock.now()
    world.session.commit()

    assert came_of_it(client.get("/verwaltung/"), visitor=True) == "-"


def test_whoever_leaves_an_organisation_opens_nothing_of_it(world, as_user):
    wave, person = world.answered.response.wave, world.people["R"]
    own = f"/mein/organisation/{world.organisation.id}/bearbeiten"
    world.session.execute(delete(Membership).where(Membership.user_id == person.id))
    world.session.commit()

    tried = [f"/erhebung/{wave.id}", f"/erhebung/{wave.id}/quittung", own]

    assert [as_user(person).get(path).status_code for path in tried] == [403, 403, 404]
