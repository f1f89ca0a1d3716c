"""Reading expressions: XPath 1.0 by recursive descent.

Bounds: 10,000 characters and 100 levels of nesting (brackets, arguments, predicates, and what
binds closer inside of what binds less), so that neither reading nor evaluating what a file says
can overflow the stack. More lenient than XPath 1.0 in one thing: `.[…]` and `..[…]` are read.
"""

import math

from ikparticipation.surveys.xlsform.expression.errors import ExpressionError
from ikparticipation.surveys.xlsform.expression.grammar.lexing import Token, TokenKind, tokens
from ikparticipation.surveys.xlsform.expression.grammar.syntax import (
    AXES,
    NEGATION,
    NODE_KINDS,
    PRECEDENCE,
    Call,
    Expression,
    Filter,
    KindTest,
    Literal,
    NameTest,
    Negate,
    Number,
    Operation,
    Path,
    Reference,
    Root,
    Step,
    Variable,
)
from ikparticipation.text import N_

MAX_NESTING = 100
ANYWHERE = Step("descendant-or-self", KindTest("node"))
"""What `//` stands for."""


def parse(source: str) -> Expression:
    """Return the syntax tree of an expression.

    Raises `ExpressionError` with the position of what cannot be read.
    """
    return _Parser(source).whole()


class _Parser:
    def __init__(self, source: str) -> None:
        self.tokens = list(tokens(source))
        self.index = 0
        self.depth = 0

    def next(self) -> Token:
        return self.tokens[self.index]

    def whole(self) -> Expression:
        if self.next().kind is TokenKind.END:
            raise ExpressionError(EMPTY, 0)
        expression = self.expression()
        if self.next().kind is not TokenKind.END:
            raise self.unexpected()
        return expression

    def expression(self, least: int = 1) -> Expression:
        """Read operands joined by operators that bind at least as close as `least`."""
        self.depth += 1
        if self.depth > MAX_NESTING:
            raise ExpressionError(TOO_DEEP, self.next().position, limit=MAX_NESTING)
        left = self.negation() if least <= NEGATION else self.path()
        while (level := self.level()) >= least:
            left = self.operation(left, level)
        self.depth -= 1
        return left

    def level(self) -> int:
        token = self.next()
        return PRECEDENCE[token.text] if token.kind is TokenKind.OPERATOR else 0

    def operation(self, first: Expression, level: int) -> Expression:
        position, operators, operands = self.next().position, [], [first]
        while self.level() == level:
            operators.append(self.take().text)
            operands.append(self.expression(level + 1))
        return Operation(tuple(operators), tuple(operands), position)

    def negation(self) -> Expression:
        if not self.is_next(TokenKind.OPERATOR, "-"):
            return self.path()
        position = self.take().position
        return Negate(self.expression(NEGATION), position)

    def path(self) -> Expression:
        position = self.next().position
        if self.is_symbol("/"):
            self.take()
            steps = self.steps() if self.begins_step() else ()
            return Path(Root(position), steps, position)
        if self.is_symbol("//"):
            return Path(Root(position), self.more_steps(()), position)
        if self.begins_step():
            return Path(None, self.steps(), position)
        return self.filtered()

    def filtered(self) -> Expression:
        """Read a value, its predicates, and the steps that lead on from it."""
        position = self.next().position
        base = self.primary()
        if predicates := self.predicates():
            base = Filter(base, predicates, position)
        if self.is_symbol("/") or self.is_symbol("//"):
            return Path(base, self.more_steps(()), position)
        return base

    def primary(self) -> Expression:
        token = self.next()
        if token.kind is TokenKind.NAME:
            return self.call()
        if self.is_symbol("("):
            self.take()
            inside = self.expression()
            self.expect(")")
            return inside
        return self.simple()

    def simple(self) -> Expression:
        token = self.next()
        position = token.position
        match token.kind:
            case TokenKind.NUMBER:
                result: Expression = Number(self.finite(token), position)
            case TokenKind.LITERAL:
                result = Literal(token.text, position)
            case TokenKind.REFERENCE:
                result = Reference(token.text, position)
            case TokenKind.VARIABLE:
                result = Variable(token.text, position)
            case _:
                raise self.unexpected()
        self.take()
        return result

    def finite(self, token: Token) -> float:
        value = float(token.text)
        if math.isinf(value):
            raise ExpressionError(TOO_LARGE, token.position)
        return value

    def call(self) -> Expression:
        name = self.take()
        self.expect("(")
        arguments: list[Expression] = []
        if not self.is_symbol(")"):
            arguments.append(self.expression())
        while self.is_symbol(","):
            self.take()
            arguments.append(self.expression())
        self.expect(")")
        return Call(name.text, tuple(arguments), name.position)

    def begins_step(self) -> bool:
        token = self.next()
        if token.kind is TokenKind.NAME:
            return not self.follows("(") or token.text in NODE_KINDS
        return token.kind is TokenKind.SYMBOL and token.text in {".", "..", "@"}

    def steps(self) -> tuple[Step, ...]:
        return self.more_steps((self.step(),))

    def more_steps(self, steps: tuple[Step, ...]) -> tuple[Step, ...]:
        """Read on as long as a slash follows."""
        found = list(steps)
        while self.is_symbol("/") or self.is_symbol("//"):
            if self.take().text == "//":
                found.append(ANYWHERE)
            found.append(self.step())
        return tuple(found)

    def step(self) -> Step:
        token = self.next()
        if self.is_symbol(".") or self.is_symbol(".."):
            self.take()
            axis = "self" if token.text == "." else "parent"
            return Step(axis, KindTest("node"), self.predicates(), token.position)
        axis = self.axis()
        return Step(axis, self.test(), self.predicates(), token.position)

    def axis(self) -> str:
        if self.is_symbol("@"):
            self.take()
            return "attribute"
        if not self.follows("::"):
            return "child"
        token = self.take()
        if token.text not in AXES:
            raise ExpressionError(UNKNOWN_AXIS, token.position, name=token.text)
        self.take()
        return token.text

    def test(self) -> NameTest | KindTest:
        if self.next().kind is not TokenKind.NAME:
            raise self.unexpected()
        name = self.take().text
        if name in NODE_KINDS and self.is_symbol("("):
            return self.kind_test(name)
        prefix, _, local = name.rpartition(":")
        return NameTest(local, prefix)

    def kind_test(self, kind: str) -> KindTest:
        self.take()
        target = ""
        if kind == "processing-instruction" and self.next().kind is TokenKind.LITERAL:
            target = self.take().text
        self.expect(")")
        return KindTest(kind, target)

    def predicates(self) -> tuple[Expression, ...]:
        found = []
        while self.is_symbol("["):
            self.take()
            found.append(self.expression())
            self.expect("]")
        return tuple(found)

    def take(self) -> Token:
        token = self.next()
        self.index += 1
        return token

    def expect(self, symbol: str) -> None:
        if not self.is_symbol(symbol):
            raise self.unexpected(symbol)
        self.take()

    def is_symbol(self, text: str) -> bool:
        return self.is_next(TokenKind.SYMBOL, text)

    def is_next(self, kind: TokenKind, text: str) -> bool:
        return self.next().kind is kind and self.next().text == text

    def follows(self, symbol: str) -> bool:
        following = self.tokens[min(self.index + 1, len(self.tokens) - 1)]
        return following.kind is TokenKind.SYMBOL and following.text == symbol

    def unexpected(self, expected: str = "") -> ExpressionError:
        token = self.next()
        if token.kind is TokenKind.END:
            message = ENDS_EARLY_WITHOUT if expected else ENDS_EARLY
            return ExpressionError(message, token.position, expected=expected)
        message = UNEXPECTED_INSTEAD if expected else UNEXPECTED
        return ExpressionError(message, token.position, text=token.text, expected=expected)


EMPTY = N_("Die Formel ist leer.")
TOO_DEEP = N_(
    "Die Formel ist mehr als %(limit)s-mal verschachtelt. Bitte teilen Sie sie auf mehrere "
    "Berechnungen (calculate) auf."
)
TOO_LARGE = N_("Die Zahl ist zu groß, um mit ihr zu rechnen.")
UNKNOWN_AXIS = N_("Die Achse „%(name)s::“ gibt es in XPath nicht.")
ENDS_EARLY = N_("Die Formel bricht ab: Am Ende fehlt ein Wert oder eine schließende Klammer.")
ENDS_EARLY_WITHOUT = N_("Die Formel bricht ab: Am Ende fehlt „%(expected)s“.")
UNEXPECTED = N_(
    "„%(text)s“ kann an dieser Stelle nicht stehen. Bitte prüfen Sie, ob davor ein Operator, ein "
    "Wert oder eine Klammer fehlt."
)
UNEXPECTED_INSTEAD = N_("Vor „%(text)s“ fehlt „%(expected)s“.")
