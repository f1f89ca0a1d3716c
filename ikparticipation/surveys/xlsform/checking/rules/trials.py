"""Forms that no test respondent gets through, and questions that none gets to."""

from collections.abc import Iterator

from ikparticipation.surveys.xlsform.checking.placing import of_the_file
from ikparticipation.surveys.xlsform.checking.probing.world import NOW
from ikparticipation.surveys.xlsform.checking.rules.subject import Subject, listed
from ikparticipation.surveys.xlsform.checking.trial import Stop, StopKind, Trials, trials
from ikparticipation.surveys.xlsform.checking.trial.branches import Branches
from ikparticipation.surveys.xlsform.checking.trial.standing_in import with_stand_ins
from ikparticipation.surveys.xlsform.findings import Finding
from ikparticipation.text import N_


def findings(subject: Subject) -> Iterator[Finding]:
    found = trials(
        subject.questionnaire, NOW, branches=Branches(subject.questionnaire, subject.surface)
    )
    if not any(run.document is not None for run in found.runs):
        stop = found.best.stop
        if stop is not None:
            yield _stuck(subject, stop, len(found.runs))
    yield from _not_met(subject, found)


def _stuck(subject: Subject, stop: Stop, runs: int) -> Finding:
    name = stop.name
    aspect = {StopKind.CONSTRAINT: "constraint", StopKind.NO_CHOICE: "choice_filter"}
    message = {StopKind.CONSTRAINT: STUCK_REFUSED, StopKind.NO_CHOICE: STUCK_NOTHING}
    return subject.place.error(
        message.get(stop.kind, STUCK), name, aspect.get(stop.kind, "name"), runs=str(runs)
    )


def _not_met(subject: Subject, found: Trials) -> Iterator[Finding]:
    """Name what no run came to, but for what is told already."""
    if with_stand_ins(subject.questionnaire) is not subject.questionnaire:
        return  # with the choices of the catalogue they may well come up
    never = [name for name in found.never_asked if not subject.is_never_shown(name)]
    if never:
        message = CUT_SHORT if found.is_cut_short else NOT_MET
        yield of_the_file(message, names=listed(never), runs=str(len(found.runs)))


STUCK_REFUSED = N_(
    "Kein Testdurchlauf kommt bis zum Ende (%(runs)s Versuche): Bei „%(name)s“ muss etwas stehen, "
    "und keine der probierten Antworten wird angenommen. Bitte prüfen Sie die Bedingung."
)
STUCK_NOTHING = N_(
    "Kein Testdurchlauf kommt bis zum Ende (%(runs)s Versuche): „%(name)s“ muss beantwortet "
    "werden, und es steht nichts zur Wahl. Bitte prüfen Sie den Filter der Liste."
)
STUCK = N_(
    "Kein Testdurchlauf kommt bis zum Ende (%(runs)s Versuche): Bei „%(name)s“ bleibt am Schluss "
    "etwas offen. Bitte prüfen Sie, ob die Angabe dort möglich ist."
)
NOT_MET = N_(
    "In %(runs)s Testdurchläufen kam das nicht vor: %(names)s. "
    "Bitte probieren Sie diese Wege in der Vorschau selbst aus."
)
CUT_SHORT = N_(
    "Für weitere Testdurchläufe ist der Fragebogen zu groß; in %(runs)s kam das nicht vor: "
    "%(names)s. Bitte probieren Sie diese Wege in der Vorschau selbst aus."
)
