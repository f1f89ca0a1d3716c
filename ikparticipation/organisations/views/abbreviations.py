"""The abbreviations by which names are compared: looking, trying, adding, switching off."""

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue

from ikparticipation import clock, db
from ikparticipation.accounts.access import current_user, needs
from ikparticipation.accounts.forms import tidy
from ikparticipation.catalogue.queries import municipalities
from ikparticipation.errors import DomainError
from ikparticipation.organisations import queries, services
from ikparticipation.organisations.forms import AbbreviationForm
from ikparticipation.organisations.models import LEVEL_NAMES
from ikparticipation.organisations.names import Reader
from ikparticipation.organisations.names.trying import Tried, compare
from ikparticipation.organisations.policies import may_keep_register
from ikparticipation.organisations.queries.abbreviations import Use
from ikparticipation.organisations.views.blueprint import bp
from ikparticipation.web import gettext, see_other

PAGE = "organisations/abbreviations.html"
PATH = "/verwaltung/akteure/abkuerzungen"
LONGEST = 200


@bp.get(PATH)
@needs(may_keep_register)
def abbreviations() -> ResponseReturnValue:
    """Show all that count and those switched off; `?eins=` and `?zwei=` are two names to try.

    `?kurz=` is the one whose meaning is being changed: it stands in the form.
    """
    form = AbbreviationForm()
    asked = tidy(request.args.get("kurz"))[:LONGEST]
    lines = queries.abbreviations(db.session())
    for line in lines:
        if line.short == asked:
            form = AbbreviationForm(short=line.short, meaning=line.meaning)
    return _show(form, lines)


@bp.post(PATH)
@needs(may_keep_register)
def keep_abbreviation() -> ResponseReturnValue:
    """Add one, or give one another meaning."""
    form, session = AbbreviationForm(), db.session()
    if not form.validate():
        return _show(form, queries.abbreviations(session)), 422
    short, meaning = form.short.data or "", form.meaning.data or ""
    try:
        kept = services.keep_abbreviation(
            session, short=short, meaning=meaning, actor=current_user(), at=clock.now()
        )
    except DomainError as error:
        form.form_errors.append(gettext(error.message, **error.facts))
        return _show(form, queries.abbreviations(session)), error.status
    flash(gettext("„%(short)s“ ist gespeichert und gilt ab sofort.", short=kept), "success")
    return see_other(".abbreviations")


@bp.post(f"{PATH}/ausschalten")
@needs(may_keep_register)
def switch_abbreviation_off() -> ResponseReturnValue:
    """Let a shipped one mean nothing here."""
    short = _short()
    services.switch_off(db.session(), short=short, actor=current_user(), at=clock.now())
    flash(gettext("„%(short)s“ ist ausgeschaltet.", short=short), "success")
    return see_other(".abbreviations")


@bp.post(f"{PATH}/zuruecknehmen")
@needs(may_keep_register)
def forget_abbreviation() -> ResponseReturnValue:
    """Remove an own one; one that is shipped counts as shipped again."""
    short = _short()
    services.forget_abbreviation(db.session(), short=short, actor=current_user())
    flash(gettext("„%(short)s“ ist zurückgenommen.", short=short), "success")
    return see_other(".abbreviations")


def _short() -> str:
    return tidy(request.form.get("kurz"))[:LONGEST]


def _show(form: AbbreviationForm, lines: object) -> str:
    names = [tidy(request.args.get(name))[:LONGEST] for name in ("eins", "zwei")]
    return render_template(
        PAGE,
        form=form,
        lines=lines,
        own=Use,
        names=names,
        tried=_tried(*names) if all(names) else None,
        level_names=LEVEL_NAMES,
    )


def _tried(one: str, other: str) -> Tried:
    session = db.session()
    places = [row.name for row in municipalities(session)]
    return compare(one, other, Reader(places, queries.names_table(session)))
