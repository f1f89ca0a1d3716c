"""The expressions of questionnaires: which cases hold, and how long common ones take.

A case: `xml`, `rootPath` (the main instance, where `/` begins), `ctx` (a simple path to the node
that asks), `expr`, `kind` and `expected`, `lang`, `mode` ("fails": not counted, the reference
itself fails it). `zone`, `today` and `seed` may stand in a case; without them they are those of
the recordings: America/Phoenix, and the day they were made.

The recordings count days from midnight UTC and keep doctypes and CDATA sections in their trees;
so do cases here unless they say `"calendar": "product"`.
"""

import json
import math
import re
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from benchmarks.figure import Figure
from ikparticipation.surveys.xlsform.expression import (
    BERLIN,
    Calendar,
    Compiled,
    Context,
    ExpressionError,
    Kind,
    Node,
    Surroundings,
    compile_expression,
    from_xml,
    parse,
)

OWN_CASES = Path(__file__).with_name("expressions.json")
RECORDED_IN = "America/Phoenix"
RECORDED_ON = "2026-11-22"
CALENDARS = {"product": BERLIN}
ROUNDS = 7

DECIDED_OTHERWISE = {
    "evaluates round(-1.5) to -2": " (decided: a half is rounded up, as XPath 1.0 says)",
    "conversion of nodesets > sum() | sum(*)": " (decided: sum() leaves blanks out)",
}
"""Recorded cases that cannot hold, because a rule of ours is another."""
Case = dict[str, Any]


def measure() -> Iterator[Figure]:
    outcome = outcome_of(read(OWN_CASES))
    print(f"  {outcome.summary()}")
    share = 100 * outcome.passed / max(1, outcome.counted)
    yield Figure(what="own cases that hold", value=share, unit="%", at_least=100)
    for what, seconds, most in times():
        yield Figure(what=what, value=seconds * 1e6, unit="µs", at_most=most)


def measure_file(file: Path) -> int:
    """Print what came of the cases in a file: passed, failed, the names of the failing, time."""
    outcome = outcome_of(read(file))
    for name in outcome.failures:
        reasons = (reason for part, reason in DECIDED_OTHERWISE.items() if part in name)
        print(f"failed: {name}{next(reasons, '')}")
    print(outcome.summary())
    return 0 if outcome.counted and outcome.passed / outcome.counted >= 0.98 else 1  # noqa: PLR2004


def read(file: Path) -> list[Case]:
    cases: list[Case] = json.loads(file.read_text("utf-8"))
    return cases


@dataclass
class Outcome:
    passed: int
    failures: list[str]
    aside: int
    seconds: list[float]

    @property
    def counted(self) -> int:
        return self.passed + len(self.failures)

    def summary(self) -> str:
        share = 100 * self.passed / max(1, self.counted)
        per_case = 1000 * sum(self.seconds) / max(1, len(self.seconds))
        slowest = 1000 * max(self.seconds, default=0)
        return (
            f"{self.passed} passed, {len(self.failures)} failed ({share:.2f} %), "
            f"{self.aside} set aside; {per_case:.2f} ms per case, slowest {slowest:.1f} ms"
        )


def outcome_of(cases: Iterable[Case]) -> Outcome:
    outcome = Outcome(0, [], 0, [])
    for case in cases:
        if case.get("mode") == "fails":
            outcome.aside += 1
            continue
        started = time.perf_counter()
        result = checked(case)
        outcome.seconds.append(time.perf_counter() - started)
        if result is None:
            outcome.passed += 1
        else:
            name = ": ".join(filter(None, (case.get("file"), case.get("test", ""))))
            outcome.failures.append(f"{name} | {case['expr']} | {result}")
    return outcome


def checked(case: Case) -> str | None:
    """Return None if a case holds, else what came instead."""
    try:
        compiled = compile_expression(parse(case["expr"]), NoNames())
        got = _result(case, compiled)
    except ExpressionError as error:
        return f"{error} ({error.position})"
    return None if _agrees(case, got) else f"expected {case['expected']!r}, got {got!r}"


class NoNames:
    """A form without `${}`."""

    def reference(self, name: str) -> Any:
        raise KeyError(name)

    all_of = reference


def _result(case: Case, compiled: Compiled) -> Any:
    context = context_of_case(case)
    match case["kind"]:
        case "boolean":
            return compiled.boolean(context)
        case "number" | "rounded":
            return float(compiled.number(context))
        case "nodeset":
            return [path_of(node) for node in compiled.nodes(context)]
        case _:
            return compiled.string(context)


def _agrees(case: Case, got: Any) -> bool:
    expected = case["expected"]
    match case["kind"]:
        case "number" | "rounded":
            return _same_number(got, float(expected), case.get("factor"))
        case "match":
            return re.search(expected, got) is not None
        case "strlen":
            return bool(len(got) == expected)
        case _:
            return bool(got == expected)


def _same_number(got: float, expected: float, factor: float | None) -> bool:
    if math.isnan(expected) or math.isinf(expected):
        return got == expected or (math.isnan(got) and math.isnan(expected))
    if factor:
        return abs(round(got * factor) - round(expected * factor)) <= 1
    return math.isclose(got, expected, rel_tol=1e-13, abs_tol=1e-15)


def context_of_case(case: Case) -> Context:
    document = from_xml(case["xml"], as_dom=True)
    root = find(document, case.get("rootPath", "/"))
    zone = ZoneInfo(case.get("zone", RECORDED_IN))
    now = datetime.fromisoformat(f"{case.get('today', RECORDED_ON)}T10:20:30.456").replace(
        tzinfo=zone
    )
    language = case.get("lang")
    surroundings = Surroundings(
        root=root,
        now=now,
        language=language or "",
        instances=_instances(document),
        random=Random(case.get("seed", 1)),  # noqa: S311 - the same every time
        itext=_Texts(document).nodes,
        calendar=CALENDARS.get(case.get("calendar", "")) or _reference_calendar(zone),
    )
    return Context(find(document, case.get("ctx", "/")), surroundings)


def _reference_calendar(zone: ZoneInfo) -> Calendar:
    """Return the calendar of ODK Web Forms: day 0 is midnight UTC of 1970-01-01."""
    standard = datetime(1970, 1, 1, tzinfo=zone).utcoffset() or timedelta(0)
    return Calendar(zone, datetime(1970, 1, 1) + standard)  # noqa: DTZ001 - a wall clock


def _instances(document: Node) -> dict[str, Node]:
    found: dict[str, Node] = {}
    for node in _elements(document):
        if node.name == "instance":
            for attribute in node.attributes:
                if attribute.name == "id":
                    found[attribute.string()] = node
    return found


class _Texts:
    """The translations of an XForm: those of the language, else of the default, else the first."""

    def __init__(self, document: Node) -> None:
        self.translations = [one for one in _elements(document) if one.name == "translation"]

    def nodes(self, name: str, language: str) -> Sequence[Node]:
        chosen = sorted(self.translations, key=lambda one: self._rank(one, language))
        for text in chosen[0].children if chosen else ():
            if _attributes(text).get("id") == name:
                return [value for value in _elements(text) if not value.attributes][:1]
        return []

    def _rank(self, translation: Node, language: str) -> int:
        attributes = _attributes(translation)
        if attributes.get("lang") == language:
            return 0
        return 1 if "default" in attributes else 2


def _attributes(node: Node) -> dict[str, str]:
    return {attribute.name: attribute.string() for attribute in node.attributes}


def _elements(node: Node) -> Iterator[Node]:
    for child in node.children:
        if child.kind is Kind.ELEMENT:
            yield child
            yield from _elements(child)


_KINDS = {
    "text()": {Kind.TEXT},
    "comment()": {Kind.COMMENT},
    "processing-instruction()": {Kind.INSTRUCTION, Kind.CDATA, Kind.DOCTYPE},
}
"""The recordings call all other nodes of their trees instructions."""


def find(document: Node, path: str) -> Node:
    """Return the node at a path such as `/*[1]/comment()[1]` or `/*[2]/@id`."""
    node = document
    for part in path.strip("/").split("/") if path != "/" else ():
        if part.startswith("@"):
            node = next(one for one in node.attributes if one.qualified_name == part[1:])
            continue
        test, _, number = part.rstrip("]").partition("[")
        kinds = _KINDS.get(test, {Kind.ELEMENT})
        node = [one for one in node.content() if one.kind in kinds][int(number) - 1]
    return node


def path_of(node: Node) -> str:
    parent = node.parent
    if parent is None:
        return "/"
    before = path_of(parent).rstrip("/")
    if node.kind in {Kind.ATTRIBUTE, Kind.NAMESPACE}:
        return f"{before}/@{node.qualified_name}"
    alike = [one for one in parent.content() if one.kind is node.kind]
    number = next(index for index, one in enumerate(alike, 1) if one is node)
    tests = (test for test, kinds in _KINDS.items() if node.kind in kinds)
    return f"{before}/{next(tests, '*')}[{number}]"


def times() -> Iterator[tuple[str, float, float | None]]:
    """Return what common expressions cost in seconds, and the bound in microseconds."""
    form = Form(rows=50)
    for source, node, bound in (
        ("${kind} = 'x'", form.kind, 2.0),
        ("selected(., 'x')", form.kind, 2.0),
        (". >= 3", form.rows[0], 2.0),
        ("sum(${price})", form.kind, 60.0),
        ("instance('places')/root/item[name = ${kind}]/label", form.kind, None),
    ):
        compiled = compile_expression(parse(source), form)
        context = Context(node, form.surroundings)
        yield source, best(lambda c=compiled, x=context: c.value(x)), bound
    typical = "if(selected(${kind}, 'x') and ${price} > 3, 'yes', ${kind})"
    yield f"reading {len(typical)} characters", best(lambda: parse(typical), 200), 500.0
    tree = parse(typical)
    yield "compiling them", best(lambda: compile_expression(tree, form), 200), 500.0


def best(act: Any, times_: int = 2_000) -> float:
    """Return the seconds of one act in the best of some rounds."""
    rounds = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        for _ in range(times_):
            act()
        rounds.append((time.perf_counter() - started) / times_)
    return min(rounds)


class Form:
    """A form with one question and a repeat of so many rows, and a list of places."""

    def __init__(self, *, rows: int) -> None:
        root = Node(Kind.ROOT)
        data = root.element("data")
        self.kind = data.element("kind", "x")
        self.rows = [data.element("offer").element("price", str(number)) for number in range(rows)]
        places = from_xml(
            "<instance><root>"
            + "".join(f"<item><name>p{n}</name><label>Ort {n}</label></item>" for n in range(34))
            + "</root></instance>"
        ).children[0]
        self.surroundings = Surroundings(
            root=root,
            now=datetime(2027, 3, 12, 12, tzinfo=ZoneInfo("Europe/Berlin")),
            instances={"places": places},
        )

    def reference(self, name: str) -> Any:
        found = {"kind": (self.kind,), "price": self.rows}[name]
        return lambda _node: found

    all_of = reference
