"""Checks that the files that came with a workbook can be read, and are there for something."""

from collections.abc import Iterator

from ikparticipation.surveys.xlsform.findings import Finding
from ikparticipation.surveys.xlsform.reading.datafiles import file_error, stem
from ikparticipation.surveys.xlsform.reading.form import Form
from ikparticipation.surveys.xlsform.reading.kinds import Kind
from ikparticipation.text import N_


def findings(form: Form) -> Iterator[Finding]:
    asked = {item.type.list_name.casefold() for item in form.items if item.type.is_from_file}
    declared = {stem(item.entry.get("name")) for item in form.items if item.type.kind is Kind.TABLE}
    for name, file in sorted(form.offered.files.items()):
        if name.casefold() not in asked and file.stem not in form.tables_named | declared:
            yield file_error(UNUSED, name).as_warning
        elif file.finding is not None:
            yield file.finding


UNUSED = N_("Diese Datei wird von keiner Frage und keiner Formel verwendet.")
