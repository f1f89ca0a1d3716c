"""Checksums and Base64."""

import hashlib
from base64 import b64decode, b64encode

from ikparticipation.surveys.xlsform.expression.compiled import Compiled, strings
from ikparticipation.surveys.xlsform.expression.context import Context
from ikparticipation.surveys.xlsform.expression.errors import ExpressionError
from ikparticipation.surveys.xlsform.expression.functions.registry import (
    Arguments,
    Function,
    of_text,
    table,
)
from ikparticipation.text import N_

ALGORITHMS = {
    "MD5": "md5",
    "SHA-1": "sha1",
    "SHA-256": "sha256",
    "SHA-384": "sha384",
    "SHA-512": "sha512",
}
ENCODINGS = ("base64", "hex")


def _digest(arguments: Arguments) -> Compiled:
    text, algorithm = arguments[0].string, arguments[1].string
    encoding = arguments[2].string if len(arguments) > 2 else lambda _: "base64"  # noqa: PLR2004

    def digest(context: Context) -> str:
        name, code = algorithm(context), encoding(context)
        if name not in ALGORITHMS:
            raise ExpressionError(UNKNOWN_ALGORITHM, name=name, known=", ".join(ALGORITHMS))
        if code not in ENCODINGS:
            raise ExpressionError(UNKNOWN_ENCODING, name=code, known=", ".join(ENCODINGS))
        octets = text(context).encode("utf-8", "surrogatepass")
        result = hashlib.new(ALGORITHMS[name], octets, usedforsecurity=False).digest()
        return result.hex() if code == "hex" else b64encode(result).decode()

    return strings(digest)


def _encoded(text: str) -> str:
    return b64encode(text.encode("utf-8", "surrogatepass")).decode()


def _decoded(text: str) -> str:
    """Return the text of Base64; what is none is blank, octets that are no UTF-8 are marked."""
    try:
        return b64decode("".join(text.split()), validate=True).decode("utf-8", "replace")
    except ValueError:
        return ""


FUNCTIONS = table(
    Function("digest", 2, 3, _digest),
    of_text("base64-encode", _encoded),
    of_text("base64-decode", _decoded),
)

UNKNOWN_ALGORITHM = N_("„%(name)s“ ist kein bekanntes Verfahren für digest(). Es gibt: %(known)s.")
UNKNOWN_ENCODING = N_(
    "„%(name)s“ ist keine bekannte Schreibweise für digest(). Es gibt: %(known)s."
)
