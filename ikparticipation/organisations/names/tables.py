"""What is known about words in names of organisations, in one place.

A `Table` is given to whoever reads names, so that a county may keep its own; `SHIPPED` holds what
is usual in Germany. Nothing in it names a single organisation.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """Where an organisation stands in its umbrella body. Two levels are never one organisation."""

    FEDERAL = "federal"
    STATE = "state"
    DISTRICT = "district"
    COUNTY = "county"
    TOWN = "town"


@dataclass(frozen=True, kw_only=True, eq=False)
class Table:
    """All words as `normalise` writes them: small letters, ae oe ue ss, words set apart.

    A table is only equal to itself, so that what was made with it can be kept under it.
    """

    short: Mapping[str, str]
    """Abbreviation or other usual name → the words that are compared instead."""
    levels: Mapping[str, Level]
    weak: frozenset[str]
    """Words that are often left out: missing on one side they count little."""
    apart: frozenset[str]
    """Words that make another organisation of a name: friends of a school are not the school."""
    addenda: frozenset[str]
    """Articles and the like, and parts of an organisation behind its name: they do not count."""


_SHORT = {
    # umbrella bodies
    "awo": "arbeiterwohlfahrt",
    "arbeiter wohlfahrt": "arbeiterwohlfahrt",
    "drk": "rotes kreuz",
    "deutsches rotes kreuz": "rotes kreuz",
    "rotkreuz": "rotes kreuz",
    "dpwv": "paritaetischer",
    "paritaet": "paritaetischer",
    "paritaetische": "paritaetischer",
    "paritaetischer wohlfahrtsverband": "paritaetischer",
    "vs": "volkssolidaritaet",
    "volkssoli": "volkssolidaritaet",
    "mhd": "malteser",
    "malteser hilfsdienst": "malteser",
    "asb": "arbeiter samariter bund",
    "dksb": "kinderschutzbund",
    "ib": "internationaler bund",
    "juh": "johanniter",
    "johanniter unfall hilfe": "johanniter",
    "johanniter unfallhilfe": "johanniter",
    "caritas": "caritasverband",
    "dw": "diakonie",
    "diakonisches werk": "diakonie",
    "thw": "technisches hilfswerk",
    "dlrg": "lebens rettungs gesellschaft",
    "sovd": "sozialverband deutschland",
    "vdk": "sozialverband vdk",
    "dgb": "gewerkschaftsbund",
    "nabu": "naturschutzbund",
    "kjr": "kreisjugendring",
    "ljr": "landesjugendring",
    "ksb": "kreissportbund",
    "lsb": "landessportbund",
    "kfv": "kreisfeuerwehrverband",
    "kbv": "kreisbauernverband",
    "kev": "kreiselternvertretung",
    "ker": "kreiselternrat",
    # services and houses
    "jmd": "jugendmigrationsdienst",
    "jugend migrationsdienst": "jugendmigrationsdienst",
    "mbe": "migrationsberatung",
    "migrationsberatung fuer erwachsene zugewanderte": "migrationsberatung",
    "migrationsberatung fuer erwachsene": "migrationsberatung",
    "vhs": "volkshochschule",
    "kvhs": "kreisvolkshochschule",
    "kms": "kreismusikschule",
    "mgh": "mehrgenerationenhaus",
    "mehrgenerationen haus": "mehrgenerationenhaus",
    "kita": "kindertagesstaette",
    "gs": "grundschule",
    "gms": "gemeinschaftsschule",
    "sks": "sekundarschule",
    "sek": "sekundarschule",
    "gym": "gymnasium",
    "jc": "jobcenter",
    "job center": "jobcenter",
    "afa": "agentur fuer arbeit",
    "arbeitsagentur": "agentur fuer arbeit",
    "arbeitsamt": "agentur fuer arbeit",
    "ihk": "industrie und handelskammer",
    "hwk": "handwerkskammer",
    "khs": "kreishandwerkerschaft",
    "bdw": "bildungswerk der wirtschaft",
    "bwdw": "bildungswerk der wirtschaft",
    "ebg": "europaeisches bildungswerk fuer beruf und gesellschaft",
    # clubs and congregations
    "sv": "sportverein",
    "spvg": "spielvereinigung",
    "spvgg": "spielvereinigung",
    "tsv": "turn und sportverein",
    "tus": "turn und sportverein",
    "fc": "fussballclub",
    "fussball club": "fussballclub",
    "hv": "heimatverein",
    "schv": "schuetzenverein",
    "schuetzengilde": "schuetzenverein",
    "schuetzengesellschaft": "schuetzenverein",
    "foev": "foerderverein",
    "fv": "foerderverein",
    "verein der freunde und foerderer": "foerderverein",
    "ff": "freiwillige feuerwehr",
    "ffw": "freiwillige feuerwehr",
    "freiw": "freiwillige",
    "fw": "feuerwehr",
    "kg": "kirchengemeinde",
    "kgm": "kirchengemeinde",
    "kirchgemeinde": "kirchengemeinde",
    "pfarrgemeinde": "kirchengemeinde",
    "ev": "evangelische",
    "evang": "evangelische",
    "evgl": "evangelische",
    "evangelisch lutherische": "evangelische",
    "kath": "katholische",
    "st": "sankt",
    "skt": "sankt",
    "rw": "rot weiss",
    "gw": "gruen weiss",
    "bw": "blau weiss",
    "sw": "schwarz weiss",
    "sg": "sportgemeinschaft",
    "weisse": "weiss",
    # administration and places
    "lk": "landkreis",
    "lkr": "landkreis",
    "ldkr": "landkreis",
    "vg": "verbandsgemeinde",
    "vgem": "verbandsgemeinde",
    "gem": "gemeinde",
    "einheitsgemeinde": "gemeinde",
    "lsa": "sachsen anhalt",
    "dt": "deutsche",
    "dtsch": "deutsche",
    "intern": "internationaler",
}

_LEVELS = {
    "bv": Level.DISTRICT,
    "bezirksverband": Level.DISTRICT,
    "bezirksverb": Level.DISTRICT,
    "bundesverband": Level.FEDERAL,
    "bundesverb": Level.FEDERAL,
    "kv": Level.COUNTY,
    "kreisverband": Level.COUNTY,
    "kreisverb": Level.COUNTY,
    "kreis verband": Level.COUNTY,
    "kreisverein": Level.COUNTY,
    "lv": Level.STATE,
    "landesverband": Level.STATE,
    "landesverb": Level.STATE,
    "landes verband": Level.STATE,
    "landesverein": Level.STATE,
    "ov": Level.TOWN,
    "og": Level.TOWN,
    "ortsverband": Level.TOWN,
    "ortsverb": Level.TOWN,
    "orts verband": Level.TOWN,
    "ortsverein": Level.TOWN,
    "orts verein": Level.TOWN,
    "ortsgruppe": Level.TOWN,
    "stadtverband": Level.TOWN,
}

_WEAK = """
    deutsche deutscher deutsches freiwillige evangelische verein verband landkreis
    sankt gemeinnuetzige gmbh ggmbh ug gug
"""
_APART = """
    foerderverein foerderkreis freundeskreis elternrat elternvertretung schuelerrat
    schuelervertretung personalrat betriebsrat stiftung jugendfeuerwehr kinderfeuerwehr beirat
"""
_ADDENDA = """
    der die das des den dem und fuer in im zu zum zur bei von vom an aus mit
    vorstand geschaeftsstelle hauptgeschaeftsstelle kreisgeschaeftsstelle beratungsstelle team
    integration verwaltung buero sekretariat aussenstelle abteilung
"""

SHIPPED = Table(
    short=_SHORT,
    levels=_LEVELS,
    weak=frozenset(_WEAK.split()),
    apart=frozenset(_APART.split()),
    addenda=frozenset(_ADDENDA.split()),
)
