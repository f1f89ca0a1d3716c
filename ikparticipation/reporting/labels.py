"""The German words of what happened and how far it has come; translated where they are shown."""

from ikparticipation.audit import Action, EventState
from ikparticipation.jobs import JobState
from ikparticipation.mail import MailState
from ikparticipation.surveys.models import ResponseStatus
from ikparticipation.text import N_

ACTIONS = {
    Action.USER_INVITED: N_("Konto der Verwaltung angelegt"),
    Action.USER_CHANGED: N_("Konto geändert"),
    Action.LINK_REQUESTED: N_("Anmelde-Link angefordert"),
    Action.PASSWORD_SET: N_("Passwort geändert"),
    Action.SIGNED_OUT_EVERYWHERE: N_("Überall abgemeldet"),
    Action.ORGANISATION_REGISTERED: N_("Organisation eingetragen"),
    Action.ORGANISATION_CHANGED: N_("Organisation geändert"),
    Action.MEMBER_INVITED: N_("Mitglied eingeladen"),
    Action.MEMBER_CHANGED: N_("Rolle eines Mitglieds geändert"),
    Action.MEMBER_REMOVED: N_("Mitglied entfernt"),
    Action.QUESTIONNAIRE_UPLOADED: N_("Fragebogen eingelesen"),
    Action.QUESTIONNAIRE_DRAFTED: N_("Entwurf eines Fragebogens begonnen"),
    Action.QUESTIONNAIRE_DISCARDED: N_("Entwurf eines Fragebogens gelöscht"),
    Action.QUESTIONNAIRE_PUBLISHED: N_("Fragebogen veröffentlicht"),
    Action.WAVE_OPENED: N_("Welle angelegt"),
    Action.WAVE_CHANGED: N_("Zeitraum einer Welle geändert"),
    Action.ORGANISATION_INVITED: N_("Organisation zur Erhebung eingeladen"),
    Action.INVITATION_REPEATED: N_("An die Erhebung erinnert"),
    Action.INVITATION_DECLINED: N_("Teilnahme abgesagt"),
    Action.INVITATION_NOTED: N_("Zur Einladung etwas notiert"),
    Action.CONTACT_PROPOSED: N_("Andere Person genannt"),
    Action.CONTACT_DECIDED: N_("Über eine genannte Person entschieden"),
    Action.OPTED_OUT: N_("Möchte keine Einladungen zu Erhebungen"),
    Action.OPT_OUT_LIFTED: N_("Darf wieder zu Erhebungen eingeladen werden"),
    Action.LIST_TAKEN_IN: N_("Liste von Organisationen eingelesen"),
    Action.RESPONSE_STARTED: N_("Antwort begonnen"),
    Action.RESPONSE_SUBMITTED: N_("Antwort abgesendet"),
    Action.RESPONSE_ACCEPTED: N_("Antwort angenommen"),
    Action.RESPONSE_RETURNED: N_("Antwort zurückgegeben"),
    Action.RESPONSE_REFUSED: N_("Antwort nicht gezählt"),
    Action.RESPONSE_CORRECTED: N_("Antwort berichtigt"),
    Action.CORRECTION_WITHDRAWN: N_("Berichtigung zurückgenommen"),
    Action.CORRECTION_OBJECTED: N_("Berichtigung widersprochen"),
    Action.CORRECTION_UPHELD: N_("Bei Berichtigung geblieben"),
    Action.INQUIRY_ASKED: N_("Rückfrage notiert"),
    Action.INQUIRY_ANSWERED: N_("Rückfrage beantwortet"),
    Action.DOCUMENT_CREATED: N_("Entwurf angelegt"),
    Action.VERSION_PUBLISHED: N_("Fassung veröffentlicht"),
    Action.ROUND_OPENED: N_("Beteiligungsrunde geöffnet"),
    Action.ROUND_CHANGED: N_("Ende einer Beteiligungsrunde geändert"),
    Action.COMMENT_SUBMITTED: N_("Kommentar abgesendet"),
    Action.COMMENT_PUBLISHED: N_("Kommentar veröffentlicht"),
    Action.COMMENT_CONFIRMED: N_("Veröffentlichten Kommentar bestätigt"),
    Action.COMMENT_DECLINED: N_("Kommentar nicht veröffentlicht"),
    Action.DISPOSITION_DRAFTED: N_("Antwort auf einen Kommentar entworfen"),
    Action.DISPOSITION_RELEASED: N_("Antwort auf einen Kommentar freigegeben"),
    Action.DOCUMENT_IMPORTED: N_("Entwurf aus einer Datei gelesen"),
    Action.VERSION_ADOPTED: N_("Beschluss zu einer Fassung eingetragen"),
    Action.VERSION_TRANSLATED: N_("Fassung übersetzt"),
    Action.ROUND_INVITED: N_("Organisation zur Beteiligung eingeladen"),
    Action.COMMENT_ENTERED: N_("Beitrag eingetragen"),
    Action.COMMENT_CORRECTED: N_("Kommentar berichtigt"),
    Action.COMMENT_WITHDRAWN: N_("Kommentar zurückgezogen"),
    Action.COMMENT_SUPPORTED: N_("Kommentar unterstützt"),
    Action.STATEMENT_RELEASED: N_("Stellungnahme freigegeben"),
    Action.COMMENT_BLACKENED: N_("Persönliche Angaben geschwärzt"),
    Action.COMMENT_APPEALED: N_("Einer Ablehnung widersprochen"),
    Action.APPEAL_DECIDED: N_("Über einen Widerspruch entschieden"),
    Action.COMMENT_REPORTED: N_("Kommentar gemeldet"),
    Action.REPORT_SETTLED: N_("Meldung erledigt"),
    Action.COMMENTS_GROUPED: N_("Kommentare zusammengefasst"),
    Action.COMMENT_SPLIT_OFF: N_("Kommentar aus einer Gruppe genommen"),
    Action.COMMENT_ASSIGNED: N_("Kommentar einem Fachdienst zugewiesen"),
    Action.DISPOSITION_REOPENED: N_("Zurückgestellte Antwort wieder offen"),
    Action.CHANGES_LINKED: N_("Antwort mit Änderungen verknüpft"),
    Action.CHANGE_EXPLAINED: N_("Änderung begründet"),
    Action.PROPOSAL_TAKEN_OVER: N_("Änderungsvorschlag übernommen"),
    Action.PLACE_CONFIRMED: N_("Stelle eines Kommentars bestätigt"),
    Action.TEXT_BLOCK_SAVED: N_("Textbaustein gespeichert"),
    Action.JOB_REQUESTED: N_("Auftrag erteilt"),
    Action.JOB_CANCELLED: N_("Auftrag abgebrochen"),
}
EVENT_STATES = {
    EventState.QUEUED: N_("wartet"),
    EventState.RUNNING: N_("läuft"),
    EventState.DONE: N_("erledigt"),
    EventState.FAILED: N_("gescheitert"),
}
EVENT_COLOURS = {
    EventState.QUEUED: "neutral",
    EventState.RUNNING: "info",
    EventState.DONE: "success",
    EventState.FAILED: "danger",
}
JOB_STATES = {
    JobState.QUEUED: N_("wartet"),
    JobState.RUNNING: N_("läuft"),
    JobState.DONE: N_("fertig"),
    JobState.FAILED: N_("gescheitert"),
    JobState.CANCELLED: N_("abgebrochen"),
}
JOB_COLOURS = {
    JobState.QUEUED: "neutral",
    JobState.RUNNING: "info",
    JobState.DONE: "success",
    JobState.FAILED: "danger",
    JobState.CANCELLED: "neutral",
}
MAIL_STATES = {
    MailState.QUEUED: N_("wartet"),
    MailState.SENDING: N_("wird gesendet"),
    MailState.SENT: N_("gesendet"),
    MailState.KEPT: N_("nur hier lesbar"),
    MailState.FAILED: N_("gescheitert"),
}
MAIL_COLOURS = {
    MailState.QUEUED: "neutral",
    MailState.SENDING: "info",
    MailState.SENT: "success",
    MailState.KEPT: "neutral",
    MailState.FAILED: "danger",
}
TASK_STATES: dict[ResponseStatus | None, str] = {
    None: N_("Noch nicht angefangen"),
    ResponseStatus.DRAFT: N_("Angefangen"),
    ResponseStatus.CHANGED: N_("Geändert und noch nicht abgesendet"),
}
TASK_COLOURS: dict[ResponseStatus | None, str] = {
    None: "warning",
    ResponseStatus.DRAFT: "info",
    ResponseStatus.CHANGED: "warning",
}
