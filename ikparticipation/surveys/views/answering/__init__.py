"""Answering: the overview, one page for each section, and what belongs to it."""

from ikparticipation.surveys.views.answering import files, overview, register, rows, section

__all__ = ["files", "overview", "register", "rows", "section"]
