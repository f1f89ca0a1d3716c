"""Surveys for tests: a small questionnaire, waves, who was asked, what was answered."""

from functools import cache
from itertools import count
from typing import Any
from uuid import uuid4

from sqlalchemy.orm import Session

from ikparticipation import clock
from ikparticipation.accounts.models import User
from ikparticipation.organisations.models import Organisation
from ikparticipation.surveys import models, services
from ikparticipation.surveys.authoring.drafting import Upload
from ikparticipation.surveys.xlsform.answers import to_form
from ikparticipation.surveys.xlsform.stored import to_json
from tests import make
from tests.surveys.xlsform import workbooks

NOW = clock.now()
"""One moment for a test to reckon from."""
_number = count(1)

SURVEY = (
    (*workbooks.SURVEY_HEADINGS, "publish"),
    ("begin_group", "wir", "Über uns", "About us"),
    ("note", "gruss", "Willkommen", "Welcome"),
    ("text", "was", "Was machen Sie?", "What do you do?", "", "", "yes"),
    ("integer", "anzahl", "Wie viele sind Sie?", "How many are you?"),
    ("date", "seit", "Seit wann?", "Since when?"),
    ("select_one farben", "farbe", "Welche Farbe?", "Which colour?"),
    ("select_multiple orte", "orte", "Wo?", "Where?", "", "", "", "organisation.municipalities"),
    ("end_group",),
    ("begin_group", "angebote", "Ihre Angebote", "Your offers"),
    ("begin_repeat", "angebot", "Angebot", "Offer", "", "", "", "offer"),
    ("text", "titel", "Wie heißt es?", "What is it called?", "", "", "yes", "offer.name", "public"),
    (
        "integer",
        "plaetze",
        "Wie viele Plätze?",
        "How many places?",
        "",
        "",
        "",
        "offer.capacity",
        "public",
    ),
    (
        "select_multiple orte",
        "angebot_orte",
        "Wo?",
        "Where?",
        "",
        "",
        "",
        "offer.municipalities",
        "public",
    ),
    ("end_repeat",),
    ("end_group",),
    ("begin_repeat", "partner", "Partner", "Partner", "", "", "", "tie"),
    ("text", "name", "Mit wem?", "With whom?", "", "", "yes", "tie.partner", "public"),
    ("end_repeat",),
)
CHOICES = (
    *workbooks.CHOICES,
    ("orte", "15083270", "Haldensleben", "Haldensleben"),
    ("orte", "15083415", "Oschersleben", "Oschersleben"),
    ("orte", "15083", "im ganzen Landkreis", "in the whole county"),
)
ANSWERS = {"was": "Wir beraten.", "anzahl": 12, "orte": ["15083270"]}


@cache
def workbook(title: str = "Probe") -> bytes:
    settings = (("form_title", "default_language"), (title, "Deutsch (de)"))
    return workbooks.xlsx({"survey": SURVEY, "choices": CHOICES, "settings": settings})


@cache
def _compiled(data: bytes) -> dict[str, Any]:
    return to_json(workbooks.compiled(data))


def questionnaire(
    session: Session, *, data: bytes | None = None, **given: Any
) -> models.Questionnaire:
    data = data or workbook()
    defaults: dict[str, Any] = {
        "number": 1,
        "file_name": "probe.xlsx",
        "workbook": data,
        "compiled": _compiled(data),
        "uploaded_at": clock.now(),
    }
    if "survey" not in given:
        n = next(_number)
        titles = {"de": f"Probe {n}", "en": f"Trial {n}"}
        given["survey"] = models.Survey(titles=titles, created_at=clock.now())
    if "uploaded_by_id" not in given:
        given["uploaded_by_id"] = make.steering(session).id
    return make.store(session, models.Questionnaire(**defaults | given))


def draft(
    session: Session,
    survey: models.Survey | None = None,
    *,
    data: bytes | None = None,
    file_name: str = "entwurf.xlsx",
    files: dict[str, bytes] | None = None,
    **given: Any,
) -> models.QuestionnaireDraft:
    """A draft that began with a file: of a survey without a version, unless one is given."""
    if survey is None:
        n = next(_number)
        titles = {"de": f"Probe {n}", "en": f"Trial {n}"}
        survey = make.store(session, models.Survey(titles=titles, created_at=clock.now()))
    actor = given.pop("actor", None) or make.steering(session)
    upload = Upload(name=file_name, data=data or workbook(), files=files or {})
    begun = services.begin_draft(session, survey, upload, actor=actor, at=clock.now(), **given)
    session.commit()
    return begun


def open_wave(session: Session, **given: Any) -> models.Wave:
    """A wave that opened yesterday and closes in ten days."""
    now, n = clock.now(), next(_number)
    defaults = {
        "titles": {"de": f"Erhebung {n}", "en": f"Survey {n}"},
        "opens_at": now - make.DAY,
        "closes_at": now + 10 * make.DAY,
        "created_at": now,
    }
    if "questionnaire" not in given:
        given["questionnaire"] = questionnaire(session)
    return make.store(session, models.Wave(**defaults | given))


def invited(
    session: Session, wave: models.Wave, organisation: Organisation | None = None, **given: Any
) -> Organisation:
    """An organisation that was asked in this wave."""
    organisation = organisation or make.organisation(session)
    defaults = {"invited_at": clock.now(), "invited_by_id": make.steering(session).id}
    asked = models.WaveInvitation(wave=wave, organisation=organisation, **defaults | given)
    make.store(session, asked)
    return organisation


def seat(
    session: Session, wave: models.Wave | None = None, **member: Any
) -> tuple[models.Wave, Organisation, User]:
    """A wave, an organisation that was asked, and a person who acts for it."""
    asked_in = wave or open_wave(session)
    organisation = invited(session, asked_in)
    return asked_in, organisation, make.member(session, of=organisation, **member)


def row(**answers: Any) -> dict[str, Any]:
    return {"id": str(uuid4()), "answers": answers}


def document(*, offers: int = 1, partners: int = 1, **answers: Any) -> dict[str, Any]:
    """Answers to the small questionnaire, complete."""
    return {
        "answers": ANSWERS | answers,
        "rows": {
            "angebot": [row(titel=f"Angebot {n}", plaetze=n) for n in range(1, offers + 1)],
            "partner": [row(name=f"Partner {n}") for n in range(1, partners + 1)],
        },
    }


def response(
    session: Session, wave: models.Wave, organisation: Organisation, actor: User, **given: Any
) -> models.Response:
    """What an organisation has saved: complete, not submitted."""
    now = clock.now()
    defaults = {
        "document": document(),
        "section_versions": {"wir": 1, "angebote": 1, "partner": 1},
        "started_at": now,
        "saved_at": now,
        "saved_by_id": actor.id,
    }
    stored = models.Response(wave=wave, organisation=organisation, **defaults | given)
    return make.store(session, stored)


def submitted(
    session: Session,
    wave: models.Wave,
    organisation: Organisation,
    actor: User,
    *,
    accepted: bool = True,
    **given: Any,
) -> models.ResponseRevision:
    """What an organisation has saved and submitted, and what was accepted, too."""
    saved = response(session, wave, organisation, actor, **given)
    revision = services.submit_response(session, saved, actor=actor, at=clock.now())
    if accepted:
        saved.review, saved.accepted_number = models.ReviewStatus.ACCEPTED, revision.number
        saved.reviewed_at = revision.submitted_at
    session.commit()
    return revision


def save(
    session: Session,
    seat: tuple[models.Wave, Organisation, User],
    form: dict[str, list[str]],
    section: str = "wir",
    **given: Any,
) -> services.Saved:
    """Save what a page would post."""
    wave, organisation, user = seat
    defaults = {"actor": user, "at": NOW}
    return services.save_section(session, wave, organisation.id, section, form, **defaults | given)


def fields(document: dict[str, Any], section: str) -> dict[str, list[str]]:
    """The form fields of a section as its page posts them."""
    return to_form(workbooks.compiled(workbook()).section(section), document)
