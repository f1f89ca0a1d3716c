"""A questionnaire with every type of question, in a real browser."""

from datetime import timedelta

from playwright.sync_api import Page, expect
from sqlalchemy import select

from ikparticipation import clock
from ikparticipation.surveys.models import AnswerFile, Response, Wave

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 100


class Sheet:
    """One organisation's questionnaire."""

    def __init__(self, site, wave, organisation, person) -> None:
        self.site, self.wave_id = site, wave.id
        self.organisation_id, self.email = organisation.id, person.email

    def path(self, section: str = "") -> str:
        return f"/erhebung/{self.wave_id}/{section}".rstrip("/")

    @property
    def document(self) -> dict:
        with self.site.database() as session:
            found = select(Response).where(Response.organisation_id == self.organisation_id)
            return session.scalars(found).one().document

    @property
    def answers(self) -> dict:
        return self.document["answers"]

    def files(self) -> int:
        with self.site.database() as session:
            query = select(AnswerFile.sha256).join(AnswerFile.response)
            return len(
                session.scalars(query.where(Response.organisation_id == self.organisation_id)).all()
            )

    def close(self) -> None:
        with self.site.database() as session:
            wave = session.get(Wave, self.wave_id)
            wave.opens_at, wave.closes_at = (clock.now() - timedelta(n) for n in (60, 30))


def document(*rows, **answers):
    return {"answers": answers, "rows": {"angebot": list(rows)}}


def saved(page: Page) -> None:
    """Wait until the page has saved by itself."""
    expect(page.get_by_role("status").filter(has_text="Gespeichert um")).to_be_visible()
