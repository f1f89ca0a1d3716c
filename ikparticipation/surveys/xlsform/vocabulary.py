"""The closed lists behind some inventory targets: choice name → its word on inventory pages.

A questionnaire may offer fewer of them and call them otherwise; the names must be these, or the
figures of two waves could not be compared.
"""

from collections.abc import Mapping
from types import MappingProxyType

from ikparticipation.text import N_

Vocabulary = Mapping[str, str]

VOCABULARIES: Mapping[str, Vocabulary] = MappingProxyType(
    {
        "organisation.public": {
            "yes": N_("ja"),
            "no": N_("nein"),
        },
        "offer.kind": {
            "counselling": N_("Beratung"),
            "accompaniment": N_("Begleitung und Patenschaft"),
            "language_course": N_("Sprachkurs"),
            "course": N_("Kurs oder Bildungsangebot"),
            "job_support": N_("Hilfe bei Arbeit und Ausbildung"),
            "meeting_place": N_("Begegnung und Treffpunkt"),
            "leisure": N_("Sport, Kultur und Freizeit"),
            "interpreting": N_("Sprachmittlung"),
            "material_help": N_("Sachspenden und praktische Hilfe"),
            "other": N_("Anderes"),
        },
        "offer.formats": {
            "on_site": N_("vor Ort"),
            "outreach": N_("aufsuchend"),
            "phone": N_("telefonisch"),
            "online": N_("online"),
        },
        "offer.access": {
            "open": N_("offen, ohne Anmeldung"),
            "registration": N_("mit Anmeldung"),
            "referral": N_("nach Vermittlung durch eine Stelle"),
            "members": N_("nur für Mitglieder"),
        },
        "offer.costs": {
            "free": N_("kostenlos"),
            "contribution": N_("kleiner Beitrag"),
            "fee": N_("kostenpflichtig"),
            "covered": N_("Kosten können übernommen werden"),
        },
        "offer.capacity_unit": {
            "places": N_("Plätze"),
            "persons_year": N_("Personen im Jahr"),
            "hours_week": N_("Stunden in der Woche"),
            "groups": N_("Gruppen"),
        },
        "offer.funding": {
            "own": N_("Eigenmittel und Mitgliedsbeiträge"),
            "donations": N_("Spenden"),
            "fees": N_("Beiträge der Teilnehmenden"),
            "municipality": N_("Stadt oder Gemeinde"),
            "county": N_("Landkreis"),
            "state": N_("Land Sachsen-Anhalt"),
            "federal": N_("Bund"),
            "eu": N_("Europäische Union"),
            "foundation": N_("Stiftung"),
            "other": N_("Anderes"),
        },
        "tie.kind": {
            "exchange": N_("Austausch"),
            "referral": N_("Vermittlung von Ratsuchenden"),
            "joint_offer": N_("gemeinsames Angebot"),
            "resources": N_("Räume, Material oder Personal"),
            "training": N_("Fortbildung"),
            "funding": N_("finanzielle Förderung"),
            "other": N_("Anderes"),
        },
        "tie.direction": {
            "mutual": N_("gegenseitig"),
            "given": N_("unterstützt den Partner"),
            "received": N_("wird vom Partner unterstützt"),
        },
        "tie.intensity": {
            "weekly": N_("mindestens wöchentlich"),
            "monthly": N_("etwa monatlich"),
            "quarterly": N_("einige Male im Jahr"),
            "rarely": N_("seltener"),
        },
        "network.role": {
            "lead": N_("leitet oder moderiert"),
            "member": N_("ist festes Mitglied"),
            "guest": N_("ist ab und zu dabei"),
        },
    }
)
