"""The German words for what a consultation is made of; translated where they are shown."""

from ikparticipation.consultation.models import (
    CommentKind,
    CommentStatus,
    DeclineCategory,
    Moderation,
    Outcome,
)
from ikparticipation.text import N_

KINDS = {
    CommentKind.APPROVAL: N_("Zustimmung"),
    CommentKind.OBJECTION: N_("Einwand"),
    CommentKind.CHANGE_PROPOSAL: N_("Änderungsvorschlag"),
    CommentKind.QUESTION: N_("Frage"),
    CommentKind.REMARK: N_("Hinweis"),
}
STATUSES = {
    CommentStatus.SUBMITTED: N_("Wird geprüft"),
    CommentStatus.PUBLISHED: N_("Veröffentlicht"),
    CommentStatus.DECLINED: N_("Nicht veröffentlicht"),
}
CATEGORIES = {
    DeclineCategory.PERSONAL_DATA: N_("Persönliche Angaben über andere"),
    DeclineCategory.INSULT: N_("Beleidigung"),
    DeclineCategory.OFF_TOPIC: N_("Gehört nicht zu diesem Entwurf"),
    DeclineCategory.DUPLICATE: N_("Doppelt abgesendet"),
    DeclineCategory.UNLAWFUL: N_("Verstoß gegen ein Gesetz"),
}
OUTCOMES = {
    Outcome.ADOPTED: N_("Wird übernommen"),
    Outcome.PARTLY: N_("Wird teilweise übernommen"),
    Outcome.REJECTED: N_("Wird nicht übernommen"),
    Outcome.NOTED: N_("Zur Kenntnis genommen"),
    Outcome.DEFERRED: N_("Zurückgestellt"),
}
MODERATIONS = {
    Moderation.PRE: N_("Kommentare erscheinen nach der Prüfung"),
    Moderation.POST: N_("Kommentare erscheinen sofort und werden danach geprüft"),
}
OUTCOME_COLOURS = {
    Outcome.ADOPTED: "success",
    Outcome.PARTLY: "success",
    Outcome.REJECTED: "warning",
    Outcome.NOTED: "info",
    Outcome.DEFERRED: "neutral",
}
STATUS_COLOURS = {
    CommentStatus.SUBMITTED: "info",
    CommentStatus.PUBLISHED: "success",
    CommentStatus.DECLINED: "danger",
}
