"""What an organisation says about itself, and what steering enters about it."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from wtforms import (  # type: ignore[attr-defined]  # the stubs are of an older WTForms
    BooleanField,
    EmailField,
    Field,
    HiddenField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
    TelField,
    TextAreaField,
)
from wtforms.validators import Email, InputRequired, Length, Optional, Regexp

from ikparticipation.accounts.forms import tidy
from ikparticipation.catalogue.queries import Choice
from ikparticipation.organisations.forms.names import reason_field
from ikparticipation.organisations.models import (
    KIND_NAMES,
    LEGAL_FORM_NAMES,
    LEVEL_NAMES,
    STATUS_NAMES,
    Kind,
    LegalForm,
    Organisation,
    OrganisationStatus,
)
from ikparticipation.organisations.names import Level
from ikparticipation.organisations.services import Entry, Profile
from ikparticipation.text import N_, cleaned
from ikparticipation.web import Form


def _paragraphs(text: str | None) -> str:
    return cleaned(text or "").strip()


def _web_address(text: str | None) -> str:
    """Complete what people type: `www.beispiel.de` means `https://www.beispiel.de`."""
    address = tidy(text)
    return f"https://{address}" if address and ":" not in address else address


def _chosen(key: str | None) -> str:
    """Return the empty choice for what is not known."""
    return key or ""


class ProfileForm(Form):
    version = HiddenField(default="0")
    legal_form = SelectField(
        N_("Rechtsform"),
        choices=[
            SelectChoice("", N_("Nicht bekannt")),
            *(SelectChoice(form.value, name) for form, name in LEGAL_FORM_NAMES.items()),
        ],
        default="",
        filters=[_chosen],
    )
    description = TextAreaField(
        N_("Beschreibung"),
        filters=[_paragraphs],
        validators=[
            Length(max=2000, message=N_("Bitte kürzen Sie den Text auf höchstens 2000 Zeichen."))
        ],
    )
    fields = SelectMultipleField(N_("Handlungsfelder"))
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
    public = BooleanField(N_("Im öffentlichen Verzeichnis zeigen"))
    contact_public = BooleanField(N_("E-Mail und Telefon öffentlich zeigen"))

    def offer_fields(self, choices: Iterable[Choice], language: str) -> None:
        self.fields.choices = [SelectChoice(each.key, each.name(language)) for each in choices]

    def profile(self) -> Profile:
        return Profile(
            description=self.description.data or "",
            email=self.email.data or "",
            phone=self.phone.data or "",
            website=self.website.data or "",
            public=bool(self.public.data),
            contact_public=bool(self.contact_public.data),
            legal_form=LegalForm(self.legal_form.data) if self.legal_form.data else None,
            fields=frozenset(self.fields.data or ()),
        )

    def seen(self) -> int:
        """Return the version the form was filled from; 0 if the request does not say."""
        version = "".join(self.version.raw_data or ())
        return int(version) if version.isdecimal() and len(version) < 10 else 0  # noqa: PLR2004

    def differences(self, stored: Organisation, more: Mapping[str, Any]) -> list[tuple[str, str]]:
        """Return label and stored words of each field that was typed differently, as msgids.

        `more`: what the form has and the organisation no column for.
        """
        columns = {field.name for field in self if hasattr(stored, field.name)} - {"version"}
        values = {name: getattr(stored, name) for name in columns} | dict(more)
        return [
            (str(field.label.text), _words(field, values[field.name]))
            for field in self
            if field.name in values and _plain(field.data) != _plain(values[field.name])
        ]


def _plain(value: object) -> object:
    """Return a value as it is compared: nothing typed is the same as nothing stored."""
    return (sorted(value) if isinstance(value, (list, set)) else value) or None


def _words(field: Field, value: Any) -> str:
    if isinstance(field, BooleanField):
        return N_("ja") if value else N_("nein")
    if isinstance(field, SelectMultipleField):
        return ", ".join(label for key, label, *_ in field.iter_choices() if key in value) or "–"
    if isinstance(field, SelectField):
        return next(label for key, label, *_ in field.iter_choices() if key == (value or ""))
    return str(value or "–")


class OrganisationForm(ProfileForm):
    """All of an entry. The umbrella body is typed by its name; the page finds who is meant."""

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
    umbrella = StringField(
        N_("Dachverband"),
        filters=[tidy],
        validators=[
            Length(max=200, message=N_("Bitte kürzen Sie den Namen auf höchstens 200 Zeichen."))
        ],
        render_kw={"list": "verbaende"},
    )
    level = SelectField(
        N_("Ebene im Verband"),
        choices=[
            SelectChoice("", N_("Keine, oder nicht bekannt")),
            *(SelectChoice(level.value, name) for level, name in LEVEL_NAMES.items()),
        ],
        default="",
        filters=[_chosen],
    )
    status = SelectField(
        N_("Stand"),
        choices=[
            SelectChoice(status.value, name)
            for status, name in STATUS_NAMES.items()
            if status is not OrganisationStatus.MERGED
        ],
        default=OrganisationStatus.ACTIVE.value,
    )
    twin_is_meant = BooleanField(N_("Es ist trotzdem eine andere Organisation"))

    def offer_places(self, municipalities: Iterable[Choice], language: str) -> None:
        self.ags.choices = [
            SelectChoice("", N_("Kein fester Ort")),
            *(SelectChoice(each.key, each.name(language)) for each in municipalities),
        ]

    def entry(self, umbrella_id: UUID | None) -> Entry:
        return Entry(
            name=self.name.data or "",
            kind=Kind(self.kind.data),
            ags=self.ags.data or None,
            level=Level(self.level.data) if self.level.data else None,
            umbrella_id=umbrella_id,
            status=OrganisationStatus(self.status.data),
        )


class NewOrganisationForm(OrganisationForm):
    """An entry that is new says where it comes from."""

    reason = reason_field(N_("Woher kommt dieser Eintrag?"))
