"""Uploading a Word file as a person would, and files that nobody should take."""

import zipfile
from io import BytesIO

import docx
from bs4 import BeautifulSoup
from sqlalchemy import select

from ikparticipation.consultation.models import Comment


def upload(client, address, data, **fields):
    return client.post(address, data={"file": (BytesIO(data), "entwurf.docx"), **fields})


def fields_of(page):
    """What a person would send from this page without touching anything."""
    form = BeautifulSoup(page.text, "html.parser").select_one("main form")
    typed = {}
    for box in form.select("input[name]"):
        if box.get("type") != "checkbox" or box.has_attr("checked"):
            typed[box["name"]] = box.get("value", "")
    for area in form.select("textarea[name]"):
        typed[area["name"]] = area.get_text()
    for chooser in form.select("select[name]"):
        chosen = chooser.select_one("option[selected]") or chooser.select_one("option")
        typed[chooser["name"]] = chosen["value"]
    return form["action"], typed


def stored(session):
    session.commit()
    found = session.scalars(select(Comment).order_by(Comment.submitted_at, Comment.start)).all()
    session.commit()
    return found


def bomb():
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("_rels/.rels", "<Relationships/>")
        archive.writestr("word/document.xml", b"a" * 40_000_000)
    return target.getvalue()


def with_entities(data):
    target = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(data)) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for name in source.namelist():
            part = source.read(name)
            if name == "word/comments.xml":
                part = b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'
            archive.writestr(name, part)
    return target.getvalue()


def other_draft():
    document = docx.Document()
    document.add_paragraph("Ein anderer Text. /entwuerfe/arbeitsmarkt/3")
    target = BytesIO()
    document.save(target)
    return target.getvalue()
