"""What tests of the comment form type, and how they read what comes back."""

from uuid import uuid4

from bs4 import BeautifulSoup
from sqlalchemy import select

from ikparticipation.consultation.models import Comment

SENTENCE = "Kurse gibt es in jedem Ort."
TEXT = f"Sprache öffnet Türen. {SENTENCE} In jedem Ort sind sie für alle offen."
SCRIPT = "<script>alert('x')</script>"


def span_of(words):
    return f"{TEXT.index(words)}-{TEXT.index(words) + len(words)}"


def typed(**given):
    defaults = {
        "submission_id": str(uuid4()),
        "quote": "",
        "place": f"0-{len(TEXT)}",
        "kind": "remark",
        "text": "Auch abends?",
        "replacement": "",
        "speaks_for": "ich",
    }
    return {k: v for k, v in (defaults | given).items() if v is not None}


def comments(session):
    session.commit()
    found = session.scalars(select(Comment)).all()
    session.commit()
    return found


def radios(page, name):
    """Labels of the radio buttons, and which one is chosen."""
    soup = BeautifulSoup(page.text, "html.parser")
    boxes = soup.select(f'input[name="{name}"]')
    labels = {b["value"]: soup.select_one(f'label[for="{b["id"]}"]').get_text() for b in boxes}
    chosen = [labels[b["value"]] for b in boxes if b.has_attr("checked")]
    return list(labels.values()), next(iter(chosen), None)
