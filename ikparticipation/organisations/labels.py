"""German words for what stands in the register; translated where they are shown."""

from ikparticipation.audit import Action
from ikparticipation.organisations.models import (
    KIND_NAMES,
    LEGAL_FORM_NAMES,
    LEVEL_NAMES,
    STATUS_NAMES,
    NameKind,
)
from ikparticipation.text import N_

NAME_KIND_NAMES = {
    NameKind.SHORT: N_("Kurzname"),
    NameKind.ALTERNATIVE: N_("anderer Name"),
    NameKind.FORMER: N_("früherer Name"),
}

WORDS = {
    "kind": KIND_NAMES,
    "legal_form": LEGAL_FORM_NAMES,
    "level": LEVEL_NAMES,
    "status": STATUS_NAMES,
    "name": NAME_KIND_NAMES,
}
"""What a page of an entry needs to name its values."""

HISTORY = {
    Action.ORGANISATION_REGISTERED: N_("Ins Verzeichnis aufgenommen"),
    Action.ORGANISATION_CHANGED: N_("Angaben geändert"),
    Action.NAME_ADDED: N_("Weiteren Namen eingetragen"),
    Action.NAME_REMOVED: N_("Weiteren Namen entfernt"),
}
"""What the page of an entry tells of its past."""

COLUMNS = {
    "name": N_("Name"),
    "kind": N_("Art"),
    "ags": N_("Ort"),
    "level": N_("Ebene im Verband"),
    "umbrella_id": N_("Dachverband"),
    "status": N_("Stand"),
    "legal_form": N_("Rechtsform"),
    "description": N_("Beschreibung"),
    "email": N_("E-Mail-Adresse"),
    "phone": N_("Telefon"),
    "website": N_("Internetseite"),
    "public": N_("Im öffentlichen Verzeichnis"),
    "contact_public": N_("E-Mail und Telefon öffentlich"),
    "fields": N_("Handlungsfelder"),
}
"""Columns of an entry, as the history names what was changed."""

MOVED = {
    "membership": N_("Mitgliedschaften"),
    "response": N_("Antworten auf Erhebungen"),
    "wave_invitation": N_("Einladungen zu Erhebungen"),
    "participation": N_("Teilnahmen an anonymen Erhebungen"),
    "section_assignment": N_("verteilte Abschnitte"),
    "survey_opt_out": N_("Wünsche, nicht gefragt zu werden"),
    "comment": N_("Kommentare"),
    "statement": N_("Stellungnahmen"),
    "support": N_("Zustimmungen zu Kommentaren"),
    "assignment": N_("zugewiesene Kommentare"),
    "round_invitation": N_("Einladungen zu Beteiligungsrunden"),
    "offer": N_("Angebote"),
    "offer_end": N_("beendete Angebote"),
    "offer_doubt": N_("Hinweise zu Angeboten"),
    "offer_layer": N_("Berichtigungen"),
    "tie_statement": N_("Nennungen als Partner"),
    "tie_reply": N_("Rückmeldungen zu Nennungen"),
    "network": N_("Leitungen von Gremien"),
    "network_statement": N_("Mitgliedschaften in Gremien"),
    "organisation": N_("Zugehörigkeiten zu einem Dachverband"),
    "organisation_field": N_("Handlungsfelder"),
}
"""Table → what moves when two entries are merged."""

KEPT_HERE = N_("„%(name)s“ ist dieselbe Organisation und wird jetzt unter diesem Eintrag geführt.")
"""For whoever comes by the address of an entry that was merged."""
