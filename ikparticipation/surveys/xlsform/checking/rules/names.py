"""Answers that formulas compare with, though nobody can give them: mostly a slip of the pen."""

from collections.abc import Iterator
from difflib import get_close_matches

from ikparticipation.surveys.xlsform.checking.outline import Outline
from ikparticipation.surveys.xlsform.checking.probing.trees import is_own
from ikparticipation.surveys.xlsform.checking.rules.subject import Subject, listed
from ikparticipation.surveys.xlsform.expression import Expression
from ikparticipation.surveys.xlsform.expression.grammar.syntax import (
    Call,
    Literal,
    Operation,
    Reference,
    walk,
)
from ikparticipation.surveys.xlsform.findings import Finding
from ikparticipation.surveys.xlsform.questionnaire import SELECTS, Question
from ikparticipation.text import N_


def findings(subject: Subject) -> Iterator[Finding]:
    for spot in subject.outline:
        for aspect, formula in spot.formulas:
            own = spot.question if aspect != "choice_filter" else None
            for question, name in dict.fromkeys(_unknown(subject.outline, formula.tree, own)):
                known = list(subject.outline[question].element.choice_labels)  # type: ignore[union-attr]
                near = get_close_matches(name, known, 1)
                facts = {"choice": name, "question": question}
                if near:
                    facts |= {"near": near[0]}
                    yield subject.place.warning(UNKNOWN_NEAR, spot.name, aspect, **facts)
                else:
                    facts |= {"known": listed(known)}
                    yield subject.place.warning(UNKNOWN, spot.name, aspect, **facts)


def _unknown(outline: Outline, tree: Expression, own: Question | None) -> Iterator[tuple[str, str]]:
    for part in walk(tree):
        match part:
            case Operation(("=",) | ("!=",), (one, other)):
                pairs = [(one, other), (other, one)]
            case Call("selected", (one, other)):
                pairs = [(one, other)]
            case _:
                continue
        for asked, literal in pairs:
            question = _select(outline, asked, own)
            if question is None or not isinstance(literal, Literal):
                continue
            names = literal.text.split()
            yield from ((question.name, n) for n in names if n not in question.choice_labels)


def _select(outline: Outline, tree: Expression, own: Question | None) -> Question | None:
    question = own if is_own(tree) else None
    if isinstance(tree, Reference) and tree.name in outline:
        question = outline[tree.name].question
    if question is None or question.type not in SELECTS or not question.choices:
        return None
    return question


UNKNOWN_NEAR = N_(
    "„%(choice)s“ gehört nicht zu den Antworten auf „%(question)s“. Meinten Sie „%(near)s“?"
)
UNKNOWN = N_(
    "„%(choice)s“ gehört nicht zu den Antworten auf „%(question)s“. Möglich sind: %(known)s."
)
