"""The German words for what a consultation is made of; translated where they are shown."""

from ikparticipation.consultation.models import (
    ChangeReason,
    Channel,
    Circle,
    CommentKind,
    CommentStatus,
    DeclineCategory,
    Moderation,
    Outcome,
    PlaceStatus,
    ReportReason,
    Standing,
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
    CommentStatus.DRAFT: N_("Noch nicht freigegeben"),
    CommentStatus.SUBMITTED: N_("Wird geprüft"),
    CommentStatus.PUBLISHED: N_("Veröffentlicht"),
    CommentStatus.DECLINED: N_("Nicht veröffentlicht"),
    CommentStatus.WITHDRAWN: N_("Zurückgezogen"),
}
CHANNELS = {
    Channel.WEB: N_("hier geschrieben"),
    Channel.LETTER: N_("als Brief eingegangen"),
    Channel.TELEPHONE: N_("am Telefon gesagt"),
    Channel.MEETING: N_("in einer Sitzung gesagt"),
    Channel.WORD: N_("aus einer Word-Datei"),
}
CATEGORIES = {
    DeclineCategory.PERSONAL_DATA: N_("Persönliche Angaben über andere"),
    DeclineCategory.INSULT: N_("Beleidigung"),
    DeclineCategory.OFF_TOPIC: N_("Gehört nicht zu diesem Entwurf"),
    DeclineCategory.DUPLICATE: N_("Doppelt abgesendet"),
    DeclineCategory.UNLAWFUL: N_("Verstoß gegen ein Gesetz"),
}
REPORT_REASONS = {
    ReportReason.PERSONAL_DATA: N_("Persönliche Angaben über andere"),
    ReportReason.INSULT: N_("Beleidigung"),
    ReportReason.UNLAWFUL: N_("Verstoß gegen ein Gesetz"),
    ReportReason.OTHER: N_("Etwas anderes"),
}
OUTCOMES = {
    Outcome.ADOPTED: N_("Wird übernommen"),
    Outcome.PARTLY: N_("Wird teilweise übernommen"),
    Outcome.REJECTED: N_("Wird nicht übernommen"),
    Outcome.NOTED: N_("Zur Kenntnis genommen"),
    Outcome.DEFERRED: N_("Zurückgestellt"),
}
CIRCLES = {
    Circle.EVERYONE: N_("Alle lesen und kommentieren"),
    Circle.INVITED: N_("Alle lesen, nur eingeladene Organisationen kommentieren"),
    Circle.CLOSED: N_("Nur eingeladene Organisationen lesen und kommentieren"),
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
    CommentStatus.DRAFT: "neutral",
    CommentStatus.SUBMITTED: "info",
    CommentStatus.PUBLISHED: "success",
    CommentStatus.DECLINED: "danger",
    CommentStatus.WITHDRAWN: "neutral",
}
CHANGE_REASONS = {
    ChangeReason.EDITORIAL: N_("Redaktionell: gleicher Inhalt, andere Worte"),
    ChangeReason.OWN_INITIATIVE: N_("Eigene Änderung der Verwaltung"),
}
PLACES = {
    PlaceStatus.UNCHANGED: N_("Die Worte stehen unverändert im Text."),
    PlaceStatus.CHANGED: N_("Die Worte haben sich geändert."),
    PlaceStatus.MOVED: N_("Die Worte stehen jetzt an anderer Stelle."),
    PlaceStatus.SUGGESTED: N_("Die Stelle wird noch zugeordnet."),
    PlaceStatus.DELETED: N_("Die Worte stehen nicht mehr im Text."),
}
STANDINGS = {
    Standing.HERE: N_("Stehen hier wieder"),
    Standing.GONE: N_("An gestrichenen Stellen"),
    Standing.OPEN: N_("Werden noch zugeordnet"),
    Standing.WHOLE: N_("Zum ganzen Text"),
}
