"""For the organisation that is asked: the blank questionnaire, and its own answers."""

from flask.typing import ResponseReturnValue

from ikparticipation.surveys.paper.composing import Occasion, sheet
from ikparticipation.surveys.paper.speech import Speech
from ikparticipation.surveys.views.blueprint import bp
from ikparticipation.surveys.views.place import Place, for_organisation, for_writing
from ikparticipation.surveys.views.printing.handing_out import (
    FILES_BY_ADDRESS,
    Paper,
    as_file,
    as_page,
    filled,
    plain,
    settings,
    speech_of,
    submitted,
    who_asks,
)
from ikparticipation.web import current_language, gettext, limiter

OWN = "/erhebung/<uuid:wave_id>/papier"
RECEIPT = "/erhebung/<uuid:wave_id>/quittung/papier"


@bp.get(OWN)
@for_writing
def paper(place: Place) -> ResponseReturnValue:
    """Show the blank questionnaire; also before it opens, to prepare, and after it has ended."""
    return as_page(_of_place(place))


@bp.get(f"{OWN}.pdf")
@limiter.limit(FILES_BY_ADDRESS)
@for_writing
def paper_file(place: Place) -> ResponseReturnValue:
    return as_file(_of_place(place))


@bp.get(RECEIPT)
@for_organisation
def receipt_paper(place: Place) -> ResponseReturnValue:
    """Show what was submitted, the newest or that of `?nummer=`."""
    return as_page(_of_receipt(place))


@bp.get(f"{RECEIPT}.pdf")
@limiter.limit(FILES_BY_ADDRESS)
@for_organisation
def receipt_paper_file(place: Place) -> ResponseReturnValue:
    return as_file(_of_receipt(place))


def _of_place(place: Place) -> Paper:
    speech = speech_of(place.questionnaire, place.speech.language)
    here = place.path().partition("?")[0]
    return Paper(
        sheet=sheet(place.questionnaire, speech, occasion=_occasion(place, speech)),
        questionnaire=place.questionnaire,
        page=f"{here}/papier",
        file=f"{here}/papier.pdf",
        query=_kept(place),
        above=[(place.wave.title(current_language()), place.path())],
        mark=place.seat.organisation,
        name=f"fragebogen-{plain(speech.language)}",
        at=place.wave.created_at,
    )


def _of_receipt(place: Place) -> Paper:
    revision, receipt = submitted(place.wave.id, place.seat.organisation_id)
    speech = speech_of(place.questionnaire, place.speech.language)
    here = place.path().partition("?")[0]
    return Paper(
        sheet=filled(
            place.questionnaire,
            speech,
            revision,
            receipt,
            occasion=_occasion(place, speech),
            seed=place.seed,
        ),
        questionnaire=place.questionnaire,
        page=f"{here}/quittung/papier",
        file=f"{here}/quittung/papier.pdf",
        query={**_kept(place), "nummer": str(revision.number)},
        above=[
            (place.wave.title(current_language()), place.path()),
            (gettext("Quittung"), place.path("quittung")),
        ],
        mark=gettext("Quittung %(code)s", code=receipt.code),
        name=f"antworten-{plain(receipt.code)}",
        at=revision.submitted_at,
    )


def _occasion(place: Place, speech: Speech) -> Occasion:
    county, operator = who_asks()
    return Occasion(
        county=county,
        operator=operator,
        title=place.wave.title(speech.language),
        intro=place.wave.intro(speech.language),
        organisation=place.seat.organisation,
        closes_at=place.wave.closes_at,
        address=f"{settings().base_url}/erhebung/{place.wave.id}" if place.is_open else "",
    )


def _kept(place: Place) -> dict[str, str]:
    """Return the part of the address that keeps the organisation."""
    return {"fuer": str(place.seat.organisation_id)} if place.others else {}
