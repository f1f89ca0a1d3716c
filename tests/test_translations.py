"""The English catalogue says everything that the German pages say; so do the English mails."""

import ast
import re
from pathlib import Path

import pytest
from babel.messages.frontend import CommandLineInterface
from babel.messages.pofile import read_po
from bs4 import BeautifulSoup, Doctype
from jinja2 import Environment, nodes

from ikparticipation import errors, text

ROOT = Path(__file__).parents[1]
SOURCES = ["ikparticipation", "templates", "worker"]
TEMPLATES = ROOT / "templates"
MAILS = sorted((TEMPLATES / "mails").rglob("*.txt"))
LANGUAGE_NAMES = {"Deutsch", "English"}
JINJA = Environment()  # noqa: S701 - templates are only read
ATTRIBUTES = ("alt", "aria-label", "data-select-quote", "placeholder", "title")
SHOWN = {"flash", *(name for name in vars(errors) if name.endswith("Error"))}


def forms_of(words):
    return words if isinstance(words, tuple) else (words,)


def by_msgid(file):
    with file.open("rb") as source:
        return {forms_of(message.id): message for message in read_po(source, "en") if message.id}


@pytest.fixture(scope="module")
def used(tmp_path_factory):
    """Return the messages of pages and code, found as `./ik messages` finds them."""
    file = tmp_path_factory.mktemp("messages") / "messages.pot"
    options = [f"--mapping-file={ROOT / 'pyproject.toml'}", f"--output-file={file}"]
    folders = [str(ROOT / folder) for folder in SOURCES]
    CommandLineInterface().run(["pybabel", "--quiet", "extract", *options, *folders])
    return by_msgid(file)


@pytest.fixture(scope="module")
def english():
    return by_msgid(text.CATALOGUES / "en.po")


@pytest.fixture(scope="module")
def pairs(english):
    """Return (German, English) for every message, a plural as two pairs."""
    return [
        pair
        for german, message in english.items()
        for pair in zip(german, forms_of(message.string), strict=True)
    ]


def test_every_message_of_a_page_stands_in_the_catalogue(used, english):
    assert len(used) > 1000
    assert sorted(used.keys() - english.keys()) == []


def test_the_catalogue_holds_nothing_that_no_page_says(used, english):
    assert sorted(english.keys() - used.keys()) == []


def test_every_message_is_translated_and_none_by_a_guess(english, pairs):
    assert [german for german, words in pairs if not words.strip()] == []
    assert [german for german, message in english.items() if message.fuzzy] == []


def test_a_translation_is_filled_with_the_same_facts(pairs):
    placeholders = re.compile(r"%\(\w+\)s|%.?")

    different = [
        (german, words)
        for german, words in pairs
        if set(placeholders.findall(german)) != set(placeholders.findall(words))
    ]

    assert different == []


def test_a_translation_brings_no_markup_because_templates_trust_it(pairs):
    markup = re.compile("[<>&]")

    assert [
        words for german, words in pairs if markup.findall(words) != markup.findall(german)
    ] == []


def test_english_words_are_quoted_the_english_way_and_formulas_as_in_german(pairs):
    straight = re.compile("[\"']")

    assert [words for _, words in pairs if re.search("„|“[^”]*$", words)] == []
    assert [
        words for german, words in pairs if straight.findall(words) != straight.findall(german)
    ] == []


def test_no_template_has_words_that_cannot_be_translated():
    files = sorted(TEMPLATES.rglob("*.html"))

    found = {file.relative_to(TEMPLATES).as_posix(): plain_words(file) for file in files}

    assert {name: words for name, words in found.items() if words - LANGUAGE_NAMES} == {}


def plain_words(file):
    """Return what stands in a template outside of `{{ … }}` and would be read by people."""
    plain = "".join(part for _, kind, part in JINJA.lex(file.read_text()) if kind == "data")
    tree = BeautifulSoup(plain, "html.parser")
    for doctype in tree.find_all(string=lambda piece: isinstance(piece, Doctype)):
        doctype.extract()
    for key in tree.select("kbd"):  # what stands on it is the same in every language
        key.extract()
    piece_of_a_tag = re.compile(r'[\w-]*-\w+(="[^"]*")?')

    words = {piece_of_a_tag.sub("", text) for text in tree.stripped_strings}
    words |= {tag.get(name, "") for tag in tree.find_all() for name in ATTRIBUTES}
    return {text for text in words if re.search(r"[^\W\d_]|[„“”]", text)}


def test_no_error_and_no_form_says_something_that_is_not_marked_for_translation():
    files = sorted((ROOT / "ikparticipation").rglob("*.py"))

    assert [f"{file.name}: {words}" for file in files for words in unmarked_words(file)] == []


def unmarked_words(file):
    """Yield the sentences that code hands to an error, a message or a form without `N_`."""
    for call in ast.walk(ast.parse(file.read_text())):
        if isinstance(call, ast.Call) and shows_its_words(call.func):
            for given in [*call.args, *(word.value for word in call.keywords)]:
                if isinstance(given, ast.Constant) and re.search("[A-ZÄÖÜ].* ", str(given.value)):
                    yield given.value


def shows_its_words(function):
    name = getattr(function, "attr", None) or getattr(function, "id", "")
    return name in SHOWN or name.endswith(("Field", "Required", "Length", "Regexp", "Choice"))


@pytest.mark.parametrize(
    "german", [file for file in MAILS if file.name.endswith(".de.txt")], ids=lambda file: file.name
)
def test_a_mail_tells_the_same_in_both_languages(german):
    english = german.with_name(german.name.replace(".de.", ".en."))

    assert facts_in(german) == facts_in(english)


def facts_in(mail):
    """Return the names that a mail shows or asks for, and how it writes days."""
    tree = JINJA.parse(mail.read_text())
    names = {name.name for name in tree.find_all(nodes.Name) if name.ctx == "load"}
    return names | {f"|{filter_.name}" for filter_ in tree.find_all(nodes.Filter)}
