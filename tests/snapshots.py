"""Comparing a rendered text with the file that says how it should read.

`IKP_WRITE_SNAPSHOTS=1` writes the files anew; look at the difference before you keep it.
"""

import os
from pathlib import Path

from ikparticipation.mail import Message


def assert_reads_like(message: Message, file: Path) -> None:
    text = f"To: {message.to}\nSubject: {message.subject}\n\n{message.body}"
    if os.environ.get("IKP_WRITE_SNAPSHOTS"):
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
    assert text == file.read_text(encoding="utf-8")
