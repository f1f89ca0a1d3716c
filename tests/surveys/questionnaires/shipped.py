"""The questionnaires that are shipped, read with the catalogue that is shipped."""

from dataclasses import replace
from functools import cache

from ikparticipation.surveys.questionnaires import SHIPPED
from ikparticipation.surveys.questionnaires.catalogues import shipped_catalogues
from ikparticipation.surveys.xlsform.compile import read_workbook
from ikparticipation.surveys.xlsform.questionnaire import Group, Repeat


@cache
def compiled(which):
    """Return what `read_workbook` says about it."""
    return read_workbook(SHIPPED[which].file.read_bytes(), catalogues=shipped_catalogues())


def questionnaire(which):
    return compiled(which).questionnaire


def with_rows(questionnaire, **count):
    """Return it with so many rows in each repeat, one where nothing is said."""

    def element(each):
        if isinstance(each, Repeat):
            rows = count.get(each.name, 1)
            inside = tuple(map(element, each.elements))
            return replace(each, min_rows=rows, max_rows=rows, elements=inside)
        if isinstance(each, Group):
            return replace(each, elements=tuple(map(element, each.elements)))
        return each

    sections = tuple(
        replace(section, elements=tuple(map(element, section.elements)))
        for section in questionnaire.sections
    )
    return replace(questionnaire, sections=sections)
