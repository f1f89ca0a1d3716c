"""Pages for those who write questionnaires: drafts, their lines, trying them out, comparing."""

from ikparticipation.surveys.views.authoring import (
    beginning,
    choices,
    comparing,
    draft,
    lines,
    outline,
    preview,
    settings,
    uploading,
)

__all__ = [
    "beginning",
    "choices",
    "comparing",
    "draft",
    "lines",
    "outline",
    "preview",
    "settings",
    "uploading",
]
