"""What is wrong with a file of somebody else, and where in it."""

from dataclasses import dataclass

from ikparticipation.errors import InvalidError
from ikparticipation.text import N_


class UnreadableFileError(InvalidError):
    """The file as a whole cannot be read; the message says what to do."""


@dataclass(frozen=True)
class Fault:
    """One entry that is left out, or a value of it that is."""

    file: str
    """File in the package; empty: the uploaded file itself."""
    row: int
    words: str
    """Msgid with `%(about)s`."""
    about: str = ""


class RefusedError(Exception):
    """An entry cannot be taken; the message is a msgid with `%(about)s`."""

    def __init__(self, words: str, about: str = "") -> None:
        super().__init__(words)
        self.words, self.about = words, about


NO_ID = N_("Der Eintrag hat keine Kennung (id) und wird ausgelassen.")
NO_NAME = N_("Der Eintrag hat keinen Namen und wird ausgelassen.")
TWICE = N_("Die Kennung %(about)s kommt mehrfach vor; nur der erste Eintrag wird gelesen.")
TOO_LONG = N_("Der Eintrag wird ausgelassen, weil die Angabe „%(about)s“ zu lang ist.")
NO_ORGANISATION = N_("Zum Angebot „%(about)s“ fehlt die Organisation; es wird ausgelassen.")
NOT_ACTIVE = N_("Das Angebot „%(about)s“ ist dort nicht aktiv und wird ausgelassen.")
NO_ENTRY = N_("Hier steht kein Eintrag, sondern etwas anderes; das wird ausgelassen.")
CELLS = N_("Die Zeile hat mehr Zellen als die Überschrift und wird ausgelassen.")
