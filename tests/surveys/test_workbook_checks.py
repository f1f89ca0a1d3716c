"""What a questionnaire's author is told about this installation."""

import pytest

from ikparticipation import clock
from ikparticipation.surveys import services
from tests import make, make_surveys
from tests.surveys.xlsform import workbooks


def told(session, publish):
    """Return the findings about a form whose offers have names of this level."""
    headings = (*workbooks.SURVEY_HEADINGS, *(("publish",) if publish is not None else ()))
    level = (publish or "",) if publish is not None else ()
    data = workbooks.form(
        ("begin_repeat", "a", "Angebot", "Offer", "", "", "", "offer"),
        ("text", "titel", "Wie?", "How?", "", "", "yes", "offer.name", *level),
        ("end_repeat",),
        headings=headings,
    )
    draft = make_surveys.draft(session, data=data)
    return services.check_draft(session, draft)


@pytest.mark.parametrize(
    ("publish", "says"),
    [
        pytest.param("public", None, id="public: nothing to say"),
        pytest.param("aggregated", "nur als Zahl öffentlich", id="aggregated: counted only"),
        pytest.param("internal", "ist nicht öffentlich", id="internal: kept back"),
        pytest.param("", "ist nicht öffentlich", id="left blank: kept back"),
        pytest.param(None, "ist nicht öffentlich", id="without the column: kept back"),
    ],
)
def test_what_will_not_appear_in_the_inventory_is_said_before(session, publish, says):
    checked = told(session, publish)

    about = [f for f in checked.findings if "„offer.name“" in f.text("de")]
    assert checked.may_be_published
    assert [says in f.text("de") for f in about] == ([True] if says else [])
    assert all((f.sheet, f.row, f.is_error) == ("survey", 3, False) for f in about)


@pytest.mark.parametrize("which", ["standard", "fachdienste"])
def test_the_shipped_questionnaires_show_what_they_ask_for(session, which):
    version = services.take_standard(session, which, actor=make.steering(session), at=clock.now())

    assert not [w for w in version.warnings if "publish" in w["message"]]
