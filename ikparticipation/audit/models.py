"""The record of what happened. It is also the list of background work still to do."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from ikparticipation.db import Base


class Action(StrEnum):
    """`subject.verb`, past tense. Stored as text; never rename one."""

    USER_INVITED = "user.invited"
    USER_CHANGED = "user.changed"
    LINK_REQUESTED = "user.link_requested"
    PASSWORD_SET = "user.password_set"  # noqa: S105 - a name, not a password
    SIGNED_OUT_EVERYWHERE = "user.signed_out_everywhere"
    ORGANISATION_REGISTERED = "organisation.registered"
    ORGANISATION_CHANGED = "organisation.changed"
    NAME_DECIDED = "name.decided"
    NAME_DECISION_UNDONE = "name.decision_undone"
    ORGANISATIONS_MERGED = "organisation.merged"
    MERGE_UNDONE = "organisation.merge_undone"
    ORGANISATIONS_KEPT_APART = "organisation.kept_apart"
    APART_UNDONE = "organisation.kept_apart_undone"
    NAME_ADDED = "organisation.name_added"
    NAME_REMOVED = "organisation.name_removed"
    ABBREVIATION_CHANGED = "abbreviation.changed"
    MEMBER_INVITED = "member.invited"
    MEMBER_CHANGED = "member.changed"
    MEMBER_REMOVED = "member.removed"
    LIST_TAKEN_IN = "list_import.taken_in"
    OFFERS_TAKEN_IN = "offer_import.taken_in"
    QUESTIONNAIRE_UPLOADED = "questionnaire.uploaded"
    QUESTIONNAIRE_DRAFTED = "questionnaire.drafted"
    QUESTIONNAIRE_DISCARDED = "questionnaire.draft_discarded"
    QUESTIONNAIRE_PUBLISHED = "questionnaire.published"
    WAVE_OPENED = "wave.opened"
    WAVE_CHANGED = "wave.changed"
    ORGANISATION_INVITED = "wave.organisation_invited"
    INVITATION_REPEATED = "wave.invitation_repeated"
    INVITATION_DECLINED = "wave.invitation_declined"
    INVITATION_NOTED = "wave.invitation_noted"
    CONTACT_PROPOSED = "wave.contact_proposed"
    CONTACT_DECIDED = "wave.contact_decided"
    NEW_START_ALLOWED = "wave.new_start_allowed"
    OPTED_OUT = "organisation.opted_out_of_surveys"
    OPT_OUT_LIFTED = "organisation.opt_out_of_surveys_lifted"
    RESPONSE_STARTED = "response.started"
    RESPONSE_SUBMITTED = "response.submitted"
    RESPONSE_ACCEPTED = "response.accepted"
    RESPONSE_RETURNED = "response.returned"
    RESPONSE_REFUSED = "response.refused"
    RESPONSE_CORRECTED = "response.corrected"
    CORRECTION_WITHDRAWN = "response.correction_withdrawn"
    CORRECTION_OBJECTED = "response.correction_objected"
    CORRECTION_UPHELD = "response.correction_upheld"
    ENTRY_BEGUN = "response.entry_begun"
    ENTRY_DISCARDED = "response.entry_discarded"
    ENTRY_OBJECTED = "response.entry_objected"
    ENTRY_SETTLED = "response.entry_objection_settled"
    SECTIONS_ASSIGNED = "response.sections_assigned"
    SECTIONS_RELEASED = "response.sections_released"
    SUBMISSION_WISHED = "response.submission_wished"
    REOPENING_ASKED = "response.reopening_asked"
    REOPENING_GRANTED = "response.reopening_granted"
    REOPENING_DECLINED = "response.reopening_declined"
    INQUIRY_ASKED = "response.inquiry_asked"
    INQUIRY_ANSWERED = "response.inquiry_answered"
    OFFER_DOUBTED = "offer.doubted"
    OFFER_DOUBT_SETTLED = "offer.doubt_settled"
    OFFER_END_TAKEN_BACK = "offer.end_taken_back"
    OFFER_CORRECTED = "offer.corrected"
    OFFER_CORRECTION_WITHDRAWN = "offer.correction_withdrawn"
    OFFER_CORRECTION_NOTED = "offer.correction_noted"
    TIE_CONFIRMED = "tie.confirmed"
    TIE_DENIED = "tie.denied"
    TIE_REPLY_WITHDRAWN = "tie.reply_withdrawn"
    GROUP_ENTERED = "group.entered"
    GROUP_CHANGED = "group.changed"
    GROUP_ENDED = "group.ended"
    GROUP_NAME_ADDED = "group.name_added"
    GROUP_NAME_REMOVED = "group.name_removed"
    GROUP_MEMBER_ADDED = "group.member_added"
    GROUP_MEMBER_REMOVED = "group.member_removed"
    DOCUMENT_CREATED = "document.created"
    DOCUMENT_IMPORTED = "document.imported"
    VERSION_PUBLISHED = "version.published"
    VERSION_ADOPTED = "version.adopted"
    VERSION_TRANSLATED = "version.translated"
    ROUND_OPENED = "round.opened"
    ROUND_CHANGED = "round.changed"
    ROUND_INVITED = "round.organisation_invited"
    COMMENT_SUBMITTED = "comment.submitted"
    COMMENT_ENTERED = "comment.entered"
    COMMENT_CORRECTED = "comment.corrected"
    COMMENT_WITHDRAWN = "comment.withdrawn"
    COMMENT_SUPPORTED = "comment.supported"
    STATEMENT_RELEASED = "statement.released"
    COMMENT_PUBLISHED = "comment.published"
    COMMENT_CONFIRMED = "comment.confirmed"
    COMMENT_DECLINED = "comment.declined"
    COMMENT_BLACKENED = "comment.blackened"
    COMMENT_APPEALED = "comment.appealed"
    APPEAL_DECIDED = "appeal.decided"
    COMMENT_REPORTED = "comment.reported"
    REPORT_SETTLED = "report.settled"
    COMMENTS_GROUPED = "comment.grouped"
    COMMENT_SPLIT_OFF = "comment.split_off"
    COMMENT_ASSIGNED = "comment.assigned"
    DISPOSITION_DRAFTED = "disposition.drafted"
    DISPOSITION_RELEASED = "disposition.released"
    DISPOSITION_REOPENED = "disposition.reopened"
    CHANGES_LINKED = "disposition.changes_linked"
    CHANGE_EXPLAINED = "document.change_explained"
    PROPOSAL_TAKEN_OVER = "document.proposal_taken_over"
    PLACE_CONFIRMED = "comment.place_confirmed"
    TEXT_BLOCK_SAVED = "text_block.saved"
    JOB_REQUESTED = "job.requested"
    JOB_CANCELLED = "job.cancelled"


class EventState(StrEnum):
    """How far the work that follows from an event has come."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    """Given up after `MOST_TRIES`; an administrator sees it and can start it again."""


MOST_TRIES = 5


class AuditEvent(Base):
    """One act. The columns down to `facts` never change; the others belong to the worker."""

    __tablename__ = "audit_event"
    __table_args__ = (
        Index(
            "ix_audit_event_unfinished",
            "due_at",
            postgresql_where=text("state IN ('queued', 'running')"),
            sqlite_where=text("state IN ('queued', 'running')"),
        ),
        Index("ix_audit_event_state", "state"),
        Index("ix_audit_event_at", "at"),
        CheckConstraint("(state = 'done') = (handled_at IS NOT NULL)", "done_has_time"),
    )

    action: Mapped[Action]
    subject_type: Mapped[str]
    subject_id: Mapped[UUID] = mapped_column(index=True)
    actor_id: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id"), index=True)
    at: Mapped[datetime]
    facts: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    state: Mapped[EventState] = mapped_column(default=EventState.QUEUED)
    tries: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime]
    """Queued: when the sweep announces it (again). Running: when the lease ends."""
    handled_at: Mapped[datetime | None] = mapped_column(default=None)
    error: Mapped[str | None] = mapped_column(default=None)
    """Why the last try failed: kind and message of the error, no personal data."""
