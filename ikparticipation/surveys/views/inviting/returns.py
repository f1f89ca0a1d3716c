"""The Rücklauf: the list of a wave, its counts and plots, and whom to phone."""

from collections import Counter
from collections.abc import Mapping, Sequence
from uuid import UUID

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import aliased, joinedload

from ikparticipation import clock, db
from ikparticipation.accounts.access import needs
from ikparticipation.organisations.models import KIND_NAMES
from ikparticipation.surveys import queries
from ikparticipation.surveys.conspicuous import Rules
from ikparticipation.surveys.inviting.plots import day_bars, stage_bars
from ikparticipation.surveys.inviting.returns import (
    QUIET_DAYS,
    WAITING,
    WHY_NAMES,
    Group,
    InvitationRow,
    Stage,
    Wanted,
    groups,
    stage_names,
    submissions_by_day,
)
from ikparticipation.surveys.models import CHANNEL_NAMES, Channel, Questionnaire, Wave
from ikparticipation.surveys.policies import may_be_reminded, may_run_surveys
from ikparticipation.surveys.queries.carrying import confirmed_share
from ikparticipation.surveys.queries.inviting import PAGE
from ikparticipation.surveys.views.anonymous.staff import panel_of
from ikparticipation.surveys.views.blueprint import bp
from ikparticipation.surveys.views.inviting.choosing import (
    filter_choices,
    kind_of,
    typed_filters,
    with_survey,
)
from ikparticipation.text import pick
from ikparticipation.web import current_language, gettext, page_within

WAVE = "/verwaltung/erhebungen/wellen/<uuid:wave_id>"


@bp.get(WAVE)
@needs(may_run_surveys)
def wave(wave_id: UUID) -> ResponseReturnValue:
    """Show who was asked and who has answered."""
    (wave, before), typed = _with_the_one_before(wave_id), _typed()
    rows = queries.invitations(db.session(), wave_id)
    found = _wanted(typed).of(rows, _fields(wave_id, typed), clock.now())
    page, pages = page_within(len(found), PAGE)
    return render_template(
        "surveys/wave.html",
        wave=wave,
        rows=found[(page - 1) * PAGE : page * PAGE],
        found=len(found),
        invited=len(rows),
        waiting=sum(row.stage in WAITING and row.has_representative for row in found),
        answered=sum(row.submitted_at is not None for row in rows),
        proposals=queries.open_proposals(db.session(), wave_id),
        anonymous=panel_of(wave),
        rules=Rules.from_json(wave.rules).told(current_language()),
        continued=before,
        stage_names=stage_names(anonymous=wave.anonymous),
        channel_names=CHANNEL_NAMES,
        entering=[row for row in rows if row.entry],
        may_be_reminded=may_be_reminded,
        now=clock.now(),
        page=page,
        pages=pages,
        **filter_choices(typed),
    )


def _with_the_one_before(wave_id: UUID) -> tuple[Wave, str]:
    """Return a wave, and the title of that whose answers are put before the organisations."""
    before = aliased(Wave)
    found = db.session().execute(
        select(Wave, before.titles)
        .outerjoin(before, before.id == Wave.continues_id)
        .where(Wave.id == wave_id)
        .options(joinedload(Wave.questionnaire).joinedload(Questionnaire.survey))
    )
    wave, titles = found.one_or_none() or abort(404)
    return wave, pick(titles, current_language()) if titles else ""


@bp.get(f"{WAVE}/ruecklauf")
@needs(may_run_surveys)
def returns(wave_id: UUID) -> ResponseReturnValue:
    """Show the Rücklauf by kind, place and field, and day by day."""
    wave, session, language = with_survey(wave_id), db.session(), current_language()
    rows = queries.invitations(session, wave_id)
    fields = queries.fields_of_invited(session, wave_id)
    until = max(min(clock.now(), wave.closes_at), wave.opens_at)
    days = submissions_by_day(rows, opens_at=wave.opens_at, until=until)
    stages = {key: gettext(name) for key, name in stage_names(anonymous=wave.anonymous).items()}
    plots = {
        key: stage_bars(title, grouped, names, stages, language)
        for key, (title, grouped, names) in _grouped(rows, fields).items()
    }
    heading = gettext("Teilgenommen") if wave.anonymous else gettext("Abgesendet")
    plots["verlauf"] = day_bars(gettext("Nach Tagen"), heading, days, language)
    return render_template(
        "surveys/returns.html",
        wave=wave,
        plots=plots if rows else {},
        came=_by_channel(rows),
        to_phone=sum(bool(row.to_phone(clock.now())) for row in rows),
        answered=sum(row.stage is Stage.SUBMITTED for row in rows),
        invited=len(rows),
        confirmed=confirmed_share(session, wave_id) if wave.continues_id else None,
    )


def _grouped(
    rows: Sequence[InvitationRow], fields: Mapping[UUID, frozenset[str]]
) -> dict[str, tuple[str, Sequence[Group], Mapping[str, str]]]:
    """Return title, groups and their words for each plot of those who were asked."""
    places = {row.ags: row.place for row in rows if row.ags} | {"": gettext("Ohne festen Ort")}
    names = queries.fields_of_action(db.session(), current_language())
    kinds = {kind.value: gettext(name) for kind, name in KIND_NAMES.items()}
    return {
        "gesamt": (
            gettext("Alle Eingeladenen"),
            groups(rows, lambda _row: ["alle"]),
            {"alle": gettext("Alle")},
        ),
        "art": (gettext("Nach Art"), groups(rows, lambda row: [row.kind.value]), kinds),
        "ort": (
            gettext("Nach Ort"),
            groups(rows, lambda row: [row.ags] if row.ags else []),
            places,
        ),
        "feld": (
            gettext("Nach Handlungsfeld"),
            groups(rows, lambda row: sorted(fields.get(row.organisation_id, ()))),
            names | {"": gettext("Ohne Handlungsfeld")},
        ),
    }


@bp.get(f"{WAVE}/anrufen")
@needs(may_run_surveys)
def phone_list(wave_id: UUID) -> ResponseReturnValue:
    """List who should be phoned and why, to be printed."""
    wave, typed, now = with_survey(wave_id), _typed(), clock.now()
    rows = queries.invitations(db.session(), wave_id)
    wanted = _wanted(typed, phone=True)
    found = wanted.of(rows, _fields(wave_id, typed), now)
    page, pages = page_within(len(found), PAGE)
    return render_template(
        "surveys/phone_list.html",
        wave=wave,
        rows=found[(page - 1) * PAGE : page * PAGE],
        found=len(found),
        calls=queries.call_notes(db.session(), wave_id),
        why_names=WHY_NAMES,
        quiet_days=QUIET_DAYS,
        now=now,
        page=page,
        pages=pages,
        **filter_choices(typed),
    )


def _by_channel(rows: Sequence[InvitationRow]) -> list[tuple[str, int]]:
    """Return how many submissions came in which way; nothing when all came online."""
    counted = Counter(row.came for row in rows if row.came)
    if not counted:
        return []
    answered = sum(row.submitted_at is not None for row in rows)
    counted[Channel.ONLINE] = answered - counted.total()
    return [(gettext(name), counted[channel]) for channel, name in CHANNEL_NAMES.items()]


def wanted_rows(wave_id: UUID) -> list[InvitationRow]:
    """Return the invitations that the address filters, of all pages."""
    typed = _typed()
    rows = queries.invitations(db.session(), wave_id)
    return _wanted(typed).of(rows, _fields(wave_id, typed), clock.now())


def _typed() -> dict[str, str]:
    return typed_filters() | {"stand": request.args.get("stand", "")[:20]}


def _wanted(typed: dict[str, str], *, phone: bool = False) -> Wanted:
    stage = Stage(typed["stand"]) if typed["stand"] in set(Stage) else None
    return Wanted(stage, kind_of(typed["art"]), typed["ort"], typed["feld"], phone)


def _fields(wave_id: UUID, typed: dict[str, str]) -> dict[UUID, frozenset[str]]:
    return dict(queries.fields_of_invited(db.session(), wave_id)) if typed["feld"] else {}
