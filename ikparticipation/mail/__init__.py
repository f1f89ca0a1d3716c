"""Mails. A mail is a row first: it is stored with the act that causes it, and sent afterwards."""

from ikparticipation.mail.messages import Message, render
from ikparticipation.mail.models import MailState, OutgoingMail
from ikparticipation.mail.services import queue

__all__ = ["MailState", "Message", "OutgoingMail", "queue", "render"]
