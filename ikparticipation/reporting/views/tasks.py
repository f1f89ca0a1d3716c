"""What a person owes, over all their roles; and the queues of the administration."""

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_login import login_required

from ikparticipation import clock, db
from ikparticipation.accounts.access import current_user, needs
from ikparticipation.accounts.policies import is_staff, may_administer
from ikparticipation.audit import EventState
from ikparticipation.consultation.labels import STATUS_COLOURS, STATUSES
from ikparticipation.consultation.policies import may_release_answers
from ikparticipation.consultation.queries import (
    assigned_to,
    my_comments,
    open_rounds,
    waiting,
)
from ikparticipation.consultation.queries.commenting.statements import unreleased_drafts
from ikparticipation.inventory.queries.waves import inventory_waves
from ikparticipation.organisations.policies import may_keep_register
from ikparticipation.organisations.queries import unfinished_lists
from ikparticipation.organisations.services.lists import KEPT
from ikparticipation.reporting.labels import TASK_COLOURS, TASK_STATES
from ikparticipation.reporting.queries.operation import event_counts
from ikparticipation.reporting.queries.tasks import answers_and_questions, inventory_queues
from ikparticipation.reporting.views.blueprint import bp
from ikparticipation.surveys.policies import may_run_surveys
from ikparticipation.surveys.queries import open_tasks, staff_queues, waves
from ikparticipation.surveys.queries.together import section_tasks
from ikparticipation.text import pick
from ikparticipation.web import current_language

SHOWN = 5


@bp.get("/mein/aufgaben")
@login_required
def my_tasks() -> ResponseReturnValue:
    """Show everything that waits for this person, the most urgent first."""
    session, user, now = db.session(), current_user(), clock.now()
    tasks, queues = open_tasks(session, user, now), waiting(session) if is_staff(user) else None
    to_release = queues.drafted if queues and may_release_answers(user) else 0
    answers, questions, doubts = answers_and_questions(session, user, limit=SHOWN)
    return render_template(
        "reporting/my_tasks.html",
        tasks=[(pick(task.titles, current_language()), task) for task in tasks],
        task_states=TASK_STATES,
        task_colours=TASK_COLOURS,
        waiting=queues,
        to_release=to_release,
        staff_work=queues and (queues.undecided or queues.unanswered or to_release),
        statements=unreleased_drafts(session, user, now),
        sections=section_tasks(session, user, now) if tasks else (),
        assigned=[a for a in assigned_to(session, user) if not a.is_drafted],
        questions=[(pick(row.titles, current_language()), row) for row in questions],
        rounds=open_rounds(session, now, reader=user),
        answers=[(pick(row.titles, current_language()), row) for row in answers],
        comments=my_comments(session, user, limit=SHOWN),
        doubts=doubts,
        statuses=STATUSES,
        status_colours=STATUS_COLOURS,
    )


@bp.get("/verwaltung/")
@needs(is_staff)
def overview() -> ResponseReturnValue:
    """Show the queues with counts and ages, and where the work of the administration is done."""
    session, now, reader = db.session(), clock.now(), current_user()
    counts = event_counts(session) if may_administer(reader) else None
    shown = () if may_run_surveys(reader) else inventory_waves(session, at=now)
    steers = may_keep_register(reader)
    mentions, doubts = inventory_queues(session) if steers else (None, (0, None))
    return render_template(
        "reporting/overview.html",
        waiting=waiting(session),
        surveys=staff_queues(session) if may_run_surveys(reader) else None,
        mentions=mentions,
        lists=unfinished_lists(session, since=now - KEPT) if may_keep_register(reader) else (),
        rounds=open_rounds(session, now, reader=reader),
        waves=[wave for wave in waves(session) if wave.opens_at <= now < wave.closes_at],
        in_inventory={wave.id for wave in shown},
        doubts=doubts,
        failed=counts[EventState.FAILED] if counts else 0,
    )
