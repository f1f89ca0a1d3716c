"""The German words for what drafts are made of; translated where they are shown."""

from ikparticipation.drafts.compare import Change
from ikparticipation.drafts.models import DocumentKind
from ikparticipation.drafts.states import Progress, VersionStatus
from ikparticipation.drafts.word import LossKind
from ikparticipation.text import N_

DOCUMENT_KINDS = {
    DocumentKind.GUIDELINES: N_("Leitlinien"),
    DocumentKind.FIELD_OF_ACTION: N_("Handlungsfeld"),
    DocumentKind.CONCEPT: N_("Integrationskonzept"),
    DocumentKind.OTHER: N_("Anderer Text"),
}

VERSION_STATUSES = {
    VersionStatus.PUBLISHED: N_("Veröffentlicht"),
    VersionStatus.ADOPTED: N_("Beschlossen"),
}
VERSION_STATUS_COLOURS = {VersionStatus.PUBLISHED: "info", VersionStatus.ADOPTED: "success"}

PROGRESS = {
    Progress.DONE: N_("Übersetzt"),
    Progress.TO_RENEW: N_("Zu erneuern"),
    Progress.MISSING: N_("Nicht übersetzt"),
}
PROGRESS_COLOURS = {
    Progress.DONE: "success",
    Progress.TO_RENEW: "warning",
    Progress.MISSING: "neutral",
}

CHANGES = {
    Change.SAME: N_("Unverändert"),
    Change.CHANGED: N_("Geändert"),
    Change.ADDED: N_("Neu"),
    Change.REMOVED: N_("Entfallen"),
    Change.MOVED: N_("Verschoben"),
    Change.MOVED_AND_CHANGED: N_("Verschoben und geändert"),
}
CHANGE_SIGNS = {
    Change.SAME: "=",
    Change.CHANGED: "~",
    Change.ADDED: "+",
    Change.REMOVED: "−",
    Change.MOVED: "↕",
    Change.MOVED_AND_CHANGED: "↕~",
}
"""Beside the words, for those who look a page over; screen readers hear the words only."""

LOSSES = {
    LossKind.IMAGE: N_(
        "Bilder und Zeichnungen: %(count)s. Beschreiben Sie im Text, was darauf wichtig ist."
    ),
    LossKind.TEXT_BOX: N_(
        "Textfelder: %(count)s. Ihre Worte stehen jetzt hinter dem Absatz, bei dem sie standen."
    ),
    LossKind.HEADER: N_("Kopf- und Fußzeilen: %(count)s. Sie stehen nicht im Text."),
    LossKind.CONTENTS: N_("Das Inhaltsverzeichnis steht nicht im Text."),
    LossKind.COMMENT: N_("Kommentare am Rand: %(count)s. Sie stehen nicht im Text."),
    LossKind.TRACKED: N_(
        "Nachverfolgte Änderungen: %(count)s. Gelesen ist der Text, als wären alle angenommen."
    ),
    LossKind.HIDDEN: N_("Ausgeblendete Stellen: %(count)s. Sie stehen nicht im Text."),
    LossKind.FORMULA: N_("Formeln: %(count)s. Bitte prüfen Sie, was davon im Text steht."),
    LossKind.SYMBOL: N_("Sonderzeichen aus Symbolschriften: %(count)s. Sie stehen nicht im Text."),
    LossKind.EMPHASIS: N_(
        "Absätze ohne ihre Hervorhebungen: %(count)s. Die Worte sind alle da; bitte heben Sie "
        "selbst hervor, was wichtig ist."
    ),
    LossKind.LINK: N_(
        "Verweise ohne Ziel: %(count)s. Im Text stehen ihre Worte; möglich sind nur Adressen mit "
        "http, https und mailto."
    ),
    LossKind.MERGED_CELLS: N_(
        "Verbundene Zellen: %(count)s. Ihr Inhalt steht in der ersten Zelle, die übrigen sind leer."
    ),
    LossKind.NESTED_TABLE: N_(
        "Tabellen in Tabellen: %(count)s. Ihre Worte stehen in der äußeren Zelle."
    ),
    LossKind.LETTERED_LIST: N_(
        "Aufzählungen mit Buchstaben oder römischen Zahlen: %(count)s Punkte. Sie haben jetzt "
        "Zahlen; prüfen Sie Stellen wie „siehe Buchstabe b“."
    ),
    LossKind.NUMBERED_HEADING: N_(
        "Überschriften mit automatischer Nummer: %(count)s. Die Nummern stehen nicht im Text."
    ),
    LossKind.DEEP_HEADING: N_(
        "Überschriften der Ebenen 7 bis 9: %(count)s. Sie stehen jetzt auf Ebene 6."
    ),
    LossKind.FOOTNOTE: N_(
        "Fußnoten und Endnoten: %(count)s. Ihr Text steht in eckigen Klammern an ihrer Stelle."
    ),
    LossKind.MISSING_FOOTNOTE: N_("Fußnoten ohne Text: %(count)s. Sie stehen nicht im Text."),
}
