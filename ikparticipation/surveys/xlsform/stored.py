"""The questionnaire as JSON for a database column, and back. Nothing is lost on the way.

What has its default is left out, so a property added later needs no migration.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, Field, fields
from types import MappingProxyType
from typing import Any

from ikparticipation.surveys.xlsform.question import QUESTION_FORMULAS
from ikparticipation.surveys.xlsform.questionnaire import (
    Choice,
    Element,
    Formula,
    Group,
    Publish,
    Question,
    Questionnaire,
    QuestionType,
    Repeat,
    Section,
)

FORMAT = 1
"""Raise it when old documents cannot be read as they are, and read both."""

_KINDS: dict[str, Callable[..., Element]] = {
    Question.kind: Question,
    Group.kind: Group,
    Repeat.kind: Repeat,
}


def to_json(questionnaire: Questionnaire) -> dict[str, Any]:
    """Return the questionnaire as plain lists, dicts, strings and numbers."""
    return {"format": FORMAT} | _plain_object(questionnaire)


def from_json(stored: Mapping[str, Any]) -> Questionnaire:
    """Return the questionnaire that `to_json` stored; ValueError for another format."""
    if stored.get("format") != FORMAT:
        raise ValueError(f"questionnaire format {stored.get('format')!r}")
    return Questionnaire(**_given({k: value for k, value in stored.items() if k != "format"}))


def _plain_object(thing: Any) -> dict[str, Any]:
    plain = {} if not hasattr(thing, "kind") else {"kind": thing.kind}
    for each in fields(thing):
        value = getattr(thing, each.name)
        if value != _default(each):
            plain[each.name] = _plain(value)
    return plain


def _default(each: Field[Any]) -> Any:
    return each.default if each.default_factory is MISSING else each.default_factory()


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _plain(each) for name, each in value.items()}
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, Choice | Section | Element):
        return _plain_object(value)
    return str(value) if isinstance(value, QuestionType | Publish | Formula) else value


def _words(stored: Mapping[str, str]) -> Mapping[str, str]:
    return MappingProxyType(dict(stored))


def _table(stored: Iterable[Mapping[str, str]]) -> tuple[Mapping[str, str], ...]:
    return tuple(map(_words, stored))


def _choices(stored: Iterable[Mapping[str, Any]]) -> tuple[Choice, ...]:
    return tuple(Choice(**_given(choice)) for choice in stored)


_READ: dict[str, Callable[[Any], Any]] = {
    **dict.fromkeys(
        ("labels", "hints", "guidance", "required_messages", "constraint_messages"), _words
    ),
    **dict.fromkeys(("columns", "parameters"), _words),
    **dict.fromkeys((*QUESTION_FORMULAS, "row_count"), Formula),
    **dict.fromkeys(("appearance", "languages", "was"), tuple),
    "type": QuestionType,
    "publish": Publish,
    **dict.fromkeys(("choices", "ticks"), _choices),
    "elements": lambda elements: tuple(map(_element, elements)),
    "sections": lambda sections: tuple(Section(**_given(section)) for section in sections),
    "tables": lambda tables: MappingProxyType({k: _table(rows) for k, rows in tables.items()}),
}
"""How a field is read, by its name, which means the same wherever it stands."""


def _element(stored: Mapping[str, Any]) -> Element:
    return _KINDS[stored["kind"]](**_given(stored))


def _given(stored: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: _READ.get(name, _as_it_is)(value) for name, value in stored.items() if name != "kind"
    }


def _as_it_is(value: Any) -> Any:
    return value
