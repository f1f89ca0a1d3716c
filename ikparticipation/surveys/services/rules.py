"""What several acts check before they begin."""

from collections.abc import Mapping

from ikparticipation.accounts.models import User
from ikparticipation.errors import InvalidError, NotAllowedError
from ikparticipation.surveys import policies
from ikparticipation.text import LANGUAGES, N_, SOURCE_LANGUAGE, canonical


def check_may_run_surveys(actor: User) -> None:
    if not policies.may_run_surveys(actor):
        raise NotAllowedError(N_("Erhebungen führt nur die Steuerung durch."))


def titles_in_all_languages(titles: Mapping[str, str]) -> dict[str, str]:
    """Return a title in each language of the product; one that is missing reads German."""
    german = canonical(titles.get(SOURCE_LANGUAGE, ""))
    if not german:
        raise InvalidError(N_("Bitte geben Sie einen Titel an."))
    return {language: canonical(titles.get(language, "")) or german for language in LANGUAGES}
