"""XPath 1.0 with the functions of ODK XForms: the only engine, and it runs on the server.

`parse` reads an expression, `compile_expression` makes closures of it once, at publication;
answering only calls them. Trees are our own (`tree.nodes`), kept by the form engine; `analysis`
says what an expression depends on and what is wrong with it.

Where JavaRosa (ODK Collect), ODK Web Forms and XPath 1.0 disagree, it is decided so:

- What is not relevant is left out by every step, so of count, sum, min, max and join too.
- Blanks are left out of sum, min, max and join (Web Forms: NaN, and a separator for each).
- A half is rounded up, as in XPath 1.0: round(-1.5) is -1 (Web Forms: -2).
- regex() searches; only `^` and `$` bind it to the ends (JavaRosa compares the whole). It is RE2,
  linear in time; what RE2 does not take is refused, or matches nothing if it arises later.
- A number that is none is blank as text, as in Web Forms (XPath and JavaRosa: "NaN").
- A date is a whole number of days since 1970-01-01 on the clock of Europe/Berlin, as in JavaRosa;
  differences of dates are whole over changes of the clock (Web Forms counts from midnight UTC).
- today() and all clock times are those of Europe/Berlin, whatever the server or browser has.
- `=` and `!=` of a truth value ask whether there is a node, `<` and its like compare the number
  of each node (Web Forms; XPath asks for existence there as well).
- Names without a prefix mean nodes without a namespace and those of XForms.
- Both format functions know all identifiers, and %W, the ISO week; %a and %b speak the language
  of the form.
- `if`, `coalesce`, `once`, `and` and `or` look only at what they need: an unknown function fails
  when it is asked, and publication has refused it before.

Nothing but `ExpressionError` is raised, depth and length are bounded, and the nodes that nested
predicates look at are counted, so no file can make the server hang.
"""

from ikparticipation.surveys.xlsform.expression.compiled import Compiled, ValueKind
from ikparticipation.surveys.xlsform.expression.compiling import (
    Scope,
    compile_expression,
    compile_predicate,
)
from ikparticipation.surveys.xlsform.expression.context import Context, Surroundings
from ikparticipation.surveys.xlsform.expression.days import BERLIN, Calendar, Moment
from ikparticipation.surveys.xlsform.expression.errors import ExpressionError
from ikparticipation.surveys.xlsform.expression.grammar.parsing import parse
from ikparticipation.surveys.xlsform.expression.grammar.printing import to_text
from ikparticipation.surveys.xlsform.expression.grammar.syntax import Expression
from ikparticipation.surveys.xlsform.expression.tree.nodes import Kind, Node
from ikparticipation.surveys.xlsform.expression.tree.reading import from_rows, from_xml

__all__ = [
    "BERLIN",
    "Calendar",
    "Compiled",
    "Context",
    "Expression",
    "ExpressionError",
    "Kind",
    "Moment",
    "Node",
    "Scope",
    "Surroundings",
    "ValueKind",
    "compile_expression",
    "compile_predicate",
    "from_rows",
    "from_xml",
    "parse",
    "to_text",
]
