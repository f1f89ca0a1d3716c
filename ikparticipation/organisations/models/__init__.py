"""The register of organisations, the people who act for them, and what was decided about names."""

from ikparticipation.organisations.models.lists import Decision, ListImport, ListLine
from ikparticipation.organisations.models.names import (
    Abbreviation,
    ApartPair,
    Merge,
    MergeMove,
    NameDecision,
    NameKind,
    OrganisationName,
    Outcome,
)
from ikparticipation.organisations.models.register import (
    KIND_NAMES,
    LEGAL_FORM_NAMES,
    LEVEL_NAMES,
    MEMBER_ROLE_NAMES,
    STATUS_NAMES,
    Kind,
    LegalForm,
    MemberRole,
    Membership,
    Organisation,
    OrganisationField,
    OrganisationStatus,
)

__all__ = [
    "KIND_NAMES",
    "LEGAL_FORM_NAMES",
    "LEVEL_NAMES",
    "MEMBER_ROLE_NAMES",
    "STATUS_NAMES",
    "Abbreviation",
    "ApartPair",
    "Decision",
    "Kind",
    "LegalForm",
    "ListImport",
    "ListLine",
    "MemberRole",
    "Membership",
    "Merge",
    "MergeMove",
    "NameDecision",
    "NameKind",
    "Organisation",
    "OrganisationField",
    "OrganisationName",
    "OrganisationStatus",
    "Outcome",
]
