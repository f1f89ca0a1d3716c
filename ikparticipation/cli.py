"""The command line: serving the embedded start, and what an operator does without a browser."""

import gc
import os
import signal
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import click
import waitress
from sqlalchemy import select

from ikparticipation import clock, db, schema
from ikparticipation.accounts import services as accounts
from ikparticipation.catalogue.services import load
from ikparticipation.demo.fill import fill, sign_in_links
from ikparticipation.errors import DomainError
from ikparticipation.inventory.commands import check_inventory, rebuild_inventory
from ikparticipation.settings import Settings, SettingsError
from ikparticipation.surveys.commands import questionnaire
from ikparticipation.surveys.models import Wave
from ikparticipation.surveys.services.recounting import recount_and_compare

ROOT = Path(__file__).parent.parent
CONNECTIONS = 500
"""Browsers keep some open each; the server's own limit of 100 would let others wait."""


@click.group()
def main() -> None:
    """Integrationskonzept: participation, surveys, inventory."""


main.add_command(questionnaire)


def _application() -> Any:
    """Return the application with its announcements, as `wsgi.py` puts it together."""
    sys.path.insert(0, str(ROOT))
    try:
        return import_module("wsgi").app
    except SettingsError as error:
        raise click.ClickException(str(error)) from error
    finally:
        gc.freeze()
        gc.enable()  # `__main__` has begun without


@main.command()
@click.option("--port", default=8080)
@click.option("--listen", default="127.0.0.1")
@click.option("--ready", type=int, help="File descriptor that hears of the start.")
def serve(port: int, listen: str, ready: int | None) -> None:
    """Serve the pages with waitress; migrate, and fill the demo county, if need be."""
    app = _application()
    settings: Settings = app.extensions["ikp_settings"]
    _bring_up_to_date(app)
    if settings.demo:
        _fill_demo(app)
    try:
        server = waitress.create_server(
            app,
            host=listen,
            port=port,
            threads=8,
            connection_limit=CONNECTIONS,
            ident=None,
            clear_untrusted_proxy_headers=True,
        )
    except OSError as error:
        raise click.ClickException(
            f"Port {port} is taken or not allowed ({error.strerror}). Try another: --port 8090"
        ) from error
    click.echo(f"\n  {settings.county}: {settings.base_url}/\n")
    if settings.demo:
        _print_links(app)
    click.echo("  Stop with Ctrl-C.")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # let requests come to their end
    if ready is not None:
        os.write(ready, b"1")
        os.close(ready)
    server.run()


def _bring_up_to_date(app: Any) -> None:
    engine = db.sessions_of(app).kw["bind"]
    try:
        if schema.is_current(engine):
            return
    except schema.UnknownRevisionError as error:
        raise click.ClickException(
            f"The database was made by a newer version of the product ({error}): update this one."
        ) from error
    click.echo("Preparing the database …")
    schema.upgrade(engine)
    with app.app_context(), db.transaction() as session:
        load(session)


def _fill_demo(app: Any) -> None:
    with app.app_context(), db.transaction() as session:
        if fill(session, at=clock.now()):
            click.echo("Filled the demo county (all organisations and persons are invented).")


def _print_links(app: Any) -> None:
    with app.app_context(), db.transaction() as session:
        links = sign_in_links(session, at=clock.now())
    base = app.extensions["ikp_settings"].base_url
    click.echo("  Sign in as (each link works once; a new start prints new ones):")
    for role, name, path in links:
        click.echo(f"    {role:15} {base}{path}   {name}")
    click.echo()


@main.command()
def migrate() -> None:
    """Bring the database to this version, and the catalogue with it."""
    _bring_up_to_date(_application())
    click.echo("The database is up to date.")


@main.command()
def recount() -> None:
    """Count the results of all waves anew, and say where the counters were wrong."""
    app = _application()
    with app.app_context():
        with db.transaction() as session:
            waves = session.scalars(select(Wave).order_by(Wave.opens_at, Wave.id)).all()
            titles = {wave.id: wave.title("de") for wave in waves}
        for wave_id, title in titles.items():  # one transaction each: nobody waits for all
            with db.transaction() as session:
                counted = recount_and_compare(session, session.get_one(Wave, wave_id))
            click.echo(f"{title}: {counted.responses} responses, {counted.wrong} counters wrong")


@main.command("rebuild-inventory")
@click.option("--check", is_flag=True, help="Change nothing, say what a rebuild would change.")
def rebuild(check: bool) -> None:  # noqa: FBT001 - click hands it over so
    """Derive the inventory anew from all accepted answers. Others may work meanwhile."""
    app = _application()
    if not check:
        rebuild_inventory(app)
    elif check_inventory(app):
        sys.exit(1)


@main.command()
@click.argument("email")
@click.argument("name")
def administrator(email: str, name: str) -> None:
    """Make an administrator, and print the link for the first sign-in."""
    app = _application()
    settings: Settings = app.extensions["ikp_settings"]
    try:
        with app.app_context(), db.transaction() as session:
            now = clock.now()
            user = accounts.make_administrator(session, email=email, name=name, at=now)
            token = accounts.issue_link(session, user, leads_to="/verwaltung/", at=now, days=2)
    except DomainError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"{settings.base_url}/anmelden/{token}")
