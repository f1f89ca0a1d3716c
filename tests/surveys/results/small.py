"""A small form with a question of every kind that is counted, and responses to it."""

from datetime import UTC, datetime
from functools import cache

from hypothesis import strategies as st

from ikparticipation.surveys.results import Submitted
from ikparticipation.surveys.xlsform.check import submission
from ikparticipation.surveys.xlsform.engine import State
from tests.surveys.xlsform import workbooks
from tests.surveys.xlsform.workbooks import line

AT = datetime(2027, 3, 12, 12, tzinfo=UTC)
CHOICES = (
    ("list_name", "name", "label"),
    *(("janein", name, name.title()) for name in ("ja", "nein")),
    *(("farben", name, name.title()) for name in ("rot", "blau", "gelb")),
)
COLOURS = ("rot", "blau", "gelb")


@cache
def form():
    data = workbooks.form_of(
        line("begin_group", "wir", "Über uns"),
        line("select_one janein", "hat", "Gibt es Angebote?"),
        line("integer", "plaetze", "Wie viele Plätze?", relevant="${hat} = 'ja'"),
        line("decimal", "anteil", "Welcher Anteil?"),
        line("select_multiple farben", "farben", "Welche Farben?"),
        line("rank farben", "folge", "In welcher Folge?"),
        line("date", "seit", "Seit wann?"),
        line("time", "ab", "Ab wann?"),
        line("text", "was", "Was?", relevant="${plaetze} > 10 and today() > '2020-01-01'"),
        line("end_group"),
        line("begin_repeat", "angebot", "Angebot", relevant="${hat} = 'ja'"),
        line("text", "titel", "Titel"),
        line("select_one janein", "kostet", "Kostet es?"),
        line("integer", "preis", "Was?", relevant="${kostet} = 'ja' and ${plaetze} > 1"),
        line("begin_repeat", "ort", "Ort"),
        line("select_one farben", "farbe", "Farbe", relevant="${kostet} = 'nein'"),
        line("end_repeat"),
        line("end_repeat"),
        choices=CHOICES,
    )
    return workbooks.compiled(data)


def submitted(document):
    """What is frozen of a document."""
    return Submitted(submission(State.of(form(), document, now=AT)), AT)


def saying(**answers):
    return submitted({"answers": answers, "rows": {}})


def _optional(**given):
    return st.fixed_dictionaries({}, optional=given)


_yes_no = st.sampled_from(("ja", "nein"))
_places = st.builds(
    lambda n, answers: {"id": f"o{n}", "answers": answers},
    st.uuids(),
    _optional(farbe=st.sampled_from(COLOURS)),
)
_offers = st.builds(
    lambda n, answers, places: {"id": f"a{n}", "answers": answers, "rows": {"ort": places}},
    st.uuids(),
    _optional(titel=st.text("ab", min_size=1), kostet=_yes_no, preis=st.integers(0, 5)),
    st.lists(_places, max_size=2),
)
documents = st.builds(
    lambda answers, offers: submitted({"answers": answers, "rows": {"angebot": offers}}),
    _optional(
        hat=_yes_no,
        plaetze=st.integers(0, 30),
        anteil=st.sampled_from((0.5, 1, 2.25)),
        farben=st.lists(st.sampled_from(COLOURS), min_size=1, unique=True),
        folge=st.permutations(COLOURS),
        seit=st.sampled_from(("2025-01-31", "2027-03-01")),
        ab=st.sampled_from(("08:30", "14:00")),
        was=st.just('Wir "beraten", \\ und "was": mehr'),
    ),
    st.lists(_offers, max_size=3),
)
