"""A Word file with comments comes home: brought by an organisation, or received by the staff."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from flask import flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required

from ikparticipation import clock, db
from ikparticipation.accounts.access import current_user, needs
from ikparticipation.consultation import policies
from ikparticipation.consultation.forms.word_files import (
    MemberFields,
    OwnFileForm,
    ReceivedFileForm,
    SenderFields,
)
from ikparticipation.consultation.models import Round
from ikparticipation.consultation.outputs.word.contributions import Reading, contributions
from ikparticipation.consultation.period import day_of
from ikparticipation.consultation.queries.commenting import texts
from ikparticipation.consultation.queries.commenting.word_drafts import bare_draft
from ikparticipation.consultation.services.circles import check_circle
from ikparticipation.consultation.services.commenting.word_files import Sender, take_contributions
from ikparticipation.consultation.views.blueprint import bp, comment_words
from ikparticipation.consultation.views.commenting import word_page
from ikparticipation.consultation.views.commenting.word_page import Line
from ikparticipation.consultation.views.commenting.writing import let_in
from ikparticipation.consultation.views.outputs.files import settings
from ikparticipation.drafts.word import WordFileError, opened
from ikparticipation.errors import ConflictError, DomainError, InvalidError, NotAllowedError
from ikparticipation.organisations.models import Membership, Organisation
from ikparticipation.organisations.queries import memberships, resolve
from ikparticipation.text import N_
from ikparticipation.web import current_language, get_or_404, gettext, ngettext, see_other

LONGEST_NAME_SHOWN = 80
OWN, RECEIVED = (
    "/mein/stellungnahme/<uuid:round_id>/word",
    "/verwaltung/runden/<uuid:round_id>/word",
)


@bp.route(OWN, methods=["GET", "POST"])
@login_required
def own_word_file(round_id: UUID) -> ResponseReturnValue:
    """Take the file of an organisation, and show what is in it."""
    in_round = get_or_404(Round, round_id)
    form = OwnFileForm()
    form.offer(_organisations_of_mine(in_round))
    return _upload(in_round, form, for_staff=False)


@bp.post(f"{OWN}/uebernehmen")
@login_required
def take_own_word_file(round_id: UUID) -> ResponseReturnValue:
    """Make drafts of the organisation of what was found."""
    in_round, form = get_or_404(Round, round_id), MemberFields()
    mine = _organisations_of_mine(in_round)
    form.offer(mine)
    chosen = {str(m.organisation_id): m for m in mine}
    done = see_other(".my_statement", round_id=round_id)
    return _take(in_round, form, lambda: Sender(membership=chosen[form.speaks_for.data]), done)


@bp.route(RECEIVED, methods=["GET", "POST"])
@needs(policies.may_enter_contributions)
def received_word_file(round_id: UUID) -> ResponseReturnValue:
    """Take a file that somebody has sent, and show what is in it."""
    return _upload(get_or_404(Round, round_id), ReceivedFileForm(), for_staff=True)


@bp.post(f"{RECEIVED}/uebernehmen")
@needs(policies.may_enter_contributions)
def take_received_word_file(round_id: UUID) -> ResponseReturnValue:
    """Enter what was found for those who sent it."""
    in_round, form = get_or_404(Round, round_id), SenderFields()
    return _take(in_round, form, lambda: _sender(form), see_other(".moderation"))


def _organisations_of_mine(in_round: Round) -> Sequence[Membership]:
    """Return for whom this person can bring a file; refuse those who act for nobody."""
    session, me = db.session(), current_user()
    mine = memberships(session, me)
    let_in(in_round, reading=False)
    if not mine:
        raise NotAllowedError(
            N_("Eine Word-Datei laden hier nur Personen hoch, die für eine Organisation handeln.")
        )
    if not policies.may_comment(me, in_round, clock.now()):
        raise ConflictError(N_("Diese Fassung kann zurzeit nicht kommentiert werden."))
    return mine


def _upload(
    in_round: Round, form: OwnFileForm | ReceivedFileForm, *, for_staff: bool
) -> ResponseReturnValue:
    if not form.validate_on_submit():
        return _ask(in_round, form, for_staff=for_staff), 422 if form.is_submitted() else 200
    try:
        _check_sender(in_round, form)
        reading = _read(in_round, form.file.data.read())
    except WordFileError as error:
        form.file.errors = [gettext(error.message, **error.facts)]
        return _ask(in_round, form, for_staff=for_staff), 422
    except DomainError as error:
        form.form_errors.append(gettext(error.message, **error.facts))
        return _ask(in_round, form, for_staff=for_staff), error.status
    return _show(in_round, form, word_page.fresh(reading.found), reading=reading)


def _read(in_round: Round, data: bytes) -> Reading:
    draft = bare_draft(db.session(), in_round.version, site=settings().base_url)
    return contributions(opened(data), draft)


def _check_sender(in_round: Round, form: OwnFileForm | ReceivedFileForm) -> None:
    """Say at once what would be refused in the end."""
    if isinstance(form, SenderFields):
        _sender(form)
        return
    organisation = db.session().get_one(Organisation, form.organisation_id)
    check_circle(db.session(), in_round, current_user(), organisation)


def _sender(form: SenderFields) -> Sender:
    name = form.organisation.data or ""
    found = resolve(db.session(), [name]).get(name) if name else None
    if name and found is None:
        raise InvalidError(
            N_("„%(name)s“ steht nicht genau einmal im Akteursverzeichnis."),
            name=name[:LONGEST_NAME_SHOWN],
        )
    return Sender(
        organisation=db.session().get_one(Organisation, found) if found else None,
        name=form.sender.data or "",
        received_on=form.received_on.data,
    )


def _take(
    in_round: Round,
    form: MemberFields | SenderFields,
    sender: Callable[[], Sender],
    done: ResponseReturnValue,
) -> ResponseReturnValue:
    try:
        lines = word_page.sent_back()
    except InvalidError as error:
        form.form_errors.append(gettext(error.message))
        return _ask(in_round, form, for_staff=isinstance(form, SenderFields)), error.status
    keys = {p.key for p in texts.passages_in(db.session(), in_round)}
    if not word_page.checked(lines, keys) or not form.validate():
        return _show(in_round, form, lines), 422
    try:
        stored = take_contributions(
            db.session(),
            [word_page.contribution(line) for line in lines if line.taken],
            in_round=in_round,
            sender=sender(),
            author=current_user(),
            language=current_language(),
            at=clock.now(),
        )
    except DomainError as error:
        form.form_errors.append(gettext(error.message, **error.facts))
        return _show(in_round, form, lines), error.status
    count = len(stored)
    flash(
        ngettext("%(num)s Beitrag ist übernommen.", "%(num)s Beiträge sind übernommen.", count),
        "success",
    )
    return done


def _ask(in_round: Round, form: Any, *, for_staff: bool) -> str:
    if not isinstance(form, OwnFileForm | ReceivedFileForm):
        form = _file_form(form)
    if isinstance(form, ReceivedFileForm) and not form.is_submitted():
        form.received_on.data = day_of(clock.now())
    return render_template(
        "consultation/word_file.html",
        in_round=in_round,
        version=in_round.version,
        form=form,
        for_staff=for_staff,
    )


def _file_form(form: MemberFields | SenderFields) -> OwnFileForm | ReceivedFileForm:
    """Return the first page's form with what was said on the second one."""
    asked: OwnFileForm | ReceivedFileForm
    if isinstance(form, SenderFields):
        asked = ReceivedFileForm()
    else:
        asked = OwnFileForm()
        asked.speaks_for.choices = form.speaks_for.choices
    asked.form_errors.extend(form.form_errors)
    return asked


def _show(
    in_round: Round, form: Any, lines: Sequence[Line], *, reading: Reading | None = None
) -> str:
    for_staff = isinstance(form, SenderFields)
    endpoint = ".take_received_word_file" if for_staff else ".take_own_word_file"
    passages = texts.passages_in(db.session(), in_round)
    return render_template(
        "consultation/word_found.html",
        in_round=in_round,
        version=in_round.version,
        form=form,
        lines=lines,
        recognised=reading.recognised if reading else 0,
        differing=[p.position for p in passages if reading and p.key in reading.differing],
        for_staff=for_staff,
        action=url_for(endpoint, round_id=in_round.id),
        **word_page.choices(passages),
        kinds=comment_words()["kinds"],
    )
