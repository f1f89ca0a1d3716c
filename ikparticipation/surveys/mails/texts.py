"""What staff write into the mails of a wave: plain text with placeholders such as `{person}`."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from ikparticipation.text import N_

LONGEST_SUBJECT = 150
LONGEST_TEXT = 5000
PLACEHOLDERS = {
    "person": N_("Name der Person"),
    "organisation": N_("Name der Organisation"),
    "title": N_("Titel der Welle"),
    "intro": N_("worum es geht, wie es bei der Welle steht"),
    "deadline": N_("letzter Tag"),
    "link": N_("persönlicher Link zum Fragebogen"),
    "link_until": N_("bis wann der Link gilt"),
    "county": N_("Name des Landkreises"),
    "not_me": N_("Link „Nicht die richtige Person“; fehlt er, steht er am Ende"),
}
ONLY_IN_TEXT = frozenset({"link", "not_me", "intro"})
"""A subject is shown in lists and notices, where no link may stand."""
_BRACES = re.compile(r"\{([^{}\n]*)\}")


class MailKind(StrEnum):
    """Stored as text; never rename one."""

    INVITATION = "invitation"
    REMINDER = "reminder"


KIND_TITLES = {MailKind.INVITATION: N_("Einladung"), MailKind.REMINDER: N_("Erinnerung")}


@dataclass(frozen=True)
class Words:
    """Subject and text of one mail in one language."""

    subject: str
    text: str


@dataclass(frozen=True)
class Problem:
    """Why a mail cannot be stored, with what the message names."""

    message: str
    facts: Mapping[str, str]


def own_words(stored: Mapping[str, Any], kind: MailKind, language: str) -> Words | None:
    """Return what a wave says in its own words; None: the standard mail."""
    own = stored.get(kind, {}).get(language)
    return Words(own["subject"], own["text"]) if own else None


def problem_of_subject(subject: str) -> Problem | None:
    if not subject:
        return Problem(N_("Bitte geben Sie einen Betreff an."), {})
    for name in _named(subject):
        if name in ONLY_IN_TEXT:
            return Problem(
                N_("{%(name)s} gehört in den Text, nicht in den Betreff."), {"name": name}
            )
    return _unknown(subject)


def problem_of_text(text: str) -> Problem | None:
    """Say what is wrong with a text: unknown placeholders, a lone brace, no way in."""
    found = _unknown(text)
    if found is None and "link" not in _named(text):
        return Problem(N_("Im Text fehlt {link}: Ohne den Link kommt niemand zum Fragebogen."), {})
    return found


def _unknown(words: str) -> Problem | None:
    for name in _named(words):
        if name not in PLACEHOLDERS:
            return Problem(
                N_("Den Platzhalter {%(name)s} gibt es nicht. Möglich sind: %(known)s."),
                {"name": name, "known": ", ".join(f"{{{each}}}" for each in PLACEHOLDERS)},
            )
    if set(_BRACES.sub("", words)) & set("{}"):
        return Problem(
            N_("Eine geschweifte Klammer steht allein. Platzhalter sehen so aus: {person}."), {}
        )
    return None


def _named(words: str) -> Iterator[str]:
    return (found[1].strip() for found in _BRACES.finditer(words))


def fill(words: str, facts: Mapping[str, str]) -> str:
    """Put facts in place of placeholders, once: braces in a fact stay what they are."""
    return _BRACES.sub(lambda found: facts.get(found[1].strip(), found[0]), words)


def filled(words: Words, facts: Mapping[str, str], *, footer: str) -> Words:
    """Return a mail as it is sent. Without `{not_me}` the text gets `footer` at its end."""
    text = words.text if "not_me" in _named(words.text) else f"{words.text.rstrip()}\n\n{footer}"
    body = re.sub(r"\n{3,}", "\n\n", fill(text, facts)).strip() + "\n"
    return Words(" ".join(fill(words.subject, facts).split()), body)
