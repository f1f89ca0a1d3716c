"""What people type about accounts. Shape and length only; rules are in `services`."""

from wtforms import (  # type: ignore[attr-defined]  # the stubs are of an older WTForms
    EmailField,
    PasswordField,
    RadioField,
    SelectChoice,
    StringField,
)
from wtforms.validators import Email, InputRequired, Length

from ikparticipation.accounts.models import STAFF_ROLE_NAMES
from ikparticipation.accounts.passwords import LONGEST, SHORTEST
from ikparticipation.text import N_, one_line
from ikparticipation.web import Form

LANGUAGE_CHOICES = [SelectChoice("de", "Deutsch"), SelectChoice("en", "English")]
ROLE_CHOICES = [SelectChoice(role.value, name) for role, name in STAFF_ROLE_NAMES.items()]
_NO_ADDRESS = N_("Bitte geben Sie eine vollständige E-Mail-Adresse ein: name@beispiel.de.")


def tidy(text: str | None) -> str:
    """Return one line as it is stored; a filter for fields of one line."""
    return one_line(text or "")


def email_field(label: str = N_("E-Mail-Adresse")) -> EmailField:
    return EmailField(
        label,
        filters=[tidy],
        validators=[
            InputRequired(N_("Bitte geben Sie eine E-Mail-Adresse ein.")),
            Length(max=254, message=N_("Diese E-Mail-Adresse ist zu lang.")),
            Email(_NO_ADDRESS, allow_smtputf8=False),
        ],
    )


def name_field() -> StringField:
    return StringField(
        N_("Vor- und Nachname"),
        filters=[tidy],
        validators=[
            InputRequired(N_("Bitte geben Sie einen Namen ein.")),
            Length(max=120, message=N_("Bitte kürzen Sie den Namen auf höchstens 120 Zeichen.")),
        ],
    )


def language_field(label: str = N_("Sprache der Mails und Seiten")) -> RadioField:
    return RadioField(
        label,
        choices=LANGUAGE_CHOICES,
        default="de",
        validators=[InputRequired(N_("Bitte wählen Sie eine Sprache."))],
    )


class SignInForm(Form):
    email = EmailField(
        N_("E-Mail-Adresse"),
        filters=[tidy],
        validators=[
            InputRequired(N_("Bitte geben Sie Ihre E-Mail-Adresse ein.")),
            Length(max=254, message=N_("Diese E-Mail-Adresse ist zu lang.")),
        ],
    )
    password = PasswordField(
        N_("Passwort"),
        validators=[
            InputRequired(N_("Bitte geben Sie Ihr Passwort ein.")),
            Length(max=LONGEST, message=N_("Dieses Passwort ist zu lang.")),
        ],
    )


class LinkForm(Form):
    email = email_field(N_("Ihre E-Mail-Adresse"))


class ProfileForm(Form):
    name = name_field()
    language = language_field()


class PasswordForm(Form):
    password = PasswordField(
        N_("Neues Passwort"),
        validators=[
            InputRequired(N_("Bitte geben Sie ein Passwort ein.")),
            Length(
                min=SHORTEST,
                max=LONGEST,
                message=N_("Bitte wählen Sie ein Passwort mit 10 bis 200 Zeichen."),
            ),
        ],
    )


class InviteStaffForm(Form):
    name = name_field()
    email = email_field()
    role = RadioField(
        N_("Aufgabe"),
        choices=ROLE_CHOICES,
        default="moderator",
        validators=[InputRequired(N_("Bitte wählen Sie eine Aufgabe."))],
    )
    language = language_field(N_("Sprache der Einladung"))


class RoleForm(Form):
    role = RadioField(
        N_("Aufgabe"),
        choices=[*ROLE_CHOICES, SelectChoice("", N_("Kein Zugang zur Verwaltung"))],
    )
