"""One answer: from what was typed to its value, back, in words, and as formulas see it.

Values as JSON; nothing answered has no value:

    text               str
    integer            int
    decimal, range     int or float, a whole number always as int
    date               "YYYY-MM-DD"
    time               "HH:MM"
    dateTime           "YYYY-MM-DDTHH:MM", as the clocks of the county show it
    select_one         the choice's name
    select_multiple    the names in the order of the list
    rank               all names in the order given
    acknowledge        "OK"
    geopoint           {"lat": float, "lon": float}, six digits (about 10 cm)
    image, file        {"file": SHA-256 in hex digits, "name", "type": media type, "size": octets}
    calculate, hidden  str
"""

from ikparticipation.surveys.xlsform.values.files import Upload, store
from ikparticipation.surveys.xlsform.values.formulas import expression_value, from_expression
from ikparticipation.surveys.xlsform.values.model import (
    Geopoint,
    Refused,
    StoredFile,
    Value,
    not_blank,
)
from ikparticipation.surveys.xlsform.values.numbers import MAX_NUMBER as MAX_INTEGER
from ikparticipation.surveys.xlsform.values.numbers import bounds, steps
from ikparticipation.surveys.xlsform.values.reading import WRONG_KIND, parse, refusal
from ikparticipation.surveys.xlsform.values.texts import MAX_TEXT
from ikparticipation.surveys.xlsform.values.typed import to_typed
from ikparticipation.surveys.xlsform.values.words import (
    scale_words,
    told_facts,
    value_label,
)

__all__ = [
    "MAX_INTEGER",
    "MAX_TEXT",
    "WRONG_KIND",
    "Geopoint",
    "Refused",
    "StoredFile",
    "Upload",
    "Value",
    "bounds",
    "expression_value",
    "from_expression",
    "not_blank",
    "parse",
    "refusal",
    "scale_words",
    "steps",
    "store",
    "to_typed",
    "told_facts",
    "value_label",
]
