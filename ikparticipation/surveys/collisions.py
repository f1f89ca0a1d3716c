"""Two people have saved the same section: both values, and what becomes of the choice.

The page posts for each difference `wahl/<field>` with STORED or TYPED, and what the person had
typed in its fields as ever. For a row that stands on one side only, the field is
`rows/<repeat>/<row id>`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ikparticipation.surveys.changes import Change, Kind
from ikparticipation.surveys.xlsform.answers import PostedForm, Uploads, to_form
from ikparticipation.surveys.xlsform.document import Document, ended_of, spots
from ikparticipation.surveys.xlsform.questionnaire import Section

STORED, TYPED = "gespeichert", "eigen"
PREFIX = "wahl/"
ALL = "alle"
"""A button: what was typed counts wherever nothing else is chosen."""
Form = dict[str, list[str]]


@dataclass(frozen=True)
class Settled:
    form: Form
    """As if the person had typed what they chose."""
    uploads: Uploads
    undecided: frozenset[str]
    """Fields for which nothing is chosen yet."""


def proposal(change: Change) -> str:
    """Return what is ticked at first: what is there goes before what is not, else nothing.

    `before` is stored, `after` was typed. So who chooses nothing loses nothing of either. That a
    row has ended is said like an answer: a person chooses.
    """
    if change.kind in {Kind.ENDED_ROW, Kind.RESUMED_ROW}:
        return ""
    if change.before is None:
        return TYPED
    return STORED if change.after is None else ""


def picked(form: PostedForm) -> dict[str, str]:
    """Return field → what was chosen for it; blank: nothing yet."""
    rest = form.get(ALL, ("",))[-1]
    rest = TYPED if rest == TYPED else ""
    return {
        name.removeprefix(PREFIX): next((v for v in given if v in {STORED, TYPED}), rest)
        for name, given in form.items()
        if name.startswith(PREFIX)
    }


def settle(form: PostedForm, uploads: Uploads, section: Section, stored: Document) -> Settled:
    """Put what is stored in place of what was typed wherever that was chosen."""
    chosen, new, files = picked(form), {name: [*given] for name, given in form.items()}, {**uploads}
    if not chosen:
        return Settled(new, uploads, frozenset())
    fields = to_form(section, stored)
    known = {f"rows/{s.chain[-1].name}/{s.row_id}" for s in spots(section, stored) if s.rows}
    rows = {name for name in chosen if name.count("/") == 2 and name.startswith("rows/")}  # noqa: PLR2004 - rows/<repeat>/<id>
    for name, choice in chosen.items():
        if name in rows:
            _settle_row(new, name, choice, is_stored=name in known)
        elif choice == STORED:
            files.pop(name, None)
            _take(new, name, fields)
    undecided = frozenset(name for name, choice in chosen.items() if not choice)
    return Settled(new, files, undecided)


def _take(form: Form, name: str, stored: Mapping[str, Sequence[str]]) -> None:
    """Let a field say what is stored; a file is none of the fields, and stays when not posted."""
    if name in stored:
        form[name] = [*stored[name]]
    else:
        form.pop(name, None)


def _settle_row(form: Form, name: str, choice: str, *, is_stored: bool) -> None:
    """Leave out a row that only was typed, or let one go that only is stored."""
    _, repeat, row = name.split("/")
    ended = form.get(f"ended/{repeat}", [])
    if choice != TYPED and row in ended:
        form[f"ended/{repeat}"] = [each for each in ended if each != row]
    if choice == TYPED and is_stored and row not in ended:
        form.setdefault(f"remove/{repeat}", []).append(row)
    if choice != STORED or is_stored:
        return
    for field in [field for field in form if field.startswith(f"{name}/")]:
        del form[field]
    for field, given in form.items():
        if field.startswith("rows/") and field.endswith(f"/{repeat}"):
            form[field] = [each for each in given if each != row]


def said_on_page(section: Section, stored: Document, typed: Document) -> Iterator[tuple[str, str]]:
    """Return fields and rows: what was pressed of rows of last time, for the next time it is sent.

    A button is only sent once, but the choice comes after it.
    """
    known = {spot.row_id: spot.record for spot in spots(section, stored) if spot.rows}
    there = {spot.row_id: spot for spot in spots(section, typed) if spot.rows}
    for spot in spots(section, typed):
        repeats = spot.chain[-1].repeats if spot.chain else section.repeats
        for repeat in repeats:
            for row in ended_of(spot.record, repeat.name):
                if row["id"] in known:
                    yield f"ended/{repeat.name}", row["id"]
    for row_id, spot in there.items():
        stands = known.get(row_id)
        if spot.record.get("confirmed") and not (stands and stands.get("confirmed")):
            yield f"confirmed/{spot.chain[-1].name}", str(row_id)
