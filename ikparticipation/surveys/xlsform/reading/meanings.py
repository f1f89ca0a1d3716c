"""The columns of an XLSForm: those carried out, those refused, those that only decorate."""

import re
from collections.abc import Mapping
from types import MappingProxyType

from ikparticipation.surveys.xlsform.targets import CATALOGUES

TRANSLATED = frozenset({"label", "hint", "guidance_hint", "required_message", "constraint_message"})
MEDIA = frozenset({"image", "big-image", "audio", "video"})
"""Pictures and sounds beside a text; told, not shown."""

FORMULAS: Mapping[str, str] = MappingProxyType(
    {
        "relevant": "relevant",
        "constraint": "constraint",
        "calculation": "calculation",
        "choice_filter": "choice_filter",
        "repeat_count": "row_count",
        "required": "required_when",
        "readonly": "readonly",
        "default": "default_formula",
    }
)
"""Column that can hold an expression → what the model calls it."""

MARKS = tuple(CATALOGUES)
"""Columns that say `yes` where the choices come from that catalogue."""
OWN = frozenset(
    {"inventory", "question_id", "was", "publish", "partner", "min_rows", "max_rows", *MARKS}
)

KNOWN: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "survey": TRANSLATED | FORMULAS.keys() | OWN | {"type", "name", "appearance", "parameters"},
        "choices": frozenset({"list_name", "name", "label"}),
        "settings": frozenset(
            {"form_title", "form_id", "version", "default_language", "allow_choice_duplicates"}
        ),
    }
)
LATER: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "survey": frozenset(
            {"trigger", "save_to", "intent", "query", "disabled"}
            | {"bind", "body", "control", "instance", "jr"}
        ),
        "choices": frozenset(),
        "settings": frozenset({"public_key", "submission_url"}),
    }
)
"""Columns of the standard that change what a form does, and that we do not carry out."""
DECORATION: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "survey": MEDIA | {"media", "autoplay", "rows", "noapperrorstring", "no_app_error_string"},
        "choices": MEDIA | {"media"},
        "settings": frozenset({"style", "instance_name"}),
    }
)
"""Columns of the standard without which a form asks the same."""

OTHER_NAMES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "survey": {
            "caption": "label",
            "command": "type",
            "tag": "name",
            "value": "name",
            "relevance": "relevant",
            "calculate": "calculation",
            "read_only": "readonly",
            "count": "repeat_count",
            "jr:count": "repeat_count",
            "requiredmsg": "required_message",
            "jr:requiredmsg": "required_message",
            "constraining_message": "constraint_message",
            "jr:constraintmsg": "constraint_message",
        },
        "choices": {"caption": "label", "value": "name"},
        "settings": {
            "title": "form_title",
            "set_form_title": "form_title",
            "id_string": "form_id",
            "set_form_id": "form_id",
        },
    }
)
COLUMN_NAME = re.compile(r"[^\W\d][\w.-]{0,63}")
"""What an expression can call a column that an author adds to the choices."""

PREFIXES = frozenset({"bind", "body", "control", "media"})
"""`bind::relevant` is another way to write `relevant`, if that is a column we know."""
