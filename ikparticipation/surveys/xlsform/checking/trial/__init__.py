"""A generated respondent goes through the form with the real engine, to its end if there is one."""

from ikparticipation.surveys.xlsform.checking.trial.run import Step, Stop, StopKind, Trial, trial
from ikparticipation.surveys.xlsform.checking.trial.runs import MAX_RUNS, Trials, trials

__all__ = ["MAX_RUNS", "Step", "Stop", "StopKind", "Trial", "Trials", "trial", "trials"]
