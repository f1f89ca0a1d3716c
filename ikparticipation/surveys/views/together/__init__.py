"""Answering together: sections are shared out, and who may submit is asked to; opening again."""

from ikparticipation.surveys.views.together import reopening, sharing

__all__ = ["reopening", "sharing"]
