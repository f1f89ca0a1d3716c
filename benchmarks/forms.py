"""Questionnaires with formulas: what one answer costs, recomputed and checked."""

import gc
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from statistics import median
from time import perf_counter
from typing import Any
from uuid import UUID

from benchmarks.figure import Figure
from ikparticipation.surveys.questionnaires import STANDARD
from ikparticipation.surveys.questionnaires.catalogues import shipped_catalogues
from ikparticipation.surveys.xlsform.check import check
from ikparticipation.surveys.xlsform.compile import read_workbook
from ikparticipation.surveys.xlsform.document import Document
from ikparticipation.surveys.xlsform.engine import State
from ikparticipation.surveys.xlsform.question import Choice, Formula, Question, QuestionType
from ikparticipation.surveys.xlsform.questionnaire import Questionnaire, Repeat, Section

ROUNDS = 9
NOW = datetime(2027, 3, 12, 12, tzinfo=UTC)
OFFERS, PARTNERS = 30, 50
SIZES = (10, 100, 1_000)
QUESTIONS = 1_000
KINDS, PLACES = 4, 40


def measure() -> Iterator[Figure]:
    yield _typical()
    yield from _many_questions()
    yield from _growth()
    yield from _standard()


def _timed(act: Callable[[int], object]) -> tuple[float, str]:
    """Return the median of the rounds in milliseconds, and the lowest and highest.

    As with `timeit`, garbage is collected between the rounds and not within: when it happens
    hangs on all that the process holds.
    """
    act(-1)
    rounds = []
    for number in range(ROUNDS):
        gc.collect()
        gc.disable()
        started = perf_counter()
        act(number)
        rounds.append((perf_counter() - started) * 1000)
        gc.enable()
    detail = f"median of {ROUNDS}, {min(rounds):.2f} to {max(rounds):.2f}"
    return median(rounds), detail


def _typical() -> Figure:
    """Change the costs of one offer: the row, the sums and a constraint outside follow."""
    questionnaire = offers_and_partners(OFFERS, PARTNERS)
    document = _filled(OFFERS, PARTNERS)
    state = State.of(questionnaire, document, now=NOW)
    row = state.rows("offer")[7]["id"]

    def change(number: int) -> None:
        state.put("costs", 100 + number, row)
        check(state)

    value, detail = _timed(change)
    what = f"one change, {OFFERS} offers and {PARTNERS} partners, recomputed and checked"
    return Figure(what=what, value=value, unit="ms", at_most=25, detail=detail)


def _many_questions() -> Iterator[Figure]:
    for name, questionnaire in (("chain", chain()), ("fan", fan())):
        document: Document = {
            "answers": {f"q{n}": n for n in range(QUESTIONS)},
            "rows": {},
        }
        state = State.of(questionnaire, document, now=NOW)

        def change(number: int, state: State = state) -> None:
            state.put("q0", 10 + number)
            check(state)

        value, detail = _timed(change)
        what = f"one change, {QUESTIONS:,} questions in a {name}, recomputed and checked"
        yield Figure(what=what, value=value, unit="ms", at_most=150, detail=detail)

        def build(
            _: int, given: tuple[Questionnaire, Document] = (questionnaire, document)
        ) -> None:
            State.of(*given, now=NOW)

        value, detail = _timed(build)
        yield Figure(what="  its state from nothing", value=value, unit="ms", detail=detail)


def _growth() -> Iterator[Figure]:
    """Build, change and check with more and more rows."""
    per_row = []
    for size in SIZES:
        questionnaire = offers_and_partners(size, 0)
        document = _filled(size, 0)

        def act(number: int, questionnaire: Questionnaire = questionnaire) -> None:
            state = State.of(questionnaire, document, now=NOW)  # noqa: B023 - called at once
            state.put("costs", 100 + number, document["rows"]["offer"][0]["id"])  # noqa: B023
            check(state)

        value, detail = _timed(act)
        per_row.append(value / size)
        what = f"{size:,} rows: state from nothing, one change, checked; per row"
        yield Figure(what=what, value=value / size * 1000, unit="µs", detail=detail)
    yield Figure(
        what="  a row of 1,000 beside a row of 100",
        value=per_row[2] / per_row[1],
        unit="×",
        at_most=3,
        detail="with the square it would be 10; larger trees leave the processor’s caches",
    )


def _standard() -> Iterator[Figure]:
    """Measure what each request of the county's own questionnaire pays."""
    data = STANDARD.read_bytes()
    questionnaire = read_workbook(data, catalogues=shipped_catalogues()).questionnaire
    if questionnaire is None:
        raise RuntimeError("the standard questionnaire has errors")
    rows = {
        repeat.name: [{"id": _id(n), "answers": {}} for n in range(3 + number)]
        for number, repeat in enumerate(r for s in questionnaire.sections for r in s.repeats)
    }
    document: Any = {"answers": {}, "rows": rows}
    value, detail = _timed(lambda _: State.of(questionnaire, document, now=NOW))
    what = "state of the standard questionnaire"
    yield Figure(what=what, value=value, unit="ms", at_most=0.5, detail=detail)


# Forms


def _question(name: str, kind: str = "text", **given: Any) -> Question:
    meant = {key: Formula(each) if isinstance(each, str) else each for key, each in given.items()}
    return Question(name=name, type=QuestionType(kind), labels={"de": name}, **meant)


def _section(name: str, *elements: Any) -> Section:
    return Section(name=name, labels={"de": name}, elements=elements)


def _repeat(name: str, *elements: Any, most: int) -> Repeat:
    return Repeat(name=name, labels={"de": name}, elements=elements, max_rows=max(most, 1))


def offers_and_partners(offers: int, partners: int) -> Questionnaire:
    """Return a typical form: relevance in rows, sums over rows, constraints, a filter."""
    kinds = tuple(Choice(f"kind{n}", {"de": f"Art {n}"}) for n in range(KINDS))
    places = tuple(
        Choice(f"place{n}", {"de": f"Ort {n}"}, {"kind": f"kind{n % KINDS}"}) for n in range(PLACES)
    )
    offer = _repeat(
        "offer",
        _question("title", required=True),
        _question("kind", "select_one", choices=kinds),
        _question("place", "select_one", choices=places, choice_filter="kind = ${kind}"),
        _question("has_costs", "select_one", choices=kinds, relevant="${kind} != 'kind3'"),
        _question("costs", "decimal", relevant="${has_costs} = 'kind1'", constraint=". >= 0"),
        _question("share", "calculate", calculation="round(${costs} * 100 div ${budget}, 1)"),
        _question("number", "calculate", calculation="position(..)"),
        _question("begins", "date", constraint=". <= today()"),
        _question("ends", "date", constraint=". > ${begins}", required_when="${begins} != ''"),
        _question("seats", "integer", constraint=". > 0 and . < 10000"),
        most=offers,
    )
    partner = _repeat(
        "partner",
        _question("name", required=True),
        _question("how", "select_one", choices=kinds),
        _question("often", "integer", relevant="${how} = 'kind0'", constraint=". <= 365"),
        _question("why", relevant="${often} > 100"),
        _question("since", "date", constraint=". <= today()"),
        most=partners,
    )
    return Questionnaire(
        title="",
        languages=("de",),
        default_language="de",
        sections=(
            _section("start", _question("budget", "decimal"), _question("note")),
            _section("offer", offer),
            _section("partner", partner),
            _section(
                "end",
                _question("costs_in_all", "calculate", calculation="sum(${costs})"),
                _question("seats_in_all", "calculate", calculation="sum(${seats})"),
                _question("most_seats", "calculate", calculation="max(${seats})"),
                _question("contacts", "calculate", calculation="sum(${often})"),
                _question("too_dear", relevant="${costs_in_all} > ${budget}"),
                _question("rest", "decimal", constraint=". <= ${budget} - ${costs_in_all}"),
            ),
        ),
    )


def _id(number: int) -> str:
    return str(UUID(int=number + 1))


def _filled(offers: int, partners: int) -> Document:
    return {
        "answers": {"budget": 100_000, "rest": 1},
        "rows": {
            "offer": [{"id": _id(n), "answers": _offer(n)} for n in range(offers)],
            "partner": [{"id": _id(n), "answers": _partner(n)} for n in range(partners)],
        },
    }


def _offer(number: int) -> dict[str, Any]:
    kind = number % (KINDS - 1)
    return {
        "title": f"Angebot {number}",
        "kind": f"kind{kind}",
        "place": f"place{kind}",
        "has_costs": "kind1",
        "costs": number + 1,
        "begins": "2025-01-01",
        "ends": "2026-12-31",
        "seats": number + 1,
    }


def _partner(number: int) -> dict[str, Any]:
    return {
        "name": f"Partner {number}",
        "how": "kind0",
        "often": number + 90,
        "why": "weil",
        "since": "2020-01-01",
    }


def chain() -> Questionnaire:
    """Each question is asked if the one before it has an answer."""
    first = _question("q0", "integer")
    others = (
        _question(f"q{n}", "integer", relevant=f"${{q{n - 1}}} >= 0", constraint=". >= 0")
        for n in range(1, QUESTIONS)
    )
    return _one_section(first, *others)


def fan() -> Questionnaire:
    """All questions hang on the first, and one on all of them."""
    half = QUESTIONS // 2
    asked = [_question(f"q{n}", "integer", relevant="${q0} > 5") for n in range(1, half)]
    other = [
        _question(f"q{n}", "integer", constraint=f". >= ${{q{n - half}}}")
        for n in range(half, QUESTIONS)
    ]
    total = " + ".join(f"${{q{n}}}" for n in range(half))
    return _one_section(
        _question("q0", "integer"), *asked, *other, _question("all", "calculate", calculation=total)
    )


def _one_section(*questions: Question) -> Questionnaire:
    return Questionnaire(
        title="",
        languages=("de",),
        default_language="de",
        sections=(_section("all_of_it", *questions),),
    )
