"""Writing the mails of a wave."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from ikparticipation.accounts.models import User
from ikparticipation.audit import Action, record
from ikparticipation.errors import InvalidError
from ikparticipation.surveys.mails.texts import (
    MailKind,
    Words,
    problem_of_subject,
    problem_of_text,
)
from ikparticipation.surveys.models import Wave
from ikparticipation.surveys.services.rules import check_may_run_surveys
from ikparticipation.text import LANGUAGES


def save_mail_texts(
    session: Session, wave: Wave, kind: MailKind, words: Mapping[str, Words | None], *, actor: User
) -> None:
    """Store a mail by language; None, or a language that is left out: the standard one.

    InvalidError if a placeholder is unknown, or a text has no `{link}`.
    """
    check_may_run_surveys(actor)
    own = {}
    for language in LANGUAGES:
        given = words.get(language)
        if given is None:
            continue
        for problem in (problem_of_subject(given.subject), problem_of_text(given.text)):
            if problem is not None:
                raise InvalidError(problem.message, **problem.facts)
        own[language] = {"subject": given.subject, "text": given.text}
    before = wave.mail_texts or {}
    after = {each: texts for each, texts in before.items() if each != kind}
    if own:
        after[kind.value] = own
    if after == before:
        return
    wave.mail_texts = after
    record(session, Action.WAVE_CHANGED, wave, actor_id=actor.id, mail_texts=kind.value)
