from uuid import UUID

import pytest

from ikparticipation.organisations.lists import Entry, Line, Place, Verdict, judge
from ikparticipation.organisations.lists.lines import Fault, Problem

PLACES = [
    Place(ags="15083130", name="Colbitz", postcode="39326"),
    Place(ags="15083270", name="Haldensleben", postcode="39340"),
]
AWO, CHOR, TWIN, OTHER_TWIN, TAFEL = (UUID(int=n) for n in range(1, 6))
REGISTER = [
    Entry(AWO, "Arbeiterwohlfahrt Kreisverband Börde e.V.", "15083270"),
    Entry(CHOR, "Chor Klangfarben Colbitz e.V.", "15083130"),
    Entry(TWIN, "Heimatverein", "15083130"),
    Entry(OTHER_TWIN, "Heimatverein e.V.", "15083270"),
    Entry(TAFEL, "Tafel Haldensleben", None),
]
MEMBERS = [("ada@example.org", CHOR), ("max@example.org", CHOR), ("max@example.org", TAFEL)]


def judged(name: str, email: str = "", ags: str = "", faults=()):
    line = Line(row=2, name=name, email=email, ags=ags, faults=faults)
    (one,) = judge([line], register=REGISTER, members=MEMBERS, places=PLACES)
    return one.verdict, [candidate.id for candidate in one.candidates]


@pytest.mark.parametrize(
    ("name", "email", "ags", "expected"),
    [
        # the very name
        ("chor klangfarben COLBITZ", "", "", (Verdict.KNOWN, [CHOR])),
        ("Tafel Haldensleben e.V.", "", "15083270", (Verdict.KNOWN, [TAFEL])),
        # the very name, but another place
        ("Chor Klangfarben Colbitz", "", "15083270", (Verdict.DOUBT, [CHOR])),
        # the very name, but of two
        ("Heimatverein", "", "", (Verdict.DOUBT, [TWIN, OTHER_TWIN])),
        # a member's address and a similar name
        ("Chor Klangfarbn", "ADA@example.org", "15083130", (Verdict.KNOWN, [CHOR])),
        # a member's address, but quite another name: one person can act for two
        ("Imkerverein Colbitz", "ada@example.org", "", (Verdict.DOUBT, [CHOR])),
        # a member of two: the name says of which
        ("Tafel Haldensl.", "max@example.org", "", (Verdict.KNOWN, [TAFEL])),
        # a similar name only
        ("AWO KV Börde", "", "", (Verdict.DOUBT, [AWO])),
        # the whole body is not its level
        ("AWO", "", "", (Verdict.NEW, [])),
        ("Imkerverein Colbitz", "neu@example.org", "", (Verdict.NEW, [])),
    ],
)
def test_each_line_is_known_doubtful_or_new(name, email, ags, expected):
    assert judged(name, email, ags) == expected


def test_a_line_that_must_be_corrected_is_not_compared():
    faults = (Fault(Problem.BAD_ADDRESS, "x"),)

    assert judged("Chor Klangfarben Colbitz", faults=faults) == (Verdict.STOPPED, [])


def test_every_candidate_says_why():
    line = Line(row=2, name="AWO KV Börde")

    (one,) = judge([line], register=REGISTER, members=MEMBERS, places=PLACES)

    assert one.candidates[0].reasons == (
        "Die Wörter sind dieselben, nur anders geschrieben.",
        "Beide stehen auf derselben Ebene des Verbands.",
    )
