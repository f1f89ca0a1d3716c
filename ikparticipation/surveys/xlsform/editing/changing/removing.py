"""Lines that go. Whoever is referred to goes only if the author insists."""

from ikparticipation.surveys.xlsform.editing.errors import EditError
from ikparticipation.surveys.xlsform.editing.references import referring
from ikparticipation.surveys.xlsform.editing.tables.sheets import Sheets
from ikparticipation.surveys.xlsform.editing.tree import find, replaced, tree, with_tree
from ikparticipation.text import N_


def remove(sheets: Sheets, line: str, *, keep_inside: bool = False, forced: bool = False) -> Sheets:
    """Remove a line; of a group or repeat all that is in it, or (`keep_inside`) only its frame.

    EditError names what refers to it, unless `forced`.
    """
    nodes = tree(sheets)
    keeps = keep_inside and find(nodes, line).node.is_container
    refer = referring(sheets, line, with_inside=not keeps)
    if refer and not forced:
        raise EditError(REFERRED_TO, names=", ".join(refer))
    left = replaced(nodes, line, lambda node: node.inside if keeps else ())
    return with_tree(sheets, left)


REFERRED_TO = N_(
    "Darauf verweisen noch: %(names)s. Bitte ändern Sie dort zuerst die Bedingungen und Texte."
)
