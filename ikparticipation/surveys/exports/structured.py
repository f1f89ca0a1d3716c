"""JSON: an array of responses, each with its answers document as it is stored."""

from collections.abc import Iterable
from typing import Any, BinaryIO

import orjson

from ikparticipation.surveys.exports.asking import NotAsked
from ikparticipation.surveys.exports.rows import Answered
from ikparticipation.surveys.exports.tables import OF_RESPONSE
from ikparticipation.surveys.results.relevance import Submitted
from ikparticipation.surveys.xlsform.questionnaire import Questionnaire


def write_array(file: BinaryIO, questionnaire: Questionnaire, answered: Iterable[Answered]) -> None:
    """Write one response a line: {"response": …, "answers": {…}, "rows": {…}, "ended": {…}, …}.

    `ended` has the rows of the last wave that are no more; what was said of a row stands in it.
    `not_asked` has the names under "answers", and under "rows" by repeat and id of the row. What
    is neither there nor answered was asked and not answered.
    """
    names = [column.name.removeprefix("_") for column in OF_RESPONSE]
    not_asked, begin = NotAsked(questionnaire), b"[\n"
    for each in answered:
        about = dict(zip(names, each.about, strict=True)) | {"late": each.is_late}
        document = orjson.loads(each.document)
        told = {name: document.get(name, {}) for name in ("answers", "rows", "ended")}
        hidden = _hidden(not_asked, Submitted(document, each.submitted_at, each.seed))
        file.write(begin + orjson.dumps(about | told | {"not_asked": hidden}))
        begin = b",\n"
    file.write(b"[]\n" if begin == b"[\n" else b"\n]\n")


def _hidden(not_asked: NotAsked, submitted: Submitted) -> dict[str, Any]:
    answers: list[str] = []
    rows: dict[str, dict[str, list[str]]] = {}
    for repeat, row_id, names in not_asked.of(submitted):
        if repeat:
            rows.setdefault(repeat, {})[row_id] = names
        else:
            answers = names
    return {"answers": answers, "rows": rows}
