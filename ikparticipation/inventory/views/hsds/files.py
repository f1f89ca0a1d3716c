"""All public data as files, and the page that says what there is."""

from collections.abc import Iterator
from hashlib import file_digest
from itertools import chain, count
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue

from ikparticipation import clock, db
from ikparticipation.accounts import access
from ikparticipation.inventory.hsds import tables, writing
from ikparticipation.inventory.hsds.openapi import MOST_PER_PAGE
from ikparticipation.inventory.hsds.package import PackageWriter, write_json
from ikparticipation.inventory.hsds.said import Names, Provider
from ikparticipation.inventory.queries import hsds as queries
from ikparticipation.inventory.queries.hsds import Wanted
from ikparticipation.inventory.views.blueprint import bp
from ikparticipation.inventory.views.hsds.answers import names, settings
from ikparticipation.organisations.policies import may_keep_register
from ikparticipation.web import limiter

FILES_BY_ADDRESS = "60/minute;600/hour"
_ROOM = 4_000_000
"""Bytes of a file that are kept in memory before it goes to disk."""
_BLOCK = 100_000


@bp.get("/daten/")
def data() -> ResponseReturnValue:
    """Say which data there are, in which forms, and what may be done with them."""
    session, person = db.session(), access.reader()
    return render_template(
        "inventory/data.html",
        newest=queries.newest(session),
        services=queries.count_services(session, Wanted()),
        organizations=queries.count_providers(session, "", Wanted()),
        licence=settings().data_licence,
        site=settings().base_url,
        most=MOST_PER_PAGE,
        may_take_in=person is not None and may_keep_register(person),
    )


@bp.get("/daten/hsds.json")
@limiter.limit(FILES_BY_ADDRESS)
def hsds_services() -> ResponseReturnValue:
    """Hand out all services as one JSON array."""
    session, words, at, file = db.session(), names(), clock.now(), _file()
    write_json((writing.service(s, words, at=at) for s in queries.all_services(session)), file)
    return _download(file, "application/json", "angebote-hsds.json")


@bp.get("/daten/hsds-organisationen.json")
@limiter.limit(FILES_BY_ADDRESS)
def hsds_organizations() -> ResponseReturnValue:
    """Hand out all organisations as one JSON array, each with the names of its services."""
    words, file = names(), _file()
    write_json(_organizations(words), file)
    return _download(file, "application/json", "organisationen-hsds.json")


@bp.get("/daten/hsds.zip")
@limiter.limit(FILES_BY_ADDRESS)
def hsds_package() -> ResponseReturnValue:
    """Hand out everything as tabular data package."""
    session, words, at, file = db.session(), names(), clock.now(), _file()
    there = settings()
    with PackageWriter() as package:
        for provider in chain.from_iterable(_batches()):
            package.add("organization", writing.full_organization(provider, words))
        for service in queries.all_services(session):
            whole = writing.service(service, words, at=at)
            package.add("service", whole | {"organization": {"id": str(service.provider.id)}})
        title = f"Angebote im {there.county}"
        package.finish(file, tables.descriptor(title=title, license_address=there.data_licence))
    return _download(file, "application/zip", "angebote-hsds.zip")


def _organizations(words: Names) -> Iterator[dict[str, Any]]:
    """Return every organisation with what its services are called."""
    session = db.session()
    for batch in _batches():
        services = queries.services_of(session, [each.id for each in batch], whole=False)
        for provider in batch:
            short = [
                {"id": str(each.id), "name": each.name, "status": each.status}
                for each in services.get(provider.id, ())
            ]
            yield writing.full_organization(provider, words) | {"services": short}


def _batches() -> Iterator[list[Provider]]:
    for start in count(0, queries.BATCH):
        batch = queries.providers(db.session(), "", Wanted(), limit=queries.BATCH, offset=start)
        yield batch
        if len(batch) < queries.BATCH:
            return


def _file() -> IO[bytes]:
    spooled: Any = SpooledTemporaryFile(max_size=_ROOM)  # noqa: SIM115 - `_blocks` closes it
    return spooled  # type: ignore[no-any-return]


def _download(file: IO[bytes], media_type: str, name: str) -> ResponseReturnValue:
    """Hand out a file that was just written; who has the same one gets 304."""
    file.seek(0)
    tag = file_digest(file, "sha256").hexdigest()[:32]  # type: ignore[arg-type]
    stream = _blocks(file)
    next(stream)
    answer = Response(stream, mimetype=media_type)
    answer.set_etag(tag)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Access-Control-Allow-Origin"] = "*"
    answer.headers["Content-Language"] = "de"
    if settings().data_licence:
        answer.headers["Link"] = f'<{settings().data_licence}>; rel="license"'
    return answer.make_conditional(request)


def _blocks(file: IO[bytes]) -> Iterator[bytes]:
    """Return the file in pieces. The first is empty: what has begun closes the file at its end."""
    with file:
        yield b""
        file.seek(0)
        while block := file.read(_BLOCK):
            yield block
