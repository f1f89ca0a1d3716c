"""Two versions of a questionnaire, question by question."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from ikparticipation.drafts.compare import pieces
from ikparticipation.surveys.xlsform.comparing.changes import (
    Aspect,
    Change,
    Changes,
    ChoiceChange,
    Container,
    ContainerChange,
    QuestionChange,
    Wording,
    is_unnamed,
)
from ikparticipation.surveys.xlsform.comparing.likely import likely
from ikparticipation.surveys.xlsform.comparing.pairing import (
    OTHER,
    Pair,
    Was,
    around,
    containers,
    paired_choices,
    paired_containers,
    paired_questions,
)
from ikparticipation.surveys.xlsform.comparing.references import Sayings
from ikparticipation.surveys.xlsform.questionnaire import (
    Choice,
    Formula,
    Placed,
    Question,
    Questionnaire,
    Repeat,
    Words,
)
from ikparticipation.surveys.xlsform.values import scale_words

_TEXTS = {
    "label": "labels",
    "hint": "hints",
    "guidance_hint": "guidance",
    "constraint_message": "constraint_messages",
    "required_message": "required_messages",
}
_FORMULAS = {
    "relevant": "relevant",
    "constraint": "constraint",
    "choice_filter": "choice_filter",
    "calculation": "calculation",
    "readonly": "readonly",
    "repeat_count": "row_count",
}
_PLAIN = ("type", "inventory", "publish", "partner", "catalogue", "appearance", "parameters")


def compare(old: Questionnaire, new: Questionnaire, *, was: Was | None = None) -> Changes:
    """Return what is different. `was` says which questions were split or merged.

    None: the questions of the new version say so themselves. Questions are the same by
    `Question.identity`, so one may get another name. Formulas and texts that quote a renamed
    question say the same as before.
    """
    pairs = paired_questions(old, new, _lineage(new) if was is None else was)
    comparing = _Comparing(old, new, pairs)
    questions = tuple(comparing.question(pair) for pair in pairs)
    return Changes(
        old=old,
        new=new,
        questions=questions,
        containers=tuple(comparing.containers()),
        form=tuple(_form(old, new)),
        likely=tuple(likely(questions, new.default_language)),
    )


def _lineage(new: Questionnaire) -> Was:
    questions = (placed.question for placed in new.placed)
    return {question.identity: question.was for question in questions if question.was}


def _form(old: Questionnaire, new: Questionnaire) -> Iterator[Aspect]:
    yield from _aspect("title", old.title, new.title)
    yield from _aspect("default_language", old.default_language, new.default_language)
    yield from _aspect(
        "languages", " ".join(sorted(old.languages)), " ".join(sorted(new.languages))
    )


def _aspect(name: str, old: object, new: object) -> Iterator[Aspect]:
    if old != new:
        yield Aspect(name, _written(old), _written(new))


def _written(value: object) -> str:
    if value is None or value is False:
        return ""
    if value is True:
        return "yes"
    if isinstance(value, Mapping):
        return " ".join(f"{name}={each}" for name, each in value.items())
    return " ".join(value) if isinstance(value, tuple) else str(value)


class _Comparing:
    def __init__(self, old: Questionnaire, new: Questionnaire, pairs: Sequence[Pair]) -> None:
        self.old, self.new = old, new
        self.languages = [code for code in new.languages if code in old.languages]
        self.before = paired_containers(old, new, pairs)
        self.sayings = Sayings(pairs, self.before)
        self.paths = around(old), around(new)

    def question(self, pair: Pair) -> QuestionChange:
        if len(pair.old) != 1 or len(pair.new) != 1:
            return QuestionChange(change=_kind(pair), old=pair.old, new=pair.new)
        one, two = pair.old[0].question, pair.new[0].question
        wordings = (*self._wordings(one, two), *self._scale(one, two))
        choices = tuple(self._choices(one, two))
        aspects = tuple(self._aspects(pair.old[0], pair.new[0]))
        if aspects or any(choice.change is not Change.REWORDED for choice in choices):
            change = Change.CHANGED
        else:
            change = Change.REWORDED if wordings or choices else Change.SAME
        return QuestionChange(
            change=change,
            old=pair.old,
            new=pair.new,
            wordings=wordings,
            aspects=aspects,
            choices=choices,
        )

    def _wordings(self, one: object, two: object) -> Iterator[Wording]:
        for meaning, name in _TEXTS.items():
            yield from self._reworded(meaning, getattr(one, name, {}), getattr(two, name, {}))

    def _scale(self, one: Question, two: Question) -> Iterator[Wording]:
        if one.ticks != two.ticks:
            said = [{code: scale_words(q, code) for code in self.languages} for q in (one, two)]
            yield from self._reworded("scale", *said)

    def _reworded(self, meaning: str, old: Words, new: Words) -> Iterator[Wording]:
        for code in self.languages:
            before, after = old.get(code, ""), new.get(code, "")
            if self.sayings.old(before) != self.sayings.new(after):
                yield Wording(meaning, code, before, after, pieces(before, after))

    def _choices(self, one: Question, two: Question) -> Iterator[ChoiceChange]:
        for before, after in paired_choices(one.choices, two.choices, self.new.default_language):
            if before is None and after is not None:
                yield ChoiceChange(change=Change.NEW, name=after.name, new=after)
            elif before is not None and after is None:
                yield ChoiceChange(change=Change.GONE, name=before.name, old=before)
            elif before is not None and after is not None:
                yield from self._choice(before, after)

    def _choice(self, before: Choice, after: Choice) -> Iterator[ChoiceChange]:
        wordings = tuple(self._reworded("label", before.labels, after.labels))
        renamed = after.name if after.name != before.name else ""
        changed = renamed or dict(before.columns) != dict(after.columns)
        if changed or wordings:
            yield ChoiceChange(
                change=Change.CHANGED if changed else Change.REWORDED,
                name=before.name,
                old=before,
                new=after,
                wordings=wordings,
                renamed_to=renamed,
            )

    def _aspects(self, old: Placed, new: Placed) -> Iterator[Aspect]:
        one, two = old.question, new.question
        if not is_unnamed(one) and not _is_named_along(one, two):
            yield from _aspect("question_id", one.identity, two.identity)
        for name in _PLAIN:
            yield from _aspect(name, getattr(one, name), getattr(two, name))
        yield from self._required(one, two)
        yield from self._default(one, two)
        yield from self._formulas(one, two)
        yield from _order(one, two)
        yield from self._place(old, new)

    def _required(self, one: Question, two: Question) -> Iterator[Aspect]:
        before, after = one.required_when or one.required, two.required_when or two.required
        if self._said(before, after):
            yield from _aspect("required", before, after)

    def _said(self, before: object, after: object) -> bool:
        """Tell whether two rules differ in more than the names of what they refer to."""
        if isinstance(before, Formula) and isinstance(after, Formula):
            return self.sayings.old_rule(before) != self.sayings.new_rule(after)
        return before != after

    def _default(self, one: Question, two: Question) -> Iterator[Aspect]:
        before, after = one.default_formula or one.default, two.default_formula or two.default
        if self._said(before, after):
            yield from _aspect("default", before, after)

    def _formulas(self, one: object, two: object) -> Iterator[Aspect]:
        for name, attribute in _FORMULAS.items():
            before, after = getattr(one, attribute, None), getattr(two, attribute, None)
            if self._said(before, after):
                yield from _aspect(name, before, after)

    def _place(self, old: Placed, new: Placed) -> Iterator[Aspect]:
        if self.before.get(new.section.name) != old.section.name:
            yield Aspect("section", old.section.name, new.section.name)
        rows = [repeat.name for repeat in old.chain], [repeat.name for repeat in new.chain]
        if [self.before.get(name) for name in rows[1]] != rows[0]:
            yield Aspect("repeat", " ".join(rows[0]), " ".join(rows[1]))
        paths = self.paths[0][old.question.name], self.paths[1][new.question.name]
        if [self.before.get(each.name) for each in paths[1]] != [each.name for each in paths[0]]:
            yield from self._conditions_around(*paths)

    def _conditions_around(
        self, old: Iterable[Container], new: Iterable[Container]
    ) -> Iterator[Aspect]:
        """Compare when a question is asked that moved to where others are asked."""
        before = [each.relevant for each in old if each.relevant]
        after = [each.relevant for each in new if each.relevant]
        if [self.sayings.old_rule(f) for f in before] != [self.sayings.new_rule(f) for f in after]:
            yield Aspect("around", " and ".join(map(str, before)), " and ".join(map(str, after)))

    def containers(self) -> Iterator[ContainerChange]:
        ones, twos = containers(self.old), containers(self.new)
        for name, two in twos.items():
            if name in self.before:
                yield self._container(ones[self.before[name]], two)
            else:
                yield ContainerChange(change=Change.NEW, new=two)
        for name, one in ones.items():
            if name not in self.before.values():
                yield ContainerChange(change=Change.GONE, old=one)

    def _container(self, one: Container, two: Container) -> ContainerChange:
        wordings = tuple(self._wordings(one, two))
        aspects = list(_aspect("name", one.name, two.name))
        aspects += self._formulas(one, two)
        aspects += _aspect("appearance", _drawn(one), _drawn(two))
        if isinstance(one, Repeat) and isinstance(two, Repeat):
            for name in ("inventory", "min_rows", "max_rows"):
                aspects += _aspect(name, getattr(one, name), getattr(two, name))
        change = Change.REWORDED if wordings else Change.SAME
        return ContainerChange(
            change=Change.CHANGED if aspects else change,
            old=one,
            new=two,
            wordings=wordings,
            aspects=tuple(aspects),
        )


def _is_named_along(one: Question, two: Question) -> bool:
    """Whether it got an identity only because the question has one that `or_other` adds it to."""
    ends = one.name.endswith(OTHER) and two.question_id.endswith(OTHER)
    return ends and not one.question_id


def _drawn(container: Container) -> tuple[str, ...]:
    return getattr(container, "appearance", ())


def _kind(pair: Pair) -> Change:
    if not pair.old:
        return Change.NEW
    if not pair.new:
        return Change.GONE
    return Change.SPLIT if len(pair.new) > len(pair.old) else Change.MERGED


def _order(one: Question, two: Question) -> Iterator[Aspect]:
    """Tell that the choices of both stand in another order."""
    common = one.choice_labels.keys() & two.choice_labels.keys()
    before = tuple(name for name in one.choice_labels if name in common)
    after = tuple(name for name in two.choice_labels if name in common)
    yield from _aspect("order", before, after)
