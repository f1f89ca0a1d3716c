"""The functions of the ODK XForms specification, of XPath 1.0, and a few that forms in use have.

Sources: https://getodk.github.io/xforms-spec/#xpath-functions and XPath 1.0 §4. Each module holds
one table; `FUNCTIONS` is all of them by name.
"""

from ikparticipation.surveys.xlsform.expression.functions import (
    chance,
    choices,
    dates,
    digests,
    geo,
    logic,
    nodesets,
    numeric,
    rows,
    texts,
)
from ikparticipation.surveys.xlsform.expression.functions.registry import Arguments, Function

FUNCTIONS: dict[str, Function] = {
    **chance.FUNCTIONS,
    **choices.FUNCTIONS,
    **dates.FUNCTIONS,
    **digests.FUNCTIONS,
    **geo.FUNCTIONS,
    **logic.FUNCTIONS,
    **nodesets.FUNCTIONS,
    **numeric.FUNCTIONS,
    **rows.FUNCTIONS,
    **texts.FUNCTIONS,
}

__all__ = ["FUNCTIONS", "Arguments", "Function"]
