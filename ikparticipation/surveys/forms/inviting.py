"""What staff and organisations type about invitations. Shape and length; rules in `services`."""

from wtforms import StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Regexp

from ikparticipation.accounts.forms import email_field, language_field, name_field
from ikparticipation.surveys.mails.texts import (
    LONGEST_SUBJECT,
    LONGEST_TEXT,
    MailKind,
    Words,
    problem_of_subject,
    problem_of_text,
)
from ikparticipation.text import LANGUAGES, N_, cleaned, one_line
from ikparticipation.web import Form, gettext


def _paragraphs(text: str | None) -> str:
    return cleaned(text or "").strip()


def _tidy(text: str | None) -> str:
    return one_line(text or "")


def _words(label: str, *, required: str = "") -> TextAreaField:
    too_long = Length(max=1000, message=N_("Bitte kürzen Sie den Text auf höchstens 1000 Zeichen."))
    needed = [InputRequired(required)] if required else []
    return TextAreaField(label, filters=[_paragraphs], validators=[*needed, too_long])


class MailTextsForm(Form):
    """One mail in both languages. What equals the standard mail is not stored."""

    subject_de = StringField(N_("Betreff auf Deutsch"), filters=[_tidy])
    text_de = TextAreaField(N_("Text auf Deutsch"), filters=[_paragraphs])
    subject_en = StringField(N_("Betreff auf Englisch"), filters=[_tidy])
    text_en = TextAreaField(N_("Text auf Englisch"), filters=[_paragraphs])

    def words(self, language: str) -> Words:
        subject, text = self[f"subject_{language}"], self[f"text_{language}"]
        return Words(subject.data or "", text.data or "")

    def validate(self, extra_validators: object = None) -> bool:  # noqa: ARG002
        """Say at each field what is wrong with it."""
        for language in LANGUAGES:
            words = self.words(language)
            found = {
                f"subject_{language}": (problem_of_subject(words.subject), LONGEST_SUBJECT),
                f"text_{language}": (problem_of_text(words.text), LONGEST_TEXT),
            }
            for name, (problem, most) in found.items():
                if problem is not None:
                    self[name].errors = [gettext(problem.message, **problem.facts)]
                elif len(self[name].data or "") > most:
                    too_long = N_("Bitte kürzen Sie den Text auf höchstens %(most)s Zeichen.")
                    self[name].errors = [gettext(too_long, most=most)]
        return not any(field.errors for field in self)

    def changed(self, standard: dict[str, Words]) -> dict[str, Words | None]:
        """Return what was written in own words; None where it is the standard mail."""
        return {
            language: None if _same(self.words(language), standard[language]) else words
            for language in LANGUAGES
            for words in [self.words(language)]
        }

    @classmethod
    def of(cls, words: dict[str, Words]) -> "MailTextsForm":
        given: dict[str, str] = {}
        for language, mail in words.items():
            given |= {f"subject_{language}": mail.subject, f"text_{language}": mail.text}
        return cls(data=given)


def _same(one: Words, other: Words) -> bool:
    return (one.subject, one.text.strip()) == (other.subject, other.text.strip())


KIND_OF = {"einladung": MailKind.INVITATION, "erinnerung": MailKind.REMINDER}
"""Word of the address → which mail."""


class RemindersForm(Form):
    days = StringField(
        N_("Tage vor dem letzten Tag"),
        filters=[_tidy],
        validators=[
            Regexp(
                r"^\s*(\d{1,3}(\s*[,; ]\s*\d{1,3})*)?\s*$",
                message=N_("Bitte geben Sie Zahlen an, zum Beispiel „14, 3“."),
            )
        ],
    )

    def numbers(self) -> list[int]:
        typed = (self.days.data or "").replace(",", " ").replace(";", " ")
        return [int(each) for each in typed.split()]


class OtherPersonForm(Form):
    name = name_field()
    email = email_field(N_("E-Mail-Adresse der Person"))
    language = language_field(N_("Sprache der Einladung"))
    note = _words(N_("Anmerkung"))


class DeclineForm(Form):
    reason = _words(N_("Grund"))


class LiftForm(Form):
    reason = _words(
        N_("Warum darf wieder eingeladen werden?"),
        required=N_("Bitte geben Sie an, warum wieder eingeladen werden darf."),
    )


class CallForm(Form):
    words = _words(
        N_("Was hat der Anruf ergeben?"),
        required=N_("Bitte schreiben Sie in einem Satz, was der Anruf ergeben hat."),
    )


class BounceForm(Form):
    note = _words(N_("Was kam zurück?"))
