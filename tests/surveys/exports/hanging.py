"""A form whose questions hang on others: on one, on many, on a row, on the row around."""

from functools import cache

from tests.surveys.xlsform import workbooks

SURVEY = (
    ("type", "name", "label", "relevant"),
    ("begin_group", "alles", "Alles", ""),
    ("select_one janein", "mehr", "Mehr?", ""),
    ("integer", "anzahl", "Wie viele?", "${mehr} = 'ja'"),
    ("text", "dann", "Was dann?", "${anzahl} > 0"),
    ("select_multiple farben", "farben", "Welche?", ""),
    ("text", "rot_grund", "Warum rot?", "selected(${farben}, 'rot')"),
    ("begin_repeat", "angebot", "Angebot", ""),
    ("text", "titel", "Titel", ""),
    ("text", "zusatz", "Zusatz", "${titel} != ''"),
    ("text", "vielleicht", "Vielleicht", "${mehr} = 'ja' and ${titel} != 'x'"),
    ("begin_repeat", "treffen", "Treffen", "${titel} = 'x'"),
    ("text", "wo", "Wo?", "${zusatz} != ''"),
    ("end_repeat", "", "", ""),
    ("end_repeat", "", "", ""),
    ("text", "bei_vielen", "Bei vielen?", "count(${angebot}) > 1"),
    ("end_group", "", "", ""),
)
CHOICES = (
    ("list_name", "name", "label"),
    ("janein", "ja", "Ja"),
    ("janein", "nein", "Nein"),
    ("farben", "rot", "Rot"),
    ("farben", "blau", "Blau"),
)


@cache
def questionnaire():
    return workbooks.compiled(workbooks.xlsx({"survey": SURVEY, "choices": CHOICES}))
