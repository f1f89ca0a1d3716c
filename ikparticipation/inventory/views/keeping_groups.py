"""Standing groups as the administration keeps them: which there are, and which names mean them."""

import re
from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import abort, flash, render_template, request
from flask.typing import ResponseReturnValue

from ikparticipation import clock, db
from ikparticipation.accounts.access import current_user, needs
from ikparticipation.errors import DomainError
from ikparticipation.inventory.forms.groups import (
    ChangeGroupForm,
    GroupMemberForm,
    NewGroupForm,
    ReasonForm,
    SpellingForm,
)
from ikparticipation.inventory.models import (
    NETWORK_KIND_NAMES,
    Network,
    NetworkKind,
    NetworkName,
    NetworkStatement,
)
from ikparticipation.inventory.policies import may_keep_groups
from ikparticipation.inventory.queries import groups as queries
from ikparticipation.inventory.queries.visible import Reader
from ikparticipation.inventory.services import groups as services
from ikparticipation.inventory.views.blueprint import bp, given, words
from ikparticipation.organisations.names import normalise
from ikparticipation.organisations.queries import names
from ikparticipation.surveys.xlsform.vocabulary import VOCABULARIES
from ikparticipation.text import N_, pick
from ikparticipation.web import current_language, get_or_404, gettext, refuse, see_other

HERE = "/verwaltung/bestand/gremien"
STAFF = Reader(staff=True)
RECOGNISED = N_("Als andere Schreibweise erkannt")
_WORKING_GROUP = re.compile(r"\b(arbeits(kreis|gruppe|gemeinschaft)|ag|ak)\b", re.IGNORECASE)
_COMMITTEE = re.compile(r"ausschuss|beirat|kommission|gremium|kuratorium", re.IGNORECASE)


@bp.get(HERE)
@needs(may_keep_groups)
def keep_groups() -> ResponseReturnValue:
    """Show the groups, and the names in answers that mean none of them yet."""
    session = db.session()
    return render_template(
        "inventory/keep_groups.html",
        rows=queries.groups(session, STAFF),
        mentions=queries.open_mentions(session),
        kinds=words(NETWORK_KIND_NAMES),
    )


@bp.route(f"{HERE}/neu", methods=["GET", "POST"])
@needs(may_keep_groups)
def new_group() -> ResponseReturnValue:
    """Enter a group that nobody has named, or that one wants to describe at once."""
    form = NewGroupForm(data={"name": given("name")} if given("name") else None)
    form.offer(queries.to_choose_from(db.session()))

    def save() -> Network:
        reason = form.reason.data or ""
        return services.enter_group(db.session(), form.entry(), reason=reason, actor=current_user())

    return _answer(form, None, save)


@bp.post(f"{HERE}/aus-nennung")
@needs(may_keep_groups)
def group_from_mention() -> ResponseReturnValue:
    """Enter a group as it was named, with one click; its kind is a guess to be corrected."""
    name = request.form.get("name", "")[:200]
    entry = services.GroupEntry(name=name, kind=_kind(name))
    group = services.enter_group(
        db.session(), entry, reason=services.FROM_A_MENTION, actor=current_user()
    )
    flash(
        gettext("„%(name)s“ ist eingetragen. Prüfen Sie bitte die Art.", name=group.name), "success"
    )
    return see_other("inventory.keep_group", network_id=group.id)


def _kind(name: str) -> NetworkKind:
    if _COMMITTEE.search(name):
        return NetworkKind.COMMITTEE
    return NetworkKind.WORKING_GROUP if _WORKING_GROUP.search(name) else NetworkKind.NETWORK


@bp.get(f"{HERE}/<uuid:network_id>")
@needs(may_keep_groups)
def keep_group(network_id: UUID) -> ResponseReturnValue:
    return render_template("inventory/keep_group.html", **_page(network_id))


@bp.route(f"{HERE}/<uuid:network_id>/bearbeiten", methods=["GET", "POST"])
@needs(may_keep_groups)
def change_group(network_id: UUID) -> ResponseReturnValue:
    group = get_or_404(Network, network_id)
    form = ChangeGroupForm(obj=group)
    form.offer(queries.to_choose_from(db.session()))

    def save() -> Network:
        services.change_group(
            db.session(), group, form.entry(), seen=form.seen(), actor=current_user()
        )
        return group

    return _answer(form, group, save)


@bp.route(f"{HERE}/<uuid:network_id>/beenden", methods=["GET", "POST"])
@needs(may_keep_groups)
def end_group(network_id: UUID) -> ResponseReturnValue:
    """Ask for the reason, then say that the group is no more, or that it goes on."""
    group, form = get_or_404(Network, network_id), ReasonForm()
    page = {"group": group, "form": form, "member": None}
    if not form.is_submitted():
        return render_template("inventory/end_group.html", **page)
    if not form.validate():
        return refuse("inventory/end_group.html", **page)
    ended_at = None if group.ended_at else clock.now()
    services.end_group(
        db.session(), group, ended_at=ended_at, reason=form.reason.data or "", actor=current_user()
    )
    flash(gettext("Die Angaben zu „%(name)s“ sind gespeichert.", name=group.name), "success")
    return see_other("inventory.keep_group", network_id=group.id)


@bp.post(f"{HERE}/<uuid:network_id>/schreibweisen")
@needs(may_keep_groups)
def add_spelling(network_id: UUID) -> ResponseReturnValue:
    """Say that a name means this group."""
    group, form = get_or_404(Network, network_id), SpellingForm()
    if not form.validate():
        return refuse("inventory/keep_group.html", **_page(network_id, spelling=form))
    try:
        reason = form.reason.data or RECOGNISED
        services.add_spelling(
            db.session(), group, form.name.data or "", reason=reason, actor=current_user()
        )
    except DomainError as error:
        form.form_errors.append(gettext(error.message, **error.facts))
        page = _page(network_id, spelling=form)
        return render_template("inventory/keep_group.html", **page), error.status
    message = gettext(
        "„%(name)s“ bedeutet jetzt „%(group)s“.", name=form.name.data, group=group.name
    )
    flash(message, "success")
    if request.form.get("zurueck") == "liste":
        return see_other("inventory.keep_groups")
    return see_other("inventory.keep_group", network_id=group.id)


@bp.post(f"{HERE}/schreibweisen/<uuid:spelling_id>/entfernen")
@needs(may_keep_groups)
def remove_spelling(spelling_id: UUID) -> ResponseReturnValue:
    spelling = get_or_404(NetworkName, spelling_id)
    network_id, name = spelling.network_id, spelling.name
    services.remove_spelling(db.session(), spelling, actor=current_user())
    flash(gettext("„%(name)s“ ist wieder offen.", name=name), "success")
    return see_other("inventory.keep_group", network_id=network_id)


@bp.route(f"{HERE}/<uuid:network_id>/mitglieder/neu", methods=["GET", "POST"])
@needs(may_keep_groups)
def enter_into_group(network_id: UUID) -> ResponseReturnValue:
    """Enter that an organisation belongs to the group, and how that is known."""
    group, form = get_or_404(Network, network_id), GroupMemberForm()
    form.offer(queries.to_choose_from(db.session()))
    page = {"group": group, "form": form}
    if not form.is_submitted():
        return render_template("inventory/add_group_member.html", **page)
    if not form.validate():
        return refuse("inventory/add_group_member.html", **page)
    try:
        services.add_group_member(
            db.session(),
            group,
            UUID(form.organisation_id.data),
            role=form.role.data or "",
            reason=form.reason.data or "",
            actor=current_user(),
            at=clock.now(),
        )
    except DomainError as error:
        form.form_errors.append(gettext(error.message, **error.facts))
        return render_template("inventory/add_group_member.html", **page), error.status
    flash(gettext("Das Mitglied ist eingetragen."), "success")
    return see_other("inventory.keep_group", network_id=group.id)


@bp.route(f"{HERE}/mitglieder/<uuid:belonging_id>/austragen", methods=["GET", "POST"])
@needs(may_keep_groups)
def take_out_of_group(belonging_id: UUID) -> ResponseReturnValue:
    """Ask for the reason, then end what the administration entered."""
    belongs, form = get_or_404(NetworkStatement, belonging_id), ReasonForm()
    if belongs.response_id is not None or belongs.network_id is None:
        abort(404)
    group = db.session().get_one(Network, belongs.network_id)
    [row] = names(db.session(), [belongs.organisation_id])
    page = {"group": group, "form": form, "member": row.name}
    if not form.is_submitted():
        return render_template("inventory/end_group.html", **page)
    if not form.validate():
        return refuse("inventory/end_group.html", **page)
    services.remove_group_member(
        db.session(), belongs, reason=form.reason.data or "", actor=current_user(), at=clock.now()
    )
    flash(gettext("„%(name)s“ ist ausgetragen.", name=row.name), "success")
    return see_other("inventory.keep_group", network_id=group.id)


def _page(network_id: UUID, spelling: SpellingForm | None = None) -> dict[str, Any]:
    """Return what the page of a group shows; `spelling` is a form that was refused."""
    session = db.session()
    shown = queries.group(session, network_id, STAFF) or abort(404)
    members = queries.group_members(session, network_id, STAFF)
    meant = queries.spellings(session, network_id)
    open_ones = queries.open_mentions(session)
    return {
        "shown": shown,
        "group": shown.Network,
        "members": members,
        "titles": {m.wave_id: pick(m.said_in, current_language()) for m in members if m.said_in},
        "spellings": meant,
        "own_name": normalise(shown.Network.name),
        "likely": [m for m in open_ones if network_id in {found for found, _ in m.likely}],
        "others": [m for m in open_ones if network_id not in {found for found, _ in m.likely}],
        "form": spelling or SpellingForm(formdata=None),
        "kinds": words(NETWORK_KIND_NAMES),
        "roles": words(VOCABULARIES["network.role"]),
    }


def _answer(
    form: ChangeGroupForm, group: Network | None, save: Callable[[], Network]
) -> ResponseReturnValue:
    """Show the form, or save; whatever is refused, what was typed stays in the form."""
    page = {"form": form, "group": group}
    if not form.is_submitted():
        return render_template("inventory/edit_group.html", **page)
    if not form.validate():
        return refuse("inventory/edit_group.html", **page)
    try:
        saved = save()
    except DomainError as error:
        form.form_errors.append(gettext(error.message, **error.facts))
        return render_template("inventory/edit_group.html", **page), error.status
    flash(gettext("Die Angaben zu „%(name)s“ sind gespeichert.", name=saved.name), "success")
    return see_other("inventory.keep_group", network_id=saved.id)
