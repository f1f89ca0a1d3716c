"""Which documents, versions, decisions and translations there are."""

from ikparticipation.drafts.queries.decisions import decision_of, versions
from ikparticipation.drafts.queries.documents import (
    documents,
    latest_version,
    passages_of,
    used_keys,
)
from ikparticipation.drafts.queries.translations import (
    Aligned,
    Earlier,
    TargetLanguage,
    aligned,
    languages_of,
    target_language,
    target_languages,
    translations_of,
)

__all__ = [
    "Aligned",
    "Earlier",
    "TargetLanguage",
    "aligned",
    "decision_of",
    "documents",
    "languages_of",
    "latest_version",
    "passages_of",
    "target_language",
    "target_languages",
    "translations_of",
    "used_keys",
    "versions",
]
