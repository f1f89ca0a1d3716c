from datetime import timedelta

import pytest

from ikparticipation.errors import ConflictError, InvalidError, NotAllowedError
from ikparticipation.organisations.models import MemberRole
from ikparticipation.surveys.corrections import Layer, corrected
from ikparticipation.surveys.models import Correction
from ikparticipation.surveys.queries import compiled_by_id
from ikparticipation.surveys.queries.reviewing import layers_of
from ikparticipation.surveys.services import reviewing
from tests import make, make_surveys

NOW = make_surveys.NOW


def counted(session, case):
    """What counts of the newest revision."""
    questionnaire = compiled_by_id(session, case.wave.questionnaire_id)
    layers = [Layer(*layer) for layer in layers_of(session, case.response.id)]
    document = case.revision.document
    return corrected(questionnaire, document, layers, now=NOW, seed="x")


def test_the_corrected_value_counts_and_the_answer_stays(session, case):
    correction = case.correct()

    assert (correction.original, correction.value) == (12, 13)
    assert counted(session, case)["answers"]["anzahl"] == 13
    assert case.revision.document["answers"]["anzahl"] == 12


def test_in_a_row_and_over_an_earlier_correction(session, case):
    field = f"rows/angebot/{case.row}/plaetze"
    at = {"question": "plaetze", "row_id": case.row}

    case.correct({field: ["4"]}, **at)
    second = case.correct({field: ["5"]}, at=NOW + timedelta(minutes=1), **at)

    assert (second.original, second.value) == (4, 5)
    assert counted(session, case)["rows"]["angebot"][0]["answers"]["plaetze"] == 5


def test_an_answer_may_be_taken_away(session, case):
    correction = case.correct({"answers/anzahl": [""]})

    assert correction.value is None
    assert "anzahl" not in counted(session, case)["answers"]


def test_the_organisations_next_word_counts_again(session, case):
    case.correct()

    case.submit_again(anzahl="20")

    assert counted(session, case)["answers"]["anzahl"] == 20


def test_the_same_answer_again_keeps_the_correction(session, case):
    case.correct()

    case.submit_again(was="Wir beraten mehr.")

    assert counted(session, case)["answers"]["anzahl"] == 13


def test_withdrawn_it_does_not_count(session, case):
    correction = case.correct()

    reviewing.withdraw_correction(session, correction.id, actor=case.staff, at=NOW)

    assert counted(session, case)["answers"]["anzahl"] == 12


@pytest.mark.parametrize(
    ("given", "error", "says"),
    [
        ({"reason": "  "}, InvalidError, "warum"),
        ({"form": {"answers/anzahl": ["12"]}}, InvalidError, "schon gilt"),
        ({"form": {"answers/anzahl": ["viele"]}}, reviewing.NotAnAnswerError, "passt nicht"),
        ({"question": "gruss"}, InvalidError, "gibt es im Fragebogen nicht"),
        ({"question": "gibtesnicht"}, InvalidError, "gibt es im Fragebogen nicht"),
        ({"seen": 7}, reviewing.StaleAnswerError, "inzwischen geändert"),
        (
            {"question": "was", "form": {"answers/was": [""]}},
            reviewing.NotAnAnswerError,
            "passt nicht",
        ),
    ],
    ids=["no reason", "no change", "no number", "a note", "unknown", "stale", "must be answered"],
)
def test_what_cannot_be_corrected(session, case, given, error, says):
    with pytest.raises(error, match=says):
        case.correct(**given)
    assert layers_of(session, case.response.id) == []


def test_the_organisation_objects_and_gets_an_answer(session, case):
    correction = case.correct()
    given = {"actor": case.member, "at": NOW}

    reviewing.object_to(session, correction.id, words="Es sind 12.", **given)
    assert correction.is_disputed
    with pytest.raises(ConflictError, match="widerspricht einer Berichtigung"):
        case.accept()
    with pytest.raises(ConflictError, match="schon widersprochen"):
        reviewing.object_to(session, correction.id, words="Wirklich.", **given)

    reviewing.uphold(session, correction.id, reason="Laut Liste 13.", actor=case.staff, at=NOW)
    assert not correction.is_disputed
    case.accept()


@pytest.mark.parametrize("who", ["contributor", "stranger"])
def test_only_who_represents_the_organisation_objects(session, case, who):
    correction = case.correct()
    of = case.organisation if who == "contributor" else make.organisation(session)
    actor = make.member(session, of=of, role=MemberRole.CONTRIBUTOR)

    with pytest.raises(NotAllowedError):
        reviewing.object_to(session, correction.id, words="Nein.", actor=actor, at=NOW)
    assert session.get_one(Correction, correction.id).objection == ""


def test_nothing_is_upheld_without_an_objection(session, case):
    correction = case.correct()

    with pytest.raises(ConflictError, match="kein Widerspruch"):
        reviewing.uphold(session, correction.id, reason="So ist es.", actor=case.staff, at=NOW)
