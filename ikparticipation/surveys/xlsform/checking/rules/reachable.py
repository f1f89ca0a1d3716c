"""Is there anybody who gets to see it? Sure: an error. Searched in vain: a warning."""

from collections.abc import Iterator, Sequence

from ikparticipation.surveys.xlsform.checking.outline import Spot
from ikparticipation.surveys.xlsform.checking.probing.goals import Goal, Outcome
from ikparticipation.surveys.xlsform.checking.probing.search import can_hold
from ikparticipation.surveys.xlsform.checking.probing.trees import conjuncts
from ikparticipation.surveys.xlsform.checking.rules.subject import Subject, listed
from ikparticipation.surveys.xlsform.findings import Finding
from ikparticipation.surveys.xlsform.questionnaire import Formula
from ikparticipation.text import N_

LONGEST_FORMULA = 200


def findings(subject: Subject) -> Iterator[Finding]:
    """Look at elements with a condition of their own; what they hold is never shown with them.

    Those that others depend on come first, so that a chain of them is told from its beginning.
    """
    order = subject.surface.depends_on(spot.name for spot in subject.outline)
    for name in order:
        spot = subject.outline[name]
        relevant = spot.element.relevant
        if relevant is None or any(above in subject.never_shown for above in spot.above):
            continue
        yield from _of(subject, spot, relevant)


def _of(subject: Subject, spot: Spot, relevant: Formula) -> Iterator[Finding]:
    seen = subject.outline.seen_by(relevant)
    hidden = seen if all(subject.is_never_shown(name) for name in seen) else ()
    alone = can_hold(subject.surface, spot.name, _goals(spot.name, relevant), subject.budget)
    facts = {"formula": relevant.source[:LONGEST_FORMULA]}
    if alone.answers is None:
        yield from _told(subject, spot, alone, hidden, facts)
        return
    around = [
        goal
        for name, formula in subject.outline.conditions(spot.name)
        for goal in _goals(name, formula)
    ]
    together = can_hold(subject.surface, spot.name, around, subject.budget)
    if together.answers is None and together.is_sure:
        subject.never_shown.add(spot.name)
        others = [name for name, _ in subject.outline.conditions(spot.name) if name != spot.name]
        facts |= {"above": listed(others)}
        yield subject.place.error(AGAINST_ABOVE, spot.name, "relevant", **facts)
    elif together.answers is None:
        yield from _told(subject, spot, together, (), facts)


def _goals(name: str, formula: Formula) -> list[Goal]:
    return [Goal(name, part) for part in conjuncts(formula.tree)]


def _told(
    subject: Subject, spot: Spot, outcome: Outcome, hidden: Sequence[str], facts: dict[str, str]
) -> Iterator[Finding]:
    if outcome.is_cut_short:
        subject.left_out.add(spot.name)
        return
    place, name = subject.place, spot.name
    if not outcome.is_sure and not outcome.inputs:
        return  # it hangs on the day, or on chance
    if not outcome.is_sure:
        facts |= {"tried": str(outcome.tried), "questions": listed(outcome.inputs)}
        yield place.warning(SEARCHED, name, "relevant", **facts)
        return
    subject.never_shown.add(name)
    if hidden:
        yield place.error(AFTER_HIDDEN, name, "relevant", **facts, hidden=listed(hidden))
    elif outcome.inputs:
        facts |= {"questions": listed(outcome.inputs)}
        yield place.error(NEVER, name, "relevant", **facts)
    else:
        yield place.error(CONSTANT, name, "relevant", **facts)


CONSTANT = N_(
    "„%(name)s“ wird nie gezeigt: Die Bedingung „%(formula)s“ ist immer falsch. "
    "Bitte ändern Sie die Bedingung, oder löschen Sie die Zeile."
)
NEVER = N_(
    "„%(name)s“ wird nie gezeigt: Keine Antwort auf %(questions)s macht die Bedingung "
    "„%(formula)s“ wahr. Bitte prüfen Sie die Bedingung und die Namen der Antworten."
)
AFTER_HIDDEN = N_(
    "„%(name)s“ wird nie gezeigt, denn die Bedingung „%(formula)s“ hängt von %(hidden)s ab, "
    "und das wird selbst nie gezeigt. Bitte beheben Sie zuerst das."
)
AGAINST_ABOVE = N_(
    "„%(name)s“ wird nie gezeigt: Die Bedingung „%(formula)s“ widerspricht der von %(above)s. "
    "Bitte ändern Sie eine von beiden."
)
SEARCHED = N_(
    "Wir haben keine Antworten gefunden, bei denen „%(name)s“ gezeigt wird; %(tried)s haben wir "
    "probiert (Fragen: %(questions)s). Bitte prüfen Sie die Bedingung „%(formula)s“."
)
