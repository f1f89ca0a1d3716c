"""Rules that hold for everything at once: each new page, model or action is held to them."""

import ast
import re
from pathlib import Path
from uuid import uuid4

import pytest
from werkzeug.routing import IntegerConverter, UUIDConverter

from ikparticipation import db
from ikparticipation.audit import Action
from ikparticipation.web import HEADERS
from tests import make
from tests.test_rights import RIGHTS
from worker import reactions

ROOT = Path(__file__).parent.parent
MAILS = ROOT / "templates" / "mails"

PUBLIC = {
    "surveys.other_person",
    "surveys.no_more_surveys",
    "surveys.anonymous_overview", "surveys.speak_anonymously", "surveys.type_code",
    "surveys.open_anonymously", "surveys.put_code_away",
    "surveys.anonymous_section", "surveys.save_anonymous_section", "surveys.remove_anonymous_row",
    "surveys.anonymous_register", "surveys.take_name_anonymously",
    "surveys.review_anonymously", "surveys.submit_anonymously", "surveys.anonymous_receipt",
    "static", "healthz", "readyz",
    "reporting.home", "reporting.help_page", "reporting.accessibility", "reporting.privacy",
    "reporting.imprint",
    "inventory.data", "inventory.hsds_services", "inventory.hsds_organizations",
    "inventory.hsds_package", "inventory.hsds.about", "inventory.hsds.description",
    "inventory.hsds.services", "inventory.hsds.service", "inventory.hsds.service_at_locations",
    "inventory.hsds.service_at_location", "inventory.hsds.organizations",
    "inventory.hsds.organization", "inventory.hsds.all_taxonomies", "inventory.hsds.taxonomy",
    "inventory.hsds.taxonomy_terms", "inventory.hsds.taxonomy_term",
    "inventory.overview", "inventory.where_from", "inventory.offers", "inventory.offer",
    "inventory.doubt",
    "inventory.network", "inventory.network_organisation", "inventory.network_picture",
    "inventory.network_file", "inventory.network_table", "inventory.actors", "inventory.actor",
    "inventory.pair", "inventory.groups", "inventory.group",
    "consultation.drafts", "consultation.version", "consultation.compare",
    "consultation.comment", "consultation.comments_of_version",
    "consultation.carried_comments", "consultation.report",
    "consultation.synopsis", "consultation.synopsis_file", "consultation.draft_file",
    "consultation.annotations", "consultation.feed",
    "accounts.sign_in", "accounts.ask_for_link", "accounts.link_sent", "accounts.show_link",
    "accounts.follow_link", "accounts.renew_link", "accounts.choose_language",
}  # fmt: skip
"""The pages that need no sign-in."""

GONE = {404, 410}


@pytest.fixture
def paths(app):
    """`paths("POST")`: endpoint and address of every route, with things that do not exist."""

    def made(method):
        found = []
        for rule in app.url_map.iter_rules():
            if method in rule.methods:
                values = {name: _foreign(rule, name) for name in _arguments(rule)}
                with app.test_request_context():
                    found.append((rule.endpoint, app.url_for(rule.endpoint, **values)))
        return found

    return made


def _arguments(rule):
    return rule.arguments - set(rule.defaults or ())


def _foreign(rule, name):
    converter = rule._converters[name]  # noqa: SLF001 - there is no public way to it
    if isinstance(converter, UUIDConverter):
        return uuid4()
    return 7 if isinstance(converter, IntegerConverter) else "unbekannt"


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_every_page_but_the_public_ones_needs_sign_in(session, paths, as_user, method):
    for endpoint, path in paths(method):
        answer = as_user().open(path, method=method, buffered=True)
        asked_to_sign_in = answer.status_code == 302 and answer.location.startswith("/anmelden")
        assert asked_to_sign_in is (endpoint not in PUBLIC), (endpoint, answer.status_code)


def test_the_public_pages_are_those_that_a_visitor_may_open(app):
    opened = {key.partition(" (")[0] for key, line in RIGHTS.items() if line.startswith("x")}

    assert opened == PUBLIC
    assert {rule.endpoint for rule in app.url_map.iter_rules()} >= PUBLIC


@pytest.mark.parametrize("person", [None, make.member, make.administrator])
def test_every_form_is_refused_without_its_token(app, session, paths, as_user, monkeypatch, person):
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    client = as_user(person(session) if person else None)
    session.commit()

    answers = {endpoint: client.post(path).status_code for endpoint, path in paths("POST")}

    assert len(answers) > 30
    assert set(answers.values()) == {400}, answers


def test_reading_changes_nothing(session, paths, as_user, statements):
    client = as_user(make.administrator(session))
    session.commit()

    with statements() as seen:
        for _, path in paths("GET"):
            client.get(path, buffered=True)

    assert {each.split()[0] for each in seen} == {"SELECT"}


@pytest.mark.parametrize(
    "person", [None, make.user, make.member, make.steering, make.administrator]
)
def test_what_does_not_exist_is_not_found_and_never_an_error(session, paths, as_user, person):
    client = as_user(person(session) if person else None)
    session.commit()
    codes = {}

    for endpoint, path in paths("GET"):
        if path != "/" and ("unbekannt" in path or re.search("[0-9a-f-]{36}|/7", path)):
            codes[endpoint] = client.get(path, buffered=True).status_code

    assert len(codes) > 20
    if person is make.administrator:
        assert set(codes.values()) <= GONE, codes
    assert set(codes.values()) <= GONE | {302, 303, 403}, codes


@pytest.mark.parametrize("person", [make.member, make.administrator])
def test_sending_to_what_does_not_exist_is_no_error_either(session, paths, as_user, person):
    client = as_user(person(session))
    session.commit()

    codes = {
        endpoint: client.post(path).status_code
        for endpoint, path in paths("POST")
        if re.search("unbekannt|[0-9a-f-]{36}|/7", path)
    }

    assert len(codes) > 20
    assert set(codes.values()) <= GONE | {303, 403}, codes


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/", 200),
        ("GET", "/mein/aufgaben", 302),
        ("GET", "/verwaltung/", 403),
        ("GET", "/gibt-es-nicht", 404),
        ("GET", "/angebote/kein-uuid", 404),
        ("GET", "/angebote/%ED%A0%80", 404),
        ("POST", "/", 405),
        ("DELETE", "/verwaltung/konten", 405),
        ("GET", "/static/gibt-es-nicht.css", 404),
        ("GET", "/static/../wsgi.py", 404),
        ("GET", "/static/ikp.css", 200),
        ("GET", "/healthz", 200),
    ],
)
def test_every_answer_has_the_headers_that_keep_it_safe(session, as_user, method, path, status):
    client = as_user(make.user(session) if status == 403 else None)
    session.commit()

    answer = client.open(path, method=method, buffered=True)

    assert answer.status_code == status
    for name, value in HEADERS.items():
        assert answer.headers[name] == value, name


def test_an_error_of_ours_keeps_the_headers_and_tells_no_secrets(
    app, session, as_user, monkeypatch
):
    def broken():
        raise ValueError("s3cr3t")

    monkeypatch.setitem(app.view_functions, "reporting.help_page", broken)
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)

    answer = as_user().get("/hilfe/")

    assert answer.status_code == 500
    assert "s3cr3t" not in answer.text
    assert "Traceback" not in answer.text
    assert set(HEADERS) <= set(answer.headers.keys())


OPEN_DATA = ("inventory.hsds.", "inventory.hsds_")
"""What is the same for everybody."""


def test_nobody_else_keeps_a_page_that_was_made_for_somebody(session, paths, as_user):
    client, visitor = as_user(make.administrator(session)), as_user()
    session.commit()

    for endpoint, path in paths("GET"):
        answer = client.get(path, buffered=True)
        if endpoint.startswith(OPEN_DATA):
            assert answer.headers["Cache-Control"] == "no-cache", endpoint
            assert "Set-Cookie" not in answer.headers, endpoint
            assert answer.data == visitor.get(path).data, endpoint
        elif endpoint not in {"static", "healthz", "readyz"}:
            assert answer.headers["Cache-Control"] == "no-store", endpoint
            assert "Cookie" in answer.headers["Vary"], endpoint


def test_too_much_is_refused_with_a_page(app, session, as_user, monkeypatch):
    monkeypatch.setitem(app.config, "MAX_CONTENT_LENGTH", 1000)

    answer = as_user().post("/anmelden", data={"email": "x" * 2000})

    assert answer.status_code == 413
    assert "zu groß" in answer.text


def test_every_action_stands_in_the_table_of_reactions():
    """Also those from which nothing follows: whoever adds an action has to decide."""
    tree = ast.parse(Path(reactions.__file__).read_text("utf-8"))
    named = [
        key.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Dict)
        for key in node.keys
        if isinstance(key, ast.Attribute)
    ]

    assert sorted(named) == sorted(action.name for action in Action)
    assert set(reactions.REACTIONS) == set(Action)


TABLES = {table.name: table for table in db.Base.metadata.sorted_tables}


@pytest.mark.parametrize("name", TABLES)
def test_every_foreign_key_leads_an_index(name):
    table = TABLES[name]
    leading = [[column.name for column in index.columns] for index in table.indexes]
    leading += [
        [column.name for column in constraint.columns]
        for constraint in table.constraints
        if type(constraint).__name__ in {"UniqueConstraint", "PrimaryKeyConstraint"}
    ]
    leading += [[column.name] for column in table.columns if column.unique]

    for key in table.foreign_keys:
        columns = [column.name for column in key.constraint.columns]
        assert any(each[: len(columns)] == columns for each in leading), (name, columns)


@pytest.mark.parametrize("name", TABLES)
def test_every_constraint_has_a_name_to_migrate_it_by(name):
    assert all(constraint.name for constraint in TABLES[name].constraints)


def mail_names():
    return sorted(
        {
            file.relative_to(MAILS).as_posix().rsplit(".", 2)[0]
            for file in MAILS.rglob("*.txt")
            if not file.name.startswith("_")
        }
    )


@pytest.mark.parametrize("name", mail_names())
def test_every_mail_exists_in_both_languages_and_begins_with_its_subject(name):
    for language in ("de", "en"):
        words = (MAILS / f"{name}.{language}.txt").read_text("utf-8")
        subject = re.sub(r"\{%.*?%\}|\{#.*?#\}", "", words).strip().partition("\n\n")[0]
        assert "\n" not in subject.strip(), subject
        assert words.endswith("\n")


@pytest.mark.parametrize("name", mail_names())
def test_every_mail_is_one_that_somebody_writes(name):
    package, _, mail = name.partition("/")
    room = ROOT / "ikparticipation" / package
    files = (*room.glob("*mails.py"), *room.glob("mails/*.py"))
    code = "".join(file.read_text("utf-8") for file in files)

    assert f'"{name}"' in code or f'"{mail}"' in code


def test_the_requirements_name_no_host():
    for file in (ROOT / "requirements").glob("*.txt"):
        assert "://" not in file.read_text("utf-8"), file.name


def test_no_file_is_longer_than_300_lines():
    """A longer one wants to be two nouns."""
    long = {
        file.relative_to(ROOT).as_posix(): lines
        for folder in ("ikparticipation", "worker")
        for file in (ROOT / folder).rglob("*.py")
        if (lines := len(file.read_text("utf-8").splitlines())) > 300
    }

    assert long == {}
