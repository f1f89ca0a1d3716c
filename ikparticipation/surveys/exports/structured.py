"""JSON: an array of responses, each with its answers document as it is stored."""

from collections.abc import Iterable
from typing import BinaryIO

import orjson

from ikparticipation.surveys.exports.rows import Answered
from ikparticipation.surveys.exports.tables import OF_RESPONSE


def write_array(file: BinaryIO, answered: Iterable[Answered]) -> None:
    """Write one response a line: {"response": …, "answers": {…}, "rows": {…}}."""
    names = [column.name.removeprefix("_") for column in OF_RESPONSE]
    begin = b"[\n"
    for each in answered:
        about = dict(zip(names, each.about, strict=True)) | {"late": each.is_late}
        document = orjson.loads(each.document)
        told = {name: document.get(name, {}) for name in ("answers", "rows")}
        file.write(begin + orjson.dumps(about | told))
        begin = b",\n"
    file.write(b"[]\n" if begin == b"[\n" else b"\n]\n")
