"""Editing a questionnaire in the browser: the sheets are the truth, operations give new sheets.

`tables` holds the sheets and writes them; `tree` and `outline` say what they mean; `changing` is
what an author can do. Every operation is `(sheets, …) -> sheets`, raises EditError for what makes
no sense, and leaves begin and end in balance and names alone in their kind.
"""

from ikparticipation.surveys.xlsform.editing.cells import (
    CELLS,
    TYPES,
    WITH_LIST,
    CellKind,
    cells_of,
    options,
)
from ikparticipation.surveys.xlsform.editing.changing.adding import (
    add_group,
    add_question,
    add_repeat,
    added,
)
from ikparticipation.surveys.xlsform.editing.changing.choices import (
    add_choice,
    copy_list,
    move_choice_before,
    remove_choice,
    set_choice_cells,
    set_choice_name,
)
from ikparticipation.surveys.xlsform.editing.changing.form import (
    add_language,
    remove_language,
    set_default_language,
    set_title,
)
from ikparticipation.surveys.xlsform.editing.changing.lines import (
    set_cells,
    set_name,
    set_texts,
    set_type,
)
from ikparticipation.surveys.xlsform.editing.changing.placing import (
    move_before,
    move_down,
    move_into,
    move_out,
    move_up,
)
from ikparticipation.surveys.xlsform.editing.changing.removing import remove
from ikparticipation.surveys.xlsform.editing.errors import EditError
from ikparticipation.surveys.xlsform.editing.outline import (
    TEXTS,
    ChoiceLine,
    ChoiceList,
    Line,
    LineKind,
    Outline,
    line_at,
    outline,
)
from ikparticipation.surveys.xlsform.editing.references import referring, relying_on_choice
from ikparticipation.surveys.xlsform.editing.tables.headings import languages
from ikparticipation.surveys.xlsform.editing.tables.markdown import to_markdown
from ikparticipation.surveys.xlsform.editing.tables.sheets import (
    Row,
    Sheets,
    Table,
    from_workbook,
)
from ikparticipation.surveys.xlsform.editing.tables.spreadsheet import to_xlsx
from ikparticipation.surveys.xlsform.editing.tables.undoing import Patch, reversal, undo

__all__ = [
    "CELLS",
    "TEXTS",
    "TYPES",
    "WITH_LIST",
    "CellKind",
    "ChoiceLine",
    "ChoiceList",
    "EditError",
    "Line",
    "LineKind",
    "Outline",
    "Patch",
    "Row",
    "Sheets",
    "Table",
    "add_choice",
    "add_group",
    "add_language",
    "add_question",
    "add_repeat",
    "added",
    "cells_of",
    "copy_list",
    "from_workbook",
    "languages",
    "line_at",
    "move_before",
    "move_choice_before",
    "move_down",
    "move_into",
    "move_out",
    "move_up",
    "options",
    "outline",
    "referring",
    "relying_on_choice",
    "remove",
    "remove_choice",
    "remove_language",
    "reversal",
    "set_cells",
    "set_choice_cells",
    "set_choice_name",
    "set_default_language",
    "set_name",
    "set_texts",
    "set_title",
    "set_type",
    "to_markdown",
    "to_xlsx",
    "undo",
]
