"""Who may read what of the operation. Each reads like a sentence."""

from ikparticipation.mail import MailState, OutgoingMail
from ikparticipation.settings import Settings


def shows_secret(mail: OutgoingMail, settings: Settings) -> bool:
    """Show a link that opens somebody's account only where it can reach them no other way."""
    return settings.smtp_url is None and mail.state is MailState.KEPT
