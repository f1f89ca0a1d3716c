"""The German words for what drafts are made of; translated where they are shown."""

from ikparticipation.drafts.models import DocumentKind
from ikparticipation.text import N_

DOCUMENT_KINDS = {
    DocumentKind.GUIDELINES: N_("Leitlinien"),
    DocumentKind.FIELD_OF_ACTION: N_("Handlungsfeld"),
    DocumentKind.CONCEPT: N_("Integrationskonzept"),
    DocumentKind.OTHER: N_("Anderer Text"),
}
