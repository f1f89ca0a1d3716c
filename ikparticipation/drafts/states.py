"""How far things are. None of this is stored: it follows from what is."""

from enum import StrEnum


class VersionStatus(StrEnum):
    """How far a version is. A text that is not a version yet is the document's working text."""

    PUBLISHED = "published"
    ADOPTED = "adopted"


class Progress(StrEnum):
    """How far the translation of one passage is."""

    DONE = "done"
    TO_RENEW = "to_renew"
    """An earlier version has one; the German words have changed since."""
    MISSING = "missing"
