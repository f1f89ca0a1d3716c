"""Why the answers of an anonymous wave are not shown, in place of the page that would show them."""

from flask import render_template
from flask.typing import ResponseReturnValue

from ikparticipation import clock, db
from ikparticipation.surveys.models import Wave
from ikparticipation.surveys.policies import LEAST_ANONYMOUS, may_see_anonymous
from ikparticipation.surveys.queries.anonymous import number_sent


def hidden_page(wave: Wave, heading: str) -> ResponseReturnValue | None:
    """Return the page that says why; None where the answers may be seen."""
    if not wave.anonymous:
        return None
    now, sent = clock.now(), number_sent(db.session(), wave.id)
    if may_see_anonymous(wave, sent, now):
        return None
    return render_template(
        "surveys/anonymous/no_results.html",
        wave=wave,
        heading=heading,
        now=now,
        sent=sent,
        least=LEAST_ANONYMOUS,
    )
