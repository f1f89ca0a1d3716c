"""Exports of answers: tables, the files they are written to, and the codebook. Pure."""

from ikparticipation.surveys.exports.codebook import Entry, codebook
from ikparticipation.surveys.exports.rows import Answered
from ikparticipation.surveys.exports.tables import Cell, Column, Table, tables
from ikparticipation.surveys.exports.writing import Export, Format, write

__all__ = [
    "Answered",
    "Cell",
    "Column",
    "Entry",
    "Export",
    "Format",
    "Table",
    "codebook",
    "tables",
    "write",
]
