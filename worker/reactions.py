"""What follows from what. The whole background work of the product, on one page."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from ikparticipation.accounts import reactions as accounts
from ikparticipation.audit import Action, AuditEvent
from ikparticipation.consultation import reactions as consultation
from ikparticipation.inventory import reactions as inventory
from ikparticipation.organisations import reactions as organisations
from ikparticipation.settings import Settings
from ikparticipation.surveys.reactions import entering, results, together
from ikparticipation.surveys.reactions import inviting as surveys
from ikparticipation.surveys.reactions import reviewing as review

Reaction = Callable[[Session, AuditEvent, Settings], None]

REACTIONS: dict[Action, tuple[Reaction, ...]] = {
    Action.USER_INVITED: (accounts.mail_staff_invitation,),
    Action.LINK_REQUESTED: (accounts.mail_fresh_link,),
    Action.PASSWORD_SET: (accounts.mail_password_notice,),
    Action.MEMBER_INVITED: (organisations.mail_member_invitation,),
    Action.ORGANISATION_REGISTERED: (inventory.recognise,),
    Action.ORGANISATION_CHANGED: (inventory.recognise,),
    Action.ORGANISATION_INVITED: (surveys.mail_invitation,),
    Action.INVITATION_REPEATED: (surveys.mail_reminder,),
    Action.RESPONSE_SUBMITTED: (
        surveys.mail_receipt,
        entering.mail_entry,
        review.look_through,
        results.count,
    ),
    Action.RESPONSE_ACCEPTED: (inventory.take_in, review.mail_acceptance, results.count),
    Action.RESPONSE_RETURNED: (review.mail_return,),
    Action.RESPONSE_REFUSED: (review.mail_refusal, results.count),
    Action.RESPONSE_CORRECTED: (
        inventory.take_in_correction,
        review.mail_correction,
        results.count,
    ),
    Action.CORRECTION_WITHDRAWN: (
        inventory.take_in_correction,
        review.mail_correction,
        results.count,
    ),
    Action.CORRECTION_UPHELD: (review.mail_correction,),
    Action.ENTRY_SETTLED: (entering.mail_settlement,),
    Action.INQUIRY_ANSWERED: (review.mail_inquiry,),
    Action.SECTIONS_ASSIGNED: (together.mail_assignment,),
    Action.SUBMISSION_WISHED: (together.mail_wish,),
    Action.REOPENING_GRANTED: (together.mail_reopening,),
    Action.REOPENING_DECLINED: (together.mail_reopening,),
    Action.COMMENT_SUBMITTED: (consultation.mail_receipt, consultation.place_late_comment),
    Action.COMMENT_PUBLISHED: (consultation.mail_publication,),
    Action.COMMENT_DECLINED: (consultation.mail_decline,),
    Action.REPORT_SETTLED: (consultation.mail_report_outcome,),
    Action.APPEAL_DECIDED: (consultation.mail_appeal_decision,),
    Action.COMMENT_BLACKENED: (consultation.mail_blackening,),
    Action.DISPOSITION_RELEASED: (consultation.mail_answer,),
    Action.ROUND_INVITED: (consultation.mail_round_invitation,),
    Action.COMMENT_CORRECTED: (consultation.mail_correction,),
    Action.COMMENT_WITHDRAWN: (consultation.mail_withdrawal,),
    Action.STATEMENT_RELEASED: (consultation.mail_statement,),
    Action.VERSION_PUBLISHED: (consultation.place_comments, consultation.mail_digests),
    Action.COMMENT_ASSIGNED: (consultation.mail_assignment,),
    # Only kept in the trail:
    Action.USER_CHANGED: (),
    Action.SIGNED_OUT_EVERYWHERE: (),
    Action.MEMBER_REMOVED: (),
    Action.LIST_TAKEN_IN: (),
    Action.MEMBER_CHANGED: (),
    Action.QUESTIONNAIRE_UPLOADED: (),
    Action.QUESTIONNAIRE_DRAFTED: (),
    Action.QUESTIONNAIRE_DISCARDED: (),
    Action.QUESTIONNAIRE_PUBLISHED: (),
    Action.WAVE_OPENED: (),
    Action.WAVE_CHANGED: (),
    Action.INVITATION_DECLINED: (),
    Action.INVITATION_NOTED: (),
    Action.CONTACT_PROPOSED: (),
    Action.CONTACT_DECIDED: (),
    Action.OPTED_OUT: (),
    Action.OPT_OUT_LIFTED: (),
    Action.NEW_START_ALLOWED: (),
    Action.RESPONSE_STARTED: (),
    Action.CORRECTION_OBJECTED: (),
    Action.ENTRY_BEGUN: (),
    Action.ENTRY_DISCARDED: (),
    Action.ENTRY_OBJECTED: (),
    Action.INQUIRY_ASKED: (),
    Action.SECTIONS_RELEASED: (),
    Action.REOPENING_ASKED: (),
    Action.DOCUMENT_CREATED: (),
    Action.ROUND_OPENED: (),
    Action.ROUND_CHANGED: (),
    Action.COMMENT_CONFIRMED: (),
    Action.DISPOSITION_DRAFTED: (),
    Action.DOCUMENT_IMPORTED: (),
    Action.VERSION_ADOPTED: (),
    Action.VERSION_TRANSLATED: (),
    Action.COMMENT_ENTERED: (consultation.place_late_comment,),
    Action.COMMENT_SUPPORTED: (),
    Action.COMMENT_APPEALED: (),
    Action.COMMENT_REPORTED: (),
    Action.COMMENTS_GROUPED: (),
    Action.COMMENT_SPLIT_OFF: (),
    Action.DISPOSITION_REOPENED: (),
    Action.CHANGES_LINKED: (),
    Action.CHANGE_EXPLAINED: (),
    Action.PROPOSAL_TAKEN_OVER: (),
    Action.PLACE_CONFIRMED: (),
    Action.TEXT_BLOCK_SAVED: (),
    Action.JOB_REQUESTED: (),  # `tasks.react` starts it: it must not run under the event's lease
    Action.JOB_CANCELLED: (),
}
