"""What a browser posts, by hand."""

import io
from uuid import uuid4

from ikparticipation import clock
from ikparticipation.surveys.models import ResponseRevision, ResponseStatus, ReviewStatus

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 100
LIVE = {"HX-Request": "true"}


def post(client, here, section="worte", *, headers=None, **data):
    fields = {name.replace("__", "/"): value for name, value in data.items()}
    return client.post(f"{here}/{section}", data={"version": "0"} | fields, headers=headers)


def picture(content=PNG, name="bild.png"):
    return (io.BytesIO(content), name)


def mailed(client, path, content, **fields):
    """Post a file of any size; the test client would leave a large one open on the disk."""
    parts = [f'name="{name}"\r\n\r\n{value}'.encode() for name, value in fields.items()]
    parts.append(b'name="answers/bild"; filename="bild.png"\r\n\r\n' + content)
    begin = b"--grenze\r\nContent-Disposition: form-data; "
    body = b"\r\n".join(begin + part for part in parts) + b"\r\n--grenze--\r\n"
    return client.post(path, data=body, content_type="multipart/form-data; boundary=grenze")


def send(client, here, **files):
    data = {"version": "0"} | {name.replace("__", "/"): file for name, file in files.items()}
    return client.post(f"{here}/zeiten", data=data, content_type="multipart/form-data")


def submit(session, response, seat, document):
    """Freeze an answer without all that would have to be filled in before."""
    now = clock.now()
    session.add(
        ResponseRevision(
            response=response,
            number=1,
            document=document,
            submitted_at=now,
            submitted_by_id=seat[2].id,
            receipt_code=str(uuid4()),
            receipt_hash="0",
        )
    )
    response.status, response.submitted_at = ResponseStatus.SUBMITTED, now
    response.review = ReviewStatus.PENDING
    session.commit()
