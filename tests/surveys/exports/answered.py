"""Responses to export: documents that answer everything a questionnaire asks."""

import json
import random
from datetime import UTC, datetime
from uuid import UUID

from ikparticipation.surveys.exports import Answered
from ikparticipation.surveys.xlsform.question import QuestionType

AT = datetime(2027, 3, 12, 11, 5, tzinfo=UTC)


def answered(document, number=1, **given):
    defaults = {
        "response_id": str(UUID(int=number)),
        "organisation": f"Verein {number}",
        "kind": "verein",
        "municipality": "Haldensleben",
        "ags": "15083270",
        "submitted_at": AT,
        "review": "accepted",
        "is_late": False,
        "channel": "online",
        "document": json.dumps(document),
        "seed": "",
    }
    return Answered(**defaults | given)


def full(questionnaire, seed=1, rows=2):
    """A document with an answer to each question, and rows in each repeat, at any depth."""
    chance = random.Random(seed)  # noqa: S311 - nothing secret
    return _record(questionnaire.sections, chance, rows)


def _record(parts, chance, rows):
    return {
        "answers": {
            q.name: _value(q, chance) for part in parts for q in part.questions if q.is_asked
        },
        "rows": {
            repeat.name: [
                {"id": str(UUID(int=chance.getrandbits(128)))} | _record([repeat], chance, rows)
                for _ in range(rows)
            ]
            for part in parts
            for repeat in part.repeats
        },
    }


def _value(question, chance):
    answer = _ANSWERS.get(question.type)
    return answer(chance, list(question.choice_labels)) if answer else chance.choice(TEXTS)


TEXTS = ("007", "=1+1", "@x", "- Deutsch\n- Farsi", "12", "„Ä;ß“", "'+", "مرحبا")
_FILE = {"file": "0" * 64, "name": "Bericht.pdf", "type": "application/pdf", "size": 3}
_ANSWERS = {
    QuestionType.INTEGER: lambda chance, _: chance.randrange(-50, 50),
    QuestionType.DECIMAL: lambda chance, _: chance.randrange(1, 100, 2) / 2,
    QuestionType.RANGE: lambda chance, _: chance.randrange(1, 6),
    QuestionType.DATE: lambda chance, _: f"2027-0{chance.randrange(1, 10)}-11",
    QuestionType.TIME: lambda chance, _: f"{chance.randrange(10, 20)}:30",
    QuestionType.DATETIME: lambda chance, _: f"2027-03-12T{chance.randrange(10, 20)}:30",
    QuestionType.SELECT_ONE: lambda chance, names: chance.choice(names),
    QuestionType.SELECT_MULTIPLE: lambda chance, names: names[: chance.randrange(1, 4)],
    QuestionType.RANK: lambda chance, names: chance.sample(names, len(names)),
    QuestionType.ACKNOWLEDGE: lambda *_: "OK",
    QuestionType.GEOPOINT: lambda *_: {"lat": 52.289, "lon": -11.41},
    QuestionType.IMAGE: lambda *_: _FILE | {"name": "Bild.png", "type": "image/png"},
    QuestionType.FILE: lambda *_: _FILE,
}
