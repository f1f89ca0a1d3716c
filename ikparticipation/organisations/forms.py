"""What people type about organisations. Shape and length only; rules are in `services`."""

from collections.abc import Iterable
from typing import Any

from flask_wtf.file import FileField, FileRequired
from wtforms import (  # type: ignore[attr-defined]  # the stubs are of an older WTForms
    BooleanField,
    EmailField,
    Field,
    HiddenField,
    RadioField,
    SelectChoice,
    SelectField,
    StringField,
    TelField,
    TextAreaField,
)
from wtforms.validators import Email, InputRequired, Length, Optional, Regexp

from ikparticipation.accounts.forms import email_field, language_field, name_field, tidy
from ikparticipation.catalogue.queries import MunicipalityRow
from ikparticipation.organisations.models import (
    KIND_NAMES,
    MEMBER_ROLE_NAMES,
    Kind,
    MemberRole,
    Organisation,
)
from ikparticipation.organisations.services import Entry, Profile
from ikparticipation.text import N_, cleaned
from ikparticipation.web import Form


def _paragraphs(text: str | None) -> str:
    return cleaned(text or "").strip()


def _web_address(text: str | None) -> str:
    """Complete what people type: `www.beispiel.de` means `https://www.beispiel.de`."""
    address = tidy(text)
    return f"https://{address}" if address and ":" not in address else address


class ProfileForm(Form):
    version = HiddenField(default="0")
    description = TextAreaField(
        N_("Beschreibung"),
        filters=[_paragraphs],
        validators=[
            Length(max=2000, message=N_("Bitte kürzen Sie den Text auf höchstens 2000 Zeichen."))
        ],
    )
    email = EmailField(
        N_("E-Mail-Adresse"),
        filters=[tidy],
        validators=[
            Optional(),
            Length(max=254, message=N_("Diese E-Mail-Adresse ist zu lang.")),
            Email(N_("Bitte geben Sie eine vollständige E-Mail-Adresse ein: name@beispiel.de.")),
        ],
    )
    phone = TelField(
        N_("Telefon"),
        filters=[tidy],
        validators=[Length(max=60, message=N_("Bitte geben Sie nur eine Telefonnummer an."))],
    )
    website = StringField(
        N_("Internetseite"),
        filters=[_web_address],
        validators=[
            Optional(),
            Length(max=300, message=N_("Bitte kürzen Sie die Adresse auf höchstens 300 Zeichen.")),
            Regexp(
                r"https?://[^\s/.]+\.[^\s]+$",
                message=N_("Bitte geben Sie eine Internetadresse an: www.beispiel.de."),
            ),
        ],
    )
    public = BooleanField(N_("Im öffentlichen Verzeichnis zeigen"), default=True)

    def profile(self) -> Profile:
        return Profile(
            description=self.description.data or "",
            email=self.email.data or "",
            phone=self.phone.data or "",
            website=self.website.data or "",
            public=bool(self.public.data),
        )

    def seen(self) -> int:
        """Return the version the form was filled from; 0 if the request does not say."""
        version = "".join(self.version.raw_data or ())
        return int(version) if version.isdecimal() and len(version) < 10 else 0  # noqa: PLR2004

    def differences(self, stored: Organisation) -> list[tuple[str, str]]:
        """Return label and stored words of each field that was typed differently, as msgids."""
        return [
            (str(field.label.text), _words(field, getattr(stored, field.name)))
            for field in self
            if hasattr(stored, field.name)
            and field.name != "version"
            and (field.data or None) != (getattr(stored, field.name) or None)
        ]


def _words(field: Field, value: object) -> str:
    if isinstance(field, BooleanField):
        return N_("ja") if value else N_("nein")
    if isinstance(field, SelectField):
        return next(label for key, label, *_ in field.iter_choices() if key == (value or ""))
    return str(value or "–")


class OrganisationForm(ProfileForm):
    name = StringField(
        N_("Name"),
        filters=[tidy],
        validators=[
            InputRequired(N_("Bitte geben Sie den Namen ein.")),
            Length(max=200, message=N_("Bitte kürzen Sie den Namen auf höchstens 200 Zeichen.")),
        ],
    )
    kind = SelectField(
        N_("Art"), choices=[SelectChoice(kind.value, name) for kind, name in KIND_NAMES.items()]
    )
    ags = SelectField(N_("Ort"))
    twin_is_meant = BooleanField(N_("Es ist trotzdem eine andere Organisation"))

    def offer_places(self, municipalities: Iterable[MunicipalityRow]) -> None:
        self.ags.choices = [
            SelectChoice("", N_("Kein fester Ort")),
            *(SelectChoice(row.ags, row.name) for row in municipalities),
        ]

    def entry(self) -> Entry:
        return Entry(
            name=self.name.data or "", kind=Kind(self.kind.data), ags=self.ags.data or None
        )


class InviteForm(Form):
    name = name_field()
    email = email_field()
    role = RadioField(
        N_("Rolle"),
        choices=[SelectChoice(role.value, name) for role, name in MEMBER_ROLE_NAMES.items()],
        default=MemberRole.CONTRIBUTOR.value,
        validators=[InputRequired(N_("Bitte wählen Sie eine Rolle."))],
    )
    language = language_field(N_("Sprache der Einladung"))

    def facts(self) -> dict[str, Any]:
        """Return what `services.invite_member` wants to know about the person."""
        return {
            "name": self.name.data,
            "email": self.email.data,
            "role": MemberRole(self.role.data),
            "language": self.language.data,
        }


class RoleForm(Form):
    role = RadioField(
        N_("Rolle"),
        choices=[SelectChoice(role.value, name) for role, name in MEMBER_ROLE_NAMES.items()],
        validators=[InputRequired(N_("Bitte wählen Sie eine Rolle."))],
    )


class ListForm(Form):
    file = FileField(
        N_("Liste (.csv oder .xlsx)"),
        validators=[FileRequired(N_("Bitte wählen Sie eine Datei aus."))],
    )
