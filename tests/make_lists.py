"""Lists of organisations for tests, as files and as uploaded."""

from collections.abc import Iterable
from io import BytesIO

from openpyxl import Workbook
from sqlalchemy.orm import Session

from ikparticipation import clock
from ikparticipation.accounts.models import User
from ikparticipation.organisations import services
from ikparticipation.organisations.models import ListImport

HEADINGS = ("Organisation", "E-Mail", "Ansprechperson", "PLZ", "Ort", "Art")
PLAIN = (
    "Organisation;E-Mail;Ansprechperson;Ort\nChor Klangfarben;a@example.org;Ada Beispiel;Colbitz\n"
)


def xlsx(*rows: Iterable[object]) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def uploaded(
    session: Session, text: str = PLAIN, *, actor: User, leads_to: str = "", **given
) -> ListImport:
    listed = services.begin_list(
        session,
        text.encode(),
        file_name="liste.csv",
        leads_to=leads_to,
        actor=actor,
        at=given.get("at") or clock.now(),
    )
    session.commit()
    return listed
