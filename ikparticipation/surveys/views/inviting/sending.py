"""Mails of a wave: their words, when reminders go out, and reminding by hand."""

from typing import Any
from uuid import UUID

from flask import abort, current_app, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ikparticipation import clock, db
from ikparticipation.accounts.access import current_user, needs
from ikparticipation.settings import Settings
from ikparticipation.surveys import queries, services
from ikparticipation.surveys.forms.inviting import KIND_OF, MailTextsForm, RemindersForm
from ikparticipation.surveys.inviting.reminders import remind_dates, today
from ikparticipation.surveys.inviting.returns import WAITING
from ikparticipation.surveys.mails import inviting as mails
from ikparticipation.surveys.mails.texts import (
    KIND_TITLES,
    PLACEHOLDERS,
    MailKind,
    Words,
    own_words,
)
from ikparticipation.surveys.models import Wave, WaveInvitation
from ikparticipation.surveys.policies import may_run_surveys
from ikparticipation.surveys.views.blueprint import bp
from ikparticipation.surveys.views.inviting.choosing import (
    typed_filters,
    uuids,
    with_survey,
)
from ikparticipation.surveys.views.inviting.returns import wanted_rows
from ikparticipation.text import LANGUAGES
from ikparticipation.web import get_or_404, gettext, ngettext, refuse, see_other

WAVE = "/verwaltung/erhebungen/wellen/<uuid:wave_id>"


@bp.route(f"{WAVE}/mail/<kind>", methods=["GET", "POST"])
@needs(may_run_surveys)
def mail_texts(wave_id: UUID, kind: str) -> ResponseReturnValue:
    """Write the invitation or the reminder in own words; see first how they read."""
    wave, mail = with_survey(wave_id), KIND_OF.get(kind) or abort(404)
    standard = {language: mails.standard_words(mail, language) for language in LANGUAGES}
    form = MailTextsForm() if request.method == "POST" else MailTextsForm.of(_now(wave, mail))
    page = {"wave": wave, "kind": kind, "title": KIND_TITLES[mail], "form": form}
    page |= {"placeholders": PLACEHOLDERS, "previews": {}, "preview_for": ""}
    if not form.is_submitted():
        return render_template("surveys/mail_texts.html", **page)
    if "standard" not in request.form and not form.validate():
        return refuse("surveys/mail_texts.html", **page)
    if "vorschau" in request.form:
        page |= _previews(wave, form)
        return render_template("surveys/mail_texts.html", **page)
    words = {} if "standard" in request.form else form.changed(standard)
    services.save_mail_texts(db.session(), wave, mail, words, actor=current_user())
    flash(
        gettext("Die Mail ist gespeichert. Sie gilt für alle, die ab jetzt hinausgehen."), "success"
    )
    return see_other(".mail_texts", wave_id=wave_id, kind=kind)


def _now(wave: Wave, mail: MailKind) -> dict[str, Words]:
    return {
        language: own_words(wave.mail_texts, mail, language) or mails.standard_words(mail, language)
        for language in LANGUAGES
    }


def _previews(wave: Wave, form: MailTextsForm) -> dict[str, object]:
    """Return the mail as the first of the invited would read it, in each language."""
    settings: Settings = current_app.extensions["ikp_settings"]
    rows = queries.invitations(db.session(), wave.id)
    name = rows[0].name if rows else gettext("Beispielverein e. V.")
    shown = {
        language: mails.preview(form.words(language), wave, name, language, settings)
        for language in LANGUAGES
    }
    return {"previews": shown, "preview_for": name}


@bp.route(f"{WAVE}/erinnerungen", methods=["GET", "POST"])
@needs(may_run_surveys)
def reminders(wave_id: UUID) -> ResponseReturnValue:
    """Say how many days before the end reminders go out by themselves."""
    wave = with_survey(wave_id)
    form = RemindersForm(days=", ".join(str(day) for day in wave.remind_days))
    page = {"wave": wave, "form": form, "dates": remind_dates(wave.closes_at, wave.remind_days)}
    if not form.is_submitted():
        return render_template("surveys/reminders.html", **page)
    if not form.validate():
        return refuse("surveys/reminders.html", **page)
    try:
        services.set_reminders(db.session(), wave, form.numbers(), actor=current_user())
    except services.DaysError as error:
        form.days.errors = [gettext(error.message, **error.facts)]
        return refuse("surveys/reminders.html", **page)
    flash(gettext("Die Tage der Erinnerungen sind gespeichert."), "success")
    return see_other(".wave", wave_id=wave_id)


@bp.post(f"{WAVE}/erinnern")
@needs(may_run_surveys)
def remind(wave_id: UUID) -> ResponseReturnValue:
    """Send the invitation to one organisation again, or to all of a list who still may answer."""
    wave, session = get_or_404(Wave, wave_id), db.session()
    if "alle" in request.form:
        return _remind_all(wave)
    organisation_id = next(iter(uuids([request.form.get("organisation", "")])))
    now, asked = clock.now(), queries.invitation_of(session, wave_id, organisation_id)
    if asked and asked.last_mail_at >= today(now) and "trotzdem" not in request.form:
        return _ask_first(asked)
    invitation = services.repeat_invitation(
        session, wave, organisation_id, actor=current_user(), at=now
    )
    name = invitation.organisation.name
    flash(gettext("Die Einladung an %(name)s ist noch einmal unterwegs.", name=name), "success")
    return see_other(".wave", wave_id=wave_id, **_filters())


def _ask_first(asked: WaveInvitation) -> ResponseReturnValue:
    """Say when the last mail of today went out, before a person sends another."""
    where: dict[str, Any] = {"wave_id": asked.wave_id, **_filters()}
    back = url_for(".wave", **where)
    return render_template("surveys/send_again.html", asked=asked, wave=asked.wave, back=back), 409


def _remind_all(wave: Wave) -> ResponseReturnValue:
    rows = [row for row in wanted_rows(wave.id) if row.stage in WAITING]
    ids = [row.organisation_id for row in rows]
    sent = services.remind_many(db.session(), wave, ids, actor=current_user(), at=clock.now())
    said = ngettext(
        "%(num)s Organisation ist erinnert.", "%(num)s Organisationen sind erinnert.", len(sent)
    )
    if left := len(rows) - len(sent):
        said += " " + gettext(
            "%(count)s bekamen heute schon eine Mail oder haben keine Vertretung.", count=left
        )
    flash(said, "success")
    return see_other(".wave", wave_id=wave.id, **_filters())


def _filters() -> dict[str, str]:
    typed = typed_filters() | {"stand": request.args.get("stand", "")}
    return {name: words for name, words in typed.items() if words}
