"""Mails about surveys. Each goes to one person, in that person's language."""

from datetime import datetime

from ikparticipation.accounts.mails import sign_in_url
from ikparticipation.accounts.models import User
from ikparticipation.mail import Message, render
from ikparticipation.settings import Settings
from ikparticipation.surveys.mails.texts import PLACEHOLDERS, MailKind, Words, filled, own_words
from ikparticipation.surveys.models import Response, ResponseRevision, Wave, WaveInvitation
from ikparticipation.text import N_, day_words, moment_words, pick, translate


def questionnaire_path(response_or_invitation: Response | WaveInvitation) -> str:
    """Return where an organisation answers; it names itself for people who act for several."""
    asked = response_or_invitation
    return f"/erhebung/{asked.wave_id}?fuer={asked.organisation_id}"


CONTINUED = N_(
    "Haben Sie beim letzten Mal geantwortet, dann stehen Ihre Angaben schon da: "
    "Sie sagen zu jeder nur, ob sie weiterhin gilt, sich geändert hat oder beendet ist."
)
ANONYMOUS = N_(
    "Diese Erhebung ist anonym: Dass Sie teilnehmen, und was Sie antworten, steht an zwei Stellen "
    "ohne Verbindung. Zu Ihren Antworten führt nur ein Code, den Sie beim Beginnen bekommen."
)
_TEMPLATES = {MailKind.INVITATION: "surveys/invitation", MailKind.REMINDER: "surveys/reminder"}


def invitation(
    user: User,
    invitation: WaveInvitation,
    *,
    token: str,
    other: str,
    expires_at: datetime,
    settings: Settings,
) -> Message:
    """Return the invitation; `other` is the token of „Nicht die richtige Person“."""
    facts = _facts(user, invitation, token, other, expires_at, settings)
    return _written(MailKind.INVITATION, user, invitation, facts, secret=f"{token} {other}")


def reminder(
    user: User,
    invitation: WaveInvitation,
    *,
    started: bool,
    token: str,
    other: str,
    expires_at: datetime,
    settings: Settings,
) -> Message:
    facts = _facts(user, invitation, token, other, expires_at, settings)
    secret = f"{token} {other}"
    return _written(MailKind.REMINDER, user, invitation, facts, secret=secret, started=started)


def standard_words(kind: MailKind, language: str) -> Words:
    """Return the standard mail with its placeholders, to begin an own one with."""
    names = {name: f"{{{name}}}" for name in PLACEHOLDERS}
    message = _standard(kind, "", language, names, secret=None, started=False)
    return Words(message.subject, message.body)


def preview(
    words: Words, wave: Wave, organisation: str, language: str, settings: Settings
) -> Words:
    """Return how a mail reads for one organisation; its links open nothing."""
    facts = {
        "person": translate(language, N_("Vorname Nachname")),
        "organisation": organisation,
        "title": wave.title(language),
        "intro": _intro(wave, language),
        "deadline": day_words(wave.closes_at, language),
        "link": sign_in_url(settings, "…"),
        "link_until": moment_words(wave.closes_at, language),
        "county": settings.county,
        "not_me": other_person_url(settings, "…"),
    }
    return filled(words, facts, footer=_footer(facts, language))


def other_person_url(settings: Settings, token: str) -> str:
    return f"{settings.base_url}/nicht-zustaendig/{token}"


def _intro(wave: Wave, language: str) -> str:
    """Return what the wave is about, and how it is answered: also in mails of own words."""
    told = [pick(wave.intros, language)]
    if wave.anonymous:
        told.append(translate(language, ANONYMOUS))
    if wave.continues_id is not None:
        told.append(translate(language, CONTINUED))
    return "\n\n".join(filter(None, told))


def _facts(
    user: User,
    invitation: WaveInvitation,
    token: str,
    other: str,
    expires_at: datetime,
    settings: Settings,
) -> dict[str, str]:
    wave, language = invitation.wave, user.language
    return {
        "person": user.name,
        "organisation": invitation.organisation.name,
        "title": wave.title(language),
        "intro": _intro(wave, language),
        "deadline": day_words(wave.closes_at, language),
        "link": sign_in_url(settings, token),
        "link_until": moment_words(expires_at, language),
        "county": settings.county,
        "not_me": other_person_url(settings, other),
        "base_url": settings.base_url,
        "anonymous": "yes" if wave.anonymous else "",
    }


def _written(
    kind: MailKind,
    user: User,
    invitation: WaveInvitation,
    facts: dict[str, str],
    *,
    secret: str,
    started: bool = False,
) -> Message:
    """Write a mail in the wave's own words, or where it has none in the standard ones."""
    own = own_words(invitation.wave.mail_texts or {}, kind, user.language)
    if own is None:
        return _standard(kind, user.email, user.language, facts, secret=secret, started=started)
    mail = filled(own, facts, footer=_footer(facts, user.language))
    return Message(to=user.email, subject=mail.subject, body=mail.text, secret=secret)


def _standard(
    kind: MailKind,
    to: str,
    language: str,
    facts: dict[str, str],
    *,
    secret: str | None,
    started: bool,
) -> Message:
    given = {"base_url": "", "anonymous": "", **facts, "started": started}
    return render(_TEMPLATES[kind], to=to, language=language, secret=secret, **given)


def _footer(facts: dict[str, str], language: str) -> str:
    words = translate(language, N_("Nicht die richtige Person? Sagen Sie es uns hier:"))
    return f"{words}\n\n{facts['not_me']}"


def receipt(
    user: User, revision: ResponseRevision, *, submitted_by: str, settings: Settings
) -> Message:
    """Return what everybody who represents the organisation gets once it has submitted."""
    response = revision.response
    wave_id, organisation_id = response.wave_id, response.organisation_id
    return render(
        "surveys/receipt",
        to=user.email,
        language=user.language,
        person=user.name,
        organisation=response.organisation.name,
        title=response.wave.title(user.language),
        number=revision.number,
        code=revision.receipt_code,
        hash=revision.receipt_hash,
        submitted_at=revision.submitted_at,
        submitted_by=submitted_by,
        closes_at=response.wave.closes_at,
        path=f"/erhebung/{wave_id}/quittung?fuer={organisation_id}",
        base_url=settings.base_url,
    )
