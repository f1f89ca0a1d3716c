"""Comments on a first version, the next ones, and what their pages say of these comments."""

from bs4 import BeautifulSoup
from sqlalchemy import select

from ikparticipation import clock
from ikparticipation.consultation import services
from ikparticipation.consultation.models import CommentPlace, PlaceStatus
from tests import make_answers, make_drafts

TEXT = """\
# Leitlinien

Sprache öffnet Türen. Kurse gibt es in jedem Ort.

Im Winter bleibt das Rathaus bis zum späten Abend geöffnet.

Vereine und Gemeinden arbeiten seit vielen Jahren eng zusammen.
"""
KEPT = "Kurse gibt es in jedem Ort."
GONE = "Im Winter bleibt das Rathaus"
TOGETHER = "seit vielen Jahren eng zusammen"
SECOND = "/entwuerfe/leitlinien/2"
LIST = f"{SECOND}/aus-fassung/1"


def first_round(session, **given):
    """A text in a round of its own, which is over."""
    version = make_drafts.version(session, text=TEXT, slug="leitlinien", **given)
    return make_drafts.closed_round(session, of=version)


def say(session, in_round, quote=KEPT, **given):
    """A comment on these words; on the whole text for None."""
    found = (p for p in make_drafts.passages(session, in_round.version) if quote in p.text)
    passage = None if quote is None else next(found)
    return make_drafts.comment(session, in_round=in_round, passage=passage, quote=quote, **given)


def go_on(session, in_round, *changes, mapped=True):
    """Publish the next version, and let the places be found."""
    document = in_round.version.document
    for old, new in changes or [("Sprache öffnet Türen.", "Sprache verbindet.")]:
        make_answers.rewrite(session, document, old, new)
    version = make_answers.next_version(session, document)
    if mapped:
        services.map_places(session, version, at=clock.now())
    session.commit()
    return version


def leave_open(session, comment):
    place = session.scalars(select(CommentPlace).where(CommentPlace.comment == comment)).one()
    place.status, place.passage, place.end_passage = PlaceStatus.SUGGESTED, None, None
    place.start = place.end = None
    session.commit()


def page_of(client, address=SECOND):
    answer = client.get(address)
    assert answer.status_code == 200
    return BeautifulSoup(answer.text, "html.parser")


def words_of(tag):
    return " ".join(tag.get_text(" ").split())


def beside(page):
    """Where comments on earlier versions stand: passage → words of the links there."""
    found = page.select(".passage:has(.passage__came)")
    return {
        p["id"]: [link.find(string=True) for link in p.select(".passage__came a")] for p in found
    }


def sentences(page):
    return [
        words_of(p).replace(" ,", ",")
        for p in page.select(".page-head p")
        if words_of(p).startswith("Aus Fassung")
    ]


def shown(page):
    return [words_of(each) for each in page.select(".comment__text")]
