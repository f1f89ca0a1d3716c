"""The queue: what waits for moderators, filtered, and where in it a comment stands."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from flask import flash, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ikparticipation import clock, db
from ikparticipation.accounts.access import needs
from ikparticipation.consultation.blackening import Part, parts
from ikparticipation.consultation.labels import CHANNELS, KINDS
from ikparticipation.consultation.models import Channel, CommentKind
from ikparticipation.consultation.policies import may_moderate
from ikparticipation.consultation.queries.moderating import queue as queries
from ikparticipation.consultation.queries.moderating.queue import PAGE, QueueState, Wanted
from ikparticipation.consultation.views.blueprint import (
    bp,
    chosen,
    chosen_id,
    comment_words,
    words,
)
from ikparticipation.text import N_
from ikparticipation.web import gettext, page_within, see_other

QUEUE_STATES = {
    QueueState.SUBMITTED: N_("Neu"),
    QueueState.UNSEEN: N_("Veröffentlicht, noch nicht angesehen"),
    QueueState.APPEALED: N_("Widerspruch"),
    QueueState.REPORTED: N_("Gemeldet"),
    QueueState.PUBLISHED: N_("Schon entschieden: veröffentlicht"),
    QueueState.DECLINED: N_("Schon entschieden: abgelehnt"),
}
AGES = {
    "1": N_("mindestens einen Tag"),
    "3": N_("mindestens drei Tage"),
    "7": N_("mindestens eine Woche"),
    "14": N_("mindestens zwei Wochen"),
}
"""Days → words."""
COMMENTS, REPLIES = "kommentare", "erwiderungen"
FORMS = {COMMENTS: N_("Nur Kommentare"), REPLIES: N_("Nur Erwiderungen")}
PRIVATE = "ohne"
FILTERS = ("stand", "runde", "art", "organisation", "kanal", "form", "alter")


@bp.app_template_filter("black_parts")
def black_parts(text: str, spans: Any) -> list[Part]:
    """Return a text cut where black begins and ends, for those who may read all of it."""
    return parts(text, spans)


@bp.get("/verwaltung/moderation")
@needs(may_moderate)
def moderation() -> ResponseReturnValue:
    """List what waits for a decision, the longest first."""
    session, choice = db.session(), wanted()
    counts = queries.queue_counts(session, choice)
    total = counts.by_state[choice.state] if choice.state else counts.waiting
    page, pages = page_within(total, PAGE)
    figures = queries.round_figures(session, choice.round_id) if choice.round_id else None
    return render_template(
        "consultation/moderation.html",
        comments=queries.moderation_queue(session, choice, page=page),
        total=total,
        page=page,
        pages=pages,
        pager_url=url_for(".moderation") + _joined({**_given(), "seite": ""}),
        query=filter_query(),
        figures=figures,
        filters=_filters(choice, counts),
        round_id=choice.round_id,
        state=choice.state,
        is_filtered=choice != Wanted(),
        **comment_words(),
    )


def wanted() -> Wanted:
    """Return what the address filters the queue by; what cannot be chosen counts for nothing."""
    replies = {REPLIES: True, COMMENTS: False}
    days = request.args.get("alter", "")
    return Wanted(
        state=chosen("stand", QueueState),
        round_id=chosen_id("runde"),
        kind=chosen("art", CommentKind),
        organisation_id=chosen_id("organisation"),
        private=request.args.get("organisation") == PRIVATE,
        channel=chosen("kanal", Channel),
        replies=replies.get(request.args.get("form", "")),
        before=clock.now() - timedelta(days=int(days)) if days in AGES else None,
    )


def filter_query() -> str:
    """Return the filters of this address, "" or "?…", to be carried along."""
    return _joined(_given())


def go_on(next_id: UUID | None, message: str) -> ResponseReturnValue:
    """Say what has been decided, and open the comment that waits next."""
    if next_id is None:
        flash(message, "success")
        return see_other(".moderation", **_given())
    flash(gettext("%(done)s Hier ist der nächste Kommentar.", done=message), "success")
    return see_other(".moderate", comment_id=next_id, **_given())


def _given() -> dict[str, str]:
    return {name: request.args[name] for name in FILTERS if request.args.get(name)}


def _joined(given: dict[str, str]) -> str:
    return f"?{urlencode(given)}" if given else ""


def _filters(choice: Wanted, counts: queries.QueueCounts) -> list[dict[str, Any]]:
    """Return the selects of the filter: name, label, choices, what is chosen."""
    states = [(s, f"{label} ({counts.by_state[s]})") for s, label in words(QUEUE_STATES).items()]
    rounds = [
        (r.id, gettext("%(title)s, Fassung %(number)s", title=r.title, number=r.number))
        for r in queries.rounds_with_comments(db.session())
    ]
    organisations = [
        (PRIVATE, gettext("Privatpersonen")),
        *((o.id, o.name) for o in queries.organisations_with_comments(db.session())),
    ]
    everything = gettext("Alles, was wartet (%(n)s)", n=counts.waiting)
    private = PRIVATE if choice.private else choice.organisation_id
    return [
        _select("stand", gettext("Stand"), states, choice.state, everything),
        _select("runde", gettext("Entwurf"), rounds, choice.round_id),
        _select("art", gettext("Art"), list(words(KINDS).items()), choice.kind),
        _select("organisation", gettext("Von wem"), organisations, private),
        _select("kanal", gettext("Eingangsweg"), list(words(CHANNELS).items()), choice.channel),
        _select(
            "form",
            gettext("Kommentar oder Erwiderung"),
            _translated(FORMS),
            request.args.get("form"),
        ),
        _select("alter", gettext("Wartezeit"), _translated(AGES), request.args.get("alter")),
    ]


def _translated(labels: dict[str, str]) -> list[tuple[str, str]]:
    return [(value, gettext(label)) for value, label in labels.items()]


def _select(
    name: str, label: str, choices: list[Any], value: object, every: str | None = None
) -> dict[str, Any]:
    return {
        "name": name,
        "label": label,
        "choices": choices,
        "value": value or "",
        "every": every,
    }


def standing_in_queue(comment_id: UUID) -> queries.Neighbours:
    """Return what stands before and after a comment, with the filters of this address."""
    return queries.neighbours(db.session(), comment_id, wanted())
